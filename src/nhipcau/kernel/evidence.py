"""Evidence over all kinds: which records may show that work was done, found, shown and counted in one way.

An app registers its kinds when it starts; the form that adds evidence searches them all, the page links to
each, and figures count them, without those apps knowing each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import Any

from nhipcau.kernel.joints import Joint
from nhipcau.kernel.known import Known, kind_among
from nhipcau.kernel.models import Evidence
from nhipcau.kernel.refusal import N_

FILE_AND_LINK_LABELS = {Evidence.Kind.FILE: N_("Tệp"), Evidence.Kind.LINK: N_("Liên kết")}


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordKind(Known):
    """One kind of record that may be evidence (``kernel.known``).

    find: (officer, words) → the newest records that match; like ``visible`` it gives only records that the
    officer may see and that are fit to be evidence.
    """

    find: Callable[[Any, str], Iterable[Any]]


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
        return self.kind.title(self.record)

    @property
    def url(self) -> str:
        return self.kind.url(self.record)


def kind_of(record: Any) -> RecordKind | None:
    """The kind that a record belongs to, if any."""
    return kind_among(kinds, record)


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
