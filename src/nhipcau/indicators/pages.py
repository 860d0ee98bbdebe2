"""What the pages of figures show, as typed values made once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import get_language, gettext

from nhipcau.agencies.models import Agency, Officer
from nhipcau.engines.counting import (
    Comparison,
    Counted,
    Fact,
    Figure,
    Frozen,
    Indicator,
    Part,
    Period,
    Status,
    parse_period,
    period_name,
)
from nhipcau.engines.counting.definitions import Level, Over, Role
from nhipcau.engines.counting.figures import Line, Note, percent
from nhipcau.engines.counting.model import Number
from nhipcau.engines.lawdates import Checked
from nhipcau.indicators import queries, rules
from nhipcau.indicators.models import ClosedFigure, Closing, Entered
from nhipcau.indicators.permissions import KEEP_FIGURES, READ_FIGURES, may_enter, readable
from nhipcau.kernel import facts
from nhipcau.kernel.clock import today

PER_PAGE = 40
DASH = "–"


def language() -> str:
    """The reader's language, as the engine names it."""
    return "en" if (get_language() or "vi").startswith("en") else "vi"


def number(value: Number | None) -> str:
    """1.234,5 in Vietnamese, 1,234.5 in English; a dash for none."""
    if value is None:
        return DASH
    text = f"{Decimal(value):,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text if language() == "en" else text.translate({44: ".", 46: ","})


def day(value: date | str | None) -> str:
    """dd/mm/yyyy."""
    found = date.fromisoformat(value) if isinstance(value, str) else value
    return found.strftime("%d/%m/%Y") if found else ""


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
    """A goal with how far it is.  tone: good where it is met, warn where not yet."""

    value: str
    source: str
    words: str
    tone: str


@dataclass(frozen=True, slots=True)
class Row:
    """One figure as the table shows it.  live: what it would be now, where that differs from what was closed."""

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
    """All figures of a period for a scope."""

    head: Head
    sections: tuple[Section, ...]
    closing: Closing | None
    differing: int
    may_close: bool
    may_enter: bool
    shown: int = 0
    missing: int = 0


def sheet(officer: Officer, question: queries.Asked) -> Sheet:
    """The page of all figures."""
    found = queries.figures(question)
    closed = queries.closed_of(question)
    earlier = queries.closed_of(_of_year_before(question))
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
        may_close=keeps,
        may_enter=enters,
        shown=len(rows),
        missing=sum(len(section.missing) for section in made_sections),
    )


def _of_year_before(question: queries.Asked) -> queries.Asked:
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
    agencies = tuple((agency.code, agency.name) for agency in readable(officer).in_order())
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
    closed, earlier = queries.closed_of(question), queries.closed_of(_of_year_before(question))
    found: dict[str, list[Row]] = {}
    for comparison in queries.figures(question).values():
        key = comparison.indicator.section or rules.OWN_SECTION
        found.setdefault(key, []).extend(_each(comparison, question, closed, earlier))
    return [(key, gettext(title), found[key]) for key, title in rules.SECTIONS.items() if key in found]


def _each(
    comparison: Comparison,
    question: queries.Asked,
    closed: queries.Closed | None,
    earlier: queries.Closed | None,
) -> list[Row]:
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
    for line, row in zip(comparison.lines, _each(comparison, question, closed, earlier), strict=True):
        part = line.now.part
        if found and part.role == Role.OF:
            found[-1] = _joined(found[-1], row, "{} / {}")
        elif found and part.role == Role.SHARE and not part.share_of[0]:
            found[0] = _joined(found[0], row, "{} ({} %)")
        else:
            found.append(row)
    return found


