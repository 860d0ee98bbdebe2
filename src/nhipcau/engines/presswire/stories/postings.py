"""Which articles have a term: an inverted index that grows by one article at a time and forgets the oldest.

Articles are numbered in the order of their coming.  The index is a row of levels, each half as large as the one
before or smaller, which are put together as they come to the same size (O'Neil et al. 1996): what is written is
never changed, so an article costs the sorting of its own terms a few times.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Slots = NDArray[np.uint32]
Numbers = NDArray[np.int64]
_PACKED = 1024  # articles from which on a level is packed
_LARGEST = 8192  # articles in a level at most; their places in it fit into 16 bits
_LOW = 7  # bits of a term's number kept with each entry of a packed level; the rest is its bucket
_BUCKETS = 1 << 16


class _Level(Protocol):
    @property
    def first(self) -> int: ...
    @property
    def count(self) -> int: ...
    def find(self, wanted: Slots) -> tuple[Numbers, Numbers]: ...
    def pairs(self) -> NDArray[np.uint64]: ...


def _spread(starts: Numbers, lengths: Numbers) -> tuple[Numbers, Numbers]:
    """All places of several runs, and of which run each is."""
    which = np.repeat(np.arange(len(starts)), lengths)
    ends = np.cumsum(lengths)
    return np.arange(len(which)) + np.repeat(starts - (ends - lengths), lengths), which


@dataclass(frozen=True, slots=True)
class _Plain:
    """Terms and articles side by side, in order of terms."""

    first: int
    count: int
    slots: Slots
    places: NDArray[np.uint16]

    def find(self, wanted: Slots) -> tuple[Numbers, Numbers]:
        starts = np.searchsorted(self.slots, wanted)
        at, which = _spread(starts, np.searchsorted(self.slots, wanted, side="right") - starts)
        return self.places[at].astype(np.int64) + self.first, which

    def pairs(self) -> NDArray[np.uint64]:
        return _pairs(self.slots, self.places)


@dataclass(frozen=True, slots=True)
class _Packed:
    """The same with terms in buckets by their upper bits: three bytes an entry.  In a bucket each term's articles
    stand in order; its terms in any."""

    first: int
    count: int
    starts: NDArray[np.uint32]
    low: NDArray[np.uint8]
    places: NDArray[np.uint16]

    def find(self, wanted: Slots) -> tuple[Numbers, Numbers]:
        bucket = (wanted >> np.uint32(_LOW)).astype(np.int64)
        starts = self.starts[bucket].astype(np.int64)
        at, which = _spread(starts, self.starts[bucket + 1].astype(np.int64) - starts)
        right = self.low[at] == (wanted & np.uint32((1 << _LOW) - 1)).astype(np.uint8)[which]
        return self.places[at[right]].astype(np.int64) + self.first, which[right]

    def pairs(self) -> NDArray[np.uint64]:
        bucket = np.repeat(np.arange(_BUCKETS, dtype=np.uint32), np.diff(self.starts))
        return _pairs(bucket << np.uint32(_LOW) | self.low, self.places)


def _pairs(slots: Slots, places: NDArray[np.uint16]) -> NDArray[np.uint64]:
    pairs = slots.astype(np.uint64)
    pairs <<= np.uint64(16)
    pairs |= places
    return pairs


def _level(first: int, count: int, pairs: NDArray[np.uint64]) -> _Level:
    """A level of sorted pairs."""
    places = pairs.astype(np.uint16)
    slots = (pairs >> np.uint64(16)).astype(np.uint32)
    if count < _PACKED:
        return _Plain(first, count, slots, places)
    edges = np.arange(_BUCKETS + 1, dtype=np.uint32) << np.uint32(_LOW)
    starts = np.searchsorted(slots, edges).astype(np.uint32)
    return _Packed(first, count, starts, (slots & np.uint32((1 << _LOW) - 1)).astype(np.uint8), places)


def _packed(first: int, count: int, slots: Slots, places: NDArray[np.uint16]) -> _Packed:
    """A level of entries in order of their articles: brought into buckets by counting, which is linear."""
    bucket = (slots >> np.uint32(_LOW)).astype(np.uint16)
    order = np.argsort(bucket, kind="stable")  # a radix sort for 16 bits
    starts = np.zeros(_BUCKETS + 1, dtype=np.uint32)
    np.cumsum(np.bincount(bucket, minlength=_BUCKETS), out=starts[1:])
    low = (slots & np.uint32((1 << _LOW) - 1)).astype(np.uint8)
    return _Packed(first, count, starts, low[order], places[order])


class Postings:
    """See above.  worth: which terms are worth following; asked as a level comes to be packed."""

    def __init__(self, worth: Callable[[Slots], NDArray[np.bool_]] | None = None) -> None:
        self._worth = worth
        self._levels: list[_Level] = []

    def add(self, number: int, slots: Slots) -> None:
        """Take in an article's distinct terms; its number is the one after the last."""
        self._append(number, 1, np.sort(_pairs(slots, np.zeros(len(slots), dtype=np.uint16))))

    def extend(self, first: int, slots: Slots, sizes: Numbers, counted: Callable[[Slots], None]) -> None:
        """Take in many articles, one's terms after the other's.

        counted: told the terms of some of the articles, before it is asked what is worth following.
        """
        ends = np.cumsum(sizes)
        for begin in range(0, len(sizes), _LARGEST):
            part = sizes[begin : begin + _LARGEST]
            low, high = int(ends[begin] - sizes[begin]), int(ends[begin + len(part) - 1])
            told, places = slots[low:high], np.repeat(np.arange(len(part), dtype=np.uint16), part)
            counted(told)
            if len(part) < _PACKED or self._joins(len(part)):
                self._append(first + begin, len(part), np.sort(_pairs(told, places)))
                continue
            if self._worth is not None:
                worth = self._worth(told)
                told, places = told[worth], places[worth]
            self._levels.append(_packed(first + begin, len(part), told, places))

    def find(self, wanted: Slots) -> tuple[Numbers, Numbers]:
        """Numbers of the articles that have any of the terms, and which term it is; in order of the terms."""
        found = [level.find(wanted) for level in reversed(self._levels)]
        if not found:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        which = np.concatenate([one for _, one in found])
        order = np.argsort(which, kind="stable")
        return np.concatenate([one for one, _ in found])[order], which[order]

    def forget(self, before: int) -> None:
        """Let go of the levels that hold only articles numbered below ``before``."""
        while self._levels and self._levels[0].first + self._levels[0].count <= before:
            self._levels.pop(0)

    def _joins(self, count: int) -> bool:
        """Whether so many articles are put together with the level before them."""
        return (
            bool(self._levels)
            and self._levels[-1].count <= count
            and self._levels[-1].count + count <= _LARGEST
        )

    def _append(self, first: int, count: int, pairs: NDArray[np.uint64]) -> None:
        while self._joins(count):
            before = self._levels.pop()
            moved = pairs + np.uint64(first - before.first)
            first, count = before.first, before.count + count
            pairs = np.concatenate((before.pairs(), moved))
            if self._worth is not None and count >= _PACKED:
                pairs = pairs[self._worth((pairs >> np.uint64(16)).astype(np.uint32))]
            pairs.sort()
        self._levels.append(_level(first, count, pairs))
