"""The cells of a form found again by their codes, and what each says now.

A row is known by its code, wherever it stands; where its code is gone, by the tags of its content controls.  A column is
known by the line of codes under the heads; where that is gone, by its head.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from nhipcau.engines.fillable import seal
from nhipcau.engines.fillable.laying import Laid, LaidColumn, LaidRow
from nhipcau.engines.fillable.model import (
    LONGEST,
    Added,
    Ask,
    Change,
    Column,
    Fault,
    Kind,
    Place,
    Question,
    Unfit,
    Value,
)
from nhipcau.engines.fillable.pages import Line, Page, Read
from nhipcau.engines.fillable.values import Cell, Wrong, is_empty, read_value, same, shown, text_of
from nhipcau.engines.vntext import fold

MOST_FAULTS = 500
_LONGEST_CODE = 24
_CORNER = re.compile(r"([BC]\d{1,3})-([0-9A-Z]{4})")
_ROW = re.compile(r"[BC]\d{1,3}\.\d{2,5}")
_SPARE = re.compile(r"(B\d{1,3})\.\+\d{1,5}")
_END = re.compile(r"([BC]\d{1,3})\./\.?")
_COLUMN = re.compile(r"\(?([A-Z]|\d{1,2})\)")


@dataclass(slots=True)
class _Row:
    """What a row says: kept apart until the file ends, for it may come twice."""

    changes: list[Change] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


@dataclass(slots=True)
class _Now:
    """The table that is being read.  columns: the file's column of each column's code; last: the number of its last row."""

    table: Laid
    code_column: int
    columns: dict[str, int]
    last: int = 0
    uncoded: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Matched:
    changes: list[Change]
    added: list[Added]
    faults: list[Fault]


def matched(tables: tuple[Laid, ...], mark: str, read: Read) -> Matched:
    """What a file of this form says.  mark: the seal's first letters.  Raises Unfit for tables of another form."""
    return _Matching(tables, mark).match(read)


