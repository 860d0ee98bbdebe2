"""Sentence vectors of the articles remembered, and what stands out among those of other languages.

The model's cosines lie in a narrow band that differs from text to text, so what counts is by how much a
pair stands out among the pairs of its two articles (as in CSLS, Conneau et al. 2018).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]
# The e5 model's cosine of two articles of different languages that have nothing in common, how many such
# pairs to presume seen, and by how much one event's two articles stand out (measured on our own pairs).
USUAL, USUAL_PAIRS, GAIN = 0.82, 6.0, 0.06
NAMED = 0.02  # a shared name or figure counts as so much cosine
MOST = 2.2  # a pair is at most so many times as alike as one story asks for


@dataclass(frozen=True, slots=True)
class Near:
    """usual: the mean cosine with articles of other languages.  ids: the nearest of those, nearest first."""

    usual: float
    ids: tuple[str, ...]


class VectorBank:
    """Vectors under their articles' ids, in one array that grows and is tidied by itself."""

    def __init__(self) -> None:
        self._clear(0)

    def _clear(self, width: int) -> None:
        self._ids: list[str] = []
        self._languages = np.zeros(0, dtype="<U8")  # "" where the article was forgotten
        self._at: dict[str, int] = {}
        self._rows = np.zeros((0, width), dtype=np.float32)

    def __len__(self) -> int:
        return len(self._at)

    def add(self, article: str, language: str, vector: Vector) -> None:
        """Keep an article's unit vector."""
        if self._rows.shape[1] != len(vector):
            self._clear(len(vector))  # another model: nothing can be compared with it
        if len(self._ids) == len(self._rows):
            self._make_room()
        self._at[article] = len(self._ids)
        self._rows[len(self._ids)] = vector
        self._languages[len(self._ids)] = language or "?"
        self._ids.append(article)

    def remove(self, article: str) -> None:
        """Forget an article; nothing happens if it has no vector."""
        at = self._at.pop(article, None)
        if at is not None:
            self._languages[at] = ""

    def near(self, language: str, vector: Vector, most: int) -> Near:
        """How a text of ``language`` stands to those of other languages; at most ``most`` ids."""
        if not self._at or self._rows.shape[1] != len(vector):
            return Near(USUAL, ())
        count = len(self._ids)
        languages = self._languages[:count]
        other = np.not_equal(languages, "") & np.not_equal(languages, language or "?")
        cosines = np.where(other, self._rows[:count] @ vector, -1.0)
        seen = int(other.sum())
        usual = (float(cosines[other].sum()) + USUAL_PAIRS * USUAL) / (seen + USUAL_PAIRS)
        best = np.argsort(-cosines, kind="stable")[: min(most, seen)]
        return Near(usual, tuple(self._ids[at] for at in best.tolist()))

    def _make_room(self) -> None:
        alive = sorted(self._at.values())
        room = max(64, 2 * len(alive))
        rows = np.zeros((room, self._rows.shape[1]), dtype=np.float32)
        rows[: len(alive)] = self._rows[alive]
        languages = np.zeros(room, dtype="<U8")
        languages[: len(alive)] = self._languages[alive]
        self._ids, self._languages = [self._ids[at] for at in alive], languages
        self._at = {one: at for at, one in enumerate(self._ids)}
        self._rows = rows


def likeness(cosine: float, usual: float, named: bool) -> float:
    """How alike two articles of different languages are; 1 is what one story asks for.

    usual: the mean of their two usual cosines.  named: whether they share a name or a figure.
    """
    return min(MOST, max(0.0, (cosine - usual + NAMED * named) / GAIN))


def likenesses(cosines: Vector, usual: Vector, named: NDArray[np.bool_]) -> Vector:
    """``likeness`` of many pairs at once."""
    return np.asarray(np.clip((cosines - usual + NAMED * named) / GAIN, 0.0, MOST), dtype=np.float32)


def usual_cosines(vectors: Vector, languages: NDArray[np.str_], step: int = 1000) -> Vector:
    """Each article's mean cosine with those of other languages that have a vector (a row of zeros is none)."""
    usual = np.full(len(vectors), USUAL, dtype=np.float32)
    there: NDArray[np.bool_] = np.asarray(vectors.any(axis=1))
    for start in range(0, len(vectors), step):
        rows = slice(start, start + step)
        both = np.asarray(there[rows, None] & there[None, :])
        other = both & np.asarray(languages[rows, None] != languages[None, :])
        total = ((vectors[rows] @ vectors.T) * other).sum(axis=1)
        usual[rows] = (total + USUAL_PAIRS * USUAL) / (other.sum(axis=1) + USUAL_PAIRS)
    return usual
