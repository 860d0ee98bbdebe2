"""Task tables: STT | Nội dung | Chủ trì | Phối hợp | Thời gian | Sản phẩm, columns in any order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from nhipcau.engines.vntext import fold

from ..model import Cell, Label, Numbering, OfficialDocument, Table
from ..words.labels import read_label
from .fields import Field, fields_of
from .model import TaskReading, Worded
from .outline import FieldText, depth_of
from .prose import field_agencies
from .table_rows import mended
from .tasks import TaskSketch, read_field_into, read_mixed
from .titles import short_title
from .words import Words, cell_words


class Column(StrEnum):
    NUMBER = "number"
    TITLE = "title"
    CONTENT = "content"
    LEAD = "lead"
    COORDINATE = "coordinate"
    DIRECT = "direct"
    IMPLEMENT = "implement"
    MIXED = "mixed"
    TIMING = "timing"
    TIMING_PLACE = "timing_place"
    PLACE = "place"
    OUTPUT = "output"
    BUDGET = "budget"
    FUNDING = "funding"
    NOTE = "note"


_HEADERS: tuple[tuple[Column, re.Pattern[str]], ...] = tuple(
    (column, re.compile(pattern))
    for column, pattern in (
        (Column.NUMBER, r"^(?:stt|s\.?\s?t\.?\s?t\.?|tt|t\.t|so\s*tt|so thu tu|so|muc|#|ma(?: so)?)$"),
        (Column.MIXED, r"chu tri.*phoi hop|phan cong|to chuc thuc hien|chu tri\s*/"),
        (Column.LEAD, r"chu tri|dau moi|chiu trach nhiem"),
        (Column.COORDINATE, r"phoi hop|tham gia"),
        (Column.TIMING_PLACE, r"thoi gian.*dia diem|dia diem.*thoi gian"),
        (Column.OUTPUT, r"san pham|ket qua|dau ra"),
        (Column.TIMING, r"thoi gian|tien do|thoi han|\bhan\b|hoan thanh|lo trinh|thoi diem|ky han"),
        (Column.PLACE, r"dia diem|noi to chuc|dia ban"),
        (Column.FUNDING, r"nguon"),
        (Column.BUDGET, r"kinh phi|du toan|so tien|thanh tien"),
        (Column.DIRECT, r"chi dao|phu trach|theo doi"),
        (
            Column.IMPLEMENT,
            r"^(?!.*(?:noi dung|nhiem vu|cong viec)).*(?:don vi|co quan|thuc hien|trach nhiem)",
        ),
        (Column.NOTE, r"ghi chu|luu y"),
        (
            Column.TITLE,
            r"noi dung|nhiem vu|cong viec|hoat dong|^ten\b|hang muc|chuong trinh|de an|van ban|su kien",
        ),
    )
)
_ROLE_COLUMNS = {
    Column.LEAD: Field.LEAD,
    Column.COORDINATE: Field.COORDINATE,
    Column.DIRECT: Field.DIRECT,
    Column.IMPLEMENT: Field.IMPLEMENT,
    Column.TIMING: Field.TIMING,
    Column.TIMING_PLACE: Field.TIMING_PLACE,
    Column.PLACE: Field.PLACE,
    Column.OUTPUT: Field.OUTPUT,
    Column.FUNDING: Field.FUNDING,
}
_DUTY_COLUMNS = frozenset(
    {Column.LEAD, Column.COORDINATE, Column.IMPLEMENT, Column.MIXED, Column.TIMING, Column.DIRECT}
)
_SAME_AS_ABOVE = re.compile(r"^\W*(?:nt|n\.t|nhu tren|[\"”“″']{1,2})\W*$")


@dataclass
class _Row:
    """A data row as a draft with its place in the tree."""

    draft: TaskSketch
    label: Label | None
    depth: int
    children: list[_Row]

    def finish(self, parent: str, index: int) -> TaskReading:
        self.draft.number = self._number(parent, index)
        self.draft.children = [
            child.finish(self.draft.number, at) for at, child in enumerate(self.children, 1)
        ]
        return self.draft.finish()

    def _number(self, parent: str, index: int) -> str:
        label = self.label
        if label is None:
            return f"{parent}.{index}" if parent else str(index)
        if label.style is Numbering.DECIMAL:
            return ".".join(str(part) for part in label.value)
        if label.style is Numbering.ARABIC:
            return str(label.value[0])
        token = re.sub(r"[^\w]", "", label.text)
        if not token:
            return f"{parent}.{index}" if parent else str(index)
        if label.style in (Numbering.ROMAN, Numbering.LETTER_UPPER):
            return token
        return f"{parent}.{token}" if parent else token


def read_task_table(table: Table, document: OfficialDocument, year: int | None) -> list[TaskReading]:
    """The tasks of a table; empty when its headings do not make it a table of tasks."""
    header = find_header(table)
    if header is None:
        return []
    columns, first = header
    unit = _money_unit(table, columns, first)
    rows: list[_Row] = []
    above: dict[Column, Cell] = {}
    by_column = {kind: column for column, kind in reversed(columns.items())}
    table = mended(table, first, by_column.get(Column.NUMBER), by_column[Column.TITLE])
    for at in range(first, len(table.rows)):
        _place_row(rows, table, at, columns, document, year, above, unit)
    return [row.finish("", index) for index, row in enumerate(rows, 1)]


def find_header(table: Table) -> tuple[dict[int, Column], int] | None:
    """Which column holds what, and the first row of data; None when it is no table of tasks."""
    best: tuple[int, dict[int, Column], int] | None = None
    for last in range(min(4, len(table.rows))):
        columns: dict[int, Column] = {}
        for column in range(table.width):
            kinds = [_column_kind(table.rows[row][column].text) for row in range(last, -1, -1)]
            kind = next((kind for kind in kinds if kind), None)
            if kind is not None:
                columns[column] = kind
        columns = _settle(columns, table, last)
        duties = len(_DUTY_COLUMNS & set(columns.values()))
        if Column.TITLE in columns.values() and duties:
            score = len(set(columns.values()))
            if best is None or score > best[0]:
                best = (score, columns, last + 1)
    return (best[1], max(best[2], table.header_rows if table.header_rows <= 4 else 0)) if best else None


def _column_kind(text: str) -> Column | None:
    folded = fold(text).strip(" .:")
    if not folded or len(folded) > 90:
        return None
    return next((column for column, pattern in _HEADERS if pattern.search(folded)), None)


def _settle(columns: dict[int, Column], table: Table, last: int) -> dict[int, Column]:
    """One title column; a second one is the content.  Cells of one merged heading count once."""
    settled: dict[int, Column] = {}
    titles = 0
    for column, kind in sorted(columns.items()):
        origin = table.rows[last][column].origin
        repeated = origin[1] != column and table.rows[last][column].column_span > 1
        if kind is Column.TITLE:
            titles += 1
            settled[column] = Column.TITLE if titles == 1 else Column.CONTENT
        elif (kind is Column.NUMBER and Column.NUMBER in settled.values()) or (
            repeated and kind in settled.values() and kind in (Column.NOTE, Column.BUDGET)
        ):
            continue
        else:
            settled[column] = kind
    return settled


def _money_unit(table: Table, columns: dict[int, Column], first: int) -> int:
    for column, kind in columns.items():
        if kind is Column.BUDGET:
            text = " ".join(fold(table.rows[row][column].text) for row in range(first))
            if "trieu" in text:
                return 1_000_000
            if "nghin" in text or "1.000" in text:
                return 1_000
    return 1


def _place_row(
    rows: list[_Row],
    table: Table,
    at: int,
    columns: dict[int, Column],
    document: OfficialDocument,
    year: int | None,
    above: dict[Column, Cell],
    unit: int,
) -> None:
    cells = table.rows[at]
    by_kind: dict[Column, list[tuple[int, Cell]]] = {}
    for column, kind in columns.items():
        by_kind.setdefault(kind, []).append((column, cells[column]))
    number_cell = by_kind.get(Column.NUMBER, [(0, None)])[0][1]
    title_column, title_cell = by_kind[Column.TITLE][0]
    full_width = len({cell.origin for cell in cells}) == 1
    label = _label(number_cell.text) if number_cell is not None and not full_width else None
    title = cell_words(title_cell, table.source, document)
    if label is None:
        split = read_label(title_cell.text.strip())
        dashes = (Numbering.DASH, Numbering.PLUS, Numbering.BULLET)
        if split is not None and (
            split[0].style not in dashes or (number_cell and not number_cell.text.strip())
        ):
            label = split[0]
            title = title.part(title.text.find(split[1][:20]) if split[1] else 0)
    last = _last_row(rows)
    same_title = (
        at > 0 and title_cell.origin == table.rows[at - 1][title_column].origin and title_cell.row_span > 1
    )
    no_number = number_cell is None or not number_cell.text.strip()
    if last is not None and not full_width and (same_title or (not title.text and no_number)):
        _fill(last.draft, by_kind, table, document, year, above, unit, more=True)
        return
    if not title.text and full_width:
        return
    draft = TaskSketch()
    heading = _title_into(draft, title, year)
    draft.heading = heading.text.strip(" .;:")
    draft.title = short_title(heading.text)
    draft.sources["title"] = heading.source
    draft.sure = min(title.sure, table.sure)
    if not full_width:
        _fill(draft, by_kind, table, document, year, above, unit)
    if number_cell is not None:
        draft.sure = min(draft.sure, number_cell.sure)
    row = _Row(draft, label, _row_depth(label, full_width, draft), [])
    _attach(rows, row)


def _title_into(draft: TaskSketch, title: Words, year: int | None) -> Words:
    """Labelled fields within the title's cell go to the draft; what is left is the heading."""
    lines = title.text.split("\n")
    if len(lines) == 1:
        return title
    at = 0
    heading_end = len(title.text)
    for line in lines:
        words = title.part(at, at + len(line))
        if at and (found := list(fields_of(words))):
            heading_end = min(heading_end, at)
            for field in found:
                read_field_into(draft, FieldText(field.kind, [field.words], field.label), year)
        at += len(line) + 1
    heading = title.part(0, heading_end)
    first, _, rest = heading.text.partition("\n")
    if rest and len(first) > 20 and re.match(r"\s*[-–+•]", rest):
        draft.content.append(rest)
        return heading.part(0, len(first))
    return heading


