"""The board of agencies' own plans as a list with rows to choose (``kernel.lists``)."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nhipcau.agencies.models import Agency, Officer
from nhipcau.kernel.access import demand
from nhipcau.kernel.clock import today
from nhipcau.kernel.keys import key_of
from nhipcau.kernel.lists import Act, Chosen, Listing, Taken, taken_out
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.sheets import Cell
from nhipcau.kernel.standing import LATENESS_LABELS, day_of
from nhipcau.plans import urged_words
from nhipcau.plans.models import Plan, UnitPlan
from nhipcau.plans.permissions import READ_ALL_PARTS, RUN_PLANS, get_plan_for
from nhipcau.plans.units import pages, queries
from nhipcau.plans.units.actions import deciding


def _plan(officer: Officer, of: str) -> Plan:
    if (key := key_of(of)) is None:
        raise Http404
    demand(officer, READ_ALL_PARTS)
    return get_plan_for(officer, key)


def find(officer: Any, asked: QueryDict, of: str) -> QuerySet[Agency]:
    """The board's rows."""
    return queries.board(_plan(officer, of), asked, today=today())


table = taken_out(
    gettext_lazy("Kế hoạch của đơn vị"),
    "ke-hoach-don-vi",
    Taken(gettext_lazy("Cơ quan"), lambda row: row.agency.name, 44),
    Taken(gettext_lazy("Tình trạng"), lambda row: row.state, 22),
    Taken(gettext_lazy("Thời hạn"), lambda row: row.due, 12, Cell.DAY),
    Taken(
        gettext_lazy("Ngày nộp"), lambda row: day_of(row.submitted) if row.submitted else None, 12, Cell.DAY
    ),
    Taken(
        gettext_lazy("Đúng hạn"),
        lambda row: _(LATENESS_LABELS[row.standing.lateness]) if row.standing else "",
        22,
    ),
    Taken(gettext_lazy("Số dòng"), lambda row: row.lines or None, 10, Cell.NUMBER),
    shown=lambda rows, chosen: pages.board_rows(rows, today=today()),
)


def _urge(chosen: Chosen) -> str:
    plan = _plan(chosen.by, chosen.of)
    urged = deciding.urge(plan=plan, agencies=chosen.rows, today=today(), by=chosen.by)
    return " ".join(words for _level, words in urged_words.sentences(urged))


def _accept(chosen: Chosen) -> str:
    plan = _plan(chosen.by, chosen.of)
    found = UnitPlan.objects.shown().filter(plan=plan, agency__in=chosen.rows.values("pk"))
    kept = list(found.order_by("pk"))
    if len(kept) < chosen.rows.count():
        raise Refused(N_("Có cơ quan chưa lập kế hoạch trong các dòng đã chọn nên chưa làm gì."))
    count = deciding.accept_many(unit_plans=kept, by=chosen.by)
    return ngettext("Đã chấp nhận %(n)d kế hoạch.", "Đã chấp nhận %(n)d kế hoạch.", count) % {"n": count}


BOARD = Listing(
    key="plans.unit_plans",
    find=find,
    table=table,
    permission=READ_ALL_PARTS,
    section="plans",
    sorts=queries.SORTS,
    acts=(
        Act("don-doc", gettext_lazy("Đôn đốc"), _urge, RUN_PLANS, "bell-ring"),
        Act("chap-nhan", gettext_lazy("Chấp nhận"), _accept, RUN_PLANS, "circle-check"),
    ),
)
