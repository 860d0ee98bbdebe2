"""What is due, as every list, calendar and notice shows it.  Pure; the day or the moment is passed in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from nhipcau.kernel import standing as kernel_standing
from nhipcau.kernel.standing import Limit, Standing, day_of, is_past, standing

REMIND_BEFORE = (7, 1)  # days
REMIND_HOURS_BEFORE = (24, 4, 1)
"""For what is due at a moment."""


@dataclass(frozen=True, slots=True)
class LawNote:
    """The rule of law behind a due day.

    expected: days off that it depends on are not announced yet; other: the later reading's day where the
    law leaves two, else None.  hours: the office hours that it was counted by, where working hours count.
    """

    code: str
    law: str
    article: str
    expected: bool = False
    other: date | None = None
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is due for an officer.

    key: stable and unique in the house ("plans.deliverable-41"); at: the last good day or moment;
    title: what, in full; short: the same as a notice names it; url: where it is done;
    state: how it stands, done or open (``kernel.standing``); record: the app's own row, for pages that know it.
    """

    key: str
    at: Limit
    title: Any  # str or a lazy translation
    short: Any
    url: str
    state: Standing
    record: Any = field(default=None, compare=False)
    law: LawNote | None = None

    @property
    def day(self) -> date:
        return day_of(self.at)

    @property
    def is_done(self) -> bool:
        return self.state.is_done


class Whose(StrEnum):
    """Which due things are asked for."""

    OWN = "own"  # what the officer, or an agency of the officer's, has to do
    REMINDED = "reminded"  # of these, what the officer is to be reminded of
    READABLE = "readable"  # everything whose due day the officer may know


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to a source: days from ``first`` to ``last`` (both included; None is open-ended).

    with_done: also what is done already; a list of work asks without, a calendar with.
    now: the moment, for what is due within hours; None where the day alone is known.
    """

    today: date
    first: date | None = None
    last: date | None = None
    whose: Whose = Whose.OWN
    with_done: bool = False
    now: datetime | None = None

    @property
    def at(self) -> Limit:
        """By what a standing is told: the moment where it is known."""
        return self.now or self.today

    def takes(self, due: Due) -> bool:
        """Whether an answer belongs to the question; sources may answer more."""
        return (
            (self.first is None or due.day >= self.first)
            and (self.last is None or due.day <= self.last)
            and (self.with_done or not due.is_done)
        )


def in_order(dues: Iterable[Due]) -> list[Due]:
    """The soonest first, the same order every time."""
    return sorted(dues, key=lambda due: (kernel_standing.in_order(due.at), due.key))


def reminder(
    due: date,
    done_on: date | None,
    today: date,
    *,
    before: Sequence[int] = REMIND_BEFORE,
    since: date | None = None,
) -> str | None:
    """Which reminder stands on a day: "before-7", "before-1", "overdue-<week>" once a week, or None.

    before: how many days ahead it is reminded of, the most first.  since: when whoever is reminded heard of it first; what was
    said after a mark's day needs no reminder of it.  A missed day is caught up: between two marks the earlier
    mark still stands, and the notice's own key keeps it from being told twice.
    """
    if done_on is not None:
        return None
    left = (due - today).days
    if left < 0:
        return f"overdue-{(-left - 1) // 7 + 1}"
    marks = [days for days in before if left <= days]
    if not marks or (since is not None and since > due - timedelta(days=marks[-1])):
        return None
    return f"before-{marks[-1]}"


def hour_mark(due: datetime, now: datetime, since: datetime | None = None) -> str | None:
    """Which reminder of a moment stands: "before-24h", "before-4h", "before-1h", "past" for a day, then "past-<days>".

    since: when whoever is reminded heard of it first; what was said within a mark's hours needs no reminder of it.
    As with days, between two marks the earlier one still stands: the notice's key keeps it from being told twice.
    """
    if is_past(due, now):
        days = (now - due).days
        return f"past-{days}" if days else "past"
    marks = [hours for hours in REMIND_HOURS_BEFORE if due - now <= timedelta(hours=hours)]
    if not marks or (since is not None and since > due - timedelta(hours=marks[-1])):
        return None
    return f"before-{marks[-1]}h"


def reminders_begin(today: date) -> date:
    """The last due day that a reminder may speak of on a day."""
    return today + timedelta(days=REMIND_BEFORE[0])


__all__ = [
    "Asked",
    "Due",
    "LawNote",
    "Whose",
    "hour_mark",
    "in_order",
    "reminder",
    "reminders_begin",
    "standing",
]
