"""Laying a running task's coming days anew by its own time (ADR 53): what is over, and what has work on it, stays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext, override

from nhipcau.agencies.models import Officer
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.office.deadlines.law import swaps
from nhipcau.plans import rules
from nhipcau.plans.actions import changing
from nhipcau.plans.models import Deliverable, Task, TaskDue
from nhipcau.plans.rules import Due, DueKind, ReportPeriods

NOTHING_TO_LAY = N_(
    "Các kỳ sắp tới của nhiệm vụ này đã theo đúng thời gian trong kế hoạch, không phải đặt lại."
)
WHY = N_("Đặt lại các kỳ sắp tới theo thời gian trong kế hoạch")


def to_lay(task: Task, *, today: date) -> tuple[Due, ...]:
    """The coming days that the task's time gives and that were laid by the rule before ADR 53: at report periods alone.

    None where its months or quarters are laid, where a person set its days, or its year is over.
    """
    if not rules.rhythm_of(task.timing) or task.closed_on is not None or not task.plan.is_open:
        return ()
    return laid_anew(task, list(task.dues.current()), today=today)


def laid_anew(task: Task, dues: list[TaskDue], *, today: date) -> tuple[Due, ...]:
    """The same of a task whose current days are known.  Reads nothing where they are of its months or quarters."""
    kinds = {due.kind for due in dues}
    if not kinds & rules.OF_PERIODS or kinds & rules.OF_RHYTHMS:
        return ()
    have = {due.on for due in dues}
    return tuple(due for due in _coming(task, task.timing, today) if due.on not in have)


def _coming(task: Task, timing: Mapping[str, Any] | None, today: date) -> tuple[Due, ...]:
    plan = task.plan
    periods = ReportPeriods.for_year(plan.year, plan.six_month_due, plan.annual_due, swaps=swaps())
    return tuple(due for due in rules.dues(timing, plan.year, periods, since=today) if due.on >= today)


def days_by(task: Task, timing: Mapping[str, Any] | None, *, today: date) -> dict[date, Due]:
    """All days of a task once its coming ones are laid by a time: those that stay, and the new ones, by day.

    What stays: days that are over, that a person set, or on which something was reported or delivered.
    """
    worked = Deliverable.objects.filter(~Q(done_on=None) | Q(percent__gt=0) | Q(progress__isnull=False))
    with_work = set(worked.filter(duty__task=task).values_list("due", flat=True))
    stay = {
        due.on: Due(due.on, DueKind(due.kind), due.why)
        for due in task.dues.current()
        if due.on < today or due.pk in with_work or _by_hand(due)
    }
    return {due.on: due for due in _coming(task, timing, today)} | stay


def _by_hand(due: TaskDue) -> bool:
    return due.kind == DueKind.FIXED and due.why in (rules.SET_BY_COORDINATOR, rules.SET_BY_LEADER)


def lay_anew(*, task: Task, today: date, by: Officer, within: changing.Within | None = None) -> None:
    """Lay the coming days of a task by its own time.  within: the act of many of which this is one.  Raises Refused where
    there is nothing to lay."""
    if not to_lay(task, today=today):
        raise Refused(NOTHING_TO_LAY)
    wanted = days_by(task, task.timing, today=today)
    changing.set_dues(task=task, days=wanted, laid=wanted, reason=why(), today=today, by=by, within=within)


def why() -> str:
    """The reason that stands beside the change, in the office's language as a person's own would."""
    with override("vi"):
        return gettext(WHY)
