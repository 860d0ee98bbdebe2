"""What the system itself holds as done: records that show, without anybody reporting it, that an agency did its work.

An app says when it starts what its records witness (focal officers named, digests signed), and tells whenever that may
have changed; who owes results asks every registered kind, without those apps knowing each other.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from nhipcau.kernel.joints import Joint, place_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be shown: that an agency did its work between two days, both included.

    agency: its key.  plan: the key of the province's plan that asks; what carries out another plan does not show it.
    before: keys of the agencies whose work it goes on with.  until: the last of the days on which it may
    have been done so far: not after ``last`` for what comes back in the next period, today for what may still be done late.
    """

    agency: int
    first: date
    last: date
    until: date
    before: frozenset[int] = frozenset()
    plan: int | None = None

    @property
    def agencies(self) -> frozenset[int]:
        """The agency, and those before it."""
        return self.before | {self.agency}


@dataclass(frozen=True, slots=True)
class Shown:
    """What shows it: records of kinds that ``kernel.evidence`` knows, and the day since which they do."""

    records: tuple[Any, ...]
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """One kind of thing that the system holds.

    name: stable, at most 40 letters, in rows; label: what it is called ("Cán bộ đầu mối đã cử"), rule: when it is enough
    (both N_ sentences); find: what is wanted → what shows it, of those for which something does, in a fixed number of
    queries.
    """

    name: str
    label: str
    rule: str
    find: Callable[[Collection[Wanted]], Mapping[Wanted, Shown]]


witnesses: Joint[Witness] = Joint("witness", key=lambda witness: witness.name)

# Who brings results in line; called in the transaction of what changed.
on_change: Joint[Callable[[str, Collection[int]], None]] = Joint("listener to witnesses", key=place_of)


def changed(name: str, *, agencies: Collection[int] = ()) -> None:
    """Say that what a kind holds may be other than before.  agencies: the keys of those concerned; none: any."""
    witnesses.get(name)
    for listener in on_change:
        listener(name, agencies)


def labels() -> dict[str, str]:
    """What every kind is called, by name."""
    return {witness.name: witness.label for witness in witnesses}
