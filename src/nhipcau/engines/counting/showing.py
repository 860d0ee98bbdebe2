"""Figures, periods and indicators for a person to read, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from nhipcau.engines.counting.cli_words import BASES, NOTES, STATUSES, WARNINGS, Sayer
from nhipcau.engines.counting.closings import Period
from nhipcau.engines.counting.definitions import Indicator
from nhipcau.engines.counting.figures import Change, Comparison, Figure, GoalStanding, Line, Note
from nhipcau.engines.counting.model import Scope
from nhipcau.engines.lawdates import Checked


def period_lines(period: Period, say: Sayer, scope: Scope | None = None) -> Iterator[str]:
    """A period with its days, what closed it and when its report is due."""
    first, last = say.day(period.first), say.day(period.last)
    head = f"{say.period(period.name)} [{period.code}]"
    if scope is None:
        yield f"{head}: {first} - {last}"
    else:
        yield say.label("heading", period=head, first=first, last=last, scope=say.scope(scope))
    rule = period.rule
    basis = say.words(BASES[period.basis], law=rule.law if rule else "", article=rule.article if rule else "")
    unchecked = say.label("unchecked") if rule and rule.checked != Checked.SEEN else ""
    due = ""
    if period.due:
        due = "; " + say.label("due", day=say.day(period.due))
    elif period.earliest:
        expected = say.label("expected") if period.expected else ""
        due = "; " + say.label("earliest", day=say.day(period.earliest)) + expected
    yield f"  {say.label('closing', last=last, basis=basis)}{unchecked}{due}"
    for each in period.warnings:
        days = {
            name: say.day(day)
            for name, day in (("planned", each.planned), ("day", each.day), ("data_to", each.data_to))
        }
        text = say.words(WARNINGS[each.code], **days)
        yield f"  {say.label('warning', text=text)}"


def comparison_lines(comparison: Comparison, say: Sayer, *, records: bool) -> Iterator[str]:
    """An indicator with each of its figures beside last year's and the running total.  records: whether to name the facts."""
    indicator = comparison.indicator
    yield f"{indicator.code}  {indicator.name.in_language(say.language)}"
    for line in comparison.lines:
        part = line.now.part
        name = f"{part.name.in_language(say.language)}: " if len(comparison.lines) > 1 else ""
        beside = [
            f"{say.label('year_before')} {say.number(line.year_before.value)}",
            f"{say.label('to_date')} {say.number(line.to_date.value)}",
        ]
        if line.change.difference is not None:
            beside.append(_change(line.change, say))
        yield f"  {name}{say.number(line.now.value)} {part.unit.in_language(say.language)} | {' | '.join(beside)}"
        yield from (f"      {text}" for text in _about(line, say, records))


def _change(change: Change, say: Sayer) -> str:
    difference = change.difference
    if not difference:
        return say.label("same")
    percent = f" ({say.number(abs(change.percent))}%)" if change.percent is not None else ""
    name = "up" if difference > 0 else "down"
    return say.label(name, difference=say.number(abs(Decimal(difference))), percent=percent)


def _about(line: Line, say: Sayer, records: bool) -> Iterator[str]:
    """Where a figure comes from and what to know of it."""
    now = line.now
    if now.part.over != "share" or now.typed or now.value is None:
        yield say.words(
            STATUSES[now.status], count=say.number(now.count), since=say.day(now.since) if now.since else ""
        )
    for entry in now.typed:
        yield say.label("source", source=entry.source)
    if now.split:
        parts = "; ".join(f"{name or '?'} {say.number(value)}" for name, value in now.split)
        yield say.label("split", parts=parts)
    for note in (*now.notes, *line.change.notes):
        yield _note(note, now, say)
    for goal in line.goals:
        yield _goal(goal, say)
    if records and now.facts:
        yield say.label("records", refs=", ".join(each.fact.ref for each in now.facts))


def _note(note: Note, figure: Figure, say: Sayer) -> str:
    values: dict[str, str | int] = {"value": say.number(figure.value), "at_most": say.number(figure.at_most)}
    values |= dict(note.params)
    if "day" in values:
        values["day"] = say.day(str(values["day"]))
    return say.words(NOTES[note.code], **values)


def _goal(standing: GoalStanding, say: Sayer) -> str:
    word = {True: "met", False: "not_met", None: "unknown"}[standing.met]
    percent = "" if standing.percent is None else f" ({say.number(standing.percent)}%)"
    goal = standing.goal
    return say.label(
        "goal", value=say.number(goal.value), source=goal.source, standing=say.label(word) + percent
    )


def indicator_lines(indicator: Indicator, say: Sayer) -> Iterator[str]:
    """An indicator, what it counts and the rules of its figures."""
    law = f" ({indicator.law})" if indicator.law else ""
    yield f"{indicator.code}  {indicator.name.in_language(say.language)}{law}"
    if counts := indicator.counts.in_language(say.language):
        yield f"  {counts}"
    for part in indicator.parts:
        name = (
            f"{part.part or '·'}  {part.name.in_language(say.language)}, " if len(indicator.parts) > 1 else ""
        )
        rule = part.rule if part.of or part.over == "share" else say.label("typed_only")
        yield f"    {name}{part.unit.in_language(say.language)}: {rule}"
