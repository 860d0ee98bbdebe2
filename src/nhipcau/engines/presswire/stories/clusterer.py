"""Groups articles into stories: average link over a similarity of several fields and of time.

The similarity follows what stream clustering of news found to matter (Laban and Hearst 2017; Miranda et
al. 2018): sparse TF-IDF of words, of the lead and of names apart, and nearness in time.  Average link
is used both when a finished set is clustered and when articles come one by one; ``consolidate`` settles
what the order of arrival left undone.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from nhipcau.engines.presswire.stories import bank
from nhipcau.engines.presswire.stories.features import NewsItem, Terms, passage_of, terms_of

Matrix = NDArray[np.float32]
Embed = Callable[[Sequence[str]], NDArray[np.float32]]

_FIELDS = ("words", "lead", "names")
_LATEST = datetime.max.replace(tzinfo=UTC)
_DENSE = 4000  # articles compared all with all at once
_UNDATED = 0.9  # a pair of which one has no date: that they are near in time is not known
_ABROAD = 30  # articles of other languages that one is compared with


@dataclass(frozen=True, slots=True)
class StoryRules:
    """Weights of the fields, the similarity at which stories are one, and how time counts.

    days: gap in days over which the similarity falls to about 2/3 of itself.
    background: pseudo-articles that stand for the news not seen, so that a handful of articles has sane
    term weights.
    """

    words: float = 0.6
    lead: float = 0.25
    names: float = 0.15
    threshold: float = 0.135
    days: float = 20.0
    background: float = 40.0


@dataclass(frozen=True, slots=True)
class StoryAssignment:
    """Where an article went: its story's id, whether it opened it, how alike it is to the story (0-1)."""

    id: str
    story: str
    new: bool
    similarity: float


@dataclass(slots=True)
class _Kept:
    terms: Terms
    published: datetime | None
    language: str
    vector: NDArray[np.float32] | None = None
    usual: float = bank.USUAL  # mean cosine with articles of other languages


@dataclass(slots=True)
class _Frequencies:
    """In how many articles each term of a field stands."""

    articles: int = 0
    counts: dict[str, Counter[str]] = field(default_factory=lambda: {name: Counter() for name in _FIELDS})

    def add(self, terms: Terms, sign: int = 1) -> None:
        self.articles += sign
        for name in _FIELDS:
            counts = self.counts[name]
            for term in getattr(terms, name):
                counts[term] += sign
                if counts[term] <= 0:
                    del counts[term]

    def rarity(self, background: float) -> _Rarity:
        """Inverse document frequency by the number of articles that have a term, as if ``background`` more
        articles without it had been seen."""
        return _Rarity(self.articles + background + 1.0)


class _Rarity(dict[int, float]):
    """Inverse document frequencies, each worked out once: an article is weighed against hundreds of others."""

    def __init__(self, articles: float) -> None:
        self.articles = articles

    def __missing__(self, count: int) -> float:
        weight = self[count] = math.log(self.articles / (count + 1.0))
        return weight


@dataclass(frozen=True, slots=True)
class _Abroad:
    """Sentence vectors of a finished set (a row of zeros where there is none), for pairs of two languages."""

    vectors: Matrix
    languages: NDArray[np.str_]
    usual: Matrix

    @classmethod
    def of(cls, kept: Sequence[_Kept]) -> _Abroad | None:
        """None where no two articles of different languages can be compared."""
        width = next((len(one.vector) for one in kept if one.vector is not None), 0)
        if not width or len({one.language for one in kept if one.vector is not None}) < 2:
            return None
        vectors = np.zeros((len(kept), width), dtype=np.float32)
        for row, one in zip(vectors, kept, strict=True):
            if one.vector is not None and len(one.vector) == width:
                row[:] = one.vector
        languages = np.array([one.language for one in kept])
        return cls(vectors, languages, bank.usual_cosines(vectors, languages))

    def likeness(
        self, rows: NDArray[np.int64], columns: NDArray[np.int64], named: NDArray[np.bool_] | bool
    ) -> Matrix:
        """``bank.likenesses`` of each row's article with each column's; 0 within a language."""
        cosines = self.vectors[rows] @ self.vectors[columns].T
        usual = 0.5 * (self.usual[rows, None] + self.usual[None, columns])
        there: NDArray[np.bool_] = np.asarray(self.vectors.any(axis=1))
        both = np.asarray(self.languages[rows, None] != self.languages[None, columns])
        both &= np.asarray(there[rows, None] & there[None, columns])
        return bank.likenesses(cosines, usual, np.broadcast_to(named, cosines.shape)) * both


