"""Figures of a digest's period, computed from its items and nothing else; pure.

The same counting serves the screen, the .docx and the comparison with the period before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

MOST_ROWS = 8
READ_ABROAD = 3
"""From this level of reach on an outlet is read beyond the country."""


TOTALS = ("stories", "articles", "outlets", "foreign", "far")
TABLES = ("by_outlet", "by_language", "by_subject", "by_tone", "by_part", "by_reach")


@dataclass(frozen=True, slots=True)
class Printed:
    """One publication of a story by one outlet.  reach: how far the outlet is read (``rules.Reach``, 1-4)."""

    outlet: str
    language: str
    reach: int
    address: str
    on: date | None


@dataclass(frozen=True, slots=True)
class CountedItem:
    """One story in a period's digests.  key: the same story on several days has the same key."""

    key: str
    part: str
    subject: str
    tone: str
    day: date
    printed: tuple[Printed, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table of figures: how many now, and in the period before."""

    label: str
    count: int
    before: int

    @property
    def change(self) -> int:
        return self.count - self.before


@dataclass(frozen=True, slots=True)
class Total:
    """One headline figure with the period before."""

    now: int
    before: int

    @property
    def change(self) -> int:
        return self.now - self.before

    @property
    def percent(self) -> int | None:
        """Change in percent; None where there was nothing before."""
        return round(100 * (self.now - self.before) / self.before) if self.before else None


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of one period.

    stories: different stories; articles: different addresses; outlets: different outlets;
    foreign: articles in another language; far: articles in outlets that are read beyond the country.
    Rows hold codes (language, subject, tone, part, reach level); the screen and the document name them.
    """

    stories: Total
    articles: Total
    outlets: Total
    foreign: Total
    far: Total
    by_day: tuple[tuple[date, int], ...]
    by_outlet: tuple[Row, ...]
    by_language: tuple[Row, ...]
    by_subject: tuple[Row, ...]
    by_tone: tuple[Row, ...]
    by_part: tuple[Row, ...]
    by_reach: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class _Counts:
    stories: int
    articles: int
    outlets: int
    foreign: int
    far: int
    by_day: Counter[date]
    outlet: Counter[str]
    language: Counter[str]
    subject: Counter[str]
    tone: Counter[str]
    part: Counter[str]
    reach: Counter[str]


def compute(
    items: Iterable[CountedItem], before: Iterable[CountedItem], *, start: date, end: date
) -> Figures:
    """The figures of ``start`` … ``end`` (both inside) beside those of the period before."""
    now, then = _count(items), _count(before)
    days = [start + timedelta(days=step) for step in range((end - start).days + 1)]
    return Figures(
        stories=Total(now.stories, then.stories),
        articles=Total(now.articles, then.articles),
        outlets=Total(now.outlets, then.outlets),
        foreign=Total(now.foreign, then.foreign),
        far=Total(now.far, then.far),
        by_day=tuple((day, now.by_day[day]) for day in days),
        by_outlet=_rows(now.outlet, then.outlet),
        by_language=_rows(now.language, then.language),
        by_subject=_rows(now.subject, then.subject),
        by_tone=_rows(now.tone, then.tone),
        by_part=_rows(now.part, then.part),
        by_reach=_rows(now.reach, then.reach),
    )


def _count(items: Iterable[CountedItem]) -> _Counts:
    """A story that several days' digests carried is one story; its newest judging counts."""
    newest: dict[str, CountedItem] = {}
    pages: dict[str, Printed] = {}
    by_day: Counter[date] = Counter()
    for item in sorted(items, key=lambda each: each.day):
        newest[item.key] = item
        for page in item.printed:
            if page.address not in pages:
                pages[page.address] = page
                by_day[page.on or item.day] += 1
    return _Counts(
        stories=len(newest),
        articles=len(pages),
        outlets=len({page.outlet for page in pages.values()}),
        far=sum(page.reach >= READ_ABROAD for page in pages.values()),
        foreign=sum(page.language != "vi" for page in pages.values()),
        by_day=by_day,
        outlet=Counter(page.outlet for page in pages.values()),
        language=Counter(page.language for page in pages.values()),
        subject=Counter(item.subject for item in newest.values() if item.subject),
        tone=Counter(item.tone for item in newest.values()),
        part=Counter(item.part for item in newest.values()),
        reach=Counter(str(page.reach) for page in pages.values()),
    )


def _rows(now: Mapping[str, int], then: Mapping[str, int]) -> tuple[Row, ...]:
    """The largest first; what was only there before stands at the end with 0, so a loss is seen too."""
    labels = sorted({*now, *then}, key=lambda label: (-now.get(label, 0), -then.get(label, 0), label))
    return tuple(Row(label, now.get(label, 0), then.get(label, 0)) for label in labels[:MOST_ROWS])


def as_json(figures: Figures) -> dict[str, Any]:
    """The figures as a signed digest keeps them."""
    totals = {
        name: {"now": total.now, "before": total.before}
        for name in TOTALS
        for total in (getattr(figures, name),)
    }
    rows = {name: [[row.label, row.count, row.before] for row in getattr(figures, name)] for name in TABLES}
    return {**totals, **rows, "by_day": [[day.isoformat(), count] for day, count in figures.by_day]}


def from_json(kept: Mapping[str, Any]) -> Figures:
    """What ``as_json`` kept."""

    def total(name: str) -> Total:
        return Total(kept[name]["now"], kept[name]["before"])

    def rows(name: str) -> tuple[Row, ...]:
        return tuple(Row(*row) for row in kept[name])

    return Figures(
        stories=total("stories"),
        articles=total("articles"),
        outlets=total("outlets"),
        foreign=total("foreign"),
        far=total("far"),
        by_day=tuple((date.fromisoformat(day), count) for day, count in kept["by_day"]),
        by_outlet=rows("by_outlet"),
        by_language=rows("by_language"),
        by_subject=rows("by_subject"),
        by_tone=rows("by_tone"),
        by_part=rows("by_part"),
        by_reach=rows("by_reach"),
    )


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the chart by day, in the drawing's units (y axis down)."""

    x: float
    y: float
    width: float
    height: float
    label: str
    count: int
    shown: bool  # a month has too many days to name each

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    @property
    def above(self) -> float:
        """Where the count stands."""
        return self.y - 5


def columns(by_day: Sequence[tuple[date, int]], *, width: int = 600, height: int = 150) -> tuple[Column, ...]:
    """The articles of each day as columns in a width × height box."""
    if not by_day:
        return ()
    top = max(1, *(count for _day, count in by_day))
    step = width / len(by_day)
    name_every = 1 if len(by_day) <= 10 else 5
    return tuple(
        Column(
            x=round(place * step + step * 0.15, 1),
            y=round(height - height * count / top, 1),
            width=round(step * 0.7, 1),
            height=round(height * count / top, 1),
            label=f"{day.day}/{day.month}",
            count=count,
            shown=place % name_every == 0,
        )
        for place, (day, count) in enumerate(by_day)
    )


@dataclass(frozen=True, slots=True)
class Bar:
    """One row with its lengths in percent of the longest, now and before."""

    label: str
    count: int
    before: int
    length: float
    length_before: float

    @property
    def change(self) -> int:
        return self.count - self.before


def bars(rows: Sequence[Row]) -> tuple[Bar, ...]:
    """Rows as bars side by side with the period before."""
    top = max((max(row.count, row.before) for row in rows), default=0) or 1
    return tuple(
        Bar(
            row.label,
            row.count,
            row.before,
            round(100 * row.count / top, 1),
            round(100 * row.before / top, 1),
        )
        for row in rows
    )
