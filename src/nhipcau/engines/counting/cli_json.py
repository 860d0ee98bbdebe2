"""Figures, periods and indicators as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from nhipcau.engines.counting.cli_words import Sayer
from nhipcau.engines.counting.closings import Period
from nhipcau.engines.counting.definitions import Indicator, Part
from nhipcau.engines.counting.figures import Comparison, Figure, GoalStanding, Line, Note
from nhipcau.engines.counting.model import Number, Typed


def number_json(value: Number | None) -> int | float | str | None:
    """A number that every reader reads alike: as text where a float would not hold it exactly."""
    if value is None or isinstance(value, int):
        return value
    if value == value.to_integral_value():
        return int(value)
    near = float(value)
    return near if Decimal(repr(near)) == value else format(value, "f")


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def period_json(period: Period, say: Sayer) -> dict[str, Any]:
    """A period with its days and what set them."""
    return {
        "code": period.code,
        "name": say.period(period.name),
        "first": _day(period.first),
        "closing": _day(period.last),
        "days": period.length,
        "basis": period.basis,
        "rule": period.rule.code if period.rule else None,
        "law": f"{period.rule.law}, {period.rule.article}" if period.rule else None,
        "checked": period.rule.checked.value if period.rule else None,
        "due": _day(period.due),
        "due_by": period.due_by or None,
        "earliest_due": _day(period.earliest),
        "expected": period.expected,
        "warnings": [
            {
                "code": each.code,
                "planned": _day(each.planned),
                "day": _day(each.day),
                "data_to": _day(each.data_to),
            }
            for each in period.warnings
        ],
    }


def comparison_json(comparison: Comparison, language: str) -> Iterator[dict[str, Any]]:
    """Each figure of an indicator with what stands beside it and the facts behind it."""
    for line in comparison.lines:
        yield _line(comparison.indicator, line, language)


def _line(indicator: Indicator, line: Line, language: str) -> dict[str, Any]:
    now, part = line.now, line.now.part
    return {
        "indicator": indicator.code,
        "part": part.part,
        "role": part.role.value,
        "name": part.name.in_language(language),
        "of": indicator.name.in_language(language),
        "unit": part.unit.in_language(language),
        "over": part.over.value,
        "rule": part.rule,
        **_figure(now),
        "split": {name: number_json(value) for name, value in now.split},
        "facts": [{"ref": each.fact.ref, "brings": _brings(each.amount)} for each in now.facts],
        "year_before": _beside(line.year_before),
        "to_date": _beside(line.to_date),
        "change": {
            "difference": number_json(line.change.difference),
            "percent": number_json(line.change.percent),
            "notes": [_note(each) for each in line.change.notes],
        },
        "goals": [_goal(each) for each in line.goals],
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "value": number_json(figure.value),
        "at_most": number_json(figure.at_most),
        "status": figure.status.value,
        "closing": _day(figure.closing),
        "count": figure.count,
        "since": _day(figure.since),
        "typed": [_typed(each) for each in figure.typed],
        "replaced": [_typed(each) for each in figure.replaced],
        "notes": [_note(each) for each in figure.notes],
    }


def _beside(figure: Figure) -> dict[str, Any]:
    """A figure of another period, without the facts behind it: they are asked for by that period."""
    period = figure.period
    return {"period": period.code, "first": _day(period.first), **_figure(figure)}


def _brings(amount: object) -> object:
    """What a fact brings; what tells persons apart stays in the file it came from."""
    if isinstance(amount, tuple):
        return list(amount)
    return number_json(amount) if isinstance(amount, (int, Decimal)) else None if amount is None else 1


def _note(note: Note) -> dict[str, Any]:
    return {"code": note.code, **dict(note.params)}


def _typed(entry: Typed) -> dict[str, Any]:
    return {
        "ref": entry.ref,
        "period": entry.period,
        "value": number_json(entry.value),
        "source": entry.source,
        "entered": _day(entry.entered),
        "by": entry.by,
    }


def _goal(standing: GoalStanding) -> dict[str, Any]:
    goal = standing.goal
    return {
        "period": goal.period,
        "value": number_json(goal.value),
        "at_most": goal.at_most,
        "source": goal.source,
        "met": standing.met,
        "percent": number_json(standing.percent),
    }


def indicator_json(indicator: Indicator, language: str) -> dict[str, Any]:
    """An indicator with the rules of its figures."""
    return {
        "code": indicator.code,
        "name": indicator.name.in_language(language),
        "level": indicator.level.value,
        "section": indicator.section,
        "counts": indicator.counts.in_language(language),
        "law": indicator.law,
        "own": indicator.own,
        "figures": [_part(part, language) for part in indicator.parts],
    }


def _part(part: Part, language: str) -> dict[str, Any]:
    return {
        "part": part.part,
        "role": part.role.value,
        "name": part.name.in_language(language),
        "unit": part.unit.in_language(language),
        "over": part.over.value,
        "rule": part.rule,
    }
