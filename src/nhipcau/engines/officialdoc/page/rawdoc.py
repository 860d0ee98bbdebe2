"""What every format's reader hands to the assembler: lines and tables in reading order, not yet understood.

A reader knows pages, fonts and cells; it does not know what a number or a signature is.  The assembler
knows official documents and nothing of formats.
"""

from __future__ import annotations

from dataclasses import field

from nhipcau.engines.vntext.records import record

from ..model import Align, Box, Format, Page

LARGEST_GRID = 200_000  # cells of one table, merged ones counted as often as they are wide and tall
MOST_LINES = 150_000  # 2,000 full pages have 100,000


@record(frozen=True, slots=True)
class RawLine:
    """One line.  ``starts``: True begins a paragraph, False continues one, None unknown (lines break
    anywhere).  ``column``: 0 full width, 1 left, 2 right of a two-column part; ``group`` tells one
    two-column part or layout cell from the next.  ``gap``: white space above in line heights, None unknown.
    """

    text: str
    page: int
    line: int
    box: Box | None = None
    bold: bool | None = None
    italic: bool | None = None
    size: float | None = None
    align: Align | None = None
    sure: float = 1.0
    starts: bool | None = None
    column: int = 0
    group: int = 0
    gap: float | None = None


@record(frozen=True, slots=True)
class RawCell:
    row: int
    column: int
    row_span: int
    column_span: int
    lines: tuple[RawLine, ...]  # starts is set: a cell's paragraphs are known or guessed by its reader


@record(frozen=True, slots=True)
class RawTable:
    """Cells with spans, rows × columns.  ``edges``: column edges as page fractions, when known; they tell
    whether a table on the next page is the same one."""

    cells: tuple[RawCell, ...]
    rows: int
    columns: int
    page: int
    line: int
    box: Box | None = None
    edges: tuple[float, ...] = ()
    header_rows: int = 0
    ruled: bool = True
    sure: float = 1.0


Item = RawLine | RawTable


@record(frozen=True, slots=True)
class RawDocument:
    items: tuple[Item, ...]
    pages: tuple[Page, ...]
    format: Format
    warnings: tuple[str, ...] = ()
    stamps: tuple[str, ...] = field(default=())  # texts outside the flow (page headers, text boxes)
