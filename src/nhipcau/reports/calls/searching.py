"""Data calls found by their words, and shown as evidence once they have ended."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from nhipcau.kernel import finding
from nhipcau.reports.calls.permissions import calls_for
from nhipcau.reports.datacall_states import CallState
from nhipcau.reports.datacalls import DataCall, DataCallQuerySet

MOST = 20


def words_of(call: DataCall) -> str:
    """All that a call is found by."""
    questions = " ".join(call.questions.values_list("text", flat=True))
    return f"{call.title} {call.number} {call.issuer} {questions}"


def proving(officer: Any, words: str) -> DataCallQuerySet:
    """Calls that have ended, as evidence of the work of answering; the newest first."""
    found = calls_for(officer).filter(state=CallState.CLOSED)
    if words.strip():
        found = found.filter(pk__in=finding.holding("data-call", words))
    return found.order_by("-state_at", "-pk")[:MOST]


def day_of(call: DataCall) -> date | None:
    """The day on which it ended."""
    return timezone.localdate(call.state_at) if call.state_at else None
