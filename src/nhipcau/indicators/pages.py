"""What the pages of figures show, as typed values made once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext

from nhipcau.agencies.models import Agency, Officer
from nhipcau.engines.counting import (
    Comparison,
    Figure,
    Part,
    Period,
    Status,
    period_name,
)
from nhipcau.engines.counting.definitions import Over, Role
from nhipcau.engines.counting.figures import GoalStanding, Line, Note, percent
from nhipcau.engines.counting.model import Number
from nhipcau.engines.lawdates import Checked
from nhipcau.indicators import queries, rules
from nhipcau.indicators.awaited import waiting
from nhipcau.indicators.models import Closing
from nhipcau.indicators.permissions import KEEP_FIGURES, READ_FIGURES, may_enter, readable
from nhipcau.kernel.clock import today
from nhipcau.kernel.sentences import language, of_both
from nhipcau.kernel.standing import written

DASH = "–"
_VIETNAMESE = {44: ".", 46: ","}


def number(value: Number | None) -> str:
    """1.234,5 in Vietnamese, 1,234.5 in English; a dash for none."""
    if value is None:
        return DASH
    text = f"{value:,}" if isinstance(value, int) else f"{Decimal(value):,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text if language() == "en" else text.translate(_VIETNAMESE)


def day(value: date | str | None) -> str:
    """dd/mm/yyyy."""
    found = date.fromisoformat(value) if isinstance(value, str) else value
    return written(found) if found else ""


def name_of(period: Period) -> str:
    """What a period is called."""
    return period_name(period.name, language())


def address(period: str = "", agency: Agency | None = None, code: str = "", **more: str) -> str:
    """The page of all figures, or of one indicator, of a period and a scope."""
    where = reverse("indicators:indicator", args=[code]) if code else reverse("indicators:figures")
    wish = {"ky": period, "co-quan": agency.code if agency else "", **more}
    wish = {key: value for key, value in wish.items() if value}
    return f"{where}?{urlencode(wish)}" if wish else where


@dataclass(frozen=True, slots=True)
class GoalShown:
    """A goal with how far it is.  tone: good where it is met, warn where not yet.  percent: the figure as percent of it.
    at_most: whether less is better.  figure: what is held against it."""

    value: str
    source: str
    words: str
    tone: str
    percent: Decimal | None = None
    at_most: bool = False
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure as the table shows it.  live: what it would be now, where that differs from what was closed.  standings: its goals
    as the engine holds them against it, in the order of ``goals``."""

    name: str
    unit: str
    now: str
    before: str
    to_date: str
    change: str
    trend: str
    source: str
    status: str
    url: str
    is_part: bool
    notes: tuple[str, ...] = ()
    goals: tuple[GoalShown, ...] = ()
    standings: tuple[GoalStanding, ...] = ()
    live: str = ""
    is_missing: bool = False
    numbers: tuple[Number | None, Number | None, Number | None] = (None, None, None)