class _Matching:
    def __init__(self, tables: tuple[Laid, ...], mark: str) -> None:
        self.mark = mark
        self.tables = {table.code: table for table in tables}
        self.rows = {row.code: (table, row) for table in tables for row in table.rows}
        self.tags = {
            f"{row.code}.{column.code}": row.code
            for table in tables
            for row in table.rows
            for column in table.columns
        }
        self.columns: dict[str, dict[str, int]] = {}  # as they stood where the table was seen last
        self.found: dict[str, _Row] = {}
        self.added: list[Added] = []
        self.faults: list[Fault] = []
        self.headed: set[str] = set()
        self.lost: set[str] = set()  # columns that are told to be gone
        self.passed: set[str] = set()  # tables of which a page holds a copy
        self.shown = _shown_words(tables)

    def match(self, read: Read) -> Matched:
        for page in read.pages:
            self._page(page)
        changes = [change for row in self.found.values() for change in row.changes]
        faults = [fault for row in self.found.values() for fault in row.faults] + self.faults
        faults += self._missing()
        for table in self.tables.values():
            if table.grid is not None:
                here = sum(1 for one in self.added if one.part == table.grid.key)
                if here + len(table.rows) > table.grid.most_rows:
                    faults.append(Fault("rows-many", table.grid.key, params={"most": table.grid.most_rows}))
        for page_name, row, column, text in read.comments:
            faults.append(Fault("comment", place=Place(page_name, row, column), params={"text": text[:200]}))
        faults += [Fault("picture", place=Place(name)) for name in read.pictures]
        if len(faults) > MOST_FAULTS:
            hinders = [one for one in faults if one.hinders]
            told = [one for one in faults if not one.hinders]
            faults = [*hinders, *told][:MOST_FAULTS]
            faults.append(Fault("more-faults", params={"count": len(hinders) + len(told) - MOST_FAULTS}))
        return Matched(changes, self.added, faults)

    # ---- finding rows

    def _page(self, page: Page) -> None:
        now: _Now | None = None
        before: Line | None = None
        self.passed.clear()
        for line in page.lines:
            if corner := self._corner(line):
                self._close(page, now)
                now = self._begin(page, line, before, *corner)
            else:
                now = self._line(page, line, now, before)
            before = line
        self._close(page, now)

    def _corner(self, line: Line) -> tuple[int, str] | None:
        """The column and the code of a table that begins with this line of codes."""
        for column, cell in line.cells.items():
            code = _code(cell)
            if code and (match := _CORNER.fullmatch(code)):
                if match[1] not in self.tables:
                    continue
                if match[2] != self.mark:
                    raise Unfit("mixed")
                return column, match[1]
        return None

    def _begin(self, page: Page, line: Line, before: Line | None, at: int, code: str) -> _Now | None:
        table = self.tables[code]
        if code in self.headed and page.is_sheet:
            self.faults.append(Fault("part-twice", _part(table), place=Place(page.name, line.number, at)))
            self.passed.add(code)
            return None
        self.headed.add(code)
        columns: dict[str, int] = {}
        for column, cell in line.cells.items():
            if (name := _column_code(cell)) is not None and column != at:
                columns.setdefault(name, column)
        self._by_heads(table, columns, before)
        self.columns[code] = columns
        return _Now(table, at, columns, line.number)

    def _by_heads(self, table: Laid, columns: dict[str, int], heads: Line | None) -> None:
        """Columns whose code is gone, by the words above."""
        missing = [one for one in table.columns if one.code not in columns]
        if not missing or heads is None:
            return
        said = {fold(cell.text[:300]): column for column, cell in heads.cells.items()}
        for one in missing:
            column = said.get(fold(one.label))
            if column is not None and column not in columns.values():
                columns[one.code] = column

    def _line(self, page: Page, line: Line, now: _Now | None, before: Line | None) -> _Now | None:
        at, code = self._row_code(line, now)
        if self.passed and code.partition(".")[0] in self.passed:
            return now
        if now is not None and (match := _END.fullmatch(code)) and match[1] == now.table.code:
            self._flush(page, now)
            return None
        if match := _SPARE.fullmatch(code):
            table = self.tables.get(match[1])
            if table is None or table.new is None:
                return now
            now = self._in(table, now, at)
            if now is not None:
                self._flush(page, now)
                now.last = line.number
                self._spare(page, line, now)
            return now
        if code not in self.rows and (now is None or not now.code_column):
            code = next((self.tags[cell.tag] for cell in line.cells.values() if cell.tag in self.tags), "")
        if code in self.rows:
            table, row = self.rows[code]
            now = self._in(table, now, at)
            if now is None:
                columns = {one: column for column, one in self._tagged(line)}
                self._by_heads(table, columns, before)
                self.columns[table.code] = columns
                now = _Now(table, at, columns)
            self._flush(page, now)
            now.last = line.number
            self._known(page, line, now, row)
        elif now is not None and (now.columns or not page.is_sheet):
            now.uncoded.append(line)
        return now

    def _row_code(self, line: Line, now: _Now | None) -> tuple[int, str]:
        """The column and the code of a row: where the table's codes stand, or among the first cells of the line."""
        places = [now.code_column] if now is not None and now.code_column else []
        first = min(now.columns.values(), default=5) if now is not None else 5
        places += [column for column in sorted(line.cells)[:4] if column < first]
        for column in places:
            code = _code(line.cell(column))
            if code and (_ROW.fullmatch(code) or _SPARE.fullmatch(code) or _END.fullmatch(code)):
                return column, code
        return 0, ""

    def _in(self, table: Laid, now: _Now | None, at: int) -> _Now | None:
        """The table that a row belongs to, with its columns as they stood last."""
        if now is not None and now.table is table:
            return now
        if table.code in self.columns:
            return _Now(table, at, self.columns[table.code])
        return None

    def _tagged(self, line: Line) -> Iterator[tuple[int, str]]:
        for column, cell in line.cells.items():
            if cell.tag in self.tags:
                yield column, cell.tag.rpartition(".")[2]

    # ---- rows without a code

    def _flush(self, page: Page, now: _Now) -> None:
        """Lines between rows of the table: rows of one's own."""
        for line in now.uncoded:
            self._own(page, line, now)
        now.uncoded.clear()

    def _close(self, page: Page, now: _Now | None) -> None:
        """The end of a page or of a table that has lost its last line: below a sheet's table stand signatures."""
        if now is None:
            return
        if page.is_sheet:
            kept, last = [], now.last
            for line in now.uncoded if now.table.grid is not None else ():
                if line.number != last + 1:
                    break
                kept.append(line)
                last = line.number
            now.uncoded = kept
        self._flush(page, now)

    def _own(self, page: Page, line: Line, now: _Now) -> None:
        if line.is_struck:
            return
        if now.table.new is not None:
            self._spare(page, line, now)
            return
        for column in now.table.columns:
            at = now.columns.get(column.code)
            if at is not None and not column.fixed and not is_empty(line.cell(at)):
                place = Place(page.name, line.number, at)
                text = text_of(line.cell(at))[:60]
                self.faults.append(
                    Fault("row-not-asked", _part(now.table), place=place, params={"text": text})
                )
                return

    def _spare(self, page: Page, line: Line, now: _Now) -> None:
        """A row of one's own, if anything stands in it."""
        table = now.table
        if line.is_struck or table.new is None or table.grid is None:
            return
        values: list[Value] = []
        faults: list[Fault] = []
        part = table.grid.key
        for column, ask in zip(table.columns, table.new, strict=True):
            at = now.columns.get(column.code, 0)
            cell = line.cell(at)
            place = Place(page.name, line.number, at)
            if line.is_merged(at) and at and not is_empty(cell):
                faults.append(Fault("merged", part, "", column.key, place))
                values.append(None)
                continue
            try:
                values.append(read_value(ask, cell))
                faults += _told(cell, part, "", column.key, place)
            except Wrong as wrong:
                values.append(None)
                faults.append(Fault(wrong.code, part, "", column.key, place, wrong.params))
        if not faults and all(value is None for value in values):
            return
        wrong_already = {one.column for one in faults if one.hinders}
        for column, ask, value in zip(table.columns, table.new, values, strict=True):
            if ask.required and value is None and column.key not in wrong_already:
                place = Place(page.name, line.number, now.columns.get(column.code, 0))
                faults.append(Fault("required", part, "", column.key, place))
        self.faults += faults
        if not any(one.hinders for one in faults):
            self.added.append(Added(part, tuple(values), Place(page.name, line.number, now.code_column)))

    # ---- rows of the form

    def _known(self, page: Page, line: Line, now: _Now, row: LaidRow) -> None:
        place = Place(page.name, line.number, now.code_column)
        if line.is_struck:
            self.faults.append(Fault("tracked", row.part, row.key, "", place))
            return
        if row.code in self.found:
            self.found[row.code] = _Row([], [Fault("row-twice", row.part, row.key, "", place)])
            return
        self.found[row.code] = told = _Row()
        if self._is_mixed(line, now, row):
            told.faults.append(Fault("row-mixed", row.part, row.key, "", place))
            return
        told.faults += _told(line.cell(now.code_column), row.part, row.key, "", place)
        for column, before, ask in zip(now.table.columns, row.cells, row.asks, strict=True):
            at = now.columns.get(column.code)
            if at is None:
                self._column_gone(now.table, column, row)
                continue
            place = Place(page.name, line.number, at)
            cell = line.cell(at)
            key = column.key
            told.faults += _told(cell, row.part, row.key, key, place)
            if line.is_merged(at):
                if ask is not None:
                    told.faults.append(Fault("merged", row.part, row.key, key, place))
                continue
            if ask is None:
                if not _is_as_shown(before, _shown_as(now.table, column), cell):
                    params: dict[str, str | int] = {
                        "text": text_of(cell)[:200],
                        "before": shown(before)[:200],
                    }
                    told.faults.append(Fault("fixed-changed", row.part, row.key, key, place, params))
                continue
            self._answer(told, row, key, ask, before, cell, place)

    def _is_mixed(self, line: Line, now: _Now, row: LaidRow) -> bool:
        """Whether what is shown in a row is another row's: the answers beside it are not this one's then."""
        for column, before, ask in zip(now.table.columns, row.cells, row.asks, strict=True):
            at = now.columns.get(column.code)
            if (
                ask is not None
                or at is None
                or not isinstance(before, str)
                or len(line.cell(at).text) > LONGEST
            ):
                continue
            said = fold(text_of(line.cell(at)))
            if (
                said
                and said != fold(before)
                and said in self.shown.get(f"{now.table.code}.{column.code}", ())
            ):
                return True
        return False

    def _answer(
        self, told: _Row, row: LaidRow, key: str, ask: Ask, before: Value, cell: Cell, place: Place
    ) -> None:
        try:
            after = read_value(ask, cell)
        except Wrong as wrong:
            told.faults.append(Fault(wrong.code, row.part, row.key, key, place, wrong.params))
            return
        if isinstance(before, str) and is_empty(Cell(text=before)):
            before = None
        if not same(before, after):
            told.changes.append(Change(row.part, row.key, key, before, after, place))
        if after is None and ask.required:
            told.faults.append(Fault("required", row.part, row.key, key, place))

    def _column_gone(self, table: Laid, column: LaidColumn, row: LaidRow) -> None:
        name = f"{table.code}.{column.code}"
        if column.fixed or name in self.lost:
            return
        self.lost.add(name)
        part = table.grid.key if table.grid is not None else row.part
        self.faults.append(Fault("column-gone", part, "", column.key))

    def _missing(self) -> Iterator[Fault]:
        """What the form asks and the file no longer holds."""
        for table in self.tables.values():
            gone = [row for row in table.rows if row.code not in self.found]
            if table.grid is not None and len(gone) == len(table.rows) and table.code not in self.headed:
                yield Fault("part-gone", table.grid.key)
                continue
            for row in gone:
                yield Fault("row-gone", row.part, row.key, params={"text": shown(_name_of(table, row))[:200]})
                for column, before, ask in zip(table.columns, row.cells, row.asks, strict=True):
                    if ask is not None and ask.required and before is None:
                        yield Fault("required", row.part, row.key, column.key)


