"""What was sent becomes directions when nobody can take it back any more."""

from __future__ import annotations

from nhipcau.kernel.clock import now
from nhipcau.kernel.jobs import job
from nhipcau.office.weekly import actions


@job()
def give_sent(conclusions: list[int]) -> int:
    """Make directions of conclusions that were sent; returns how many.  May run twice."""
    return sum(actions.give(conclusion=key, now=now()) for key in conclusions)
