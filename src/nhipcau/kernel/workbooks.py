"""Sheets of a workbook as rows of text: what a person who opens the workbook sees, and nothing that they do not.

Merged cells say the same in each of their rows, formulas are read by the value that the workbook keeps, blank rows
cost nothing however many a file declares.  Reads foreign bytes: only called in a child.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.datetime import WINDOWS_EPOCH
from openpyxl.worksheet._reader import FORMULA_TAG, VALUE_TAG, WorkSheetParser

from nhipcau.kernel.standing import written

UNCOUNTED = "#?"
"""Stands for a formula that no program has reckoned yet."""

_NO_SUCH_DAY = "29/02/1900"  # Excel counts it as day 60, as Lotus 1-2-3 did; the year 1900 had no such day


class NotAWorkbook(Exception):
    """The bytes are no workbook that can be read."""


class TooManyRows(Exception):
    """More rows hold something than are read."""


class TooMuchInside(Exception):
    """It would unpack to far more than its size."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's rows that hold something, each with its number in the sheet.

    unseen_rows, unseen_columns: numbers of those that are hidden (columns from 0).  tall: how many rows below a row
    its merged cells reach, by the row's number.
    """

    title: str
    hidden: bool
    rows: tuple[tuple[int, list[str]], ...]
    unseen_rows: frozenset[int] = frozenset()
    unseen_columns: frozenset[int] = frozenset()
    tall: tuple[tuple[int, int, int], ...] = ()


def check_archive(content: bytes, *, largest: int) -> None:
    """A workbook is a zip; one that would unpack to more than ``largest`` is not opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            inside = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise NotAWorkbook from None
    if inside > largest:
        raise TooMuchInside


def sheets(content: bytes, *, most_rows: int, most_columns: int) -> Iterator[Sheet]:
    """The sheets in their order.  Raises NotAWorkbook, TooManyRows."""
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    except Exception:
        raise NotAWorkbook from None
    try:
        for sheet in book.worksheets:
            yield _read(sheet, most_rows, most_columns)
    except (TooManyRows, GeneratorExit):
        raise
    except Exception:
        raise NotAWorkbook from None
    finally:
        book.close()


class _Parser(WorkSheetParser):
    """The library's reader, which forgets that a formula was never reckoned and calls day 60 the 28th."""

    def parse_cell(self, element: Any) -> dict[str, Any]:
        cell: dict[str, Any] = super().parse_cell(element)
        if cell["value"] is None and element.find(FORMULA_TAG) is not None:
            cell["value"] = None if element.get("t") == "str" else UNCOUNTED  # an empty text is one, too
        elif cell["data_type"] == "d" and self.epoch == WINDOWS_EPOCH:
            written = element.findtext(VALUE_TAG) or ""
            if written.partition(".")[0] == "60":
                cell["value"] = _NO_SUCH_DAY
        return cell


def _read(sheet: Any, most_rows: int, most_columns: int) -> Sheet:
    rows: list[tuple[int, list[str]]] = []
    with sheet._get_source() as source:
        parser = _Parser(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=sheet.parent.epoch,
            date_formats=sheet.parent._date_formats,
            timedelta_formats=sheet.parent._timedelta_formats,
        )
        for number, cells in parser.parse():
            row = _row(cells, most_columns)
            if row:
                rows.append((number, row))
            if len(rows) > most_rows:
                raise TooManyRows
        unseen_rows = frozenset(
            int(number) for number, said in parser.row_dimensions.items() if _is_set(said.get("hidden"))
        )
        merged = [each.bounds for each in (parser.merged_cells.mergeCell if parser.merged_cells else ())]
        unseen_columns = frozenset(
            place - 1
            for said in parser.column_dimensions.values()
            if _is_set(said.get("hidden"))
            for place in range(int(said["min"]), min(int(said.get("max", said["min"])), most_columns) + 1)
        )
    return Sheet(
        title=sheet.title,
        hidden=sheet.sheet_state != "visible",
        rows=tuple(rows),
        unseen_rows=unseen_rows,
        unseen_columns=unseen_columns,
        tall=tuple((left - 1, top, bottom) for left, top, _right, bottom in merged if bottom > top),
    )


def _is_set(said: str | None) -> bool:
    return said in {"1", "true"}


def _row(cells: Sequence[dict[str, Any]], most_columns: int) -> list[str]:
    """The cells as text, as far as the last one that says something; empty where none does."""
    found = {
        cell["column"] - 1: text
        for cell in cells
        if 0 < cell["column"] <= most_columns and (text := as_text(cell["value"])).strip()
    }
    return [found.get(place, "") for place in range(max(found) + 1)] if found else []


def as_text(value: Any) -> str:
    """A cell's value as an officer would type it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return written(value.date()) if not (value.hour or value.minute) else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return written(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
