"""What reports do by the clock."""

from __future__ import annotations

from nhipcau.kernel.jobs import job, scheduled
from nhipcau.reports.actions import given
from nhipcau.reports.parcels import actions as parcels


@scheduled("reports.filled_forms", "daily 03:50")
@job()
def forget_filled(slot: str) -> int:
    """Forget filled forms that were read and not taken in a week."""
    return given.sweep()


@scheduled("reports.looked_parcels", "daily 03:55")
@job()
def forget_looked(slot: str) -> int:
    """Forget parcels that were looked at and not taken in within a week."""
    return parcels.sweep()
