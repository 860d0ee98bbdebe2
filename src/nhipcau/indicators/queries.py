"""Figures, counted: the one place of the house where the engine is asked (``figures``), so that every page, paper and table has
the same ones.

Facts are read once for a window of days and laid out by the engine; what was laid out is kept in the process as long as the
sources' stamps say that nothing changed.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from threading import Lock
from typing import Any

from django.utils import timezone

from nhipcau.agencies.models import Agency, Succession
from nhipcau.engines.counting import (
    PROVINCE,
    Comparison,
    Counted,
    Coverage,
    Definitions,
    Frozen,
    Goal,
    Indicator,
    Ledger,
    Period,
    ReportCalendar,
    Scope,
    Typed,
    default_definitions,
    of_year,
)
from nhipcau.engines.counting.definitions import Level, On, Over
from nhipcau.engines.counting.errors import CountingError, UnknownIndicator
from nhipcau.engines.counting.model import Number
from nhipcau.indicators.awaited import kinds_of, waiting
from nhipcau.indicators.models import ClosedFigure, Closing, Entered, FigureGoal, OwnIndicator
from nhipcau.indicators.rules import OwnWords, in_words, own_indicator
from nhipcau.kernel import facts
from nhipcau.kernel.clock import today
from nhipcau.kernel.facts import FactSource, Wanted
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.shapes import shape

MOST_KEPT = 48
MOST_FACTS = 150_000
"""Laid out in one process at most; some 60 MB."""


def own_words(row: OwnIndicator) -> OwnWords:
    """An office's indicator as the engine reads it."""
    return OwnWords(
        row.code,
        row.name,
        row.name_en,
        row.unit,
        row.unit_en,
        Over(row.over),
        Level(row.level),
        row.kind,
        row.where,
    )


def definitions(*, with_ended: bool = False) -> Definitions:
    """The product's indicators and the office's own.  with_ended: those too that are offered no more."""
    known = default_definitions()
    rows = OwnIndicator.objects.all() if with_ended else OwnIndicator.objects.standing()
    own = [own_indicator(own_words(row), known) for row in rows.order_by("code")]
    return known.with_own(own) if own else known


def period_of(calendar: ReportCalendar, text: str, on: date) -> Period:
    """A period by its code or name; without one the running half year.  Raises Refused for what is none."""
    try:
        return calendar.period(
            text or f"{on.year}-H{1 if on <= calendar.period(f'{on.year}-H1').last else 2}"
        )
    except CountingError as error:
        raise in_words(error) from error


def indicator_of(known: Definitions, code: str) -> Indicator | None:
    """An indicator by its code; None where there is none."""
    try:
        return known.get(code)
    except UnknownIndicator:
        return None


def scope_of(agency: Agency | None, on: date) -> Scope:
    """An agency with those that it took over by a day, so that what they did stays counted; None: the province."""
    if agency is None:
        return PROVINCE
    left = Succession.objects.lineage().left_to([agency.pk], on) - {agency.pk}
    codes = Agency.objects.filter(pk__in=left).values_list("code", flat=True) if left else ()
    return Scope.of(agency.code, *codes)


# ---- the facts, laid out


@dataclass(frozen=True, slots=True)
class _Laid:
    """stamps: of its sources when it was laid out; with others it is laid out anew and takes its place."""

    ledger: Ledger
    size: int
    stamps: tuple[Hashable, ...]


_laid: OrderedDict[Hashable, _Laid] = OrderedDict()
_lock = Lock()


def forget() -> None:
    """Lay everything out anew, for tests."""
    with _lock:
        _laid.clear()


def _ledger(
    names: frozenset[str], question: Asked, *, parts: bool = False, span: tuple[date, date] | None = None
) -> Ledger:
    """The facts of some sources until today, laid out; read anew only where a stamp is another.  What is to come is no fact: work
    due tomorrow is not late at the end of the period.

    parts: whether each agency's figures are asked for beside the province's, of the period alone.  span: other days than those
    of the period with what stands beside it.
    """
    known, calendar = question.definitions, question.calendar
    sources = [facts.fact_sources.get(name) for name in sorted(names)]
    wanted = _wanted(question, sources, parts, span or _window(question))
    own = tuple(indicator.code for indicator in known if indicator.own)
    stamps = tuple(source.stamp(wanted) if source.stamp else None for source in sources)
    key: Hashable = (names, wanted, own, _days_of(calendar, wanted.first, wanted.last))
    keeps = all(source.stamp is not None for source in sources)
    if keeps:
        with _lock:
            if key in _laid and _laid[key].stamps == stamps:
                _laid.move_to_end(key)
                return _laid[key].ledger
            _laid.pop(
                key, None
            )  # nobody asks for it any more; thousands of facts less to hold and to look through for garbage
    given = [fact for source in sources for fact in source.facts(wanted)]
    ledger = Ledger(given, definitions=known, calendar=calendar, coverage=list(_coverage(sources)))
    if keeps:
        _keep(key, _Laid(ledger, len(given), stamps))
    return ledger


