"""What plans tell to the figures of reports: tasks as a whole, and the part of each agency that answers for a result.

A task is done when all results that its agencies owe are delivered; an agency's part when its own are.  A plan's tasks are
its year's: they stand until its last day, done or not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Count, Max, Min, Sum

from nhipcau.engines.counting import Fact, PlanDates
from nhipcau.plans.models import Amendment, Deliverable, Duty, Plan, Progress, Task, TaskDue
from nhipcau.plans.rules import TaskKind

COUNTED = tuple(kind for kind in TaskKind if kind != TaskKind.GROUP)
KINDS = ("task.assigned", "task.done", "task.overdue")
_DAY = timedelta(days=1)


def since() -> date | None:
    """From the first day of the first plan's year: what a plan asks for is known from its own words."""
    year = Plan.objects.aggregate(first=Min("year"))["first"]
    return date(year, 1, 1) if year else None


def stamp() -> Hashable:
    """Whatever lays or ends work or reports on it adds a row, ends one, or moves what is counted."""
    found = (
        Plan.objects.aggregate(newest=Max("pk"), many=Count("pk")),
        Task.objects.aggregate(newest=Max("pk"), many=Count("pk"), closed=Count("closed_on")),
        Duty.objects.aggregate(newest=Max("pk"), many=Count("pk"), ended=Count("ended_on"), agencies=Sum("agency_id")),
        TaskDue.objects.aggregate(newest=Max("pk"), many=Count("pk"), ended=Count("ended_on")),
        Deliverable.objects.aggregate(newest=Max("pk"), many=Count("pk"), done=Count("done_on"), ended=Count("ended_on")),
        Progress.objects.aggregate(newest=Max("pk"), many=Count("pk")),
        Amendment.objects.aggregate(newest=Max("pk"), undone=Count("undone_at")),
    )  # fmt: skip
    return tuple(value for one in found for value in one.values())


class Owed(NamedTuple):
    """A result: when it is due, when it was delivered."""

    due: date
    done: date | None


@dataclass(slots=True)
class _Work:
    """A task, or one agency's part of it, within its year."""

    ref: str
    first: date
    last: date
    agencies: tuple[str, ...] = ()
    part_of: str = ""
    owed: list[Owed] = field(default_factory=list)


def tasks(first: date, last: date) -> Iterator[Fact]:
    """Tasks and parts of the plans whose year touches the days between two."""
    found = _works(first, last)
    for work in found:
        if work.first <= work.last:
            yield from (fact for fact in _facts(work) if fact.first <= last)


def _works(first: date, last: date) -> Iterable[_Work]:
    asked = Task.objects.filter(kind__in=COUNTED, plan__year__range=(first.year, last.year))
    given = Duty.objects.filter(task__plan__year__range=(first.year, last.year))
    # Of a plan that was filed without giving work nothing is owed.
    rows = asked.filter(plan__in=given.values("task__plan")).values_list("pk", "plan__year", "closed_on")
    ends = {pk: min(date(year, 12, 31), closed - _DAY if closed else date.max) for pk, year, closed in rows}
    duties = list(
        Duty.objects.answerable()
        .filter(task__in=asked)
        .order_by("pk")
        .values_list("pk", "task", "agency__code", "began_on", "ended_on", "inherited_from")
    )
    owed: dict[int, list[Owed]] = defaultdict(list)
    results = Deliverable.objects.current().filter(
        duty__task__kind__in=COUNTED, duty__task__plan__year__range=(first.year, last.year)
    )
    for duty, due, done in results.order_by("pk").values_list("duty", "due_on", "done_on"):
        owed[duty].append(Owed(due, done))
    before = {pk: inherited for pk, *_rest, inherited in duties}
    wholes: dict[int, _Work] = {}
    parts: list[_Work] = []
    for pk, task, agency, began, ended, _inherited in duties:
        end = ends[task]
        whole = wholes.setdefault(task, _Work(f"task:{task}", began, end))
        whole.first = min(whole.first, began)
        whole.owed += owed[pk]
        mine = min(end, ended - _DAY) if ended else end
        part = _Work(f"task:{task}/{pk}", began, mine, (agency,), whole.ref)
        for key in _line(pk, before):
            part.owed += owed[key]
        parts.append(part)
    for task in ends.keys() - wholes.keys():  # nobody answers for it yet, so it is not done
        wholes[task] = _Work(f"task:{task}", date(ends[task].year, 1, 1), ends[task])
    return [*wholes.values(), *parts]


def _line(duty: int | None, before: dict[int, int | None]) -> Iterator[int]:
    """A duty, and those that it took over; a circle, which nothing lays, ends where it began."""
    seen: set[int] = set()
    while duty is not None and duty not in seen:
        seen.add(duty)
        yield duty
        duty = before.get(duty)


def _facts(work: _Work) -> Iterator[Fact]:
    def fact(kind: str, name: str, first: date, last: date, **more: str) -> Fact:
        return Fact(
            ref=f"{work.ref}{'.' if work.part_of else '/'}{name}" if name else work.ref,
            kind=kind,
            first=max(first, work.first),
            last=last,
            agencies=work.agencies,
            attributes={key: (value,) for key, value in more.items()},
            part_of=f"{work.part_of}{'/' if name else ''}{name}" if work.part_of else "",
        )

    yield fact("task.assigned", "", work.first, work.last)
    finished = [one.done for one in work.owed if one.done is not None]
    if finished and len(finished) == len(work.owed) and max(finished) <= work.last:
        late = any(one.done and one.done > one.due for one in work.owed)
        yield fact("task.done", "done", max(finished), work.last, late="yes" if late else "no")
    for number, (begins, ends) in enumerate(_overdue(work)):
        yield fact("task.overdue", f"overdue{number}", begins, ends)


def _overdue(work: _Work) -> list[tuple[date, date]]:
    """The spans in which at least one result was past its day and not delivered, each day once."""
    spans = sorted(
        (one.due + _DAY, one.done - _DAY if one.done else work.last)
        for one in work.owed
        if one.done is None or one.done > one.due + _DAY
    )
    found: list[tuple[date, date]] = []
    for begins, ends in spans:
        begins, ends = max(begins, work.first), min(ends, work.last)
        if begins > ends:
            continue
        if found and begins <= found[-1][1] + _DAY:
            found[-1] = (found[-1][0], max(found[-1][1], ends))
        else:
            found.append((begins, ends))
    return found


def report_dates() -> dict[str, PlanDates]:
    """The report dates that plans set themselves, by the codes of periods."""
    found: dict[str, PlanDates] = {}
    for year, half, whole in Plan.objects.order_by("year", "pk").values_list(
        "year", "six_month_due", "annual_due"
    ):
        for code, due in ((f"{year}-H1", half), (str(year), whole)):
            known = found.get(code)
            if due is not None and (known is None or known.due is None or due < known.due):
                found[code] = PlanDates(due=due)
    return found
