"""The charts of a report's figures: what is sealed of them, and how the paper draws it.

Sealed as plain values, so that a paper made years later shows the same; drawn on the server for Word and PDF alike, told
apart by patterns as well as by colours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from nhipcau.engines.counting import PeriodKind, period_name
from nhipcau.engines.counting.definitions import On, Over, Part
from nhipcau.engines.counting.model import Number
from nhipcau.engines.officialdoc.write.chart import MOST_SERIES, Chart, Kind, Series, written
from nhipcau.engines.officialdoc.write.chart_svg import svg
from nhipcau.engines.officialdoc.write.model import Picture
from nhipcau.indicators import pages as figures
from nhipcau.indicators import queries as counting

MOST_CHARTS, MOST_NAMES, MOST_BARS = 4, 8, 18
"""So many charts stand before the table, and so many figures and bars in one: it has to fit on a page with its caption."""
WIDTH, LARGER = 560.0, 1.2
"""In points: an annex lies across the page; its words are enlarged to those of the table."""


# ---- what is sealed


Rows = Mapping[str, Sequence[figures.Row]]


@dataclass(frozen=True, slots=True)
class Column:
    """The first figure of indicators in one period, by code.  name: of the period."""

    name: str
    values: Mapping[str, Number | None]


def columns_of(question: counting.Asked, rows: Rows, before: Rows) -> list[Column]:
    """What is held side by side: the period, the one before, the same of last year; of several years each of them.

    rows, before: of the period and of the one before, as a table shows them.
    """
    name = question.period.name
    if name.kind == PeriodKind.YEARS:
        years = range(name.year, name.until + 1)[-MOST_SERIES:]
        return [_of_year(question, year, rows) for year in years]
    last_year = {code: made[0].numbers[1] for code, made in rows.items()}
    beside = [
        Column(period_name(name.preceding()), _first(before)),
        Column(period_name(name.year_before()), last_year),
    ]
    known = [one for one in beside if any(value is not None for value in one.values.values())]
    return [Column(period_name(name), _first(rows)), *known]


def _of_year(question: counting.Asked, year: int, codes: Iterable[str]) -> Column:
    period = question.calendar.period(str(year))
    return Column(
        period_name(period.name), _first(figures.of_indicators(replace(question, period=period), codes))
    )


def _first(rows: Rows) -> dict[str, Number | None]:
    return {code: made[0].numbers[0] for code, made in rows.items()}


def charts_of(question: counting.Asked, rows: Rows, columns: Sequence[Column]) -> list[dict[str, Any]]:
    """Figures side by side, a chart for each unit, and those with goals in percent of them; only figures that are compared by
    their size.  rows: of the period, as a table shows them, by code."""
    by_unit: dict[str, list[_Line]] = {}
    needs_now = question.period.name.kind != PeriodKind.YEARS
    for code, made in rows.items():
        indicator = question.definitions.get(code)
        line = _line(_called(made[0].name), code, columns)
        if needs_now and made[0].numbers[0] is None:
            continue
        if line is not None and _has_size(indicator.parts[0]):
            by_unit.setdefault(made[0].unit, []).append(line)
    groups = sorted(by_unit.items(), key=lambda pair: -len(pair[1]))
    # A chart of one figure says little; it stands only where there are no others.
    groups = [pair for pair in groups if len(pair[1]) > 1] or groups
    charts = [_compared(question, unit, lines, columns) for unit, lines in groups[:MOST_CHARTS]]
    goals = _goals(row for made in rows.values() for row in made)
    return [*charts, goals] if goals else charts


_Line = tuple[str, tuple[Number | None, ...]]
"""What a figure is called, and what it is in each column."""


def _line(name: str, code: str, columns: Sequence[Column]) -> _Line | None:
    """None where there is nothing to compare: one period alone, or nothing but yes and no."""
    values = tuple(one.values.get(code) for one in columns)
    known = [value for value in values if value is not None]
    if len(known) < 2 or (all(value in (0, 1) for value in known)):
        return None
    return name, values


def _called(name: str) -> str:
    """The first figure alone: what "a / b" names beside it has no bar."""
    return name.partition(" / ")[0]


def _has_size(part: Part) -> bool:
    """Whether a figure is of a kind that bars may be compared of: counts, sums and shares; not ranks, medians and readings."""
    return part.over in {Over.SUM, Over.DISTINCT, Over.SHARE} or (
        part.over == Over.LAST and part.on == On.STANDS
    )


def preceding(question: counting.Asked) -> counting.Asked | None:
    """The same question of the period before; None where that is the same period of last year."""
    name = question.period.name.preceding()
    if name == question.period.name.year_before():
        return None
    return replace(question, period=question.calendar.period(name.code))


def _compared(
    question: counting.Asked, unit: str, lines: Sequence[_Line], columns: Sequence[Column]
) -> dict[str, Any]:
    """The greatest of them, in the order of the table."""
    most = min(MOST_NAMES, MOST_BARS // len(columns))
    greatest = set(sorted(range(len(lines)), key=lambda at: (-max(map(_size, lines[at][1])), at))[:most])
    shown = [line for at, line in enumerate(lines) if at in greatest]
    series: list[tuple[str, list[str | None]]] = [
        (one.name, [_plain(values[place]) for _name, values in shown])
        for place, one in enumerate(columns)
        if any(values[place] is not None for _name, values in shown)
    ]
    beside = " và ".join(name[:1].lower() + name[1:] for name, _values in series[1:])
    in_years = question.period.name.kind == PeriodKind.YEARS
    title = "Số liệu từng năm" if in_years else f"Số liệu của kỳ so với {beside}"
    return {
        "title": f"{title} ({unit})",
        "unit": unit,
        "names": [name for name, _values in shown],
        "series": [list(one) for one in series],
        "goal": "",
    }


def _size(number: Number | None) -> Decimal:
    return abs(Decimal(str(number or 0)))


def _plain(number: Number | None) -> str | None:
    return None if number is None else str(number)


def _goals(rows: Iterable[figures.Row]) -> dict[str, Any] | None:
    """Figures in percent of their goals."""
    held = [(row.name, goal) for row in rows for goal in row.goals if goal.percent is not None][:MOST_NAMES]
    if not held:
        return None
    names = [f"{name} ({'không quá ' if goal.at_most else 'mục tiêu '}{goal.value})" for name, goal in held]
    return {
        "title": "Số liệu so với mục tiêu (%)",
        "unit": "%",
        "names": names,
        "series": [["So với mục tiêu", [_plain(goal.percent) for _name, goal in held]]],
        "goal": "100",
    }


# ---- how the paper draws it


def pictures(charts: Sequence[Mapping[str, Any]]) -> Iterator[Picture]:
    """A drawing of each, numbered, with what it shows in words for whoever does not see it."""
    for place, one in enumerate(charts, start=1):
        chart = _chart(one)
        caption = f"Biểu đồ {place}. {one['title']}"
        drawn = svg(chart, words=caption, width=WIDTH, mark=f"c{place}", larger=LARGER)
        yield Picture(svg=drawn, words=f"{caption}. {in_words(chart)}", caption=caption)


def _chart(one: Mapping[str, Any]) -> Chart:
    return Chart(
        kind=Kind.ROWS,
        names=tuple(one["names"]),
        series=tuple(
            Series(name, tuple(None if value is None else Decimal(value) for value in values))
            for name, values in one["series"]
        ),
        unit=one["unit"],
        goal=Decimal(one["goal"]) if one["goal"] else None,
        goal_words="Mục tiêu" if one["goal"] else "",
    )


def in_words(chart: Chart) -> str:
    """All its figures in one line: "Số tin, bài: 6 tháng đầu năm 2026 1.240, 6 tháng đầu năm 2025 980; …"."""
    return "; ".join(
        f"{name}: " + ", ".join(f"{one.name} {written(one.values[at])}" for one in chart.series)
        for at, name in enumerate(chart.names)
    )
