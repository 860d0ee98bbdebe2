"""The board of agencies' answers as a list with rows to choose (``kernel.lists``)."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhipcau.agencies.models import Officer
from nhipcau.kernel.access import demand
from nhipcau.kernel.clock import today
from nhipcau.kernel.keys import key_of
from nhipcau.kernel.lists import Act, Chosen, Listing, Taken, taken_out
from nhipcau.kernel.sheets import Cell
from nhipcau.kernel.standing import LATENESS_LABELS, day_of
from nhipcau.plans import urged_words
from nhipcau.plans.models import NextPlan
from nhipcau.plans.next import boards, permissions, replies
from nhipcau.plans.next.actions import proposing
from nhipcau.plans.next.permissions import DRAFT_NEXT_PLAN
from nhipcau.plans.permissions import READ_ALL_PARTS


def _next_plan(officer: Officer, of: str) -> NextPlan:
    if (key := key_of(of)) is None:
        raise Http404
    demand(officer, READ_ALL_PARTS)
    return permissions.get_next_plan_for(officer, key)


def find(officer: Any, asked: QueryDict, of: str) -> QuerySet[Any]:
    """The board's rows."""
    return replies.board(_next_plan(officer, of), asked, today=today())


def _shown(rows: Any, chosen: Chosen) -> Any:
    return boards.board_rows(rows, next_plan=_next_plan(chosen.by, chosen.of), today=today())


table = taken_out(
    gettext_lazy("Đề xuất của các cơ quan"),
    "de-xuat-ke-hoach-nam-sau",
    Taken(gettext_lazy("Cơ quan"), lambda row: row.reply.agency.name, 44),
    Taken(gettext_lazy("Tình trạng"), lambda row: row.state, 22),
    Taken(gettext_lazy("Ngày gửi"), lambda row: day_of(row.sent) if row.sent else None, 12, Cell.DAY),
    Taken(
        gettext_lazy("Đúng hạn"),
        lambda row: _(LATENESS_LABELS[row.standing.lateness]) if row.standing else "",
        22,
    ),
    Taken(gettext_lazy("Số đề xuất"), lambda row: row.proposed, 12, Cell.NUMBER),
    Taken(gettext_lazy("Chờ xem xét"), lambda row: row.undecided, 12, Cell.NUMBER),
    shown=_shown,
)


def _urge(chosen: Chosen) -> str:
    found = _next_plan(chosen.by, chosen.of)
    agencies = [row.agency for row in chosen.rows]
    urged = proposing.urge(next_plan=found, agencies=agencies, today=today(), by=chosen.by)
    return " ".join(words for _level, words in urged_words.sentences(urged))


BOARD = Listing(
    key="plans.next_replies",
    find=find,
    table=table,
    permission=READ_ALL_PARTS,
    section="plans",
    sorts=replies.SORTS,
    acts=(Act("don-doc", gettext_lazy("Đôn đốc"), _urge, DRAFT_NEXT_PLAN, "bell-ring"),),
    named=lambda row: row.agency,
)
