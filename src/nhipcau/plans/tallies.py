"""What is counted of a plan (``Tally``, ``Share``, ``Delivered``): reckoned anew, and held against what is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Max, Min, Model, Q, QuerySet, Sum

from nhipcau.kernel.proofs import Doubt
from nhipcau.kernel.refusal import N_
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

    def rows(self, plan: Plan, part: Collection[int] | None) -> QuerySet[Any]:
        """The kept rows of a plan's part."""
        found = self.model._default_manager.filter(self.kept, **{self.plan: plan})
        return found if part is None else found.filter(**{f"{self.part}__in": part})

    def kept_counts(self, plan: Plan, part: Collection[int] | None) -> Counts:
        """What the kept rows hold, as ``reckon`` gives it."""
        names = (*self.key, *self.fields)
        return _split(self.rows(plan, part).order_by().values_list(*names), len(self.key))


def _split(lines: Any, keys: int) -> Counts:
    return {line[:keys]: line[keys:] for line in lines}


def _owed(plan: Plan, part: Collection[int] | None, path: str) -> Counts:
    items = Deliverable.objects.current().filter(duty__task__plan=plan).order_by()
    if part is not None:
        items = items.filter(**{f"{path}__in": part})
    return _split(items.values_list(path, "due_on").annotate(**SUMS), 2)


def _by_task(plan: Plan, part: Collection[int] | None) -> Counts:
    return _owed(plan, part, "duty__task")


def _by_agency(plan: Plan, part: Collection[int] | None) -> Counts:
    return _owed(plan, part, "duty__agency")


def _shares(plan: Plan, part: Collection[int] | None) -> Counts:
    duties = Duty.objects.current().answerable().filter(task__plan=plan).order_by()
    if part is not None:
        duties = duties.filter(task__in=part)
    sums = {"agencies": Count("pk"), "percents": Sum("percent"), "least": Min("percent")}
    return _split(duties.values_list("task").annotate(**sums), 1)


def _delivered(plan: Plan, part: Collection[int] | None) -> Counts:
    items = Deliverable.objects.current().filter(DONE, duty__task__plan=plan).order_by()
    if part is not None:
        items = items.filter(duty__task__in=part)
    # By days, then here by months: SQLite would ask Python for the month of each row.
    months: dict[Key, int] = defaultdict(int)
    for task, day, count in items.values_list("duty__task", "done_on").annotate(Count("pk")):
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
