"""What is done with many tasks or results of a plan at once: all, or none with a sentence that names what refuses."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.urls import reverse

from nhipcau.agencies.models import Agency, Officer
from nhipcau.agencies.queries.accounts import people_of
from nhipcau.kernel import lists, rows, undo
from nhipcau.kernel.access import demand
from nhipcau.kernel.notifications import notify
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.sentences import Sentence
from nhipcau.kernel.standing import written
from nhipcau.plans.actions import changing, laying, urging
from nhipcau.plans.actions.telling import tell_of_work
from nhipcau.plans.actions.urging import Urged
from nhipcau.plans.models import Deliverable, Duty, Plan, Task
from nhipcau.plans.permissions import REPORT, RUN_PLANS
from nhipcau.plans.rules import ANSWERABLE, DutyRole, TaskKind

ASSIGNED, DUES_SET = "plan.parts_added", "plan.dues_set"


def _held(plan: Plan, by: Officer) -> Plan:
    """The plan, for whoever runs it, locked: two at once take their turn."""
    demand(by, RUN_PLANS)
    held = rows.held(plan)
    held.go("change_task")
    return held


def _check_leaf(task: Task) -> None:
    if task.kind == TaskKind.GROUP:
        raise Refused(N_("đây là nhóm nhiệm vụ, không phải đầu việc."))


@transaction.atomic
def urge_tasks(*, plan: Plan, tasks: Iterable[Task], today: date, by: Officer) -> Urged:
    """Urge what is overdue in some tasks, by notices.

    Raises Refused, naming them, where tasks have nothing overdue.
    """
    _held(plan, by)
    owed = urging.overdue_of(plan, today=today)
    late = {one.duty.task_id for one in owed}
    wanted = set()

    def take(task: Task) -> None:
        if task.pk not in late:
            raise Refused(N_("không có kết quả nào quá hạn."))
        wanted.add(task.pk)

    lists.each(tasks, take)
    chosen = [one for one in owed if one.duty.task_id in wanted]
    return urging.notify_agencies(plan=plan, owed=chosen, today=today, by=by)


@transaction.atomic
def urge_results(*, plan: Plan, results: Iterable[Deliverable], today: date, by: Officer) -> Urged:
    """Urge some results; likewise.  Raises Refused for those delivered, not yet due, or of who only helps."""
    _held(plan, by)
    chosen: list[Deliverable] = []

    def take(one: Deliverable) -> None:
        if one.done_on is not None:
            raise Refused(N_("đã nộp ngày %(day)s."), day=written(one.done_on))
        if one.due_on >= today or one.duty.role not in ANSWERABLE:
            raise Refused(N_("chưa quá hạn."))
        chosen.append(one)

    lists.each(results, take)
    return urging.notify_agencies(plan=plan, owed=chosen, today=today, by=by)


@transaction.atomic
def set_due(
    *, plan: Plan, tasks: Iterable[Task], day: date, instead: bool, reason: str, today: date, by: Officer
) -> int:
    """Give tasks a due day, besides those they have or instead of them; the agencies are told once.  Returns how many
    changed."""
    held = _held(plan, by)
    changes: changing.Within = []
    done: list[Task] = []

    def give(task: Task) -> bool:
        _check_leaf(task)
        have = {due.on for due in task.dues.current()}
        wanted = {day} if instead else have | {day}
        if wanted == have:
            return False
        changing.set_dues(task=task, days=wanted, reason=reason, today=today, by=by, within=changes)
        done.append(task)
        return True

    changed = lists.each(tasks, give)
    if changed:
        with undo.offered(DUES_SET, target=held, by=by, data={"tasks": changed, "_changes": changes}):
            _tell_of_days(held, done, reason, by)
    return changed


@transaction.atomic
def lay_anew(*, plan: Plan, tasks: Iterable[Task], today: date, by: Officer) -> int:
    """Lay the coming days of monthly and quarterly tasks that stand by the rule of before; others stay.  Returns how many
    changed."""
    held = _held(plan, by)
    changes: changing.Within = []
    done: list[Task] = []

    def lay(task: Task) -> bool:
        if not laying.to_lay(task, today=today):
            return False
        laying.lay_anew(task=task, today=today, by=by, within=changes)
        done.append(task)
        return True

    changed = lists.each(tasks, lay)
    if changed:
        with undo.offered(DUES_SET, target=held, by=by, data={"tasks": changed, "_changes": changes}):
            _tell_of_days(held, done, laying.why(), by)
    return changed


def _tell_of_days(plan: Plan, tasks: list[Task], reason: str, by: Officer) -> None:
    """One notice for everybody whose days have changed, however many."""
    agencies = set(Duty.objects.current().filter(task__in=tasks).values_list("agency", flat=True))
    notify(
        recipients=[each for of in people_of(agencies, REPORT).values() for each in of if each.pk != by.pk],
        kind=changing.NOTICE,
        once=f"{DUES_SET}:{tasks[0].pk}:{uuid4().hex}",
        title=Sentence("plans.changed.dues_of_many", {"count": len(tasks), "number": plan.document.number}),
        text="\n".join([*(str(task) for task in tasks[:12]), reason]),
        url=reverse("plans:plan", args=[plan.pk]),
    )


@transaction.atomic
def add_part(
    *,
    plan: Plan,
    tasks: Iterable[Task],
    agency: Agency,
    role: DutyRole,
    reason: str,
    today: date,
    by: Officer,
) -> int:
    """Give an agency a part in tasks; its officers are told once.  Returns in how many."""
    held = _held(plan, by)
    have = set(Duty.objects.current().filter(task__plan=plan, agency=agency).values_list("task", "role"))
    changes: changing.Within = []
    done: list[Task] = []

    def give(task: Task) -> bool:
        _check_leaf(task)
        if task.kind == TaskKind.OBLIGATION:
            raise Refused(N_("việc này mọi cơ quan có tên trong kế hoạch đều thực hiện."))
        if (task.pk, role) in have:
            return False
        if any(key == task.pk for key, _role in have):
            raise Refused(N_("%(agency)s đang có vai trò khác trong việc này."), agency=agency.name)
        changing.add_parts(
            task=task, agencies=[agency], role=role, reason=reason, today=today, by=by, within=changes
        )
        done.append(task)
        return True

    given = lists.each(tasks, give)
    if given:
        data = {"agency": agency, "tasks": given, "_changes": changes}
        with undo.offered(ASSIGNED, target=held, by=by, data=data):
            tell_of_work(
                plan=held,
                url=f"{reverse('plans:plan', args=[plan.pk])}?co_quan={agency.pk}",
                once=f"{ASSIGNED}:{done[0].pk}:{uuid4().hex}",
                text="\n".join(str(task) for task in done[:12]),
                agencies=[agency.pk],
            )
    return given


def take_back(plan: Plan, data: dict[str, Any], by: Officer) -> None:
    """The counter-action of ``set_due`` and ``add_part``.  Raises Refused where something was reported on it meanwhile."""
    tasks = Task.objects.in_bulk([one["task"] for one in data["_changes"]])
    for one in reversed(data["_changes"]):
        changing.take_back(tasks[one["task"]], one, by)
