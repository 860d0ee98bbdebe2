"""How agencies stand over some plans: what each owes, has done, is late with, and in which plans."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, F, Min, Q, QuerySet, Sum, When
from django.db.models.functions import Coalesce

from nhipcau.engines.vntext.alphabet import in_alphabet
from nhipcau.kernel.shapes import shape
from nhipcau.kernel.standing import standing
from nhipcau.plans.models import Plan
from nhipcau.plans.tallies import OF_AGENCY


@dataclass(frozen=True, slots=True)
class AgencyStanding:
    """One agency's deliverables in a plan, counted.  agency: its key; name: as it is called today."""

    agency: int
    name: str
    owed: int
    done: int
    done_late: int
    overdue: int
    days_overdue: int

    @property
    def on_time(self) -> int:
        return self.done - self.done_late


@dataclass(frozen=True, slots=True)
class InPlans:
    """An agency's standing over some plans, and each plan in which it has something to answer for, the late ones
    first: (key, number, overdue)."""

    row: AgencyStanding
    plans: list[tuple[int, str, int]]

    @property
    def first(self) -> int:
        return self.plans[0][0]

    @property
    def only(self) -> int | None:
        """The plan of all these figures; None where they come from several."""
        return self.first if len(self.plans) == 1 else None


def in_plans(rows: Sequence[AgencyStanding], plans: Sequence[Plan], *, today: date) -> list[InPlans]:
    """Standings with the plans that they come from: no query for one plan, one for several."""
    if len(plans) == 1:
        return [InPlans(row, [(plans[0].pk, "", row.overdue)]) for row in rows]
    names = {plan.pk: plan.document.number for plan in plans}
    of: dict[int, list[tuple[int, str, int]]] = defaultdict(list)
    for agency, plan, overdue in _overdue_in(
        agencies=[row.agency for row in rows], plans=tuple(names), today=today
    ):
        of[agency].append((plan, names[plan], overdue))
    return [InPlans(row, sorted(of[row.agency], key=lambda one: -one[2])) for row in rows]


@shape
def _overdue_in(
    agencies: Collection[int], plans: Collection[int], today: date
) -> QuerySet[Any, tuple[int, int, int]]:
    tallies = OF_AGENCY.model._default_manager.filter(OF_AGENCY.kept, plan__in=plans, agency__in=agencies)
    late = Coalesce(Sum(F("owed") - F("done"), filter=Q(due_on__lt=today)), 0)
    return tallies.order_by().values_list("agency", "plan").annotate(late=late)


def agency_standings(plans: Iterable[Plan], *, today: date) -> list[AgencyStanding]:
    """Lateness by agency over some plans, the latest first."""
    lines = _agency_lines(plans=[plan.pk for plan in plans], today=today)
    found = [
        AgencyStanding(
            agency=line["agency"],
            name=line["agency__name"],
            owed=line["all_owed"],
            done=line["all_done"],
            done_late=line["all_late"],
            overdue=line["overdue"],
            days_overdue=standing(line["oldest"], None, today).days if line["oldest"] else 0,
        )
        for line in lines
    ]
    return sorted(found, key=lambda item: (-item.overdue, -item.days_overdue, in_alphabet(item.name)))


@shape
def _agency_lines(plans: Collection[int], today: date) -> QuerySet[Any, dict[str, Any]]:
    tallies = OF_AGENCY.model._default_manager.filter(OF_AGENCY.kept, plan__in=plans).order_by()
    gone, open_ = Q(due_on__lt=today), Q(done__lt=F("owed"))
    return tallies.values("agency", "agency__name").annotate(
        # Whole names: an annotation called as a column would be taken for it in the next one.
        all_owed=Sum(Case(When(due_on__lte=today, then=F("owed")), default=F("done"))),
        all_done=Sum("done"),
        all_late=Sum("late"),
        overdue=Coalesce(Sum(F("owed") - F("done"), filter=gone), 0),
        oldest=Min("due_on", filter=gone & open_),
    )
