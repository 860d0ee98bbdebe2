"""What a week was, as the weekly meeting reads it: each app gives its part (``parts``), nobody else knows of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from nhipcau.agencies.models import Officer
from nhipcau.kernel.joints import Joint


@dataclass(frozen=True, slots=True)
class WeekAsked:
    """A week asked for: by whom, from which Monday, on which day."""

    reader: Officer
    first: date
    today: date

    @property
    def last(self) -> date:
        """The week's Sunday."""
        return self.first + timedelta(days=6)

    @property
    def on(self) -> date:
        """The day as of which things stand: today in a running week, the Monday after in one gone by."""
        return min(self.today, self.last + timedelta(days=1))

    @property
    def until(self) -> date:
        """The end of the week after it: what falls due until then is spoken of."""
        return self.last + timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is counted.  text: its name; note: what is to be said of it (an agency, a day)."""

    text: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure and what it counts: all of it, so that each figure opens to its evidence.  label: a sentence to
    translate; tone: bad, good, warn; brief: the paper may name only the first of it, as nobody has to act on it."""

    key: str
    label: Any
    lines: tuple[Line, ...]
    tone: str = ""
    brief: bool = False

    @property
    def count(self) -> int:
        return len(self.lines)


@dataclass(frozen=True, slots=True)
class WeekPart:
    """One part of the week.

    find: a week asked for → its figures; those that count nothing are not shown, nor a part without any.
    """

    key: str
    label: Any
    permission: str
    find: Callable[[WeekAsked], list[Counted]]
    order: int = 100


FEW = 2
"""So many lines are not worth a line that says how many they are."""


def first_of(lines: Sequence[Line], most: int) -> Sequence[Line]:
    """The first lines, about ``most``: all where no more than ``FEW`` would be left out."""
    return lines if len(lines) <= most + FEW else lines[:most]


parts: Joint[WeekPart] = Joint("part of the weekly sheet", key=lambda part: part.key)


@dataclass(frozen=True, slots=True)
class Shown:
    """A part as the sheet shows it."""

    key: str
    label: Any
    figures: tuple[Counted, ...]


def sheet(asked: WeekAsked) -> list[Shown]:
    """Every part that the reader may see and that has something to say."""
    found = []
    for part in sorted(parts, key=lambda part: (part.order, part.key)):
        if not asked.reader.may(part.permission):
            continue
        figures = tuple(figure for figure in part.find(asked) if figure.lines)
        if figures:
            found.append(Shown(part.key, part.label, figures))
    return found


def monday_of(year: int, week: int) -> date | None:
    """The Monday of an ISO week; None for a week that the year has not."""
    try:
        return date.fromisocalendar(year, week, 1) if 2000 <= year <= 2100 else None
    except ValueError:
        return None
