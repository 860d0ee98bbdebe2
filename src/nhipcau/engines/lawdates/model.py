"""What the engine speaks of: rules, starts, answers, and its refusals.

Everything is frozen.  Moments carry Viet Nam's time, UTC+7 the whole year round.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from enum import StrEnum
from typing import NamedTuple

ICT = timezone(timedelta(hours=7), "ICT")


class Words(NamedTuple):
    """A text of the data files in both languages."""

    vi: str
    en: str

    def in_language(self, language: str) -> str:
        """The text; Vietnamese where the other language has none."""
        return self.en if language == "en" and self.en else self.vi


class Unit(StrEnum):
    """What a rule counts in.  The second group is no time: such a rule never becomes a date."""

    HOURS = "hours"
    WORKING_HOURS = "working_hours"  # office hours alone: noon, night and days off stand still
    DAYS = "days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"
    BEFORE_DATE = "before_date"  # "before 20/12": month-day
    ON_DATE = "on_date"  # "14/6" itself: month-day
    DAY_OF_MONTH = "day_of_month"  # the 14th of each month
    WITHIN_QUARTER = "within_quarter"  # quarter 1 to 4 of the year

    ROUNDS = "rounds"
    NEXT_ISSUE = "next_issue"
    AT_ONCE = "at_once"
    UNREADABLE = "unreadable"
    FREQUENCY = "frequency"
    NOT_STATED = "not_stated"
    AS_ANOTHER = "as_another"  # value: the duties whose times hold here too
    AT_LEAST = "at_least"  # a distance that must be kept, not a last moment

    @property
    def is_time(self) -> bool:
        return self in _TIMES

    @property
    def starts_at_a_moment(self) -> bool:
        """Whether the clock starts at a minute, so that a day alone does not say when it ends."""
        return self in _OF_HOURS

    @property
    def is_of_the_year(self) -> bool:
        """Whether the rule names dates of the calendar instead of a span from a start."""
        return self in _OF_THE_YEAR


_OF_THE_YEAR = frozenset({Unit.BEFORE_DATE, Unit.ON_DATE, Unit.DAY_OF_MONTH, Unit.WITHIN_QUARTER})
_OF_HOURS = frozenset({Unit.HOURS, Unit.WORKING_HOURS})
_TIMES = _OF_THE_YEAR | _OF_HOURS | {Unit.DAYS, Unit.WORKING_DAYS, Unit.MONTHS}


class Side(StrEnum):
    """Whether a span runs after its start, or back from an event that is to come."""

    AFTER = "after"
    BEFORE = "before"


class Checked(StrEnum):
    """How well a row's text is known.  None of it has been compared with the official gazette."""

    SEEN = "seen"
    PARTLY = "partly"
    UNCHECKED = "unchecked"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Rule:
    """One time limit as one text of law sets it, in force from ``begins`` to ``ends`` (both included)."""

    code: str
    duty: str
    who: Words
    what: Words
    value: str
    unit: Unit
    side: Side
    start_day: date | None
    starts: Words
    law: str
    article: str
    begins: date
    ends: date | None
    source: str
    checked: Checked
    note: Words

    def holds_on(self, day: date) -> bool:
        """Whether the rule is in force on a day."""
        return self.begins <= day and (self.ends is None or day <= self.ends)

    @property
    def number(self) -> int:
        """The value of a span, in its unit."""
        return int(self.value)


@dataclass(frozen=True, slots=True)
class CountingRule:
    """One rule of counting, dated like the limits themselves."""

    name: str
    words: Words
    law: str
    article: str
    begins: date
    ends: date | None
    source: str
    checked: Checked
    note: Words


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """When offices are open on working days (giờ làm việc), from ``begins`` to ``ends`` (both included).

    spans: from when to when on a day, in order, none touching the next.
    """

    spans: tuple[tuple[time, time], ...]
    begins: date
    ends: date | None
    source: str
    checked: Checked
    note: Words


@dataclass(frozen=True, slots=True)
class Stretch:
    """One unbroken time that was counted, within one day."""

    begins: datetime
    ends: datetime

    @property
    def length(self) -> timedelta:
        return self.ends - self.begins


@dataclass(frozen=True, slots=True)
class Start:
    """What the clock starts from: exactly one of a moment, a day or a year."""

    moment: datetime | None = None
    day: date | None = None
    year: int | None = None

    @property
    def on(self) -> date | None:
        """The day that the start falls on; None for a year."""
        return self.moment.date() if self.moment else self.day

    def iso(self) -> str:
        if self.moment:
            return self.moment.isoformat()
        return self.day.isoformat() if self.day else f"{self.year:04d}"


@dataclass(frozen=True, slots=True)
class Swap:
    """A working day given off and a day off worked in exchange (hoán đổi ngày làm việc)."""

    off: date
    work: date
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the end: ``moment``, ``day``, ``day_itself``, ``next_working_day``,
    ``previous_working_day``, with its last good moment."""

    code: str
    last: datetime


@dataclass(frozen=True, slots=True)
class Note:
    """Something the reader should know of an answer, as a code with parameters."""

    code: str
    params: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The last good moment of a duty, the rule that set it and how it was counted.

    last: the earliest of the readings; warnings go by it.  law_day: the day whose law was taken.
    counting: every counting rule that was used.  expected_years, expected_days: calendar years without a
    read notice, and single days off not confirmed, that the answer depends on.  stretches: of working hours
    every time that was counted, in order; office_hours: the hours that they were counted by.
    """

    rule: Rule
    asked: Start | None
    started: Start
    law_day: date
    readings: tuple[Reading, ...]
    counting: tuple[CountingRule, ...]
    expected_years: tuple[int, ...] = ()
    expected_days: tuple[date, ...] = ()
    notes: tuple[Note, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    office_hours: tuple[OfficeHours, ...] = ()

    @property
    def last(self) -> datetime:
        return self.readings[0].last

    @property
    def expected(self) -> bool:
        """Whether the answer is only expected (dự kiến), since days off may still be announced otherwise."""
        return bool(self.expected_years or self.expected_days)


class LawdatesError(Exception):
    """A question without an answer.  code: stable word; params: what the reader's sentence names."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        return f"{self.code} {self.params}" if self.params else self.code


class WrongUse(LawdatesError):
    """The question cannot be read: unknown duty, a start of the wrong kind, no such day."""


class NotATime(LawdatesError):
    """The rule is no time and never becomes a date; params: rule, reason (its unit), value, see, right."""


class Refusal(LawdatesError):
    """A question that reads well but has no answer here: beyond the calendar, an impossible swap."""


class NotInForce(Refusal):
    """No rule, or not this one, was in force on the day; params: asked, day, right (codes), known (codes)."""
