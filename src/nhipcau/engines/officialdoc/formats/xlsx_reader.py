"""Excel .xlsx → lines and tables: an annex or a whole plan typed into sheets, one sheet a page.

Works on the package's XML with limits of its own (see docx_reader).  A formula counts by the value that the file
keeps; what is hidden as a sheet is left out and told by a warning.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from lxml import etree

from nhipcau.engines.vntext import regexes
from nhipcau.engines.vntext.letters import clean, whole_number
from nhipcau.engines.vntext.records import record
from nhipcau.engines.vntext.regexes import regex

from ..errors import Damaged, EmptyFile, NotADocument, TooLarge
from ..model import Align, Page
from ..page.rawdoc import LARGEST_GRID, MOST_LINES, Item, RawCell, RawLine, RawTable
from ..words.wording import fold
from .docx_reader import layout_lines, parse_xml

X = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MOST_SHEETS = 50
_MOST_CELLS = 60_000  # with words; 2,000 rows of twenty columns have 40,000
_MOST_LETTERS = 20_000_000  # of all shared words
_MOST_STEPS = 3_000_000  # cells looked at for all merged ranges together
_TABLE_CELLS = 3  # a row with so many cells is one of a table
_HEADS = regex(
    r"^(?:stt|s\.?t\.?t\.?|tt|so tt|so thu tu|nhiem vu|noi dung|ten (?:nhiem vu|hoat dong)|cong viec|hoat dong)\b"
)
_CELL = regex(r"([A-Z]{1,3})([0-9]{1,7})")
# Numbers of formats that show a day, a month or both (ECMA-376, 18.8.30); others are told by their letters.
_DAY_FORMATS = frozenset({14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 57, 58})
_GROUPED_FORMATS = frozenset({3, 4, 37, 38, 39, 40, 41, 42, 43, 44})
_LAST_DAY = 2_958_465  # 31/12/9999


@record(frozen=True, slots=True)
class _Look:
    """How a cell shows its number.  day, month: as a date, with or without its day; grouped: with thousands."""

    day: bool = False
    month: bool = False
    grouped: bool = False
    percent: bool = False
    bold: bool = False


@dataclass(slots=True)
class _Sheet:
    """The words of a sheet by (row, column), from 0, and its merged ranges."""

    cells: dict[tuple[int, int], tuple[str, bool]] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


@dataclass(slots=True)
class _Book:
    names: set[str]
    package: zipfile.ZipFile
    name: str
    words: list[str] = field(default_factory=list)
    looks: list[_Look] = field(default_factory=list)
    since_1904: bool = False
    count: int = 0

    def part(self, path: str) -> etree._Element | None:
        return parse_xml(self.package.read(path), self.name) if path in self.names else None


def read_xlsx(data: bytes, name: str) -> tuple[list[Item], list[Page], list[str]]:
    """A checked .xlsx (see sniff) → items, a page for each sheet with words, warnings.

    Raises Damaged, NotADocument, EmptyFile, TooLarge.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            book = _Book(set(package.namelist()), package, name)
            sheets, hidden = _read_book(book)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise Damaged("sheet", name=name) from error
    items: list[Item] = []
    pages = 0
    for sheet in sheets:
        if sheet.cells:
            pages += 1
            items += _Layout(sheet, pages).items()
    if not items:
        raise EmptyFile("no-words", name=name)
    return items, [Page(number) for number in range(1, pages + 1)], ["hidden-sheets"] if hidden else []


# --- the package ---------------------------------------------------------------------------------------------


