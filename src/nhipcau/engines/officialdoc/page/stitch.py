"""A table that runs over pages: one table, its repeated header rows dropped, its broken rows joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..words.likeness import ratio
from ..words.wording import fold
from .place import header_rows
from .rawdoc import Item, RawCell, RawLine, RawTable

_SAME_EDGE = 0.02  # of the page width
_SIDEWAYS = 0.06  # how far a page may lie to the side, of its width
_PAGES_APART = 2  # a blank back page may stand between
_LOST_EDGE_SURE = 0.7


def stitch_tables(items: Sequence[Item]) -> list[Item]:
    """Join each table that ends a page with the one that opens the next page, when they are one."""
    out: list[Item] = []
    for item in items:
        last = out[-1] if out else None
        if isinstance(item, RawTable) and isinstance(last, RawTable) and _continues(last, item):
            out[-1] = _joined(last, item)
        else:
            out.append(item)
    return out


def _last_page(table: RawTable) -> int:
    return max((line.page for cell in table.cells for line in cell.lines), default=table.page)


def _continues(first: RawTable, second: RawTable) -> bool:
    pages = second.page - _last_page(first)
    if not 0 <= pages <= _PAGES_APART or second.page == first.page:
        return False
    if not first.edges or not second.edges:
        return False
    if not (first.ruled and second.ruled):
        return first.columns == second.columns and pages <= 1
    return _columns_in(first, second) is not None


def _columns_in(first: RawTable, second: RawTable) -> list[int] | None:
    """For each edge of the second table the edge of the first that it is; None when they are not one table.

    A page may lie a little to the side on the scanner, and lose its last edge, or one rule.
    """
    if len(second.edges) not in (len(first.edges), len(first.edges) - 1) or len(second.edges) < 3:
        return None
    for shift in (0.0, second.edges[0] - first.edges[0]):
        if abs(shift) > _SIDEWAYS:
            continue
        found = [
            min(range(len(first.edges)), key=lambda at: abs(first.edges[at] + shift - edge))
            for edge in second.edges
        ]
        near = all(
            abs(first.edges[at] + shift - edge) <= _SAME_EDGE
            for at, edge in zip(found, second.edges, strict=True)
        )
        if near and found[0] == 0 and len(set(found)) == len(found):
            return found
    return None


def _fitted(first: RawTable, second: RawTable) -> RawTable:
    """The second table with the first one's columns; where it lost an edge, less is believed of it."""
    found = _columns_in(first, second)
    if found is None or len(found) == len(first.edges):
        return second
    cells = tuple(
        replace(
            cell,
            column=found[cell.column],
            column_span=max(
                1, found[min(cell.column + cell.column_span, len(found) - 1)] - found[cell.column]
            ),
        )
        for cell in second.cells
        if cell.column < len(found)
    )
    return replace(second, cells=cells, columns=first.columns, sure=min(second.sure, _LOST_EDGE_SURE))


def _rows(table: RawTable) -> dict[int, list[RawCell]]:
    rows: dict[int, list[RawCell]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell)
    return rows


def _text(cell: RawCell) -> str:
    return fold("".join(line.text for line in cell.lines)).replace(" ", "")


def _row_key(cells: list[RawCell]) -> tuple[tuple[int, str], ...]:
    return tuple(sorted((cell.column, _text(cell)) for cell in cells if cell.lines))


def _close(one: tuple[tuple[int, str], ...], other: tuple[tuple[int, str], ...]) -> bool:
    if not one or not other:
        return False
    if [column for column, _ in one] == [column for column, _ in other]:
        alike = [ratio(a[1], b[1], 0) for a, b in zip(one, other, strict=True)]
        if sum(alike) / len(alike) >= 80:
            return True
    return ratio("".join(text for _, text in one), "".join(text for _, text in other), 85) >= 85


def _joined(first: RawTable, second: RawTable) -> RawTable:
    second = _fitted(first, second)
    heads = first.header_rows or header_rows(first)
    mine, theirs = _rows(first), _rows(second)
    drop = 0
    while drop < second.rows - 1 and drop < max(heads, 1):
        if not _close(_row_key(mine.get(drop, [])), _row_key(theirs.get(drop, []))):
            break
        drop += 1
    cells = list(first.cells)
    offset = first.rows - drop
    start = drop
    if _goes_on(first, theirs.get(drop, []), heads):
        offset -= 1
        start = drop + 1
        cells = _extend_last_row(cells, first.rows - 1, theirs[drop])
    for cell in second.cells:
        if cell.row >= start:
            cells.append(replace(cell, row=cell.row + offset))
    rows = max((cell.row + cell.row_span for cell in cells), default=first.rows)
    return replace(first, cells=tuple(cells), rows=rows, header_rows=heads, sure=min(first.sure, second.sure))


def _goes_on(first: RawTable, row: list[RawCell], heads: int) -> bool:
    """Whether a page's first row is the rest of the row that the page before broke off.

    Its number cell is empty although every row before has a number, and its words go on in lower case or
    fill only some of the cells.
    """
    if not row or any(cell.row_span > 1 for cell in row):
        return False
    numbered = [cell for cell in first.cells if cell.column == 0 and cell.row >= heads]
    if not numbered or not all(cell.lines for cell in numbered):
        return False
    own = {cell.column: cell for cell in row}
    if 0 not in own or own[0].lines or own[0].column_span > 1:
        return False
    short = all(len(_text(cell)) <= 8 for cell in numbered if cell.column_span == 1)
    return short and any(cell.lines for cell in row)


def _extend_last_row(cells: list[RawCell], last: int, more: list[RawCell]) -> list[RawCell]:
    added = {cell.column: cell.lines for cell in more}
    out = []
    for cell in cells:
        if cell.row + cell.row_span - 1 == last and added.get(cell.column):
            lines: tuple[RawLine, ...] = cell.lines + added[cell.column]
            cell = replace(cell, lines=lines)
        out.append(cell)
    return out
