"""What reports do by the clock."""

from __future__ import annotations

from nhipcau.kernel.jobs import job, scheduled
from nhipcau.reports.actions import forms


@scheduled("reports.filled_forms", "daily 03:50")
@job()
def forget_filled(slot: str) -> int:
    """Forget filled forms that were read and not taken in a week."""
    return forms.sweep()
