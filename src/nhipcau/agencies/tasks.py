"""What agencies do by the clock: work of those that are no more goes on."""

from __future__ import annotations

from nhipcau.agencies.actions import handing_on
from nhipcau.kernel.clock import today
from nhipcau.kernel.jobs import job, scheduled


@scheduled("agencies.hand_on", "daily 00:20")
@job()
def hand_on_by_rule(slot: str) -> int:
    """Give what agencies that are no more left under way to their one heir; how many agencies' work moved."""
    return handing_on.hand_on_by_rule(today=today())
