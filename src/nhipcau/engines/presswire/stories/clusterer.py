"""Groups articles into stories: average link over a similarity of several fields and of time.

Average link is used both when a finished set is clustered (``whole``) and when articles come one by one;
``consolidate`` settles what the order of arrival left undone.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from nhipcau.engines.presswire.stories import bank
from nhipcau.engines.presswire.stories.at_hand import Columns, Group, Groups
from nhipcau.engines.presswire.stories.features import NewsItem, Terms, passage_of, terms_of
from nhipcau.engines.presswire.stories.postings import Postings
from nhipcau.engines.presswire.stories.records import (
    Record,
    alphabetical,
    name_slots,
    packed,
    record_of,
    slots_of,
    unpacked,
)
from nhipcau.engines.presswire.stories.rules import SHARED_NAME, UNDATED, StoryRules
from nhipcau.engines.presswire.stories.weighing import Frequencies, lengths, likeness, own_weights, weigh
from nhipcau.engines.presswire.stories.whole import Told, days_of, labels_of

__all__ = ["Embed", "Shelf", "StoryAssignment", "StoryClusterer", "StoryRules", "Text"]

Matrix = NDArray[np.float32]
Embed = Callable[[Sequence[str]], NDArray[np.float32]]

_LATEST = datetime.max.replace(tzinfo=UTC)
_ABROAD = 30  # articles of other languages that one is compared with
_TELLING = (40, 15)  # words and names by which articles that may be of one story are looked up
_CANDIDATES = 24  # of 3,524 made-up articles three go elsewhere than with 60; B³ .9550 → .9546
_STEADY = 1000  # articles from which on lengths are kept over 1/64 as many new ones
_COMMON = 2000  # a term in more articles than this leads to none


@dataclass(frozen=True, slots=True)
class StoryAssignment:
    """Where an article went: its story's id, whether it opened it, how alike it is to the story (0-1).

    usual: the article's mean cosine with those of other languages.
    """

    id: str
    story: str
    new: bool
    similarity: float
    usual: float = bank.USUAL


@dataclass(frozen=True, slots=True)
class Text:
    """An article made ready to be placed: all that does not depend on the others.

    order: for each entry of the record how its term stands in the alphabet, for words and names apart.
    """

    id: str
    record: Record
    order: NDArray[np.int64]
    published: datetime | None
    language: str
    vector: Matrix | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """An article remembered before, without its record.  usual: its mean cosine with other languages."""

    id: str
    story: str
    published: datetime | None
    language: str
    vector: Matrix | None = None
    usual: float = bank.USUAL


class Shelf(Protocol):
    """Where the records of the articles remembered lie."""

    def put(self, article: str, record: Record) -> None: ...
    def get(self, articles: Sequence[str]) -> list[Record]: ...
    def drop(self, article: str) -> None: ...


class _InMemory:
    """All records in the process."""

    def __init__(self) -> None:
        self._records: dict[str, Record] = {}

    def put(self, article: str, record: Record) -> None:
        self._records[article] = record

    def get(self, articles: Sequence[str]) -> list[Record]:
        return [self._records[article] for article in articles]

    def drop(self, article: str) -> None:
        del self._records[article]


@dataclass(slots=True)
class _Kept:
    id: str
    story: str
    language: str
    vector: Matrix | None
    usual: float  # mean cosine with articles of other languages


class StoryClusterer:
    """Clusters articles, one by one (``add``) or all at once (``cluster``).

    embed: turns texts into vectors of any languages (``embedding.load_embedder``); without it only
    articles of one language come together.  capacity: articles remembered; older ones keep their story.
    """

    def __init__(
        self,
        rules: StoryRules | None = None,
        *,
        embed: Embed | None = None,
        capacity: int = 20_000,
        shelf: Shelf | None = None,
    ) -> None:
        self.rules = rules or StoryRules()
        self.capacity = capacity
        self._embed = embed
        self._shelf = shelf or _InMemory()
        self._kept: dict[int, _Kept] = {}  # by number, in order of coming
        self._number: dict[str, int] = {}
        self._next = 0
        self._members: dict[str, list[int]] = {}
        self._frequencies = Frequencies(capacity)
        self._postings = Postings(self._worth)
        self._bank = bank.VectorBank()
        self._columns = Columns()
        self._groups = Groups()

    def __len__(self) -> int:
        return len(self._kept)

    # ---- one by one ---------------------------------------------------------------------------------------

    def add(self, item: NewsItem, vector: Matrix | None = None) -> StoryAssignment:
        """Put an article into the story it belongs to, or open a new one.

        vector: its sentence vector where that was made before; else ``embed`` makes it.
        """
        if item.id in self._number:
            return StoryAssignment(item.id, self._kept[self._number[item.id]].story, False, 1.0)
        text = self._read(item, vector)
        placed = self.place(text)
        self.remember(text, placed.story, placed.usual)
        return placed

    def recall(self, item: NewsItem, story: str, vector: Matrix | None = None) -> None:
        """Remember an article in the story that it was put into before, in the order of then."""
        self.remember(self._read(item, vector), story)

    def place(self, text: Text) -> StoryAssignment:
        """Where an article belongs; nothing is remembered of it."""
        self._frequencies.add(text.record)
        try:
            return self._place(text)
        finally:
            self._frequencies.add(text.record, -1)

    def remember(self, text: Text, story: str, usual: float | None = None) -> None:
        """Keep an article in a story; nothing happens if it is there already.

        usual: its mean cosine with those of other languages, where that is known.
        """
        if text.id in self._number:
            return
        if usual is None:
            usual = self._near(text).usual
        while len(self._kept) >= self.capacity:
            self.forget_oldest()
        kept = _Kept(text.id, story, text.language, text.vector, usual)
        self._shelf.put(text.id, text.record)
        self._frequencies.add(text.record)
        self._postings.add(self._next, slots_of(text.record))
        if story in self._groups:
            more = Group.of([self._next], [text.record])
            self._groups.keep(story, Group.together([self._groups[story], more]))
        self._keep(kept, text.published)

    def recall_all(self, past: Sequence[Past], record: Record, sizes: NDArray[np.int64]) -> None:
        """Remember many articles in the order of their coming.

        record, sizes: their records one after the other, and how long each is.  The shelf holds them already.
        """
        self._frequencies.extend_leads(record, len(past))
        self._postings.extend(self._next, slots_of(record), sizes, self._frequencies.extend)
        for one in past:
            self._keep(_Kept(one.id, one.story, one.language, one.vector, one.usual), one.published)

    def likeness_to_last(self, text: Text, count: int) -> float:
        """The largest similarity of an article with any of the ``count`` last remembered."""
        last = list(islice(reversed(self._kept), count))
        if not last:
            return 0.0
        self._frequencies.add(text.record)
        try:
            group = Group.of(last, self._shelf.get([self._kept[number].id for number in last]))
            return float(self._similarities(text, group, self._near(text).usual).max())
        finally:
            self._frequencies.add(text.record, -1)

    def forget_oldest(self) -> None:
        """Forget the article that came first of those remembered."""
        number = next(iter(self._kept))
        kept = self._kept.pop(number)
        del self._number[kept.id]
        self._frequencies.add(self._shelf.get([kept.id])[0], -1)
        self._shelf.drop(kept.id)
        self._bank.remove(kept.id)
        self._postings.forget(number + 1)
        self._groups.drop(kept.story)
        self._members[kept.story].remove(number)
        if not self._members[kept.story]:
            del self._members[kept.story]

    def move(self, stories: Mapping[str, str]) -> None:
        """Articles remembered stand in other stories now: {article id: story id}."""
        for article, story in stories.items():
            number = self._number.get(article)
            if number is None or self._kept[number].story == story:
                continue
            kept = self._kept[number]
            self._groups.drop(kept.story)
            self._groups.drop(story)
            self._members[kept.story].remove(number)
            if not self._members[kept.story]:
                del self._members[kept.story]
            kept.story = story
            members = self._members.setdefault(story, [])
            members.append(number)
            members.sort()

    def consolidate(self, most: int | None = None) -> dict[str, str]:
        """Cluster again the articles remembered, or the ``most`` last ones; returns those whose story changed.

        A story keeps its id where most of its articles stay together.
        """
        numbers = list(self._kept)[-most if most else 0 :]
        moments = dict(zip(numbers, self._columns.moments(numbers), strict=True))
        numbers.sort(key=lambda number: (moments[number], self._kept[number].id))
        recent = [self._kept[number] for number in numbers]
        records = self._shelf.get([kept.id for kept in recent])
        told = [
            Told(record, moments[number] / 86400, kept.language, kept.vector)
            for number, kept, record in zip(numbers, recent, records, strict=True)
        ]
        groups: dict[int, list[_Kept]] = {}
        for kept, label in zip(recent, labels_of(told, self.rules), strict=True):
            groups.setdefault(label, []).append(kept)
        names = self._named(list(groups.values()))
        moved = {one.id: name for name, group in names.items() for one in group if one.story != name}
        self.move(moved)
        return moved

    def _named(self, groups: list[list[_Kept]]) -> dict[str, list[_Kept]]:
        named: dict[str, list[_Kept]] = {}
        for group in sorted(groups, key=lambda group: (-len(group), group[0].id)):
            votes = Counter(one.story for one in group)
            ranked = sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))
            # A story split off takes the id of an article of its own, or that with a number.
            numbered = (f"{group[0].id}/{number}" for number in range(2, len(self._kept) + 3))
            ids = (*(name for name, _ in ranked), *(one.id for one in group))
            free = (name for names in (ids, numbered) for name in names if name not in named)
            named[next(free)] = group
        return named

    def stories(self) -> dict[str, list[str]]:
        """Ids of the articles of every story remembered."""
        return {
            story: [self._kept[number].id for number in members] for story, members in self._members.items()
        }

    # ---- all at once -----------------------------------------------------------------------------------------

    def cluster(self, items: Iterable[NewsItem]) -> dict[str, str]:
        """Story of each article of a finished set: {article id: story id}.

        The order of the input does not matter.  A story is named after its first article in time.  The
        clusterer's own memory is neither used nor changed.
        """
        ordered = sorted(items, key=lambda item: (item.published or _LATEST, item.id))
        told = [Told(record_of(terms_of(item)), days_of(item.published), item.language) for item in ordered]
        if self._embed is not None and len({one.language for one in told}) > 1:
            vectors = self._embed([passage_of(item) for item in ordered])
            told = [replace(one, vector=vector) for one, vector in zip(told, vectors, strict=True)]
        first: dict[int, str] = {}
        stories: dict[str, str] = {}
        for item, label in zip(ordered, labels_of(told, self.rules), strict=True):
            stories[item.id] = first.setdefault(label, item.id)
        return stories

    # ---- one article -----------------------------------------------------------------------------------------

    def _read(self, item: NewsItem, vector: Matrix | None) -> Text:
        if vector is None and self._embed is not None:
            vector = self._embed([passage_of(item)])[0]
        return text_of(item, vector)

    def _near(self, text: Text) -> bank.Near:
        if text.vector is None:
            return bank.Near(bank.USUAL, ())
        return self._bank.near(text.language, text.vector, _ABROAD)

    def _place(self, text: Text) -> StoryAssignment:
        near = self._near(text)
        numbers = [*self._candidates(text), *(self._number[other] for other in near.ids)]
        stories = sorted({self._kept[number].story for number in numbers})
        if not stories:
            return StoryAssignment(text.id, text.id, True, 0.0, near.usual)
        groups = self._groups_of(stories)
        sizes = np.array([len(group.numbers) for group in groups])
        alike = self._similarities(text, Group.together(groups), near.usual)
        means = np.bincount(np.repeat(np.arange(len(stories)), sizes), alike) / sizes
        best = int(means.argmax())
        similarity = float(means[best])
        new = similarity < self.rules.threshold
        return StoryAssignment(text.id, text.id if new else stories[best], new, similarity, near.usual)

    def _candidates(self, text: Text) -> list[int]:
        """Articles that share several of the telling words."""
        weights = own_weights(text.record, self._frequencies, self.rules)
        name = name_slots(text.record)
        telling = []
        for field, top in zip((~name, name), _TELLING, strict=True):
            own = np.flatnonzero(field)
            telling.append(own[np.lexsort((text.order[own], -weights[own]))[:top]])
        told = np.concatenate(telling)
        slots = slots_of(text.record)[told]
        followed = self._frequencies.counts[slots] <= _COMMON
        first = next(iter(self._kept), 0)
        numbers, which = self._postings.find(slots[followed])
        there = numbers >= first
        votes = np.bincount(numbers[there] - first, weights[told[followed]][which[there]])
        found = np.flatnonzero(votes)
        if len(found) > _CANDIDATES:
            least = np.partition(votes[found], -_CANDIDATES)[-_CANDIDATES]
            found = found[votes[found] >= least]
        ranked = sorted(found.tolist(), key=lambda at: (-votes[at], self._kept[first + at].id))
        return [first + at for at in ranked[:_CANDIDATES]]

    def _groups_of(self, stories: Sequence[str]) -> list[Group]:
        """Several stories' articles; what is not at hand is asked of the shelf at once."""
        found = {story: self._groups[story] for story in stories if story in self._groups}
        lacking = [story for story in stories if story not in found]
        numbers = [number for story in lacking for number in self._members[story]]
        records = iter(self._shelf.get([self._kept[number].id for number in numbers]) if numbers else ())
        for story in lacking:
            members = self._members[story]
            found[story] = Group.of(members, list(islice(records, len(members))))
            self._groups.keep(story, found[story])
        for story in stories:
            if story in self._groups:
                self._groups.move_to_end(story)
        return [found[story] for story in stories]

    def _similarities(self, text: Text, group: Group, usual: float) -> NDArray[np.float64]:
        columns, mine = self._columns, weigh(text.record, self._frequencies, self.rules)
        at = columns.at(group.numbers)
        # How rare terms are moves little while few articles come: lengths are measured again after some.
        still = max(0, len(self._kept) - _STEADY) // 64
        measured = columns.measured[at]
        old = np.flatnonzero((measured < 0) | (self._next - measured >= still))
        if len(old):
            some = group.only(old)
            columns.lengths[at[old]] = lengths(some.record, some.ends, self._frequencies, self.rules)
            columns.measured[at[old]] = self._next
        alike, names = likeness(mine, group.record, group.ends, columns.lengths[at], self.rules)
        moment = text.published.timestamp() if text.published else np.nan
        gaps = np.abs(columns.seconds[at] - moment) / 86400
        alike *= np.nan_to_num(self.rules.nearness(gaps, names), nan=UNDATED)
        if text.vector is not None:
            # Names are spelt otherwise in another language: there only time counts.
            nearness = np.nan_to_num(self.rules.nearness(gaps, 1.0), nan=UNDATED)
            self._abroad(text, group.numbers.tolist(), usual, alike, names > SHARED_NAME, nearness)
        return alike

    def _abroad(
        self,
        text: Text,
        numbers: Sequence[int],
        usual: float,
        alike: NDArray[np.float64],
        named: NDArray[np.bool_],
        nearness: NDArray[np.float64],
    ) -> None:
        """Where two languages meet, what their sentence vectors say counts if it says more."""
        assert text.vector is not None
        for at, number in enumerate(numbers):
            one = self._kept[number]
            if one.vector is not None and text.language != one.language:
                cosine = float(text.vector @ one.vector)
                across = bank.likeness(cosine, 0.5 * (usual + one.usual), bool(named[at]))
                alike[at] = max(alike[at], across * self.rules.threshold * float(nearness[at]))

    def _worth(self, slots: NDArray[np.uint32]) -> NDArray[np.bool_]:
        return np.asarray(self._frequencies.counts[slots] <= _COMMON)

    def _keep(self, kept: _Kept, published: datetime | None) -> None:
        self._kept[self._next] = kept
        self._number[kept.id] = self._next
        self._members.setdefault(kept.story, []).append(self._next)
        if kept.vector is not None:
            self._bank.add(kept.id, kept.language, kept.vector)
        self._columns.set(self._next, published, next(iter(self._kept)))
        self._next += 1

    # ---- state -------------------------------------------------------------------------------------------------

    def to_json(self) -> dict[str, Any]:
        """The whole memory as plain JSON values."""
        records = self._shelf.get([kept.id for kept in self._kept.values()])
        moments = self._columns.moments(list(self._kept))
        return {
            "capacity": self.capacity,
            "articles": [
                {
                    "id": kept.id,
                    "story": kept.story,
                    "published": moment if moment < math.inf else None,
                    "language": kept.language,
                    "usual": kept.usual,
                    "vector": kept.vector.tolist() if kept.vector is not None else None,
                    "record": packed(record).hex(),
                }
                for kept, record, moment in zip(self._kept.values(), records, moments, strict=True)
            ],
        }

    @classmethod
    def from_json(
        cls, state: Mapping[str, Any], rules: StoryRules | None = None, *, embed: Embed | None = None
    ) -> StoryClusterer:
        """The clusterer whose ``to_json`` this was."""
        clusterer = cls(rules, embed=embed, capacity=state["capacity"])
        past, records = [], [np.zeros(0, dtype=np.uint32)]
        for one in state["articles"]:
            published = (
                datetime.fromtimestamp(one["published"], UTC) if one["published"] is not None else None
            )
            vector = np.array(one["vector"], dtype=np.float32) if one["vector"] is not None else None
            records.append(unpacked(bytes.fromhex(one["record"])))
            clusterer._shelf.put(one["id"], records[-1])
            past.append(Past(one["id"], one["story"], published, one["language"], vector, one["usual"]))
        sizes = np.array([len(record) for record in records[1:]], dtype=np.int64)
        clusterer.recall_all(past, np.concatenate(records), sizes)
        return clusterer


def text_of(item: NewsItem, vector: Matrix | None = None, terms: Terms | None = None) -> Text:
    """Make an article ready.  vector, terms: where they are made already."""
    terms = terms_of(item) if terms is None else terms
    record = record_of(terms)
    return Text(item.id, record, alphabetical(terms, record), item.published, item.language, vector)
