"""Dated rules of law: the last good moment of a duty by the rule of that day, and how it was counted.

``when`` answers, ``rules`` lists, ``WorkCalendar`` knows working days, ``OfficeClock`` office hours.  Rules, counting rules and official
notices of days off are data files with their sources.  Errors are codes with parameters; the words of the
data files are in Vietnamese and English.
"""

from nhipcau.engines.lawdates.book import Book, default_book
from nhipcau.engines.lawdates.model import (
    ICT,
    Answer,
    Checked,
    CountingRule,
    LawdatesError,
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
    Words,
    WrongUse,
)
from nhipcau.engines.lawdates.officehours import OfficeClock
from nhipcau.engines.lawdates.reckon import when
from nhipcau.engines.lawdates.starts import as_start, parse_start
from nhipcau.engines.lawdates.workdays import WorkCalendar


def rules(duty: str | None = None) -> tuple[Rule, ...]:
    """Every rule of the data file, or the successive rules of one duty, oldest first."""
    book = default_book()
    return book.rules if duty is None else book.of_duty(duty)


__all__ = [
    "ICT",
    "Answer",
    "Book",
    "Checked",
    "CountingRule",
    "LawdatesError",
    "NotATime",
    "NotInForce",
    "Note",
    "OfficeClock",
    "OfficeHours",
    "Reading",
    "Refusal",
    "Rule",
    "Side",
    "Start",
    "Stretch",
    "Swap",
    "Unit",
    "Words",
    "WorkCalendar",
    "WrongUse",
    "as_start",
    "default_book",
    "parse_start",
    "rules",
    "when",
]
