"""Finds what a text copies among tens of thousands whose fingerprints lie elsewhere.

The same rule as ``index.CopyIndex``, without the groups of copies: of each text only its sketch is at hand, in
two or three bytes a hash; the few fingerprints that a text is compared with are asked for.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from nhipcau.engines.presswire.copies.fingerprints import Fingerprint, Hashes
from nhipcau.engines.presswire.copies.index import CopyRules, contained, sketch_of
from nhipcau.engines.presswire.copies.postings import CANDIDATES, COMMON
from nhipcau.engines.presswire.stories.postings import Postings

_NUMBER = np.uint64((1 << 23) - 1)  # a sketch's hashes have their upper bits low: the lower ones tell


class CopyFinder:
    """Texts are numbered in the order of their coming.

    fingerprints: gives those of some texts by their ids; a text whose fingerprint is gone is no copy.
    """

    def __init__(
        self,
        fingerprints: Callable[[Sequence[str]], dict[str, Fingerprint]],
        rules: CopyRules | None = None,
    ) -> None:
        self.rules = rules or CopyRules()
        self._fingerprints = fingerprints
        self._ids: deque[str] = deque()
        self._first = 0
        self._postings = Postings()

    def __len__(self) -> int:
        return len(self._ids)

    def find(self, made: Fingerprint, last: int | None = None) -> tuple[str, float] | None:
        """The text that this one copies most of and how much (0-1), or None.  last: looks at so many last ones."""
        slots = slots_of_sketch(sketch_of(made.shingles))
        numbers, which = self._postings.find(slots)
        often = np.bincount(which, minlength=len(slots)) >= COMMON
        since = self._first + (max(0, len(self._ids) - last) if last is not None else 0)
        numbers = numbers[~often[which] & (numbers >= since)]
        if not len(numbers):
            return None
        shared = np.bincount(numbers - since)
        found = np.flatnonzero(shared >= (2 if made.size > 8 else 1))
        ranked = sorted((-int(shared[at]), self._ids[int(at) + since - self._first]) for at in found.tolist())
        ids = [one for _, one in ranked[:CANDIDATES]]
        prints = self._fingerprints(ids) if ids else {}
        copied = ((contained(made, prints[one], self.rules), one) for one in ids if one in prints)
        best = min(((-much, one) for much, one in copied if much), default=None)
        return (best[1], -best[0]) if best else None

    def add(self, text: str, sketch: Hashes) -> None:
        """Take a text in, by its sketch."""
        self._postings.add(self._first + len(self._ids), slots_of_sketch(sketch))
        self._ids.append(text)

    def extend(self, texts: Sequence[str], sketches: Hashes, sizes: NDArray[np.int64]) -> None:
        """Take in many; their sketches one after the other, and how long each is."""
        slots = (sketches & _NUMBER).astype(np.uint32)
        self._postings.extend(self._first + len(self._ids), slots, sizes, lambda slots: None)
        self._ids.extend(texts)

    def forget_oldest(self) -> None:
        """Forget the text that came first of those at hand."""
        self._ids.popleft()
        self._first += 1
        self._postings.forget(self._first)


def slots_of_sketch(sketch: Hashes) -> NDArray[np.uint32]:
    """Numbers of 23 bits by which texts of one sketch are found."""
    return np.unique((sketch & _NUMBER).astype(np.uint32))
