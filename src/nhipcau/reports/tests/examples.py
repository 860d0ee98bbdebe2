"""A report that was handed in, for the tests that walk a joint."""

from __future__ import annotations

from datetime import date

from nhipcau.agencies.models import Officer
from nhipcau.kernel.finding import keep
from nhipcau.plans.models import Plan
from nhipcau.reports.models import Report, ReportRound
from nhipcau.reports.rules import ReportState


def lay(by: Officer) -> None:
    """By an officer who may read all."""
    plan = Plan.objects.first()
    if plan is None:
        return
    round_ = ReportRound.objects.create(
        plan=plan, period="2026-H1", due_on=date(2026, 5, 15), opened_by=by, state_by=by
    )
    Report.objects.create(round=round_, agency=None, state_by=by)
    report = Report.objects.create(
        round=round_,
        agency=by.agency,
        state=ReportState.SUBMITTED,
        state_by=by,
        submitted_on=date(2026, 5, 12),
        edited_by=by,
    )
    keep("report", report)
