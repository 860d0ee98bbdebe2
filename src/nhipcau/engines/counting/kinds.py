"""Kinds of facts: which amounts, attributes and keys each may have, so that a slip of the hand is refused instead of counted
as nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from nhipcau.engines.counting.errors import BadFact, BadRow, BadTable
from nhipcau.engines.counting.model import Fact, Words
from nhipcau.engines.counting.tables import DATA, Row, Rows, filled, near, one_of

COLUMNS = ("kind", "name", "name_en", "lasts", "amounts", "attributes", "keys")
_NAME = re.compile(r"[a-z][a-z0-9_.]{0,39}")
_ATTRIBUTE = re.compile(r"([a-z][a-z0-9_]{0,39})(\*?)(?:=([a-z0-9_.]+(?:\|[a-z0-9_.]+)*))?")


@dataclass(frozen=True, slots=True)
class Attribute:
    """A word that a fact may have.  values: the only ones, none where any is; several: whether a fact may have more than one."""

    name: str
    values: tuple[str, ...] = ()
    several: bool = False


@dataclass(frozen=True, slots=True)
class FactKind:
    """One kind of fact.  lasts: "day" (it happens on a day), "span" (it stands from a day on) or "either"."""

    kind: str
    name: Words
    lasts: str
    amounts: frozenset[str]
    attributes: Mapping[str, Attribute]
    keys: frozenset[str]

    def check(self, fact: Fact) -> None:
        """BadFact where a fact has what its kind does not know, a value that is none of the allowed, or a span for a day."""
        if fact.last is not None and fact.last < fact.first:
            raise BadFact("order", ref=fact.ref, first=fact.first.isoformat(), last=fact.last.isoformat())
        if self.lasts == "day" and fact.last != fact.first:
            raise BadFact("day", ref=fact.ref, kind=self.kind)
        for name, amount in fact.amounts.items():
            if name not in self.amounts:
                raise BadFact(
                    "amount", ref=fact.ref, kind=self.kind, name=name, near=near(name, self.amounts)
                )
            if not is_amount(amount):
                raise BadFact("number", ref=fact.ref, name=name, value=str(amount)[:40])
        for name, values in fact.attributes.items():
            self._check_attribute(fact, name, values)
        for name in fact.keys:
            if name not in self.keys:
                raise BadFact("key", ref=fact.ref, kind=self.kind, name=name, near=near(name, self.keys))

    def _check_attribute(self, fact: Fact, name: str, values: tuple[str, ...]) -> None:
        attribute = self.attributes.get(name)
        if attribute is None:
            raise BadFact(
                "attribute", ref=fact.ref, kind=self.kind, name=name, near=near(name, self.attributes)
            )
        if len(values) > 1 and not attribute.several:
            raise BadFact("several", ref=fact.ref, kind=self.kind, name=name)
        for value in values:
            if attribute.values and value not in attribute.values:
                known = ", ".join(attribute.values)
                raise BadFact("value", ref=fact.ref, kind=self.kind, name=name, value=value[:80], known=known)


# So large and with so many places that a million of them are added without rounding (Decimal's 28 digits).
_LARGEST, _PLACES = 10**15, 6


def is_amount(amount: object) -> bool:
    """Whether something is an amount: a whole number or a Decimal, not negative (what was wrong is superseded), finite."""
    if isinstance(amount, Decimal):
        exponent = amount.as_tuple().exponent
        return isinstance(exponent, int) and exponent >= -_PLACES and 0 <= amount < _LARGEST
    return isinstance(amount, int) and not isinstance(amount, bool) and 0 <= amount < _LARGEST


class Kinds:
    """All kinds that are known."""

    def __init__(self, kinds: Iterable[FactKind]) -> None:
        self._by_name = {kind.kind: kind for kind in kinds}

    def __iter__(self) -> Iterator[FactKind]:
        return iter(self._by_name.values())

    def __contains__(self, name: str) -> bool:
        return name in self._by_name

    def get(self, name: str) -> FactKind | None:
        return self._by_name.get(name)

    def near(self, name: str) -> str:
        """Known kinds that look like one."""
        return near(name, self._by_name)

    def with_own(self, own: Iterable[FactKind], file: str = "") -> Kinds:
        """These and an office's own; BadTable "twice" for one that is known."""
        added = list(own)
        for kind in added:
            if kind.kind in self._by_name:
                raise BadTable("twice", file=file, value=kind.kind)
        return Kinds([*self, *added])

    def check(self, fact: Fact) -> None:
        """BadFact for a fact of no known kind, or that its kind does not allow."""
        kind = self._by_name.get(fact.kind)
        if kind is None:
            raise BadFact("kind", ref=fact.ref, kind=fact.kind[:80], near=self.near(fact.kind))
        kind.check(fact)


def read_kinds(rows: Rows) -> tuple[FactKind, ...]:
    """The kinds of a table; BadTable with each wrong row."""
    found = rows.each(_kind)
    seen: dict[str, int] = {}
    wrong = []
    for line, kind in found:
        if kind.kind in seen:
            wrong.append(BadRow("twice", file=rows.file, line=line, value=kind.kind, other=seen[kind.kind]))
        seen.setdefault(kind.kind, line)
    if wrong:
        raise BadTable("rows", tuple(wrong), file=rows.file, count=len(wrong))
    return tuple(kind for _line, kind in found)


def _kind(row: Row) -> FactKind:
    attributes: dict[str, Attribute] = {}
    for text in row["attributes"].split():
        found = _ATTRIBUTE.fullmatch(text)
        if not found:
            raise BadRow("attribute", column="attributes", value=text[:80])
        attributes[found[1]] = Attribute(
            found[1], tuple(found[3].split("|")) if found[3] else (), bool(found[2])
        )
    amounts, keys = _names(row, "amounts"), _names(row, "keys")
    if both := (amounts & keys) | (amounts & attributes.keys()) | (keys & attributes.keys()):
        raise BadRow("name-twice", column="attributes", value=min(both))
    return FactKind(
        kind=_named(filled(row, "kind"), "kind"),
        name=Words(filled(row, "name"), row["name_en"]),
        lasts=one_of(row, "lasts", ("day", "span", "either"), "day"),
        amounts=amounts,
        attributes=attributes,
        keys=keys,
    )


def _names(row: Row, column: str) -> frozenset[str]:
    return frozenset(_named(name, column) for name in row[column].split())


def _named(text: str, column: str) -> str:
    if not _NAME.fullmatch(text):
        raise BadRow("name", column=column, value=text[:80])
    return text


def kinds_of_file(path: Path) -> tuple[FactKind, ...]:
    """The kinds of an office's own file."""
    return read_kinds(Rows.of_file(path, COLUMNS, ("kind", "name")))


@cache
def default_kinds() -> Kinds:
    """The kinds that come with the product."""
    return Kinds(kinds_of_file(DATA / "kinds.tsv"))
