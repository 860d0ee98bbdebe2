"""The results that a plan owes, one row for each agency, task and day: filtered, sorted and paged by the database."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from nhipcau.engines.vntext import fold
from nhipcau.kernel import ordering
from nhipcau.kernel.keys import key_of
from nhipcau.kernel.refusal import N_
from nhipcau.plans import proven, returned
from nhipcau.plans.models import Deliverable, Plan

STATES: dict[str, str] = {
    "qua-han": N_("Quá hạn"),
    "chua-nop": N_("Chưa nộp"),
    "da-nop": N_("Đã nộp"),
    "dung-han": N_("Nộp đúng hạn"),
    "nop-muon": N_("Nộp quá hạn"),
    "tra-lai": N_("Bị trả lại, cần bổ sung"),
    "tu-ghi-nhan": N_("Hệ thống ghi nhận"),
}
SORTS: ordering.Columns = {
    "co-quan": (ordering.vietnamese("duty__agency__name"), "due_on"),
    "nhiem-vu": ("duty__task__position", "due_on"),
    "han": ("due_on",),
    "nop": ("done_on",),
    "tien-do": ("percent",),
}


def _of_state(state: str, today: date) -> Q:
    done = Q(done_on__isnull=False)
    return {
        "qua-han": Q(done_on=None, due_on__lt=today),
        "chua-nop": Q(done_on=None),
        "da-nop": done,
        "dung-han": done & Q(done_on__lte=F("due_on")),
        "nop-muon": done & Q(done_on__gt=F("due_on")),
        "tra-lai": Q(pk__in=returned.standing().values("deliverable")),
        "tu-ghi-nhan": done & Q(pk__in=proven.standing().values("deliverable")),
    }.get(state, Q())


def overdue(plan: Plan, *, today: date) -> int:
    """How many results of the plan are owed past their day."""
    return of_plan(plan, only=None, asked={"tinh_trang": "qua-han"}, today=today).count()


def of_plan(
    plan: Plan, *, only: frozenset[int] | None, asked: Mapping[str, Any], today: date
) -> QuerySet[Deliverable]:
    """The results under the filters of an address: q, co_quan, nhiem_vu, tinh_trang, xep.  only: of these agencies."""
    found = Deliverable.objects.current().filter(duty__task__plan=plan)
    if only is not None:
        found = found.filter(duty__agency__in=only)
    for word in fold(str(asked.get("q", ""))[:100]).split():
        found = found.filter(
            Q(duty__task__search_text__contains=word) | Q(duty__agency__folded__contains=word)
        )
    agency = str(asked.get("co_quan", ""))
    if (key := key_of(agency)) is not None:
        found = found.filter(duty__agency=key)
    if (key := key_of(str(asked.get("nhiem_vu", "")))) is not None:
        found = found.filter(duty__task=key)
    found = found.filter(_of_state(str(asked.get("tinh_trang", "")), today))
    found = found.select_related("duty__agency", "duty__task").order_by(
        "due_on", "duty__task__position", "pk"
    )
    return ordering.ordered(found, asked, SORTS)
