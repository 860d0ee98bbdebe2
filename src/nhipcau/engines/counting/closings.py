"""The days of a period: when its data close, from which day they run, when its report is due.

By the law of the closing day (Decree 09/2019, art. 8 and 12; Decree 244/2026), or by the plan's own dates, which win with a
warning where the law would not have them.  Each period begins the day after the one before it of its kind closed, so that no day
is left out and none counted twice, whichever rule closed either of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from nhipcau.engines.counting.errors import BadPeriod
from nhipcau.engines.counting.periods import (
    PeriodKind,
    PeriodName,
    days,
    parse_period,
    whole_year,
)
from nhipcau.engines.lawdates import Answer, LawdatesError, Rule, Swap, WorkCalendar, rules, when
from nhipcau.engines.vntext.dates import last_day

_DAY = timedelta(days=1)
_GAP = "report_after_closing"
_DUE_OF_SPOKESPERSON = "spokesperson_year_report"
# The duty of lawdates that closes the data of each kind; nine months close as their third quarter does, which no text names.
_DUTIES = {
    PeriodKind.MONTH: "report_closing_month",
    PeriodKind.QUARTER: "report_closing_quarter",
    PeriodKind.NINE_MONTHS: "report_closing_quarter",
    PeriodKind.YEAR: "report_closing_year",
    PeriodKind.SPOKESPERSON_YEAR: "spokesperson_closing",
}
_FIRST_HALF = "report_closing_half_year"


@dataclass(frozen=True, slots=True)
class PlanDates:
    """What the plan itself sets for one period: the last good day of its report, when its data close, or both."""

    due: date | None = None
    closing: date | None = None


@dataclass(frozen=True, slots=True)
class Warned:
    """Where the plan's dates are not the law's.  The plan is followed.

    "before_closing": its report is due on or before the law's closing; "closing_early": it closes its data before the law does;
    "no_working_day": too few working days between closing and report; "closing_after_due": it closes after its own due day.
    planned: the plan's date; day: the law's closing, the earliest good day, or the plan's closing; data_to: when the data close now.
    """

    code: str
    planned: date
    day: date
    data_to: date


@dataclass(frozen=True, slots=True)
class Period:
    """A period with its days, both included; ``last`` is the day on which its data close (ngày chốt số liệu).

    basis: "law", "plan", "calendar" (no rule of that day), "before_law" (the days that
    a later law names) or "days" (as asked).
    rule: of the law.  due: the last good day of its report, by the plan or the law, None where neither names one; earliest: the
    first day on which the law lets a report be due.  expected: whether ``earliest`` depends on days off not announced yet.
    """

    name: PeriodName
    first: date
    last: date
    basis: str
    rule: Rule | None = field(default=None, repr=False)
    due: date | None = None
    due_by: str = ""
    due_rule: Rule | None = field(default=None, repr=False)
    earliest: date | None = None
    expected: bool = False
    warnings: tuple[Warned, ...] = ()

    @property
    def code(self) -> str:
        return self.name.code

    @property
    def length(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    @property
    def deadline(self) -> date | None:
        """The last good day of its report; where nobody set one, the first that the law allows."""
        return self.due or self.earliest

    def holds(self, day: date) -> bool:
        """Whether a day is one of its own."""
        return self.first <= day <= self.last


class ReportCalendar:
    """The periods of an office: by law, by its plan, or by the calendar alone.

    plan: its own dates by the code of the period ("2026-H1"), of several years' plans together.  swaps: working days that the
    office knows to be swapped.  by_calendar: months, quarters and years as the calendar has them, for figures of others that are
    published so; the plan's dates still win.  Raises BadPeriod for a plan's dates that cannot be.
    """

    def __init__(
        self,
        plan: Mapping[str, PlanDates] | None = None,
        *,
        swaps: Iterable[Swap] = (),
        by_calendar: bool = False,
    ) -> None:
        self._plan: dict[tuple[PeriodKind, int, int], PlanDates] = {}
        planned: list[PeriodName] = []
        for code, dates in (plan or {}).items():
            name = parse_period(code)
            if name.kind == PeriodKind.HALF and name.number == 2:
                raise BadPeriod("plan-half", text=code)
            if name.kind in {PeriodKind.DAYS, PeriodKind.YEARS, PeriodKind.SPOKESPERSON_YEAR}:
                raise BadPeriod("plan-kind", text=code)
            self._plan[_key(name)] = dates
            planned.append(name)
        self.swaps = tuple(swaps)
        self.by_calendar = by_calendar
        self._known: dict[PeriodName, Period] = {}
        for name in planned:
            self.period(name)

    def period(self, asked: PeriodName | str) -> Period:
        """A period with its days; a text is read by ``parse_period``."""
        name = parse_period(asked) if isinstance(asked, str) else asked
        if name not in self._known:
            self._known[name] = self._made(name)
        return self._known[name]

    def preceding(self, period: Period) -> Period:
        """The period before it of its kind."""
        return self.period(period.name.preceding())

    def year_before(self, period: Period) -> Period:
        """The same period of the year before, with the days that it had."""
        return self.period(period.name.year_before())

    def year_of(self, day: date) -> Period:
        """The report year that a day belongs to."""
        for year in (day.year - 1, day.year, day.year + 1):
            if self._closes(PeriodKind.YEAR, year - 1, 0) < day <= self._closes(PeriodKind.YEAR, year, 0):
                return self.period(whole_year(year))
        raise BadPeriod("plan", text=day.isoformat(), first="", last="")

    def to_date(self, period: Period) -> Period:
        """From the first day of its year to its last (lũy kế): itself where it begins with the year."""
        kind = period.name.kind
        if kind in {PeriodKind.SPOKESPERSON_YEAR, PeriodKind.YEARS}:
            return period
        year = (
            self.year_of(period.last)
            if kind == PeriodKind.DAYS
            else self.period(whole_year(period.name.year))
        )
        if period.first <= year.first:
            return period
        return self.period(days(year.first, period.last))

    def _made(self, name: PeriodName) -> Period:
        first, last = self._begins(name), self._ends(name)
        if last < first:
            raise BadPeriod("plan", text=name.code, first=first.isoformat(), last=last.isoformat())
        lawful, basis, rule = self._lawful(*_key(name)) if name.last is None else (last, "days", None)
        dates = self._plan.get(_closed_with(*_key(name)))
        warnings = self._warnings(dates, lawful if rule else None, last) if dates else ()
        if last != lawful:
            basis, rule = "plan", None
        due, due_by = (dates.due, "plan") if dates and dates.due else (None, "")
        due_rule: Rule | None = None
        if name.kind == PeriodKind.SPOKESPERSON_YEAR and (found := _spokesperson_due(name.year)):
            (due, due_rule), due_by = found, "law"
        earliest, expected = self._earliest(last)
        return Period(name, first, last, basis, rule, due, due_by, due_rule, earliest, expected, warnings)

    def _begins(self, name: PeriodName) -> date:
        """The day after the period before it closed; what runs from the start of a year begins where the year before closed."""
        if name.first is not None:
            return name.first
        kind, year, number = _key(name)
        if number > 1:
            return self._closes(kind, year, number - 1) + _DAY
        if kind in _A_YEAR:
            return self._closes(kind, year - 1, _A_YEAR[kind]) + _DAY
        return self._closes(PeriodKind.YEAR, (name.year if name.until else year) - 1, 0) + _DAY

    def _ends(self, name: PeriodName) -> date:
        return name.last if name.last is not None else self._closes(*_key(name))

    def _closes(self, kind: PeriodKind, year: int, number: int) -> date:
        """The last day of a period's data: the plan's, or the law's of that day."""
        kind, year, number = _closed_with(kind, year, number)
        lawful = self._lawful(kind, year, number)[0]
        dates = self._plan.get((kind, year, number))
        if dates is None:
            return lawful
        closing = dates.closing or lawful
        return min(closing, dates.due) if dates.due else closing

    def _lawful(self, kind: PeriodKind, year: int, number: int) -> tuple[date, str, Rule | None]:
        """When the data close without a plan, on what basis, by which rule."""
        if kind == PeriodKind.SPOKESPERSON_YEAR or not self.by_calendar:
            return _by_law(kind, year, number)
        return _calendar_end(kind, year, number), "calendar", None

    def _earliest(self, closing: date) -> tuple[date | None, bool]:
        """The first day on which a report may be due by the law of its closing (art. 8(5)b), and whether days off that are not
        announced yet may move it."""
        gap = next((rule for rule in rules(_GAP) if rule.holds_on(closing)), None)
        if gap is None:
            return None, False
        calendar = WorkCalendar(self.swaps)
        day = calendar.add(closing, gap.number)
        unsure = calendar.expected_years(closing + _DAY, day) or calendar.expected_days(closing + _DAY, day)
        return day, bool(unsure)

    def _warnings(self, dates: PlanDates, lawful: date | None, last: date) -> tuple[Warned, ...]:
        """lawful: when the data close by law; None where none says.  last: when they close by the plan."""
        due, closing = dates.due, dates.closing
        found = []
        if due is not None and closing is not None and closing > due:
            found.append(Warned("closing_after_due", due, closing, last))
        if lawful is None:
            return tuple(found)
        if due is not None and due <= lawful:
            found.append(Warned("before_closing", due, lawful, last))
        elif closing is not None and closing < lawful:
            found.append(Warned("closing_early", closing, lawful, last))
        earliest = self._earliest(last)[0]
        if due is not None and due > last and earliest is not None and due < earliest:
            found.append(Warned("no_working_day", due, earliest, last))
        return tuple(found)


