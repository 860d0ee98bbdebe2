"""The one word of lateness, for every list, count, notice and report of the house.

A limit is a last good day, or a last good moment (24 hours for a first statement).  Decree 09/2019 keeps "done late" and
"open and overdue" apart.  Pure; the day or the moment is passed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from nhipcau.engines.lawdates import ICT
from nhipcau.kernel.refusal import N_

Limit = date | datetime
"""A last good day, or a last good moment (aware)."""
TOLD_IN_HOURS = timedelta(hours=72)
"""How near a moment is told in hours; farther away in days."""


class Lateness(StrEnum):
    ON_TIME = "on_time"
    DONE_LATE = "done_late"
    OPEN = "open"
    OPEN_OVERDUE = "open_overdue"


LATENESS_LABELS = {
    Lateness.ON_TIME: N_("Hoàn thành đúng hạn"),
    Lateness.DONE_LATE: N_("Hoàn thành quá hạn"),
    Lateness.OPEN: N_("Đang làm"),
    Lateness.OPEN_OVERDUE: N_("Quá hạn"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Lateness with its days: days late when late, days left when open, 0 when done on time.

    minutes: the same in whole minutes, where the limit is a moment and the time of day is known; else None.
    """

    lateness: Lateness
    days: int
    minutes: int | None = None

    @property
    def is_done(self) -> bool:
        return self.lateness in {Lateness.ON_TIME, Lateness.DONE_LATE}

    @property
    def is_late(self) -> bool:
        return self.lateness in {Lateness.OPEN_OVERDUE, Lateness.DONE_LATE}


def day_of(limit: Limit) -> date:
    """The day of a limit, in Viet Nam's time."""
    return limit.astimezone(ICT).date() if isinstance(limit, datetime) else limit


def written(limit: Limit) -> str:
    """A limit as officers write it: 03/07/2026, or 16:20 03/07/2026."""
    if isinstance(limit, datetime):
        local = limit.astimezone(ICT)
        return f"{local:%H:%M} {written(local.date())}"
    return f"{limit.day:02d}/{limit.month:02d}/{limit.year:04d}"


def kept_day(value: object) -> date | None:
    """A day as JSON keeps it, in ISO form; None for what is none."""
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def in_order(limit: Limit) -> tuple[date, float]:
    """A key that sorts limits: a day ends after every moment in it."""
    if not isinstance(limit, datetime):
        return limit, 86400.0
    local = limit.astimezone(ICT)
    return local.date(), local.hour * 3600.0 + local.minute * 60 + local.second + local.microsecond / 1e6


def is_past(limit: Limit | None, at: Limit) -> bool:
    """Whether a limit is over: its day is gone, or its moment; never without a limit.

    Where one of the two is a day only, the days decide: the limit's own day is not over.
    """
    if limit is None:
        return False
    if isinstance(limit, datetime) and isinstance(at, datetime):
        return at > limit
    return day_of(at) > day_of(limit)


def standing(due: Limit | None, done_on: Limit | None, now: Limit) -> Standing:
    """How one piece of work stands.  A day due today is not late; without a due date nothing is late."""
    at = done_on if done_on is not None else now
    past = is_past(due, at)
    days = (day_of(at) - day_of(due)).days if due is not None else 0
    minutes = None
    if isinstance(due, datetime) and isinstance(at, datetime):
        minutes = int(abs(at - due).total_seconds() // 60)
    if done_on is not None:
        return Standing(Lateness.DONE_LATE, days, minutes) if past else Standing(Lateness.ON_TIME, 0)
    if past:
        return Standing(Lateness.OPEN_OVERDUE, days, minutes)
    return Standing(Lateness.OPEN, -days, minutes)


def span(standing: Standing) -> tuple[int, str]:
    """How far a limit is away, as it is told: (number, "days", "hours" or "minutes")."""
    minutes = standing.minutes
    if minutes is None or minutes >= TOLD_IN_HOURS.total_seconds() // 60:
        return standing.days, "days"
    return (minutes // 60, "hours") if minutes >= 60 else (minutes, "minutes")
