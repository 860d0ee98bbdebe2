"""Deadlines by the clock."""

from __future__ import annotations

from nhipcau.kernel import clock
from nhipcau.kernel.clock import today
from nhipcau.kernel.jobs import job, scheduled
from nhipcau.office.deadlines import actions


@scheduled("office.reminders", "daily 06:00")
@job()
def send_reminders(slot: str) -> int:
    """Each morning, before the daily letter: what is due soon and what is overdue."""
    return actions.remind(today=today())


@scheduled("office.reminders_by_the_hour", "every 10 minutes")
@job()
def send_hour_reminders(slot: str) -> int:
    """What is due at a moment: within 24, 4 and 1 hours, and when it has passed."""
    return actions.remind_hours(now=clock.now())
