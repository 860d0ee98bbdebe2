"""What agencies' own plans tell to the figures of reports: who owes one, and whose was accepted and issued, in time or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Min
from django.urls import reverse
from django.utils import timezone

from nhipcau.agencies.models import Agency
from nhipcau.engines.counting import Fact
from nhipcau.kernel.facts import Wanted, shared
from nhipcau.office.signing import queries as signing
from nhipcau.office.signing.deeds import issue_of
from nhipcau.plans.models import Plan, UnitPlan
from nhipcau.plans.permissions import plans_for
from nhipcau.plans.unit_states import UnitPlanState
from nhipcau.plans.units import queries

OWED, ACCEPTED = "unit_plan.owed", "unit_plan.accepted"
_DAY = timedelta(days=1)


@shared
def since() -> date | None:
    """From the first day of the first plan's year in which a plan of an agency was begun."""
    year = UnitPlan.objects.aggregate(first=Min("plan__year"))["first"]
    return date(year, 1, 1) if year else None


@shared
def _plans(wanted: Wanted) -> list[Plan]:
    """Plans that agencies draw up their own for, of the years that are asked for."""
    begun = UnitPlan.objects.values("plan")
    found = Plan.objects.filter(year__range=(wanted.first.year, wanted.last.year), pk__in=begun)
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
    """From the day of acceptance on; in time once it was issued by the day that it was owed."""
    plans = {plan.pk: plan for plan in _plans(wanted)}
    days = {pk: (queries.dues(plan), queries.usual_due(plan)) for pk, plan in plans.items()}
    found = UnitPlan.objects.filter(plan__in=plans, state=UnitPlanState.ACCEPTED).select_related("agency")
    rows = list(found.order_by("pk"))
    versions = signing.standing_of_all(UnitPlan, [one.pk for one in rows])
    seen: set[tuple[int, str]] = set()
    for one in rows:
        plan, code = plans[one.plan_id], one.agency.code
        begins, last = _begins(one, plan), date(plan.year, 12, 31)
        if begins > last or begins > wanted.last or (plan.year, code) in seen:
            continue
        seen.add((plan.year, code))
        by_agency, usual = days[plan.pk]
        version = versions.get(one.pk)
        issue = issue_of(version) if version is not None else None
        in_time = issue is not None and issue.issued_on <= by_agency.get(one.agency_id, usual)
        issued = max(issue.issued_on, begins) if issue is not None and in_time else None
        if issued is None or issued > begins:
            ends = last if issued is None else issued - _DAY
            yield _fact(one.pk, "chap-thuan", begins, ends, code, "no")
        if issued is not None and issued <= last:
            yield _fact(one.pk, "ban-hanh", issued, last, code, "yes")


def _begins(one: UnitPlan, plan: Plan) -> date:
    day = timezone.localdate(one.accepted_at) if one.accepted_at else _span(plan)[0]
    return max(day, _span(plan)[0])


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
