"""What comes of counting: figures with the facts behind them, side by side with last year's, the running total and the goals."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import NoReturn

from nhipcau.engines.counting.closings import Period
from nhipcau.engines.counting.definitions import Indicator, Over, Part
from nhipcau.engines.counting.errors import NeverAdded
from nhipcau.engines.counting.model import Goal, Number, Scope, Typed
from nhipcau.engines.counting.selections import Behind, Contribution

_TENTH = Decimal("0.1")
_ALIKE = 2  # days by which two periods may differ and still be compared: months of other lengths, 29 February


class Status(StrEnum):
    """Where a figure comes from, the surest first."""

    COUNTED = "counted"
    MIXED = "mixed"  # entered until a day, counted from it on
    TYPED = "typed"  # entered with a source
    PARTLY = "partly"  # counted, but only from a day within the period on
    MISSING = "missing"  # nobody counts it and nobody entered it; not the same as none


_ORDER = tuple(Status)


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know of a figure, as a code with parameters: "amount-missing" (count), "keys-erased" (count), "typed-differs"
    (value), "several-readings" (day), "partly-since" (day), "spans-differ" (now, before), "status-differs"."""

    code: str
    params: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of an indicator for a period and a scope.

    value: in the unit of its part; None where it is missing or cannot be said.  count: how many facts it stands on.
    at_most: where keys of persons were erased, the most that the value can be; the value is the least.  since: from when on it was
    counted, of those that were not from the start.  typed: the entries that it stands on; replaced: entries that a counter or a
    later entry replaced, kept as history.
    """

    indicator: Indicator = field(repr=False)
    part: Part
    period: Period
    scope: Scope
    value: Number | None
    status: Status
    count: int = 0
    at_most: Number | None = None
    since: date | None = None
    typed: tuple[Typed, ...] = ()
    replaced: tuple[Typed, ...] = ()
    notes: tuple[Note, ...] = ()
    behind: Behind | None = field(default=None, repr=False, compare=False)

    @property
    def closing(self) -> date:
        """The day on which its data close."""
        return self.period.last

    @property
    def facts(self) -> tuple[Contribution, ...]:
        """The facts behind it, each with what it brings."""
        return self.behind.contributions() if self.behind is not None else ()

    @property
    def split(self) -> tuple[tuple[str, Number], ...]:
        """The figure by the attribute that its row names, largest first."""
        if not self.part.split or self.behind is None:
            return ()
        return tuple((name, scaled(self.part, value)) for name, value in self.behind.split(self.part.split))

    def __add__(self, other: object) -> NoReturn:
        raise NeverAdded("added", indicator=self.part.code)

    __radd__ = __add__


def scaled(part: Part, value: Number) -> Number:
    """An amount in the unit of its figure, exactly: đồng as triệu đồng."""
    return value if part.scale == 1 else Decimal(value).scaleb(1 - len(str(part.scale)))


def percent(over: Number, under: Number) -> Decimal | None:
    """One figure as percent of another, to a tenth; None of nothing."""
    return (Decimal(over) * 100 / Decimal(under)).quantize(_TENTH, ROUND_HALF_UP) if under else None


def surest_last(*statuses: Status) -> Status:
    """The least sure of some."""
    return max(statuses, key=_ORDER.index)


@dataclass(frozen=True, slots=True)
class Counted:
    """An indicator for a period and a scope: all its figures, the main one first."""

    indicator: Indicator
    period: Period
    scope: Scope
    figures: tuple[Figure, ...]

    @property
    def main(self) -> Figure:
        return self.figures[0]

    def figure(self, part: str = "") -> Figure:
        """One of its figures; UnknownIndicator "part" where it has none of that name."""
        return self.figures[self.indicator.parts.index(self.indicator.part(part))]


@dataclass(frozen=True, slots=True)
class Change:
    """Increase or decrease (tăng/giảm) against the same period of last year.

    difference: of shares in percentage points.  percent: None against nothing, of a share, or where one side is missing.
    notes: why the two sides are not quite alike.
    """

    difference: Number | None
    percent: Decimal | None
    notes: tuple[Note, ...] = ()


def change(now: Figure, before: Figure) -> Change:
    """How a figure differs from the same one of another period."""
    if now.value is None or before.value is None:
        return Change(None, None)
    notes = []
    if abs(now.period.length - before.period.length) > _ALIKE:
        lengths = (("now", now.period.length), ("before", before.period.length))
        notes.append(Note("spans-differ", lengths))
    if now.status != before.status:
        notes.append(Note("status-differs", (("now", now.status.value), ("before", before.status.value))))
    difference = now.value - before.value
    share = None if now.part.over == Over.SHARE else percent(difference, before.value)
    return Change(difference, share, tuple(notes))


@dataclass(frozen=True, slots=True)
class GoalStanding:
    """A goal and how far it is.  figure: the period's, or the running total for a goal of the year.  met: None while the figure
    is missing."""

    goal: Goal
    figure: Figure

    @property
    def met(self) -> bool | None:
        if self.figure.value is None:
            return None
        return (
            self.figure.value <= self.goal.value
            if self.goal.at_most
            else self.figure.value >= self.goal.value
        )

    @property
    def percent(self) -> Decimal | None:
        """The figure as percent of the goal."""
        return None if self.figure.value is None else percent(self.figure.value, self.goal.value)


@dataclass(frozen=True, slots=True)
class Line:
    """One figure as a report's table shows it: this period, the same of last year, the running total, the change, the goals."""

    now: Figure
    year_before: Figure
    to_date: Figure
    change: Change
    goals: tuple[GoalStanding, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """An indicator side by side, a line for each of its figures."""

    indicator: Indicator
    period: Period
    scope: Scope
    lines: tuple[Line, ...]
