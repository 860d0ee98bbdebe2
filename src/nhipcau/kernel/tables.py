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
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from django.conf import settings
from django.utils import translation

from nhipcau.engines.vntext import fold
from nhipcau.kernel import days
from nhipcau.kernel.refusal import N_, Refused

MOST_ROWS = 5_000
MOST_COLUMNS = 60
LONGEST_CELL = 2_000
LARGEST_XLSX = 10_000_000
LARGEST_INSIDE = 60_000_000
_HEAD_WITHIN = 15

Values = dict[str, str]
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
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error:
        raise Refused(
            N_("Không tách được các cột của đoạn dán. Hãy chép lại cả bảng từ bảng tính rồi dán.")
        ) from None
    return _table(rows, fields)


def read_xlsx(content: bytes, fields: Sequence[Field]) -> Table:
    """The first sheet of a workbook that has the asked columns.

    Formulas are read by the value that the workbook keeps.  Raises Refused for what is no workbook, too
    large, or has no row of titles.
    """
    from openpyxl import load_workbook  # not needed by those who only paste

    if len(content) > LARGEST_XLSX:
        raise Refused(N_("Tệp lớn hơn 10 MB. Hãy bỏ bớt trang tính hoặc hình ảnh rồi tải lại."))
    _check_archive(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    except Exception:
        raise Refused(_NOT_A_WORKBOOK) from None
    problem: Refused | None = None
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # what a file says of its own size is not believed
            try:
                return _table(_sheet_rows(sheet), fields)
            except Refused as refused:
                problem = problem or refused
    except Refused:
        raise
    except Exception:
        raise Refused(_NOT_A_WORKBOOK) from None
    finally:
        book.close()
    raise problem or Refused(_NOT_A_WORKBOOK)


_NOT_A_WORKBOOK = N_(
    "Không đọc được tệp này như một bảng tính .xlsx. Hãy lưu lại bằng Excel hoặc LibreOffice, hoặc dán bảng vào ô."
)


def _check_archive(content: bytes) -> None:
    """A workbook is a zip; one that would unpack to far more than its size is refused unopened."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            inside = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise Refused(_NOT_A_WORKBOOK) from None
    if inside > LARGEST_INSIDE:
        raise Refused(N_("Tệp nén quá nhiều dữ liệu bên trong. Hãy chép bảng cần nhập sang một tệp mới."))


def _sheet_rows(sheet: Any) -> list[list[str]]:
    rows: list[list[str]] = []
    for values in sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS):
        rows.append([_as_text(value) for value in values])
        if len(rows) > MOST_ROWS + _HEAD_WITHIN:
            raise Refused(N_("Bảng có hơn %(most)s dòng. Hãy chia thành nhiều tệp."), most=MOST_ROWS)
    return rows


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return (
            value.date().strftime("%d/%m/%Y")
            if not (value.hour or value.minute)
            else value.isoformat(" ", "minutes")
        )
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


_SPACES = re.compile(r"\s+")
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def _clean(text: str) -> str:
    kept = "".join(
        letter if letter in "\t\n\r" or unicodedata.category(letter) not in _HIDDEN else "" for letter in text
    )
    return unicodedata.normalize("NFC", _SPACES.sub(" ", kept)).strip()


def _key(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", fold(_clean(title))).strip()


def _table(rows: Sequence[Sequence[str]], fields: Sequence[Field]) -> Table:
    known = {_key(way): each for each in fields for way in (each.title, each.name, *each.also)}
    wanted = {each.name for each in fields if each.required}
    for place, row in enumerate(rows[:_HEAD_WITHIN]):
        columns = [known.get(_key(cell)) for cell in row[:MOST_COLUMNS]]
        found = [each.name for each in columns if each is not None]
        if not wanted <= set(found):
            continue
        if len(found) != len(set(found)):
            twice = next(each.title for each in fields if found.count(each.name) > 1)
            raise Refused(N_("Cột “%(column)s” có hai lần trong bảng. Hãy giữ một cột."), column=twice)
        unknown = tuple(
            clean
            for cell, each in zip(row, columns, strict=False)
            if each is None and (clean := _clean(cell)[:60])
        )
        return Table(_lines(rows[place + 1 :], columns, fields, first=place + 2), unknown)
    raise Refused(
        N_("Không thấy dòng tiêu đề có các cột bắt buộc: %(columns)s. Hãy dùng tệp mẫu, hoặc sửa tên cột."),
        columns=", ".join(each.title for each in fields if each.required),
    )


def _lines(
    rows: Sequence[Sequence[str]], columns: Sequence[Field | None], fields: Sequence[Field], *, first: int
) -> tuple[Line, ...]:
    """The lines that hold anything; the example row of the template, left in by whoever wrote below it, is none."""
    lines = []
    example = {each.name: _clean(each.example) for each in fields if each.example}
    whole = bool(example) and set(example) <= {each.name for each in columns if each is not None}
    for number, row in enumerate(rows, start=first):
        values: Values = {}
        for cell, each in zip(row, columns, strict=False):
            if each is None:
                continue
            text = _clean(cell)
            if len(text) > LONGEST_CELL:
                raise Refused(
                    N_("Dòng %(line)s, cột “%(column)s” dài hơn %(most)s chữ. Hãy rút gọn."),
                    line=number, column=each.title, most=LONGEST_CELL,
                )  # fmt: skip
            values[each.name] = text
        if any(values.values()) and not (whole and values == dict.fromkeys(values, "") | example):
            lines.append(Line(number, values))
        if len(lines) > MOST_ROWS:
            raise Refused(N_("Bảng có hơn %(most)s dòng. Hãy chia thành nhiều tệp."), most=MOST_ROWS)
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
