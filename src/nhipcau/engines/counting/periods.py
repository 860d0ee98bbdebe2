"""Periods by name: which month, quarter or half of which year, without the days that they comprise.

What days a period has is a matter of the law and of the plan (``closings``); what comes before it, and what it is called, is not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from nhipcau.engines.counting.errors import BadPeriod
from nhipcau.engines.vntext import fold, read_day
from nhipcau.engines.vntext.regexes import regex

# Working days are known for these years (lawdates), less one on each side for the period before and the day due.
FIRST_YEAR, LAST_YEAR = 2001, 2098
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_LONGEST = 80


class PeriodKind(StrEnum):
    """The kinds of periods; the value stands in messages and in JSON."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    NINE_MONTHS = "nine_months"
    YEAR = "year"
    SPOKESPERSON_YEAR = "spokesperson_year"  # 15 December to 14 December, Decree 244/2026
    YEARS = "years"  # several years that are reviewed together (sơ kết 5 năm)
    DAYS = "days"  # from one day to another (đột xuất, chuyên đề)


_MOST = {PeriodKind.MONTH: 12, PeriodKind.QUARTER: 4, PeriodKind.HALF: 2}


@dataclass(frozen=True, slots=True)
class PeriodName:
    """Which period is meant.  number: of a month, quarter or half within ``year``.  until: the last of several years.
    first, last: of a period from day to day, both included; its year is that of the last day.

    Raises BadPeriod for one that cannot be.
    """

    kind: PeriodKind
    year: int
    number: int = 0
    until: int = 0
    first: date | None = None
    last: date | None = None

    def __post_init__(self) -> None:
        for year in (self.year, self.until or self.year, self.first.year if self.first else self.year):
            if not FIRST_YEAR <= year <= LAST_YEAR:
                raise BadPeriod("year", year=year, first=FIRST_YEAR, last=LAST_YEAR)
        most = _MOST.get(self.kind, 0)
        if not (1 <= self.number <= most if most else self.number == 0):
            raise BadPeriod("unreadable", text=f"{self.kind} {self.number}")
        if (self.kind == PeriodKind.YEARS) != bool(self.until) or (self.until and self.until <= self.year):
            raise BadPeriod("order", first=self.year, last=self.until)
        if (self.kind == PeriodKind.DAYS) != (self.first is not None and self.last is not None):
            raise BadPeriod("unreadable", text=self.kind.value)
        if self.first is not None and self.last is not None:
            if self.last < self.first:
                raise BadPeriod("order", first=self.first.isoformat(), last=self.last.isoformat())
            if self.year != self.last.year:
                raise BadPeriod("unreadable", text=f"{self.year}: {self.last}")

    @property
    def code(self) -> str:
        """Its one writing, which ``parse_period`` reads: 2026-M05, 2026-Q1, 2026-H1, 2026-9M, 2026, 2026-SPK, 2021..2025,
        2026-01-01..2026-02-15."""
        return _CODES[self.kind].format(
            year=self.year, number=self.number, until=self.until, first=self.first, last=self.last
        )

    def preceding(self) -> PeriodName:
        """The period before it of the same kind: of the first half the second half of the year before, of nine months those
        of the year before, of some days as many days just before."""
        if self.first is not None and self.last is not None:
            last = self.first - timedelta(days=1)
            return days(last - (self.last - self.first), last)
        if self.until:
            length = self.until - self.year + 1
            return PeriodName(self.kind, self.year - length, until=self.year - 1)
        if self.number > 1:
            return PeriodName(self.kind, self.year, self.number - 1)
        return PeriodName(self.kind, self.year - 1, _MOST.get(self.kind, 0))

    def year_before(self) -> PeriodName:
        """The same period of the year before (cùng kỳ năm trước); of several years the years just before them, since those of
        one year earlier would be mostly the same."""
        if self.first is not None and self.last is not None:
            return days(_year_earlier(self.first), _year_earlier(self.last))
        if self.until:
            return self.preceding()
        return PeriodName(self.kind, self.year - 1, self.number)


_CODES = {
    PeriodKind.MONTH: "{year:04d}-M{number:02d}",
    PeriodKind.QUARTER: "{year:04d}-Q{number}",
    PeriodKind.HALF: "{year:04d}-H{number}",
    PeriodKind.NINE_MONTHS: "{year:04d}-9M",
    PeriodKind.YEAR: "{year:04d}",
    PeriodKind.SPOKESPERSON_YEAR: "{year:04d}-SPK",
    PeriodKind.YEARS: "{year:04d}..{until:04d}",
    PeriodKind.DAYS: "{first}..{last}",
}


def month(year: int, number: int) -> PeriodName:
    """A month of the report year."""
    return PeriodName(PeriodKind.MONTH, year, number)


def quarter(year: int, number: int) -> PeriodName:
    """A quarter, 1 to 4."""
    return PeriodName(PeriodKind.QUARTER, year, number)


def half(year: int, number: int) -> PeriodName:
    """The first or the second six months."""
    return PeriodName(PeriodKind.HALF, year, number)


