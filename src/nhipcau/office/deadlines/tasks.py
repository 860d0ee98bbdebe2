"""Deadlines by the clock."""

from __future__ import annotations

from nhipcau.kernel.clock import today
from nhipcau.kernel.jobs import job, scheduled
from nhipcau.office.deadlines import actions


@scheduled("office.reminders", "daily 06:00")
@job()
def send_reminders(slot: str) -> int:
    """Each morning, before the daily letter: what is due soon and what is overdue."""
    return actions.remind(today=today())
