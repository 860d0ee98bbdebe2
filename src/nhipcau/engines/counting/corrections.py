"""Which facts stand: what was corrected counts as corrected, what was withdrawn no longer counts, and what they were stays known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nhipcau.engines.counting.errors import BadFact
from nhipcau.engines.counting.kinds import Kinds
from nhipcau.engines.counting.model import Fact, Withdrawal


@dataclass(frozen=True, slots=True)
class Standing:
    """The facts that stand, and by what each of the others was replaced."""

    facts: tuple[Fact, ...]
    replaced: Mapping[str, Fact | Withdrawal]
    all_facts: Mapping[str, Fact]

    def history(self, ref: str) -> tuple[Fact | Withdrawal, ...]:
        """A fact as it was first given, then each that took its place, up to the one that stands or its withdrawal.

        ref: of any of them; nothing for one that is not known.
        """
        before = {after.ref: ref for ref, after in self.replaced.items()}
        while ref in before:
            ref = before[ref]
        if ref not in self.all_facts:
            return ()
        chain: list[Fact | Withdrawal] = [self.all_facts[ref]]
        while (after := self.replaced.get(chain[-1].ref)) is not None:
            chain.append(after)
        return tuple(chain)


def standing(given: Iterable[Fact | Withdrawal], kinds: Kinds) -> Standing:
    """Which of the given facts stand; BadFact for one that its kind does not allow, for a reference that is used twice, and for
    corrections that contradict each other: of an unknown fact, of one that is corrected already, in a circle."""
    facts: dict[str, Fact] = {}
    refs: set[str] = set()
    replacing: list[tuple[str, Fact | Withdrawal]] = []
    for one in given:
        if one.ref in refs:
            raise BadFact("twice", ref=one.ref)
        refs.add(one.ref)
        if isinstance(one, Withdrawal):
            replacing.append((one.withdraws, one))
            continue
        kinds.check(one)
        facts[one.ref] = one
        if one.supersedes:
            replacing.append((one.supersedes, one))
    replaced: dict[str, Fact | Withdrawal] = {}
    for ref, by in replacing:
        if ref not in facts:
            raise BadFact("supersedes-unknown", ref=by.ref, other=ref)
        if ref in replaced:
            raise BadFact("superseded-twice", ref=by.ref, other=ref, first=replaced[ref].ref)
        replaced[ref] = by
    _no_circle(replaced)
    return Standing(tuple(fact for ref, fact in facts.items() if ref not in replaced), replaced, facts)


def _no_circle(replaced: Mapping[str, Fact | Withdrawal]) -> None:
    """BadFact where facts replace each other in a circle, so that none of them stands."""
    seen: dict[str, str] = {}  # on whose way each was met
    for start in replaced:
        ref = start
        while ref in replaced and ref not in seen:
            seen[ref] = start
            ref = replaced[ref].ref
        if seen.get(ref) == start and ref in replaced:
            raise BadFact("circle", ref=ref)
