"""The last good moment of a duty: which rule, from which start, counted how."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from nhipcau.engines.lawdates.book import Book, default_book
from nhipcau.engines.lawdates.model import (
    ICT,
    Answer,
    NotATime,
    Note,
    NotInForce,
    OfficeHours,
    Reading,
    Refusal,
    Rule,
    Side,
    Start,
    Stretch,
    Swap,
    Unit,
    WrongUse,
)
from nhipcau.engines.lawdates.officehours import OfficeClock
from nhipcau.engines.lawdates.starts import as_start
from nhipcau.engines.lawdates.workdays import WorkCalendar

Given = Start | datetime | date | int | str
_DAY = timedelta(days=1)
_END = time(23, 59, 59, tzinfo=ICT)


def when(
    duty: str,
    start: Given | None = None,
    *,
    law_of: date | None = None,
    extra_swaps: Iterable[Swap] = (),
    own_hours: Iterable[OfficeHours] = (),
    book: Book | None = None,
) -> Answer:
    """The last good moment of a duty by the rule of its day.

    duty: a duty's name, or one rule's own code.  start: the moment, day or year that the clock starts from,
    or the event that a "before" rule counts back from; needless where the law sets it.
    law_of: the day whose law the case keeps, where that is not the start's.  extra_swaps: swapped working
    days that the office knows of.  own_hours: the office's own hours, for limits in working hours.  Raises WrongUse, NotInForce, NotATime or Refusal, each with a code.
    """
    book = book or default_book()
    own, successive = book.named(duty)
    asked = as_start(start) if start is not None else None
    never = own or _only_shape(successive)
    if never and not never.unit.is_time:
        raise _not_a_time(never, successive)
    try:
        rule, started, law_day = _rule_of_the_day(duty, own, successive, asked, law_of)
        if not rule.unit.is_time:
            raise _not_a_time(rule, successive)
        days = WorkCalendar(extra_swaps)
        return _Reckoning(book, rule, started, law_day, days, OfficeClock(days, own_hours)).answer(
            asked, successive, kept=law_of is not None
        )
    except OverflowError:
        raise Refusal("out_of_range", start=asked.iso() if asked else "") from None


def _only_shape(successive: tuple[Rule, ...]) -> Rule | None:
    """The newest rule of a duty none of whose rules is a time."""
    return None if any(rule.unit.is_time for rule in successive) else successive[-1]


def _not_a_time(rule: Rule, successive: tuple[Rule, ...]) -> NotATime:
    see = tuple(rule.value.split()) if rule.unit == Unit.AS_ANOTHER else ()
    return NotATime(
        "not_a_time",
        rule=rule,
        reason=rule.unit.value,
        value="" if see else rule.value,
        see=see,
        others=tuple(other.code for other in successive if other is not rule),
    )


def _rule_of_the_day(
    name: str, own: Rule | None, successive: tuple[Rule, ...], asked: Start | None, law_of: date | None
) -> tuple[Rule, Start, date]:
    """The rule that holds, the start it counts from, and the day whose law was taken.

    The rule is chosen by its days first; only then is the start looked at, since successive rules of one
    duty may ask for different kinds of start.
    """
    candidates = (own,) if own else successive
    for rule in candidates:
        day = law_of or _law_day(rule, asked)
        if day and rule.holds_on(day):
            return rule, _started(rule, asked), day
    newest = candidates[-1]
    tried = law_of or _law_day(newest, asked)
    if tried is None:
        _started(newest, asked)  # says which kind of start is asked for
        raise WrongUse("needs_start", rule=newest, kind=_kind(newest))
    right = tuple(
        rule.code
        for rule in successive
        if rule is not own and (day := law_of or _law_day(rule, asked)) and rule.holds_on(day)
    )
    raise NotInForce(
        "not_in_force" if own else "no_rule_then",
        asked=name.strip(),
        day=tried,
        right=right,
        known=successive,
    )


def _law_day(rule: Rule, asked: Start | None) -> date | None:
    """The day whose law holds: the start's, or for dates of the year the date itself; None when a start
    does not say."""
    if rule.start_day:
        return rule.start_day
    if not rule.unit.is_time and asked is None:
        return rule.begins
    if asked is None:
        return None
    if rule.unit.is_of_the_year and not (rule.unit == Unit.DAY_OF_MONTH and asked.on is None):
        return _date_of_the_year(rule, asked)
    return asked.on


def _started(rule: Rule, asked: Start | None) -> Start:
    """The start that a rule counts from; WrongUse where it asks for another kind than was given."""
    if rule.start_day:
        return Start(day=rule.start_day)
    if not rule.unit.is_time:
        return asked or Start(day=rule.begins)
    kind = _kind(rule)
    if asked is None:
        raise WrongUse("needs_start", rule=rule, kind=kind)
    if (kind == "moment" and asked.moment is None) or (kind == "day" and asked.on is None):
        raise WrongUse(f"needs_{kind}", rule=rule, start=asked.iso())
    return asked


def _kind(rule: Rule) -> str:
    if rule.unit.starts_at_a_moment:
        return "moment"
    return "year" if rule.unit.is_of_the_year and rule.unit != Unit.DAY_OF_MONTH else "day"


def _date_of_the_year(rule: Rule, started: Start) -> date:
    """The last day that a rule names in the start's year; given a day, the first one from that day on."""
    if started.year is not None:
        return _named(rule, started.year, 1)
    day = started.on
    assert day is not None
    if rule.unit == Unit.DAY_OF_MONTH:
        this = day.replace(day=rule.number)
        if this >= day:
            return this
        if (this.year, this.month) == (date.max.year, 12):
            raise OverflowError
        return (
            this.replace(month=this.month + 1)
            if this.month < 12
            else this.replace(year=this.year + 1, month=1)
        )
    found = _named(rule, day.year, day.month)
    if found >= day:
        return found
    if day.year == date.max.year:
        raise OverflowError
    return _named(rule, day.year + 1, 1)


