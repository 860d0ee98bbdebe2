"""Searching over everything: one folded table, written by the actions that write the records.

An app registers each kind of record that can be found (``Findable``) and calls ``keep`` in the same
transaction as every write of such a record.  A search asks the table for candidates and then looks each of
them up through the app's own scoped query, so nobody finds what their lists would not show, however old or
wrong the table is.

What has an index of its own, or is not to be copied (people, the press, the handbook), is asked each time
(``Seeker``).  ``look`` gives both by kind, the best first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.db import models, transaction
from django.utils.translation import override

from nhipcau.engines.vntext import fold
from nhipcau.kernel.joints import Joint
from nhipcau.kernel.known import Known
from nhipcau.kernel.models import Findable as Kept
from nhipcau.kernel.nearby import Pieces, excerpt, spread, spread_and_excerpt
from nhipcau.kernel.shapes import shape

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
    note: record → what tells it from others of the same title (a task's plan);
    order: kinds with a smaller one come first among equals.
    """

    words: Callable[[Any], str]
    agency: Callable[[Any], int | None] = lambda record: None
    day: Callable[[Any], date | None] = lambda record: None
    stands: Callable[[Any], bool] = lambda record: True
    note: Callable[[Any], str] = lambda record: ""
    order: int = 50


findables: Joint[Findable] = Joint("findable kind", key=lambda kind: kind.name)


@dataclass(frozen=True, slots=True)
class Found:
    """Something that was found and that the officer may see: what it is called, where it is, what tells it apart.

    Where its title does not answer: how near the words stand to each other in the rest (``nearby.spread``), and that place.
    """

    title: str
    url: str
    note: str = ""
    spread: int = 0
    excerpt: Pieces = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeker:
    """What is asked each time instead of being kept in the table.

    find: (officer, words as typed, how many) → the best of what the officer may see; permission: who may ask at
    all; order: as for ``Findable``.
    """

    name: str
    label: str
    permission: str
    find: Callable[[Any, str, int], Sequence[Found]]
    order: int = 50


seekers: Joint[Seeker] = Joint("seeker", key=lambda seeker: seeker.name)


@dataclass(frozen=True, slots=True)
class Group:
    """The finds of one kind, the best first; more: whether there are others."""

    name: str
    label: str
    hits: Sequence[Found]
    more: bool


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
    with override("vi"):  # searched for in the office's language, whoever wrote it
        rows = _kept(kind, [record for record in records if record.pk not in gone])
    Kept.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["kind", "record_id"],
        update_fields=["words", "agency_id", "day"],
        batch_size=500,
    )


def _kept(kind: Findable, records: Iterable[Any]) -> list[Kept]:
    return [
        Kept(
            kind=kind.name,
            record_id=record.pk,
            words=fold(kind.words(record))[:LONGEST_WORDS],
            agency_id=kind.agency(record),
            day=kind.day(record),
        )
        for record in records
    ]


def forget(name: str, *keys: int) -> None:
    """Take records out of the table; called where an action deletes them."""
    Kept.objects.filter(kind=name, record_id__in=keys).delete()


def find(officer: Any, words: str, *, kinds: Sequence[str] = (), most: int = 20) -> list[Hit]:
    """What holds every word, whatever marks and case, and may be seen by the officer.

    kinds: only these.  Newest first, then the order of the kinds;
    records whose words begin with the search's first word come before the others of the same day.
    An empty search finds nothing.
    """
    wanted = fold(words).split()[:_MOST_WORDS]
    if not wanted:
        return []
    rows = Kept.objects.filter(kind__in=kinds or [kind.name for kind in findables])
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


def kinds_for(officer: Any) -> list[Findable | Seeker]:
    """What an officer can look for, in the order in which it is offered."""
    asked = [seeker for seeker in seekers if officer.may(seeker.permission)]
    return sorted([*findables, *asked], key=lambda kind: (kind.order, kind.name))


