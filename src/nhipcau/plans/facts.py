"""What plans tell to the figures of reports: tasks as a whole, and the part of each agency that answers for a result.

A task is done when all results that its agencies owe are delivered; an agency's part when its own are.  A plan's tasks are
its year's: they stand until its last day, done or not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple

from django.db.models import Min, Q

from nhipcau.engines.counting import Fact, PlanDates
from nhipcau.kernel.facts import Wanted
from nhipcau.kernel.standing import day_of
from nhipcau.plans.models import Deliverable, Duty, Extension, Plan, Progress, Tally, Task
from nhipcau.plans.rules import ANSWERABLE, TaskKind
from nhipcau.plans.states import ExtensionState

COUNTED = tuple(kind for kind in TaskKind if kind != TaskKind.GROUP)
KINDS = ("task.assigned", "task.done", "task.overdue")
_DAY = timedelta(days=1)


def since() -> date | None:
    """From the first day of the first plan's year: what a plan asks for is known from its own words."""
    year = Plan.objects.aggregate(first=Min("year"))["first"]
    return date(year, 1, 1) if year else None


Done = tuple[date, date, bool]
"""From when until when something stood as delivered, and whether it had come late."""


class Owed(NamedTuple):
    """What is owed on one day: until when all of it was delivered, None while some is not; whether some came late.

    since: from when on it is owed as it is now; before: when it stood as delivered until it was sent back.
    """

    due: date
    done: date | None
    late: bool
    since: date = date.min
    before: tuple[Done, ...] = ()

    def stood(self, until: date) -> list[Done]:
        """When it stood as delivered, to the end of its time."""
        return [*self.before, *([(self.done, until, self.late)] if self.done is not None else [])]


@dataclass(slots=True)
class _Work:
    """A task, or one agency's part of it, within its year."""

    ref: str
    first: date
    last: date
    plan: str
    agencies: tuple[str, ...] = ()
    part_of: str = ""
    owed: list[Owed] = field(default_factory=list)
    waited: list[tuple[date, date]] = field(default_factory=list)
    """Days past the day that stood then, before more time was granted or it was sent back: that does not rewrite them."""


def tasks(wanted: Wanted) -> Iterator[Fact]:
    """Tasks of the plans whose year touches the days that are asked for; agencies' parts where those are."""
    ends = _ends(wanted)
    works = [] if wanted.agencies else list(_wholes(wanted, ends))
    if wanted.agencies or wanted.parts:
        works += _parts(wanted, ends)
    for work in works:
        if work.first <= work.last:
            yield from _facts(work, wanted)


def _of_years(wanted: Wanted, path: str = "") -> dict[str, Any]:
    return {
        f"{path}kind__in": COUNTED,
        f"{path}plan__year__range": (wanted.first.year, wanted.last.year),
    }


class _End(NamedTuple):
    """Until when a task stands, and of which plan it is."""

    on: date
    plan: str


def _ends(wanted: Wanted) -> dict[int, _End]:
    """Until when each task stands: the last day of its plan's year, or the day before a paper ended it.  Of a plan that was filed
    without giving work nothing is owed."""
    given = Duty.objects.filter(task__plan__year__range=(wanted.first.year, wanted.last.year))
    rows = Task.objects.filter(**_of_years(wanted), plan__in=given.values("task__plan"))
    return {
        pk: _End(min(date(year, 12, 31), closed - _DAY if closed else date.max), str(plan))
        for pk, plan, year, closed in rows.values_list("pk", "plan", "plan__year", "closed_on")
    }


