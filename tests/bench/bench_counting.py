"""``script/bench counting``: ten years of 300 agencies, 200,000 facts, all indicators over the twelve months of a year.

Beside it, in the same run: what a clever user writes by hand, one walk over the facts that adds each to the cells it belongs to (plain
dicts, no facts behind the figures, no different persons, no states on a day), and what a plain loop of loops would take (measured on
some of the indicators, told as such).  Processor seconds of one core; memory by tracemalloc, beyond the facts that are given.
"""

from __future__ import annotations

import gc
import random
import time
import tracemalloc
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from nhipcau.engines.counting import (
    PROVINCE,
    Fact,
    Ledger,
    Period,
    ReportCalendar,
    Scope,
    default_definitions,
    default_kinds,
)
from nhipcau.engines.counting.definitions import FACTS, Over
from nhipcau.engines.counting.periods import month

FACTS_GIVEN, AGENCIES, FIRST, YEARS = 200_000, 300, date(2017, 1, 1), 10
YEAR = 2025
NAMES = [f"CQ{number:03d}" for number in range(AGENCIES)]


def facts(number: int = FACTS_GIVEN, seed: int = 11) -> list[Fact]:
    """So many facts of every kind, one in twelve joint; spans last up to a year, one in ten of them still stands."""
    chance = random.Random(seed)
    kinds = sorted(default_kinds(), key=lambda kind: kind.kind)
    found = []
    for at in range(number):
        kind = kinds[at % len(kinds)]
        first = FIRST + timedelta(days=chance.randrange(365 * YEARS))
        last: date | None = first
        if kind.lasts == "span" or (kind.lasts == "either" and chance.random() < 0.5):
            last = None if chance.random() < 0.1 else first + timedelta(days=chance.randrange(365))
        words = {
            name: (chance.choice(each.values or ("en", "fr", "km", "lo", "zh")),)
            for name, each in kind.attributes.items()
        }
        found.append(
            Fact(
                ref=f"{kind.kind}:{at}",
                kind=kind.kind,
                first=first,
                last=last,
                agencies=tuple(chance.sample(NAMES, 3 if chance.random() < 1 / 12 else 1)),
                amounts={name: chance.randrange(1, 500) for name in kind.amounts},
                attributes=words,
                keys={name: f"k{chance.randrange(20_000)}" for name in kind.keys},
            )
        )
    return found


def seconds(do: Callable[[], object]) -> float:
    """CPU seconds of doing something once."""
    gc.collect()
    begun = time.process_time()
    do()
    return time.process_time() - begun


CALENDAR = ReportCalendar()
MONTHS = [CALENDAR.period(month(YEAR, number)) for number in range(1, 13)]
DECADE = [CALENDAR.period(month(year, number)) for year in range(2017, 2027) for number in range(1, 13)]
DEFINITIONS = default_definitions()
ADDED = [part for part in DEFINITIONS.parts() if part.over == Over.SUM and part.on == "begins"]


def by_hand(given: Sequence[Fact], months: Sequence[Period]) -> dict[tuple[str, str, str, int], int]:
    """One walk: each fact is added to the cell of each figure that it belongs to, for the province and for each of its agencies."""
    rules: dict[str, list[Any]] = {}
    for part in ADDED:
        for kind in part.of:
            rules.setdefault(kind, []).append((part.code, part.part, part.where, part.what))
    month_of = {
        period.first.toordinal() + n: at for at, period in enumerate(months) for n in range(period.length)
    }
    cells: dict[tuple[str, str, str, int], int] = {}
    for fact in given:
        at = month_of.get(fact.first.toordinal())
        if at is None:
            continue
        for code, name, where, what in rules.get(fact.kind, ()):
            if all(condition.holds(fact) for condition in where):
                amount = 1 if what == FACTS else int(fact.amounts.get(what, 0))
                for scope in ("province", *fact.agencies):
                    cell = (code, name, scope, at)
                    cells[cell] = cells.get(cell, 0) + amount
    return cells


def loop_of_loops(given: Sequence[Fact], some: int) -> list[int]:
    """For each of some figures and each month a walk over all facts."""
    found = []
    for part in ADDED[:some]:
        for period in MONTHS:
            taken = [
                fact
                for fact in given
                if fact.kind in part.of
                and period.holds(fact.first)
                and all(each.holds(fact) for each in part.where)
            ]
            found.append(len(taken))
    return found


def all_of_the_province(ledger: Ledger) -> int:
    """Every indicator for every month; returns how many figures that is."""
    return sum(len(ledger.count(each.code, period).figures) for each in DEFINITIONS for period in MONTHS)