def look(officer: Any, words: str, *, most: int, only: str = "") -> list[Group]:
    """What an officer finds, by kind: at most ``most`` of each, the kind with the best find first.

    The last word may be unfinished.  only: one kind.  A bounded number of queries, whatever was typed.
    """
    if not fold(words).split():
        return []
    ranked: list[tuple[int, int, int, str, Group]] = []
    for kind in kinds_for(officer):
        if only in {"", kind.name}:
            found = list(
                kind.find(officer, words, most + 1)
                if isinstance(kind, Seeker)
                else _best(officer, kind, words, most + 1)
            )
            if found:
                group = Group(kind.name, kind.label, found[:most], len(found) > most)
                ranked.append((*rank(found[0], words), kind.order, kind.name, group))
    return [group for *_rank, group in sorted(ranked, key=lambda one: one[:4])]


def rank(found: Found, words: str) -> tuple[int, int]:
    """By which finds are sorted: how well the title answers, then how near to each other the words stand elsewhere."""
    near = nearness(found.title, words)
    return near, found.spread if near == NO_ANSWER else 0


def total(groups: Sequence[Group]) -> str:
    """How many were found, "11", or "11+" where there are others."""
    count = sum(len(group.hits) for group in groups)
    return f"{count}+" if any(group.more for group in groups) else str(count)


def told(*, title: str, url: str, note: str, text: str, words: str) -> Found:
    """A find with the place that shows the words, where its title does not hold them.  text: all that it is found by."""
    if nearness(title, words) < NO_ANSWER:
        return Found(title, url, note)
    return Found(title, url, note, *spread_and_excerpt(text, words))


_Row = tuple[str, int, str, int | None]
"""A kept row: kind, key, folded words, the agency that it belongs to."""
NO_ANSWER = 4
"""``nearness`` of a title that does not answer."""


def nearness(title: str, words: str) -> int:
    """How well a title answers what was typed: 0 is the very words, then its beginning, a part of it that begins
    where a word begins, all the words at the beginnings of words; 4 is anything else."""
    folded, wanted = fold(title), fold(words).split()
    phrase = " ".join(wanted)
    if folded == phrase:
        return 0
    if folded.startswith(phrase):
        return 1
    if f" {phrase}" in folded:
        return 2
    return 3 if all(f" {word}" in f" {folded}" for word in wanted) else NO_ANSWER


def _by_nearness(kind: str, begins: str, within: str, **words: str) -> models.QuerySet[Any, _Row]:
    """Records of a kind that hold the words: those first that begin with all of them, then those with a part that does."""
    rows = Kept.objects.filter(kind=kind)
    for word in words.values():
        rows = rows.filter(words__contains=word)
    near = models.Case(
        models.When(words__startswith=begins, then=0),
        models.When(words__contains=within, then=1),
        default=2,
    )
    rows = rows.order_by(near, models.F("day").desc(nulls_last=True), "-pk")
    return rows.values_list("kind", "record_id", "words", "agency_id")


@shape
def _nearest(kind: str, begins: str, within: str, **words: str) -> models.QuerySet[Any, _Row]:
    return _by_nearness(kind, begins, within, **words)[:_BATCH]


def _best(officer: Any, kind: Findable, words: str, most: int) -> list[Found]:
    """The best of one kept kind: the database knows which begin with the words, the title says the rest.  Among equals
    those of the officer's own agencies come first.
    """
    wanted = fold(words).split()[:_MOST_WORDS]
    phrase = " ".join(wanted)
    asked = {"kind": kind.name, "begins": phrase, "within": f" {phrase}"}
    asked |= {f"word_{number}": word for number, word in enumerate(wanted)}
    own = officer.own_agencies()
    hits: list[tuple[int, int, bool, Hit]] = []
    for batch in range(_MOST_BATCHES):
        found = (
            _nearest(**asked)
            if not batch
            else list(_by_nearness(**asked)[batch * _BATCH : (batch + 1) * _BATCH])
        )
        held = {key: (text, agency) for _name, key, text, agency in found}
        for hit in _visible(officer, [(name, key) for name, key, _text, _agency in found]):
            text, agency = held[hit.record.pk]
            answers = nearness(hit.title, words)
            apart = spread(text, words) if answers == NO_ANSWER else 0
            hits.append((answers, apart, agency not in own, hit))
        if len(found) < _BATCH or len(hits) >= most:
            break
    hits.sort(key=lambda one: one[:3])
    return [
        Found(
            hit.title,
            hit.url,
            kind.note(hit.record),
            apart,
            excerpt(kind.words(hit.record), words) if answers == NO_ANSWER else (),
        )
        for answers, apart, _others, hit in hits[:most]
    ]


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