def _code(cell: Cell) -> str:
    """A cell's text as a code, whatever a program made of its hyphens; "" for what is none."""
    if not cell.text or len(cell.text) > _LONGEST_CODE:
        return ""
    return "".join(seal.straight_dashes(cell.text).split()).upper()


def _column_code(cell: Cell) -> str | None:
    if cell.number is not None and cell.number < 0 and cell.number == int(cell.number):
        return str(-int(cell.number))  # "(1)" typed anew is a debt to a spreadsheet
    match = _COLUMN.fullmatch(_code(cell))
    return match[1] if match else None


def _part(table: Laid) -> str:
    return table.grid.key if table.grid is not None else table.rows[0].part


def _name_of(table: Laid, row: LaidRow) -> Value:
    """What people call a row by: the first words that are shown in it."""
    texts = [
        value
        for column, value in zip(table.columns, row.cells, strict=True)
        if column.fixed and isinstance(value, str)
    ]
    return texts[0].split("\n")[0] if texts else row.code


def _shown_as(table: Laid, column: LaidColumn) -> Ask:
    """How a cell that is shown is read, to be compared: more freely than one that is asked."""
    if table.grid is not None:
        found = next(one for one in table.grid.columns if one.key == column.key)
        if found.kind in (Kind.NUMBER, Kind.DATE, Kind.YES_NO):
            return replace(found, places=6)
    return _WORDS


