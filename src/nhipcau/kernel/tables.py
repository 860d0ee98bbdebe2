"""Tables that people bring (.xlsx or pasted): read under limits, shown before they are taken, taken whole.

An app declares what a table of its kind holds (``TableKind``).  The same rows are judged twice, when they
are shown and when they are taken, so nothing changes between the two unseen, and nothing is half-taken.
Reading knows no database, so that foreign bytes can be read in a child process.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from django.conf import settings
from django.utils import translation

from nhipcau.engines.vntext import fold
from nhipcau.kernel import days
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.sound import UNSEEN

if TYPE_CHECKING:
    from nhipcau.kernel.workbooks import Sheet

MOST_ROWS = 5_000
MOST_COLUMNS = 60
LONGEST_CELL = 2_000
LARGEST_XLSX = 10 * 1024 * 1024
LARGEST_INSIDE = 60_000_000
_HEAD_WITHIN = 15

Values = dict[str, str]
Numbered = tuple[int, list[str]]
"""A row as written, with its number in the sheet or the paste."""
R = TypeVar("R")


class Verdict(StrEnum):
    """What taking a row would do."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    WRONG = "wrong"


VERDICT_LABELS = {
    Verdict.NEW: N_("Thêm mới"),
    Verdict.CHANGED: N_("Thay đổi"),
    Verdict.SAME: N_("Không đổi"),
    Verdict.WRONG: N_("Có lỗi"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """A column that a table may have.

    name: in code; title: as the template writes it; also: other ways in which people write the title.
    """

    name: str
    title: str
    also: tuple[str, ...] = ()
    required: bool = False
    example: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One row as written: its number in the sheet or the pasted text, and its values by field."""

    number: int
    values: Values


@dataclass(frozen=True, slots=True)
class Judged:
    """A row with what taking it would do; ``changes`` are (title, before, after); ``why``: all that is wrong with it."""

    line: Line
    verdict: Verdict
    name: str = ""
    changes: tuple[tuple[str, str, str], ...] = ()
    why: tuple[Refused, ...] = ()


class RowRefused(Refused):
    """All that is wrong with a row, as ``found``."""

    def __init__(self, found: Sequence[Refused]) -> None:
        super().__init__(N_("%(faults)s"), faults=tuple(found))
        self.found = tuple(found)


class Faults:
    """What is wrong with one row: each check is made, and what it refuses is noted, so that all is told at once."""

    def __init__(self) -> None:
        self.found: list[Refused] = []

    def tried(self, check: Callable[..., R], *args: Any, **more: Any) -> R | None:
        """What a check gives; None where it refuses."""
        try:
            return check(*args, **more)
        except Refused as refused:
            self.found.append(refused)
            return None

    def passes(self, check: Callable[..., Any], *args: Any, **more: Any) -> bool:
        """Whether a check refuses nothing."""
        before = len(self.found)
        self.tried(check, *args, **more)
        return len(self.found) == before

    def settle(self) -> None:
        """Raise RowRefused where anything was refused."""
        if self.found:
            raise RowRefused(self.found)


@dataclass(frozen=True, slots=True)
class Preview:
    """All rows, judged; a table with a wrong row is not taken."""

    rows: tuple[Judged, ...]
    unknown: tuple[str, ...] = field(default=())

    def count(self, verdict: Verdict) -> int:
        return sum(row.verdict is verdict for row in self.rows)

    @property
    def can_be_taken(self) -> bool:
        return not self.count(Verdict.WRONG) and bool(self.count(Verdict.NEW) + self.count(Verdict.CHANGED))


@dataclass(frozen=True, slots=True)
class TableKind:
    """What an app reads from a table.

    judge: (lines, by) → one ``Judged`` a line, in order; take: (lines, by) → writes them all, in the
    caller's transaction, or raises Refused.
    """

    name: str
    title: str
    fields: tuple[Field, ...]
    judge: Callable[[Sequence[Line], Any], list[Judged]]
    take: Callable[[Sequence[Line], Any], int]


@dataclass(frozen=True, slots=True)
class Table:
    """What was read: lines, and titles of columns that the kind does not know."""

    lines: tuple[Line, ...]
    unknown: tuple[str, ...] = ()


def in_all_languages(fields: Sequence[Field]) -> tuple[Field, ...]:
    """The columns, each known by its title in every language of the screens too: templates carry the reader's."""

    def titles(each: Field) -> Iterator[str]:
        for code, _name in settings.LANGUAGES:
            with translation.override(code):
                yield translation.gettext(each.title)

    return tuple(replace(each, also=(*each.also, *titles(each))) for each in fields)


def read_pasted(text: str, fields: Sequence[Field]) -> Table:
    """A table pasted from a spreadsheet (tabs), or written with ``;`` or ``,`` between the columns."""
    if len(text) > MOST_ROWS * LONGEST_CELL:
        raise Refused(N_("Đoạn dán quá dài. Hãy chia bảng thành nhiều phần rồi dán từng phần."))
    sample = next((line for line in text.splitlines() if line.strip()), "")
    mark = next((mark for mark in ("\t", ";", ",") if mark in sample), "\t")
    return _table(list(enumerate(_cells(text, mark), start=1)), fields)


def _cells(text: str, mark: str) -> list[list[str]]:
    """The rows of a paste.  A quote that nothing closes is a letter: taken as a quote it would swallow all that follows."""
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True))
    except csv.Error:
        plain = csv.reader(io.StringIO(text, newline=""), delimiter=mark, quoting=csv.QUOTE_NONE)
    try:
        return list(plain)
    except csv.Error:
        raise Refused(
            N_("Không tách được các cột của đoạn dán. Hãy chép lại cả bảng từ bảng tính rồi dán.")
        ) from None