def all_of_the_agencies(ledger: Ledger) -> int:
    """The same for each agency."""
    figures = 0
    for each in DEFINITIONS:
        if each.level != "province":
            for name in NAMES:
                scope = Scope.of(name)
                figures += sum(len(ledger.count(each.code, period, scope).figures) for period in MONTHS)
    return figures


def agrees(ledger: Ledger, cells: dict[tuple[str, str, str, int], int]) -> int:
    """How many figures are not what the walk by hand found; of amounts, too."""
    wrong = 0
    for part in ADDED:
        for at, period in enumerate(MONTHS):
            for name, scope in (("province", PROVINCE), *((each, Scope.of(each)) for each in NAMES[:10])):
                value = ledger.count(part.code, period, scope).figure(part.part).value
                hand = cells.get((part.code, part.part, name, at), 0)
                wrong += (value or 0) * part.scale != hand
    return wrong


def run(argv: Sequence[str] = ()) -> dict[str, Any]:
    """Measure; ``argv`` is not used."""
    given = facts()
    return {
        "facts": len(given),
        **_times(given),
        "by hand, one walk with dicts": _hand(given),
        "loop of loops": _loops(given),
        "MB beyond the facts": _memory(given),
        "twice as many facts, 89 indicators, 12 months, again, seconds": _doubled(),
    }


def _times(given: Sequence[Fact]) -> dict[str, Any]:
    laid_out = min(seconds(lambda: Ledger(given, calendar=CALENDAR)) for _again in range(3))
    ledger = Ledger(given, calendar=CALENDAR)
    first = seconds(lambda: all_of_the_province(ledger))
    again = min(seconds(lambda: all_of_the_province(ledger)) for _again in range(3))
    agencies = seconds(lambda: all_of_the_agencies(ledger))
    decade = seconds(lambda: [ledger.count(each.code, period) for each in DEFINITIONS for period in DECADE])
    half = f"{YEAR}-H1"
    compared = min(
        seconds(lambda: [ledger.compare(each.code, half) for each in DEFINITIONS]) for _again in range(3)
    )
    year = [figure for each in DEFINITIONS for figure in ledger.count(each.code, str(YEAR)).figures]
    opened = seconds(lambda: [figure.facts for figure in year])
    return {
        "facts checked, corrections followed, seconds": round(laid_out, 3),
        "89 indicators, 12 months, the province": {
            "figures": all_of_the_province(ledger),
            "first time, rules tried on facts, seconds": round(first, 3),
            "again, seconds": round(again, 3),
        },
        "the same for each of 300 agencies": {
            "figures": all_of_the_agencies(ledger),
            "first time, seconds": round(agencies, 3),
        },
        "89 indicators, 120 months, the province, seconds": round(decade, 3),
        "89 indicators beside last year, running total and change, seconds": round(compared, 3),
        "all facts behind the year's figures, seconds": round(opened, 3),
    }


def _hand(given: Sequence[Fact]) -> dict[str, Any]:
    ledger = Ledger(given, calendar=CALENDAR)
    return {
        "figures that add up, province and agencies": len(ADDED),
        "12 months, seconds": round(min(seconds(lambda: by_hand(given, MONTHS)) for _again in range(3)), 3),
        "120 months, seconds": round(min(seconds(lambda: by_hand(given, DECADE)) for _again in range(3)), 3),
        "figures of ours that differ": agrees(ledger, by_hand(given, MONTHS)),
    }


def _loops(given: Sequence[Fact], some: int = 6) -> dict[str, Any]:
    each = seconds(lambda: loop_of_loops(given, some)) / some
    return {
        "measured on figures": some,
        "seconds a figure, 12 months": round(each, 3),
        "all figures, seconds, reckoned": round(each * sum(1 for _part in DEFINITIONS.parts()), 1),
    }


def _memory(given: Sequence[Fact]) -> dict[str, Any]:
    gc.collect()
    tracemalloc.start()
    ledger = Ledger(given, calendar=CALENDAR)
    all_of_the_province(ledger)
    province = tracemalloc.get_traced_memory()[0]
    all_of_the_agencies(ledger)
    agencies, highest = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return {name: round(size / 1_000_000, 1) for name, size in (("province", province), ("with agencies", agencies), ("highest", highest))}  # fmt: skip


def _doubled() -> float:
    ledger = Ledger(facts(FACTS_GIVEN * 2), calendar=CALENDAR)
    all_of_the_province(ledger)
    return round(min(seconds(lambda: all_of_the_province(ledger)) for _again in range(3)), 3)


def wrong(figures: dict[str, Any]) -> bool:
    """Whether a figure differs from the walk by hand, or asking again takes longer than a screen may."""
    asked = figures["89 indicators, 12 months, the province"]["again, seconds"]
    return bool(figures["by hand, one walk with dicts"]["figures of ours that differ"]) or asked > 0.2


if __name__ == "__main__":
    print(run())
