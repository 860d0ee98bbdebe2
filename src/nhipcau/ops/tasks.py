"""What runs by the clock for the installation itself."""

from __future__ import annotations

from django.utils import timezone

from nhipcau.kernel.jobs import job, scheduled
from nhipcau.ops import nightly


@scheduled("ops.backup", "daily 02:30")
@job()
def back_up(slot: str) -> str:
    """Tonight's backup; returns its file's name, "" where there is none."""
    made = nightly.run(timezone.now())
    return made.name if made else ""