def read_xlsx(content: bytes, fields: Sequence[Field]) -> Table:
    """The one sheet in view that has the asked columns.

    Formulas are read by the value that the workbook keeps; a merged cell stands in each of its rows.  Raises Refused
    for what is no workbook, too large, has no row of titles, holds values out of sight, or several such sheets.
    """
    from nhipcau.kernel import workbooks  # not needed by those who only paste

    if len(content) > LARGEST_XLSX:
        raise Refused(N_("Tệp lớn hơn 10 MB. Hãy bỏ bớt trang tính hoặc hình ảnh rồi tải lại."))
    try:
        workbooks.check_archive(content, largest=LARGEST_INSIDE)
        sheets = list(
            workbooks.sheets(content, most_rows=MOST_ROWS + _HEAD_WITHIN, most_columns=MOST_COLUMNS)
        )
    except workbooks.NotAWorkbook:
        raise Refused(_NOT_A_WORKBOOK) from None
    except workbooks.TooMuchInside:
        raise Refused(
            N_("Tệp nén quá nhiều dữ liệu bên trong. Hãy chép bảng cần nhập sang một tệp mới.")
        ) from None
    except workbooks.TooManyRows:
        raise Refused(_TOO_MANY, most=MOST_ROWS) from None
    return _of_sheets(sheets, fields)


_NOT_A_WORKBOOK = N_(
    "Không đọc được tệp này như một bảng tính .xlsx. Hãy lưu lại bằng Excel hoặc LibreOffice, hoặc dán bảng vào ô."
)
_TOO_MANY = N_("Bảng có hơn %(most)s dòng. Hãy chia thành nhiều tệp.")


def _of_sheets(sheets: Sequence[Sheet], fields: Sequence[Field]) -> Table:
    found = [(sheet, head) for sheet in sheets if (head := _head(sheet.rows, fields, sheet.tall)) is not None]
    seen = [(sheet, head) for sheet, head in found if not sheet.hidden]
    if len(seen) > 1:
        raise Refused(
            N_("Tệp có %(n)s trang tính đều có bảng này: %(sheets)s. Hãy giữ một trang, hoặc dán từng bảng."),
            n=len(seen), sheets=", ".join(f"“{sheet.title}”" for sheet, _head in seen),
        )  # fmt: skip
    if found and not seen:
        raise Refused(
            N_("Bảng nằm ở trang tính đang ẩn “%(sheet)s”. Hãy cho hiện trang đó rồi tải lại."),
            sheet=found[0][0].title,
        )
    if not seen:
        raise _no_titles(fields)
    sheet, head = seen[0]
    _refuse_out_of_sight(sheet, head)
    return _below(_filled_down(sheet, head.last), head, fields)