def _read_book(book: _Book) -> tuple[list[_Sheet], bool]:
    root = book.part("xl/workbook.xml")
    links = book.part("xl/_rels/workbook.xml.rels")
    if root is None or links is None:
        raise NotADocument("other-office", name=book.name)
    targets = {link.get("Id", ""): link.get("Target", "") for link in links}
    settings = root.find(X + "workbookPr")
    book.since_1904 = settings is not None and settings.get("date1904") in ("1", "true")
    book.words = _shared_words(book)
    book.looks = _looks(book)
    listed = root.findall(f"{X}sheets/{X}sheet")
    if len(listed) > _MOST_SHEETS:
        raise TooLarge("sheets", name=book.name, most=_MOST_SHEETS)
    shown = [sheet for sheet in listed if sheet.get("state", "visible") == "visible"]
    sheets = []
    for sheet in shown:
        target = targets.get(sheet.get(_R + "id", ""), "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        sheets.append(_read_sheet(book, path))
    return sheets, len(shown) < len(listed)


def _shared_words(book: _Book) -> list[str]:
    root = book.part("xl/sharedStrings.xml")
    words = [_words_of(one) for one in root.findall(X + "si")] if root is not None else []
    if sum(map(len, words)) > _MOST_LETTERS:
        raise TooLarge("cells")
    return words


def _words_of(element: etree._Element) -> str:
    """Plain or rich words; how they are spoken (rPh) is left out."""
    found = []
    for child in element:
        if child.tag == X + "t":
            found.append(child.text or "")
        elif child.tag == X + "r":
            found += [node.text or "" for node in child.findall(X + "t")]
    return "".join(found)


def _looks(book: _Book) -> list[_Look]:
    root = book.part("xl/styles.xml")
    if root is None:
        return []
    own = {
        whole_number(one.get("numFmtId"), 0): one.get("formatCode", "")[:100]
        for one in root.findall(f"{X}numFmts/{X}numFmt")
    }
    fonts = [one.find(X + "b") is not None for one in root.findall(f"{X}fonts/{X}font")]
    found = []
    for one in root.findall(f"{X}cellXfs/{X}xf"):
        number = whole_number(one.get("numFmtId"), 0)
        font = whole_number(one.get("fontId"), 0)
        code = regexes.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", own.get(number, "")).casefold()
        dated = number in _DAY_FORMATS or (
            bool(regexes.search("[dy]", code)) and not code.startswith("general")
        )
        found.append(
            _Look(
                day=dated and number != 17 and (not code or "d" in code),
                month=dated,
                grouped=number in _GROUPED_FORMATS or "#,#" in code,
                percent=number in (9, 10) or code.endswith("%"),
                bold=font < len(fonts) and fonts[font],
            )
        )
    return found


def _read_sheet(book: _Book, path: str) -> _Sheet:
    """The cells that hold words.  Read piece by piece: a sheet may be long and hold little."""
    sheet = _Sheet()
    if path not in book.names:
        return sheet
    with book.package.open(path) as part:
        opening = part.read(4096)
        if b"<!DOCTYPE" in opening or b"<!ENTITY" in opening:
            raise Damaged("unsafe-xml", name=book.name)
    row = column = -1
    with book.package.open(path) as part:
        steps = etree.iterparse(
            part, events=("start", "end"), resolve_entities=False, no_network=True, huge_tree=False,
            remove_comments=True,
        )  # fmt: skip
        try:
            for event, element in steps:
                if event == "start":
                    if element.tag == X + "row":
                        row, column = _numbered(element.get("r"), row), -1
                    continue
                if element.tag == X + "c":
                    place = _CELL.fullmatch(element.get("r") or "")
                    column = _column(place.group(1)) if place else column + 1
                    if words := _shown(book, element):
                        book.count += 1
                        if book.count > _MOST_CELLS:
                            raise TooLarge("cells")
                        sheet.cells[row, column] = words
                elif element.tag == X + "mergeCell" and len(sheet.merged) < _MOST_CELLS:
                    if spanned := _range(element.get("ref") or ""):
                        sheet.merged.append(spanned)
                elif element.tag != X + "row":
                    continue
                element.clear()
                if element.tag == X + "row":
                    while element.getprevious() is not None:
                        del element.getparent()[0]
        except etree.XMLSyntaxError as error:
            raise Damaged("sheet", name=book.name) from error
    return sheet


def _numbered(written: str | None, before: int) -> int:
    number = whole_number(written, 0)
    return number - 1 if 0 < number <= 1_048_576 else before + 1


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _range(reference: str) -> tuple[int, int, int, int] | None:
    """ "B2:D5" → top, left, bottom, right."""
    ends = [_CELL.fullmatch(end) for end in reference.split(":")]
    if len(ends) != 2 or ends[0] is None or ends[1] is None:
        return None
    (left, top), (right, bottom) = ((_column(end.group(1)), int(end.group(2)) - 1) for end in ends if end)
    return (top, left, bottom, right) if top <= bottom and left <= right else None


def _shown(book: _Book, cell: etree._Element) -> tuple[str, bool] | None:
    """A cell's words as the sheet shows them, and whether they are bold; None where it shows none."""
    kind = cell.get("t", "n")
    style = whole_number(cell.get("s"), 0)
    look = book.looks[style] if style < len(book.looks) else _Look()
    value = cell.find(X + "v")
    text = (value.text or "") if value is not None else ""
    if kind == "s":
        at = whole_number(text, -1)
        text = book.words[at] if 0 <= at < len(book.words) else ""
    elif kind == "inlineStr":
        inline = cell.find(X + "is")
        text = _words_of(inline) if inline is not None else ""
    elif kind in ("e", "b"):
        text = ""
    elif kind == "n":
        text = _number_shown(text, look, since_1904=book.since_1904)
    lines = [" ".join(clean(line).split()) for line in text.split("\n")]
    words = "\n".join(line for line in lines if line)
    return (words, look.bold) if words else None


def _number_shown(written: str, look: _Look, *, since_1904: bool) -> str:
    """A number as it is written: a day, 1.200, 12,5."""
    try:
        number = float(written)
    except ValueError:
        return ""
    if not abs(number) < 1e15:
        return ""
    if look.month and 1 <= number <= _LAST_DAY:
        start = date(1904, 1, 1) if since_1904 else date(1899, 12, 30)
        try:
            day = start + timedelta(days=int(number))
        except OverflowError:
            return ""
        return f"{day:%d/%m/%Y}" if look.day else f"{day:%m/%Y}"
    if look.percent:
        return f"{number * 100:.10g}%".replace(".", ",")
    whole = number == int(number)
    if look.grouped:
        text = f"{int(number):,}" if whole else f"{number:,.10g}"
        return text.replace(",", "\0").replace(".", ",").replace("\0", ".")
    return str(int(number)) if whole else f"{number:.10g}"


# --- the page ------------------------------------------------------------------------------------------------


class _Layout:
    """A sheet's cells as lines above and below its table, and the table."""

    def __init__(self, sheet: _Sheet, page: int) -> None:
        self.page = page
        self.line = 0
        self.cells = _without_covered(sheet)
        self.rows = sorted({row for row, _ in self.cells})
        self.by_row: dict[int, list[tuple[int, int]]] = {}
        for place in sorted(self.cells):
            self.by_row.setdefault(place[0], []).append(place)
        spans = {(top, left): (bottom, right) for top, left, bottom, right in sheet.merged}
        self.spans = {place: end for place, end in spans.items() if place in self.cells}

    def items(self) -> Iterator[Item]:
        start, end = self._table_rows()
        above, below = self.rows[:start], self.rows[end:]
        yield from self._lines(above, self.page * 100)
        if start < end:
            yield self._table(self.rows[start:end])
        yield from self._lines(below, self.page * 100 + 50)
        if self.line > MOST_LINES:
            raise TooLarge("lines")

    def _table_rows(self) -> tuple[int, int]:
        """Where the table begins and ends among the rows with words: from its head to its last full row."""
        full = [at for at, row in enumerate(self.rows) if len(self.by_row[row]) >= _TABLE_CELLS]
        if not full:
            return 0, 0
        headed = (
            at
            for at in full
            if any(_HEADS.match(fold(self.cells[place][0])) for place in self.by_row[self.rows[at]])
        )
        start = next(headed, full[0])
        return start, full[-1] + 1

    def _raw(self, place: tuple[int, int], **more: object) -> tuple[RawLine, ...]:
        words, bold = self.cells[place]
        lines = []
        for text in words.split("\n"):
            self.line += 1
            lines.append(
                RawLine(text, self.page, self.line, bold=bold, starts=True, **more)  # type: ignore[arg-type]
            )
        return tuple(lines)

    def _lines(self, rows: Sequence[int], group: int) -> Iterator[RawLine]:
        """Rows outside the table: those between the first and the last with two cells stand in two columns."""
        pairs = [at for at, row in enumerate(rows) if len(self.by_row[row]) > 1]
        first, last = (pairs[0], pairs[-1] + 1) if pairs else (0, 0)
        for row in rows[:first]:
            yield from self._alone(row)
        yield from self._beside(rows[first:last], group)
        for row in rows[last:]:
            yield from self._alone(row)

    def _alone(self, row: int) -> Iterator[RawLine]:
        for place in self.by_row[row]:
            yield from self._raw(place, align=Align.CENTER if place in self.spans else None)

    def _beside(self, rows: Sequence[int], group: int) -> Iterator[RawLine]:
        if not rows:
            return
        places = [place for row in rows for place in self.by_row[row]]
        middle = min(
            self.by_row[row][1][1] for row in rows if len(self.by_row[row]) > 1
        )  # where the second column begins
        cells = [
            RawCell(at, int(place[1] >= middle), 1, 1, self._raw(place)) for at, place in enumerate(places)
        ]
        first = cells[0].lines[0].line
        yield from layout_lines(RawTable(tuple(cells), len(places), 2, self.page, first), group)

    def _table(self, rows: Sequence[int]) -> RawTable:
        """The table without the rows and columns that hold nothing."""
        inside = set(rows)
        columns = sorted({column for row, column in self.cells if row in inside})
        if len(rows) * len(columns) > LARGEST_GRID:
            raise TooLarge("cells")
        cells = []
        first = self.line + 1
        at_column = {column: at for at, column in enumerate(columns)}
        covered = 0
        for at, row in enumerate(rows):
            for place in self.by_row[row]:
                bottom, right = self.spans.get(place, place)
                left = at_column[place[1]]
                high, wide = _reach(rows, at, bottom), _reach(columns, left, right)
                covered += high * wide
                if covered > LARGEST_GRID:
                    raise TooLarge("cells")
                cells.append(RawCell(at, left, high, wide, self._raw(place)))
        return RawTable(tuple(cells), len(rows), len(columns), self.page, first)


def _without_covered(sheet: _Sheet) -> dict[tuple[int, int], tuple[str, bool]]:
    """The cells that are seen: what a merged range lies over is not shown."""
    if not sheet.merged:
        return sheet.cells
    by_row: dict[int, list[int]] = {}
    for row, column in sheet.cells:
        by_row.setdefault(row, []).append(column)
    rows = sorted(by_row)
    covered: set[tuple[int, int]] = set()
    steps = 0
    for top, left, bottom, right in sheet.merged:
        for row in rows[bisect_left(rows, top) : bisect_right(rows, bottom)]:
            steps += len(by_row[row])
            if steps > _MOST_STEPS:
                raise TooLarge("cells")
            covered |= {
                (row, column)
                for column in by_row[row]
                if left <= column <= right and (row, column) != (top, left)
            }
    return {place: words for place, words in sheet.cells.items() if place not in covered}


def _reach(kept: Sequence[int], at: int, last: int) -> int:
    """Over how many of the kept rows (or columns) a merged cell reaches that ends at ``last``."""
    reach = 1
    while at + reach < len(kept) and kept[at + reach] <= last:
        reach += 1
    return reach
