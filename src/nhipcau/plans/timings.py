"""The kinds of time that a task may have, in an officer's words, and the fields that each of them has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel import days
from nhipcau.plans import rules
from nhipcau.plans.rules import EVERY_LABELS, RHYTHMS

TIMING_LABELS = {
    "continuous": _("Thường xuyên, định kỳ"),
    "annual": _("Hằng năm"),
    "year": _("Trong năm"),
    "period": _("Giai đoạn"),
    "before": _("Trước ngày"),
    "date": _("Vào ngày"),
    "range": _("Từ ngày đến ngày"),
    "quarter": _("Trong quý"),
    "from quarter": _("Từ quý"),
    "from": _("Từ ngày, từ năm"),
}
TIMING_NEEDS: dict[str, tuple[str, ...]] = {
    "before": ("date",),
    "date": ("date",),
    "quarter": ("quarter",),
    "from quarter": ("quarter",),
    "period": ("from", "to"),
    "range": ("from", "to"),
    "from": ("from",),
}
TIMING_MAY = {
    "year": ("year",),
    "quarter": ("year",),
    "from quarter": ("year",),
    "continuous": ("every", "day", "early"),
}
"""What each kind of time must say, and may; ``check.css`` shows these fields alone."""
OF_RHYTHM = ("day", "early")
"""What only a time that comes back each month or quarter has."""
FILTERED = {
    **TIMING_LABELS,
    **{f"every-{every}": _(EVERY_LABELS[every]) for every in RHYTHMS},
}
"""What a plan's tasks are filtered by."""


def timing_fields(kind: str) -> tuple[str, ...]:
    """The fields that a kind of time has."""
    return TIMING_NEEDS.get(kind, ()) + TIMING_MAY.get(kind, ())


def every_field(none: Any) -> forms.ChoiceField:
    """How often; none: the words for not at all."""
    offered = [("", none), *((every, _(label)) for every, label in EVERY_LABELS.items())]
    return forms.ChoiceField(
        label=_("Lặp lại"),
        required=False,
        choices=offered,
        help_text=_("Hằng tháng, hằng quý có kết quả phải nộp mỗi tháng, mỗi quý."),
    )


def day_field() -> forms.IntegerField:
    """The day of the month that a rhythm names."""
    return forms.IntegerField(
        label=_("Ngày trong tháng, trong tháng cuối quý"),
        required=False,
        min_value=1,
        max_value=31,
        help_text=_("Để trống: ngày cuối tháng, cuối quý."),
    )


def early_field() -> forms.BooleanField:
    """Whether the named day is the one before which it is due."""
    return forms.BooleanField(label=_("Trước ngày này (hạn là ngày liền trước)"), required=False)


def rhythm_shown(timing: Mapping[str, Any] | None) -> dict[str, Any]:
    """A timing's rhythm as first values of the three fields."""
    said = timing or {}
    every = said.get("every") if said.get("kind") == "continuous" else None
    day = rules.day_in_rhythm(said) if rules.rhythm_of(said) else None
    return {
        "every": every or "",
        "day": day,
        "early": day is not None and rules.is_before_its_day(said),
    }


def rhythm_said(every: str, day: int | None, early: bool) -> dict[str, Any]:
    """The three fields in the reading's form; a day only where there is a rhythm that may have one."""
    if every not in RHYTHMS or not day:
        return {"every": every} if every else {}
    return {"every": every, "day": day} | ({"early": True} if early else {})


def shown_moment(value: Any) -> str:
    """A year or a day of the reading as officers write it."""
    day = days.asked(str(value)) if value and len(str(value)) > 4 else None
    return days.written(day) or str(value or "")


def ends_before(first: str | None, last: str | None) -> bool:
    """Whether a time ends before it begins; a year lasts from its first day to its last."""
    begins, ends = moment(first or ""), moment(last or "")
    if begins is None or ends is None:
        return False
    return (f"{ends}-12-31" if isinstance(ends, int) else ends) < (
        f"{begins}-01-01" if isinstance(begins, int) else begins
    )


def moment(value: str) -> int | str | None:
    """A year or a day as officers write it, as the reading has it; None for what is neither."""
    if value.isdecimal() and len(value) == 4:
        return int(value)
    day = days.asked(value)
    return day.isoformat() if day else None
