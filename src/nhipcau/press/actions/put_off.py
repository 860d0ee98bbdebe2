"""Sources and pages that a clock which stood ahead had put off until days that it said: read again as they should be."""

from __future__ import annotations

from datetime import datetime

from nhipcau.press.actions.sources import LEASE
from nhipcau.press.models import FoundPage, Source
from nhipcau.press.rules import LONGEST_PAUSE, PageState


def read_again(late: datetime) -> int:
    """Let the next round read what waits longer than any pause from now (``kernel.righting``); returns how many.

    A source that was put off by whoever keeps it, not by its own last reading, stays so: those of a demonstration.
    """
    wrong = [
        source.pk
        for source in Source.objects.active().filter(next_at__gt=late)
        if _by_its_reading(source, late)
    ]
    sources = Source.objects.filter(pk__in=wrong).update(next_at=None)
    leases = Source.objects.filter(claimed_until__gt=late + LEASE).update(claimed_until=None)
    waiting = FoundPage.objects.filter(state=PageState.WAITING, next_at__gt=late + LONGEST_PAUSE)
    return sources + leases + waiting.update(next_at=None)


def _by_its_reading(source: Source, late: datetime) -> bool:
    assert source.next_at is not None
    if source.next_at <= late + max(source.interval, LONGEST_PAUSE):
        return False
    after_good = source.last_good_at is not None and source.next_at <= source.last_good_at + source.interval
    return source.failures > 0 or after_good
