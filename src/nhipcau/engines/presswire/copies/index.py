"""Copies: syndicated and lightly edited texts are one item, with its outlets in order of time.

Candidates come from an inverted index of scaled MinHash sketches (the hashes below a threshold: Broder's
MinHash with a sample that grows with the text; Irber et al. 2022, "FracMinHash"), which, unlike a sketch of
fixed size, estimates containment as well as resemblance, so a copy cut by a third is still found.  Each
candidate is then verified on the whole shingle sets, and by its facts.
"""

from __future__ import annotations

import base64
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import tee
from typing import Any

import numpy as np

from nhipcau.engines.presswire.copies.fingerprints import (
    Fingerprint,
    Hashes,
    facts_differ,
    fingerprint,
    fingerprints,
    shared_count,
)
from nhipcau.engines.presswire.copies.postings import SharedHashes

_SKETCH = 32  # hashes at least, in a sketch of a text that has so many shingles
_LIMITS = [np.uint64((1 << (64 - scale)) - 1) for scale in range(64)]
_LATEST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class CopyRules:
    """When two texts are copies.

    containment: share of the smaller text's 3-grams found in the larger, at least.
    resemblance: Jaccard of the two, at least (keeps a round-up apart from the items in it).
    short: texts with fewer 3-grams than this need ``short_containment``.
    """

    containment: float = 0.42
    resemblance: float = 0.25
    short: int = 40
    short_containment: float = 0.7


@dataclass(frozen=True, slots=True)
class Printed:
    """A text as an outlet printed it.  published: aware, or None where unknown."""

    id: str
    title: str
    body: str
    outlet: str = ""
    published: datetime | None = None


@dataclass(frozen=True, slots=True)
class CopyMatch:
    """What a new text is: ``group`` names the item (id of its first-added text); ``copy_of`` the closest
    earlier-added text it copies, or None; ``containment`` how much they share, 0-1."""

    id: str
    group: str
    copy_of: str | None
    containment: float


@dataclass(frozen=True, slots=True)
class CopyGroup:
    """One item: its texts in order of time (unknown times last, then by id), and their outlets."""

    ids: tuple[str, ...]
    outlets: tuple[str, ...]

    @property
    def first(self) -> str:
        """Who printed it first, as far as the times tell."""
        return self.ids[0]


@dataclass(slots=True)
class _Kept:
    id: str
    print: Fingerprint
    outlet: str
    published: datetime | None


