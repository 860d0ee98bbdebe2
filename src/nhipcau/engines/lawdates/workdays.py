"""Working days of state offices in Viet Nam.

The package ``holidays`` gives public holidays, days in lieu and the swaps it knows; the official notices in
daysoff.tsv override it; swaps entered by the office come last.  What no read notice confirms is expected
(dự kiến) and can be asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from nhipcau.engines.lawdates.book import Notice, default_notices
from nhipcau.engines.lawdates.model import Checked, Refusal, Swap

# The five-day week of offices began on 2 October 1999 and the lunar tables of ``holidays`` end with 2099.
FIRST_YEAR, LAST_YEAR = 2000, 2099
_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class _Year:
    off: frozenset[date]  # weekdays that are off
    work: frozenset[date]  # weekend days that are worked


@cache
def _known(year: int) -> _Year:
    """One year by ``holidays``, and over it the official notices."""
    from holidays.countries.vietnam import Vietnam

    table = Vietnam(years=year)
    off, work = set(table), {day for day in table.weekend_workdays if day.year == year}
    for line in default_notices():
        if line.kind == "off" and line.day.year == year:
            off.add(line.day)
        if line.swap:
            _apply(line.swap, off, work, year)
    return _Year(
        frozenset(day for day in off if day.weekday() < _SATURDAY),
        frozenset(day for day in work if day.weekday() >= _SATURDAY),
    )


def _apply(swap: Swap, off: set[date], work: set[date], year: int) -> None:
    if swap.off.year == year:
        off.add(swap.off)
        work.discard(swap.off)
    if swap.work.year == year:
        work.add(swap.work)
        off.discard(swap.work)


@cache
def _announced_years() -> frozenset[int]:
    return frozenset(
        line.day.year for line in default_notices() if line.kind == "year" and line.checked == Checked.SEEN
    )


@cache
def _doubtful() -> frozenset[date]:
    """Single days of a notice that was not read."""
    return frozenset(
        line.day for line in default_notices() if line.kind == "off" and line.checked != Checked.SEEN
    )


class WorkCalendar:
    """Working days, with the swaps that the office entered on top of the official notices."""

    def __init__(self, extra_swaps: Iterable[Swap] = ()) -> None:
        """extra_swaps: in any order.  Refusal "swap_impossible" where the day given off was no working
        day or the day worked was none off; a swap that is already known changes nothing."""
        self._off: set[date] = set()
        self._work: set[date] = set()
        for swap in extra_swaps:
            if self._has(swap):
                continue
            if not self.is_working(swap.off) or self.is_working(swap.work):
                raise Refusal("swap_impossible", off=swap.off, work=swap.work)
            self._off.add(swap.off)
            self._work.discard(swap.off)
            self._work.add(swap.work)
            self._off.discard(swap.work)

    def _has(self, swap: Swap) -> bool:
        if swap in (line.swap for line in default_notices()):
            return True
        known = _year(swap.off), _year(swap.work)
        return (swap.off in known[0].off and swap.work in known[1].work) or (
            swap.off in self._off and swap.work in self._work
        )

    def is_working(self, day: date) -> bool:
        """Whether state offices work on a day.  Refusal "calendar_unknown" beyond the known years."""
        known = _year(day)
        if day in self._off:
            return False
        if day in self._work:
            return True
        return day in known.work or (day.weekday() < _SATURDAY and day not in known.off)

    def next_working(self, day: date) -> date:
        """The first working day after a day."""
        return self.add(day, 1)

    def previous_working(self, day: date) -> date:
        """The last working day before a day."""
        return self.add(day, -1)

    def add(self, day: date, number: int) -> date:
        """The number-th working day after a day (before it, when negative); 0 is the day itself."""
        step = _DAY if number > 0 else -_DAY
        left = abs(number)
        while left:
            try:
                day += step
            except OverflowError:
                raise _unknown(day.year) from None
            left -= self.is_working(day)
        return day

    def count(self, after: date, until: date) -> int:
        """Working days after one day up to and with another; 0 when ``until`` is not later."""
        return sum(self.is_working(day) for day in _days(after, until))

    def expected_years(self, first: date, last: date) -> tuple[int, ...]:
        """The years between two days (both included) whose days off no read notice confirms."""
        return tuple(year for year in range(first.year, last.year + 1) if year not in _announced_years())

    def expected_days(self, first: date, last: date) -> tuple[date, ...]:
        """Single unconfirmed days off between two days (both included), in announced years."""
        return tuple(
            sorted(day for day in _doubtful() if first <= day <= last and day.year in _announced_years())
        )


def _year(day: date) -> _Year:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise _unknown(day.year)
    return _known(day.year)


def _unknown(year: int) -> Refusal:
    return Refusal("calendar_unknown", year=year, first=FIRST_YEAR, last=LAST_YEAR)


def _days(after: date, until: date) -> Iterator[date]:
    day = after
    while day < until:
        day += _DAY
        yield day


def notices() -> tuple[Notice, ...]:
    """The official notices of days off that come with the product."""
    return default_notices()
