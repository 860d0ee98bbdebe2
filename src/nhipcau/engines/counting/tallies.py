"""How the facts of a rule become a value: a sum, a state, a middle, or how many different ones."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from nhipcau.engines.counting.definitions import On, Over
from nhipcau.engines.counting.figures import Note, scaled
from nhipcau.engines.counting.model import Fact, Number
from nhipcau.engines.counting.selections import Behind, Selection

_HUNDREDTH = Decimal("0.01")


class Tally(NamedTuple):
    """A value with how many facts stand behind it (many).  at_most: as of ``Figure``."""

    value: Number | None
    many: int
    behind: Behind
    notes: tuple[Note, ...] = ()
    at_most: Number | None = None


def tally(selection: Selection, first: date, last: date) -> Tally:
    """The value of a rule between two days, both included; of a state, on the last of them."""
    return _WAYS[selection.part.over](selection, first, last)


def _sum(selection: Selection, first: date, last: date) -> Tally:
    low, high = selection.within(first, last)
    behind = Behind(selection.part, lambda: selection.facts[low:high])
    if selection.part.counts_facts:
        return Tally(high - low, high - low, behind)
    amounts = selection.amounts()
    lacking = amounts.lacking[high] - amounts.lacking[low]
    return _summed(selection, amounts.sums[high] - amounts.sums[low], high - low, lacking, behind)


def _summed(selection: Selection, total: Number, count: int, lacking: int, behind: Behind) -> Tally:
    """A sum; nothing can be said where no fact has the amount, and it is told where some do not."""
    notes = (Note("amount-missing", (("count", lacking),)),) if lacking else ()
    return Tally(None if count and lacking == count else scaled(selection.part, total), count, behind, notes)


def _state(selection: Selection, first: date, last: date) -> Tally:
    if selection.part.on == On.LATEST:
        return _latest(selection, first, last)
    begun = bisect_right(selection.days, last.toordinal())
    ends = selection.ends()
    ended = ends.before(last)
    count = begun - ended
    behind = Behind(selection.part, lambda: selection.lasting(last, last))
    if selection.part.counts_facts:
        return Tally(count, count, behind)
    amounts = selection.amounts()
    lacking = amounts.lacking[begun] - ends.amounts.lacking[ended]
    return _summed(selection, amounts.sums[begun] - ends.amounts.sums[ended], count, lacking, behind)


def _latest(selection: Selection, first: date, last: date) -> Tally:
    """The newest reading; None where two of the same day contradict each other."""
    low, high = selection.within(first, last)
    what = selection.part.what
    read = [fact for fact in selection.facts[low:high] if what in fact.amounts]
    newest = [fact for fact in read if fact.first == read[-1].first] if read else []
    behind = Behind(selection.part, lambda: newest)
    values = {fact.amounts[what] for fact in newest}
    if len(values) > 1:
        note = Note("several-readings", (("day", newest[0].first.isoformat()),))
        return Tally(None, len(newest), behind, (note,))
    return Tally(scaled(selection.part, values.pop()) if values else None, len(newest), behind)


def _amounts_of(selection: Selection, first: date, last: date) -> tuple[list[Number], int, Behind]:
    low, high = selection.within(first, last)
    what = selection.part.what
    found = [fact.amounts[what] for fact in selection.facts[low:high] if what in fact.amounts]
    return found, high - low, Behind(selection.part, lambda: selection.facts[low:high])


def _average(selection: Selection, first: date, last: date) -> Tally:
    found, count, behind = _amounts_of(selection, first, last)
    notes = (Note("amount-missing", (("count", count - len(found)),)),) if len(found) < count else ()
    if not found:
        return Tally(None, count, behind, notes)
    mean = Decimal(scaled(selection.part, Decimal(sum(found)) / len(found)))
    return Tally(mean.quantize(_HUNDREDTH, ROUND_HALF_UP), count, behind, notes)


def _median(selection: Selection, first: date, last: date) -> Tally:
    found, count, behind = _amounts_of(selection, first, last)
    notes = (Note("amount-missing", (("count", count - len(found)),)),) if len(found) < count else ()
    if not found:
        return Tally(None, count, behind, notes)
    found.sort()
    middle = len(found) // 2
    value: Number = found[middle]
    if len(found) % 2 == 0 and found[middle - 1] != value:
        value = Decimal(found[middle - 1] + value) / 2
    return Tally(scaled(selection.part, value), count, behind, notes)


def _distinct(selection: Selection, first: date, last: date) -> Tally:
    facts = _told_apart(selection, first, last)
    known: set[str] = set()
    erased = lacking = 0
    what = selection.part.what
    for fact in facts:
        if what in fact.keys:
            key = fact.keys[what]
            if key:
                known.add(key)
            else:
                erased += 1
        elif values := fact.attributes.get(what):
            known.update(values)
        else:
            lacking += 1
    notes = []
    if lacking:
        notes.append(Note("amount-missing", (("count", lacking),)))
    if erased:
        notes.append(Note("keys-erased", (("count", erased),)))
    behind = Behind(selection.part, lambda: facts)
    # Whoever was erased may be one of the known, or not; nobody but erased ones is at least one.
    least = len(known) or int(erased > 0)
    return Tally(
        None if facts and lacking == len(facts) else least,
        len(facts),
        behind,
        tuple(notes),
        len(known) + erased if erased else None,
    )


def _told_apart(selection: Selection, first: date, last: date) -> list[Fact]:
    on = selection.part.on
    if on in {On.DURING, On.STANDS}:
        found: Iterable[Fact] = selection.lasting(last if on == On.STANDS else first, last)
        return list(found)
    low, high = selection.within(first, last)
    return selection.facts[low:high]


_WAYS: Mapping[Over, Callable[[Selection, date, date], Tally]] = {
    Over.SUM: _sum,
    Over.LAST: _state,
    Over.AVERAGE: _average,
    Over.MEDIAN: _median,
    Over.DISTINCT: _distinct,
}
