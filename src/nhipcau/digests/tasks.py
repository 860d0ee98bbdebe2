"""What digests do by the clock; ``tasks`` brings these in where workers look."""

from __future__ import annotations

from nhipcau.digests import clock
from nhipcau.digests.actions import drafting
from nhipcau.kernel.jobs import job, scheduled


@scheduled("digests.draft", "every 5 minutes")
@job()
def draft_digests(slot: str) -> int:
    """Draft what is due by now on the office's own hour; does nothing where it is drafted already."""
    return len(drafting.draft_due(clock.now()))
