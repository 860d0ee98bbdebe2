"""Scheduled work of the plan stream."""

from __future__ import annotations

from nhipcau.kernel.clock import today
from nhipcau.kernel.jobs import job, scheduled
from nhipcau.plans.actions import work


@scheduled("plans.reminders", "daily 06:00")
@job()
def send_reminders(slot: str) -> int:
    """Each morning, before the daily letter: what is due soon and what is overdue."""
    return work.remind(today=today())
