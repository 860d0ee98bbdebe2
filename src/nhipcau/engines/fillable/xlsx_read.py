"""A workbook as pages of cells.  One pass over each sheet's XML: values with the formulas that gave them, merged cells, comments."""

from __future__ import annotations

import io
import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation

from lxml import etree

from nhipcau.engines.fillable.model import Unfit
from nhipcau.engines.fillable.package import _SAFE, Package, attribute, local, refuse_declared
from nhipcau.engines.fillable.pages import (
    MOST_CELLS,
    MOST_COMMENTS,
    MOST_LETTERS,
    MOST_MERGES,
    Line,
    Page,
    Read,
)
from nhipcau.engines.fillable.values import EMPTY, Cell, day_of_serial

_MOST_SHEETS, _MERGED_EACH = 100, 50
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
# Formats by number (ECMA-376, part 1, 18.8.30); others are told by their letters.
_DAY_FORMATS = frozenset({14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 57, 58})
_PERCENT_FORMATS = frozenset({9, 10})
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\[[^\]]*\]')
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def read_xlsx(package: Package) -> Read:
    """Raises Unfit."""
    return _Book(package).read()


class _Book:
    """A workbook while it is read."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.found = Read()
        self.words: list[str] = []
        self.looks: list[tuple[bool, bool]] = []  # of each style: a day, a percentage
        self.since_1904 = False
        self.cells = self.letters = self.steps = self.merges = 0

    def read(self) -> Read:
        package = self.package
        root = package.xml(package.main)
        if root is None:
            raise Unfit("damaged")
        paths = dict(package.linked(package.main, "worksheet"))
        self._shared_words()
        self._styles()
        sheets = []
        for one in root.iter(etree.Element):
            match local(one):
                case "workbookPr":
                    self.since_1904 = one.get("date1904") in ("1", "true")
                case "sheet":
                    sheets.append((one.get("name") or "", attribute(one, "id"), one.get("state", "visible")))
        if len(sheets) > _MOST_SHEETS:
            raise Unfit("large", most=_MOST_SHEETS)
        for name, key, state in sheets:
            if key in paths:
                self._sheet(paths[key], name, hidden=state != "visible")
        return self.found

    def _shared_words(self) -> None:
        for _, path in self.package.linked(self.package.main, "sharedStrings"):
            root = self.package.xml(path)
            for one in root if root is not None else ():
                self.words.append(self._text(one))

    def _text(self, element: etree._Element) -> str:
        """Plain or rich words; how they are spoken (rPh) is left out."""
        pieces = []
        for child in element:
            name = local(child)
            if name == "t":
                pieces.append(child.text or "")
            elif name == "r":
                pieces += [piece.text or "" for piece in child if local(piece) == "t"]
        text = "".join(pieces)
        self._count(len(text))
        return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text

    def _count(self, letters: int) -> None:
        self.letters += letters
        if self.letters > MOST_LETTERS:
            raise Unfit("large", most=MOST_LETTERS)

    def _styles(self) -> None:
        for _, path in self.package.linked(self.package.main, "styles"):
            root = self.package.xml(path)
            if root is None:
                continue
            named = {
                one.get("numFmtId"): one.get("formatCode") or ""
                for one in root.iter(etree.Element)
                if local(one) == "numFmt"
            }
            for one in root:
                if local(one) == "cellXfs":
                    self.looks = [_look(form.get("numFmtId") or "0", named) for form in one]

    # ---- a sheet

    def _sheet(self, path: str, name: str, *, hidden: bool) -> None:
        content = self.package.bytes_of(path)
        if content is None:
            return
        lines: list[Line] = []
        merged: list[tuple[int, int, int, int]] = []
        row, column = 0, 0
        cells: dict[int, Cell] = {}
        try:
            events = etree.iterparse(io.BytesIO(content), events=("start", "end"), **_SAFE)
            for event, element in events:
                what = local(element)
                if event == "start":
                    if what == "row":
                        number = element.get("r") or ""
                        row, column, cells = (
                            int(number) if number.isascii() and number.isdigit() else row + 1,
                            0,
                            {},
                        )
                    continue
                if what == "c":
                    match = _CELL.fullmatch(element.get("r") or "")
                    column = _number(match[1]) if match else column + 1
                    cell = self._cell(element)
                    if cell is not EMPTY:
                        cells[column] = cell
                        self.cells += 1
                        if self.cells > MOST_CELLS:
                            raise Unfit("large", most=MOST_CELLS)
                    element.clear(keep_tail=False)
                elif what == "row":
                    if cells:
                        lines.append(Line(row, cells))
                    element.clear(keep_tail=False)
                    while element.getprevious() is not None:
                        del element.getparent()[0]
                elif what == "mergeCell":
                    merged.append(_range(element.get("ref") or ""))
                elif what in (
                    "oddFooter",
                    "oddHeader",
                    "firstFooter",
                    "firstHeader",
                    "evenFooter",
                    "evenHeader",
                ):
                    self.found.texts.append(element.text or "")
            if events.root is not None:
                refuse_declared(events.root)
        except (etree.XMLSyntaxError, ValueError) as broken:
            raise Unfit("damaged") from broken
        lines.sort(key=lambda line: line.number)
        self._merge(lines, merged)
        self._comments(path, name, lines)
        if any(True for _ in self.package.linked(path, "drawing")):
            self.found.pictures.append(name)
        self.found.pages.append(Page(name, lines, is_sheet=True, is_hidden=hidden))

    def _cell(self, element: etree._Element) -> Cell:
        value: str | None = None
        text, formula = "", ""
        for child in element:
            match local(child):
                case "v":
                    value = child.text or ""
                case "f":
                    formula = "open"
                case "is":
                    text = self._text(child)
        kind = element.get("t") or "n"
        if kind == "e":
            return Cell(text=value or "", formula="failed")
        if formula and value:
            formula = "kept"
        if formula == "open":
            return Cell(formula="kept") if kind == "str" else Cell(formula="open")
        if kind == "inlineStr":
            return Cell(text=text, formula=formula) if text or formula else EMPTY
        if value is None or (value == "" and not formula):
            return EMPTY
        if kind == "s":
            place = int(value) if value.strip().isascii() and value.strip().isdigit() else len(self.words)
            if place >= len(self.words):
                raise Unfit("damaged")
            self._count(1)
            return Cell(text=self.words[place]) if self.words[place] else EMPTY
        if kind == "b":
            return Cell(text=value, is_true=value.strip() in ("1", "true"), formula=formula)
        if kind == "d":
            try:
                return Cell(text=value, day=date.fromisoformat(value[:10]), formula=formula)
            except ValueError:
                return Cell(text=value, formula=formula)
        if kind == "str":
            self._count(len(value))
            return Cell(text=value, formula=formula)
        return self._counted(value.strip(), element.get("s") or "", formula)

    def _counted(self, value: str, style: str, formula: str) -> Cell:
        """A number, by the look of its cell a day or a percentage."""
        try:
            if len(value) > 60:
                raise InvalidOperation
            number = Decimal(f"{float(value):.15g}")
            if not number.is_finite():
                raise InvalidOperation
        except (InvalidOperation, ValueError, OverflowError):
            return Cell(text=value[:60], formula=formula)
        place = int(style) if style.isascii() and style.isdigit() else -1
        is_day, is_percent = self.looks[place] if 0 <= place < len(self.looks) else (False, False)
        day = day_of_serial(number, since_1904=self.since_1904) if is_day else None
        return Cell(
            text=value,
            number=number,
            percent=is_percent,
            day=day,
            formula=formula,
            since_1904=self.since_1904,
        )

    # ---- what lies over it

    def _merge(self, lines: list[Line], merged: list[tuple[int, int, int, int]]) -> None:
        self.merges += len(merged)
        self.steps = 0
        if self.merges > MOST_MERGES:
            raise Unfit("large", most=MOST_MERGES)
        numbers = [line.number for line in lines]
        for top, left, bottom, right in merged:
            first, last = bisect_left(numbers, top), bisect_right(numbers, bottom)
            self.steps += last - first
            if self.steps > MOST_MERGES + _MERGED_EACH * len(lines):  # ranges of a sheet never overlap
                raise Unfit("large", most=MOST_MERGES)
            if (top, left) != (bottom, right):
                for line in lines[first:last]:
                    line.merges.append((top, left, bottom, right))

    def _comments(self, path: str, name: str, lines: list[Line]) -> None:
        said: dict[tuple[int, int], str] = {}
        for kind in ("comments", "threadedComment"):  # the newer kind says the same again, and better
            for _, target in self.package.linked(path, kind):
                root = self.package.xml(target)
                for one in root.iter(etree.Element) if root is not None else ():
                    if local(one) in ("comment", "threadedComment") and (
                        match := _CELL.fullmatch(one.get("ref") or "")
                    ):
                        said[int(match[2]), _number(match[1])] = "".join(map(str, one.itertext())).strip()[
                            :500
                        ]
                        if len(said) > MOST_COMMENTS:
                            raise Unfit("large", most=MOST_COMMENTS)
        by_number = {line.number: line for line in lines}
        for (row, column), text in said.items():
            line = by_number.get(row)
            if line is None:
                self.found.comments.append((name, row, column, text))
            else:
                line.cells[column] = replace(line.cell(column), comments=(*line.cell(column).comments, text))


def _look(number: str, named: dict[str | None, str]) -> tuple[bool, bool]:
    if number in named:
        code = _NOT_SHOWN.sub("", named[number]).lower()
        return "d" in code or "y" in code, "%" in code
    plain = int(number) if number.isascii() and number.isdigit() else 0
    return plain in _DAY_FORMATS, plain in _PERCENT_FORMATS


def _number(letters: str) -> int:
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - 64
    return found


def _range(text: str) -> tuple[int, int, int, int]:
    first, _, last = text.partition(":")
    begin, end = _CELL.fullmatch(first), _CELL.fullmatch(last or first)
    if begin is None or end is None:
        return (0, 0, 0, 0)
    return int(begin[2]), _number(begin[1]), int(end[2]), _number(end[1])
