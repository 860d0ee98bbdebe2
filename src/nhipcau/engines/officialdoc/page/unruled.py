"""Tables set without ruling lines: rows whose words stand in the same columns."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from ..model import Box
from ..words.wording import fold
from ..words.wordlists import LISTS
from .layout import PageFrame, make_line
from .rawdoc import RawCell, RawTable
from .rows import Row, Word, has_gap, rows_of, split_row, text_of, usual_height

_GAP = 1.1  # of a row's usual height: what parts two cells of a header


def _looks_like_header(parts: list[Row]) -> bool:
    if len(parts) < 3:
        return False
    known = LISTS.entries("unruled_headings")
    hits = sum(fold(text_of(part)).startswith(known) for part in parts)
    return hits >= 2


def tables_without_rules(rows: list[Row], frame: PageFrame) -> Iterator[list[Row] | RawTable]:
    """Cut a page's rows into plain runs and tables that are known by their header row.

    Only a header row of known column names opens such a table: a guess from white space alone would take
    the head, the signature and justified text for tables.
    """
    start = 0
    index = 0
    while index < len(rows):
        row = rows[index]
        parts = split_row(row, _GAP * usual_height(row)) if has_gap(row, _GAP) else [row]
        if _looks_like_header(parts):
            end = _table_end(rows, index, parts, frame)
            if end - index >= 3:
                if index > start:
                    yield rows[start:index]
                yield _build(rows[index:end], parts, frame)
                start = index = end
                continue
        index += 1
    if start < len(rows):
        yield rows[start:]


def _table_end(rows: list[Row], header: int, parts: list[Row], frame: PageFrame) -> int:
    left, right = parts[0][0].left, parts[-1][-1].right
    for index in range(header + 1, len(rows)):
        row = rows[index]
        if fold(text_of(row)).startswith("noi nhan"):
            return index
        wide_gap = max((b.left - a.right for a, b in itertools.pairwise(row)), default=0.0)
        full = row[-1].right - row[0].left > 0.8 * (right - left) and row[0].left < left + 0.1 * frame.width
        if full and wide_gap < 0.9 * row[0].height:
            return index
        if row[0].top - rows[index - 1][0].bottom > 3.0 * row[0].height:
            return index
    return len(rows)


def _build(rows: list[Row], header: list[Row], frame: PageFrame) -> RawTable:
    edges = _column_edges(rows, header)
    columns = len(edges) - 1
    bands = _bands(rows, edges)
    cells = []
    for number, band in enumerate(bands):
        for column in range(columns):
            own = [word for word in band if edges[column] <= (word.left + word.right) / 2 < edges[column + 1]]
            lines = tuple(make_line(row, frame, line=at + 1) for at, row in enumerate(rows_of(own)))
            cells.append(RawCell(number, column, 1, 1, lines))
    words = [word for row in rows for word in row]
    box = Box(
        min(word.left for word in words) / frame.width, min(word.top for word in words) / frame.height,
        max(word.right for word in words) / frame.width, max(word.bottom for word in words) / frame.height,
    )  # fmt: skip
    inner = tuple(round(edge / frame.width, 4) for edge in edges)
    return RawTable(tuple(cells), len(bands), columns, frame.number, 1, box, inner, ruled=False, sure=0.7)


def _column_edges(rows: list[Row], header: list[Row]) -> list[float]:
    """Between two header cells, the place that the fewest words cross, as far left as possible of the next."""
    edges = [0.0]
    words = [word for row in rows for word in row]
    for before, after in itertools.pairwise(header):
        start, end = before[0].left + 2, after[-1].right
        places = [start + (end - start) * step / 80 for step in range(81)]
        crossed = [sum(word.left < place < word.right for word in words) for place in places]
        fewest = min(crossed)
        middle = (before[-1].right + after[0].left) / 2
        good = [place for place, count in zip(places, crossed, strict=True) if count == fewest]
        edges.append(min(good, key=lambda place: abs(place - middle)))
    return [*edges, float("inf")]


def _bands(rows: list[Row], edges: list[float]) -> list[list[Word]]:
    """Rows of the table: a new one begins where the first column has a word, or after a clear gap."""
    bands: list[list[Word]] = []
    numbered = sum(any(word.right <= edges[1] for word in row) for row in rows) >= 2
    for index, row in enumerate(rows):
        first = any((word.left + word.right) / 2 < edges[1] for word in row)
        gap = row[0].top - rows[index - 1][0].bottom if index else 0.0
        if not bands or (numbered and first) or gap > 0.9 * row[0].height:
            bands.append([])
        bands[-1] += row
    return bands
