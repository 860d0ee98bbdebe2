"""Dates as official texts write them, in every form, with where they stood.

A day without its year ("ngày 15/5") becomes a date only with a year from elsewhere (the plan's), never by
a guess.  An impossible day (31/2) is none.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from nhipcau.engines.vntext.letters import fold_in_place
from nhipcau.engines.vntext.records import record
from nhipcau.engines.vntext.regexes import regex

_YEAR = r"(?:19|20)[0-9]{2}"
_SEP = r"\s?[/.\-–]\s?"
# On folded text.  "ngày 23 tháng 10 năm 2024"; "23/10/2024"; "ngày 15/5"; OCR may lose spaces.
_IN_WORDS = rf"(?:ngay\s*)?(?P<wd>[0-9]{{1,2}})\s*thang\s*(?P<wm>[0-9]{{1,2}})(?:(?:\s*+,)?\s*+nam\s*+(?P<wy>{_YEAR}))?"
_IN_DIGITS = rf"(?P<dd>[0-9]{{1,2}}){_SEP}(?P<dm>[0-9]{{1,2}}){_SEP}(?P<dy>{_YEAR})"
_ISO = rf"(?P<iy>{_YEAR})-(?P<im>[0-9]{{2}})-(?P<id>[0-9]{{2}})"
_DAY_MONTH = r"(?P<sd>[0-9]{1,2})\s?/\s?(?P<sm>[0-9]{1,2})"
_DATE = regex(
    rf"(?<![\w/.,])(?:{_ISO}|{_IN_WORDS}|{_IN_DIGITS}|(?:(?P<named>ngay)\s*)?{_DAY_MONTH})(?![0-9/]|[.,][0-9])(?!\s?-\s?[a-z]{{2}})"
)
_QUICK = regex(r"[0-9]")


@record(frozen=True, slots=True)
class FoundDate:
    """A day in a text.  year is None where the text gives none; start and end are its place in the text."""

    day: int
    month: int
    year: int | None
    start: int
    end: int

    def on(self, year: int | None = None) -> date | None:
        """The date, with ``year`` where the text gives none; None when there is no year or no such day."""
        return day_of(self.year or year, self.month, self.day)


def day_of(year: int | None, month: int, day: int) -> date | None:
    """A date, or None when a part is missing or there is no such day."""
    try:
        return date(year, month, day) if year else None
    except ValueError:
        return None


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    last = date(year, month, 28)
    return next((found for day in (31, 30, 29) if (found := day_of(year, month, day))), last)


def quarter_days(year: int, quarter: int) -> tuple[date, date]:
    """First and last day of a quarter, 1 to 4."""
    return date(year, quarter * 3 - 2, 1), last_day(year, quarter * 3)


def day_before(day: date) -> date:
    """The day before: "trước ngày 15/5" is due on the 14th."""
    return day - timedelta(days=1)


def find_dates(text: str) -> list[FoundDate]:
    """Every day in a text, in order.  Document numbers (15/4/2024 is a date, 47/NQ-CP is not) are left out."""
    if not _QUICK.search(text):
        return []
    found = []
    for match in _DATE.finditer(fold_in_place(text)):
        part = match.groupdict()
        if part["wd"]:
            day, month, year = part["wd"], part["wm"], part["wy"]
        elif part["dd"]:
            day, month, year = part["dd"], part["dm"], part["dy"]
        elif part["id"]:
            day, month, year = part["id"], part["im"], part["iy"]
        else:
            day, month, year = part["sd"], part["sm"], None
        numbers = int(day), int(month), int(year) if year else None
        # 2024 was a leap year: 29/2 without a year may exist.
        if day_of(numbers[2] or 2024, numbers[1], numbers[0]) is not None:
            found.append(FoundDate(*numbers, match.start(), match.end()))
    return found


def parse_date(text: str, year: int | None = None) -> date | None:
    """The first date in a text; days without a year take ``year``, or are passed over when it is None."""
    return next((day for found in find_dates(text) if (day := found.on(year)) is not None), None)


_TYPED_DIGITS = regex(r"([0-9]{1,2})\s?[/.\-\s]\s?([0-9]{1,2})\s?[/.\-\s]\s?([0-9]{4}|[0-9]{2})")
_TYPED_ISO = regex(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_TYPED_WHOLE = regex(r"([0-9]{2})([0-9]{2})([0-9]{4})")


def read_day(text: str) -> date | None:
    """The day that somebody typed, and nothing besides: day first, as Vietnam writes; ISO too; None for anything else.

    "5/3/26", "05-03-2026", "5.3.2026", "5 3 2026", "05032026", "2026-03-05", "ngày 5 tháng 3 năm 2026".  A year of two
    digits is one of this century.  A month before its day (03/15/2026) is no day: it is never guessed.
    """
    text = " ".join(text.split())
    if match := _TYPED_ISO.fullmatch(text):
        return day_of(int(match[1]), int(match[2]), int(match[3]))
    if match := _TYPED_DIGITS.fullmatch(text) or _TYPED_WHOLE.fullmatch(text):
        year = int(match[3])
        return day_of(year + 2000 if len(match[3]) == 2 else year, int(match[2]), int(match[1]))
    found = find_dates(text) if len(text) < 60 else []
    if len(found) == 1 and (found[0].start, found[0].end) == (0, len(text)):
        return found[0].on()
    return None


_CLOCK = r"([0-9]{1,2})\s?(?:[:hg]|giờ)\s?(?:([0-9]{2})(?:\s?phút)?)?,?"
_CLOCK_FIRST = regex(rf"{_CLOCK}\s+(?:ngày\s+)?(.+)")
_CLOCK_LAST = regex(rf"(.+?)(?:\s+|T|,\s?)(?:lúc\s+)?{_CLOCK}")


def read_moment(text: str) -> datetime | None:
    """The moment that somebody typed, without a zone; None for anything else, a day alone included.

    "16:30 20/6/2026", "16h30 20/6/2026", "16 giờ 30 phút, ngày 20 tháng 6 năm 2026", "20/6/2026 16:30", "2026-06-20T16:30".
    """
    text = " ".join(text.split())
    if len(text) > 80:
        return None
    if match := _CLOCK_FIRST.fullmatch(text):
        hour, minute, day = match[1], match[2], match[3]
    elif match := _CLOCK_LAST.fullmatch(text):
        day, hour, minute = match[1], match[2], match[3]
    else:
        return None
    on = read_day(day)
    if on is None or int(hour) > 23 or int(minute or 0) > 59:
        return None
    return datetime.combine(on, time(int(hour), int(minute or 0)))


def official_date(day: date) -> str:
    """As Decree 30/2020 writes it: "ngày 03 tháng 02 năm 2025" (days under 10 and months 1, 2 take a 0)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def short_date(day: date) -> str:
    """ "15/6/2023"; "03/02/2025"."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"
