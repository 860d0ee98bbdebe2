"""A document as pages of cells, one for each table: what stands after tracked changes, outside of what only asks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from lxml import etree

from nhipcau.engines.fillable import words
from nhipcau.engines.fillable.model import Unfit
from nhipcau.engines.fillable.package import Package, attribute, local
from nhipcau.engines.fillable.pages import MOST_CELLS, MOST_COMMENTS, MOST_LETTERS, Line, Page, Read
from nhipcau.engines.fillable.values import Cell
from nhipcau.engines.officialdoc.formats.docx_letters import convert_letters
from nhipcau.engines.vntext.legacy import font_of

_CORNER = re.compile(r"\s*[BC]\d{1,3}\s*[-‐‑–—]\s*[0-9A-Z]{4}\s*")
# Crosses, ticks and empty boxes of Wingdings.
_SIGNS = {
    **dict.fromkeys(("F0FC", "F0FD", "F0FE", "F078", "F0FB"), "☒"),
    **dict.fromkeys(("F0A8", "F06F", "F0A1"), "☐"),
}
_LONGEST_ASKING = 200
_MOST_TABLES, _MOST_SPAN = 1_000, 200
# Nothing of these is an answer: looks, what was struck out, codes of fields, what floats over the text.
_PASSED = frozenset(
    {
        "pPr", "rPr", "tcPr", "trPr", "tblPr", "tblGrid", "sectPr", "sdtPr", "sdtEndPr", "del", "moveFrom", "delText",
        "instrText", "delInstrText", "rt", "txbxContent",
    }
)  # fmt: skip
_PICTURES = frozenset({"drawing", "pict", "object", "AlternateContent"})


@dataclass(slots=True)
class _Said:
    """What a cell says, while it is walked through."""

    pieces: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    tag: str = ""
    picture: bool = False
    tracked: bool = False
    old_font: bool = False


@dataclass(slots=True)
class _Rough:
    """A cell with the columns of the table's grid that it takes."""

    cell: Cell
    start: int
    end: int
    continues: bool


def read_docx(package: Package) -> Read:
    """Raises Unfit."""
    return _Paper(package).read()