def _wanted(question: Asked, sources: Iterable[FactSource], parts: bool, span: tuple[date, date]) -> Wanted:
    """The days, and for whom where a source heeds that; else all scopes share what is laid out."""
    first, last = span
    if not any(source.by_scope for source in sources):
        return Wanted(first, max(first, min(last, today())))
    if parts:
        first = max(first, question.period.first)
    return Wanted(first, max(first, min(last, today())), frozenset(question.scope.agencies), parts)


def _days_of(calendar: ReportCalendar, first: date, last: date) -> Hashable:
    years = range(first.year, last.year + 1)
    return tuple(calendar.period(f"{year}{half}").last for year in years for half in ("-H1", ""))


def _keep(key: Hashable, laid: _Laid) -> None:
    if laid.size > MOST_FACTS:
        return
    with _lock:
        _laid[key] = laid
        while len(_laid) > MOST_KEPT or sum(each.size for each in _laid.values()) > MOST_FACTS:
            _laid.popitem(last=False)


def _coverage(sources: Iterable[FactSource]) -> Iterator[Coverage]:
    for source in sources:
        since = source.since()
        if since is not None:
            for kind in source.kinds:
                yield Coverage(kind, since, source.lacks)


def _sources_of(indicator: Indicator) -> frozenset[str]:
    found = (facts.source_of(kind) for kind in kinds_of(indicator))
    return frozenset(source.name for source in found if source is not None)


# ---- entries and goals


@shape
def _entries(scope: str, codes: list[str]) -> Any:
    return Entered.objects.filter(scope=scope, period__in=codes).order_by("pk")


@shape
def _goals(scope: str, codes: list[str]) -> Any:
    return FigureGoal.objects.filter(scope=scope, period__in=codes).order_by("pk")


def _periods_within(calendar: ReportCalendar, *asked: Period) -> list[str]:
    """The codes of all periods of which entries or goals may stand beside some: of their years, and themselves."""
    codes = {period.code for period in asked}
    for year in {
        year for period in asked for year in (period.first.year, period.last.year, period.name.year)
    }:
        codes.update(name.code for name in of_year(year))
    return sorted(codes)


def typed_of(rows: Iterable[Entered]) -> list[Typed]:
    """Entries as the engine counts them."""
    return [
        Typed(
            ref=f"entered:{row.pk}",
            **_of_row(row),
            entered=timezone.localdate(row.entered_at),
            by=str(row.entered_by_id),
        )
        for row in rows
    ]


def _of_row(row: Entered | FigureGoal) -> dict[str, Any]:
    """Of what figure, period and scope a row is, its value and its source."""
    named = ("indicator", "part", "period", "scope", "source")
    return {name: getattr(row, name) for name in named} | {"value": _plain(row.value)}


def _plain(value: Any) -> Any:
    return int(value) if value == value.to_integral_value() else value.normalize()


def _standing_goals(rows: Iterable[FigureGoal]) -> list[Goal]:
    newest = {(row.indicator, row.part, row.period): row for row in rows}
    return [
        Goal(
            **_of_row(row),
            at_most=row.at_most,
        )
        for row in newest.values()
        if row.value is not None
    ]


# ---- figures


@dataclass(frozen=True, slots=True)
class Asked:
    """What is counted: of which period, for whom."""

    period: Period
    calendar: ReportCalendar
    definitions: Definitions
    agency: Agency | None
    scope: Scope

    @property
    def key(self) -> str:
        """For whom, as entries and closings name it: the agency's own code, whomever it took over."""
        return self.agency.code if self.agency else PROVINCE.key


def asked(period: str, agency: Agency | None, on: date | None = None) -> Asked:
    """A question, of a period by its code or name.  Raises Refused for what is no period."""
    day = on or today()
    calendar = facts.calendar()
    found = period_of(calendar, period, day)
    return Asked(found, calendar, definitions(), agency, scope_of(agency, min(day, found.last)))