@dataclass(frozen=True, slots=True)
class Section:
    """Indicators of one subject.  missing: those of which there is no figure, each with where to enter it."""

    key: str
    title: str
    rows: tuple[Row, ...]
    missing: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a list to choose from."""

    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Head:
    """Of which period and for whom, with the choices."""

    period: str
    code: str
    first: date
    last: date
    basis: str
    unchecked: bool
    due: date | None
    warnings: tuple[str, ...]
    agency: Agency | None
    whom: str
    periods: tuple[tuple[str, tuple[Choice, ...]], ...]
    agencies: tuple[tuple[str, str], ...]
    chosen: str
    is_running: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """All figures of a period for a scope.  waiting: those that are closed later, each with the day that it waits for."""

    head: Head
    sections: tuple[Section, ...]
    closing: Closing | None
    differing: int
    waiting: tuple[tuple[str, str], ...]
    may_close: bool
    may_enter: bool
    shown: int = 0
    missing: int = 0


def sheet(officer: Officer, question: queries.Asked) -> Sheet:
    """The page of all figures."""
    found = queries.figures(question)
    closed = queries.closed_of(question)
    earlier = queries.closed_of(earlier_of(question))
    enters = may_enter(officer, question.agency)
    sections: dict[str, tuple[list[Row], list[Row]]] = {}
    for comparison in found.values():
        indicator = comparison.indicator
        shown, missing = sections.setdefault(indicator.section or rules.OWN_SECTION, ([], []))
        made = _rows(comparison, question, closed, earlier)
        whole = any(not row.is_missing for row in made)
        (shown if whole else missing).extend(made if whole else made[:1])
    made_sections = tuple(
        Section(key, gettext(title), tuple(sections[key][0]), tuple(sections[key][1]))
        for key, title in rules.SECTIONS.items()
        if key in sections
    )
    rows = [row for section in made_sections for row in section.rows]
    keeps = officer.may(KEEP_FIGURES)
    return Sheet(
        head=head(officer, question),
        sections=made_sections,
        closing=closed.closing if closed else None,
        differing=sum(bool(row.live) for row in rows),
        waiting=_waiting(question, closed),
        may_close=keeps,
        may_enter=enters,
        shown=len(rows),
        missing=sum(len(section.missing) for section in made_sections),
    )


def _waiting(question: queries.Asked, closed: queries.Closed | None) -> tuple[tuple[str, str], ...]:
    """The figures of an ended period that have to wait, by name."""
    if today() <= question.period.last and closed is None:
        return ()
    known = closed.waiting if closed else waiting(question.period, question.calendar, question.definitions)
    return tuple(
        (of_both(each.name), day(known[each.code]))
        for each in question.definitions
        if each.code in known and queries.counted_for(each, question.agency)
    )


def earlier_of(question: queries.Asked) -> queries.Asked:
    """The same question of the same period of last year."""
    return replace(question, period=question.calendar.year_before(question.period))


def head(officer: Officer, question: queries.Asked) -> Head:
    """Of which period, for whom."""
    period, on = question.period, today()
    rule = period.rule
    basis = gettext(rules.BASIS_WORDS[period.basis]) % {
        "last": day(period.last),
        "law": rule.law if rule else "",
        "article": rule.article if rule else "",
    }
    warnings = tuple(
        gettext(rules.WARNING_WORDS[one.code])
        % {"planned": day(one.planned), "day": day(one.day), "data_to": day(one.data_to)}
        for one in period.warnings
    )
    groups = tuple(
        (
            gettext(label),
            tuple(
                Choice(name.code, period_name(name, language()), name.code == period.code) for name in names
            ),
        )
        for label, names in rules.offered(on)
    )
    known = {choice.value for _label, choices in groups for choice in choices}
    if period.code not in known:
        groups = ((gettext("Kỳ đang xem"), (Choice(period.code, name_of(period), True),)), *groups)
    # Those that lived when the period began or ended; and whom the page speaks of, whenever that was.
    lived = readable(officer).alive(period.first) | readable(officer).alive(
        min(period.last, max(on, period.first))
    )
    if question.agency is not None:
        lived |= readable(officer).filter(pk=question.agency.pk)
    agencies = tuple((agency.code, agency.name) for agency in lived.distinct().in_order())
    if officer.may(READ_FIGURES):
        agencies = (("", gettext("Toàn tỉnh")), *agencies)
    return Head(
        period=name_of(period),
        code=period.code,
        first=period.first,
        last=period.last,
        basis=basis,
        unchecked=bool(rule and rule.checked != Checked.SEEN),
        due=period.deadline,
        warnings=warnings,
        agency=question.agency,
        whom=question.agency.name if question.agency else gettext("Toàn tỉnh"),
        periods=groups,
        agencies=agencies,
        chosen=question.agency.code if question.agency else "",
        is_running=on <= period.last,
    )


def listed(question: queries.Asked) -> list[tuple[str, str, list[Row]]]:
    """All figures one by one, by section: its key, its title, its rows."""
    closed, earlier = queries.closed_of(question), queries.closed_of(earlier_of(question))
    found: dict[str, list[Row]] = {}
    for comparison in queries.figures(question).values():
        key = comparison.indicator.section or rules.OWN_SECTION
        found.setdefault(key, []).extend(each_figure(comparison, question, closed, earlier))
    return [(key, gettext(title), found[key]) for key, title in rules.SECTIONS.items() if key in found]


def of_indicators(question: queries.Asked, codes: Iterable[str]) -> dict[str, list[Row]]:
    """Some indicators' figures as a table shows them, by code; those that are not counted for the scope are left out."""
    found = [queries.indicator_of(question.definitions, code) for code in codes]
    wanted = [each for each in found if each is not None]
    closed, earlier = queries.closed_of(question), queries.closed_of(earlier_of(question))
    return {
        code: _rows(comparison, question, closed, earlier)
        for code, comparison in queries.figures(question, wanted).items()
    }


def each_figure(
    comparison: Comparison,
    question: queries.Asked,
    closed: queries.Closed | None,
    earlier: queries.Closed | None,
) -> list[Row]:
    """An indicator's figures, a row each; closed, earlier: what was closed of the period, and of the same of last year."""
    return [
        _row(line, place, comparison, question, closed, earlier)
        for place, line in enumerate(comparison.lines)
    ]


def _rows(
    comparison: Comparison,
    question: queries.Asked,
    closed: queries.Closed | None,
    earlier: queries.Closed | None,
) -> list[Row]:
    """As a page shows them: a figure with the whole that it is a part of in one line."""
    found: list[Row] = []
    for line, row in zip(comparison.lines, each_figure(comparison, question, closed, earlier), strict=True):
        part = line.now.part
        if found and part.role == Role.OF:
            found[-1] = _joined(found[-1], row, "{} / {}")
        elif found and part.role == Role.SHARE and not part.share_of[0]:
            found[0] = _joined(found[0], row, "{} ({}%)")
        else:
            found.append(row)
    return found


