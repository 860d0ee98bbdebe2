"""Scheduled work of the plan stream."""

from __future__ import annotations

from django_tasks import task

from nhipcau.kernel.clock import today
from nhipcau.plans.actions import work


@task
def send_reminders() -> int:
    """Each morning: what is due soon and what is overdue."""
    return work.remind(today=today())
