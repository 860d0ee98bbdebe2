"""Searching over everything: one folded table, written by the actions that write the records.

An app registers each kind of record that can be found (``Findable``) and calls ``keep`` in the same
transaction as every write of such a record.  A search asks the table for candidates and then looks each of
them up through the app's own scoped query, so nobody finds what their lists would not show, however old or
wrong the table is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.db import models, transaction

from nhipcau.engines.vntext import fold
from nhipcau.kernel.joints import Joint
from nhipcau.kernel.known import Known
from nhipcau.kernel.models import Findable as Kept

LONGEST_WORDS = 4_000
_BATCH = 60
_MOST_BATCHES = 8
_MOST_WORDS = 8
_REBUILT = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Findable(Known):
    """A kind of record that can be found (``kernel.known``).

    words: record → all that it is found by; agency: record → the key of the agency that it belongs to, if one;
    day: record → its day; stands: record → whether it is to be found at all (a draft given up is not);
    order: kinds with a smaller one come first among equals.
    """

    words: Callable[[Any], str]
    agency: Callable[[Any], int | None] = lambda record: None
    day: Callable[[Any], date | None] = lambda record: None
    stands: Callable[[Any], bool] = lambda record: True
    order: int = 50


findables: Joint[Findable] = Joint("findable kind", key=lambda kind: kind.name)


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found and that the officer may see."""

    kind: Findable
    record: Any

    @property
    def title(self) -> str:
        return self.kind.title(self.record)

    @property
    def url(self) -> str:
        return self.kind.url(self.record)


def keep(name: str, *records: Any) -> None:
    """Write what records of a kind are found by; called wherever an action wrote them.

    Records that do not stand any more leave the table.
    """
    kind = findables.get(name)
    gone = {record.pk for record in records if not kind.stands(record)}
    if gone:
        forget(name, *gone)
    rows = [
        Kept(
            kind=name,
            record_id=record.pk,
            words=fold(kind.words(record))[:LONGEST_WORDS],
            agency_id=kind.agency(record),
            day=kind.day(record),
        )
        for record in records
        if record.pk not in gone
    ]
    Kept.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["kind", "record_id"],
        update_fields=["words", "agency_id", "day"],
        batch_size=500,
    )


def forget(name: str, *keys: int) -> None:
    """Take records out of the table; called where an action deletes them."""
    Kept.objects.filter(kind=name, record_id__in=keys).delete()


def find(
    officer: Any, words: str, *, kinds: Sequence[str] = (), agency: int | None = None, most: int = 20
) -> list[Hit]:
    """What holds every word, whatever marks and case, and may be seen by the officer.

    kinds: only these; agency: only records of one agency.  Newest first, then the order of the kinds;
    records whose words begin with the search's first word come before the others of the same day.
    An empty search finds nothing.
    """
    wanted = fold(words).split()[:_MOST_WORDS]
    if not wanted:
        return []
    rows = Kept.objects.filter(kind__in=kinds or [kind.name for kind in findables])
    if agency is not None:
        rows = rows.filter(agency_id=agency)
    for word in wanted:
        rows = rows.filter(words__contains=word)
    rows = rows.order_by(models.F("day").desc(nulls_last=True), "-pk")
    hits: list[Hit] = []
    for batch in range(_MOST_BATCHES):
        found = list(rows.values_list("kind", "record_id")[batch * _BATCH : (batch + 1) * _BATCH])
        hits += _visible(officer, found)
        if len(found) < _BATCH or len(hits) >= most:
            break
    return hits[:most]


def holding(name: str, words: str) -> models.QuerySet[Kept, int]:
    """Keys of all records of one kind that hold every word: for an app's own list, which scopes them itself."""
    rows = Kept.objects.filter(kind=name)
    for word in fold(words).split()[:_MOST_WORDS]:
        rows = rows.filter(words__contains=word)
    return rows.values_list("record_id", flat=True)


def _visible(officer: Any, found: Sequence[tuple[str, int]]) -> list[Hit]:
    keys: dict[str, list[int]] = defaultdict(list)
    for name, key in found:
        keys[name].append(key)
    seen = {
        (name, record.pk): Hit(findables.get(name), record)
        for name, some in keys.items()
        for record in findables.get(name).visible(officer, some)
    }
    return [seen[place] for place in found if place in seen]


@transaction.atomic
def rebuild(*names: str) -> dict[str, int]:
    """Write the table anew from the records; returns how many of each kind.  For the first start after an
    upgrade, and for whoever doubts the table."""
    numbers: dict[str, int] = {}
    for kind in findables:
        if names and kind.name not in names:
            continue
        Kept.objects.filter(kind=kind.name).delete()
        records = kind.model._default_manager.order_by("pk").iterator(chunk_size=_REBUILT)
        while some := list(islice(records, _REBUILT)):
            keep(kind.name, *some)
        numbers[kind.name] = Kept.objects.filter(kind=kind.name).count()
    return numbers
