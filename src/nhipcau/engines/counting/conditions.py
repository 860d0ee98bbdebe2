"""Conditions of a rule: "form=periodic", "language!=vi", "days<=5", "licence", "!licence", parted by ";"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from nhipcau.engines.counting.errors import BadRow
from nhipcau.engines.counting.kinds import FactKind
from nhipcau.engines.counting.model import Fact, Number
from nhipcau.engines.counting.tables import near

_CONDITION = re.compile(r"(!?)([a-z][a-z0-9_]*)|([a-z][a-z0-9_]*)\s*(=|!=|<=|>=)\s*(\S.*)")
_VALUE = re.compile(r"[\w.-]{1,40}")
_AMOUNT = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,6})?")


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition.  test: "=", "!=", "<=", ">=", "has" or "lacks".  An attribute or amount that a fact does not have fulfils
    nothing but "lacks": what is not known is not "another than Vietnamese"."""

    name: str
    test: str
    values: frozenset[str] = frozenset()
    limit: Number = 0

    def __str__(self) -> str:
        if self.test in {"has", "lacks"}:
            return f"{'!' if self.test == 'lacks' else ''}{self.name}"
        if self.values:
            return f"{self.name}{self.test}{'|'.join(sorted(self.values))}"
        return f"{self.name}{self.test}{self.limit}"

    def asks_for(self, lacking: frozenset[str]) -> bool:
        """Whether it cannot be told because of what is lacking ("visit", "duty=speaking")."""
        return bool(lacking) and not lacking.isdisjoint(
            {self.name, *(f"{self.name}={value}" for value in self.values)}
        )

    def holds(self, fact: Fact) -> bool:
        """Whether a fact fulfils it."""
        if self.values:
            words = fact.attributes.get(self.name) or ()
            return bool(words) and (self.test == "=") != self.values.isdisjoint(words)
        if self.test in {"has", "lacks"}:
            has = (
                bool(fact.attributes.get(self.name))
                or self.name in fact.amounts
                or bool(fact.keys.get(self.name))
            )
            return has == (self.test == "has")
        amount = fact.amounts.get(self.name)
        return amount is not None and (amount <= self.limit if self.test == "<=" else amount >= self.limit)


def parse_conditions(text: str, kinds: Iterable[FactKind]) -> tuple[Condition, ...]:
    """The conditions of a cell, for facts of some kinds; BadRow "condition", "what" or "value" for what these cannot fulfil."""
    of = list(kinds)
    found = []
    for piece in text.split(";") if text else ():
        match = _CONDITION.fullmatch(piece.strip())
        if not match:
            raise BadRow("condition", column="where", value=piece.strip()[:80])
        for kind in of:
            _check(match, kind)
        found.append(_condition(match))
    return tuple(found)


def _condition(match: re.Match[str]) -> Condition:
    if match[2]:
        return Condition(match[2], "lacks" if match[1] else "has")
    if match[4] in {"=", "!="}:
        return Condition(match[3], match[4], frozenset(_values(match[5])))
    limit = Decimal(match[5])
    return Condition(match[3], match[4], limit=int(limit) if limit == limit.to_integral_value() else limit)


def _values(text: str) -> list[str]:
    return [value.strip() for value in text.split("|")]


def _check(match: re.Match[str], kind: FactKind) -> None:
    """BadRow where a kind has no such attribute or amount, or never that value."""
    name = match[2] or match[3]
    words, amounts = kind.attributes, kind.amounts
    known: Iterable[str] = {
        "=": words,
        "!=": words,
        "<=": amounts,
        ">=": amounts,
    }.get(match[4] or "", (*words, *amounts, *kind.keys))
    if name not in known:
        raise BadRow("what", column="where", value=name, kind=kind.kind, known=", ".join(sorted(known)))
    if match[4] in {"<=", ">="} and not _AMOUNT.fullmatch(match[5]):
        raise BadRow("condition", column="where", value=match[0][:80])
    for value in _values(match[5]) if match[4] in {"=", "!="} else ():
        if not _VALUE.fullmatch(value):
            raise BadRow("condition", column="where", value=match[0][:80])
        if words[name].values and value not in words[name].values:
            raise BadRow(
                "value", column="where", value=value, name=name, known=near_or_all(value, words[name].values)
            )


def near_or_all(value: str, known: tuple[str, ...]) -> str:
    """The values that look like one; all where none does."""
    return near(value, known) or ", ".join(known)