def _shown_words(tables: tuple[Laid, ...]) -> dict[str, set[str]]:
    """What is shown in only one row of a column: by such words people know which row is which."""
    found: dict[str, set[str]] = {}
    for table in tables:
        for at, column in enumerate(table.columns):
            values = (row.cells[at] for row in table.rows if row.asks[at] is None)
            count = Counter(fold(one) for one in values if isinstance(one, str))
            found[f"{table.code}.{column.code}"] = {one for one, rows in count.items() if one and rows == 1}
    return found


_WORDS = Column("words", "", longest=LONGEST)


def _is_as_shown(before: Value, ask: Column | Question, cell: Cell) -> bool:
    try:
        return same(before, read_value(ask, cell))
    except Wrong:
        return same(shown(before), text_of(cell))


def _told(cell: Cell, part: str, row: str, column: str, place: Place) -> Iterator[Fault]:
    """What must be known of a cell besides what it says."""
    for text in cell.comments:
        yield Fault("comment", part, row, column, place, {"text": text[:200]})
    if cell.formula == "kept":
        yield Fault("formula", part, row, column, place)
    if cell.tracked:
        yield Fault("tracked", part, row, column, place)
    if cell.picture:
        yield Fault("picture", part, row, column, place)
    if cell.old_font:
        yield Fault("old-font", part, row, column, place)
