"""When a duty is to be done, in the words of official plans, as a typed value.

Nothing is added to the words: "quý II" without a year takes the plan's year when the caller gives one and
stays without a year otherwise.  ``before`` keeps the day that is named; what is due is the day before it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from nhipcau.engines.vntext import regexes
from nhipcau.engines.vntext.dates import day_before, day_of, last_day, quarter_days
from nhipcau.engines.vntext.letters import clean, fold_in_place, squeeze
from nhipcau.engines.vntext.records import record
from nhipcau.engines.vntext.regexes import regex


class TimingKind(StrEnum):
    """What kind of time a plan gives."""

    CONTINUOUS = "continuous"  # thường xuyên, liên tục, hằng tháng
    ANNUAL = "annual"  # hằng năm
    YEAR = "year"  # năm 2025, cả năm
    PERIOD = "period"  # giai đoạn 2024 - 2025: from, to are years
    DATE = "date"  # ngày 31/12/2025, chậm nhất ngày ...
    RANGE = "range"  # 11/9 - 15/9/2025, tháng 6/2025: from, to are days
    QUARTER = "quarter"  # quý I/2025
    FROM_QUARTER = "from quarter"  # từ quý II
    FROM = "from"  # từ tháng 6/2025, từ năm 2025
    BEFORE = "before"  # trước ngày 15/5: date is the 15th, due the 14th


_Day = date  # the class below has a field of that name


@record(frozen=True, slots=True)
class Timing:
    """start, end: days for a range, None where one side is open.  from_year, to_year: of a period.

    every: "day", "week", "month" or "quarter" for continuous work with a rhythm.  text: the words.
    day: of the month, for what is due on one each month ("trước ngày 18 hằng tháng"), or of a quarter's last month ("trước
    ngày 15 tháng cuối quý"); the day that is named.
    """

    kind: TimingKind
    year: int | None = None
    start: date | None = None
    end: date | None = None
    from_year: int | None = None
    to_year: int | None = None
    date: _Day | None = None
    quarter: int | None = None
    every: str | None = None
    text: str = ""
    day: int | None = None

    @property
    def due(self) -> _Day | None:
        """The last day by which it is to be done; None for work without an end or without a known year."""
        match self.kind:
            case TimingKind.BEFORE:
                return day_before(self.date) if self.date else None
            case TimingKind.DATE:
                return self.date
            case TimingKind.RANGE:
                return self.end
            case TimingKind.QUARTER:
                return quarter_days(self.year, self.quarter)[1] if self.year and self.quarter else None
            case TimingKind.YEAR:
                return date(self.year, 12, 31) if self.year else None
            case TimingKind.PERIOD:
                return date(self.to_year, 12, 31) if self.to_year else None
        return None

    def to_json(self) -> dict[str, Any]:
        """kind with only what is known of: year, from, to, date, quarter, every, due, text; days in ISO form."""
        from_: _Day | int | None = self.start if self.start else self.from_year
        to: _Day | int | None = self.end if self.end else self.to_year
        known: dict[str, Any] = {
            "kind": self.kind.value,
            "year": self.year,
            "from": from_.isoformat() if isinstance(from_, date) else from_,
            "to": to.isoformat() if isinstance(to, date) else to,
            "date": self.date.isoformat() if self.date else None,
            "quarter": self.quarter,
            "every": self.every,
            "day": self.day,
            "due": self.due.isoformat() if self.due else None,
            "text": self.text or None,
        }
        return {key: value for key, value in known.items() if value is not None}

    @classmethod
    def from_json(cls, written: Mapping[str, Any]) -> Timing:
        """The value that ``to_json`` wrote.  Raises ValueError on an unknown kind or a bad date."""

        def side(key: str) -> tuple[_Day | None, int | None]:
            value = written.get(key)
            if isinstance(value, str):
                return date.fromisoformat(value), None
            return None, value

        (start, from_year), (end, to_year) = side("from"), side("to")
        day = written.get("date")
        return cls(
            TimingKind(written["kind"]),
            year=written.get("year"),
            start=start,
            end=end,
            from_year=from_year,
            to_year=to_year,
            date=date.fromisoformat(day) if day else None,
            quarter=written.get("quarter"),
            every=written.get("every"),
            text=written.get("text", ""),
            day=written.get("day"),
        )


# A quarter's sign as OCR may give it: I as l, 1 or |, II as H.
_SIGN = r"(?:[il1|]v|[il1|]{1,3}|h[il1|]?|[il1|]h|[1-4])"
_Y = r"(?:19|20)[0-9]{2}"
_DASH = r"\s*+[-–—]\s*+"
_TO = rf"(?:{_DASH}|(?:\s*+,)?\s++den\s++(?:het\s++)?(?:ngay\s++)?)"
_DMY = rf"(?:ngay\s*)?[0-9]{{1,2}}\s?[/.]\s?[0-9]{{1,2}}(?:\s?[/.]\s?{_Y})?(?![0-9/])"
_WORDS = rf"(?<!tuan )(?<!dot )(?:ngay\s*)?[0-9]{{1,2}}\s*thang\s*[0-9]{{1,2}}(?:(?:\s*+,)?\s*+nam\s*+{_Y})?"
_DAY = rf"(?:{_WORDS}|{_DMY})"
_OF_YEAR = rf"(?:\s*+(?:/|-|,?\s*+nam\s*+)\s*+{_Y})"
_QUARTER_WORD = r"(?:quy|qui|ouy|(?<![a-z])q(?=\s?\.))"
_QUARTER = rf"{_QUARTER_WORD}\s*[/.]?\s*{_SIGN}(?![\w|]){_OF_YEAR}?"
_MONTH = rf"(?:thang\s*[0-9]{{1,2}}(?![0-9]){_OF_YEAR}?|(?<![0-9/.])[0-9]{{1,2}}\s?/\s?{_Y})"
# Months by their names: "tháng Tư năm 2026", "tháng Giêng/2026".
_NAMED_MONTHS = {"gieng": 1, "hai": 2, "ba": 3, "tu": 4, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10, "muoi mot": 11, "muoi hai": 12}  # fmt: skip
_NAMED_MONTH = rf"thang\s(?P<named>{'|'.join(sorted(_NAMED_MONTHS, key=len, reverse=True))})(?={_OF_YEAR})"
_HALF = rf"(?:0?[3469]\s*thang\s+(?:dau|cuoi)\s+nam(?:\s*{_Y})?)"
_YEAR_POINT = rf"nam\s*{_Y}"
_CURRENT = r"(?:hien\s*nay|nay)"
_POINT = rf"(?:{_DAY}|{_QUARTER}|{_MONTH}|{_YEAR_POINT}|{_Y}(?![0-9])|cuoi\s+nam(?:\s*{_Y})?|het\s+nam(?:\s*{_Y})?)"
_AND = r"\s*+(?:,\s*+va\b|,|\bva\b|;|\+|&)\s*+"
_LEAD = r"(?:(?<!thang )\btu\s+(?:ngay\s+|dau\s+)?)"

# Work that goes on, said before how often it comes back: "thường xuyên, hằng quý", "liên tục, trước ngày 25 hằng tháng".
_GOES_ON = (
    r"\b(?:thuong\s*xuyen|lien\s+tuc|quanh\s+nam)\s*(?:[,;:(\-–]\s*|\bva\s+)?(?:theo\s+)?(?:dinh\s+ky\s+)?"
)
_TIMES = r"(?:it\s+nhat\s+)?(?:[0-9]{1,2}|mot|hai|ba|bon)\s(?:lan|buoi|ky|so)\s?(?:/|moi|mot|trong)\s?"
_BY_DAY = r"\b(?:truoc|vao|cham\s+nhat|muon\s+nhat)\s+(?:la\s+)?"

# Each form by name.  The earliest match in the text speaks; of two at one place the longer one.
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, regex(pattern))
    for name, pattern in (
        ("period", rf"(?:giai\s+doan\s*|\bcac\s+nam\s*|{_LEAD}?nam\s+)(?P<a>{_Y})(?:{_TO}(?:nam\s+)?|\s*(?:,|va)\s*(?:nam\s+)?)(?P<b>{_Y})"),
        ("period", rf"(?<![0-9/])(?P<a>{_Y}){_DASH}(?P<b>{_Y})(?![0-9/])"),
        ("before", rf"\btruoc\s+(?P<a>{_POINT})"),
        ("deadline", rf"(?:cham\s+nhat|muon\s+nhat|khong\s+muon\s+hon)\s+(?:la\s+|vao\s+|den\s+|trong\s+|het\s+)*(?P<a>{_POINT})"),
        ("range", rf"{_LEAD}(?P<a>{_POINT}){_TO}(?P<b>{_POINT})"),
        ("range", rf"(?P<a>{_DAY}|{_QUARTER}|{_MONTH}){_TO}(?P<b>{_POINT}|iv|i{{1,3}}|[0-9]{{1,2}}(?![0-9])(?:\s?/\s?{_Y})?)(?:{_OF_YEAR})?"),
        ("range", rf"(?P<a>{_QUARTER})(?:{_AND}(?:quy\s*)?{_SIGN}\b{_OF_YEAR}?)*?{_AND}(?:quy\s*)?(?P<b>(?:iv|i{{1,3}})\b(?:{_OF_YEAR})?)(?!{_AND}(?:quy\s*)?(?:iv|i{{1,3}})\b)"),
        ("range", rf"(?P<a>thang\s*[0-9]{{1,2}})(?:{_AND}(?:thang\s*)?[0-9]{{1,2}}(?![0-9/]))*?{_AND}(?:thang\s*)?(?P<b>[0-9]{{1,2}}(?![0-9]){_OF_YEAR}?)(?!{_AND}(?:thang\s*)?[0-9]{{1,2}}\b(?!/[0-9]{{1,2}}\b))"),
        ("from", rf"(?P<a>{_MONTH})\s*(?:va|,|;)\s*(?:cac|nhung)\s+thang\s+(?:tiep|sau|ke)"),
        ("days", rf"(?<![0-9/.])(?:tu\s+)?(?:ngay\s+)?(?P<a>[0-9]{{1,2}}){_TO}(?P<b>{_DAY})"),
        # "20, 21, 22/11/2026", "các ngày 05, 06 và 07/3": from the first to the last
        ("days", rf"(?<![0-9/.])(?<!, )(?:ngay\s+)?(?P<a>[0-9]{{1,2}})(?:,\s?[0-9]{{1,2}}){{0,6}}(?:,\s?(?:va )?| va )(?P<b>{_DAY})"),
        ("from", rf"{_LEAD}(?P<a>{_POINT})|(?P<c>{_YEAR_POINT})\s*(?:va|,|;)\s*(?:cac|nhung)\s+nam\s+(?:tiep|sau|ke)"),
        ("until", rf"(?:\bden\s+(?:het\s+)?|\bhet\s+)(?P<a>{_POINT})"),
        ("day", rf"(?P<a>{_DAY})"),
        ("quarter", rf"(?P<a>{_QUARTER})"),
        ("half", rf"(?P<a>{_HALF})"),
        ("month", rf"(?P<a>{_MONTH})"),
        ("month", rf"(?P<a>{_NAMED_MONTH}{_OF_YEAR})"),
        ("month", rf"(?P<a>(?:dau|cuoi)\s+{_MONTH})"),
        ("end of year", rf"(?P<a>\bcuoi\s+nam(?:\s*{_Y})?)"),
        ("day of quarter", rf"(?:{_GOES_ON})?(?:\b(?:hang|moi)\s+quy\s*[,:(]?\s*)?(?:{_BY_DAY}(?:ngay\s+)?|\bngay\s+)(?P<a>[0-9]{{1,2}})(?:\s*,)?\s*(?:cua\s+)?thang\s+cuoi\s+(?:cung\s+)?(?:cua\s+)?(?:(?:hang|moi|tung)\s+)?quy\b(?!\s*(?:{_SIGN}\b|nay|sau|toi|truoc))"),
        ("day of month", rf"(?:{_GOES_ON})?(?:\b(?:truoc|vao|cham\s+nhat|muon\s+nhat)\s+)?(?:\bngay\s+)(?P<a>[0-9]{{1,2}})(?:\s*,)?\s*(?:hang\s+thang|moi\s+thang|cua\s+(?:hang\s+|moi\s+)?thang)(?!\s*(?:[0-9]|cuoi|dau|sau|ke|tiep))"),
        ("day of month", rf"(?:{_GOES_ON})?\b(?:hang|moi)\s+thang\s*[,(:]?\s*(?:truoc|vao|cham\s+nhat)\s+(?:la\s+)?(?:ngay\s+)?(?P<a>[0-9]{{1,2}})(?!\s?[/0-9]|\s*thang)"),
        ("continuous", rf"{_GOES_ON}(?:{_TIMES}|(?:hang|moi)\s+)(?P<every>ngay|tuan|thang|quy)\b"),
        ("continuous", r"\bthuong\s*xuyen|lien\s+tuc|quanh\s+nam|\b(?:hang|moi)\s+(?P<every>ngay|tuan|thang|quy)\b"),
        # "02 lần/tuần", "mỗi tháng" said by how many, "các ngày trong năm"
        ("continuous", r"(?<![0-9/.])(?:[0-9]{1,2}|mot|hai|ba|bon)\s(?:lan|buoi|ky|so|cuoc|dot|chuyen|tin|bai|chuyen muc|phong su)\s?(?:/|moi|mot|trong)\s?(?P<every>ngay|tuan|thang|quy)\b|\bcac ngay trong (?:nam|thang|tuan)(?!\s?[0-9])"),
        ("annual", r"\b(?:hang|moi)\s+nam\b|\bthuong\s+nien\b"),
        ("year", rf"(?:(?:ca|trong|suot|toan)\s+)?(?:cac\s+thang\s+)?(?:trong\s+)?nam\s*(?P<a>{_Y})|(?P<own>\b(?:ca|trong|suot)\s+nam\b)(?!\s*[0-9])"),
        ("bare year", rf"^\W*(?P<a>{_Y})\W*$"),
    )
)  # fmt: skip
_EVERY = {"ngay": "day", "tuan": "week", "thang": "month", "quy": "quarter"}
_SPECIFIC = {"before", "deadline", "range", "days", "day", "quarter", "half", "month", "from", "until"}

_YEARLY = {"range", "days", "day", "quarter", "half", "month"}


@record(frozen=True, slots=True)
class FoundTiming:
    """A timing with where its words stood in the text."""

    timing: Timing
    start: int
    end: int


@record(frozen=True, slots=True)
class _Span:
    """The days that one point covers: a day, a month, a quarter, a year."""

    first: date | None
    last: date | None
    year: int | None
    quarter: int | None = None
    is_day: bool = False


def parse_timing(text: str, year: int | None = None) -> Timing | None:
    """The time that a text gives; None when it gives none ("theo quy định", "khi có yêu cầu").

    year: the plan's year, for "quý I", "ngày 15/5" and "cả năm".
    """
    found = find_timing(squeeze(clean(text)), year)
    return found.timing if found else None


def find_timing(text: str, year: int | None = None) -> FoundTiming | None:
    """The same with the place of the words in ``text`` (taken as it stands, in NFC)."""
    folded = fold_in_place(text)
    matches = [
        (match.start(), -match.end(), order, name, match)
        for order, (name, pattern) in enumerate(_FORMS)
        if (match := pattern.search(folded)) is not None
    ]
    every_year = next((found[4] for found in matches if found[3] == "annual"), None)
    for chosen in _in_order(matches):
        name, match = chosen[3], chosen[4]
        if every_year and name in _YEARLY and not regexes.search(_Y, match.group()):
            name, match = "annual", every_year  # "tháng 4 và tháng 10 hằng năm"
        timing = _build(name, match, year, text[match.start() : match.end()])
        if timing is not None:
            return FoundTiming(timing, match.start(), match.end())
    return None


WINDOW = 800  # letters: the words of one timing stand nearer to each other


def next_timing(text: str, at: int = 0, year: int | None = None) -> FoundTiming | None:
    """The first timing at or after ``at``, with its place in ``text``.

    Looks at a window that moves on, so going through all timings of a text takes time by its length.
    """
    while at < len(text):
        found = find_timing(text[at : at + WINDOW], year)
        if found is not None:
            return FoundTiming(found.timing, at + found.start, at + found.end)
        at += WINDOW - WINDOW // 4
    return None


_Match = tuple[int, int, int, str, "re.Match[str]"]


def _in_order(matches: list[_Match]) -> list[_Match]:
    """Earliest first; but a plain year gives way to a day or a quarter named later ("năm 2025, quý II")."""
    ordered = sorted(matches, key=lambda found: found[:3])
    if ordered and ordered[0][3] == "year":
        specific = [found for found in ordered if found[3] in _SPECIFIC and found[0] >= -ordered[0][1]]
        return specific + ordered
    return ordered


def _build(name: str, match: re.Match[str], year: int | None, words: str) -> Timing | None:
    part = match.groupdict()
    match name:
        case "continuous":
            every = part.get("every")
            return Timing(TimingKind.CONTINUOUS, every=_EVERY.get(every or ""), text=words)
        case "day of month" | "day of quarter":
            day, every = int(part["a"]), name.removeprefix("day of ")
            known = 1 <= day <= 31
            return Timing(TimingKind.CONTINUOUS, every=every, text=words, day=day) if known else None
        case "annual":
            return Timing(TimingKind.ANNUAL, text=words)
        case "year" | "bare year":
            return Timing(TimingKind.YEAR, year=int(part["a"]) if part.get("a") else year, text=words)
        case "period":
            a, b = int(part["a"]), int(part["b"])
            return Timing(TimingKind.PERIOD, from_year=a, to_year=b, text=words) if a <= b else None
        case "from":
            return _from(part, year, words)
        case "range" | "days":
            return _range(part, year, words)
    point = _point(part["a"], year)
    if point is None:
        return None
    match name:
        case "end of year":
            return Timing(TimingKind.YEAR, year=point.year, text=words)
        case "before":
            return Timing(TimingKind.BEFORE, date=point.first, text=words)
        case "deadline":
            return Timing(TimingKind.DATE, date=point.last, text=words)
        case "until" if point.is_day:
            return Timing(TimingKind.DATE, date=point.last, text=words)
        case "until":
            return Timing(TimingKind.RANGE, end=point.last, text=words)
        case "day":
            return Timing(TimingKind.DATE, date=point.last, text=words)
        case "quarter":
            return Timing(TimingKind.QUARTER, year=point.year, quarter=point.quarter, text=words)
    return Timing(TimingKind.RANGE, start=point.first, end=point.last, text=words)


def _from(part: dict[str, str | Any], year: int | None, words: str) -> Timing | None:
    if part.get("c"):
        return Timing(TimingKind.FROM, from_year=int(part["c"][-4:]), text=words)
    point = _point(part["a"], year)
    if point is None:
        return None
    if point.quarter:
        return Timing(TimingKind.FROM_QUARTER, year=point.year, quarter=point.quarter, text=words)
    if regexes.search(r"thang|/|\.", part["a"]):
        return Timing(TimingKind.FROM, start=point.first, text=words)
    return Timing(TimingKind.FROM, from_year=point.year, text=words)


def _range(part: dict[str, str | Any], year: int | None, words: str) -> Timing | None:
    last_words = part["b"]
    if regexes.fullmatch(
        rf"(?:{_QUARTER_WORD}|thang)[^0-9]*[0-9a-z]{{1,3}}{_DASH}{_Y}", fold_in_place(words)
    ):
        return _of_year(part["a"], int(last_words), words)  # "quý IV - 2026"
    if regexes.fullmatch(rf"{_Y}", last_words) and regexes.fullmatch(rf".*{_DMY}", part["a"]) is None:
        last_words = f"nam {last_words}"
    years = re.findall(_Y, fold_in_place(words))
    own = int(years[-1]) if years else year
    if regexes.match(rf"(?:iv|i{{1,3}})\b|[0-9]{{1,2}}{_OF_YEAR}?$", last_words):
        last_words = ("quy " if regexes.match(_QUARTER_WORD, part["a"]) else "thang ") + last_words
    last = _point(last_words, own)
    if last is None:
        return None
    first_words = part["a"]
    if regexes.fullmatch(r"[0-9]{1,2}", first_words):  # "15 - 20/5/2025"
        day = day_of(last.year, last.last.month, int(first_words)) if last.last else None
        if day is None or last.last is None or day > last.last:
            return None
        return Timing(TimingKind.RANGE, start=day, end=last.last, text=words)
    open_ended = (
        regexes.search(rf"(?:het|cuoi|nam)\s*(?:nam\s*)?{_Y}$", last_words) and "thang" not in last_words
    )
    start_year = year if open_ended and year and last.year and year <= last.year else last.year or year
    first = _point(first_words, start_year)
    if first is None:
        return None
    if regexes.fullmatch(rf"(?:nam\s*)?{_Y}", first_words) and regexes.fullmatch(
        rf"(?:het\s*)?(?:nam\s*)?{_Y}", last_words
    ):
        a, b = first.year, last.year
        return Timing(TimingKind.PERIOD, from_year=a, to_year=b, text=words) if a and b and a <= b else None
    start, end = first.first, last.last
    if start and end and start > end and first.year == last.year and not regexes.search(_Y, first_words):
        start = start.replace(year=start.year - 1) if (start.month, start.day) != (2, 29) else None
    return Timing(TimingKind.RANGE, start=start, end=end, text=words)


def _of_year(point: str, year: int, words: str) -> Timing | None:
    """A quarter or month of the year that stands after a dash."""
    span = _point(point, year)
    if span is None:
        return None
    if span.quarter:
        return Timing(TimingKind.QUARTER, year=year, quarter=span.quarter, text=words)
    return Timing(TimingKind.RANGE, start=span.first, end=span.last, text=words)


def _point(words: str, year: int | None) -> _Span | None:
    """A folded point in time as the days it covers; parts are None where its year is unknown."""
    named = regexes.search(_Y, words)
    own = int(named.group()) if named else year
    if regexes.search(_QUARTER_WORD, words):
        return _quarter_span(words, own)
    half = regexes.search(r"([0-9])\s*thang\s+(dau|cuoi)", words)
    if half:
        months = int(half.group(1))
        first, last = (1, months) if half.group(2) == "dau" else (13 - months, 12)
        return _months_span(own, first, last)
    in_words = regexes.search(r"([0-9]{1,2})\s*thang\s*([0-9]{1,2})", words)
    in_digits = regexes.search(rf"([0-9]{{1,2}})\s?[/.]\s?([0-9]{{1,2}})(?:\s?[/.]\s?{_Y})?(?![0-9])", words)
    if in_words or in_digits:
        day, month = (int(part) for part in (in_words or in_digits).groups())  # type: ignore[union-attr]
        if day_of(own or 2024, month, day) is None:
            return None
        on = day_of(own, month, day)
        return _Span(on, on, own, is_day=True)
    by_name = regexes.match(_NAMED_MONTH, words)
    if by_name:
        return _months_span(own, _NAMED_MONTHS[by_name.group("named")], _NAMED_MONTHS[by_name.group("named")])
    month_only = regexes.search(rf"thang\s*([0-9]{{1,2}})|^\W*([0-9]{{1,2}})\s?/\s?{_Y}", words)
    if month_only:
        month = int(month_only.group(1) or month_only.group(2))
        return _months_span(own, month, month) if 1 <= month <= 12 else None
    if "nam" in words or named:
        return _Span(date(own, 1, 1) if own else None, date(own, 12, 31) if own else None, own)
    return None


def _quarter_span(words: str, year: int | None) -> _Span | None:
    sign = regexes.search(rf"{_QUARTER_WORD}\s*[/.]?\s*({_SIGN})", words)
    if not sign:
        return None
    numeral = sign.group(1)
    quarter = (
        4 if numeral.endswith("v") else int(numeral) if numeral in "1234" else len(numeral.replace("h", "ii"))
    )
    first, last = quarter_days(year, quarter) if year else (None, None)
    return _Span(first, last, year, quarter)


def _months_span(year: int | None, first: int, last: int) -> _Span:
    if year is None:
        return _Span(None, None, None)
    return _Span(date(year, first, 1), last_day(year, last), year)