def nine_months(year: int) -> PeriodName:
    """The first nine months."""
    return PeriodName(PeriodKind.NINE_MONTHS, year)


def whole_year(year: int) -> PeriodName:
    """The report year."""
    return PeriodName(PeriodKind.YEAR, year)


def spokesperson_year(year: int) -> PeriodName:
    """15 December of the year before to 14 December (Decree 244/2026, annex)."""
    return PeriodName(PeriodKind.SPOKESPERSON_YEAR, year)


def years(first: int, last: int) -> PeriodName:
    """Several report years, both included."""
    return PeriodName(PeriodKind.YEARS, first, until=last)


def days(first: date, last: date) -> PeriodName:
    """From one day to another, both included."""
    return PeriodName(PeriodKind.DAYS, last.year, first=first, last=last)


def of_year(year: int) -> tuple[PeriodName, ...]:
    """Every period of a year, in the order in which they close."""
    named = [*(month(year, n) for n in range(1, 13)), *(quarter(year, n) for n in range(1, 5))]
    named += [half(year, 1), nine_months(year), half(year, 2), whole_year(year)]
    size = {PeriodKind.MONTH: 0, PeriodKind.QUARTER: 1, PeriodKind.HALF: 2, PeriodKind.NINE_MONTHS: 3}
    in_order = sorted(named, key=lambda name: (last_month(name), size.get(name.kind, 4)))
    return (*in_order, spokesperson_year(year))


def last_month(name: PeriodName) -> int:
    """The month of its year in which a named period ends, 1 to 12."""
    if name.kind == PeriodKind.NINE_MONTHS:
        return 9
    return {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF: 6}.get(
        name.kind, 0
    ) * name.number or 12


_YEAR = r"([0-9]{4})"
_NUMBER = r"(i{1,3}|iv|0?[1-9]|1[0-2])"
_OF = r"(?:\s*[/-]\s*|\s+(?:nam\s+)?)"


def _number(text: str) -> int:
    return _ROMAN.get(text) or int(text)


# What a person may write, folded (no marks, small letters), tried in order; the codes first.
_WRITINGS = tuple(
    (regex(pattern), make)
    for pattern, make in (
        (rf"{_YEAR}-m?(0[1-9]|1[0-2])", lambda m: month(int(m[1]), int(m[2]))),
        (rf"{_YEAR}-q([1-4])", lambda m: quarter(int(m[1]), int(m[2]))),
        (rf"{_YEAR}-h([12])", lambda m: half(int(m[1]), int(m[2]))),
        (rf"{_YEAR}-9m", lambda m: nine_months(int(m[1]))),
        (rf"{_YEAR}-spk", lambda m: spokesperson_year(int(m[1]))),
        (rf"(?:nam\s+)?{_YEAR}", lambda m: whole_year(int(m[1]))),
        (rf"(?:giai doan\s+)?{_YEAR}\s*(?:\.\.|-|–)\s*{_YEAR}", lambda m: years(int(m[1]), int(m[2]))),
        (rf"thang\s+{_NUMBER}{_OF}{_YEAR}", lambda m: month(int(m[2]), _number(m[1]))),
        (rf"quy\s+{_NUMBER}{_OF}{_YEAR}", lambda m: quarter(int(m[2]), _number(m[1]))),
        (rf"(?:6|sau) thang(?: dau)?{_OF}{_YEAR}", lambda m: half(int(m[1]), 1)),
        (rf"(?:6|sau) thang cuoi{_OF}{_YEAR}", lambda m: half(int(m[1]), 2)),
        (rf"(?:9|chin) thang(?: dau)?{_OF}{_YEAR}", lambda m: nine_months(int(m[1]))),
        (rf"nam phat ngon\s+{_YEAR}", lambda m: spokesperson_year(int(m[1]))),
    )
)
_DAYS = regex(r"(?:từ )?(?:ngày )?(.{8,30}?)(?:\.\.| - | – | đến )(?:ngày )?(.{8,30})", re.IGNORECASE)


def parse_period(text: str) -> PeriodName:
    """A period from its code or its name: "2026-H1", "6 tháng đầu năm 2026", "Quý I/2026", "tháng 5 năm 2026", "9 tháng 2026",
    "2026", "2021..2025", "2026-01-01..2026-02-15", "từ ngày 01/01/2026 đến ngày 15/02/2026".

    Raises BadPeriod for anything else, days that do not exist included.
    """
    asked = " ".join(text.split())
    if len(asked) <= _LONGEST:
        folded = fold(asked)
        for pattern, make in _WRITINGS:
            if found := pattern.fullmatch(folded):
                return make(found)
        if (spans := _DAYS.fullmatch(asked)) and (name := _from_days(spans)):
            return name
    raise BadPeriod("unreadable", text=asked[:_LONGEST])


def _from_days(found: re.Match[str]) -> PeriodName | None:
    first, last = read_day(found[1]), read_day(found[2])
    return days(first, last) if first and last else None


def _year_earlier(day: date) -> date:
    """The same day of the year before; of 29 February the 28th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
