"""A task's time as an official plan writes it: words that our own reader takes for the same time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from nhipcau.engines.vntext import parse_timing
from nhipcau.engines.vntext.dates import short_date
from nhipcau.kernel.standing import kept_day
from nhipcau.plans import rules

Json = dict[str, Any]
_OFTEN = {"day": "Hằng ngày", "week": "Hằng tuần", "month": "Hằng tháng", "quarter": "Hằng quý"}
_QUARTERS = {1: "I", 2: "II", 3: "III", 4: "IV"}
_MEANT = ("kind", "every", "year", "quarter", "date", "from", "to")


def time_said(timing: Mapping[str, Any] | None, written: str, year: int) -> str:
    """The words for a task's time: those that were written for it where they say the same, else made of it.

    timing: in the reading's form; written: the drafter's words; year: the plan's.
    """
    if not timing:
        return written
    for words in (written, str(timing.get("text") or "")):
        if words and _same(words, timing, year):
            return words
    return _made(timing, year) or written


def _same(words: str, timing: Mapping[str, Any], year: int) -> bool:
    read = parse_timing(words, year)
    return read is not None and _meaning(read.to_json()) == _meaning(timing)


def _meaning(timing: Mapping[str, Any]) -> tuple[Any, ...]:
    day = rules.day_in_rhythm(timing) if rules.rhythm_of(timing) else None
    early = day is not None and rules.is_before_its_day(timing)
    return (*(timing.get(name) for name in _MEANT), day, early)


def _made(timing: Mapping[str, Any], year: int) -> str:
    kind = str(timing.get("kind"))
    named, quarter = timing.get("year") or year, _QUARTERS.get(timing.get("quarter") or 0, "")
    first, last, day = (_day(timing.get(name)) for name in ("from", "to", "date"))
    words = {
        "annual": "Hằng năm",
        "year": f"Năm {named}",
        "period": f"Giai đoạn {timing.get('from')} - {timing.get('to')}",
        "before": f"Trước ngày {day}" if day else "",
        "date": f"Ngày {day}" if day else "",
        "range": f"Từ ngày {first} đến ngày {last}" if first and last else "",
        "quarter": f"Quý {quarter}/{named}" if quarter else "",
        "from quarter": f"Từ quý {quarter}/{named}" if quarter else "",
        "from": f"Từ ngày {first}" if first else f"Từ năm {timing.get('from')}",
    }
    return _often(timing) if kind == "continuous" else words.get(kind, "")


def _often(timing: Mapping[str, Any]) -> str:
    rhythm = rules.rhythm_of(timing)
    day = rules.day_in_rhythm(timing) if rhythm else None
    if day is None:
        return _OFTEN.get(str(timing.get("every")), "Thường xuyên")
    before = "Trước ngày" if rules.is_before_its_day(timing) else "Ngày"
    return f"{before} {day:02d} {'hằng tháng' if rhythm == 'month' else 'tháng cuối quý'}"


def _day(value: Any) -> str:
    """ "15/5/2027"; "" for what is no day: a range that was opened without its end."""
    day: date | None = kept_day(value) if isinstance(value, str) else None
    return short_date(day) if day is not None else ""