def asked_or_none(period: str, agency: Agency | None) -> Asked | None:
    """The same of an address, which may name no period."""
    with suppress(Refused):
        return asked(period, agency)
    return None


def counted_for(indicator: Indicator, agency: Agency | None) -> bool:
    """Whether an indicator is one of the province, or of an agency."""
    return indicator.level != (Level.UNIT if agency is None else Level.PROVINCE)


def figures(question: Asked, indicators: Iterable[Indicator] | None = None) -> dict[str, Comparison]:
    """The figures of some indicators (all that are counted for the scope) beside last year's and the running total, by code."""
    calendar, period = question.calendar, question.period
    before, to_date = calendar.year_before(period), calendar.to_date(period)
    wanted = [each for each in indicators or question.definitions if counted_for(each, question.agency)]
    codes = _periods_within(calendar, period, before, to_date)
    typed = _known_only(typed_of(_entries(scope=question.key, codes=codes)), question.definitions)
    goals = _known_only(_standing_goals(_goals(scope=question.key, codes=codes)), question.definitions)
    scope = question.scope
    typed = [_for_scope(one, scope) for one in typed]
    goals = [_for_scope(one, scope) for one in goals]
    ledgers: dict[frozenset[str], Ledger] = {}
    found: dict[str, Comparison] = {}
    with facts.reading():
        for indicator in wanted:
            names = _sources_of(indicator)
            if names not in ledgers:
                laid = _ledger(names, question)
                ledgers[names] = laid.beside(typed=typed, goals=goals)
            found[indicator.code] = ledgers[names].compare(indicator.code, period, scope)
    return found


def _known_only(given: list[Any], known: Definitions) -> list[Any]:
    """Without those of indicators that are offered no more."""
    return [one for one in given if one.indicator in known]


def _for_scope(one: Any, scope: Scope) -> Any:
    """An entry of an agency stands for the scope with whom it took over."""
    return one if one.scope == scope.key else replace(one, scope=scope.key)


def by_agency(question: Asked, indicator: Indicator) -> list[tuple[Agency, Counted]]:
    """An indicator's figures of each agency that has a fact for it or entered one, the most first; never added up."""
    return all_by_agency(question, [indicator])[indicator.code]


def all_by_agency(
    question: Asked, indicators: Iterable[Indicator]
) -> dict[str, list[tuple[Agency, Counted]]]:
    """The same of several indicators by code; facts that they share are read once."""
    wanted = list(indicators)
    span = _day_of_states(question) if all(map(_tells_a_state, wanted)) else None
    ledgers: dict[frozenset[str], Ledger] = {}
    found = {}
    with facts.reading():
        for indicator in wanted:
            names = _sources_of(indicator)
            if names not in ledgers:
                ledgers[names] = _ledger(names, question, parts=True, span=span)
            found[indicator.code] = _by_agency(question, indicator, ledgers[names])
    return found


def _tells_a_state(indicator: Indicator) -> bool:
    """Whether all its figures are of what stands on the closing day."""
    return all(part.over == Over.SHARE or part.on == On.STANDS for part in indicator.parts)


def _day_of_states(question: Asked) -> tuple[date, date]:
    """The one day whose facts tell a state: the closing day, of a running period today."""
    day = max(question.period.first, min(question.period.last, today()))
    return day, day


def _by_agency(question: Asked, indicator: Indicator, ledger: Ledger) -> list[tuple[Agency, Counted]]:
    period = question.period
    rows = Entered.objects.filter(indicator=indicator.code, period=period.code).exclude(agency=None)
    ledger = ledger.beside(typed=typed_of(rows.order_by("pk")))
    entered = {row.scope for row in rows}
    known = ledger.by_agency(indicator.code, period)
    codes = sorted({*known, *entered})
    agencies = {agency.code: agency for agency in Agency.objects.filter(code__in=codes)}
    found = []
    for code in codes:
        counted = known.get(code) or ledger.count(indicator.code, period, Scope.of(code))
        if code in agencies and any(figure.value or figure.typed for figure in counted.figures):
            found.append((agencies[code], counted))
    return sorted(found, key=lambda pair: (-(pair[1].main.value or 0), pair[0].folded))


