"""Task tables: STT | Nội dung | Chủ trì | Phối hợp | Thời gian | Sản phẩm, columns in any order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from nhipcau.engines.vntext import TimingKind, find_timing, fold, regexes
from nhipcau.engines.vntext.records import record
from nhipcau.engines.vntext.regexes import regex

from ..model import Cell, Label, Numbering, OfficialDocument, Table
from ..words.labels import read_label
from .fields import Field, fields_of
from .filling import read_field_into, read_mixed
from .model import TaskReading, Worded
from .outline import FieldText, depth_of
from .prose import field_agencies
from .sketch import TaskSketch
from .table_columns import Column, find_header, money_unit
from .table_points import Period, parted, period_of
from .table_rows import Known, mended
from .titles import TITLE_LENGTH, short_title
from .words import Words, cell_words

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
    Column.BUDGET: Field.BUDGET,
}
_TOTAL = regex(
    r"^\W*(?:tong cong|tong so|tong nhu cau|tong kinh phi|tong du toan|tong|cong)\W*(?:kinh phi\b.*|du toan\b.*|toan bo|\([^()]{0,30}\)|[0-9., ]*)\W*$"
)
_FOOT = regex(r"\s*Nơi nhận\s*:")
_SAME_AS_ABOVE = regex(r"^\W*(?:nt|n\.t|nhu tren|[\"”“″']{1,2})\W*$")

_Cells = dict[Column, list[tuple[int, Cell]]]
_NOT_VALUES = (
    Column.NUMBER, Column.TITLE, Column.NOTE, Column.ACTION, Column.START, Column.END, Column.SLOT, Column.PERSON
)  # fmt: skip
_ACTION_DEPTH = 18
_UNNAMED_ACTION_SURE = 0.5
_ROLES = (Field.LEAD, Field.COORDINATE, Field.IMPLEMENT)
_DASHES = (Numbering.DASH, Numbering.PLUS, Numbering.BULLET)


@record
class _Row:
    """A data row as a draft with its place in the tree."""

    draft: TaskSketch
    label: Label | None
    depth: int
    children: list[_Row]
    cells: _Cells | None = None  # of a row that may turn out to be the first of several actions
    holder: _Row | None = None  # of an action: the row with the number

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
        token = regexes.sub(r"[^\w]", "", label.text)
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
    by_column = {kind: column for column, kind in reversed(columns.items())}
    known = Known(
        number=by_column.get(Column.NUMBER),
        title=by_column[Column.TITLE],
        action=by_column.get(Column.ACTION, by_column.get(Column.CONTENT)),
        who=by_column.get(Column.LEAD, by_column.get(Column.IMPLEMENT, by_column.get(Column.MIXED))),
        when=by_column.get(Column.TIMING),
    )
    rows = parted(mended(table, first, known), first, known, document)
    reader = _TableReader(rows, columns, first, document, year, money_unit(table, columns, first))
    for at in range(first, len(reader.table.rows)):
        if any(_FOOT.match(cell.text) for cell in reader.table.rows[at]):
            break  # the foot of the document, in a table that Word joined to this one
        reader.place(at)
    return [row.finish("", index) for index, row in enumerate(reader.rows, 1)]


@record
class _TableReader:
    """Goes down a table row by row; ``above`` keeps what "nt" repeats, unit is what one of money is in đồng."""

    table: Table
    columns: dict[int, Column]
    first: int  # row of data
    document: OfficialDocument
    year: int | None
    unit: int
    rows: list[_Row] = field(default_factory=list)
    above: dict[Column, Cell] = field(default_factory=dict)
    period: Period | None = None  # of the rows below one that holds a time alone

    def place(self, at: int) -> None:
        """One row: a task or group of its own, one more action of the row above, or more words of it."""
        cells = self.table.rows[at]
        by_kind: _Cells = {}
        for column, kind in self.columns.items():
            by_kind.setdefault(kind, []).append((column, cells[column]))
        number_cell = by_kind.get(Column.NUMBER, [(0, None)])[0][1]
        title_column, title_cell = by_kind[Column.TITLE][0]
        full_width = len({cell.origin for cell in cells}) == 1
        if _is_total(title_cell) or (number_cell is not None and _is_total(number_cell)):
            return
        if (period := period_of(cells, self.year)) is not None:
            self.period = period
            return
        label, title = self._labelled(title_cell, None if full_width else number_cell, number_cell)
        last = _last_row(self.rows)
        same_title = (
            at > 0
            and title_cell.origin == self.table.rows[at - 1][title_column].origin
            and title_cell.row_span > 1
        )
        no_number = number_cell is None or not number_cell.text.strip()
        if last is not None and not full_width and (same_title or (not title.text and no_number)):
            if _own_action(by_kind, self.table.rows[at - 1]):
                self._one_more_action(last.holder or last, by_kind)
            else:
                self._fill(last.draft, by_kind)
            return
        if not title.text and full_width:
            return
        draft = TaskSketch()
        self._head(draft, title, by_kind)
        if full_width:
            self.period = None
        else:
            self._fill(draft, by_kind)
        if self.period is not None and draft.timing is None and not draft.timing_text:
            draft.timing, draft.sources["timing"] = self.period.timing, self.period.source
        if number_cell is not None:
            draft.sure = min(draft.sure, number_cell.sure)
        depth = _row_depth(label, full_width, draft)
        _attach(self.rows, _Row(draft, label, depth, [], None if full_width else by_kind))

    def _labelled(
        self, title_cell: Cell, own: Cell | None, number_cell: Cell | None
    ) -> tuple[Label | None, Words]:
        """A row's number, from its own cell or from before the words of its title, and the title."""
        title = cell_words(title_cell, self.table.source, self.document)
        label = _label(own.text) if own is not None else None
        if label is not None:
            return label, title
        split = read_label(title_cell.text.strip())
        blank = bool(number_cell and not number_cell.text.strip())
        if split is None or (split[0].style in _DASHES and not blank):
            return None, title
        return split[0], title.part(title.text.find(split[1][:20]) if split[1] else 0)

    def _head(self, draft: TaskSketch, title: Words, by_kind: _Cells) -> None:
        heading = _title_into(draft, title, self.year)
        draft.heading = heading.text.strip(" .;:")
        draft.title = short_title(heading.text)
        draft.sources["title"] = heading.source
        draft.sure = min(title.sure, self.table.sure)
        action = self._action(by_kind)
        if action is not None and by_kind.get(Column.ACTION):
            joined = f"{draft.heading}: {action.text.strip(' .;')}"
            if "\n" not in action.text and len(joined) <= TITLE_LENGTH:
                draft.title = draft.heading = joined
            else:
                draft.content.append(action.text)
                draft.sources.setdefault("content", action.source)

    def _action(self, by_kind: _Cells) -> Words | None:
        """The words of the row's action (or content) column; None where it has none."""
        for _, cell in by_kind.get(Column.ACTION) or by_kind.get(Column.CONTENT) or ():
            words = cell_words(cell, self.table.source, self.document)
            if words.text.strip(" .-–"):
                return words
        return None

    def _one_more_action(self, holder: _Row, by_kind: _Cells) -> None:
        """The holder's duties become those of its first action, and the row's are the next one's."""
        if not holder.children and holder.cells is not None:
            first, holder.cells = holder.cells, None
            old = holder.draft
            title = cell_words(first[Column.TITLE][0][1], self.table.source, self.document)
            _, title = self._labelled(
                first[Column.TITLE][0][1], None, first.get(Column.NUMBER, [(0, None)])[0][1]
            )
            holder.draft = TaskSketch(sources={"title": old.sources["title"]}, sure=old.sure)
            heading = _title_into(TaskSketch(), title, self.year)
            holder.draft.heading = heading.text.strip(" .;:")
            holder.draft.title = short_title(heading.text)
            if first.get(Column.ACTION) and first.get(Column.CONTENT):
                self._cells_into(holder.draft, Column.CONTENT, first)
            holder.children.append(self._action_row(holder, first))
        holder.children.append(self._action_row(holder, by_kind))

    def _action_row(self, holder: _Row, by_kind: _Cells) -> _Row:
        draft = TaskSketch(sure=holder.draft.sure)
        words = self._action(by_kind)
        label = None
        if words is None:  # the rows differ in their duties only: a person says what each is
            draft.title, draft.heading = holder.draft.title, holder.draft.heading
            draft.sources["title"] = holder.draft.sources["title"]
            draft.sure = min(draft.sure, _UNNAMED_ACTION_SURE)
        else:
            split = read_label(words.text)
            if split is not None and split[1]:
                label = split[0] if split[0].style not in _DASHES else None
                words = words.part(words.text.find(split[1][:20]))
            draft.heading = words.text.strip(" .;:")
            draft.title = short_title(words.text)
            draft.sources["title"] = words.source
        own: _Cells = {
            kind: placed
            for kind, placed in by_kind.items()
            if kind not in (Column.TITLE, Column.NUMBER)
            and kind is not (Column.ACTION if by_kind.get(Column.ACTION) else Column.CONTENT)
            and not (kind is Column.CONTENT and by_kind.get(Column.ACTION))
        }
        self._fill(draft, own)
        return _Row(draft, label, _ACTION_DEPTH, [], None, holder)

    def _fill(self, draft: TaskSketch, by_kind: _Cells) -> None:
        """The row's cells into the draft.  "nt" repeats the cell above."""
        for kind in by_kind:
            if kind not in _NOT_VALUES:
                self._cells_into(draft, kind, by_kind)
        self._span(draft, by_kind)
        self._slots(draft, by_kind)
        self._persons(draft, by_kind)

    def _slots(self, draft: TaskSketch, by_kind: _Cells) -> None:
        """Quarters or months as columns: from the first marked to the last; a cell may give the time itself."""
        marked = [(column, cell) for column, cell in by_kind.get(Column.SLOT, ()) if cell.text.strip(" .-–")]
        if not marked or draft.timing is not None:
            return
        for _, cell in marked:
            words = cell_words(cell, self.table.source, self.document)
            if find_timing(words.text, self.year):
                draft.set_timing(words, self.year)
                return
        first, last = (self._heading(column) for column in (marked[0][0], marked[-1][0]))
        said = first if first == last else f"từ {first} đến {last}"
        found = find_timing(said, self.year)
        draft.timing, draft.timing_text = found.timing if found else None, said
        draft.sources["timing"] = cell_words(marked[0][1], self.table.source, self.document).source
        draft.content += [cell.text.strip() for _, cell in marked if len(cell.text.strip()) > 1]

    def _heading(self, column: int) -> str:
        """A column's lowest heading; "T5" and "Q1" in full."""
        text = next(
            (
                row[column].text.strip()
                for row in reversed(self.table.rows[: self.first])
                if row[column].text.strip()
            ),
            "",
        )
        text = regexes.sub(r"^[Tt]\s?\.?(?=[0-9])", "tháng ", text)
        return regexes.sub(r"^[Qq]\s?\.?(?=[IViv1-4])", "quý ", text)

    def _persons(self, draft: TaskSketch, by_kind: _Cells) -> None:
        for column, cell in by_kind.get(Column.PERSON, ()):
            if cell.text.strip(" .-–"):
                draft.content.append(f"{self._heading(column)}: {cell.text.strip()}")

    def _span(self, draft: TaskSketch, by_kind: _Cells) -> None:
        """ "Bắt đầu | Kết thúc", "Bắt đầu | Hoàn thành": from one to the other; where only one is given, that one."""
        last = Column.END if Column.END in by_kind else Column.TIMING
        ends = [
            cell_words(cell, self.table.source, self.document)
            for kind in (Column.START, last)
            for _, cell in by_kind.get(kind, ())[:1]
            if cell.text.strip(" .-–")
        ]
        if len(ends) == 1:
            draft.set_timing(ends[0], self.year)
        elif ends and (draft.timing is None or (last is Column.TIMING and self._is_span(ends))):
            said = f"từ {ends[0].text} đến {ends[1].text}"
            found = find_timing(said, self.year)
            draft.timing, draft.timing_text = found.timing if found else None, said
            draft.sources["timing"] = ends[0].source

    def _is_span(self, ends: Sequence[Words]) -> bool:
        """Whether two cells together say from when to when."""
        found = find_timing(f"từ {ends[0].text} đến {ends[1].text}", self.year)
        return found is not None and found.timing.kind is TimingKind.RANGE and found.timing.start is not None

    def _cells_into(self, draft: TaskSketch, kind: Column, by_kind: _Cells) -> None:
        # A heading that runs over other columns is no value of theirs.
        seen = {cell.origin for own in (Column.TITLE, Column.NUMBER) for _, cell in by_kind.get(own, [])}
        for _, cell in by_kind[kind]:
            if cell.origin in seen:
                continue
            seen.add(cell.origin)
            if _SAME_AS_ABOVE.match(fold(cell.text)) and kind in self.above:
                cell = self.above[kind]
            elif cell.text.strip():
                self.above[kind] = cell
            words = cell_words(cell, self.table.source, self.document)
            if words.text.strip(" .-–"):
                _cell_into(draft, kind, words, self.year, self.unit)


