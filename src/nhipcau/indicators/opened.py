"""What the page of one indicator shows: its figures, the records behind them, entries, closed versions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext

from nhipcau.agencies.models import Agency, Officer
from nhipcau.engines.counting import (
    Counted,
    Fact,
    Indicator,
    Part,
    Status,
    default_definitions,
    parse_period,
    period_name,
)
from nhipcau.engines.counting.definitions import Level, Over, Role
from nhipcau.indicators import queries
from nhipcau.indicators.models import ClosedFigure, Entered
from nhipcau.indicators.pages import (
    Head,
    Row,
    address,
    each_figure,
    earlier_of,
    head,
    number,
    source_words,
)
from nhipcau.indicators.permissions import KEEP_FIGURES, READ_FIGURES, may_enter
from nhipcau.kernel import facts
from nhipcau.kernel.clock import today
from nhipcau.kernel.sentences import language, of_both

PER_PAGE = 40


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
    of_which: str


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
    of_part: str
    counts_records: bool
    once: str
    by_agency: tuple[tuple[Agency, str, str], ...]
    entries: tuple[tuple[Entered, str, str], ...]
    versions: tuple[VersionShown, ...]
    may_enter: bool
    may_keep: bool
    nobody_counts: bool
    back: str
    agencies_url: str


def one(
    officer: Officer,
    question: queries.Asked,
    indicator: Indicator,
    *,
    part: str,
    page: str,
    by_agency: bool = False,
) -> OneIndicator:
    """All about an indicator: its figures, what stands behind the chosen one, entries, closed versions; each agency's figures where
    they are asked for, since every agency's work is read for them."""
    comparison = queries.figures(question, [indicator])[indicator.code]
    closed, earlier = queries.closed_of(question), queries.closed_of(earlier_of(question))
    rows = each_figure(comparison, question, closed, earlier)
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
    pages: Paginator[Any] = Paginator(contributions, PER_PAGE)
    current: Page[Any] = pages.get_page(page)
    shown = facts.shown(officer, [each.fact for each in current.object_list])
    names = dict(Agency.objects.filter(code__in={code for each in current for code in each.fact.agencies}).values_list("code", "name"))  # fmt: skip
    current.object_list = [
        _behind(each.fact, each.amount, chosen.part, shown, names) for each in current.object_list
    ]
    has_agencies = question.agency is None and indicator.level == Level.BOTH and officer.may(READ_FIGURES)
    of_agencies = (
        tuple(
            (agency, _together(counted), source_words(counted.main))
            for agency, counted in queries.by_agency(question, indicator)
        )
        if has_agencies and by_agency
        else ()
    )
    return OneIndicator(
        head=head(officer, question),
        indicator=indicator,
        name=of_both(indicator.name),
        counts=of_both(indicator.counts),
        law=indicator.law,
        parts=parts,
        behind=current if contributions else None,
        count=len(contributions),
        of_part=of_both(chosen.part.name) if len(parts) > 1 else "",
        once=_once(chosen.part) if len(contributions) > (chosen.value or 0) else "",
        counts_records=chosen.status not in {Status.MISSING, Status.TYPED},
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
        agencies_url=""
        if by_agency or not has_agencies
        else address(question.period.code, None, indicator.code, theo="co-quan"),
    )


def _once(part: Part) -> str:
    """Why fewer are counted than records stand behind a figure; "" where each is counted."""
    if part.over != Over.DISTINCT:
        return ""
    return gettext("Mỗi %(unit)s chỉ đếm một lần, dù có nhiều bản ghi.") % {
        "unit": part.unit.in_language(language())
    }


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
    if not any(facts.source_of(kind) for kind in part.of):
        return gettext("Hệ thống chưa ghi nhận loại việc này; nhập kèm nguồn.")
    kinds = default_definitions().kinds
    names = ", ".join(of_both(kind.name) for name in part.of if (kind := kinds.get(name)))
    return gettext("Đếm từ: %(kinds)s.") % {"kinds": names}


def _behind(
    fact: Fact, amount: Any, part: Part, shown: Mapping[str, facts.Shown], names: Mapping[str, str]
) -> Behind:
    record = shown.get(fact.ref)
    kind = default_definitions().kinds.get(fact.kind)
    label = gettext(record.label) if record else of_both(kind.name) if kind else fact.kind
    return Behind(
        label=label,
        title=record.title if record else "",
        url=record.url if record else "",
        day=fact.first,
        # What stands goes on to the end of its year: a day to come says nothing of it.
        until=fact.last if fact.last and fact.first < fact.last <= today() else None,
        agencies=", ".join(names.get(code, code) for code in fact.agencies),
        amount=number(amount) if isinstance(amount, (int, Decimal)) and not part.counts_facts else "",
        of_which=_of_which(fact),
    )


def _of_which(fact: Fact) -> str:
    source = facts.source_of(fact.kind)
    words = source.of_which(fact) if source and source.of_which else ""
    return gettext(words) if words else ""


def _entry(entry: Entered, indicator: Indicator) -> tuple[Entered, str, str]:
    """An entry with the names of its figure and its period."""
    part = next((each for each in indicator.parts if each.part == entry.part), indicator.parts[0])
    period = period_name(parse_period(entry.period), language())
    return entry, f"{number(entry.value)} {of_both(part.unit)}", period


def _versions(rows: Iterable[ClosedFigure], indicator: Indicator) -> tuple[VersionShown, ...]:
    found = []
    names = {part.part: of_both(part.name) for part in indicator.parts}
    for row in rows:
        found.append(
            VersionShown(
                version=row.closing.version,
                part=names.get(row.part, row.part),
                value=number(queries.plain(row.value)),
                on=row.on,
                by=row.by_name,
                reason=row.reason,
            )
        )
    return tuple(found)