def _refuse_out_of_sight(sheet: Sheet, head: _Head) -> None:
    """What is hidden in a sheet would be taken by somebody who has not seen it."""
    below = [(number, row) for number, row in sheet.rows if number > head.last]
    rows = [number for number, row in below if number in sheet.unseen_rows and any(head.values(row))]
    columns = [
        each.title
        for place, each in enumerate(head.columns)
        if each is not None
        and place in sheet.unseen_columns
        and any(place < len(row) and row[place].strip() for _number, row in below)
    ]
    if rows:
        raise Refused(
            N_("Bảng có dòng đang ẩn (%(rows)s). Hãy cho hiện, hoặc xóa các dòng đó, rồi tải lại."),
            rows=", ".join(map(str, rows[:10])) + ("…" if len(rows) > 10 else ""),
        )
    if columns:
        raise Refused(
            N_("Bảng có cột đang ẩn (%(columns)s). Hãy cho hiện, hoặc xóa các cột đó, rồi tải lại."),
            columns=", ".join(columns),
        )


def _filled_down(sheet: Sheet, head: int) -> list[Numbered]:
    """The rows with what merged cells say in each of their rows; a row that says nothing itself stays out."""
    rows = {number: list(row) for number, row in sheet.rows}
    numbers = list(rows)  # in the sheet's order
    for place, top, bottom in sheet.tall:
        said = rows.get(top, [])[place : place + 1]
        if top <= head or not said:
            continue
        for number in numbers[bisect_right(numbers, top) : bisect_right(numbers, bottom)]:
            row = rows[number]
            row.extend([""] * (place + 1 - len(row)))
            row[place] = row[place] or said[0]
    return list(rows.items())


_SPACES = re.compile(r"\s+")
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
# What a spreadsheet shows where a formula has no value, or a column has no room for its number.
_FAILED = re.compile(
    r"#(?:REF|VALUE|DIV/0|NUM|NULL|SPILL|CALC|FIELD|BLOCKED|CONNECT|UNKNOWN|BUSY|PYTHON)!|#N/A|#NAME\?|#GETTING_DATA|#\?|#{3,}|Err:[0-9]{3}"
)


def _clean(text: str) -> str:
    kept = "".join(
        letter if letter in "\t\n\r" or unicodedata.category(letter) not in _HIDDEN else "" for letter in text
    )
    return unicodedata.normalize("NFC", _SPACES.sub(" ", UNSEEN.sub("", kept))).strip()


