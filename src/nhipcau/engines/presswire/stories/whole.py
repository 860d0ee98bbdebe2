"""Stories of a finished set: average link over all pairs, cut into parts where the set is large."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from nhipcau.engines.presswire.stories import bank
from nhipcau.engines.presswire.stories.records import LEAD_WEIGHT, Record, entries
from nhipcau.engines.presswire.stories.rules import SHARED_NAME, UNDATED, StoryRules

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Matrix = NDArray[np.float32]
_DENSE = 4000  # articles compared all with all at once


@dataclass(frozen=True, slots=True)
class Told:
    """What the clustering needs of an article.  day: of publication, with parts; infinite where unknown."""

    record: Record
    day: float
    language: str
    vector: Matrix | None = None


@dataclass(frozen=True, slots=True)
class _Abroad:
    """Sentence vectors of a finished set (a row of zeros where there is none), for pairs of two languages."""

    vectors: Matrix
    languages: NDArray[np.str_]
    usual: Matrix

    @classmethod
    def of(cls, told: Sequence[Told]) -> _Abroad | None:
        """None where no two articles of different languages can be compared."""
        width = next((len(one.vector) for one in told if one.vector is not None), 0)
        if not width or len({one.language for one in told if one.vector is not None}) < 2:
            return None
        vectors = np.zeros((len(told), width), dtype=np.float32)
        for row, one in zip(vectors, told, strict=True):
            if one.vector is not None and len(one.vector) == width:
                row[:] = one.vector
        languages = np.array([one.language for one in told])
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


def days_of(published: datetime | None) -> float:
    """A moment as ``Told.day``."""
    return published.timestamp() / 86400 if published else np.inf


def labels_of(told: Sequence[Told], rules: StoryRules) -> list[int]:
    """For each article the number of its story."""
    if len(told) < 2:
        return list(range(len(told)))
    return _Set(told, rules).labels()


class _Set:
    def __init__(self, told: Sequence[Told], rules: StoryRules) -> None:
        self.rules, self.count = rules, len(told)
        every = entries(np.concatenate([one.record for one in told]))
        owner = np.repeat(np.arange(len(told)), [len(one.record) for one in told])
        lead = every.lead > 0
        self.words = self._matrix(every.slot, owner, every.weight, ~every.name)
        self.lead = self._matrix(every.slot, owner, LEAD_WEIGHT[every.lead], lead)
        self.names = self._matrix(every.slot, owner, every.weight, every.name)
        self.matrices = ((rules.words, self.words), (rules.lead, self.lead), (rules.names, self.names))
        self.days = np.array([one.day if one.day < np.inf else np.nan for one in told])
        self.abroad = _Abroad.of(told)

    def _matrix(
        self,
        slots: NDArray[np.uint32],
        owner: NDArray[np.int64],
        weights: NDArray[np.float64],
        field: NDArray[np.bool_],
    ) -> csr_matrix:
        from scipy.sparse import csr_matrix  # here and below: every command would wait for it to load

        _, columns, having = np.unique(slots[field], return_inverse=True, return_counts=True)
        rarity = np.log((self.count + self.rules.background + 1.0) / (having + 1.0))
        data = (weights[field] * rarity[columns]).astype(np.float32)
        shape = (self.count, max(1, len(having)))
        matrix = csr_matrix((data, (owner[field], columns)), shape=shape)
        lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1))).ravel()
        lengths[lengths == 0] = 1.0
        return csr_matrix(matrix.multiply(1.0 / lengths[:, None]))

    def labels(self) -> list[int]:
        if self.count <= _DENSE:
            return self._average_link(self._compare(np.arange(self.count)))
        return self._labels_by_parts()

    def _labels_by_parts(self) -> list[int]:
        """Too many to compare at once: cut where nothing is alike, in pieces that fit, in order of time."""
        from scipy.sparse import csr_matrix
        from scipy.sparse.csgraph import connected_components

        edges: list[tuple[int, int]] = []
        step = 1000
        for start in range(0, self.count, step):
            rows = np.arange(start, min(start + step, self.count))
            near = sum(weight * (matrix[rows] @ matrix.T).toarray() for weight, matrix in self.matrices)
            if self.abroad is not None:
                across = self.abroad.likeness(rows, np.arange(self.count), True)
                near = np.maximum(near, self.rules.threshold * across)
            left, right = np.nonzero(near >= 0.6 * self.rules.threshold)
            edges.extend(zip((left + start).tolist(), right.tolist(), strict=True))
        pairs = np.array(edges)
        graph = csr_matrix((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(self.count, self.count))
        _, parts = connected_components(graph, directed=False)
        labels = [0] * self.count
        used = 0
        for part in range(int(parts.max()) + 1):
            members = np.flatnonzero(parts == part)
            for start in range(0, len(members), _DENSE):
                piece = members[start : start + _DENSE]
                found = self._average_link(self._compare(piece)) if len(piece) > 1 else [0]
                for member, label in zip(piece.tolist(), found, strict=True):
                    labels[member] = used + label
                used += max(found) + 1
        return labels

    def _compare(self, members: NDArray[np.int64]) -> Matrix:
        alike = np.zeros((len(members), len(members)), dtype=np.float32)
        for weight, matrix in self.matrices:
            rows = matrix[members]
            alike += weight * (rows @ rows.T).toarray()
        own = self.names[members]
        names = (own @ own.T).toarray()
        gaps = np.abs(self.days[members][:, None] - self.days[members][None, :])
        alike *= np.nan_to_num(self.rules.nearness(gaps, names), nan=UNDATED)
        if self.abroad is not None:
            # Names are spelt otherwise in another language: there only time counts.
            across = self.abroad.likeness(members, members, names > SHARED_NAME)
            across *= np.nan_to_num(self.rules.nearness(gaps, 1.0), nan=UNDATED)
            alike = np.maximum(alike, self.rules.threshold * across)
        return alike

    def _average_link(self, alike: Matrix) -> list[int]:
        from scipy.cluster.hierarchy import fcluster, linkage

        upper = np.triu_indices(len(alike), 1)
        distances = np.clip(1.0 - alike[upper], 0.0, 1.0).astype(np.float64)
        tree = linkage(distances, "average")
        return [int(label) - 1 for label in fcluster(tree, 1.0 - self.rules.threshold, "distance")]
