"""Words with positions → rows, and rows cut at their gaps.

Lengths are in points, y grows downwards.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter, itemgetter, sub


@dataclass(slots=True)
class Word:
    """A word and its box in points from the top left.  Nobody changes one; it is not frozen since a long PDF has a hundred
    thousand, and frozen ones take four times as long to make."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float | None = None
    bold: bool | None = None
    italic: bool | None = None
    sure: float = 1.0

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        return self.bottom - self.top


Row = list[Word]
_LEFT, _FIRST = attrgetter("left"), itemgetter(0)


def rows_of(words: Iterable[Word]) -> list[Row]:
    """Group words into rows by their vertical middle; each row from left to right."""
    rows: list[Row] = []
    row: Row = []
    heights: list[float] = []  # of the last row's words, in order, as far as they were asked for
    centre = 0.0
    for middle, word in sorted([((word.top + word.bottom) / 2, word) for word in words], key=_FIRST):
        if row:
            apart = middle - centre
            if -_LEVEL <= apart <= _LEVEL or _level(row, heights, word, abs(apart)):
                row.append(word)
                centre += apart / len(row)
                continue
        row, heights, centre = [word], [], middle
        rows.append(row)
    for row in rows:
        row.sort(key=_LEFT)
    return rows


_LEVEL = 1.5  # points: middles so near stand on one row, however small the letters are


def _level(row: Row, heights: list[float], word: Word, apart: float) -> bool:
    """Whether a word whose middle lies so far from the row's stands on it, by the heights of both.  heights: of the
    row's first words, in order; the others' are added when they are asked for."""
    height = word.bottom - word.top
    if apart > 0.45 * height:
        return False
    for known in row[len(heights) :]:
        insort(heights, known.bottom - known.top)
    at = len(heights) // 2
    usual = heights[at] if len(heights) % 2 else (heights[at - 1] + heights[at]) / 2
    return apart <= 0.45 * min(height, usual)


def median_of(values: list[float]) -> float:
    """The median of some values, as ``statistics.median``: asked several times of every row."""
    ordered_values = sorted(values)
    at = len(ordered_values) // 2
    return ordered_values[at] if len(values) % 2 else (ordered_values[at - 1] + ordered_values[at]) / 2


def usual_height(row: Sequence[Word]) -> float:
    """The median height of a row's words."""
    return median_of([word.bottom - word.top for word in row])


def split_row(row: Row, minimum: float) -> list[Row]:
    """Cut a row wherever the gap between words is at least ``minimum`` points."""
    parts: list[Row] = []
    start, right = 0, row[0].right
    for at, word in enumerate(row):
        if at and word.left - right >= minimum:
            parts.append(row[start:at])
            start = at
        right = word.right
    parts.append(row[start:] if start else row)
    return parts


def has_gap(row: Row, heights: float) -> bool:
    """Whether a row can have a gap so many of its words' usual height wide; quicker than cutting it there."""
    widest = max(map(sub, [word.left for word in row[1:]], [word.right for word in row]), default=0.0)
    return widest >= heights * min([word.bottom - word.top for word in row])


def text_of(row: Sequence[Word]) -> str:
    return " ".join(word.text for word in row)
