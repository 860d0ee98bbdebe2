"""What digests do by the clock; ``tasks`` brings these in where workers look."""

from __future__ import annotations

from django_tasks import task

from nhipcau.kernel.schedule import scheduled
from nhipcau.press import digest_clock
from nhipcau.press.actions import digest_drafting


@scheduled("press.digest_draft", "every 5 minutes")
@task()
def draft_digests(slot: str) -> int:
    """Draft what is due by now on the office's own hour; does nothing where it is drafted already."""
    return len(digest_drafting.draft_due(digest_clock.now()))
