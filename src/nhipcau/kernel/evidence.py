"""The evidence registry: which kinds of record may show that work was done.

An app registers its kinds when it starts; the form that adds evidence offers them, and a report can
count them, without those apps knowing each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import models


@dataclass(frozen=True, slots=True)
class RecordKind:
    """One kind of record.

    label: in Vietnamese, for the form; find: (officer, words) → the newest records that match and that
    the officer may see; url: the record's page.
    """

    name: str
    label: str
    model: type[models.Model]
    find: Callable[[models.Model, str], Iterable[models.Model]]
    url: Callable[[models.Model], str]


_kinds: dict[str, RecordKind] = {}


def register(kind: RecordKind) -> None:
    """Make a kind known; registering a name again replaces it (apps may be loaded twice in tests)."""
    _kinds[kind.name] = kind


def kinds() -> tuple[RecordKind, ...]:
    """All known kinds, by name."""
    return tuple(_kinds[name] for name in sorted(_kinds))


def kind_of(record: models.Model) -> RecordKind | None:
    """The kind that a record belongs to, if any."""
    return next((kind for kind in _kinds.values() if isinstance(record, kind.model)), None)
