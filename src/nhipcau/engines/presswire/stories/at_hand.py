"""What a clusterer has at hand of the articles remembered: stories looked at last, and a few numbers of each."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from nhipcau.engines.presswire.stories.records import Record

_AT_HAND = 5_000_000  # entries of the stories looked at last that are kept in the process: 20 MB


@dataclass(frozen=True, slots=True)
class Group:
    """A story's articles: their numbers, their records one after the other, and where each ends."""

    numbers: NDArray[np.int64]
    record: Record
    ends: NDArray[np.int64]

    @classmethod
    def of(cls, numbers: Sequence[int], records: Sequence[Record]) -> Group:
        ends = np.cumsum([len(record) for record in records], dtype=np.int64)
        return cls(np.array(numbers, dtype=np.int64), np.concatenate(records), ends)

    @classmethod
    def together(cls, groups: Sequence[Group]) -> Group:
        sizes = np.array([len(one.record) for one in groups])
        before = np.repeat(np.cumsum(sizes) - sizes, [len(one.ends) for one in groups])
        ends = np.concatenate([one.ends for one in groups]) + before
        numbers = np.concatenate([one.numbers for one in groups])
        return cls(numbers, np.concatenate([one.record for one in groups]), ends)

    def only(self, wanted: NDArray[np.int64]) -> Group:
        """Those at some places, in order."""
        sizes = np.diff(self.ends, prepend=0)
        chosen = np.zeros(len(self.ends), dtype=bool)
        chosen[wanted] = True
        record = self.record[np.repeat(chosen, sizes)]
        return Group(self.numbers[wanted], record, np.cumsum(sizes[wanted]))


class Groups(OrderedDict[str, Group]):
    """The stories looked at last, the longest ago first; at most so many entries of records."""

    def __init__(self, most: int = _AT_HAND) -> None:
        super().__init__()
        self._most, self._entries = most, 0

    def keep(self, story: str, group: Group) -> None:
        self.drop(story)
        self[story] = group
        self._entries += len(group.record)
        while self._entries > self._most and len(self) > 1:
            self.drop(next(iter(self)))

    def drop(self, story: str) -> None:
        gone = self.pop(story, None)
        if gone is not None:
            self._entries -= len(gone.record)


class Columns:
    """Numbers of the articles remembered: seconds of publication (nan where unknown), lengths, their age.

    By the article's number; the columns are moved when the room at their end is used up.
    """

    def __init__(self) -> None:
        self._first = 0
        self.seconds = np.full(64, np.nan)
        self.lengths = np.ones((64, 3))
        self.measured = np.full(64, -1, dtype=np.int64)  # how many articles had come; -1: not yet

    def at(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        return numbers - self._first

    def moments(self, numbers: Sequence[int]) -> list[float]:
        """Seconds of publication, infinite where unknown."""
        seconds = self.seconds[np.array(numbers, dtype=np.int64) - self._first]
        return [float(one) for one in np.nan_to_num(seconds, nan=np.inf)]

    def set(self, number: int, published: datetime | None, oldest: int) -> None:
        at = number - self._first
        if at == len(self.seconds):
            keep = slice(oldest - self._first, at)
            room = 2 * (number - oldest) + 64
            for name, empty in (("seconds", np.nan), ("lengths", 1.0), ("measured", -1)):
                column = getattr(self, name)
                moved = np.full((room, *column.shape[1:]), empty, dtype=column.dtype)
                moved[: number - oldest] = column[keep]
                setattr(self, name, moved)
            self._first, at = oldest, number - oldest
        self.seconds[at] = published.timestamp() if published else np.nan
        self.measured[at] = -1