def over_periods(
    question: Asked, indicators: Iterable[Indicator], periods: Sequence[Period]
) -> dict[str, list[Counted]]:
    """Some indicators' figures of several periods one by one, in the order of these, by code; their facts are laid out once."""
    wanted = [each for each in indicators if counted_for(each, question.agency)]
    rows = _entries(scope=question.key, codes=_periods_within(question.calendar, *periods))
    typed = [_for_scope(one, question.scope) for one in _known_only(typed_of(rows), question.definitions)]
    span = min(each.first for each in periods), max(each.last for each in periods)
    ledgers: dict[frozenset[str], Ledger] = {}
    found = {}
    with facts.reading():
        for indicator in wanted:
            names = _sources_of(indicator)
            if names not in ledgers:
                ledgers[names] = _ledger(names, question, span=span).beside(typed=typed)
            found[indicator.code] = [
                ledgers[names].count(indicator.code, each, question.scope) for each in periods
            ]
    return found


def parted(counted: Counted, by: str) -> dict[str, dict[str, Number]]:
    """An indicator's figures by an attribute of the facts behind them: {its value: {part: number}}.  A value that no fact of a part
    has is not there; what was entered has no facts and is parted by nothing."""
    found: dict[str, dict[str, Number]] = {}
    for figure in counted.figures:
        if figure.behind is not None and figure.part.counts_facts:
            for value, number in figure.behind.split(by):
                found.setdefault(value, {})[figure.part.part] = number
    return found


def with_goals(question: Asked) -> list[Indicator]:
    """The indicators of which a goal stands for the period or its year."""
    rows = _goals(scope=question.key, codes=_periods_within(question.calendar, question.period))
    codes = {goal.indicator for goal in _standing_goals(rows)}
    return [each for each in question.definitions if each.code in codes]


def _window(question: Asked) -> tuple[date, date]:
    """From which day to which facts are wanted: of the period, of the same of last year, of the running total."""
    calendar, period = question.calendar, question.period
    before, to_date = calendar.year_before(period), calendar.to_date(period)
    return min(before.first, to_date.first), max(period.last, before.last)


# ---- what was closed


@dataclass(frozen=True, slots=True)
class Closed:
    """A period's figures as they were closed: the last value of each, by (indicator, part).  waiting: the indicators that could not
    be closed yet, each with the day that it waits for."""

    closing: Closing
    values: Mapping[tuple[str, str], Number | None]
    waiting: Mapping[str, date] = field(default_factory=dict)


def closed_of(question: Asked) -> Closed | None:
    """What was closed for a period and a scope; None while it is open."""
    closings = closings_of(question)
    if not closings:
        return None
    rows = ClosedFigure.objects.filter(closing__in=closings).order_by("version")
    values = rows.values_list("indicator", "part", "value")
    kept = {(code, part): plain(value) for code, part, value in values}
    return Closed(closings[0], kept, waiting(question.period, question.calendar, question.definitions))


def frozen_figures(question: Asked) -> dict[tuple[str, str], Frozen]:
    """The last closed version of each figure, with all that it stood on."""
    rows = ClosedFigure.objects.filter(closing__in=closings_of(question)).order_by("version")
    return {(row.indicator, row.part): frozen_of(row) for row in rows}


def plain(value: Decimal | None) -> Number | None:
    """A whole number as one."""
    return None if value is None else _plain(value)


def value_of(frozen: Frozen) -> Number | None:
    """The value that a closed figure's content says."""
    text = frozen.figure["value"]
    return None if text is None else _plain(Decimal(text))


def frozen_of(row: ClosedFigure) -> Frozen:
    """A kept figure as the engine reads it; its seal is held against the words by ``proving``."""
    return Frozen(row.version, row.content, row.on, row.by_name, row.reason, row.previous)


def closings_of(question: Asked) -> list[Closing]:
    """The closing and its corrections, the newest first."""
    return list(
        Closing.objects.filter(period=question.period.code, scope=question.key)
        .select_related("by")
        .order_by("-version")
    )


def entries_of(question: Asked, indicator: Indicator) -> list[Entered]:
    """What was ever entered for an indicator by whom the page speaks of, the newest first."""
    rows = Entered.objects.filter(indicator=indicator.code, scope=question.key)
    return list(rows.select_related("entered_by").order_by("-pk")[:40])


def versions_of(question: Asked, indicator: Indicator) -> list[ClosedFigure]:
    """The closed versions of an indicator's figures for a period, the newest first."""
    rows = ClosedFigure.objects.filter(
        closing__period=question.period.code, closing__scope=question.key, indicator=indicator.code
    )
    return list(rows.select_related("closing__by").defer("content").order_by("-version", "part"))
