"""Evidence over all kinds: which records may show that work was done, found, shown and counted in one way.

An app registers its kinds when it starts; the form that adds evidence searches them all, the page links to
each, and figures count them, without those apps knowing each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import Any

from django.db import models

from nhipcau.kernel.joints import Joint
from nhipcau.kernel.models import Evidence
from nhipcau.kernel.refusal import N_

FILE_AND_LINK_LABELS = {Evidence.Kind.FILE: N_("Tệp"), Evidence.Kind.LINK: N_("Liên kết")}


@dataclass(frozen=True, slots=True)
class RecordKind:
    """One kind of record that may be evidence.

    name: stable, at most 40 letters; label: what officers call one (N_ sentence); model: its class;
    find: (officer, words) → the newest records that match; visible: (officer, keys) → those among some;
    both give only records that the officer may see and that are fit to be evidence.  url: the record's page.
    """

    name: str
    label: str
    model: type[models.Model]
    find: Callable[[Any, str], Iterable[Any]]
    visible: Callable[[Any, Sequence[int]], Iterable[Any]]
    url: Callable[[Any], str]


kinds: Joint[RecordKind] = Joint("evidence kind", key=lambda kind: kind.name)


@dataclass(frozen=True, slots=True)
class Found:
    """A record that may be added; ``choice`` names it in the form."""

    kind: RecordKind
    record: Any

    @property
    def choice(self) -> str:
        return f"{self.kind.name}:{self.record.pk}"

    @property
    def title(self) -> str:
        return str(self.record)

    @property
    def url(self) -> str:
        return self.kind.url(self.record)


def kind_of(record: Any) -> RecordKind | None:
    """The kind that a record belongs to, if any."""
    return next((kind for kind in kinds if isinstance(record, kind.model)), None)


def find(officer: Any, words: str, *, kind: str = "", most: int = 12) -> list[Found]:
    """Records that may be added as evidence, of all kinds in turn, each kind's newest first."""
    asked = [kinds.get(kind)] if kind in kinds else list(kinds)
    by_kind = [[Found(each, record) for record in islice(each.find(officer, words), most)] for each in asked]
    return list(islice(_in_turn(by_kind), most))


def _in_turn(lists: Iterable[list[Found]]) -> Iterator[Found]:
    for row in zip_longest(*lists):
        yield from (found for found in row if found is not None)


def chosen(officer: Any, choice: str) -> Any | None:
    """The record that a form names ("digest:41"), where the officer may see it and it may be evidence."""
    name, _, key = choice.partition(":")
    if name not in kinds or not (key.isascii() and key.isdigit() and len(key) < 19):
        return None
    return next(iter(kinds.get(name).visible(officer, [int(key)])), None)


def counted(kept: Iterable[Evidence]) -> dict[str, int]:
    """How many of each kind there are among some evidence: {label: number}, in the order of the kinds.

    A record of a kind that nobody registers any more is counted as a record of the system.
    """
    numbers: dict[str, int] = {}
    by_model = {kind.model: kind.label for kind in kinds}
    for one in kept:
        if one.kind == Evidence.Kind.RECORD:
            model = one.record_type.model_class() if one.record_type else None
            label = by_model.get(model, N_("Bản ghi trong hệ thống"))  # type: ignore[arg-type]
        else:
            label = FILE_AND_LINK_LABELS[Evidence.Kind(one.kind)]
        numbers[label] = numbers.get(label, 0) + 1
    return numbers
