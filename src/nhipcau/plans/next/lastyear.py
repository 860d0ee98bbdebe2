"""Last year's plan as the next one goes on with it: its tasks as they run now, their years moved on, their results."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count

from nhipcau.agencies.queries import Matcher
from nhipcau.kernel.models import Evidence
from nhipcau.plans.import_draft import LISTS, walk
from nhipcau.plans.models import Duty, Plan, TaskDue
from nhipcau.plans.next.moving import moved_timing, moved_words
from nhipcau.plans.queries import TaskRow, rows_by_plan
from nhipcau.plans.rules import OBLIGATION_TITLES, TaskKind
from nhipcau.plans.running_tree import running_tasks

Json = dict[str, Any]
TEXTS = ("title", "content", "timing_text", "place", "budget", "outputs")
_DATED = frozenset(OBLIGATION_TITLES.values())


@dataclass(frozen=True, slots=True)
class LastYear:
    """tree: tasks in the reading's form with ``key``, ``children``, as the plan of the other year would say them; by_key:
    each of them."""

    tree: list[Json]
    by_key: Mapping[int, Json]


def gone_on(plan: Plan, *, year: int, matcher: Matcher) -> LastYear:
    """The running tasks of a plan, carried on: what amendments and changes made of them, agencies by the names that they
    have on the matcher's day, an heir in place of one that is no more.  Five queries."""
    running = running_tasks(plan)
    dated = [key for key, task in running.by_key.items() if task["title"] in _DATED and "due" not in task]
    due_days: dict[int, date] = {}
    for key, on in TaskDue.objects.current().filter(task__in=dated).order_by("-on").values_list("task", "on"):
        due_days[key] = on
    for task, _depth in walk(running.tree):
        _carry(task, plan.year, year, matcher, due_days.get(task["key"]))
    return LastYear(running.tree, {task["key"]: task for task, _depth in walk(running.tree)})


def _carry(task: Json, since: int, to: int, matcher: Matcher, due: date | None) -> None:
    for name in TEXTS:
        task[name] = moved_words(str(task.get(name) or ""), since=since, to=to)
    if due is not None:
        # A dated duty of one agency, numbered by the house: it becomes a task like the others.
        task["number"] = ""
        task["timing"] = task["timing"] or {"kind": "date", "date": due.isoformat()}
    task["timing"] = moved_timing(task.get("timing"), since=since, to=to)
    task |= names_now(task, matcher)


def names_now(names: Mapping[str, Any], matcher: Matcher) -> dict[str, list[str]]:
    """The names of a task by role, as they stand on the matcher's day; who leads does not help besides."""
    found: dict[str, list[str]] = {}
    given: set[str] = set()
    for role in LISTS:
        now = dict.fromkeys(name_now(written, matcher) for written in names.get(role) or [])
        found[role] = [name for name in now if name not in given]
        given |= set(found[role])
    return found


def name_now(written: str, matcher: Matcher) -> str:
    """A written name as it stands now: the agency's, or its heir's; a group's and what nobody knows as written."""
    match = matcher.match(written)
    return match.agency.name if match.is_settled and match.agency is not None else written


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one of last year's tasks by the day.

    on_time, late: results that were delivered; overdue: not delivered past their day; coming: their day is still to come.
    """

    percent: int
    on_time: int
    late: int
    overdue: int
    coming: int
    evidence: int
    is_direction: bool = False

    @property
    def owed(self) -> int:
        return self.on_time + self.late + self.overdue + self.coming


def results_of(plan: Plan, *, today: date) -> dict[int, Result]:
    """The results of every task of a plan but its dated duties, by task; a fixed number of queries."""
    shown = evidence_of(plan)
    return {
        row.task.pk: _result(row, shown.get(row.task.pk, 0))
        for row in rows_by_plan([plan], today=today)[plan.pk]
        if row.task.kind not in (TaskKind.GROUP, TaskKind.OBLIGATION)
    }


def _result(row: TaskRow, evidence: int) -> Result:
    return Result(
        percent=row.percent,
        on_time=row.done - row.late,
        late=row.late,
        overdue=row.overdue,
        coming=row.owed - row.done - row.overdue,
        evidence=evidence,
        is_direction=row.task.kind == TaskKind.DIRECTION,
    )


def evidence_of(plan: Plan) -> dict[int, int]:
    """{task: how many pieces of evidence stand for it}; two queries."""
    parts = dict(Duty.objects.filter(task__plan=plan).values_list("pk", "task"))
    kept = Evidence.objects.standing().filter(
        about_type=ContentType.objects.get_for_model(Duty),
        about_id__in=Duty.objects.filter(task__plan=plan).values("pk"),
    )
    found: dict[int, int] = {}
    for part, count in kept.order_by().values_list("about_id").annotate(Count("pk")):
        found[parts[part]] = found.get(parts[part], 0) + count
    return found


def leaves(last: LastYear) -> Iterator[Json]:
    """The tasks that carry no other."""
    return (task for task in last.by_key.values() if not task.get("children"))
