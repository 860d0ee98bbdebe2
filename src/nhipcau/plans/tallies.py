"""What is counted of a plan (``Tally``, ``Share``, ``Delivered``): reckoned anew, and held against what is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Max, Min, Model, Q, QuerySet, Sum

from nhipcau.kernel.proofs import Doubt
from nhipcau.kernel.refusal import N_
from nhipcau.kernel.shapes import Shape, shape
from nhipcau.plans.models import Deliverable, Delivered, Duty, Plan, Share, Tally

Key = tuple[Any, ...]
Counts = dict[Key, tuple[Any, ...]]
DONE = ~Q(done_on=None)
SUMS = {
    "owed": Count("pk"),
    "done": Count("pk", filter=DONE),
    "late": Count("pk", filter=Q(done_on__gt=F("due_on"))),
    "last_done": Max("done_on"),
}
"""Of deliverables that fall due on one day."""


@dataclass(frozen=True, slots=True)
class Counted:
    """One kind of counted rows.

    key, fields: the names of what a row is of, and of what it holds.  plan, part: how a row is reached by its plan,
    and by what is counted anew.  kept: the rows.  reckon: the counts of a plan's part (None: the whole), from the records.
    """

    name: str
    model: type[Model]
    key: tuple[str, ...]
    fields: tuple[str, ...]
    plan: str
    part: str
    kept: Q
    reckon: Callable[[Plan, Collection[int] | None], Counts]

    def rows(self, plan: Plan | int, part: Collection[int] | None) -> QuerySet[Any]:
        """The kept rows of a plan's part."""
        found = self.model._default_manager.filter(self.kept, **{self.plan: plan})
        return found if part is None else found.filter(**{f"{self.part}__in": part})

    def kept_counts(self, plan: Plan, part: Collection[int] | None) -> Counts:
        """What the kept rows hold, as ``reckon`` gives it."""
        return _split(_KEPT[self.name](plan=plan.pk, part=_keys(part)), len(self.key))


def _split(lines: Any, keys: int) -> Counts:
    return {line[:keys]: line[keys:] for line in lines}


def _keys(part: Collection[int] | None) -> tuple[int, ...] | None:
    return None if part is None else tuple(part)


# Each report of progress counts anew; of what it asks only plan and part change, so the statements are built once.


def _owed(path: str, plan: int, part: Collection[int] | None) -> QuerySet[Any, Any]:
    items = Deliverable.objects.current().filter(duty__task__plan=plan).order_by()
    if part is not None:
        items = items.filter(**{f"{path}__in": part})
    return items.values_list(path, "due_on").annotate(**SUMS)


@shape
def _owed_by_task(plan: int, part: Collection[int] | None) -> QuerySet[Any, Any]:
    return _owed("duty__task", plan, part)


@shape
def _owed_by_agency(plan: int, part: Collection[int] | None) -> QuerySet[Any, Any]:
    return _owed("duty__agency", plan, part)


def _by_task(plan: Plan, part: Collection[int] | None) -> Counts:
    return _split(_owed_by_task(plan=plan.pk, part=_keys(part)), 2)


def _by_agency(plan: Plan, part: Collection[int] | None) -> Counts:
    return _split(_owed_by_agency(plan=plan.pk, part=_keys(part)), 2)


@shape
def _percents(plan: int, part: Collection[int] | None) -> QuerySet[Any, Any]:
    duties = Duty.objects.current().answerable().filter(task__plan=plan).order_by()
    if part is not None:
        duties = duties.filter(task__in=part)
    sums = {"agencies": Count("pk"), "percents": Sum("percent"), "least": Min("percent")}
    return duties.values_list("task").annotate(**sums)


def _shares(plan: Plan, part: Collection[int] | None) -> Counts:
    return _split(_percents(plan=plan.pk, part=_keys(part)), 1)


@shape
def _done(plan: int, part: Collection[int] | None) -> QuerySet[Any, Any]:
    items = Deliverable.objects.current().filter(DONE, duty__task__plan=plan).order_by()
    if part is not None:
        items = items.filter(duty__task__in=part)
    return items.values_list("duty__task", "done_on").annotate(Count("pk"))


def _delivered(plan: Plan, part: Collection[int] | None) -> Counts:
    # By days, then here by months: SQLite would ask Python for the month of each row.
    months: dict[Key, int] = defaultdict(int)
    for task, day, count in _done(plan=plan.pk, part=_keys(part)):
        months[task, day.replace(day=1)] += count
    return {key: (count,) for key, count in months.items()}


_SUMS = tuple(SUMS)
OF_TASK = Counted("task", Tally, ("task", "due_on"), _SUMS, "plan", "task", Q(agency=None), _by_task)
OF_AGENCY = Counted("agency", Tally, ("agency", "due_on"), _SUMS, "plan", "agency", Q(task=None), _by_agency)
SHARES = Counted(
    "share", Share, ("task",), ("agencies", "percents", "least"), "task__plan", "task", Q(), _shares
)
DELIVERED = Counted(
    "delivered", Delivered, ("task", "month"), ("count",), "task__plan", "task", Q(), _delivered
)
ALL = (OF_TASK, OF_AGENCY, SHARES, DELIVERED)


def _kept_of(kind: Counted) -> Shape[..., Any]:
    def kept(plan: int, part: Collection[int] | None) -> QuerySet[Any, Any]:
        return kind.rows(plan, part).order_by().values_list(*kind.key, *kind.fields)

    return shape(kept)


_KEPT = {kind.name: _kept_of(kind) for kind in ALL}


def wrong(plan: Plan) -> list[tuple[Counted, Key]]:
    """Every row of a plan that does not hold what there is to count, or is missing, or too much."""
    found = []
    for kind in ALL:
        kept, true = kind.kept_counts(plan, None), kind.reckon(plan, None)
        found += [(kind, key) for key in {**kept, **true} if kept.get(key) != true.get(key)]
    return found


def doubts() -> Iterator[Doubt]:
    """A plan whose counted rows are not what there is to count."""
    for plan in Plan.objects.select_related("document").order_by("pk"):
        if count := len(wrong(plan)):
            yield Doubt(
                N_(
                    "kế hoạch %(plan)s: %(count)s số đếm không khớp; chạy nhipcau standings --mend để đếm lại"
                ),
                {"plan": str(plan), "count": count},
            )
