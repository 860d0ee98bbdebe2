"""Running text that a page sets in two columns: where it stands, and the reading order of its lines.

A gutter is an upright strip that no word of several rows crosses, with lines on both sides that fill most of
their column.  A table without rules or labels beside their values are none: their lines are short.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from itertools import pairwise
from operator import and_
from statistics import median
from typing import TYPE_CHECKING

from nhipcau.engines.vntext.records import record

from ..model import Numbering
from ..words.labels import read_label

if TYPE_CHECKING:
    from .rows import Row

_FEWEST_ROWS = 5  # with words on both sides of the gutter
_FEWEST_LINES = 7  # on each side, where the columns' lines are not level with each other
_NARROWEST = 0.012  # of the page's width: a gutter
_SIDE = 0.22  # of the page's width: what a column's lines have at least
_WRAPPED, _FULL, _MIDDLE = (
    0.25,
    0.85,
    0.4,
)  # a share of a column's lines fills so much of it, the middle one so much
_STEPS = 200
_FROM, _TO = 0.36, 0.64  # of the page's width: where a gutter is looked for
_SECTIONS = (Numbering.PART, Numbering.CHAPTER, Numbering.LETTER_UPPER, Numbering.ROMAN)
_INDENT = 0.012  # of the page's width: what a first line stands in


@record(frozen=True, slots=True)
class Region:
    """Rows ``first`` to ``last`` (not included) stand in two columns, cut at ``edge``."""

    first: int
    last: int
    edge: float


def find_regions(rows: Sequence[Row], width: float) -> list[Region]:
    """The parts of a page in two columns, from the top down."""
    found: list[Region] = []
    free = [_free(row, width) for row in rows]
    long = _long_run(free)
    places = [place for place in range(int(_FROM * _STEPS), int(_TO * _STEPS) + 1) if long >> place & 1]
    at = 0
    while at < len(rows):
        best = max(
            (region for place in places if (region := _run(rows, free, at, place, width))),
            key=lambda region: (region.last - region.first, -region.first),
            default=None,
        )
        if best is None:
            break
        found.append(best)
        at = best.last
    return found


def _long_run(free: Sequence[int]) -> int:
    """The places that as many rows as a region has at least leave free, one below the other."""
    fewest = min(_FEWEST_ROWS, _FEWEST_LINES)
    found = 0
    for at in range(len(free) - fewest + 1):
        found |= reduce(and_, free[at : at + fewest])
    return found


def _free(row: Row, width: float) -> int:
    """The places in the middle of the page where a gutter may pass the row, a bit for each."""
    step = width / _STEPS
    half = _NARROWEST * width / 2
    free = (1 << (_STEPS + 1)) - 1
    begins, ends = _FROM * width - half, _TO * width + half
    for word in row:
        if word.right < begins or word.left > ends:
            continue  # where no gutter is looked for
        first = max(int((word.left - half) / step) + 1, 0)
        last = min(int((word.right + half) / step), _STEPS)
        if last >= first:
            free &= ~(((1 << (last - first + 1)) - 1) << first)
    return free


def _run(rows: Sequence[Row], free: Sequence[int], start: int, place: int, width: float) -> Region | None:
    """The longest run of rows from ``start`` on that leave this place free and are two columns of text."""
    edge = place * width / _STEPS
    best: Region | None = None
    at = start
    while at < len(rows):
        if not free[at] >> place & 1:
            at += 1
            continue
        end = at
        while end < len(rows) and free[end] >> place & 1:
            end += 1
        region = _trimmed(rows, at, end, edge) if end - at >= min(_FEWEST_ROWS, _FEWEST_LINES) else None
        if region and _is_text(rows, region, width) and (best is None or end - at > best.last - best.first):
            best = region
        at = end
    return best


def _sides(row: Row, edge: float) -> tuple[Row, Row]:
    return [word for word in row if word.right <= edge], [word for word in row if word.left >= edge]


def _trimmed(rows: Sequence[Row], first: int, last: int, edge: float) -> Region | None:
    """Without the short lines above and below that stand on one side only and belong to the whole page."""
    right = [at for at in range(first, last) if rows[at][-1].left >= edge]
    left = [at for at in range(first, last) if any(word.right <= edge for word in rows[at])]
    if not right or not left:
        return None
    first, end = max(first, min(left[0], right[0])), max(right) + 1
    while first < right[0] and first + 1 < end and _apart(rows, first + 1, end):
        first += 1
    while end < last and not _apart(rows, end, end) and not _heads(rows[end]):
        end += 1
    return Region(first, end, edge)


def _apart(rows: Sequence[Row], at: int, last: int) -> bool:
    """Whether white space above a row parts it from the one before, more than lines are apart here."""
    gaps = [_top(row) - _bottom(before) for before, row in pairwise(rows[max(at - 6, 0) : max(last, at) + 1])]
    own = _top(rows[at]) - _bottom(rows[at - 1])
    tall = median(word.bottom - word.top for word in rows[at])
    return own > (median(gaps) if gaps else 0) + 0.7 * tall


def _heads(row: Row) -> bool:
    """Whether a row begins a section: "III. TỔ CHỨC THỰC HIỆN"."""
    text = " ".join(word.text for word in row)
    label = read_label(text)
    words = label[1] if label else text
    return words.isupper() or (label is not None and label[0].style in _SECTIONS)


def _top(row: Row) -> float:
    return min(word.top for word in row)


def _bottom(row: Row) -> float:
    return max(word.bottom for word in row)


def _is_text(rows: Sequence[Row], region: Region, width: float) -> bool:
    """Whether both sides are lines of running text."""
    lines: tuple[list[float], list[float]] = ([], [])
    both = 0
    for row in rows[region.first : region.last]:
        sides = _sides(row, region.edge)
        both += all(sides)
        for own, side in zip(lines, sides, strict=True):
            if side:
                own.append(side[-1].right - side[0].left)
                if len(side) < 2 and side[0].text.strip(" .)").isdecimal():
                    return False
    if both < _FEWEST_ROWS and min(map(len, lines)) < _FEWEST_LINES:
        return False
    return all(
        max(own) >= _SIDE * width
        and sum(one >= _FULL * max(own) for one in own) >= _WRAPPED * len(own)
        and sorted(own)[len(own) // 2] >= _MIDDLE * max(own)
        for own in lines
    )


def ordered(
    rows: Sequence[Row], region: Region, width: float
) -> tuple[list[tuple[Row, bool]], list[tuple[Row, bool]]]:
    """The lines of the left and of the right column, each with whether it begins a paragraph."""
    columns = [
        [side for row in rows[region.first : region.last] if (side := _sides(row, region.edge)[of])]
        for of in (0, 1)
    ]
    room = width  # on the line before; the right column goes on where the left one ends
    out: list[list[tuple[Row, bool]]] = []
    for column in columns:
        begins = sorted(row[0].left for row in column)[len(column) // 4]
        ends = sorted(row[-1].right for row in column)[int(len(column) * 0.9)]
        lines: list[tuple[Row, bool]] = []
        for row in column:
            word = row[0]
            letter = (word.right - word.left) / max(len(word.text), 1)
            opens = word.text[:1].isupper() or not word.text[:1].isalnum()
            had_room = room > word.right - word.left + 1.5 * letter
            lines.append((row, (had_room and opens) or word.left - begins > _INDENT * width))
            room = ends - row[-1].right
        out.append(lines)
    return out[0], out[1]
