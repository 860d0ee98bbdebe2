"""Directions and tasks: a leader's word on a record becomes a task of the running plan."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from django.conf import settings
from django.urls import reverse

from nhipcau.agencies.models import Officer
from nhipcau.agencies.queries.accounts import people_of
from nhipcau.kernel.clock import today
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.standing import Lateness
from nhipcau.office.about import kind_of
from nhipcau.office.directions.models import Direction
from nhipcau.office.directions.rules import Work
from nhipcau.office.directions.work import Made, place_of
from nhipcau.plans import queries
from nhipcau.plans.actions import work
from nhipcau.plans.models import Duty, Plan, Task
from nhipcau.plans.permissions import REPORT
from nhipcau.plans.queries import TaskRow
from nhipcau.plans.rules import TaskKind


def make_task(direction: Direction, by: Officer) -> Made:
    """The task of a direction: under the task that it was said about, or that its record has a place under;
    else at the top of a running plan (``_plan_for``).  Raises Refused where no plan runs."""
    about, lead = direction.about, direction.agency
    assert about is not None and lead is not None and direction.due is not None
    parent = about if isinstance(about, Task) else place_of(about)
    plan = parent.plan if isinstance(parent, Task) else _plan_for(lead.pk, direction.due.year)
    if plan is None:
        raise Refused(
            N_(
                "Chưa có kế hoạch nào đang thực hiện nên chưa giao thành nhiệm vụ được. "
                "Hãy gửi ý kiến mà không giao cơ quan."
            )
        )
    content = ""
    if not isinstance(about, Task):
        kind = kind_of(about)
        content = f"{kind.in_vietnamese(about)}\n{settings.BASE_URL}{kind.url(about)}"
    made = work.add_task(
        plan=plan,
        parent=parent if isinstance(parent, Task) else None,
        kind=TaskKind.DIRECTION,
        title=direction.text,
        lead=lead,
        dues=[direction.due],
        content=content,
        by=by,
    )
    return Made(made, str(made), reverse("plans:task", args=[made.pk]))


def _plan_for(agency: int, year: int) -> Plan | None:
    """The running plan that directed work of no task belongs to: of the year in which it is due, one in which the
    agency has a part, the newest of equals."""
    plans = list(Plan.objects.running())
    parts = set(
        Duty.objects.current()
        .filter(agency=agency, task__plan__in=plans)
        .values_list("task__plan", flat=True)
    )
    return max(
        plans, key=lambda plan: (plan.year == year, plan.pk in parts, plan.year, plan.pk), default=None
    )


def unmake_task(task: Task) -> None:
    """Take a task away of which nobody has heard, with what its agency owes only for it."""
    work.remove_task(task=task)


def works(keys: Collection[int]) -> Mapping[int, Work]:
    """How the tasks stand that directions became: taken up with the first progress, done when all is."""
    tasks = Task.objects.filter(pk__in=keys).only("kind").order_by()
    rows = {task.pk: TaskRow(task) for task in tasks}
    queries.count(rows, today=today())
    return {
        key: Work(
            taken_up=row.percent > 0 or row.done > 0,
            done=row.standing is not None and row.standing.lateness in {Lateness.ON_TIME, Lateness.DONE_LATE},
        )
        for key, row in rows.items()
    }


def people_of_task(task: Task) -> Iterable[Officer]:
    """The officers of the agencies that answer for a task: told of what a leader says about it, and
    reminded of it."""
    agencies = Duty.objects.current().answerable().filter(task=task).values_list("agency", flat=True)
    return [officer for officers in people_of(agencies, REPORT).values() for officer in officers]
