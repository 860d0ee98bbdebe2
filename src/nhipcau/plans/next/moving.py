"""Last year's words and times, carried on into another year.  Pure.

Only what speaks of the plan's own year is moved: numbers and days of papers, and spans of years ("2021-2026"), stay.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from nhipcau.kernel.standing import kept_day
from nhipcau.plans.units.rules import moved_on

Json = dict[str, Any]

_DAY = r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}"
_STAYS = re.compile(
    rf"""
    (?:\bsố\s*:?\s*)?\d+[/-][\w/-]*[A-ZĐ]{{2}}[\w/-]*(?:\s*,?\s*(?:ngày\s+)?(?:{_DAY}))?  # 72/2015/NĐ-CP ngày 07/9/2015
    | \bsố\s*:?\s*\d[\w/.-]*(?:\s*,?\s*ngày\s+(?:{_DAY}))?  # số 15/2026
    | \b\d{{4}}\s*[-–]\s*\d{{4}}\b  # 2021-2026
    """,
    re.VERBOSE,
)
_SAID = re.compile(
    r"\b(?P<day>\d{1,2})(?P<to_month>[/.-]|\s+tháng\s+)(?P<month>\d{1,2})(?P<to_year>[/.-]|\s+năm\s+)(?P<of>\d{4})\b"
    r"|\b(?P<year>\d{4})\b"
)


def moved_words(text: str, *, since: int, to: int) -> str:
    """A text of the plan of one year as the plan of another would say it.

    >>> moved_words("Trước ngày 30/6/2026 (Quyết định số 7/2026/QĐ-UBND)", since=2026, to=2027)
    'Trước ngày 30/6/2027 (Quyết định số 7/2026/QĐ-UBND)'
    """
    kept = [match.span() for match in _STAYS.finditer(text)]

    def moved(match: re.Match[str]) -> str:
        start, end = match.span()
        if any(first < end and start < last for first, last in kept):
            return match.group()
        if match["year"]:
            return str(to) if int(match["year"]) == since else match.group()
        year = int(match["of"])
        if year not in (since, since + 1):
            return match.group()
        day = match["day"]
        moved_year = year + to - since
        if (int(day), int(match["month"])) == (29, 2) and not _is_leap(moved_year):
            day = "28"
        return f"{day}{match['to_month']}{match['month']}{match['to_year']}{moved_year}"

    return _SAID.sub(moved, text)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def moved_timing(timing: Mapping[str, Any] | None, *, since: int, to: int) -> Json | None:
    """A task's time (the reading's form) so many years on; spans of years ("giai đoạn 2026-2030") stay."""
    if not timing:
        return None
    moved: Json = dict(timing)
    for name in ("date", "from", "to"):
        day = kept_day(timing.get(name)) if isinstance(timing.get(name), str) else None
        if day is not None and day.year in (since, since + 1):
            later = moved_on(day, to - since)
            assert later is not None
            moved[name] = later.isoformat()
    if timing.get("year") == since:
        moved["year"] = to
    if isinstance(timing.get("text"), str):
        moved["text"] = moved_words(timing["text"], since=since, to=to)
    return moved


def moved_day(day: date | None, *, since: int, to: int) -> date | None:
    """A day that a plan names, so many years on."""
    return moved_on(day, to - since)
