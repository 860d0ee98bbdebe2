"""What is counted: facts, what replaces them, figures that somebody typed, goals, and for whom it is counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NoReturn

from nhipcau.engines.lawdates import Words as Words

Number = int | Decimal


class _Nothing(Mapping[str, Any]):
    """The empty mapping that most facts share: it cannot be written to, and a copy of it is itself."""

    __slots__ = ()

    def __getitem__(self, name: str) -> NoReturn:
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __reduce__(self) -> str:
        return "NOTHING"


NOTHING: Mapping[str, Any] = _Nothing()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that was done, or that stands for a time.

    ref: its record's reference, for no other fact; a figure opens to it.  kind: of ``data/kinds.tsv`` or an office's own.  first,
    last: the day it happened (the same twice), or from when to when it lasts, both included; last None: still standing.
    agencies: everybody whose work it is; a joint thing names all and is one thing.  amounts: persons, attendances, copies, đồng …
    each by its name, never put together.  attributes: words by name, each perhaps several.  keys: what tells persons, stories or
    stations apart, as an opaque word; None where it was erased (personal data whose time is over).  supersedes: the fact that this
    one corrects; reason: why.  part_of: the reference of the whole that this is one agency's part of (its share of a task): the
    province counts wholes and an agency its parts, neither is added up from the other; a whole names no agencies.
    """

    ref: str
    kind: str
    first: date
    last: date | None
    agencies: tuple[str, ...] = ()
    place: str = ""
    amounts: Mapping[str, Number] = field(default_factory=lambda: NOTHING)
    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: NOTHING)
    keys: Mapping[str, str | None] = field(default_factory=lambda: NOTHING)
    supersedes: str = ""
    reason: str = ""
    part_of: str = ""

    @property
    def is_joint(self) -> bool:
        """Whether several agencies did it together."""
        return len(set(self.agencies)) > 1

    def stands_on(self, day: date) -> bool:
        """Whether it lasts on a day."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A fact that was none (rút lại): it no longer counts.  ref: of the withdrawal itself."""

    ref: str
    withdraws: str
    reason: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """From which day on a kind of fact is recorded; None: from ever.  Before it nothing recorded does not mean nothing done.

    lacks: attributes that nobody tells of these facts yet ("visit"), or some of their values ("duty=speaking"): a figure whose rule
    asks for one is not counted by anybody.
    """

    kind: str
    since: date | None = None
    lacks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Scope:
    """For whom it is counted: the whole province, some agencies (one with those it took over, a group) or a place."""

    agencies: tuple[str, ...] = ()
    place: str = ""

    @staticmethod
    def of(*agencies: str, place: str = "") -> Scope:
        """Some agencies, in whatever order; a thing that several of them did together is one."""
        return Scope(tuple(sorted(set(agencies))), place)

    @property
    def is_province(self) -> bool:
        return not self.agencies and not self.place

    @property
    def key(self) -> str:
        """One word for it: "province", "SVHTTDL", "A;B", "@lac-duong", "A@lac-duong".  Names of agencies have commas."""
        if self.is_province:
            return "province"
        return ";".join(self.agencies) + (f"@{self.place}" if self.place else "")

    @staticmethod
    def from_key(key: str) -> Scope:
        """The scope of a key."""
        if key in {"", "province"}:
            return PROVINCE
        agencies, _, place = key.partition("@")
        return Scope.of(*(each for each in agencies.split(";") if each), place=place)


PROVINCE = Scope()


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A figure that nobody can count yet, entered with its source; or one of a public source (published rank, foreign visitors).

    period: its code; scope: its key.  value: in the unit of the figure.  entered: when.  A later entry for the same stands in the
    place of an earlier one, which is kept.
    """

    ref: str
    indicator: str
    period: str
    value: Number
    source: str
    part: str = ""
    scope: str = "province"
    entered: date | None = None
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What a figure is to reach (chỉ tiêu): for a year it stands beside the running total.  at_most: whether less is better."""

    indicator: str
    period: str
    value: Number
    source: str
    part: str = ""
    scope: str = "province"
    at_most: bool = False