def _key(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", fold(_clean(title))).strip()


@dataclass(frozen=True, slots=True)
class _Head:
    """The titles of a table: the field of each column, the number of the titles' last row, titles nobody knows."""

    columns: tuple[Field | None, ...]
    last: int
    unknown: tuple[str, ...]

    def values(self, row: Sequence[str]) -> list[str]:
        """What a row says in columns that are known."""
        return [
            cell for cell, each in zip(row, self.columns, strict=False) if each is not None and cell.strip()
        ]


def _head(
    rows: Sequence[Numbered], fields: Sequence[Field], tall: Sequence[tuple[int, int, int]] = ()
) -> _Head | None:
    """The row of titles, with those below it that its merged cells reach; None where there is none."""
    known = {_key(way): each for each in fields for way in (each.title, each.name, *each.also)}
    wanted = {each.name for each in fields if each.required}
    for place, (number, row) in enumerate(rows[:_HEAD_WITHIN]):
        last = max([number, *(bottom for _column, top, bottom in tall if top == number)])
        last = min(last, number + _HEAD_WITHIN)
        titles = list(row[:MOST_COLUMNS])
        for under in [each for at, each in rows[place + 1 : place + 1 + _HEAD_WITHIN] if at <= last]:
            titles.extend([""] * (len(under) - len(titles)))
            for column, cell in enumerate(under):
                titles[column] = cell if _key(cell) in known or not titles[column].strip() else titles[column]
        columns = tuple(known.get(_key(cell)) for cell in titles[:MOST_COLUMNS])
        found = [each.name for each in columns if each is not None]
        if not wanted <= set(found):
            continue
        if len(found) != len(set(found)):
            twice = next(each.title for each in fields if found.count(each.name) > 1)
            raise Refused(N_("Cột “%(column)s” có hai lần trong bảng. Hãy giữ một cột."), column=twice)
        unknown = tuple(
            clean
            for cell, each in zip(titles, columns, strict=False)
            if each is None and (clean := _clean(cell)[:60])
        )
        return _Head(columns, last, unknown)
    return None


def _no_titles(fields: Sequence[Field]) -> Refused:
    return Refused(
        N_("Không thấy dòng tiêu đề có các cột bắt buộc: %(columns)s. Hãy dùng tệp mẫu, hoặc sửa tên cột."),
        columns=", ".join(each.title for each in fields if each.required),
    )


def _table(rows: Sequence[Numbered], fields: Sequence[Field]) -> Table:
    head = _head(rows, fields)
    if head is None:
        raise _no_titles(fields)
    return _below(rows, head, fields)


def _below(rows: Sequence[Numbered], head: _Head, fields: Sequence[Field]) -> Table:
    return Table(_lines([each for each in rows if each[0] > head.last], head.columns, fields), head.unknown)


def _lines(
    rows: Sequence[Numbered], columns: Sequence[Field | None], fields: Sequence[Field]
) -> tuple[Line, ...]:
    """The lines that hold anything; the example row of the template, left in by whoever wrote below it, is none."""
    lines = []
    failed: list[tuple[int, Field, str]] = []
    example = {each.name: _clean(each.example) for each in fields if each.example}
    whole = bool(example) and set(example) <= {each.name for each in columns if each is not None}
    for number, row in rows:
        values: Values = {each.name: "" for each in columns if each is not None}
        for cell, each in zip(row, columns, strict=False):
            if each is None:
                continue
            text = _clean(cell)
            if len(text) > LONGEST_CELL:
                raise Refused(
                    N_("Dòng %(line)s, cột “%(column)s” dài hơn %(most)s chữ. Hãy rút gọn."),
                    line=number, column=each.title, most=LONGEST_CELL,
                )  # fmt: skip
            if _FAILED.fullmatch(text):
                failed.append((number, each, text))
            values[each.name] = text
        if any(values.values()) and not (whole and values == dict.fromkeys(values, "") | example):
            lines.append(Line(number, values))
        if len(lines) > MOST_ROWS:
            raise Refused(_TOO_MANY, most=MOST_ROWS)
    if failed:
        raise Refused(
            N_(
                "Các ô này là công thức bị lỗi hoặc chưa được tính: %(cells)s. Hãy mở bảng bằng Excel hoặc"
                " LibreOffice, sửa, lưu lại rồi nhập lại."
            ),
            cells="; ".join(f"{each.title} {number} ({text})" for number, each, text in failed[:8])
            + ("…" if len(failed) > 8 else ""),
        )
    if not lines:
        raise Refused(N_("Bảng chỉ có tiêu đề, chưa có dòng nào. Hãy điền ít nhất một dòng."))
    return tuple(lines)


def day_in(values: Values, name: str, title: str) -> date | None:
    """A day as written in a cell (15/5/2026, 15/5/26, 2026-05-15); None where it is empty.  Raises Refused otherwise."""
    text = values.get(name, "")
    if not text:
        return None
    day = days.asked(text)
    if day is None:
        raise Refused(
            N_("Cột “%(column)s”: “%(text)s” không phải một ngày. Hãy viết như 15/5/2026."),
            column=title,
            text=text[:60],
        )
    return day


def choice_in(values: Values, name: str, title: str, labels: Mapping[Any, str]) -> Any:
    """The member that a cell names by its Vietnamese label or its code; None where it is empty."""
    text = values.get(name, "")
    if not text:
        return None
    by_word = {_key(word): member for member, label in labels.items() for word in (label, str(member))}
    found = by_word.get(_key(text))
    if found is None:
        raise Refused(
            N_("Cột “%(column)s”: không có “%(text)s”. Hãy chọn một trong: %(choices)s."),
            column=title, text=text[:60], choices=", ".join(labels.values()),
        )  # fmt: skip
    return found