def _joined(whole: Row, row: Row, form: str) -> Row:
    """A figure with the whole that it is a part of, or with its share of it: "40 / 69 (58 %)"."""

    def both(name: str) -> str:
        one, other = getattr(whole, name), getattr(row, name)
        return form.format(one, other) if one not in {DASH, ""} and other not in {DASH, ""} else one

    live = both("live") if whole.live and row.live else whole.live or row.live
    joined = {name: both(name) for name in ("now", "before", "to_date")}
    return replace(
        whole, **joined, live=live, goals=(*whole.goals, *row.goals), notes=(*whole.notes, *row.notes)
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
    change, trend = _change(part, value, before)
    named = comparison.indicator.name if not place else part.name
    return Row(
        name=named.in_language(language()),
        unit=part.unit.in_language(language()),
        now=number(value),
        before=number(before),
        to_date=number(line.to_date.value),
        change=change,
        trend=trend,
        source=source_words(now),
        status=now.status.value,
        url=address(question.period.code, question.agency, comparison.indicator.code),
        is_part=bool(place),
        notes=tuple(note_words(note, now) for note in now.notes if note.code != "partly-since"),
        goals=tuple(_goal(each.goal.value, each.goal.source, each.met, each.percent) for each in line.goals),
        live=live,
        is_missing=value is None and now.status == Status.MISSING,
        numbers=(value, before, line.to_date.value),
    )


def _as_closed(figure: Figure, closed: queries.Closed | None) -> tuple[Number | None, str]:
    """The value as it was closed, and what it would be now where that is another; as it is, where nothing was closed."""
    frozen = closed.figures.get(figure.part.key) if closed else None
    if closed is None:
        return figure.value, ""
    kept = value_of(frozen)
    return kept, number(figure.value) if kept != figure.value else ""


def value_of(frozen: Frozen | None) -> Number | None:
    """The value that a closed figure has."""
    text = frozen.figure["value"] if frozen else None
    if text is None:
        return None
    value = Decimal(text)
    return int(value) if value == value.to_integral_value() else value


def _change(part: Part, now: Number | None, before: Number | None) -> tuple[str, str]:
    if now is None or before is None:
        return "", ""
    difference = now - before
    if not difference:
        return gettext("không đổi"), "same"
    share = None if part.over == Over.SHARE else percent(difference, before)
    words = ("+" if difference > 0 else "−") + number(abs(difference))
    if part.over == Over.SHARE:
        words += " " + gettext("điểm %%") % {}
    if share is not None:
        words += f" ({'+' if share > 0 else '−'}{number(abs(share))} %)"
    return words, "up" if difference > 0 else "down"


def _goal(value: Number, source: str, met: bool | None, share: Decimal | None) -> GoalShown:
    if met is None:
        return GoalShown(number(value), source, gettext("chưa có số liệu"), "")
    words = gettext("đạt") if met else gettext("chưa đạt")
    if share is not None:
        words += f" ({number(share)} %)"
    return GoalShown(number(value), source, words, "good" if met else "warn")


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


# ---- one indicator


@dataclass(frozen=True, slots=True)
class Behind:
    """One record behind a figure."""

    label: str
    title: str
    url: str
    day: date
    until: date | None
    agencies: str
    amount: str


@dataclass(frozen=True, slots=True)
class PartShown:
    """One figure of an indicator, to be opened."""

    key: str
    row: Row
    rule: str
    is_chosen: bool
    url: str
    is_share: bool
    split: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class VersionShown:
    """One closed version of a figure."""

    version: int
    part: str
    value: str
    on: date
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class OneIndicator:
    """The page of an indicator."""

    head: Head
    indicator: Indicator
    name: str
    counts: str
    law: str
    parts: tuple[PartShown, ...]
    behind: Page[Behind] | None
    count: int
    by_agency: tuple[tuple[Agency, str, str], ...]
    entries: tuple[tuple[Entered, str, str], ...]
    versions: tuple[VersionShown, ...]
    may_enter: bool
    may_keep: bool
    nobody_counts: bool
    back: str


def one(
    officer: Officer, question: queries.Asked, indicator: Indicator, part: str, page: str
) -> OneIndicator:
    """All about an indicator: its figures, what stands behind the chosen one, entries, closed versions."""
    comparison = queries.figures(question, [indicator])[indicator.code]
    closed, earlier = queries.closed_of(question), queries.closed_of(_of_year_before(question))
    rows = [
        _row(line, place, comparison, question, closed, earlier)
        for place, line in enumerate(comparison.lines)
    ]
    chosen = next(
        (line.now for line in comparison.lines if line.now.part.part == part), comparison.lines[0].now
    )
    if chosen.part.over == Over.SHARE:  # a share has no records of its own
        chosen = next((line.now for line in comparison.lines if line.now.part.over != Over.SHARE), chosen)
    contributions = sorted(chosen.facts, key=lambda each: (each.fact.first, each.fact.ref), reverse=True)
    parts = tuple(
        PartShown(
            key=line.now.part.part,
            row=row,
            rule=rule_words(line.now.part),
            is_chosen=line.now is chosen,
            url=address(question.period.code, question.agency, indicator.code, so=line.now.part.part),
            is_share=line.now.part.over == Over.SHARE,
            split=tuple((name or gettext("không ghi"), number(value)) for name, value in line.now.split),
        )
        for line, row in zip(comparison.lines, rows, strict=True)
    )
    pages = Paginator(contributions, PER_PAGE)
    current = pages.get_page(page)
    shown = facts.shown(officer, [each.fact for each in current.object_list])
    names = dict(Agency.objects.filter(code__in={code for each in current for code in each.fact.agencies}).values_list("code", "name"))  # fmt: skip
    current.object_list = [
        _behind(each.fact, each.amount, chosen.part, shown, names) for each in current.object_list
    ]
    of_agencies = (
        tuple(
            (agency, _together(counted), source_words(counted.main))
            for agency, counted in queries.by_agency(question, indicator)
        )
        if question.agency is None and indicator.level == Level.BOTH and officer.may(READ_FIGURES)
        else ()
    )
    return OneIndicator(
        head=head(officer, question),
        indicator=indicator,
        name=indicator.name.in_language(language()),
        counts=indicator.counts.in_language(language()),
        law=indicator.law,
        parts=parts,
        behind=current if contributions else None,
        count=len(contributions),
        by_agency=of_agencies,
        entries=tuple(_entry(entry, indicator) for entry in queries.entries_of(question, indicator)),
        versions=_versions(queries.versions_of(question, indicator), indicator),
        may_enter=may_enter(officer, question.agency),
        may_keep=officer.may(KEEP_FIGURES),
        nobody_counts=all(
            figure.status in {Status.MISSING, Status.TYPED}
            for figure in (line.now for line in comparison.lines)
        ),
        back=address(question.period.code, question.agency),
    )


def _together(counted: Counted) -> str:
    """The main figure with the whole that it is a part of."""
    whole = next((figure for figure in counted.figures if figure.part.role == Role.OF), None)
    value = number(counted.main.value)
    return value if whole is None else f"{value} / {number(whole.value)}"


def rule_words(part: Part) -> str:
    """How a figure is counted, in a reader's words."""
    if part.over == Over.SHARE:
        return gettext("Tỷ lệ phần trăm của hai số liệu trên.")
    if not part.of:
        return gettext("Chỉ nhập kèm nguồn.")
    kinds = queries.default_definitions().kinds
    names = ", ".join(kind.name.in_language(language()) for name in part.of if (kind := kinds.get(name)))
    return gettext("Đếm từ: %(kinds)s.") % {"kinds": names}


def _behind(
    fact: Fact, amount: Any, part: Part, shown: Mapping[str, facts.Shown], names: Mapping[str, str]
) -> Behind:
    record = shown.get(fact.ref)
    kind = queries.default_definitions().kinds.get(fact.kind)
    label = gettext(record.label) if record else kind.name.in_language(language()) if kind else fact.kind
    return Behind(
        label=label,
        title=record.title if record else "",
        url=record.url if record else "",
        day=fact.first,
        until=fact.last if fact.last != fact.first else None,
        agencies=", ".join(names.get(code, code) for code in fact.agencies),
        amount=number(amount) if isinstance(amount, (int, Decimal)) and not part.counts_facts else "",
    )


def _entry(entry: Entered, indicator: Indicator) -> tuple[Entered, str, str]:
    """An entry with the names of its figure and its period."""
    part = next((each for each in indicator.parts if each.part == entry.part), indicator.parts[0])
    period = period_name(parse_period(entry.period), language())
    return entry, f"{number(entry.value)} {part.unit.in_language(language())}", period


def _versions(rows: Iterable[ClosedFigure], indicator: Indicator) -> tuple[VersionShown, ...]:
    found = []
    names = {part.part: part.name.in_language(language()) for part in indicator.parts}
    for row in rows:
        frozen = queries.frozen_of(row)
        found.append(
            VersionShown(
                version=row.closing.version,
                part=names.get(row.part, row.part),
                value=number(value_of(frozen)),
                on=row.on,
                by=row.by_name,
                reason=row.reason,
            )
        )
    return tuple(found)