class CopyIndex:
    """Finds copies among texts added one by one; remembers the last ``capacity`` of them."""

    def __init__(self, capacity: int = 50_000, rules: CopyRules | None = None) -> None:
        self.capacity = capacity
        self.rules = rules or CopyRules()
        self._kept: dict[int, _Kept] = {}  # by number, in order of adding
        self._number: dict[str, int] = {}
        self._next = 0
        self._hashes = SharedHashes()
        self._group: dict[str, str] = {}  # text -> name of its item
        self._members: dict[str, list[str]] = {}  # the other way round, in order of adding

    def __len__(self) -> int:
        return len(self._kept)

    def add(self, text: Printed) -> CopyMatch:
        """Take a text in and say what it copies.  An id added before gives its first answer's group."""
        return self._take(text, fingerprint(text.title, text.body) if text.id not in self._number else None)

    def add_all(self, texts: Iterable[Printed]) -> Iterator[CopyMatch]:
        """Take texts in one after another, as ``add`` does; quicker, since fingerprints are made of many at once."""
        for_prints, for_texts = tee(texts)
        for text, made in zip(
            for_texts, fingerprints((text.title, text.body) for text in for_prints), strict=True
        ):
            yield self._take(text, made)

    def _take(self, text: Printed, made: Fingerprint | None) -> CopyMatch:
        if made is None or text.id in self._number:
            return CopyMatch(text.id, self._group[text.id], None, 0.0)
        while len(self._kept) >= self.capacity:
            self._forget(next(iter(self._kept)))
        likeliest = self._remember(_Kept(text.id, made, text.outlet, text.published))
        matches = self._matches(made, likeliest) if likeliest else []
        for _, other in matches:
            self._join(other, text.id)
        much, copied = matches[0] if matches else (0.0, None)
        return CopyMatch(text.id, self._group[text.id], copied, much)

    def groups(self) -> list[CopyGroup]:
        """All items remembered, single texts too, in order of their first text's time."""
        groups = []
        for members in self._members.values():
            ids = sorted(members, key=self._by_time)
            outlets = dict.fromkeys(
                outlet for text_id in ids if (outlet := self._kept[self._number[text_id]].outlet)
            )
            groups.append(CopyGroup(tuple(ids), tuple(outlets)))
        groups.sort(key=lambda group: self._by_time(group.first))
        return groups

    def _by_time(self, text_id: str) -> tuple[datetime, str]:
        return (self._kept[self._number[text_id]].published or _LATEST, text_id)

    def _matches(self, made: Fingerprint, likeliest: list[int]) -> list[tuple[float, str]]:
        found = []
        few, kept, rules = made.few, self._kept, self.rules
        for number in likeliest:
            other = kept[number]
            # A few facts are compared sooner than whole sets; of a template's many siblings they tell at once.
            first = few and other.print.few
            if first and facts_differ(made, other.print):
                continue
            containment = overlap(made, other.print, rules)
            if containment and (first or not facts_differ(made, other.print)):
                found.append((containment, other.id))
        if len(found) > 1:
            found.sort(key=lambda match: (-match[0], match[1]))
        return found

    def _remember(self, kept: _Kept) -> list[int]:
        """Take a text in as an item of its own.  Returns the earlier ones whose sketches share most with its own."""
        number = self._next
        self._next += 1
        self._kept[number], self._number[kept.id], self._group[kept.id] = kept, number, kept.id
        # The item may still bear the name of a text forgotten and now come again.
        self._members.setdefault(kept.id, []).append(kept.id)
        return self._hashes.add(
            number, sketch_of(kept.print.shingles).tolist(), 1 if kept.print.size <= 8 else 2
        )

    def _forget(self, number: int) -> None:
        kept = self._kept.pop(number)
        self._hashes.remove(number, sketch_of(kept.print.shingles).tolist())
        del self._number[kept.id]
        name = self._group.pop(kept.id)
        self._members[name].remove(kept.id)
        if not self._members[name]:
            del self._members[name]

    def _join(self, one: str, other: str) -> None:
        """Make two items one, under the name of the first; the name stays when its text is forgotten."""
        name, gone = self._group[one], self._group[other]
        if name != gone:
            for text_id in self._members[gone]:
                self._group[text_id] = name
            self._members[name].extend(self._members.pop(gone))

    def to_json(self) -> dict[str, Any]:
        """The whole state as plain JSON values."""
        return {
            "capacity": self.capacity,
            "texts": [
                {
                    "id": kept.id,
                    "outlet": kept.outlet,
                    "published": kept.published.isoformat() if kept.published else None,
                    "group": self._group[kept.id],
                    "hashes": [
                        _packed(part) for part in (kept.print.shingles, kept.print.facts, kept.print.places)
                    ],
                }
                for kept in self._kept.values()
            ],
        }

    @classmethod
    def from_json(cls, state: Mapping[str, Any], rules: CopyRules | None = None) -> CopyIndex:
        """The index whose ``to_json`` this was."""
        index = cls(state["capacity"], rules)
        for text in state["texts"]:
            published = datetime.fromisoformat(text["published"]) if text["published"] else None
            shingles, facts, places = (_unpacked(part) for part in text["hashes"])
            made = Fingerprint(shingles, facts, places)
            index._remember(_Kept(text["id"], made, text["outlet"], published))
        for text in state["texts"]:
            index._group[text["id"]] = text["group"]
        index._members = {}
        for text_id, name in index._group.items():
            index._members.setdefault(name, []).append(text_id)
        return index


def find_copies(texts: Iterable[Printed], rules: CopyRules | None = None) -> list[CopyGroup]:
    """Group a finished set of texts.  The order of the input does not matter."""
    ordered: Sequence[Printed] = sorted(texts, key=lambda text: (text.published or _LATEST, text.id))
    index = CopyIndex(capacity=max(1, len(ordered)), rules=rules)
    deque(index.add_all(ordered), maxlen=0)
    return index.groups()


def sketch_of(shingles: Hashes) -> Hashes:
    """The hashes below 2⁶⁴/2ᵏ, k the largest that leaves about 32 or more: sketches of all k are nested."""
    scale = max(0, (len(shingles) // _SKETCH).bit_length() - 1)
    if scale == 0:
        return shingles
    return shingles[: int(shingles.searchsorted(_LIMITS[scale], side="right"))]


def overlap(one: Fingerprint, other: Fingerprint, rules: CopyRules) -> float:
    """Share of the smaller text found in the larger, 0 if that is too little for copies."""
    size, their_size = len(one.shingles), len(other.shingles)
    smaller, larger = (size, their_size) if size < their_size else (their_size, size)
    # What is so much larger cannot resemble it whatever they share.
    if not smaller or smaller / larger < rules.resemblance:
        return 0.0
    shared = shared_count(one.shingles, other.shingles)
    containment = shared / smaller
    needed = rules.short_containment if smaller < rules.short else rules.containment
    if containment < needed or shared / (smaller + larger - shared) < rules.resemblance:
        return 0.0
    return containment


def contained(one: Fingerprint, other: Fingerprint, rules: CopyRules) -> float:
    """Share of the smaller text found in the larger, 0 if they are not copies."""
    containment = overlap(one, other, rules)
    return 0.0 if not containment or facts_differ(one, other) else containment


def _packed(hashes: Hashes) -> str:
    return base64.b85encode(hashes.astype("<u8").tobytes()).decode("ascii")


def _unpacked(text: str) -> Hashes:
    return np.frombuffer(base64.b85decode(text), dtype="<u8").astype(np.uint64)
