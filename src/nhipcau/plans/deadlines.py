"""What plans say is due, for desk, calendars and notices."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from nhipcau.agencies.models import Officer
from nhipcau.kernel.addresses import address
from nhipcau.kernel.shapes import shape
from nhipcau.kernel.standing import standing
from nhipcau.office.deadlines.rules import Asked, Due, LawNote, Whose
from nhipcau.plans.models import Deliverable, Task, TaskDue
from nhipcau.plans.permissions import READ_ALL_PARTS, REPORT
from nhipcau.plans.rules import DueKind, TaskKind, obligation_title, usual


def due_in_plans(officer: Officer, asked: Asked) -> Iterator[Due]:
    """What the own agencies owe; where everything readable is asked, every due date for those who read all.

    Reminders go only to those who report for the agency.  One query.
    """
    if asked.whose == Whose.READABLE and officer.may(READ_ALL_PARTS):
        yield from _every_due_date(asked)
        return
    agencies = officer.own_agencies()
    if asked.whose == Whose.REMINDED:
        agencies = frozenset(key for key in agencies if officer.may(REPORT, key))
    if not agencies:
        return
    items = _owed(agencies=agencies, first=asked.first, last=asked.last, with_done=asked.with_done)
    for item in items:
        task = item.duty.task
        item.due.task = task  # whose part it is: not read twice
        yield _due(
            f"plans.due:{item.pk}",
            item.due_on,
            item.duty.task,
            item.standing(asked.today),
            item,
            _law_of(item.due),
        )


@shape
def _owed(
    agencies: Collection[int], first: date | None, last: date | None, with_done: bool
) -> QuerySet[Deliverable]:
    items = Deliverable.objects.current() if with_done else Deliverable.objects.open()
    own = _within(items.filter(duty__agency__in=agencies), "due_on", first, last)
    return own.select_related("duty__task__plan", "due").order_by("due_on", "duty__task__position")


def _every_due_date(asked: Asked) -> Iterator[Due]:
    current = TaskDue.objects.current().filter(task__plan__closed_at=None)
    dues = _within(current, "on", asked.first, asked.last)
    for due in dues.select_related("task__plan"):
        yield _due(
            f"plans.date:{due.pk}", due.on, due.task, standing(due.on, None, asked.today), due, _law_of(due)
        )


def _within(rows: QuerySet[Any], field: str, first: date | None, last: date | None) -> QuerySet[Any]:
    if first:
        rows = rows.filter(**{f"{field}__gte": first})
    return rows.filter(**{f"{field}__lte": last}) if last else rows


def _law_of(due: TaskDue) -> LawNote | None:
    """The law behind a report period that the plan itself does not date."""
    plan, kind = due.task.plan, DueKind(due.kind)
    own = {DueKind.SIX_MONTH: plan.six_month_due, DueKind.ANNUAL: plan.annual_due}
    if kind not in own or own[kind]:
        return None
    rule = usual(plan.year, kind).rule
    return LawNote(rule.code, rule.law, rule.article) if rule else None


def _due(key: str, day: Any, task: Task, state: Any, record: Any, law: LawNote | None) -> Due:
    title = gettext_lazy(obligation_title(task.title)) if task.kind == TaskKind.OBLIGATION else task.title
    return Due(
        key=key,
        at=day,
        title=format_lazy("{number} {title}", number=task.number, title=title) if task.number else title,
        short=format_lazy(gettext_lazy("Nhiệm vụ {number}"), number=task.number) if task.number else title,
        url=address("plans:task", task.pk),
        state=state,
        record=record,
        law=law,
    )
