"""Copies: syndicated and lightly edited texts are one item, with its outlets in order of time.

Candidates come from an inverted index of scaled MinHash sketches (the hashes below a threshold: Broder's
MinHash with a sample that grows with the text; Irber et al. 2022, "FracMinHash"), which, unlike a sketch of
fixed size, estimates containment as well as resemblance, so a copy cut by a third is still found.  Each
candidate is then verified on the whole shingle sets, and by its facts.
"""

from __future__ import annotations

import base64
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, repeat, tee
from operator import itemgetter
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

_SKETCH = 32  # hashes at least, in a sketch of a text that has so many shingles
_LIMITS = [np.uint64((1 << (64 - scale)) - 1) for scale in range(64)]
COMMON = 128  # a hash in more texts than this is a stock phrase, no longer followed
CANDIDATES = 48  # texts verified at most for one new one
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
    print: Fingerprint
    outlet: str
    published: datetime | None


class CopyIndex:
    """Finds copies among texts added one by one; remembers the last ``capacity`` of them."""

    def __init__(self, capacity: int = 50_000, rules: CopyRules | None = None) -> None:
        self.capacity = capacity
        self.rules = rules or CopyRules()
        self._kept: dict[str, _Kept] = {}
        self._order: deque[str] = deque()
        self._postings: dict[int, str | list[str]] = {}
        self._group: dict[str, str] = {}  # text -> name of its item
        self._members: dict[str, list[str]] = {}  # the other way round, in order of adding

    def __len__(self) -> int:
        return len(self._kept)

    def add(self, text: Printed) -> CopyMatch:
        """Take a text in and say what it copies.  An id added before gives its first answer's group."""
        return self._take(text, fingerprint(text.title, text.body) if text.id not in self._kept else None)

    def add_all(self, texts: Iterable[Printed]) -> Iterator[CopyMatch]:
        """Take texts in one after another, as ``add`` does; quicker, since fingerprints are made of many at once."""
        for_prints, for_texts = tee(texts)
        for text, made in zip(
            for_texts, fingerprints((text.title, text.body) for text in for_prints), strict=True
        ):
            yield self._take(text, made)

    def _take(self, text: Printed, made: Fingerprint | None) -> CopyMatch:
        if made is None or text.id in self._kept:
            return CopyMatch(text.id, self._group[text.id], None, 0.0)
        while len(self._order) >= self.capacity:
            self._forget(self._order.popleft())
        sketch = sketch_of(made.shingles).tolist()
        # What stands under each hash; where nothing does, the text itself from now on.
        postings = list(map(self._postings.setdefault, sketch, repeat(text.id)))
        matches = self._matches(made, [one for one in postings if one is not text.id])
        self._remember(text.id, _Kept(made, text.outlet, text.published), sketch, postings)
        for _, other in matches:
            self._join(other, text.id)
        best = matches[0] if matches else None
        return CopyMatch(text.id, self._group[text.id], best[1] if best else None, best[0] if best else 0.0)

    def groups(self) -> list[CopyGroup]:
        """All items remembered, single texts too, in order of their first text's time."""
        groups = []
        for members in self._members.values():
            ids = sorted(members, key=self._by_time)
            outlets = dict.fromkeys(
                self._kept[text_id].outlet for text_id in ids if self._kept[text_id].outlet
            )
            groups.append(CopyGroup(tuple(ids), tuple(outlets)))
        groups.sort(key=lambda group: self._by_time(group.first))
        return groups

    def _by_time(self, text_id: str) -> tuple[datetime, str]:
        return (self._kept[text_id].published or _LATEST, text_id)

    def _matches(self, made: Fingerprint, postings: list[str | list[str]]) -> list[tuple[float, str]]:
        # Most hashes stand in one text alone: its id stands there without a list.
        alone = [one for one in postings if type(one) is str]
        among = [one for one in postings if type(one) is list and len(one) < COMMON]
        if not alone and not among:
            return []
        shared = Counter(chain(alone, *among))
        found = []
        kept, fewest = self._kept, 1 if made.size <= 8 else 2
        likeliest = sorted(shared.items(), key=itemgetter(1), reverse=True)[:CANDIDATES]
        for other, count in likeliest:
            if count < fewest:
                break
            theirs = kept[other].print
            # Facts are at hand of texts compared before: of a template's many siblings they tell at once.
            known = made.compared is not None and theirs.compared is not None
            if known and facts_differ(made, theirs):
                continue
            containment = overlap(made, theirs, self.rules)
            if containment and (known or not facts_differ(made, theirs)):
                found.append((containment, other))
        found.sort(key=lambda match: (-match[0], match[1]))
        return found

    def _remember(
        self, text_id: str, kept: _Kept, sketch: list[int], postings: list[str | list[str]]
    ) -> None:
        """postings: what stands under each hash of the sketch, this very text where nothing stood."""
        self._kept[text_id] = kept
        self._order.append(text_id)
        self._group[text_id] = text_id
        # The item may still bear the name of a text forgotten and now come again.
        self._members.setdefault(text_id, []).append(text_id)
        known = self._postings
        for number, posting in zip(sketch, postings, strict=True):
            if posting is text_id:
                continue
            if isinstance(posting, str):
                known[number] = [posting, text_id]
            elif len(posting) < COMMON:
                posting.append(text_id)

    def _forget(self, text_id: str) -> None:
        for number in sketch_of(self._kept[text_id].print.shingles).tolist():
            posting = self._postings.get(number)
            if posting == text_id:
                del self._postings[number]
            elif isinstance(posting, list) and text_id in posting:
                posting.remove(text_id)
                if not posting:
                    del self._postings[number]
        del self._kept[text_id]
        name = self._group.pop(text_id)
        self._members[name].remove(text_id)
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
                    "id": text_id,
                    "outlet": kept.outlet,
                    "published": kept.published.isoformat() if kept.published else None,
                    "group": self._group[text_id],
                    "hashes": [
                        _packed(part) for part in (kept.print.shingles, kept.print.facts, kept.print.places)
                    ],
                }
                for text_id, kept in ((text_id, self._kept[text_id]) for text_id in self._order)
            ],
        }

    @classmethod
    def from_json(cls, state: Mapping[str, Any], rules: CopyRules | None = None) -> CopyIndex:
        """The index whose ``to_json`` this was."""
        index = cls(state["capacity"], rules)
        for text in state["texts"]:
            published = datetime.fromisoformat(text["published"]) if text["published"] else None
            shingles, facts, places = (_unpacked(part) for part in text["hashes"])
            kept = _Kept(Fingerprint(shingles, facts, places), text["outlet"], published)
            sketch = sketch_of(shingles).tolist()
            text_id = text["id"]
            postings = list(map(index._postings.setdefault, sketch, repeat(text_id)))
            index._remember(text_id, kept, sketch, postings)
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
    smaller, larger = sorted((one.size, other.size))
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