def _wholes(wanted: Wanted, ends: dict[int, _End]) -> Iterator[_Work]:
    """Whole tasks, from what is kept counted of them (ADR 33): some rows a task however many agencies there are."""
    owed: dict[int, list[Owed]] = defaultdict(list)
    kept = Tally.objects.filter(agency=None, **_of_years(wanted, "task__"))
    for task, due, many, done, late, last in kept.values_list(
        "task", "due_on", "owed", "done", "late", "last_done"
    ):
        owed[task].append(Owed(due, last if done == many else None, bool(late)))
    if returned := _sent_back(ends):
        # Of these what is kept counted does not tell which result it was: their results are read.
        for task in {one.task for one in returned.values()}:
            owed[task] = []
        rows = Deliverable.objects.current().filter(
            duty__task__in=list({one.task for one in returned.values()}), duty__role__in=ANSWERABLE
        )
        for pk, task, due, done_on in rows.order_by("pk").values_list(
            "pk", "duty__task", "due_on", "done_on"
        ):
            owed[task].append(_owed(due, done_on, returned.get(pk)))
    began = dict(
        Duty.objects.answerable()
        .filter(task__in=list(ends))
        .order_by()
        .values_list("task")
        .annotate(Min("began_on"))
    )
    waited = _waited("deliverable__duty__task", ends)
    for task, end in ends.items():
        # Nobody answers for it yet where none began, so it is not done.
        first = began.get(task, date(end.on.year, 1, 1))
        spans = [*waited[task], *(span for one in returned.values() if one.task == task for span in one.late)]
        yield _Work(f"task:{task}", first, end.on, end.plan, owed=owed[task], waited=spans)


@dataclass(slots=True)
class _Returned:
    """How a result stood before it was sent back: delivered when, overdue when; since: the newest time that it was."""

    task: int
    done: list[Done] = field(default_factory=list)
    late: list[tuple[date, date]] = field(default_factory=list)
    since: date = date.min


def _sent_back(tasks: Collection[int]) -> dict[int, _Returned]:
    """By the results' keys; of some tasks, in one query.  What was taken back at once was no return."""
    undone = Progress.objects.filter(takes_back__sends_back=True).values("takes_back")
    rows = Progress.objects.filter(sends_back=True, was_due__isnull=False, duty__task__in=list(tasks))
    found: dict[int, _Returned] = {}
    told = rows.exclude(pk__in=undone).order_by("pk")
    for key, task, due, done, on in told.values_list(
        "deliverable", "duty__task", "was_due", "was_done", "reported_on"
    ):
        if due is None or done is None:  # no day that the figures could go by
            continue
        one = found.setdefault(key, _Returned(task))
        if due + _DAY < done:
            one.late.append((max(due + _DAY, one.since), done - _DAY))
        if done < on:
            one.done.append((done, on - _DAY, done > due))
        one.since = on
    return found


def _owed(due: date, done: date | None, returned: _Returned | None) -> Owed:
    late = bool(done and done > due)
    return Owed(due, done, late, returned.since, tuple(returned.done)) if returned else Owed(due, done, late)


def _waited(of: str, keys: Collection[int]) -> dict[int, list[tuple[date, date]]]:
    """From when until when results were past the day that stood before more time was granted for them, by tasks or by duties."""
    granted = Extension.objects.filter(
        state=ExtensionState.GRANTED, deliverable__duty__role__in=ANSWERABLE, decided_at__isnull=False
    )
    found: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for key, due, decided in granted.order_by("pk").values_list(of, "due_on", "decided_at"):
        if key in keys and due + _DAY < (on := day_of(decided)):
            found[key].append((due + _DAY, on - _DAY))
    return found


def _parts(wanted: Wanted, ends: dict[int, _End]) -> Iterator[_Work]:
    """Each agency's part, with what it took over with it."""
    of = {"agency__code__in": sorted(wanted.agencies)} if wanted.agencies else {}
    rows = Duty.objects.answerable().filter(task__in=list(ends), **of).order_by("pk")
    duties = list(rows.values_list("pk", "task", "agency__code", "began_on", "ended_on", "inherited_from"))
    before = {pk: inherited for pk, *_rest, inherited in duties}
    owed: dict[int, list[Owed]] = defaultdict(list)
    # What was taken over by its keys, all else by one condition: thousands of keys cost more than what they find.
    of_duties = Q(duty__in=rows.order_by().values("pk")) | Q(duty__in=_taken_over(before))
    results = Deliverable.objects.current().filter(of_duties).order_by("pk")
    returned = _sent_back(ends)
    waited = _waited("deliverable__duty", before)
    for key, duty, due, done in results.values_list("pk", "duty", "due_on", "done_on"):
        again = returned.get(key)
        if again is None:
            owed[duty].append(Owed(due, done, done is not None and done > due))
        else:
            owed[duty].append(_owed(due, done, again))
            waited[duty] += again.late
    for pk, task, agency, began, ended, _inherited in duties:
        stands = ends[task]
        end = min(stands.on, ended - _DAY) if ended else stands.on
        line = [pk] if before[pk] is None else list(_line(pk, before))
        taken = [one for key in line for one in owed[key]]
        late = [one for key in line for one in waited[key]]
        yield _Work(f"task:{task}/{pk}", began, end, stands.plan, (agency,), f"task:{task}", taken, late)


