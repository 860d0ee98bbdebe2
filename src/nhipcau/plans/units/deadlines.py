"""By when agencies hand in their own plans, where the coordinator set a day; a duty that the province's plan itself names
tells its day as any other (``plans.deadlines``)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from nhipcau.agencies.models import Officer
from nhipcau.kernel.addresses import address
from nhipcau.kernel.shapes import shape
from nhipcau.kernel.standing import day_of, standing
from nhipcau.office.deadlines.rules import Asked, Due, Whose
from nhipcau.plans.models import Deliverable, Duty, Plan, UnitPlan
from nhipcau.plans.permissions import READ_ALL_PARTS
from nhipcau.plans.rules import ANSWERABLE, OBLIGATION_TITLES, UNIT_PLAN_TITLES, TaskKind
from nhipcau.plans.unit_states import UnitPlanState
from nhipcau.plans.units.permissions import DRAFT_UNIT_PLANS

IN = (UnitPlanState.SUBMITTED.value, UnitPlanState.ACCEPTED.value)
_ANSWERABLE = sorted(role.value for role in ANSWERABLE)
_OBLIGATIONS = sorted(OBLIGATION_TITLES.values())


def due_unit_plans(officer: Officer, asked: Asked) -> Iterator[Due]:
    """What the own agencies owe; for those who read all, one day a plan.  Done once it is handed in; two queries."""
    if asked.whose == Whose.READABLE and officer.may(READ_ALL_PARTS):
        yield from (_whole(plan, asked) for plan in _dated())
        return
    own = officer.own_agencies()
    if asked.whose == Whose.REMINDED:
        own = frozenset(key for key in own if officer.may(DRAFT_UNIT_PLANS, key))
    duties = {(duty.task.plan_id, duty.agency_id): duty for duty in _owing(agencies=own)} if own else {}
    if not duties:
        return
    begun = UnitPlan.objects.filter(agency__in=own, plan__in={plan for plan, _agency in duties})
    known = {(one.plan_id, one.agency_id): one for one in begun}
    for pair, duty in duties.items():
        yield _due(duty, known.get(pair), asked)


def _open_plans() -> QuerySet[Plan]:
    """Running plans with a day for agencies' own that no duty of theirs tells already."""
    told = Deliverable.objects.current().filter(duty__task__title__in=UNIT_PLAN_TITLES)
    return (
        Plan.objects.running()
        .filter(unit_plans_due__isnull=False)
        .exclude(pk__in=told.values("duty__task__plan"))
    )


@shape
def _dated() -> QuerySet[Plan]:
    return _open_plans().select_related("document").order_by("pk")


@shape
def _owing(agencies: Collection[int]) -> QuerySet[Duty]:
    found = Duty.objects.current().filter(
        agency__in=agencies,
        role__in=_ANSWERABLE,
        task__kind=TaskKind.DUTY.value,
        task__closed_on=None,
        task__plan__in=_open_plans().order_by().values("pk"),
    )
    rows = found.exclude(task__title__in=_OBLIGATIONS)
    return rows.select_related("task__plan__document", "agency").order_by("task__plan", "agency", "pk")


def _due(duty: Duty, own: UnitPlan | None, asked: Asked) -> Due:
    plan, agency = duty.task.plan, duty.agency
    handed_in = own is not None and own.state in IN
    done = day_of(own.submitted_at) if own is not None and handed_in and own.submitted_at else None
    at: Any = plan.unit_plans_due
    return Due(
        key=f"plans.unit-plan:{plan.pk}:{agency.pk}",
        at=at,
        title=format_lazy(
            gettext_lazy("Nộp kế hoạch của {agency} thực hiện Kế hoạch số {number}"),
            agency=agency.name,
            number=plan.document.number,
        ),
        short=gettext_lazy("Kế hoạch của đơn vị"),
        url=address("plans:unit_plan", own.pk) if own else address("plans:unit_plan_own", plan.pk, agency.pk),
        state=standing(at, done, asked.today),
        record=own,
    )


def _whole(plan: Plan, asked: Asked) -> Due:
    at: Any = plan.unit_plans_due
    return Due(
        key=f"plans.unit-plans:{plan.pk}",
        at=at,
        title=format_lazy(
            gettext_lazy("Các cơ quan nộp kế hoạch thực hiện Kế hoạch số {number}"),
            number=plan.document.number,
        ),
        short=gettext_lazy("Kế hoạch của đơn vị"),
        url=address("plans:unit_plans", plan.pk),
        state=standing(at, None, asked.today),
        record=plan,
    )
