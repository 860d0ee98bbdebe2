"""A running plan in the form in which plans are read, and a seal of each task: what an amending paper is held against."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from nhipcau.plans.import_draft import seal
from nhipcau.plans.models import Assignment, Duty, Plan, Task, TaskDue
from nhipcau.plans.rules import DutyRole, TaskKind, said_once

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Running:
    """tree: the plan's tasks as read, with ``key``; by_key: each of them; seals: of each, as it stands now."""

    tree: list[Json]
    by_key: dict[int, Json]
    seals: dict[int, str]


def running_tasks(plan: Plan, only: Collection[int] | None = None) -> Running:
    """The tasks that papers can amend: groups, tasks and dated duties that no paper has ended.  Four queries.

    only: just these, for their seals.  Dated duties of every agency (reports) have seals and stand in no tree.
    """
    tasks = Task.objects.filter(plan=plan, closed_on=None).exclude(kind=TaskKind.DIRECTION)
    if only is not None:
        tasks = tasks.filter(pk__in=only)
    found = list(tasks.order_by("position").defer("search_text"))
    names, meanings = _names(found)
    days: dict[int, list[str]] = defaultdict(list)
    for key, on in TaskDue.objects.current().filter(task__in=found).order_by("on").values_list("task", "on"):
        days[key].append(on.isoformat())
    parts: dict[int, list[Any]] = defaultdict(list)
    duties = Duty.objects.current().filter(task__in=found)
    for key, agency, role in duties.values_list("task", "agency", "role"):
        parts[key].append([agency, role])
    tree: list[Json] = []
    by_key: dict[int, Json] = {}
    seals: dict[int, str] = {}
    for task in found:
        written = as_read(task, names[task.pk])
        seals[task.pk] = seal(
            [written, task.parent_id, days[task.pk], meanings[task.pk], sorted(parts[task.pk])]
        )
        if task.kind == TaskKind.OBLIGATION:
            by_key[task.pk] = written | {
                "due": days[task.pk][0] if days[task.pk] else None,
                "obligation": True,
            }
            continue
        by_key[task.pk] = written
        above = by_key.get(task.parent_id) if task.parent_id else None
        (tree if above is None else above.setdefault("children", [])).append(written)
    return Running(tree, by_key, seals)


def _names(tasks: list[Task]) -> tuple[dict[int, dict[str, list[str]]], dict[int, list[Any]]]:
    names: dict[int, dict[str, list[str]]] = defaultdict(lambda: {role.value: [] for role in DutyRole})
    meanings: dict[int, list[Any]] = defaultdict(list)
    lines = Assignment.objects.current().filter(task__in=tasks).order_by("task", "role", "position", "pk")
    for task, role, written, agency, group in lines.values_list("task", "role", "written", "agency", "group"):
        names[task][role].append(written)
        meanings[task].append([role, written, agency, group])
    return names, meanings


def as_read(task: Task, names: dict[str, list[str]]) -> Json:
    """One task in the reading's form."""
    return {
        "key": task.pk,
        "number": task.number,
        "title": task.title,
        "content": task.content,
        "timing": task.timing,
        "timing_text": task.timing_text,
        "place": task.place,
        "budget": said_once(task.budget),
        "outputs": task.outputs,
        "is_group": task.kind == TaskKind.GROUP,
        **names,
    }