def _row_depth(label: Label | None, full_width: bool, draft: TaskSketch) -> int:
    if label is not None:
        return depth_of(label)
    if full_width:
        return 0
    return 18


def _attach(rows: list[_Row], row: _Row) -> None:
    """Under the last row that is shallower; a row without number stands beside the last one."""
    chain: list[_Row] = []
    level = rows
    while level:
        chain.append(level[-1])
        level = level[-1].children
    for candidate in reversed(chain):
        decimal = (
            row.label is not None
            and candidate.label is not None
            and row.label.style is Numbering.DECIMAL
            and candidate.label.style is Numbering.DECIMAL
        )
        if decimal and row.label and candidate.label:
            if len(candidate.label.value) < len(row.label.value):
                candidate.children.append(row)
                return
        elif candidate.depth < row.depth and (
            candidate.depth <= 0 or row.label is not None or _is_group(candidate)
        ):
            candidate.children.append(row)
            return
    rows.append(row)


def _is_group(row: _Row) -> bool:
    return not row.draft.assigned and row.draft.timing is None


def _last_row(rows: list[_Row]) -> _Row | None:
    last = None
    level = rows
    while level:
        last = level[-1]
        level = last.children
    return last


def _label(text: str) -> Label | None:
    token = text.strip()
    if not token:
        return None
    found = read_label(token) or read_label(token + ". ")
    if found is None and re.fullmatch(r"[-–+•*]", token):
        return Label(token, Numbering.DASH)
    if found is not None and not found[1]:
        label = found[0]
        return Label(token, label.style, label.value)
    return found[0] if found else None


