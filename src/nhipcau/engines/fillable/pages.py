"""What both kinds of file come to: pages of lines of cells, and the lines of text that may carry an identity."""

from __future__ import annotations

from dataclasses import dataclass, field

from nhipcau.engines.fillable.values import EMPTY, Cell

MOST_CELLS = 400_000
MOST_LETTERS = 20_000_000
MOST_MERGES = 20_000
MOST_COMMENTS = 500


@dataclass(slots=True)
class Line:
    """number: of the row, from 1.  merges: (top, left, bottom, right) of those that reach it.  is_struck: a tracked deletion."""

    number: int
    cells: dict[int, Cell]
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    is_struck: bool = False

    def cell(self, column: int) -> Cell:
        return self.cells.get(column, EMPTY)

    def is_merged(self, column: int) -> bool:
        """Whether a cell is one of several that were made one."""
        if self.cell(column).merged:
            return True
        return any(left <= column <= right for _, left, _, right in self.merges)


@dataclass(slots=True)
class Page:
    """A sheet, or a table of a document.  name: of the sheet, or the table's number.  comments: those on no line's cell."""

    name: str
    lines: list[Line]
    is_sheet: bool = False
    is_hidden: bool = False


@dataclass(slots=True)
class Read:
    """A file.  texts: lines outside of cells.  comments: (page, row, column, text) of cells that hold nothing else."""

    pages: list[Page] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    comments: list[tuple[str, int, int, str]] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    tracked: bool = False
