"""Percents of a running task's parts, where its days have changed."""

from __future__ import annotations

from nhipcau.plans import rules
from nhipcau.plans.actions.counting import recount
from nhipcau.plans.models import Deliverable, Duty, Task


def carry_percents(*tasks: Task) -> None:
    """What was reached for a day that moved is reached for the day in its place.  tasks: of one plan."""
    if not tasks:
        return
    moved = Deliverable.objects.current().filter(due__task__in=tasks, done_on=None, percent=0)
    places = list(moved.exclude(due__moved_from=None).values_list("pk", "duty", "due__moved_from"))
    old = Deliverable.objects.filter(due__in={due for _pk, _duty, due in places}).order_by("-pk")
    reached: dict[tuple[int, int | None], int] = {
        (duty, due): percent for duty, due, percent in old.values_list("duty", "due", "percent")
    }
    _set_percents(Deliverable, {pk: reached.get((duty, due)) or 0 for pk, duty, due in places})
    refigure(*tasks)
    agencies = set(Duty.objects.current().filter(task__in=tasks).values_list("agency", flat=True))
    recount(plan=tasks[0].plan_id, tasks=[task.pk for task in tasks], agencies=agencies)


def reckon_part(duty: Duty, percent: int) -> None:
    """A part's percent is of all that it owes, where it owes nothing at a day this one; what is counted follows."""
    owed = list(duty.deliverables.current().values_list("percent", flat=True))
    duty.percent = rules.overall(owed or [percent])
    duty.save(update_fields=["percent"])
    recount(plan=duty.task.plan_id, tasks=[duty.task_id], agencies=[duty.agency_id])


def refigure(*tasks: Task) -> None:
    """A part's percent is of all its days: they are others now."""
    reached: dict[int, list[int]] = {}
    owed = Deliverable.objects.current().filter(duty__task__in=tasks, duty__ended_on=None)
    for key, percent in owed.values_list("duty", "percent"):
        reached.setdefault(key, []).append(percent)
    told = (
        Duty.objects.current().filter(task__in=tasks).exclude(reported_at=None).values_list("pk", flat=True)
    )
    _set_percents(Duty, {key: rules.overall(reached[key]) for key in told if key in reached})


def _set_percents(model: type[Deliverable | Duty], wanted: dict[int, int]) -> None:
    """One write for all rows that come to the same percent: hundreds of parts move with one date."""
    alike: dict[int, list[int]] = {}
    for key, percent in wanted.items():
        alike.setdefault(percent, []).append(key)
    for percent, keys in alike.items():
        model._default_manager.filter(pk__in=keys).exclude(percent=percent).update(percent=percent)
