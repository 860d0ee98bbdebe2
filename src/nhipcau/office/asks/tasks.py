"""What asks do by the clock."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from nhipcau.kernel import clock
from nhipcau.kernel.jobs import job, scheduled
from nhipcau.office.asks import actions


@scheduled("office.ask_reminders", "daily 06:05")
@job()
def remind_asked(slot: str) -> int:
    """Remind whoever owes an answer; running again tells nobody twice."""
    return actions.remind_due(timezone.localdate(clock.in_story(datetime.fromisoformat(slot))))


@scheduled("office.ask_reminders_by_the_hour", "every 10 minutes")
@job()
def remind_asked_by_the_hour(slot: str) -> int:
    """Remind of answers that are due at a moment; running again tells nobody twice."""
    return actions.remind_hours(clock.now())
