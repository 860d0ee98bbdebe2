"""Lists as workbooks (.xlsx): one way for every app, so that all exports look and behave alike.

What a workbook cannot hold is left out, and what a spreadsheet program would run as a formula is kept as
text.  Rows are written as they come, so a long list costs little memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from nhipcau.kernel.sound import sound

if TYPE_CHECKING:
    from openpyxl.styles import Font, PatternFill

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_CELL = 32_000
"""A cell holds at most 32,767 letters (ECMA-376); a longer text is cut and ends in "…"."""

_NOT_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
_RUN_AS_FORMULA = frozenset("=+-@\t\r")
_SIGNED = re.compile(r"[+-][0-9][0-9.,]*(?: \([+−-][0-9.,]+ ?%\))?")
"""A number with its sign, and what that is of a hundred ("+4 (+44,4%)"): nothing runs in it."""


class Cell(StrEnum):
    """How a column's values are shown."""

    TEXT = "text"
    DAY = "dd/mm/yyyy"
    MOMENT = "dd/mm/yyyy hh:mm"
    SHARE = "0%"
    NUMBER = "#,##0"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, its width in letters, how its values are shown."""

    title: str
    width: int = 20
    shown: Cell = Cell.TEXT


@dataclass(frozen=True, slots=True)
class Row:
    """A row that stands out (a heading within the list)."""

    values: Sequence[Any] = field(default_factory=tuple)
    bold: bool = False


def safe_text(text: str) -> str:
    """A text as a cell may hold it: nothing that XML cannot hold, nothing that runs as a formula."""
    clean = sound(text)
    if len(clean) > LONGEST_CELL:
        clean = clean[: LONGEST_CELL - 1] + "…"
    runs = clean[:1] in _RUN_AS_FORMULA and not _SIGNED.fullmatch(clean)
    return "'" + clean if runs else clean


class Book(bytes):
    """The bytes of a workbook that know what they hold: heading, and how many lines below the columns' heads."""

    heading: str
    lines: int


def workbook(
    *,
    name: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any] | Row],
    above: Sequence[str] = (),
    frozen_columns: int = 0,
) -> Book:
    """A workbook of one sheet, ready to print on A4.

    name: the sheet's name; above: lines before the table, the first as its title; rows: values in the
    order of the columns (str, number, bool, date, aware datetime, None), or ``Row``;
    frozen_columns: how many columns stay in view.  Returns the bytes of the .xlsx file.
    """
    # A fifth of a second to load, with NumPy: only where a workbook is made.
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_NOT_IN_SHEET_NAME.sub(" ", sound(name))[:31].strip() or "1")
    for place, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    head = len(above) + 2 if above else 1
    sheet.freeze_panes = f"{get_column_letter(frozen_columns + 1)}{head + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = 9, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{head}:{head}"
    look = _look()
    for place, line in enumerate(above):
        sheet.append([_cell(sheet, safe_text(line), font=Font(bold=True, size=13) if place == 0 else None)])
    if above:
        sheet.append([])
    sheet.append(
        [_cell(sheet, safe_text(column.title), font=look.bold, fill=look.head) for column in columns]
    )
    last = head
    for row in rows:
        bold = row.bold if isinstance(row, Row) else False
        values = row.values if isinstance(row, Row) else row
        sheet.append(
            [_value(sheet, value, column, bold) for value, column in zip(values, columns, strict=True)]
        )
        last += 1
    sheet.auto_filter.ref = f"A{head}:{get_column_letter(len(columns))}{last}"
    out = BytesIO()
    book.save(out)
    made = Book(out.getvalue())
    made.heading, made.lines = (above[0] if above else name), last - head
    return made


@dataclass(frozen=True, slots=True)
class _Look:
    bold: Any
    head: Any
    wrapped: Any


@cache
def _look() -> _Look:
    from openpyxl.styles import Alignment, Font, PatternFill

    return _Look(
        bold=Font(bold=True),
        head=PatternFill("solid", fgColor="E3EFEC"),
        wrapped=Alignment(wrap_text=True, vertical="top"),
    )


def _value(sheet: Any, value: Any, column: Column, bold: bool) -> Any:
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value).replace(tzinfo=None)
    elif value is not None and not isinstance(value, bool | int | float | date):
        value = safe_text(str(value))
    cell = _cell(sheet, value, font=_look().bold if bold else None)
    cell.alignment = _look().wrapped
    if column.shown is not Cell.TEXT and not isinstance(value, str):
        cell.number_format = column.shown.value
    return cell


def _cell(sheet: Any, value: Any, *, font: Font | None = None, fill: PatternFill | None = None) -> Any:
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, value=value)
    if font is not None:
        cell.font = font
    if fill is not None:
        cell.fill = fill
    return cell