# How many periods of a kind a year has, for those that follow each other through the years; 0 for a year itself.
_A_YEAR = {PeriodKind.MONTH: 12, PeriodKind.QUARTER: 4, PeriodKind.SPOKESPERSON_YEAR: 0}


def _key(name: PeriodName) -> tuple[PeriodKind, int, int]:
    """By what a period's closing is looked for: several years close with their last."""
    if name.until:
        return PeriodKind.YEAR, name.until, 0
    return name.kind, name.year, name.number


def _closed_with(kind: PeriodKind, year: int, number: int) -> tuple[PeriodKind, int, int]:
    """The second half closes with its year, and is reported with it."""
    return (PeriodKind.YEAR, year, 0) if (kind, number) == (PeriodKind.HALF, 2) else (kind, year, number)


@cache
def _by_law(kind: PeriodKind, year: int, number: int) -> tuple[date, str, Rule | None]:
    """The closing by the rule in force on that day; by the calendar where none was."""
    duty = _FIRST_HALF if (kind, number) == (PeriodKind.HALF, 1) else _DUTIES[_year_kind(kind)]
    last = _calendar_end(kind, year, number)
    # A day of the month is asked for from the first of its month; the law of that month's end holds.
    of_month = kind in {PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.NINE_MONTHS}
    start: date | int = last.replace(day=1) if of_month else year
    try:
        answer = when(duty, start, law_of=last)
    except LawdatesError:
        if kind != PeriodKind.SPOKESPERSON_YEAR:
            return last, "calendar", None
        # Before the decree nobody reported on that year; compared with, it is taken with the same days.
        answer = when(duty, start, law_of=rules(duty)[0].begins)
        return _the_day_itself(answer), "before_law", None
    return _the_day_itself(answer), "law", answer.rule


def _year_kind(kind: PeriodKind) -> PeriodKind:
    return PeriodKind.YEAR if kind == PeriodKind.HALF else kind


def _the_day_itself(answer: Answer) -> date:
    """Data close on the day itself, a day off or not: nobody is asked to work on it."""
    return next(reading.last.date() for reading in answer.readings if reading.code != "next_working_day")


@cache
def _spokesperson_due(year: int) -> tuple[date, Rule] | None:
    """ "Before 20 December": the last good day, and the rule; None before the decree."""
    try:
        answer = when(_DUE_OF_SPOKESPERSON, year)
    except LawdatesError:
        return None
    return answer.last.date(), answer.rule


def _calendar_end(kind: PeriodKind, year: int, number: int) -> date:
    """The last calendar day of a month, quarter, half, nine months or year."""
    month = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF: 6}.get(kind, 0) * number
    return last_day(year, month or (9 if kind == PeriodKind.NINE_MONTHS else 12))
