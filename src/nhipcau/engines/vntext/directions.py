"""Whom a leader's own words name, and by which day: offered before sending, never decided here.

"Giao Sở Xây dựng kiểm tra, báo cáo trước 20/6" → Sở Xây dựng, 19/6: "before the 20th" ends with the 19th,
while "before 17h on the 20th" ends on the 20th.  Pure; which names are agencies is asked of the caller.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from nhipcau.engines.vntext import clean
from nhipcau.engines.vntext.dates import day_of, last_day, quarter_days
from nhipcau.engines.vntext.letters import fold_in_place

A = TypeVar("A")
MOST_LETTERS = 3000  # a longer text is an essay: its beginning names whom it is for
LONGEST_NAME = 14  # words
LONG_PAST = timedelta(days=60)  # "05/01", said in June, is next year's; "10/6", said on 15 June, has passed


@dataclass(frozen=True)
class Read(Generic[A]):
    """What was understood, each with the words that say it; None where they say nothing.

    Without slots: ``Read[Agency]()`` writes down its parameters on what it makes, which Python 3.11 forbids with a
    TypeError where a frozen class has slots.
    """

    agency: A | None = None
    agency_words: str = ""
    due: date | None = None
    due_words: str = ""


def read(text: str, on: date, *, known: Callable[[str], A | None]) -> Read[A]:
    """Read a direction written on a day.

    known: the agency that a name says for sure, or None.
    """
    words = clean(text)[:MOST_LETTERS]
    agency, said = _agency(words, known)
    due, when = _due(words, on)
    return Read(agency, said, due, when)


# --- whom ---

_WORD = re.compile(r"[^\W_]+(?:[&.][^\W_]+)*")
_NOT_ADDRESSED = re.compile(
    r"\b(?:voi|cua|bao cao|gui|gui ve|theo|tai|ve|phoi hop|cung|den|khong giao|khong giao cho|thay)\s+$"
)
_TITLES = (
    r"(?:(?:cac|dong chi|d/c|ong|ba|lanh dao|thu truong|pho giam doc|giam doc|pho chu tich|chu tich|"
    r"truong|chanh)\s+)*"
)
_ADDRESSED = re.compile(
    rf"\b(?:giao(?: cho)?|de nghi|yeu cau|chi dao|phan cong|nhac|de|nho|don doc|cu)\s+{_TITLES}$"
)
_LEADS = re.compile(r"^\s*,?\s*(?:chu tri|lam dau moi|chiu trach nhiem chinh)\b")
_AFTER_ANOTHER = re.compile(r"(?:\bva|,)\s+$")
_BREAK = re.compile(r"[.;:!?\n]\s|\bvà$")
_BEFORE = 60  # letters looked at before a name


def _agency(words: str, known: Callable[[str], A | None]) -> tuple[A | None, str]:
    """The agency that the words give the work to: the best of the names in them, the first of equals."""
    folded = fold_in_place(words)
    best: tuple[int, A, str] | None = None
    for start, end, agency in _names(words, known):
        weight = _weight(folded[max(0, start - _BEFORE) : start], folded[end : end + _BEFORE])
        if weight and (best is None or weight > best[0]):
            best = (weight, agency, words[start:end])
    return (best[1], best[2]) if best else (None, "")


def _weight(before: str, after: str) -> int:
    """How surely a name is given the work: 0 for one that is only spoken of."""
    if _NOT_ADDRESSED.search(before):
        return 0
    if _ADDRESSED.search(before) or _LEADS.match(after):
        return 3
    return 1 if _AFTER_ANOTHER.search(before) else 2


def _names(words: str, known: Callable[[str], A | None]) -> Iterator[tuple[int, int, A]]:
    """Every name of an agency in the words, the longest at each place, with where it stands."""
    spans = [match.span() for match in _WORD.finditer(words)]
    place = 0
    while place < len(spans):
        found = _name_at(words, spans, place, known) if words[spans[place][0]].isupper() else None
        if found is None:
            place += 1
            continue
        last, agency = found
        yield spans[place][0], spans[last][1], agency
        place = last + 1


def _name_at(
    words: str, spans: list[tuple[int, int]], place: int, known: Callable[[str], A | None]
) -> tuple[int, A] | None:
    start = spans[place][0]
    for last in range(min(place + LONGEST_NAME, len(spans)) - 1, place - 1, -1):
        said = words[start : spans[last][1]]
        if _BREAK.search(said):
            continue  # a name does not go over the end of a sentence
        agency = known(said)
        if agency is not None:
            return last, agency
    return None


# --- by when ---

_DATE = (
    r"(?:ngay\s+)?(?P<d>\d{1,2})(?:\s?[/.-]\s?(?P<m>\d{1,2})(?:\s?[/.-]\s?(?P<y>(?:19|20)\d{2}))?"
    r"|\s+thang\s+(?P<wm>\d{1,2})(?:\s*,?\s*nam\s+(?P<wy>(?:19|20)\d{2}))?)(?![\d/])"
)
_WEEKDAYS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5} | {
    str(number): number - 2 for number in range(2, 8)
}
_POINT = (
    rf"(?:{_DATE}|(?P<near>hom nay|ngay mai|sang mai|chieu mai|ngay kia)"
    r"|thu\s+(?P<w>hai|ba|tu|nam|sau|bay|[2-7])(?!\w)(?:\s+tuan\s+(?P<ww>nay|sau|toi))?"
    r"|(?:cuoi\s+|het\s+)?tuan\s+(?P<week>nay|sau|toi)|cuoi\s+(?P<weekend>tuan)\b"
    r"|(?:cuoi\s+|het\s+)?thang\s+(?P<month>\d{1,2})(?:\s?/\s?(?P<my>(?:19|20)\d{2}))?(?!\d)"
    r"|(?:cuoi\s+|het\s+)?quy\s+(?P<q>iv|i{1,3}|[1-4])(?!\w))"
)
_HOUR = r"(?:\d{1,2}\s*(?:h|g|gio)\s*(?:\d{1,2})?(?:\s*phut)?\s*,?\s+)"
_LEAD = (
    r"(?:cham nhat|muon nhat|khong muon hon|khong qua|han chot|thoi han|han|xong|hoan thanh|hoan tat|"
    r"den het|den|het|trong)"
)
# Each way of naming a deadline; the one that stands first in the words speaks, of two at a place the earlier here.
_FORMS = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("by the hour", rf"\btruoc\s+{_HOUR}(?=(?P<point>{_POINT}))"),
        ("before", rf"\btruoc\s+(?=(?P<point>{_POINT}))"),
        ("by", rf"\b{_LEAD}(?:\s*[:,]?\s*(?:la|vao|den|het|trong)\b)*\s*:?\s+(?:{_HOUR})?(?=(?P<point>{_POINT}))"),
        ("end of", rf"\b(?=cuoi\s)(?=(?P<point>{_POINT}))"),
        ("days", r"\btrong\s+(?:vong\s+|thoi han\s+)?(?P<n>\d{1,2})\s+ngay\b(?!\s+lam viec)"),
    )
)  # fmt: skip
_POINT_ALONE = re.compile(_POINT)


def _due(words: str, on: date) -> tuple[date | None, str]:
    """The first day in the words that is spoken of as a deadline and has not passed."""
    folded = fold_in_place(words)
    found = sorted(
        (
            (match.start(), order, name, match)
            for order, (name, form) in enumerate(_FORMS)
            for match in form.finditer(folded)
        ),
        key=lambda one: one[:2],
    )
    for start, _order, name, match in found:
        day, end = _day(name, match, folded, on)
        if day is not None and day >= on:
            return day, words[start:end]
    return None, ""


def _day(name: str, match: re.Match[str], folded: str, on: date) -> tuple[date | None, int]:
    """The last good day of a form, and where its words end."""
    if name == "days":
        return on + timedelta(days=int(match["n"])), match.end()
    point = _POINT_ALONE.match(folded, match.start("point"))
    if point is None:
        return None, match.end()
    day = _of_point(point, on)
    if day is not None and name == "before":
        day -= timedelta(days=1)
    return day, point.end()


def _of_point(point: re.Match[str], on: date) -> date | None:
    """The last day that a point in time covers."""
    part = point.groupdict()
    if part["d"]:
        return _of_date(int(part["d"]), int(part["m"] or part["wm"] or 0), part["y"] or part["wy"], on)
    if part["near"]:
        return on + timedelta(days={"hom nay": 0, "ngay kia": 2}.get(part["near"], 1))
    if part["w"]:
        return _of_weekday(_WEEKDAYS[part["w"]], part["ww"], on)
    if part["week"] or part["weekend"]:
        monday = on - timedelta(days=on.weekday()) + timedelta(days=7 * (part["week"] in {"sau", "toi"}))
        friday = monday + timedelta(days=4)
        return friday if friday >= on else monday + timedelta(days=6)
    if part["month"]:
        return _of_month(int(part["month"]), part["my"], on)
    sign = part["q"]
    quarter = 4 if sign == "iv" else int(sign) if sign.isdigit() else len(sign)
    end = quarter_days(on.year, quarter)[1]
    return end if end >= on else quarter_days(on.year + 1, quarter)[1]


def _of_month(month: int, year: str | None, on: date) -> date | None:
    if not 1 <= month <= 12:
        return None
    return last_day(int(year) if year else on.year + (month < on.month), month)


def _of_date(day: int, month: int, year: str | None, on: date) -> date | None:
    if year:
        return day_of(int(year), month, day)
    found = day_of(on.year, month, day)
    if found is not None and on - found > LONG_PAST:
        return day_of(on.year + 1, month, day)
    return found


def _of_weekday(weekday: int, week: str | None, on: date) -> date:
    monday = on - timedelta(days=on.weekday())
    found = monday + timedelta(days=weekday)
    if week in {"sau", "toi"} or (week is None and found < on):
        found += timedelta(days=7)
    return found
