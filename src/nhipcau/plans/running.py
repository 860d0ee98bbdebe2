"""Running plans with their rows and figures, as the desk and its cards show them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from nhipcau.plans import charts, queries
from nhipcau.plans.models import Deliverable, Duty, Plan
from nhipcau.plans.queries import TaskRow
from nhipcau.plans.rules import TaskKind


@dataclass(frozen=True, slots=True)
class PlanView:
    """A running plan with its rows and figures."""

    plan: Plan
    rows: list[TaskRow]
    health: queries.Health


def running(
    today: date, *, agencies: Collection[int] | None = None, most: int = 6, named: bool = True
) -> list[PlanView]:
    """Running plans, newest year first; with agencies, their part only.

    named: with the names in their rows; without, ``health`` knows of no unsettled ones.
    """
    found = Plan.objects.running()
    if agencies is not None:
        found = found.filter(pk__in=Duty.objects.current().filter(agency__in=agencies).values("task__plan"))
    plans = list(found[:most])
    rows = queries.rows_by_plan(plans, today=today, only=agencies, named=named)
    return [PlanView(plan, rows[plan.pk], queries.health(rows[plan.pk])) for plan in plans]


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


def year_line(plan: Plan, today: date) -> charts.Line:
    """What was owed and what was delivered by each month's end of the plan's year."""
    items = (
        Deliverable.objects.current()
        .filter(duty__task__plan=plan)
        .order_by()
        .values_list("due_on", "done_on")
        .annotate(count=Count("pk"))
    )
    owed, delivered = [0] * 12, [0] * 12
    for due_on, done_on, count in items:
        for counts, day in ((owed, due_on), (delivered, done_on)):
            if day is None or day.year > plan.year:
                continue
            first = day.month - 1 if day.year == plan.year else 0
            for month in range(first, 12):
                counts[month] += count
    gone = 12 if today.year > plan.year else today.month if today.year == plan.year else 0
    return charts.year_line(owed, delivered, months_gone=gone)
