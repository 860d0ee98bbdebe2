"""A call's board: chosen, urged, accepted, taken out (``kernel.lists``)."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nhipcau.kernel.keys import key_of
from nhipcau.kernel.lists import Act, Chosen, Listing, Taken, taken_out
from nhipcau.kernel.sheets import Cell
from nhipcau.kernel.standing import LATENESS_LABELS
from nhipcau.reports.calls import pages, queries
from nhipcau.reports.calls.actions import judging, sending
from nhipcau.reports.calls.permissions import get_call_to_read
from nhipcau.reports.datacalls import DataCall
from nhipcau.reports.permissions import READ_REPORTS, RUN_REPORTS


def _call(officer: Any, of: str) -> DataCall:
    if (key := key_of(of)) is None:
        raise Http404
    return get_call_to_read(officer, key)


def find(officer: Any, asked: QueryDict, of: str) -> QuerySet[Any]:
    """The board under its filters."""
    return queries.board(officer, _call(officer, of), asked)


table = taken_out(
    gettext_lazy("Đề nghị cung cấp số liệu"),
    "de-nghi-cung-cap-so-lieu",
    Taken(gettext_lazy("Cơ quan"), lambda row: row.reply.agency.name, 50),
    Taken(gettext_lazy("Tình trạng"), lambda row: row.state, 26),
    Taken(gettext_lazy("Số câu đã trả lời"), lambda row: row.answered, 12, Cell.NUMBER),
    Taken(gettext_lazy("Ngày trả lời"), lambda row: row.reply.submitted_on, 12, Cell.DAY),
    Taken(gettext_lazy("Đúng hạn"), lambda row: _(LATENESS_LABELS[row.standing.lateness]), 22),
    Taken(gettext_lazy("Người xác nhận"), lambda row: row.reply.confirmed_name, 26),
    shown=lambda rows, chosen: pages.board_rows(_call(chosen.by, chosen.of), rows),
)


def _urge(chosen: Chosen) -> str:
    count = sending.urge(replies=chosen.rows, by=chosen.by)
    if not count:
        return _("Hôm nay đã đôn đốc các cơ quan này rồi.")
    return ngettext("Đã đôn đốc %(n)d cơ quan.", "Đã đôn đốc %(n)d cơ quan.", count) % {"n": count}


def _accept(chosen: Chosen) -> str:
    count = judging.accept(replies=chosen.rows, by=chosen.by)
    return ngettext("Đã tiếp nhận %(n)d cơ quan.", "Đã tiếp nhận %(n)d cơ quan.", count) % {"n": count}


BOARD = Listing(
    "reports.calls",
    find,
    table,
    (
        Act("don-doc", gettext_lazy("Đôn đốc"), _urge, RUN_REPORTS, "bell-ring"),
        Act("tiep-nhan", gettext_lazy("Tiếp nhận"), _accept, RUN_REPORTS, "check"),
    ),
    permission=READ_REPORTS,
    section="reports",
    sorts=queries.SORTS,
)