def _taken_over(before: dict[int, int | None]) -> list[int]:
    """What the duties were taken over from, other agencies' too; one query a step back."""
    known = set(before)
    asked = {key for key in before.values() if key is not None} - before.keys()
    while asked:
        rows = dict(Duty.objects.filter(pk__in=sorted(asked)).values_list("pk", "inherited_from"))
        before |= rows
        asked = {key for key in rows.values() if key is not None} - before.keys()
    return sorted(before.keys() - known)


def _line(duty: int | None, before: dict[int, int | None]) -> Iterator[int]:
    """A duty, and those that it took over; a circle, which nothing lays, ends where it began."""
    seen: set[int] = set()
    while duty is not None and duty not in seen:
        seen.add(duty)
        yield duty
        duty = before.get(duty)


@cache
def _said(plan: str, late: str = "") -> Mapping[str, tuple[str, ...]]:
    """What facts tell, the same for all that tell the same: a year of many agencies has thousands of them."""
    return {"plan": (plan,), **({"late": (late,)} if late else {})}


def _facts(work: _Work, wanted: Wanted) -> Iterator[Fact]:
    """Those of a work that last on some of the days that are asked for."""
    of = f"{work.ref}{'.' if work.part_of else '/'}"

    def fact(kind: str, name: str, first: date, last: date, late: str = "") -> Fact:
        return Fact(
            ref=f"{of}{name}",
            kind=kind,
            first=first if first > work.first else work.first,
            last=last,
            agencies=work.agencies,
            attributes=_said(work.plan, late),
            part_of=f"{work.part_of}/{name}" if work.part_of else "",
        )

    if work.first > wanted.last or work.last < wanted.first:
        return
    yield Fact(
        ref=work.ref,
        kind="task.assigned",
        first=work.first,
        last=work.last,
        agencies=work.agencies,
        attributes=_said(work.plan),
        part_of=work.part_of,
    )
    for number, (first, last, late) in enumerate(_done(work)):
        if first <= min(work.last, wanted.last) and last >= wanted.first:
            name = "done" if last == work.last else f"done{number}"
            yield fact("task.done", name, first, last, "yes" if late else "no")
    for number, (begins, ends) in enumerate(_overdue(work)):
        if begins <= wanted.last and ends >= wanted.first:
            yield fact("task.overdue", f"overdue{number}", begins, ends)


def _done(work: _Work) -> list[Done]:
    """The spans in which all results stood as delivered, in order."""
    if not any(one.before for one in work.owed):  # hardly anything is ever sent back
        days = [one.done for one in work.owed if one.done is not None]
        if not days or len(days) < len(work.owed) or max(days) > work.last:
            return []
        return [(max(days), work.last, any(one.late for one in work.owed))]
    spans: list[Done] = [(date.min, work.last, False)] if work.owed else []
    for one in work.owed:
        spans = [
            (max(first, begins), min(last, ends), late or came_late)
            for first, last, late in spans
            for begins, ends, came_late in one.stood(work.last)
            if max(first, begins) <= min(last, ends)
        ]
    return sorted(spans)


def _overdue(work: _Work) -> list[tuple[date, date]]:
    """The spans in which at least one result was past the day that stood then and not delivered, each day once."""
    spans = sorted(
        [
            *work.waited,
            *(
                (max(one.due + _DAY, one.since), one.done - _DAY if one.done else work.last)
                for one in work.owed
                if one.done is None or one.done > one.due + _DAY
            ),
        ]
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
