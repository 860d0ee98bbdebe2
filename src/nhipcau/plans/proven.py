"""What the system recorded of results by itself, as lists and tasks tell of it beside them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils.translation import gettext as _

from nhipcau.kernel.shapes import shape
from nhipcau.kernel.witness import witnesses
from nhipcau.plans import proven_words
from nhipcau.plans.models import Deliverable, ProvenResult, Task, TaskProof
from nhipcau.plans.states import ProvenState


def of(deliverables: Collection[int]) -> dict[int, ProvenResult]:
    """The newest of each of some results, by the results' keys.  One query, none for no results."""
    rows = _of(deliverables=deliverables) if deliverables else ()
    return {row.deliverable_id: row for row in rows}


@shape
def _of(deliverables: Collection[int]) -> QuerySet[Any, ProvenResult]:
    found = ProvenResult.objects.filter(deliverable__in=deliverables)
    return found.select_related("confirmed_by", "state_by").order_by("pk")


def standing() -> QuerySet[ProvenResult]:
    """Those that are done by what the system holds, and on which nobody has reported since."""
    later = ProvenResult.objects.filter(pk=OuterRef("pk"), deliverable__progress__gt=OuterRef("progress"))
    return ProvenResult.objects.filter(~Exists(later), state=ProvenState.PROVEN.value).order_by()


def with_proven(results: QuerySet[Deliverable]) -> QuerySet[Deliverable]:
    """Results with what the system recorded of them, for ``words``."""
    return results.prefetch_related(
        Prefetch("proven", ProvenResult.objects.order_by("pk"), to_attr="recorded")
    )


def words(result: Deliverable) -> str:
    """In a cell of a workbook: by what a result was recorded, or that this is no more; "" where it was reported."""
    row = shown(next(reversed(getattr(result, "recorded", ())), None), result)
    return f"{row.get_state_display()}: {_(row.label)}" if row is not None else ""


def of_task(task: Task) -> TaskProof | None:
    """By what the task's results are proven, where the coordinator has said it."""
    return next(iter(_of_task(task=task.pk)), None)


@shape
def _of_task(task: int) -> QuerySet[TaskProof]:
    return TaskProof.objects.filter(task=task).select_related("set_by")


def suggestion(task: Task, chosen: TaskProof | None) -> dict[str, str] | None:
    """What a task's words suggest where nobody has decided: kind, label, rule."""
    kind = proven_words.suggested(task) if chosen is None else ""
    if not kind:
        return None
    known = witnesses.get(kind)
    return {"kind": kind, "label": known.label, "rule": known.rule}


def to_confirm(tasks: Iterable[Task]) -> list[Task]:
    """Those among a plan's tasks whose words suggest by what they are proven, while nobody has decided.  One query, none
    where there is nothing to suggest."""
    likely = [task for task in tasks if task.closed_on is None and proven_words.suggested(task)]
    decided = TaskProof.objects.filter(task__in=likely).values_list("task", flat=True) if likely else ()
    return [task for task in likely if task.pk not in set(decided)]


def rule_of(chosen: TaskProof | None) -> str:
    """When what was chosen is enough; an N_ sentence, "" where agencies report themselves."""
    return witnesses.get(chosen.kind).rule if chosen is not None and chosen.kind in witnesses else ""


def shown(row: ProvenResult | None, result: Deliverable) -> ProvenResult | None:
    """What a list shows of a result: nothing once it was reported done again by hand."""
    return None if row is None or row.is_proven != (result.done_on is not None) else row
