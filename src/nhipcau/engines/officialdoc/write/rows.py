"""What stays whole at the end of a page, rows of tables and the foot; both writers ask."""

from __future__ import annotations

from itertools import groupby

from nhipcau.engines.officialdoc.write.model import Table, placed_cells
from nhipcau.engines.officialdoc.write.setting import width_of

_MOST_HEIGHT = 300.0  # points of a row that stays whole
BESIDE_SIGNATURE = 10
"""Of many receivers, so many stand beside the signature and keep together with it; the others go on below, over pages."""
MANY_RECEIVERS = 18


def tall_rows(table: Table, width: float) -> set[int]:
    """Rows that may end a page and go on on the next, as they would fill most of one.  width: millimetres."""
    share = width / 25.4 * 72 / sum(table.widths)
    tall = set()
    for place in placed_cells(table)[1]:
        across = sum(table.widths[place.column : place.column + place.cell.columns]) * share - 8
        lines = sum(
            1 + width_of(part[:20_000], table.size) // max(across, 1) for part in place.cell.text.split("\n")
        )
        if lines * table.size * 1.3 > _MOST_HEIGHT:
            tall |= set(range(place.row, place.row + place.cell.rows))
    return tall


def group_rows(table: Table) -> set[int]:
    """Rows below the header that head those under them (all bold, one cell over several columns): none of them
    ends a page alone."""
    rows, placed = placed_cells(table)
    found = set()
    for row, places in groupby(placed, key=lambda place: place.row):
        if not len(table.header) <= row < rows - 1:
            continue
        cells = [place.cell for place in places]
        is_whole = sum(cell.columns for cell in cells) == len(table.widths) and all(
            cell.rows == 1 for cell in cells
        )
        if is_whole and all(cell.bold for cell in cells) and any(cell.columns > 1 for cell in cells):
            found.add(row)
    return found


def receivers_beside(names: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The receivers beside the signature, and those below it."""
    beside = len(names) if len(names) <= MANY_RECEIVERS else BESIDE_SIGNATURE
    return names[:beside], names[beside:]
