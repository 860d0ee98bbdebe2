"""Evidence over all kinds: which records may show that work was done, found, shown and counted in one way.

An app registers its kinds when it starts; the form that adds evidence searches them all, the page links to
each, and figures count them, without those apps knowing each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice, zip_longest
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models

from nhipcau.kernel.joints import Joint
from nhipcau.kernel.keys import key_of
from nhipcau.kernel.known import Known, kind_among
from nhipcau.kernel.models import Evidence, EvidenceQuerySet
from nhipcau.kernel.refusal import N_

OTHER_RECORD = N_("Bản ghi trong hệ thống")
FILE_AND_LINK_LABELS = {Evidence.Kind.FILE: N_("Tệp"), Evidence.Kind.LINK: N_("Liên kết")}


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordKind(Known):
    """One kind of record that may be evidence (``kernel.known``).

    find: (officer, words) → the newest records that match; like ``visible`` it gives only records that the
    officer may see and that are fit to be evidence.  day: on which day a record counts: its own, not that of the upload.
    """

    find: Callable[[Any, str], Iterable[Any]]
    day: Callable[[Any], date | None]


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
    number = key_of(key)
    if name not in kinds or number is None:
        return None
    return next(iter(kinds.get(name).visible(officer, [number])), None)


def with_pages(officer: Any, kept: Iterable[Evidence]) -> list[Evidence]:
    """The same, each with the page that the officer may open of its record; "" where it has none, is gone or is not for
    him (``Evidence.page``).  Where there are records, one query for each of their kinds."""
    rows = list(kept)
    keys: dict[str, set[int]] = {}
    for one in rows:
        if one.record is not None and (kind := kind_of(one.record)) is not None:
            keys.setdefault(kind.name, set()).add(one.record.pk)
    opens = {
        (name, record.pk)
        for name, asked in keys.items()
        for record in kinds.get(name).visible(officer, sorted(asked))
    }
    for one in rows:
        record, kind = one.record, kind_of(one.record)
        may = record is not None and kind is not None and (kind.name, record.pk) in opens
        one.page = kind.url(record) if may and kind is not None else ""
    return rows


@dataclass(frozen=True, slots=True)
class Tally:
    """How much evidence of one kind there is.  name: for ``of_kind``; label: an N_ sentence."""

    name: str
    label: str
    count: int


def tally(kept: EvidenceQuerySet) -> list[Tally]:
    """How many of each kind there are among some evidence, in the order of the kinds; one query.

    A record of a kind that nobody registers any more is counted as a record of the system.
    """
    grouped = kept.order_by().values_list("kind", "record_type").annotate(number=models.Count("pk"))
    numbers: dict[str, int] = {}
    names = {ContentType.objects.get_for_model(kind.model).pk: kind.name for kind in kinds}
    for which, record_type, number in grouped:
        name = names.get(record_type, which) if which == Evidence.Kind.RECORD else which
        numbers[name] = numbers.get(name, 0) + number
    return [Tally(name, label, numbers[name]) for name, label in kind_labels().items() if name in numbers]


def kind_labels() -> dict[str, str]:
    """Every name that a tally may have, with its label: files, links, then what apps register."""
    files_and_links: dict[str, str] = {kind.value: label for kind, label in FILE_AND_LINK_LABELS.items()}
    registered = {kind.name: kind.label for kind in kinds if kind.model is not Evidence}
    return files_and_links | registered | {Evidence.Kind.RECORD.value: OTHER_RECORD}


def of_kind(kept: EvidenceQuerySet, name: str) -> EvidenceQuerySet:
    """Those that a tally counts under a name; none for a name that there is not."""
    records = kept.filter(kind=Evidence.Kind.RECORD)
    if name in FILE_AND_LINK_LABELS:
        return kept.filter(kind=name)
    if name in kinds:
        return records.filter(record_type=ContentType.objects.get_for_model(kinds.get(name).model))
    if name == Evidence.Kind.RECORD:
        known = [ContentType.objects.get_for_model(kind.model).pk for kind in kinds]
        return records.exclude(record_type__in=known)
    return kept.none()


def day_of(record: Any) -> date | None:
    """On which day a record counts, by the word of its kind; None where it has none."""
    kind = kind_of(record)
    return kind.day(record) if kind is not None else None