class _Paper:
    """A document while it is read."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.found = Read()
        self.notes: dict[str, str] = {}
        self.cells = self.letters = 0

    def read(self) -> Read:
        package, found = self.package, self.found
        root = package.xml(package.main)
        if root is None:
            raise Unfit("damaged")
        convert_letters(root)
        self._comments()
        tables: list[etree._Element] = []
        others: list[etree._Element] = []
        for kind, element in _outermost(root, ("tbl", "p")):
            (tables if kind == "tbl" else others).append(element)
        if len(tables) > _MOST_TABLES:
            raise Unfit("large", most=_MOST_TABLES)
        for element in root.iter(etree.Element):
            if local(element) == "tag":
                found.texts.append(attribute(element, "val"))
        for paragraph in others:
            said = self._said(paragraph)
            found.texts.append("".join(said.pieces))
            found.comments += [("", 0, 0, self.notes.pop(note)) for note in said.notes if note in self.notes]
        for number, table in enumerate(tables, start=1):
            found.pages.append(Page(str(number), self._table(table)))
        for kind in ("footer", "header"):
            for _, path in package.linked(package.main, kind):
                part = package.xml(path)
                found.texts += (
                    ["".join(self._said(one).pieces) for _, one in _outermost(part, ("p",))]
                    if part is not None
                    else []
                )
        found.comments += [("", 0, 0, text) for text in self.notes.values()]
        return found

    def _comments(self) -> None:
        for _, path in self.package.linked(self.package.main, "comments"):
            root = self.package.xml(path)
            for one in root if root is not None else ():
                if local(one) == "comment":
                    texts = (piece.text or "" for piece in one.iter(etree.Element) if local(piece) == "t")
                    self.notes[attribute(one, "id")] = "".join(texts).strip()[:500]
            if len(self.notes) > MOST_COMMENTS:
                raise Unfit("large", most=MOST_COMMENTS)

    # ---- tables

    def _table(self, table: etree._Element) -> list[Line]:
        rough: list[tuple[list[_Rough], bool]] = []
        for _, row in _outermost(table, ("tr",)):
            rough.append((self._row(row), _is_struck(row)))
        head = next(
            (cells for cells, _ in rough if any(_CORNER.fullmatch(one.cell.text[:30]) for one in cells)), None
        )
        if head is None:
            head = max((cells for cells, _ in rough), key=len, default=[])
        lines = []
        for number, (cells, struck) in enumerate(rough, start=1):
            lines.append(Line(number, _placed(cells, head), is_struck=struck))
        for line, below in pairwise(lines):
            for column, cell in below.cells.items():
                if cell.covered and cell.merged and column in line.cells:
                    line.cells[column] = replace(line.cells[column], merged=True)
        return lines

    def _row(self, row: etree._Element) -> list[_Rough]:
        start = 0
        for one in row:
            if local(one) == "trPr":
                start = sum(_count(each, 0) for each in one if local(each) == "gridBefore")
        cells: list[_Rough] = []
        for _, element in _outermost(row, ("tc",)):
            self.cells += 1
            if self.cells > MOST_CELLS:
                raise Unfit("large", most=MOST_CELLS)
            span, continues = 1, False
            for look in element:
                if local(look) == "tcPr":
                    for one in look:
                        if local(one) == "gridSpan":
                            span = _count(one, 1)
                        elif local(one) == "vMerge":
                            continues = attribute(one, "val") != "restart"
            cells.append(_Rough(self._cell(element, row), start, start + span, continues))
            start += span
        return cells

    def _cell(self, element: etree._Element, row: etree._Element) -> Cell:
        said = self._said(element)
        tag = said.tag
        if not tag:  # a control may stand around the cell itself
            above = element.getparent()
            if above is not None and above is not row and local(above) == "sdtContent":
                tag, asks = _control(above.getparent())
                if asks and _only_asks(element):
                    said.pieces.clear()
        text = "".join(said.pieces).strip("\n")
        self.letters += len(text)
        if self.letters > MOST_LETTERS:
            raise Unfit("large", most=MOST_LETTERS)
        notes = tuple(self.notes.pop(note) for note in said.notes if note in self.notes)
        return Cell(
            text=text,
            tag=tag,
            comments=notes,
            picture=said.picture,
            tracked=said.tracked,
            old_font=said.old_font,
        )

    def _said(self, element: etree._Element) -> _Said:
        said = _Said()
        # What is still to be walked through, the last first; a text stands for itself.
        todo: list[etree._Element | str] = [element]
        while todo:
            one = todo.pop()
            if isinstance(one, str):
                said.pieces.append(one)
                continue
            name = local(one)
            if name in _PICTURES:
                said.picture = True
                continue
            if name in _PASSED:
                said.tracked = said.tracked or name in ("del", "moveFrom")
                continue
            match name:
                case "t":
                    said.pieces.append(one.text or "")
                case "br" | "cr":
                    said.pieces.append("\n")
                case "tab" | "ptab":
                    said.pieces.append("\t")
                case "noBreakHyphen":
                    said.pieces.append("-")
                case "sym":
                    said.pieces.append(_SIGNS.get(attribute(one, "char").upper(), ""))
                case "commentReference":
                    said.notes.append(attribute(one, "id"))
                case "sdt":
                    tag, asks = _control(one)
                    said.tag = said.tag or tag
                    if not (asks and _only_asks(one)):
                        todo += reversed(one)
                case _:
                    if name in ("ins", "moveTo"):
                        said.tracked = True
                    elif name == "r":
                        said.old_font = said.old_font or _is_old(one)
                    elif name == "p" and one is not element:
                        todo.append("\n")
                    todo += reversed(one)
        return said


def _outermost(root: etree._Element, names: tuple[str, ...]) -> Iterator[tuple[str, etree._Element]]:
    """The elements of some names in their order, without those inside of one; what was struck out is left out."""
    todo = [root]
    while todo:
        one = todo.pop()
        name = local(one)
        if name in names and one is not root:
            yield name, one
        elif name not in ("del", "moveFrom") or one is root:
            todo += reversed(one)


def _control(sdt: etree._Element) -> tuple[str, bool]:
    """The tag of a content control, and whether it only asks."""
    tag, asks = "", False
    for look in sdt:
        if local(look) == "sdtPr":
            for one in look:
                if local(one) == "tag":
                    tag = attribute(one, "val")
                elif local(one) == "showingPlcHdr":
                    asks = attribute(one, "val") not in ("0", "false", "off")
    return tag, asks


def _only_asks(element: etree._Element) -> bool:
    """Whether what stands in a control that says that it asks are the words that ask.

    Programs that know little of controls leave them saying so when somebody has typed over the words.
    """
    text, letters = [], 0
    for one in element.iter(etree.Element):
        if local(one) == "t":
            text.append(one.text or "")
            letters += len(text[-1])
        if letters > _LONGEST_ASKING:
            return False
    said = "".join(text).strip()
    return not said or said in words.PLACEHOLDERS or said in words.WORD_ASKS


def _is_struck(row: etree._Element) -> bool:
    return any(local(one) == "del" for look in row if local(look) == "trPr" for one in look)


def _is_old(run: etree._Element) -> bool:
    for look in run:
        if local(look) == "rPr":
            for one in look:
                if local(one) == "rFonts":
                    return font_of(attribute(one, "ascii")) is not None
    return False


def _count(element: etree._Element, otherwise: int) -> int:
    value = attribute(element, "val")
    return (
        min(int(value), _MOST_SPAN) if value.isascii() and value.isdigit() and len(value) < 6 else otherwise
    )


def _placed(cells: list[_Rough], head: list[_Rough]) -> dict[int, Cell]:
    """The cells of a row by the columns of the head, from 1.

    Rows of as many cells stand one under the other, wherever somebody dragged their borders; of others each column takes the
    cell that lies under its middle.
    """
    if len(cells) == len(head):
        return {at: _as_merged(one) for at, one in enumerate(cells, start=1)}
    placed: dict[int, Cell] = {}
    at, before = 0, -1
    for column, one in enumerate(head, start=1):
        middle = (one.start + one.end) / 2
        while at < len(cells) - 1 and cells[at].end <= middle:
            at += 1
        if at >= len(cells) or not cells[at].start <= middle < cells[at].end:
            continue
        if at == before:
            placed[column] = Cell(merged=True, covered=True)
            first = column - 1
            while first in placed and placed[first].covered:
                first -= 1
            if first in placed:
                placed[first] = replace(placed[first], merged=True)
            continue
        placed[column] = _as_merged(cells[at])
        before = at
    return placed


def _as_merged(one: _Rough) -> Cell:
    return replace(one.cell, merged=True, covered=True, text="") if one.continues else one.cell
