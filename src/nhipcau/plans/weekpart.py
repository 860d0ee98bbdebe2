"""What running plans give to the weekly sheet: results done in the week, overdue, and due until the end of the next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from nhipcau.kernel.refusal import N_
from nhipcau.kernel.standing import standing, written
from nhipcau.office.weekly.parts import Counted, Line, WeekAsked
from nhipcau.plans.models import Deliverable, Plan, Task

Row = dict[str, Any]


def results(asked: WeekAsked) -> list[Counted]:
    """Tasks of every running plan, each with how many agencies; where more than one plan runs, with its plan's number.

    Five queries.
    """
    known = Deliverable.objects.filter(duty__ended_on=None, duty__task__plan__closed_at=None)
    open_then = Q(done_on=None) | Q(done_on__gte=asked.on)
    done = _by_task(known.filter(done_on__gte=asked.first, done_on__lte=asked.last))
    late = _by_task(known.filter(open_then, due_on__lt=asked.on))
    soon = _by_task(known.filter(open_then, due_on__gte=asked.on, due_on__lte=asked.until))
    keys = {row["duty__task"] for rows in (done, late, soon) for row in rows}
    tasks = Task.objects.select_related("plan__document").in_bulk(keys)
    are_many = Plan.objects.running().count() > 1

    def lines(rows: list[Row], said: Callable[[Row], str]) -> tuple[Line, ...]:
        return tuple(_line(tasks[row["duty__task"]], row, said(row), of_plan=are_many) for row in rows)

    def overdue(row: Row) -> str:
        return gettext("quá hạn %(days)s ngày") % {"days": standing(row["first_due"], None, asked.on).days}

    def due(row: Row) -> str:
        return gettext("hạn %(day)s") % {"day": written(row["first_due"])}

    def on(row: Row) -> str:
        return written(row["last_done"])

    return [
        Counted("hoan-thanh", N_("Hoàn thành trong tuần"), lines(done, on), tone="good", brief=True),
        Counted("qua-han", N_("Quá hạn"), lines(late, overdue), tone="bad"),
        Counted("den-han", N_("Đến hạn đến hết tuần sau"), lines(soon, due)),
    ]


def _by_task(rows: QuerySet[Deliverable]) -> list[Row]:
    found: list[Any] = list(
        rows.values("duty__task")
        .annotate(
            agencies=Count("duty__agency", distinct=True),
            agency=Min("duty__agency__name"),
            first_due=Min("due_on"),
            last_done=Max("done_on"),
        )
        .order_by("first_due", "duty__task")
    )
    return found


def _line(task: Task, row: Row, said: str, *, of_plan: bool) -> Line:
    """of_plan: the plan's number stands in the note, which paper never shortens: numbers of tasks repeat in each plan."""
    title = task.heading
    count = row["agencies"]
    whose = row["agency"] if count == 1 else ngettext("%(n)d cơ quan", "%(n)d cơ quan", count) % {"n": count}
    name = f"{task.number} {title}".strip()
    number = task.plan.document.number or task.plan.title[:60]
    note = f"{number}; {whose}; {said}" if of_plan else f"{whose}; {said}"
    return Line(name, reverse("plans:task", args=[task.pk]), note)