def _joined(whole: Row, row: Row, form: str) -> Row:
    """A figure with the whole that it is a part of, or with its share of it: "40 / 69 (58%)"."""

    def both(name: str) -> str:
        one, other = getattr(whole, name), getattr(row, name)
        return form.format(one, other) if one not in {DASH, ""} and other not in {DASH, ""} else one

    live = both("live") if whole.live and row.live else whole.live or row.live
    return replace(
        whole,
        now=both("now"),
        before=both("before"),
        to_date=both("to_date"),
        live=live,
        goals=(*whole.goals, *row.goals),
        notes=(*whole.notes, *row.notes),
    )


def _row(
    line: Line,
    place: int,
    comparison: Comparison,
    question: queries.Asked,
    closed: queries.Closed | None,
    earlier: queries.Closed | None,
) -> Row:
    part, now = line.now.part, line.now
    value, live = _as_closed(now, closed)
    before, _live = _as_closed(line.year_before, earlier)
    # What runs over the period alone is closed with it; over a longer time it goes on being counted.
    to_date = value if _is_whole(line) else line.to_date.value
    change, trend = _change(part, value, before)
    standings = tuple(_beside(each, line, value) for each in line.goals)
    return Row(
        name=_name(comparison, place),
        unit=of_both(part.unit),
        now=number(value),
        before=number(before),
        to_date=number(to_date),
        change=change,
        trend=trend,
        source=gettext("Số đã chốt") if live else source_words(now),
        status=now.status.value,
        url=address(question.period.code, question.agency, comparison.indicator.code, so=part.part),
        is_part=bool(place),
        notes=tuple(note_words(note, now) for note in now.notes if note.code != "partly-since"),
        goals=tuple(map(goal_shown, standings)),
        standings=standings,
        live=live,
        is_missing=value is None and now.status == Status.MISSING,
        numbers=(value, before, to_date),
    )


def _name(comparison: Comparison, place: int) -> str:
    """What a figure is called in the table of all: the first by its indicator, of whose name the part behind ";" is another
    figure's, which stands below."""
    indicator, parts = comparison.indicator, comparison.indicator.parts
    if place:
        return of_both(parts[place].name)
    name = of_both(indicator.name)
    return name.partition(";")[0] if len(parts) > 1 and parts[1].role in {Role.ALSO, Role.WITHIN} else name


def _is_whole(line: Line) -> bool:
    """Whether the running total is of the period and nothing else."""
    return (line.to_date.period.first, line.to_date.period.last) == (
        line.now.period.first,
        line.now.period.last,
    )


def _beside(standing: GoalStanding, line: Line, value: Number | None) -> GoalStanding:
    """How far a goal is by the value that the page shows, which may be a closed one."""
    if standing.figure.period.code == line.now.period.code or _is_whole(line):
        return replace(standing, figure=replace(standing.figure, value=value))
    return standing


def _as_closed(figure: Figure, closed: queries.Closed | None) -> tuple[Number | None, str]:
    """The value as it was closed, and what it would be now where that is another; as it is, where nothing was closed.  None while it
    waits to be closed: what it is now may be of the period before."""
    if closed is None:
        return figure.value, ""
    kept = closed.values.get(figure.part.key)
    if figure.part.code in closed.waiting and figure.part.key not in closed.values:
        return None, ""
    return kept, number(figure.value) if kept != figure.value else ""


def told(figure: Figure, closed: queries.Closed | None) -> Number | None:
    """The value that every page tells: as it was closed, else as it stands."""
    return _as_closed(figure, closed)[0]


def _change(part: Part, now: Number | None, before: Number | None) -> tuple[str, str]:
    if now is None or before is None:
        return "", ""
    difference = Decimal(now) - Decimal(before)
    if not difference:
        return gettext("không đổi"), "same"
    share = None if part.over == Over.SHARE else percent(difference, before)
    words = ("+" if difference > 0 else "−") + number(abs(difference))
    if part.over == Over.SHARE:
        words += " " + gettext("điểm phần trăm")
    if share is not None:
        words += f" ({'+' if share > 0 else '−'}{number(abs(share))}%)"
    return words, "up" if difference > 0 else "down"


def goal_shown(standing: GoalStanding) -> GoalShown:
    """A goal and how far it is, in words."""
    value, source = number(standing.goal.value), standing.goal.source
    share, at_most, figure = standing.percent, standing.goal.at_most, number(standing.figure.value)
    if standing.met is None:
        return GoalShown(value, source, gettext("chưa có số liệu"), "", None, at_most, figure)
    words = gettext("đạt") if standing.met else gettext("chưa đạt")
    if share is not None:
        words += f" ({number(share)}%)"
    return GoalShown(value, source, words, "good" if standing.met else "warn", share, at_most, figure)


def source_words(figure: Figure) -> str:
    """Where a figure comes from."""
    if figure.status == Status.TYPED and figure.typed:
        return gettext("Nhập: %(source)s") % {"source": figure.typed[-1].source}
    return gettext(rules.STATUS_WORDS[figure.status]) % {"since": day(figure.since)}


def note_words(note: Note, figure: Figure) -> str:
    """Something to know of a figure."""
    values: dict[str, Any] = {"value": number(figure.value)} | dict(note.params)
    if "day" in values:
        values["day"] = day(values["day"])
    return gettext(rules.NOTE_WORDS[note.code]) % values
