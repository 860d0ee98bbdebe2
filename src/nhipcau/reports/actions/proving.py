"""A report that was handed in is the proof of its duty in the plan, which nobody reports by hand."""

from __future__ import annotations

from datetime import date

from nhipcau.agencies.models import Officer
from nhipcau.plans.actions.work import correct_progress, report_progress
from nhipcau.plans.models import Deliverable, Progress, TaskDue
from nhipcau.plans.rules import TaskKind
from nhipcau.reports.models import Report, ReportRound
from nhipcau.reports.rules import duty_title


def is_dated(round_: ReportRound) -> bool:
    """Whether the plan asks for a round's reports by a day of its own."""
    title = duty_title(round_.name)
    owed = TaskDue.objects.current().filter(task__plan=round_.plan_id, task__title=title)
    return bool(title) and owed.exists()


def prove(report: Report, *, on: date, by: Officer) -> Progress | None:
    """Record the agency's duty of this period as done, where the plan asks for it and it is open; returns what was reported.

    Of duties that come back within the year, the open one whose day is nearest the round's.
    """
    title = duty_title(report.round.name)
    if not title or report.agency is None:
        return None
    owed = Deliverable.objects.open().filter(
        duty__task__plan=report.round.plan_id,
        duty__task__title=title,
        duty__task__kind__in=(TaskKind.OBLIGATION, TaskKind.DUTY),
        duty__agency=report.agency,
        duty__ended_on=None,
    )
    nearest = min(
        owed.select_related("duty__task__plan"),
        key=lambda one: (abs((one.due_on - report.round.due_on).days), one.pk),
        default=None,
    )
    if nearest is None:
        return None
    return report_progress(
        duty=nearest.duty,
        percent=100,
        note=f"{report.round.written_name} – {report.agency.name}",
        by=by,
        today=on,
        deliverable=nearest,
        within=[],  # no way back of its own: the report that proves it stands
    )


def disprove(report: Report, *, by: Officer) -> bool:
    """Open the duty again that a report had done: it was recalled.  Returns whether it is open.

    What somebody reported on it since stands, and so does what belongs to a plan that is closed or an agency that is no more.
    """
    proof = report.proof
    if proof is None or proof.deliverable is None:
        return False
    duty, owed = proof.duty, proof.deliverable
    told = duty.progress.filter(deliverable=owed).order_by("-pk")
    if (
        told.first() != proof
        or duty.ended_on is not None
        or owed.ended_on is not None
        or not duty.task.plan.is_open
    ):
        return False
    before = told.filter(pk__lt=proof.pk).first()
    percent = min(before.percent, 99) if before is not None else 0
    correct_progress(proof, {"percent": percent, "done_on": None}, by)
    return True
