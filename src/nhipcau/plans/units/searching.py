"""Agencies' own plans found by their words, and shown as evidence once they are issued."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from nhipcau.agencies.models import Officer
from nhipcau.kernel import finding
from nhipcau.office.signing import queries as signing
from nhipcau.office.signing.deeds import issue_of
from nhipcau.plans.models import UnitPlan
from nhipcau.plans.unit_states import UnitPlanState
from nhipcau.plans.units.permissions import unit_plans_for

MOST = 20


def words_of(unit_plan: UnitPlan) -> str:
    """All that a plan is found by."""
    lines = " ".join(
        f"{work} {output}" for work, output in unit_plan.lines.values_list("work", "output")[:60]
    )
    return f"{unit_plan.agency.name} {unit_plan.leader} {unit_plan.focal} {lines}"


def found(officer: Officer, words: str) -> Iterable[UnitPlan]:
    """The newest accepted ones that hold the words."""
    known = unit_plans_for(officer).filter(state=UnitPlanState.ACCEPTED)
    if words.strip():
        known = known.filter(pk__in=finding.holding("unit-plan", words))
    return known.order_by("-accepted_at", "-pk")[:MOST]


def day_of(unit_plan: UnitPlan) -> date | None:
    """The day of its issue, else of its acceptance."""
    version = signing.standing(unit_plan)
    issue = issue_of(version) if version is not None else None
    if issue is not None:
        return issue.issued_on
    return timezone.localdate(unit_plan.accepted_at) if unit_plan.accepted_at else None
