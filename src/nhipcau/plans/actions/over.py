"""A task, or an agency's part in one: held for a change, and closed to every change once it is over, since when and by whom."""

from __future__ import annotations

from nhipcau.kernel import audit, rows
from nhipcau.kernel.models import LogEntry
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.states import Since
from nhipcau.plans.models import Duty, Task

TASK_OVER = N_("Nhiệm vụ này đã kết thúc%(since)s.")
PART_OVER = N_("Phần việc này đã kết thúc%(since)s.")


def check_task(task: Task) -> None:
    """Raise Refused for a task that is over."""
    if task.closed_on is not None:
        who = audit.who_did(task, "task.ended", "task.amended")
        raise Refused(TASK_OVER, since=Since(task.closed_on, who).told)


def held_part(key: int) -> Duty:
    """A part read anew with its task, plan and agency, its row held until all is over, as a report holds it."""
    return rows.held_with(Duty.objects.select_for_update(of=("self",)), key, "task__plan__document", "agency")


def check_part(duty: Duty) -> None:
    """Raise Refused for a part that is over."""
    if duty.ended_on is not None:
        paper = duty.ended_by
        who = paper.confirmed_by if paper else _who_ended(duty)
        raise Refused(PART_OVER, since=Since(duty.ended_on, who).told)


def _who_ended(duty: Duty) -> object:
    """Who did what ended a part, as the log of its task says; None where it does not."""
    entries = audit.history(duty.task).filter(
        action__in=("task.part_ended", "task.lead_changed", "task.ended")
    )
    return next((one.by for one in entries.select_related("by") if _ended(one, duty.agency_id)), None)


def _ended(entry: LogEntry, agency: int) -> bool:
    """Whether an act on a task ended an agency's part in it."""
    named = {"task.part_ended": entry.data.get("agency"), "task.lead_changed": entry.before.get("lead")}
    about = named.get(entry.action) or {}
    return entry.action == "task.ended" or about.get("id") == agency
