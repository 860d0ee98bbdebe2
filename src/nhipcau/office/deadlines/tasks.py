"""Deadlines by the clock."""

from __future__ import annotations

from django_tasks import task

from nhipcau.kernel.clock import today
from nhipcau.kernel.schedule import scheduled
from nhipcau.office.deadlines import actions


@scheduled("office.reminders", "daily 06:00")
@task()
def send_reminders(slot: str) -> int:
    """Each morning, before the daily letter: what is due soon and what is overdue."""
    return actions.remind(today=today())
