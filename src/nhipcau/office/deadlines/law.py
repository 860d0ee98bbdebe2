"""The law's limits as this office reckons them: with the swapped working days that it entered."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from nhipcau.engines.lawdates import (
    Answer,
    Checked,
    LawdatesError,
    OfficeHours,
    Rule,
    Start,
    Swap,
    Words,
    when,
)
from nhipcau.engines.lawdates.book import spans_of
from nhipcau.kernel.shapes import shape
from nhipcau.office.deadlines.models import DayOffSwap, WorkHours
from nhipcau.office.deadlines.rules import LawNote
from nhipcau.office.deadlines.words import hours_text, refused

# Duties of the province that come round every year by the law alone, whatever a plan says.
YEARLY_DUTIES = ("spokesperson_year_report",)


def swaps() -> tuple[Swap, ...]:
    """The swaps that the office entered and did not withdraw, oldest first."""
    return tuple(Swap(each.off, each.work, each.notice) for each in _swaps())


@shape
def _swaps() -> QuerySet[DayOffSwap]:
    return DayOffSwap.objects.standing().order_by("off")


def own_hours() -> tuple[OfficeHours, ...]:
    """The hours that the office entered and did not withdraw, the latest first, each until the next begin."""
    found: list[OfficeHours] = []
    ends: date | None = None
    for each in WorkHours.objects.standing().order_by("-begins"):
        said = Words(each.ground, each.ground)
        found.append(OfficeHours(spans_of(each.spans), each.begins, ends, each.ground, Checked.SEEN, said))
        ends = each.begins - timedelta(days=1)
    return tuple(found)


def last_moment(
    duty: str,
    start: Start | datetime | date | int | str | None = None,
    *,
    law_of: date | None = None,
    extra_swaps: Iterable[Swap] | None = None,
    hours: Iterable[OfficeHours] | None = None,
) -> Answer:
    """The last good moment of a duty (see ``engines.lawdates.when``).  Raises Refused in words.

    extra_swaps, hours: the office's own swaps and hours, where the caller has them already.
    """
    try:
        return when(
            duty,
            start,
            law_of=law_of,
            extra_swaps=swaps() if extra_swaps is None else extra_swaps,
            own_hours=own_hours() if hours is None else hours,
        )
    except LawdatesError as error:
        raise refused(error) from error


def note_of(answer: Answer) -> LawNote:
    """What a due row says of the law behind it."""
    later = [reading.last.date() for reading in answer.readings[1:]]
    return LawNote(
        code=answer.rule.code,
        law=answer.rule.law,
        article=answer.rule.article,
        expected=answer.expected,
        hours="; ".join(dict.fromkeys(hours_text(each) for each in answer.office_hours)),
        other=later[-1] if later else None,
    )


def seal(rule: Rule) -> str:
    """SHA-256 of everything that an officer compares: a changed rule is to be compared anew."""
    content: dict[str, Any] = asdict(rule)
    for column in ("note", "checked"):  # our own remarks, not the law
        del content[column]
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(written.encode()).hexdigest()
