"""A Word file as the checker sees it: sections, and lines with the way each word and paragraph is really set."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from nhipcau.engines.vntext.letters import clean
from nhipcau.engines.vntext.records import record

from .drawn import Drawn
from .model import Spot
from .styles import Look, Setting


@record(frozen=True, slots=True)
class Piece:
    """Words of one run."""

    text: str
    look: Look

    @property
    def weight(self) -> int:
        """How many letters and digits it has."""
        return sum(map(str.isalnum, self.text))


@record(frozen=True, slots=True)
class Cell:
    """table, row, column: from 1.  width: points.  bottom: whether a line is drawn at its lower edge."""

    table: int
    row: int
    column: int
    width: float
    bottom: bool = False


@dataclass(eq=False)
class Par:
    """A paragraph.  order: from 1 through the whole file, text boxes too."""

    order: int
    setting: Setting
    lines: list[Line] = field(default_factory=list)
    drawn: list[Drawn] = field(default_factory=list)
    cell: Cell | None = None
    box: int = 0  # of text boxes, from 1; 0 for none
    section: int = 0
    new_page: bool = False  # begins a page
    width: float = 0.0  # of the text box that it stands in, points
    led: bool = False  # begins with a tabulator

    @cached_property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    @property
    def holder(self) -> tuple[int, int, int, int]:
        """The cell or text box that it stands in; zeros for the page itself."""
        cell = self.cell
        return (cell.table, cell.row, cell.column, self.box) if cell else (0, 0, 0, self.box)

    @property
    def is_flow(self) -> bool:
        return self.cell is None and not self.box

    @property
    def spot(self) -> Spot:
        cell = self.cell
        place = (cell.table, cell.row, cell.column) if cell else (0, 0, 0)
        return Spot(self.order, *place, self.section + 1, "box" if self.box else "")


@dataclass(eq=False)
class Line:
    """What stands between two line breaks, or between two tabulators of a head that is set with them.

    column: from 1 where tabulators part the paragraph's line, else 0.  label: the automatic number before it.
    """

    par: Par
    pieces: list[Piece]
    column: int = 0
    columns: int = 0
    label: str = ""
    order: int = 0

    @cached_property
    def text(self) -> str:
        words = " ".join(clean("".join(shown(piece) for piece in self.pieces)).split())
        return f"{self.label} {words}".strip() if self.label else words

    @cached_property
    def raw(self) -> str:
        """With its blanks as they are."""
        return "".join(shown(piece) for piece in self.pieces)

    @cached_property
    def weight(self) -> int:
        return sum(piece.weight for piece in self.pieces)

    def share(self, pieces: Iterable[Piece]) -> float:
        """How much of the line's letters stand in some of its pieces, 0 to 1."""
        return sum(piece.weight for piece in pieces) / max(self.weight, 1)

    @property
    def is_bold(self) -> bool:
        return self.share(piece for piece in self.pieces if piece.look.bold) > 0.5

    @property
    def is_italic(self) -> bool:
        return self.share(piece for piece in self.pieces if piece.look.italic) > 0.5

    @property
    def size(self) -> float:
        """Points of most of its letters."""
        sizes: dict[float, int] = {}
        for piece in self.pieces:
            sizes[piece.look.size] = sizes.get(piece.look.size, 0) + piece.weight
        return max(sizes, key=lambda size: sizes[size], default=0.0)

    @property
    def align(self) -> str:
        """ "" where tabulators place it."""
        return "" if self.columns > 1 else self.par.setting.align

    @property
    def is_upper(self) -> bool:
        letters = [*filter(str.isalpha, self.text)]
        return len(letters) >= 2 and sum(map(str.isupper, letters)) >= 0.8 * len(letters)

    @property
    def spot(self) -> Spot:
        return self.par.spot


def shown(piece: Piece) -> str:
    return piece.text.upper() if piece.look.caps else piece.text


@record(frozen=True, slots=True)
class PageNumber:
    """A PAGE field in a header or footer.  align: "" where it cannot be told.  words: what stands beside it."""

    part: str  # "header", "footer"
    type: str  # "default", "first", "even"
    look: Look
    align: str
    words: str = ""
    chosen: bool = False  # shown by a condition, as { IF { PAGE } > 1 … }


@dataclass
class Section:
    """Lengths in millimetres.  numbers: those shown in it, its own or inherited."""

    width: float = 215.9
    height: float = 279.4
    top: float = 25.4
    bottom: float = 25.4
    left: float = 25.4
    right: float = 25.4
    title_page: bool = False
    form: str = "decimal"
    start: int | None = None
    new_page: bool = True
    numbers: list[PageNumber] = field(default_factory=list)
    columns: int = 1

    @property
    def lies(self) -> bool:
        return self.width > self.height

    @property
    def text_width(self) -> float:
        """Points."""
        return max(self.width - self.left - self.right, 10.0) / 25.4 * 72 / max(self.columns, 1)

    @property
    def text_height(self) -> float:
        return max(self.height - self.top - self.bottom, 10.0) / 25.4 * 72


@dataclass
class Sheet:
    """A whole file."""

    sections: list[Section]
    pars: list[Par]
    headers: list[Par]  # of headers and footers
    even_odd: bool = False

    @cached_property
    def lines(self) -> list[Line]:
        """All lines with words, in order."""
        found = [line for par in self.pars for line in par.lines if line.text]
        for order, line in enumerate(found):
            line.order = order
        return found

    def section_of(self, par: Par) -> Section:
        return self.sections[min(par.section, len(self.sections) - 1)]

    def column_of(self, par: Par) -> float:
        """Width in points of what a paragraph stands in."""
        if par.cell:
            return par.cell.width
        return par.width or self.section_of(par).text_width
