"""Facts that one rule takes, laid out by day, so that a period is two looks into a sorted list and not a walk over all facts."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple

from nhipcau.engines.counting.definitions import FACTS, On, Part
from nhipcau.engines.counting.model import Fact, Number, Scope

_MOST_SCOPES = 64  # groups and places kept laid out; single agencies are laid out all at once


class Contribution(NamedTuple):
    """One fact behind a figure, with what it brings: 1, its amount, or what it is told apart by; None where it has none of it,
    "" for a key that was erased."""

    fact: Fact
    amount: Number | str | tuple[str, ...] | None


class Selection:
    """The facts that one rule takes, for one scope, in the order of the day that they count by.

    A fact that has not ended yet has no day to count by where its end counts, and is left out there.
    """

    __slots__ = ("_amounts", "_by_agency", "_by_scope", "_ends", "_has_parts", "days", "facts", "part")

    def __init__(self, part: Part, facts: Iterable[Fact]) -> None:
        """facts: in the order of ``in_order``."""
        self.part = part
        if part.on == On.ENDS:
            self.facts = sorted((fact for fact in facts if fact.last is not None), key=_ending)
            self.days = array("i", map(_ending, self.facts))
        else:
            self.facts = list(facts)
            self.days = array("i", map(_beginning, self.facts))
        self._has_parts = any(fact.part_of for fact in self.facts)
        self._amounts: _Amounts | None = None
        self._ends: _Ends | None = None
        self._by_agency: dict[str, Selection] | None = None
        self._by_scope: dict[Scope, Selection] = {}

    def __len__(self) -> int:
        return len(self.facts)

    def within(self, first: date, last: date) -> tuple[int, int]:
        """From which to which of its facts count by a day between two, both included."""
        return bisect_left(self.days, first.toordinal()), bisect_right(self.days, last.toordinal())

    def amounts(self) -> _Amounts:
        """Running sums of the amount that the rule adds up."""
        if self._amounts is None:
            self._amounts = _Amounts(self.part.what, self.facts)
        return self._amounts

    def ends(self) -> _Ends:
        """The same facts by the day on which they end."""
        if self._ends is None:
            self._ends = _Ends(self.part.what, self.facts)
        return self._ends

    def lasting(self, first: date, last: date) -> Iterator[Fact]:
        """The facts that last on some day between two."""
        for fact in self.facts[: bisect_right(self.days, last.toordinal())]:
            if fact.last is None or fact.last >= first:
                yield fact

    def of(self, scope: Scope) -> Selection:
        """Those of a scope.  A fact of several of its agencies stands in it once; of no agency, wholes without their parts."""
        if scope.is_province and not self._has_parts:
            return self
        if len(scope.agencies) == 1 and not scope.place:
            return self.by_agency().get(scope.agencies[0]) or Selection(self.part, ())
        if scope not in self._by_scope:
            if len(self._by_scope) >= _MOST_SCOPES:
                self._by_scope.clear()
            wanted = frozenset(scope.agencies)
            self._by_scope[scope] = Selection(
                self.part,
                (
                    fact
                    for fact in self.facts
                    if scope.place in {"", fact.place}
                    and not (wanted.isdisjoint(fact.agencies) if wanted else fact.part_of)
                ),
            )
        return self._by_scope[scope]

    def by_agency(self) -> dict[str, Selection]:
        """Those of each agency; a joint fact stands with every agency that it names."""
        if self._by_agency is None:
            parted: dict[str, list[Fact]] = {}
            for fact in self.facts:
                for agency in dict.fromkeys(fact.agencies):
                    parted.setdefault(agency, []).append(fact)
            self._by_agency = {agency: Selection(self.part, facts) for agency, facts in parted.items()}
        return self._by_agency


class _Amounts:
    """Running sums over facts in some order, so that what any stretch of them brings is one subtraction.

    sums[n]: what the first n bring; lacking[n]: how many of the first n have no such amount.  An amount that is counted itself
    ("facts") is 1 for each.
    """

    __slots__ = ("lacking", "sums")

    def __init__(self, what: str, facts: list[Fact]) -> None:
        if what == FACTS:
            self.sums: list[Number] = list(range(len(facts) + 1))
            self.lacking = array("i", bytes(4 * (len(facts) + 1)))
            return
        found = [fact.amounts.get(what) for fact in facts]
        self.sums = list(accumulate((0 if amount is None else amount for amount in found), initial=0))
        self.lacking = array("i", accumulate((amount is None for amount in found), initial=0))


class _Ends:
    """Facts by their last day; those that still stand are not among them."""

    __slots__ = ("amounts", "days")

    def __init__(self, what: str, facts: list[Fact]) -> None:
        ended = sorted((fact for fact in facts if fact.last is not None), key=_ending)
        self.days = array("i", map(_ending, ended))
        self.amounts = _Amounts(what, ended)

    def before(self, day: date) -> int:
        """How many ended before a day."""
        return bisect_left(self.days, day.toordinal())


def in_order(facts: list[Fact]) -> list[Fact]:
    """Facts by their first day; those of one day by their reference, so that the order in which they come makes no difference."""
    return sorted(sorted(facts, key=_ref), key=_beginning)


_ref = attrgetter("ref")


def _beginning(fact: Fact) -> int:
    return fact.first.toordinal()


def _ending(fact: Fact) -> int:
    return fact.last.toordinal() if fact.last is not None else 0


class Behind:
    """The facts behind a figure, gathered when they are asked for: most figures of a report are never opened."""

    __slots__ = ("_facts", "_part")

    def __init__(self, part: Part, facts: Callable[[], Iterable[Fact]]) -> None:
        self._part = part
        self._facts = facts

    def __reduce__(self) -> tuple[Callable[..., Behind], tuple[Part, tuple[Fact, ...]]]:
        # What is kept or sent elsewhere takes its own facts along, not the ledger.
        return _gathered, (self._part, tuple(self._facts()))

    def contributions(self) -> tuple[Contribution, ...]:
        """Each with what it brings, in the order of their references."""
        found = sorted(self._facts(), key=_ref)
        return tuple(Contribution(fact, brought(self._part, fact)) for fact in found)

    def split(self, name: str) -> tuple[tuple[str, Number], ...]:
        """What each value of an attribute brings, largest first; "" for facts without it.  A fact with two values stands under both."""
        parted: dict[str, Number] = {}
        for fact in self._facts():
            amount = 1 if self._part.counts_facts else fact.amounts.get(self._part.what, 0)
            for value in dict.fromkeys(fact.attributes.get(name) or ("",)):
                parted[value] = parted.get(value, 0) + amount
        return tuple(sorted(parted.items(), key=lambda pair: (-pair[1], pair[0])))


def _gathered(part: Part, facts: tuple[Fact, ...]) -> Behind:
    return Behind(part, lambda: facts)


def brought(part: Part, fact: Fact) -> Number | str | tuple[str, ...] | None:
    """What a fact brings to a figure."""
    if part.counts_facts:
        return 1
    if part.what in fact.keys:
        return fact.keys[part.what] or ""
    return fact.amounts.get(part.what, fact.attributes.get(part.what))


__all__ = ["Behind", "Contribution", "Selection", "brought", "in_order"]
