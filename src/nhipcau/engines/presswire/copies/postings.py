"""Which texts have a hash in their sketch: hashes that the same texts have stand together.

Texts that copy one another share most of their hashes, and a template's siblings share dozens: all hashes with the
same texts point at one posting, which is counted once for all of them and split when a text comes that has only some
of them (partition refinement: Paige and Tarjan 1987).
"""

from __future__ import annotations

from array import array
from collections import Counter
from itertools import repeat
from operator import itemgetter

import numpy as np

COMMON = 128  # a hash in more texts than this is a stock phrase, no longer followed
CANDIDATES = 48  # texts given at most for one new one
_MANY = 100  # entries from which on they are counted by arrays


class _Posting:
    """The texts that each of some hashes has, in order of their coming, and how many hashes these are.

    shared: whether it ever held two texts.
    """

    __slots__ = ("hashes", "shared", "texts")

    def __init__(self, texts: array[int], hashes: int) -> None:
        self.texts = texts
        self.hashes = hashes
        self.shared = len(texts) > 1


class SharedHashes:
    """Texts are known by numbers, which grow."""

    def __init__(self) -> None:
        self._postings: dict[int, _Posting] = {}

    def add(self, number: int, sketch: list[int], fewest: int) -> list[int]:
        """Take a text in by its distinct hashes.

        Returns the earlier ones that have at least ``fewest`` of them, stock phrases left aside: those with most first,
        ``CANDIDATES`` at most.
        """
        own = _Posting(array("q", (number,)), 0)
        held = list(map(self._postings.setdefault, sketch, repeat(own)))
        own.hashes = held.count(own)
        if own.hashes == len(held):
            return []
        times = Counter(held)  # in order of the first hash
        times.pop(own, None)
        followed = [(posting, count) for posting, count in times.items() if len(posting.texts) < COMMON]
        followed.sort(key=lambda one: one[0].shared)
        likeliest = _ranked(followed, fewest)
        parted: dict[_Posting, _Posting] = {}
        for posting, count in followed:
            if count == posting.hashes:
                posting.texts.append(number)
                posting.shared = True
            else:
                parted[posting] = _Posting(posting.texts + own.texts, count)
                posting.hashes -= count
        if parted:
            moved = map(parted.get, held, held)
            self._postings.update(zip(sketch, moved, strict=True))
        return likeliest

    def remove(self, number: int, sketch: list[int]) -> None:
        """Forget a text."""
        found = {hashed: posting for hashed in sketch if (posting := self._postings.get(hashed)) is not None}
        for posting in set(found.values()):
            if number in posting.texts:
                posting.texts.remove(number)
        for hashed, posting in found.items():
            if not posting.texts:
                del self._postings[hashed]


def _ranked(followed: list[tuple[_Posting, int]], fewest: int) -> list[int]:
    """Texts by how many hashes they share, the most first; where as many, in the order in which they stand."""
    if sum(len(posting.texts) for posting, _ in followed) < _MANY:
        shared: dict[int, int] = {}
        for posting, count in followed:
            for number in posting.texts:
                shared[number] = shared.get(number, 0) + count
        ranked = sorted(shared.items(), key=itemgetter(1), reverse=True)[:CANDIDATES]
        return [number for number, count in ranked if count >= fewest]
    numbers = np.frombuffer(b"".join(posting.texts for posting, _ in followed), dtype=np.int64)
    times = np.repeat([count for _, count in followed], [len(posting.texts) for posting, _ in followed])
    lowest = int(numbers.min())
    places = numbers - lowest
    counts = np.bincount(places, times)
    found = np.flatnonzero(counts >= fewest)
    if len(found) > CANDIDATES:
        first = np.empty(len(counts), dtype=np.intp)
        first[places[::-1]] = np.arange(len(places))[::-1]
        found = found[np.lexsort((first[found], -counts[found]))[:CANDIDATES]]
    return (found + lowest).tolist()
