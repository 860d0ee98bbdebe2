"""Figures that somebody typed: which of them stand for a period, and whether some together fill it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from nhipcau.engines.counting.closings import Period, ReportCalendar
from nhipcau.engines.counting.definitions import Definitions
from nhipcau.engines.counting.errors import BadFact
from nhipcau.engines.counting.kinds import is_amount
from nhipcau.engines.counting.model import Number, Scope, Typed

_DAY = timedelta(days=1)


class Entry(NamedTuple):
    """What was entered for one period: the newest entry, and those before it, oldest first."""

    period: Period
    newest: Typed
    earlier: tuple[Typed, ...]

    @property
    def all(self) -> tuple[Typed, ...]:
        return (*self.earlier, self.newest)


class Entries:
    """All entries, found by figure and scope.  BadFact for one of no such figure or period, without a source, or no number."""

    def __init__(self, typed: Iterable[Typed], definitions: Definitions, calendar: ReportCalendar) -> None:
        gathered: dict[tuple[str, str, Scope], dict[str, list[tuple[date, int, Typed]]]] = {}
        refs: set[str] = set()
        for order, one in enumerate(typed):
            part = definitions.get(one.indicator).part(one.part)
            if one.ref in refs:
                raise BadFact("twice", ref=one.ref)
            refs.add(one.ref)
            if not is_amount(one.value):
                raise BadFact("number", ref=one.ref, name="value", value=str(one.value)[:40])
            if not one.source.strip():
                raise BadFact("source", ref=one.ref)
            code = calendar.period(one.period).code
            periods = gathered.setdefault((part.code, part.part, Scope.from_key(one.scope)), {})
            periods.setdefault(code, []).append((one.entered or date.min, order, one))
        self._entries: Mapping[tuple[str, str, Scope], dict[str, Entry]] = {
            key: {code: _entry(calendar.period(code), versions) for code, versions in periods.items()}
            for key, periods in gathered.items()
        }

    def of(self, code: str, part: str, scope: Scope, period: Period) -> Entry | None:
        """What was entered for exactly a period."""
        return self._entries.get((code, part, scope), {}).get(period.code)

    def filling(self, code: str, part: str, scope: Scope, first: date, last: date) -> tuple[Entry, ...]:
        """Entries of shorter periods that fill the days between two, each day once; () where none do."""
        by_start: dict[date, list[Entry]] = {}
        for entry in self._entries.get((code, part, scope), {}).values():
            if first <= entry.period.first and entry.period.last <= last:
                by_start.setdefault(entry.period.first, []).append(entry)
        # From each day that can be reached, on to the day after an entry; the longest entry is tried first.
        dead: set[date] = set()
        path: list[Entry] = []
        day = first
        tried: list[list[Entry]] = []
        while day <= last:
            choices = sorted(by_start.get(day, ()), key=lambda entry: entry.period.last)
            tried.append([each for each in choices if each.period.last + _DAY not in dead])
            while tried and not tried[-1]:
                tried.pop()
                dead.add(day)
                if not path:
                    return ()
                day = path.pop().period.first
            path.append(tried[-1].pop())
            day = path[-1].period.last + _DAY
        return tuple(path)


def _entry(period: Period, versions: list[tuple[date, int, Typed]]) -> Entry:
    in_order = [typed for _entered, _order, typed in sorted(versions, key=lambda version: version[:2])]
    return Entry(period, in_order[-1], tuple(in_order[:-1]))


def summed(entries: Iterable[Entry]) -> Number:
    """What entries of one figure for periods that follow each other come to."""
    total: Number = 0
    for entry in entries:
        total += entry.newest.value
    return total
