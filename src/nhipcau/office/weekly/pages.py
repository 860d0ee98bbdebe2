"""The weekly sheet as screens and papers show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from nhipcau.agencies.models import Officer
from nhipcau.office.permissions import DIRECT
from nhipcau.office.weekly.models import Conclusion
from nhipcau.office.weekly.parts import Counted, Line, Shown, WeekAsked, first_of, sheet
from nhipcau.office.weekly.permissions import CONCLUDE

SHOWN = 6
"""Lines that stand below a figure; the figure opens to all."""


def address(first: date) -> str:
    """The page of a week, by its Monday."""
    year, week, _ = first.isocalendar()
    return reverse("office:week", args=[year, week])


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its first lines, how many more there are, and where all stand."""

    counted: Counted
    url: str

    @property
    def lines(self) -> Sequence[Line]:
        return first_of(self.counted.lines, SHOWN)

    @property
    def more(self) -> int:
        return self.counted.count - len(self.lines)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the sheet on screen."""

    shown: Shown
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """A week's sheet: its parts, its conclusions, its neighbours."""

    asked: WeekAsked
    parts: tuple[Part, ...]
    conclusions: tuple[Conclusion, ...]
    can_conclude: bool
    own_drafts: int

    @property
    def number(self) -> int:
        return self.asked.first.isocalendar()[1]

    @property
    def year(self) -> int:
        return self.asked.first.isocalendar()[0]

    @property
    def before(self) -> str:
        return address(self.asked.first - timedelta(days=7))

    @property
    def after(self) -> str:
        return address(self.asked.first + timedelta(days=7))


def week(asked: WeekAsked) -> Week:
    """The sheet of a week for its reader."""
    year, number, _ = asked.first.isocalendar()
    shown = tuple(
        Part(
            part,
            tuple(
                Figure(one, reverse("office:week_figure", args=[year, number, part.key, one.key]))
                for one in part.figures
            ),
        )
        for part in sheet(asked)
    )
    conclusions = conclusions_of(year, number)
    return Week(
        asked=asked,
        parts=shown,
        conclusions=conclusions,
        can_conclude=asked.reader.may(CONCLUDE),
        own_drafts=sum(is_own_draft(asked.reader, one) for one in conclusions),
    )


def conclusions_of(year: int, number: int) -> tuple[Conclusion, ...]:
    """What was concluded in a week's meeting, in the order in which it was typed."""
    found = Conclusion.objects.standing().filter(meeting__year=year, meeting__week=number)
    return tuple(found.select_related("agency", "said_by", "written_by", "direction"))


def is_own_draft(reader: Officer, conclusion: Conclusion) -> bool:
    """Whether it waits for this leader to send it."""
    return conclusion.sent_at is None and conclusion.said_by_id == reader.pk and reader.may(DIRECT)
