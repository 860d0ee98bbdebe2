"""What was asked of an officer, and what an officer asked: taken out, and urged (``kernel.lists``)."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nhipcau.kernel import ordering
from nhipcau.kernel.clock import today
from nhipcau.kernel.lists import Act, Chosen, Listing, Table, by_parts
from nhipcau.kernel.sheets import Cell, Column
from nhipcau.office.asks import actions, queries
from nhipcau.office.asks.rules import STANDING_LABELS
from nhipcau.office.sections import PAPERS


def find_asked(officer: Any, asked: QueryDict, of: str) -> QuerySet[Any]:
    """What an officer may answer, waiting and past."""
    return queries.listed(officer, asked)


def find_own(officer: Any, asked: QueryDict, of: str) -> QuerySet[Any]:
    """What an officer asked."""
    return ordering.ordered(queries.asked_by(officer), asked, queries.SORTS)


def table(chosen: Chosen) -> Table:
    """The chosen asks with where each stands."""
    day = today()
    columns = [
        Column(_("Nội dung"), 70),
        Column(_("Nơi hỏi"), 36),
        Column(_("Nơi được hỏi"), 36),
        Column(_("Hạn"), 12, Cell.DAY),
        Column(_("Tình trạng"), 20),
    ]
    rows = (
        (
            one.wording, str(one.asked_by.agency or one.asked_by), str(one.receiver), one.due,
            _(STANDING_LABELS[one.standing(day)]),
        )
        for one in by_parts(chosen.rows)
    )  # fmt: skip
    return Table(_("Câu hỏi"), columns, rows, "can-tra-loi", (_("Cần trả lời"),))


def _remind(chosen: Chosen) -> str:
    count = actions.remind_many(asks=chosen.rows, today=today(), by=chosen.by)
    if not count:
        return _("Hôm nay đã đôn đốc rồi, hoặc nơi được hỏi chưa có tài khoản nào.")
    return ngettext("Đã đôn đốc %(n)d câu hỏi.", "Đã đôn đốc %(n)d câu hỏi.", count) % {"n": count}


LISTINGS = (
    Listing("office.asks", find_asked, table, section=PAPERS),
    Listing(
        "office.asked",
        find_own,
        table,
        (Act("don-doc", gettext_lazy("Đôn đốc"), _remind, icon="bell-ring"),),
        section=PAPERS,
    ),
)
