"""What was asked of an officer, and what an officer asked: taken out, and urged (``kernel.lists``)."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nhipcau.kernel import ordering
from nhipcau.kernel.clock import today
from nhipcau.kernel.lists import Act, Chosen, Listing, Taken, taken_out
from nhipcau.kernel.sheets import Cell
from nhipcau.office.asks import actions, queries
from nhipcau.office.sections import PAPERS


def find_asked(officer: Any, asked: QueryDict, of: str) -> QuerySet[Any]:
    """What an officer may answer, waiting and past."""
    return queries.listed(officer, asked)


def find_own(officer: Any, asked: QueryDict, of: str) -> QuerySet[Any]:
    """What an officer asked."""
    return ordering.ordered(queries.asked_by(officer), asked, queries.SORTS)


table = taken_out(
    gettext_lazy("Cần trả lời"),
    "can-tra-loi",
    Taken(gettext_lazy("Nội dung"), lambda row: row.ask.wording, 70),
    Taken(gettext_lazy("Nơi hỏi"), lambda row: str(row.ask.asked_by.agency or row.ask.asked_by), 36),
    Taken(gettext_lazy("Nơi được hỏi"), lambda row: row.whom, 36),
    Taken(gettext_lazy("Hạn"), lambda row: row.ask.due, 12, Cell.DAY),
    Taken(gettext_lazy("Tình trạng"), lambda row: _(row.label), 20),
    shown=lambda part, chosen: queries.rows(part, today(), late_first=False),
)


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
