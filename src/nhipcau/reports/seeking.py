"""Reports as search finds them."""

from __future__ import annotations

from typing import Any

from nhipcau.kernel.finding import holding
from nhipcau.reports.models import Report, ReportQuerySet
from nhipcau.reports.permissions import reports_for
from nhipcau.reports.rules import ReportState

NOT_HANDED_IN = (ReportState.WRITING, ReportState.RECALLED, ReportState.PASSED_ON)


def words_of(report: Report) -> str:
    """By which words it is found."""
    return f"{report} {report.round.plan.document.number} {report.paper_number}"


def proving(officer: Any, words: str) -> ReportQuerySet:
    """Reports that were handed in, as evidence of other work; the newest first."""
    found = reports_for(officer).exclude(state__in=NOT_HANDED_IN)
    if words.strip():
        found = found.filter(pk__in=holding("report", words))
    return found.order_by("-submitted_on", "-pk")[:20]