def _is_total(cell: Cell) -> bool:
    return bool(_TOTAL.match(fold(cell.text)))


def _own_action(by_kind: _Cells, above: tuple[Cell, ...]) -> bool:
    """Whether a row that goes on under the number above is an action with duties of its own."""

    def own(*kinds: Column) -> bool:
        return any(
            cell.origin != above[column].origin and cell.text.strip(" .-–")
            for kind in kinds
            for column, cell in by_kind.get(kind, ())
        )

    who = own(Column.LEAD, Column.IMPLEMENT, Column.MIXED)
    when = own(Column.TIMING, Column.TIMING_PLACE)
    if by_kind.get(Column.ACTION) or by_kind.get(Column.CONTENT):
        return own(Column.ACTION, Column.CONTENT) and (who or when)
    return who and when


def _title_into(draft: TaskSketch, title: Words, year: int | None) -> Words:
    """Labelled fields within the title's cell go to the draft; what is left is the heading."""
    lines = title.text.split("\n")
    if len(lines) == 1:
        return _inline_into(draft, title, year)
    at = 0
    heading_end = len(title.text)
    for line in lines:
        words = title.part(at, at + len(line))
        if at and (found := list(fields_of(words))):
            heading_end = min(heading_end, at)
            for part in found:
                read_field_into(draft, FieldText(part.kind, [part.words], part.label), year)
        at += len(line) + 1
    heading = title.part(0, heading_end)
    first, _, rest = heading.text.partition("\n")
    if rest and len(first) > 20 and regexes.match(r"\s*[-–+•]", rest):
        draft.content.append(rest)
        return heading.part(0, len(first))
    return heading


