"""Figures frozen at closing: written once, sealed by a hash, changed only by a next version with a reason.

A frozen figure holds what it stood on: the rule, the days, every fact with what it brought, so that a later count can be held
against it and the difference named fact by fact.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from nhipcau.engines.counting.errors import NotFrozen
from nhipcau.engines.counting.figures import Figure, Note
from nhipcau.engines.counting.model import Typed

FORM = 1  # of the JSON; raised when a reader of an earlier one could misread it


def content_of(figure: Figure) -> dict[str, Any]:
    """What is frozen of a figure, as plain values: numbers as text, so that no reader rounds them."""
    period = figure.period
    return {
        "indicator": figure.part.code,
        "part": figure.part.part,
        "rule": figure.part.rule,
        "unit": figure.part.unit.vi,
        "period": {"code": period.code, "first": period.first.isoformat(), "last": period.last.isoformat()},
        "scope": figure.scope.key,
        "value": _number(figure.value),
        "at_most": _number(figure.at_most),
        "status": figure.status.value,
        "since": figure.since.isoformat() if figure.since else None,
        "facts": [[each.fact.ref, _brought(each.amount)] for each in figure.facts],
        "typed": [_typed(each) for each in figure.typed],
        "replaced": [_typed(each) for each in figure.replaced],
        "split": [[name, _number(value)] for name, value in figure.split],
        "notes": [_note(each) for each in figure.notes],
    }


def _number(value: int | Decimal | None) -> str | None:
    """A number in one writing: 12.50 and 12.5 are one, no exponents."""
    if value is None:
        return None
    text = format(Decimal(value), "f")
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


def _brought(amount: object) -> str | list[str] | None:
    if isinstance(amount, tuple):
        return sorted(str(each) for each in amount)
    # What tells persons apart does not go into a paper that is kept for ever.
    return _number(amount) if isinstance(amount, (int, Decimal)) else None if amount is None else "1"


def _typed(entry: Typed) -> dict[str, Any]:
    entered = entry.entered.isoformat() if entry.entered else None
    return {"ref": entry.ref, "period": entry.period, "value": _number(entry.value), "source": entry.source, "entered": entered}  # fmt: skip


def _note(note: Note) -> dict[str, Any]:
    return {"code": note.code, **dict(note.params)}


def canonical(value: Mapping[str, Any]) -> str:
    """The one writing of some plain values: names in order, no spaces, letters as they are."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Frozen:
    """A version of a figure.  content: canonical JSON of ``content_of``.  previous: the seal of the version before, "" for the
    first; reason: why there is this one."""

    version: int
    content: str
    on: date
    by: str
    reason: str = ""
    previous: str = ""

    @property
    def seal(self) -> str:
        """SHA-256 over everything that it says."""
        return sha256(self._sealed().encode()).hexdigest()

    def _sealed(self) -> str:
        return canonical(
            {
                "form": FORM,
                "version": self.version,
                "content": self.content,
                "on": self.on.isoformat(),
                "by": self.by,
                "reason": self.reason,
                "previous": self.previous,
            }
        )

    @property
    def figure(self) -> dict[str, Any]:
        """What was frozen, as plain values."""
        return json.loads(self.content)

    def to_json(self) -> str:
        """Everything with its seal; ``read_frozen`` reads it back."""
        return canonical({"seal": self.seal, "frozen": json.loads(self._sealed())})


def freeze(figure: Figure, *, on: date, by: str) -> Frozen:
    """The first version of a figure.  on: the day it is frozen, not before its data close; by: whoever does it."""
    if on < figure.closing:
        raise NotFrozen("open", closing=figure.closing.isoformat(), on=on.isoformat())
    return Frozen(1, canonical(content_of(figure)), on, by)


def revise(frozen: Frozen, figure: Figure, *, on: date, by: str, reason: str) -> Frozen:
    """The next version where a figure is no longer what was frozen; the same version where it is.

    Raises NotFrozen: "other" for a figure of something else, "reason" where none is given, "open" before the version before.
    """
    content = canonical(content_of(figure))
    if content == frozen.content:
        return frozen
    old, new = frozen.figure, json.loads(content)
    for name in ("indicator", "part", "scope"):
        if old[name] != new[name]:
            raise NotFrozen("other", name=name, old=old[name], new=new[name])
    if old["period"]["code"] != new["period"]["code"]:
        raise NotFrozen("other", name="period", old=old["period"]["code"], new=new["period"]["code"])
    if not reason.strip():
        raise NotFrozen("reason", indicator=old["indicator"])
    if on < frozen.on:
        raise NotFrozen("open", closing=frozen.on.isoformat(), on=on.isoformat())
    return Frozen(frozen.version + 1, content, on, by, reason.strip(), frozen.seal)


def read_frozen(text: str) -> Frozen:
    """A version from its JSON.  NotFrozen "unreadable" where it is none, "seal" where it was changed after it was sealed."""
    try:
        row = json.loads(text)
        inner = row["frozen"]
        if inner["form"] != FORM:
            raise NotFrozen("form", form=int(inner["form"]), known=FORM)
        frozen = Frozen(
            version=int(inner["version"]),
            content=str(inner["content"]),
            on=date.fromisoformat(inner["on"]),
            by=str(inner["by"]),
            reason=str(inner["reason"]),
            previous=str(inner["previous"]),
        )
        seal = row["seal"]
    except (ValueError, KeyError, TypeError, RecursionError) as broken:
        raise NotFrozen("unreadable") from broken
    if frozen.seal != seal:
        raise NotFrozen("seal", version=frozen.version)
    return frozen


def check_chain(versions: Iterable[Frozen]) -> None:
    """NotFrozen "chain" where a version does not follow from the one before: left out, put in, or changed."""
    before: Frozen | None = None
    for one in versions:
        expected = (1, "") if before is None else (before.version + 1, before.seal)
        if (one.version, one.previous) != expected or (
            before is not None and (one.on < before.on or not one.reason)
        ):
            raise NotFrozen("chain", version=one.version)
        before = one


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed from one version to the next.  added, removed: references of facts; changed: those that bring something else;
    others: names of what else is not the same ("value", "rule", "typed" …)."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    others: tuple[str, ...]


def difference(old: Frozen, new: Frozen) -> Difference:
    """What changed between two versions, fact by fact.  A corrected fact is its old reference removed and its new one added."""
    before, after = old.figure, new.figure
    had, has = dict(map(tuple, before["facts"])), dict(map(tuple, after["facts"]))
    return Difference(
        added=tuple(sorted(has.keys() - had.keys())),
        removed=tuple(sorted(had.keys() - has.keys())),
        changed=tuple(sorted(ref for ref in had.keys() & has.keys() if had[ref] != has[ref])),
        others=tuple(sorted(name for name in before if name != "facts" and before[name] != after[name])),
    )
