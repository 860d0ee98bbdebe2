"""Facts that figures are counted from: each app tells what was done as facts of ``engines.counting``.

An app registers its sources when it starts; the figures of reports are counted over all of them by one engine, without
those apps knowing each other.  A source only reads; nothing of it is copied, so a figure is never behind a deed.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db.models import Count, Max, Subquery

from nhipcau.engines.counting import Fact, Period, PlanDates, ReportCalendar
from nhipcau.kernel import audit
from nhipcau.kernel.joints import Joint, place_of
from nhipcau.kernel.keys import key_of
from nhipcau.kernel.known import Known
from nhipcau.kernel.logged import LogEntry


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which facts are asked for: those that happen on a day between two, both included, or last on some of them.

    agencies: the codes of those whose figures are counted, so that others' facts may be left out; none: everybody's.
    parts: whether the agencies' parts of a whole are wanted beside it (``Fact.part_of``); of named agencies they always are.
    """

    first: date
    last: date
    agencies: frozenset[str] = frozenset()
    parts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FactSource(Known):
    """One kind of record that figures are counted from (``kernel.known``).

    kinds: which kinds of facts it gives (``engines/counting/data/kinds.tsv``), of which no other source gives any.
    since: from which day on they are recorded, None while none is: before it, nothing recorded does not mean nothing done.
    facts: what is wanted → the facts, read in one query or few whatever their number; agencies go by their codes.  A fact's
    reference is ``ref``'s.  by_scope: whether it heeds the agencies and parts that are wanted; others give all.
    stamp: what is wanted → something small that is another as soon as ``facts`` may give anything else, asked in one or two
    cheap queries (``by_the_log``); None where they are read each time.
    lacks: what their kinds could tell and these do not (``Coverage.lacks``).
    of_which: what tells a fact from others of its record, where there may be several (N_ sentence).
    awaits: of a period, until the end of which day what is told of it is still to come; None where nothing is awaited.  A figure
    that waits is not frozen with the others of its period.
    """

    kinds: tuple[str, ...]
    since: Callable[[], date | None]
    facts: Callable[[Wanted], Iterable[Fact]]
    stamp: Callable[[Wanted], Hashable] | None = None
    by_scope: bool = False
    lacks: frozenset[str] = frozenset()
    of_which: Callable[[Fact], str] | None = None
    awaits: Callable[[Period, ReportCalendar], date | None] | None = None

    def ref(self, key: int, part: str = "") -> str:
        """How a fact names its record: "digest:41"; part: what tells several facts of one record apart."""
        return f"{self.name}:{key}{'/' if part else ''}{part}"


# ---- one reading of the records

_P = ParamSpec("_P")
_R = TypeVar("_R")
_read: ContextVar[dict[Hashable, Any] | None] = ContextVar("facts read", default=None)


@contextmanager
def reading() -> Iterator[None]:
    """Within it what several sources ask alike is asked once (``shared``): while figures are counted nothing is written."""
    if _read.get() is not None:
        yield
        return
    token = _read.set({})
    try:
        yield
    finally:
        _read.reset(token)


def shared(ask: Callable[_P, _R]) -> Callable[_P, _R]:
    """A question of which a reading keeps the answer; its arguments can be hashed, and nobody changes what it gives."""

    @wraps(ask)
    def once(*args: _P.args, **named: _P.kwargs) -> _R:
        known = _read.get()
        if known is None:
            return ask(*args, **named)
        key = (ask, args, tuple(sorted(named.items())))
        if key not in known:
            known[key] = ask(*args, **named)
        answer: _R = known[key]
        return answer

    return once


_NEAR = 1_000


@shared
def _newest_in_log() -> Hashable:
    deeds = LogEntry.objects.exclude(action__in=audit.passing())
    newest = deeds.order_by("-pk").values("pk")[:1]
    near = deeds.filter(pk__gt=Subquery(newest) - _NEAR).order_by()
    return tuple(near.aggregate(newest=Max("pk"), many=Count("pk")).values())


def by_the_log(wanted: Wanted) -> Hashable:
    """A stamp for records that only actions write, each of which tells the log in its own transaction: another with every entry
    but those of who came in or took a copy (``audit.passing``), which change no record.

    Of the newest thousand also how many there are, since of two transactions at once the later number may be seen first.
    """
    return _newest_in_log()


fact_sources: Joint[FactSource] = Joint("source of facts", key=lambda source: source.name)


def source_of(kind: str) -> FactSource | None:
    """Who gives facts of a kind; None where nobody does yet."""
    return next((source for source in fact_sources if kind in source.kinds), None)


@dataclass(frozen=True, slots=True)
class Shown:
    """The record behind a fact as a reader sees it: what it is called and where it leads; both empty where it is gone or
    not for him, though it counts."""

    label: str
    title: str = ""
    url: str = ""


def shown(officer: Any, facts: Iterable[Fact]) -> dict[str, Shown]:
    """The records behind some facts by the facts' references; one query for each of their sources."""
    keys: dict[str, dict[str, int]] = {}
    for fact in facts:
        name, _, rest = fact.ref.partition(":")
        key = key_of(rest.partition("/")[0])
        if name in fact_sources and key is not None:
            keys.setdefault(name, {})[fact.ref] = key
    found: dict[str, Shown] = {}
    for name, asked in keys.items():
        source = fact_sources.get(name)
        records = {record.pk: record for record in source.visible(officer, sorted(set(asked.values())))}
        for ref, key in asked.items():
            record = records.get(key)
            found[ref] = (
                Shown(source.label)
                if record is None
                else Shown(source.label, str(source.title(record)), source.url(record))
            )
    return found


# Plans that set the days of report periods themselves: each gives its own dates by the codes of periods ("2026-H1").
plan_dates: Joint[Callable[[], Mapping[str, PlanDates]]] = Joint("plan's dates", key=place_of)


def calendar() -> ReportCalendar:
    """The report periods of the office: by law, or by its plan where that sets them.  Of two plans of one year the earlier date
    holds, since the figures must be ready for both."""
    dates: dict[str, PlanDates] = {}
    for given in plan_dates:
        for code, one in given().items():
            known = dates.get(code)
            if known is None or (one.due and (known.due is None or one.due < known.due)):
                dates[code] = one
    return ReportCalendar(dates)