class StoryClusterer:
    """Clusters articles, one by one (``add``) or all at once (``cluster``).

    embed: turns texts into vectors of any languages (``embedding.load_embedder``); without it only
    articles of one language come together.  capacity: articles remembered; older ones keep their story.
    """

    def __init__(
        self, rules: StoryRules | None = None, *, embed: Embed | None = None, capacity: int = 20_000
    ) -> None:
        self.rules = rules or StoryRules()
        self.capacity = capacity
        self._embed = embed
        self._kept: dict[str, _Kept] = {}
        self._story: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}
        self._postings: dict[str, list[str]] = {}
        self._frequencies = _Frequencies()
        self._bank = bank.VectorBank()

    # ---- one by one ---------------------------------------------------------------------------------------

    def add(self, item: NewsItem, vector: Matrix | None = None) -> StoryAssignment:
        """Put an article into the story it belongs to, or open a new one.

        vector: its sentence vector where that was made before; else ``embed`` makes it.
        """
        if item.id in self._story:
            return StoryAssignment(item.id, self._story[item.id], False, 1.0)
        kept, abroad = self._take(item, vector)
        vectors: dict[str, dict[str, dict[str, float]]] = {}
        rarity = self._frequencies.rarity(self.rules.background)
        mine = self._weighted(kept.terms, rarity)
        best, best_similarity = "", 0.0
        for story in sorted({self._story[other] for other in (*self._candidates(mine), *abroad)}):
            total = 0.0
            for other in self._members[story]:
                if other not in vectors:
                    vectors[other] = self._weighted(self._kept[other].terms, rarity)
                total += self._similarity(kept, mine, self._kept[other], vectors[other])
            similarity = total / len(self._members[story])
            if similarity > best_similarity:
                best, best_similarity = story, similarity
        new = best_similarity < self.rules.threshold
        story = item.id if new else best
        self._remember(item.id, kept, story)
        return StoryAssignment(item.id, story, new, best_similarity)

    def recall(self, item: NewsItem, story: str, vector: Matrix | None = None) -> None:
        """Remember an article in the story that it was put into before, in the order of then."""
        if item.id not in self._story:
            self._remember(item.id, self._take(item, vector)[0], story)

    def _take(self, item: NewsItem, vector: Matrix | None) -> tuple[_Kept, tuple[str, ...]]:
        """What is kept of a new article, and the nearest of other languages."""
        kept = self._read(item, embed=vector is None)
        self._frequencies.add(kept.terms)
        if vector is not None:
            kept.vector = vector
        if kept.vector is None:
            return kept, ()
        near = self._bank.near(kept.language, kept.vector, _ABROAD)
        kept.usual = near.usual
        return kept, near.ids

    def consolidate(self) -> dict[str, str]:
        """Cluster again all articles remembered; returns the articles whose story changed.

        A story keeps its id where most of its articles stay together.
        """
        ids = sorted(self._kept, key=lambda one: (self._kept[one].published or _LATEST, one))
        labels = self._label([self._kept[one] for one in ids])
        groups: dict[int, list[str]] = {}
        for one, label in zip(ids, labels, strict=True):
            groups.setdefault(label, []).append(one)
        before = dict(self._story)
        taken: set[str] = set()
        self._members = {}
        for group in sorted(groups.values(), key=lambda group: (-len(group), group[0])):
            votes = Counter(before[one] for one in group)
            names = [
                name
                for name, _ in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))
                if name not in taken
            ]
            # A story split off takes the id of an article of its own, or that with a number.
            own = (
                one
                for one in (*group, *(f"{group[0]}/{number}" for number in range(2, len(ids) + 3)))
                if one not in taken
            )
            name = names[0] if names else next(own)
            taken.add(name)
            self._members[name] = group
            for one in group:
                self._story[one] = name
        return {one: self._story[one] for one in ids if self._story[one] != before[one]}

    def stories(self) -> dict[str, list[str]]:
        """Ids of the articles of every story remembered."""
        return {story: list(members) for story, members in self._members.items()}

    # ---- all at once -----------------------------------------------------------------------------------------

    def cluster(self, items: Iterable[NewsItem]) -> dict[str, str]:
        """Story of each article of a finished set: {article id: story id}.

        The order of the input does not matter.  A story is named after its first article in time.  The
        clusterer's own memory is neither used nor changed.
        """
        ordered = sorted(items, key=lambda item: (item.published or _LATEST, item.id))
        kept = [self._read(item, embed=False) for item in ordered]
        if self._embed is not None and len({one.language for one in kept}) > 1:
            vectors = self._embed([passage_of(item) for item in ordered])
            for one, vector in zip(kept, vectors, strict=True):
                one.vector = vector
        first: dict[int, str] = {}
        stories: dict[str, str] = {}
        for item, label in zip(ordered, self._label(kept), strict=True):
            stories[item.id] = first.setdefault(label, item.id)
        return stories

    def _label(self, kept: Sequence[_Kept]) -> list[int]:
        if len(kept) < 2:
            return list(range(len(kept)))
        frequencies = _Frequencies()
        for one in kept:
            frequencies.add(one.terms)
        matrices = [(getattr(self.rules, name), self._matrix(kept, name, frequencies)) for name in _FIELDS]
        days = np.array([one.published.timestamp() / 86400 if one.published else np.nan for one in kept])
        abroad = _Abroad.of(kept)
        if len(kept) <= _DENSE:
            return self._average_link(self._compare(matrices, days, abroad, np.arange(len(kept))))
        return self._label_by_parts(matrices, days, abroad, len(kept))

    def _label_by_parts(
        self,
        matrices: Sequence[tuple[float, csr_matrix]],
        days: NDArray[np.float64],
        abroad: _Abroad | None,
        count: int,
    ) -> list[int]:
        """Too many to compare at once: cut where nothing is alike, in pieces that fit, in order of time."""
        edges: list[tuple[int, int]] = []
        step = 1000
        for start in range(0, count, step):
            rows = np.arange(start, min(start + step, count))
            near = sum(weight * (matrix[rows] @ matrix.T).toarray() for weight, matrix in matrices)
            if abroad is not None:
                near = np.maximum(near, self.rules.threshold * abroad.likeness(rows, np.arange(count), True))
            left, right = np.nonzero(near >= 0.6 * self.rules.threshold)
            edges.extend(zip((left + start).tolist(), right.tolist(), strict=True))
        pairs = np.array(edges)
        graph = csr_matrix((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(count, count))
        _, parts = connected_components(graph, directed=False)
        labels = [0] * count
        used = 0
        for part in range(int(parts.max()) + 1):
            members = np.flatnonzero(parts == part)
            for start in range(0, len(members), _DENSE):
                piece = members[start : start + _DENSE]
                found = (
                    self._average_link(self._compare(matrices, days, abroad, piece))
                    if len(piece) > 1
                    else [0]
                )
                for member, label in zip(piece.tolist(), found, strict=True):
                    labels[member] = used + label
                used += max(found) + 1
        return labels

    def _matrix(self, kept: Sequence[_Kept], name: str, frequencies: _Frequencies) -> csr_matrix:
        rarity = frequencies.rarity(self.rules.background)
        numbers: dict[str, int] = {}
        rows: list[int] = []
        columns: list[int] = []
        values: list[float] = []
        for row, one in enumerate(kept):
            for term, count in getattr(one.terms, name).items():
                rows.append(row)
                columns.append(numbers.setdefault(term, len(numbers)))
                values.append((1.0 + math.log(count)) * rarity[frequencies.counts[name].get(term, 0)])
        data = np.array(values, dtype=np.float32)
        matrix = csr_matrix((data, (rows, columns)), shape=(len(kept), max(1, len(numbers))))
        lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1))).ravel()
        lengths[lengths == 0] = 1.0
        return csr_matrix(matrix.multiply(1.0 / lengths[:, None]))

    def _compare(
        self,
        matrices: Sequence[tuple[float, csr_matrix]],
        days: NDArray[np.float64],
        abroad: _Abroad | None,
        members: NDArray[np.int64],
    ) -> Matrix:
        alike = np.zeros((len(members), len(members)), dtype=np.float32)
        for weight, matrix in matrices:
            rows = matrix[members]
            alike += weight * (rows @ rows.T).toarray()
        if abroad is not None:
            names = dict(zip(_FIELDS, matrices, strict=True))["names"][1][members]
            named = (names @ names.T).toarray() > 0.02
            alike = np.maximum(alike, self.rules.threshold * abroad.likeness(members, members, named))
        gaps = np.abs(days[members][:, None] - days[members][None, :])
        return np.asarray(alike * np.nan_to_num(self._nearness(gaps), nan=_UNDATED), dtype=np.float32)

    def _nearness(self, gaps: Any) -> Any:
        return 1.0 / (1.0 + 0.5 * (gaps / self.rules.days) ** 2)

    def _average_link(self, alike: Matrix) -> list[int]:
        upper = np.triu_indices(len(alike), 1)
        distances = np.clip(1.0 - alike[upper], 0.0, 1.0).astype(np.float64)
        tree = linkage(distances, "average")
        return [int(label) - 1 for label in fcluster(tree, 1.0 - self.rules.threshold, "distance")]

    # ---- one article -----------------------------------------------------------------------------------------

    def _read(self, item: NewsItem, *, embed: bool = True) -> _Kept:
        kept = _Kept(terms_of(item), item.published, item.language)
        if embed and self._embed is not None:
            kept.vector = self._embed([passage_of(item)])[0]
        return kept

    def _weighted(self, terms: Terms, rarity: _Rarity) -> dict[str, dict[str, float]]:
        weighted = {}
        for name in _FIELDS:
            having = self._frequencies.counts[name].get
            values = {
                term: (1.0 + math.log(count) if count != 1.0 else 1.0) * rarity[having(term, 0)]
                for term, count in getattr(terms, name).items()
            }
            length = math.sqrt(sum(value * value for value in values.values())) or 1.0
            weighted[name] = {term: value / length for term, value in values.items()}
        return weighted

    def _candidates(self, mine: Mapping[str, Mapping[str, float]]) -> list[str]:
        """Articles that share several of the telling words."""
        votes: Counter[str] = Counter()
        for name, top in (("words", 40), ("names", 15)):
            telling = sorted(mine[name].items(), key=lambda term: (-term[1], term[0]))[:top]
            for term, value in telling:
                for other in self._postings.get(f"{name}:{term}", ()):
                    votes[other] += value  # type: ignore[assignment]
        return [other for other, _ in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))[:60]]

    def _similarity(
        self,
        one: _Kept,
        one_terms: Mapping[str, Mapping[str, float]],
        other: _Kept,
        other_terms: Mapping[str, Mapping[str, float]],
    ) -> float:
        alike = sum(getattr(self.rules, name) * _dot(one_terms[name], other_terms[name]) for name in _FIELDS)
        if one.vector is not None and other.vector is not None and one.language != other.language:
            named = _dot(one_terms["names"], other_terms["names"]) > 0.02
            cosine = float(one.vector @ other.vector)
            across = bank.likeness(cosine, 0.5 * (one.usual + other.usual), named)
            alike = max(alike, across * self.rules.threshold)
        if one.published and other.published:
            gap = abs((one.published - other.published).total_seconds()) / 86400
            alike *= float(self._nearness(gap))
        else:
            alike *= _UNDATED
        return alike

    def _remember(self, item_id: str, kept: _Kept, story: str) -> None:
        while len(self._kept) >= self.capacity:
            self._forget(next(iter(self._kept)))
        self._kept[item_id] = kept
        self._story[item_id] = story
        self._members.setdefault(story, []).append(item_id)
        if kept.vector is not None:
            self._bank.add(item_id, kept.language, kept.vector)
        for key in _posting_keys(kept.terms):
            self._postings.setdefault(key, []).append(item_id)

    def _forget(self, item_id: str) -> None:
        kept = self._kept.pop(item_id)
        self._frequencies.add(kept.terms, -1)
        self._bank.remove(item_id)
        for key in _posting_keys(kept.terms):
            posting = self._postings[key]
            posting.remove(item_id)
            if not posting:
                del self._postings[key]
        story = self._story.pop(item_id)
        self._members[story].remove(item_id)
        if not self._members[story]:
            del self._members[story]

    # ---- state -------------------------------------------------------------------------------------------------

    def to_json(self) -> dict[str, Any]:
        """The whole memory as plain JSON values."""
        return {
            "capacity": self.capacity,
            "articles": [
                {
                    "id": item_id,
                    "story": self._story[item_id],
                    "published": kept.published.isoformat() if kept.published else None,
                    "language": kept.language,
                    "usual": kept.usual,
                    "vector": kept.vector.tolist() if kept.vector is not None else None,
                    **kept.terms.to_json(),
                }
                for item_id, kept in self._kept.items()
            ],
        }

    @classmethod
    def from_json(
        cls, state: Mapping[str, Any], rules: StoryRules | None = None, *, embed: Embed | None = None
    ) -> StoryClusterer:
        """The clusterer whose ``to_json`` this was."""
        clusterer = cls(rules, embed=embed, capacity=state["capacity"])
        for article in state["articles"]:
            terms = Terms(*(dict(article[name]) for name in _FIELDS))
            published = datetime.fromisoformat(article["published"]) if article["published"] else None
            vector = np.array(article["vector"], dtype=np.float32) if article["vector"] is not None else None
            clusterer._frequencies.add(terms)
            clusterer._remember(
                article["id"],
                _Kept(terms, published, article["language"], vector, article["usual"]),
                article["story"],
            )
        return clusterer


def _posting_keys(terms: Terms) -> list[str]:
    return [f"{name}:{term}" for name in ("words", "names") for term in getattr(terms, name)]


def _dot(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    if len(one) > len(other):
        one, other = other, one
    return sum(value * other[term] for term, value in one.items() if term in other)
