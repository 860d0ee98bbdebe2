"""Running plans with their rows and figures, as the desk and its cards show them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import Any

from django.db.models import QuerySet, Sum

from nhipcau.kernel.shapes import shape
from nhipcau.plans import charts, queries
from nhipcau.plans.models import Delivered, Duty, Plan, PlanQuerySet
from nhipcau.plans.queries import TaskRow
from nhipcau.plans.rules import TaskKind
from nhipcau.plans.tallies import OF_TASK


@dataclass(frozen=True, slots=True)
class PlanView:
    """A running plan with its rows and figures."""

    plan: Plan
    rows: list[TaskRow]
    health: queries.Health


def running(
    today: date, *, agencies: Collection[int] | None = None, unsettled: bool = False
) -> list[PlanView]:
    """All running plans, newest year first; with agencies, their part only; unsettled: see ``rows_by_plan``."""
    plans = _running() if agencies is None else _running_of(agencies=agencies)
    rows = queries.rows_by_plan(plans, today=today, only=agencies, unsettled=unsettled)
    return [PlanView(plan, rows[plan.pk], queries.health(rows[plan.pk])) for plan in plans]


@shape
def _running() -> PlanQuerySet:
    return Plan.objects.running().select_related("document")


@shape
def _running_of(agencies: Collection[int]) -> PlanQuerySet:
    own = Duty.objects.current().filter(agency__in=agencies).values("task__plan")
    return Plan.objects.running().select_related("document").filter(pk__in=own)


def late_first(views: Iterable[PlanView]) -> list[PlanView]:
    """Those with most overdue first, then as they came."""
    return sorted(views, key=lambda view: -view.health.overdue)


@dataclass(frozen=True, slots=True)
class Group:
    """A top-level task with the mean percent of its leaves, and how many of those are overdue."""

    row: TaskRow
    percent: int
    overdue: int

    @property
    def tone(self) -> str:
        return "bad" if self.overdue else ""


def groups(rows: list[TaskRow]) -> list[Group]:
    """The plan's top-level tasks, in its order."""
    found = []
    for index, row in enumerate(rows):
        if row.task.depth != 0 or row.task.kind == TaskKind.OBLIGATION:
            continue
        under = [row] if row.task.kind != TaskKind.GROUP else []
        for other in rows[index + 1 :]:
            if other.task.depth == 0:
                break
            if other.task.kind != TaskKind.GROUP:
                under.append(other)
        mean = sum(each.percent for each in under) // len(under) if under else 0
        found.append(Group(row, mean, sum(each.column == "overdue" for each in under)))
    return found


def year_line(*plans: Plan, today: date) -> charts.Line:
    """What was owed and what was delivered by each month's end of a year: of one plan's own, of several today's
    where one of them is of it, else the newest."""
    years = {plan.year for plan in plans}
    year = today.year if today.year in years else max(years)
    keys = [plan.pk for plan in plans]
    owed = _by_months(_owed_by_day(plans=keys), year)
    delivered = _by_months(_delivered_by_month(plans=keys), year)
    gone = 12 if today.year > year else today.month if today.year == year else 0
    return charts.year_line(owed, delivered, months_gone=gone)


@shape
def _owed_by_day(plans: Collection[int]) -> QuerySet[Any, tuple[date, int]]:
    tallies = OF_TASK.model._default_manager.filter(OF_TASK.kept, plan__in=plans).order_by()
    return tallies.values_list("due_on").annotate(Sum("owed"))


@shape
def _delivered_by_month(plans: Collection[int]) -> QuerySet[Any, tuple[date, int]]:
    months = Delivered.objects.filter(task__plan__in=plans).order_by()
    return months.values_list("month").annotate(Sum("count"))


def _by_months(counts: Iterable[tuple[date, int]], year: int) -> list[int]:
    """What there is by each month's end of a year; what came before the year counts in its first month."""
    months = [0] * 12
    for day, count in counts:
        if day.year <= year:
            months[day.month - 1 if day.year == year else 0] += count
    return list(accumulate(months))