def _named(rule: Rule, year: int, month: int) -> date:
    if rule.unit == Unit.DAY_OF_MONTH:
        return date(year, month, rule.number)
    if rule.unit == Unit.WITHIN_QUARTER:
        last = rule.number * 3
        return date(year, last, calendar.monthrange(year, last)[1])
    named_month, named_day = (int(part) for part in rule.value.split("-"))
    named = date(year, named_month, named_day)
    return named - _DAY if rule.unit == Unit.BEFORE_DATE else named


class _Reckoning:
    """One question being answered: collects the counting rules, notes and doubtful days on its way."""

    def __init__(
        self,
        book: Book,
        rule: Rule,
        started: Start,
        law_day: date,
        days: WorkCalendar,
        office: OfficeClock,
    ) -> None:
        self.book, self.rule, self.started, self.law_day = book, rule, started, law_day
        self.days, self.office = days, office
        self.stretches: tuple[Stretch, ...] = ()
        self.used: list[str] = []
        self.years: tuple[int, ...] = ()
        self.doubtful: tuple[date, ...] = ()

    def answer(self, asked: Start | None, successive: tuple[Rule, ...], *, kept: bool) -> Answer:
        if self.rule.start_day:
            self.used.append("start_by_law")
        readings = self._readings()
        self.used.append("law_of_that_day")
        return Answer(
            rule=self.rule,
            asked=asked,
            started=self.started,
            law_day=self.law_day,
            readings=tuple(sorted(readings, key=lambda reading: reading.last)),
            counting=tuple(self.book.counting_rule(name, self.law_day) for name in dict.fromkeys(self.used)),
            expected_years=self.years,
            expected_days=self.doubtful,
            notes=tuple(self._notes(readings, successive, kept)),
            stretches=self.stretches,
            office_hours=tuple(
                dict.fromkeys(self.office.hours_on(stretch.begins.date()) for stretch in self.stretches)
            ),
        )

    def _readings(self) -> list[Reading]:
        rule = self.rule
        if rule.unit == Unit.HOURS:
            return self._hours()
        if rule.unit == Unit.WORKING_HOURS:
            return self._working_hours()
        if rule.unit == Unit.WORKING_DAYS:
            return self._working_days()
        if rule.unit.is_of_the_year:
            return self._of_the_year()
        return self._calendar_span()

    def _hours(self) -> list[Reading]:
        assert self.started.moment is not None
        span = timedelta(hours=self.rule.number)
        if self.rule.side == Side.BEFORE:
            self.used.append("hours_backwards")
            return [Reading("moment", self.started.moment - span)]
        self.used.append("hours_run_through")
        return [Reading("moment", self.started.moment + span)]

    def _working_hours(self) -> list[Reading]:
        moment, span = self.started.moment, timedelta(hours=self.rule.number)
        assert moment is not None
        back = self.rule.side == Side.BEFORE
        self.stretches = self.office.back(moment, span) if back else self.office.forth(moment, span)
        last = self.stretches[0].begins if back else self.stretches[-1].ends
        self.used += [
            "working_hours_backwards" if back else "working_hours_only",
            "office_hours",
            "working_days_only",
            "five_day_week",
        ]
        self._doubt(*sorted((moment.date(), last.date())))
        return [Reading("moment", last)]

    def _working_days(self) -> list[Reading]:
        first = self._first()
        back = self.rule.side == Side.BEFORE
        last = self.days.add(first, -self.rule.number if back else self.rule.number)
        self.used += [
            "counted_backwards" if back else "first_day_not_counted",
            "working_days_only",
            "five_day_week",
        ]
        self.used.append("day_ends_at_24")
        # The start itself is not counted, so it cannot make the answer doubtful.
        self._doubt(*((last, first - _DAY) if back else (first + _DAY, last)))
        return [Reading("day", _end(last))]

    def _calendar_span(self) -> list[Reading]:
        first = self._first()
        sign = -1 if self.rule.side == Side.BEFORE else 1
        if self.rule.unit == Unit.MONTHS:
            last = add_months(first, sign * self.rule.number)
        else:
            last = first + timedelta(days=sign * self.rule.number)
        self.used.append("counted_backwards" if sign < 0 else "first_day_not_counted")
        if self.rule.unit == Unit.MONTHS:
            self.used.append("months_same_day")
        self.used.append("day_ends_at_24")
        return self._with_day_off(last)

    def _of_the_year(self) -> list[Reading]:
        last = _date_of_the_year(self.rule, self.started)
        if self.started.year is None:
            self.used.append("next_date_of_the_year")
        self.used.append(
            {
                Unit.BEFORE_DATE: "before_ends_day_before",
                Unit.WITHIN_QUARTER: "quarter_ends",
            }.get(self.rule.unit, "on_date_is_last")
        )
        self.used.append("day_ends_at_24")
        return self._with_day_off(last)

    def _with_day_off(self, last: date) -> list[Reading]:
        """The last calendar day; both readings where it is a day off."""
        if self.days.is_working(last):
            self._doubt(last, last)
            return [Reading("day", _end(last))]
        self.used.append("five_day_week")
        if self.rule.side == Side.BEFORE:
            self.used.append("last_day_off_backwards")
            other = self.days.previous_working(last)
            self._doubt(other, last)
            return [Reading("previous_working_day", _end(other)), Reading("day_itself", _end(last))]
        self.used.append("last_day_off_both")
        other = self.days.next_working(last)
        self._doubt(last, other)
        return [Reading("day_itself", _end(last)), Reading("next_working_day", _end(other))]

    def _doubt(self, first: date, last: date) -> None:
        self.years = self.days.expected_years(first, last)
        self.doubtful = self.days.expected_days(first, last)

    def _first(self) -> date:
        day = self.started.on
        assert day is not None
        return day

    def _notes(self, readings: list[Reading], successive: tuple[Rule, ...], kept: bool) -> list[Note]:
        rule, found = self.rule, []
        last = min(reading.last for reading in readings).date()
        if kept:
            found.append(Note("keeps_law", (("day", self.law_day),)))
        if rule.side == Side.BEFORE and not rule.holds_on(last):
            then = next((other.code for other in successive if other.holds_on(last)), "")
            found.append(Note("before_rule_began", (("day", last), ("begins", rule.begins), ("then", then))))
        if rule.side == Side.AFTER and rule.ends and last > rule.ends:
            found.append(Note("rule_ended_since", (("ends", rule.ends),)))
        if rule.note.vi:
            found.append(Note("rule_note"))
        found.append(Note("compare_with_gazette"))
        return found


def _end(day: date) -> datetime:
    """The last second of a day: a term of days ends at 24:00 (Civil Code 2015, art. 148(6))."""
    return datetime.combine(day, _END)


def add_months(day: date, number: int) -> date:
    """The same day some months later (earlier, when negative), or that month's last day."""
    place = day.year * 12 + day.month - 1 + number
    year, month = divmod(place, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
