"""A task's time in words, in the reader's language."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from nhipcau.kernel.standing import written
from nhipcau.plans import rules

Json = dict[str, Any]


def timing_words(timing: Json | None) -> str:
    """A timing in words, in the reader's language."""
    if not timing:
        return ""
    kind = timing.get("kind")
    if kind == "continuous" and timing.get("every") in rules.EVERY_LABELS:
        return _often(timing)
    words = {
        "continuous": _("Thường xuyên"),
        "annual": _("Hằng năm"),
        "year": _("Trong năm %(year)s"),
        "period": _("Giai đoạn %(from)s - %(to)s"),
        "before": _("Trước ngày %(date)s"),
        "date": _("Ngày %(date)s"),
        "range": _("Từ %(from)s đến %(to)s"),
        "quarter": _("Quý %(quarter)s/%(year)s"),
        "from quarter": _("Từ quý %(quarter)s/%(year)s"),
        "from": _("Từ %(from)s"),
    }.get(str(kind), "")
    values = {name: _written(timing.get(name)) for name in ("year", "from", "to", "date", "quarter")}
    return words % values if "%(" in words else words


def _often(timing: Json) -> str:
    """How often continuous work is done, with the day that it names: "Hằng tháng, trước ngày 18"."""
    every = str(timing["every"])
    often = _(rules.EVERY_LABELS[every])
    day, rhythm = rules.day_in_rhythm(timing), rules.rhythm_of(timing)
    if day is None or not rhythm:
        return often
    words = {
        ("month", False): _("%(often)s, ngày %(day)s"),
        ("month", True): _("%(often)s, trước ngày %(day)s"),
        ("quarter", False): _("%(often)s, ngày %(day)s tháng cuối quý"),
        ("quarter", True): _("%(often)s, trước ngày %(day)s tháng cuối quý"),
    }
    return words[rhythm, rules.is_before_its_day(timing)] % {"often": often, "day": day}


def _written(value: Any) -> str:
    try:
        return written(date.fromisoformat(value)) if isinstance(value, str) else str(value or "?")
    except ValueError:
        return value or "?"


def time_written(words: str, timing: Json | None) -> str:
    """A task's time as its paper says it: in its own words, else in the office's own language, whoever reads."""
    with override("vi"):
        return words.strip() or timing_words(timing)


def logged(values: Json) -> Json:
    """Fields of a task as the log keeps them: its time in words, in the office's own language."""
    if "timing" not in values:
        return values
    with override("vi"):
        return values | {"timing": timing_words(values["timing"])}
