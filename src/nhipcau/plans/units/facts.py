"""What agencies' own plans tell to the figures of reports: who owes one, and whose was accepted and issued, in time or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Min, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from nhipcau.agencies.models import Agency
from nhipcau.engines.counting import Fact
from nhipcau.kernel.facts import Wanted, shared
from nhipcau.office.signing import queries as signing
from nhipcau.office.signing.deeds import issue_of
from nhipcau.plans.models import Deliverable, Plan, UnitPlan
from nhipcau.plans.permissions import plans_for
from nhipcau.plans.rules import UNIT_PLAN_TITLES
from nhipcau.plans.unit_states import UnitPlanState
from nhipcau.plans.units import queries

OWED, ACCEPTED = "unit_plan.owed", "unit_plan.accepted"
_DAY = timedelta(days=1)


@shared
def since() -> date | None:
    """From the first day of the first plan's year in which a plan of an agency was begun, or reported."""
    year = _drawn_up().aggregate(first=Min("year"))["first"]
    return date(year, 1, 1) if year else None


def _drawn_up() -> QuerySet[Plan]:
    """Plans for which agencies drew up their own, here or elsewhere."""
    begun, reported = UnitPlan.objects.values("plan"), _reported().values("duty__task__plan")
    return Plan.objects.filter(Q(pk__in=begun) | Q(pk__in=reported))


def _reported() -> QuerySet[Deliverable]:
    """Results of the plan's own words “Xây dựng kế hoạch của đơn vị” that were reported as done."""
    found = Deliverable.objects.current().filter(
        duty__task__title__in=UNIT_PLAN_TITLES, duty__ended_on=None, done_on__isnull=False
    )
    return found.order_by()


@shared
def _plans(wanted: Wanted) -> list[Plan]:
    """Plans that agencies draw up their own for, of the years that are asked for."""
    found = _drawn_up().filter(year__range=(wanted.first.year, wanted.last.year))
    return list(found.select_related("document").order_by("pk"))


def _span(plan: Plan) -> tuple[date, date]:
    """A plan's owners owe one from its year's first day, or from the day of a paper that came later."""
    return max(plan.stands_since, date(plan.year, 1, 1)), date(plan.year, 12, 31)


def owed(wanted: Wanted) -> Iterator[Fact]:
    """One span for each agency that owes a plan; of one year each agency once."""
    found = _plans(wanted)
    owing = queries.owing_in(found)
    codes = dict(Agency.objects.filter(pk__in=set().union(*owing.values())).values_list("pk", "code"))
    seen: set[tuple[int, str]] = set()
    for plan in found:
        first, last = _span(plan)
        for code in sorted(codes[key] for key in owing[plan.pk] if key in codes):
            if (plan.year, code) not in seen and first <= last and first <= wanted.last:
                seen.add((plan.year, code))
                yield Fact(
                    ref=f"unit-plan-owed:{plan.pk}/{code}",
                    kind=OWED,
                    first=first,
                    last=last,
                    agencies=(code,),
                )


def accepted(wanted: Wanted) -> Iterator[Fact]:
    """From the day of acceptance on; in time once it was issued by the day that it was owed.

    A plan that was drawn up elsewhere counts from the day on which its agency reported it as done.
    """
    plans = {plan.pk: plan for plan in _plans(wanted)}
    days = {pk: (queries.dues(plan), queries.usual_due(plan)) for pk, plan in plans.items()}
    found = UnitPlan.objects.filter(plan__in=plans, state=UnitPlanState.ACCEPTED).order_by("pk")
    # As values: with every agency's rows of every year as records a page of figures spent most of its time here.
    rows = list(found.values_list("pk", "plan", "agency", "agency__code", "accepted_at"))
    versions = signing.standing_of_all(UnitPlan, [pk for pk, *_rest in rows])
    seen: set[tuple[int, str]] = set()
    for pk, plan_key, agency, code, accepted_at in rows:
        plan = plans[plan_key]
        begins, last = _begins(accepted_at, plan), date(plan.year, 12, 31)
        if begins > last or begins > wanted.last or (plan.year, code) in seen:
            continue
        seen.add((plan.year, code))
        by_agency, usual = days[plan.pk]
        version = versions.get(pk)
        issue = issue_of(version) if version is not None else None
        in_time = issue is not None and issue.issued_on <= by_agency.get(agency, usual)
        issued = max(issue.issued_on, begins) if issue is not None and in_time else None
        if issued is None or issued > begins:
            ends = last if issued is None else issued - _DAY
            yield _fact(pk, "chap-thuan", begins, ends, code, "no")
        if issued is not None and issued <= last:
            yield _fact(pk, "ban-hanh", issued, last, code, "yes")
    yield from _elsewhere(wanted, plans, seen)


def _elsewhere(wanted: Wanted, plans: dict[int, Plan], seen: set[tuple[int, str]]) -> Iterator[Fact]:
    """Of agencies that have no plan here; the first day on which it was reported."""
    here = set(UnitPlan.objects.filter(plan__in=plans).values_list("plan", "agency__code"))
    rows = _reported().filter(duty__task__plan__in=plans).order_by("done_on", "pk")
    for plan_key, code, due, done in rows.values_list(
        "duty__task__plan", "duty__agency__code", "due_on", "done_on"
    ):
        if done is None:
            continue
        plan = plans[plan_key]
        begins, last = max(done, _span(plan)[0]), date(plan.year, 12, 31)
        if (plan_key, code) in here or (plan.year, code) in seen or begins > min(last, wanted.last):
            continue
        seen.add((plan.year, code))
        yield Fact(
            ref=f"unit-plan-owed:{plan_key}/{code}.reported",
            kind=ACCEPTED,
            first=begins,
            last=last,
            agencies=(code,),
            attributes={"on_time": ("yes" if done <= due else "no",)},
        )


def _begins(accepted_at: datetime | None, plan: Plan) -> date:
    first = _span(plan)[0]
    return max(timezone.localdate(accepted_at), first) if accepted_at else first


def _fact(key: int, part: str, first: date, last: date, code: str, on_time: str) -> Fact:
    return Fact(
        ref=f"unit-plan:{key}/{part}",
        kind=ACCEPTED,
        first=first,
        last=last,
        agencies=(code,),
        attributes={"on_time": (on_time,)},
    )


def visible_owed(officer: Any, keys: Sequence[int]) -> Any:
    """The plans among some under which one is owed, that an officer may see."""
    return plans_for(officer).filter(pk__in=keys)


def board_of(plan: Plan) -> str:
    return reverse("plans:unit_plans", args=[plan.pk])