def _fill(
    draft: TaskSketch,
    by_kind: dict[Column, list[tuple[int, Cell]]],
    table: Table,
    document: OfficialDocument,
    year: int | None,
    above: dict[Column, Cell],
    unit: int,
    *,
    more: bool = False,
) -> None:
    """The row's cells into the draft.  "nt" repeats the cell above."""
    for kind, placed in by_kind.items():
        if kind in (Column.NUMBER, Column.TITLE, Column.NOTE):
            continue
        # A heading that runs over other columns is no value of theirs.
        seen = {cell.origin for own in (Column.TITLE, Column.NUMBER) for _, cell in by_kind.get(own, [])}
        for _, cell in placed:
            if cell.origin in seen:
                continue
            seen.add(cell.origin)
            if _SAME_AS_ABOVE.match(fold(cell.text)) and kind in above:
                cell = above[kind]
            elif cell.text.strip():
                above[kind] = cell
            words = cell_words(cell, table.source, document)
            if not words.text.strip(" .-–"):
                continue
            _cell_into(draft, kind, words, year, unit)


def _cell_into(draft: TaskSketch, kind: Column, words: Words, year: int | None, unit: int) -> None:
    labelled = [field for line in _lines(words) for field in fields_of(line)]
    roles = [field for field in labelled if field.kind not in (Field.CONTENT, Field.DETAIL)]
    if kind in (Column.MIXED, Column.LEAD, Column.IMPLEMENT) and roles:
        _labelled_cell(draft, words, year)
        return
    match kind:
        case Column.MIXED:
            read_mixed(draft, words, year, both=True)
        case Column.CONTENT:
            draft.content.append(words.text)
            draft.sources.setdefault("content", words.source)
        case Column.BUDGET:
            draft.add_money(words, unit)
        case Column.OUTPUT:
            draft.outputs += [
                Worded(line.text.strip(" .;-–+"), line.source, line.sure) for line in _lines(words) if line
            ]
        case Column.LEAD | Column.COORDINATE | Column.IMPLEMENT | Column.DIRECT:
            read_field_into(draft, FieldText(_ROLE_COLUMNS[kind], [words]), year)
        case _:
            flat = Words(" ".join(words.text.split("\n")), words.passage, words.at)
            read_field_into(draft, FieldText(_ROLE_COLUMNS[kind], [flat]), year)


def _labelled_cell(draft: TaskSketch, words: Words, year: int | None) -> None:
    """ "Chủ trì: A\nPhối hợp: B, C" in one cell; a line without label goes on with the field before."""
    current: FieldText | None = None
    for line in _lines(words):
        found = list(fields_of(line))
        if not found and current is not None:
            current.words.append(line)
            continue
        for field in found:
            if current is not None:
                read_field_into(draft, current, year)
            current = FieldText(field.kind, [field.words] if field.words else [], field.label)
        if not found:
            names, opened = field_agencies(line)
            draft.add("lead", names, opened)
    if current is not None:
        read_field_into(draft, current, year)


def _lines(words: Words) -> list[Words]:
    parts = []
    at = 0
    for line in words.text.split("\n"):
        part = words.part(at, at + len(line), " \t\n-–+•")
        if part:
            parts.append(part)
        at += len(line) + 1
    return parts
