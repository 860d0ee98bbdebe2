"""A clock that stood ahead and was put right: what it had put off waits for nobody.

Everything here waits for seconds.  What would wait longer was put off by a clock that stood ahead, and would wait until
the day that the clock said.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from nhipcau.kernel.holding import APART
from nhipcau.kernel.jobs import put_off
from nhipcau.kernel.joints import Joint, place_of
from nhipcau.kernel.models import Notice, ScheduledRun, Undoable

put_offs: Joint[Callable[[datetime], int]] = Joint("what a clock puts off", key=place_of)
"""Of each app: (a moment) → lets go what its own rules would never have put off until after that; how much."""


class Wall:
    """The wall's clock watched beside one that only goes forward."""

    def __init__(self) -> None:
        self._look()

    def _look(self) -> None:
        self.wall, self.steady = timezone.now(), time.monotonic()

    def was_set_back(self) -> bool:
        """Whether the wall's clock went back since it was looked at last, by more than machines differ."""
        wall, steady = self.wall, self.steady
        self._look()
        return (self.wall - wall).total_seconds() - (self.steady - steady) < -APART.total_seconds()


@transaction.atomic
def put_right(now: datetime) -> int:
    """Let go what a clock that stood ahead holds back; returns how much.

    Notices that wait whether their act is taken back, the jobs that pass them on, and turns of scheduled jobs that were
    taken before they came: they come once more, when it is their time.
    """
    late = now + APART
    Undoable.objects.filter(until__gt=late).update(until=now)
    held = Notice.objects.filter(held_until__gt=late).update(held_until=now)
    jobs = put_off(late).update(run_after=now)
    turns, _ = ScheduledRun.objects.filter(slot__gt=late).delete()
    return held + jobs + turns + sum(let_go(late) for let_go in put_offs)
