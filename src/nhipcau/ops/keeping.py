"""Which of the nightly backups are kept: the newest of each of the last days, weeks and months.  Pure."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime

DAILY, WEEKLY, MONTHLY = 7, 4, 12


def kept(moments: Iterable[datetime]) -> set[datetime]:
    """The moments to keep: of the last ``DAILY`` days, ``WEEKLY`` weeks and ``MONTHLY`` months that have one, the
    newest each.  Days without a backup do not push older ones out."""
    newest_first = sorted(set(moments), reverse=True)
    ways: tuple[tuple[int, Callable[[datetime], Hashable]], ...] = (
        (DAILY, lambda at: at.date()),
        (WEEKLY, lambda at: at.isocalendar()[:2]),
        (MONTHLY, lambda at: (at.year, at.month)),
    )
    found: set[datetime] = set()
    for most, period in ways:
        taken: dict[Hashable, datetime] = {}
        for at in newest_first:
            if period(at) not in taken:
                if len(taken) == most:
                    break
                taken[period(at)] = at
        found |= set(taken.values())
    return found