def _inline_into(draft: TaskSketch, title: Words, year: int | None) -> Words:
    """The same on one line: "Đón đoàn nhà báo Lào Chủ trì: Sở X Thời gian: quý II"."""
    parts = list(fields_of(title))
    if not parts or parts[0].kind is not Field.CONTENT or not any(part.kind in _ROLES for part in parts):
        return title
    for part in parts[1:]:
        read_field_into(draft, FieldText(part.kind, [part.words], part.label), year)
    return parts[0].words


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
    if found is None and regexes.fullmatch(r"[-–+•*]", token):
        return Label(token, Numbering.DASH)
    if found is not None and not found[1]:
        label = found[0]
        return Label(token, label.style, label.value)
    return found[0] if found else None


def _cell_into(draft: TaskSketch, kind: Column, words: Words, year: int | None, unit: int) -> None:
    labelled = [part for line in _lines(words) for part in fields_of(line)]
    roles = [part for part in labelled if part.kind not in (Field.CONTENT, Field.DETAIL)]
    if kind in (Column.MIXED, Column.LEAD, Column.IMPLEMENT) and roles:
        _labelled_cell(draft, words, year)
        return
    match kind:
        case Column.MIXED:
            read_mixed(draft, words, year, both=True)
        case Column.CONTENT | Column.DETAIL:
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
        for part in found:
            if current is not None:
                read_field_into(draft, current, year)
            current = FieldText(part.kind, [part.words] if part.words else [], part.label)
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
