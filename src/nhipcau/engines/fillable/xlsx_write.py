"""A form as a workbook: a sheet for each table, cells to fill in open, all others locked."""

from __future__ import annotations

import re
from copy import copy
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.worksheet import Worksheet

from nhipcau.engines.fillable import seal, words
from nhipcau.engines.fillable.laying import Laid, LaidRow, head, laid, told
from nhipcau.engines.fillable.model import Ask, Form, Identity, Kind, Question, Value
from nhipcau.engines.fillable.values import shown, tidy
from nhipcau.engines.officialdoc.write.setting import width_of

_FACE = "Times New Roman"
_LINE = Side(style="thin", color="8A8A8A")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_OPEN = PatternFill("solid", fgColor="FFF8DC")
_HEAD = PatternFill("solid", fgColor="E3EFEC")
_WRAP = Alignment(wrap_text=True, vertical="top")
_RIGHT = Alignment(wrap_text=True, vertical="top", horizontal="right", indent=1)
_MIDDLE = Alignment(wrap_text=True, vertical="center", horizontal="center")
_FONT, _BOLD = Font(name=_FACE, size=12), Font(name=_FACE, size=12, bold=True)
_SMALL = Font(name=_FACE, size=9, color="595959")
_NOTE = Font(name=_FACE, size=11, italic=True)
_TITLE = Font(name=_FACE, size=14, bold=True)
_FREE, _FIRM = Protection(locked=False), Protection(locked=True)
_CODE_WIDTH, _PORTRAIT, _LANDSCAPE = 9.0, 78.0, 122.0
_LINE_HEIGHT = 16.0
_AS_CODE = re.compile(
    "_(?=x[0-9A-Fa-f]{4}_)"
)  # what a workbook would take for a letter's number (ECMA-376, 22.9.2.19)
_SHORT, _LONG_LINES = 500, 5  # letters of an answer that gets one line; lines of a longer one
_MEASURED = 3_000  # letters of a text: more do not stand on a page
_REGULAR = 0.87  # the face of a cell beside the bold one whose widths are known
_WIDE = 4  # columns of a table that still stands upright


def written_xlsx(form: Form) -> bytes:
    """The form as .xlsx.  Raises BadForm."""
    tables = laid(form)
    identity = seal.identity_of(form)
    book = Workbook()
    book.remove(book.active)
    lists, looks = _Lists(), _Looks()
    for at, table in enumerate(tables):
        sheet: Any = book.create_sheet(_name(table))
        _Page(sheet, table, lists, looks).write(form, identity, first=at == 0, last=at == len(tables) - 1)
    lists.write(book.create_sheet(words.LISTS_SHEET), identity)
    book.custom_doc_props.append(StringProperty(name=seal.PROPERTY, value=seal.token(identity)))
    book.properties.title, book.properties.creator = tidy(form.title), tidy(form.issuer)
    book.properties.language = "vi-VN"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _name(table: Laid) -> str:
    if table.grid is None:
        return words.ANSWER_SHEET if table.code == "C1" else f"{words.ANSWER_SHEET} {table.code[1:]}"
    return words.GRID_SHEET % table.code[1:]


class _Lists:
    """What lists offer, on a sheet of its own that is not shown: Excel takes no list over 255 letters in a cell."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, ...], str] = {}

    def of(self, choices: tuple[str, ...]) -> str:
        if choices not in self.known:
            letter = get_column_letter(len(self.known) + 2)
            self.known[choices] = f"'{words.LISTS_SHEET}'!${letter}$1:${letter}${len(choices)}"
        return self.known[choices]

    def write(self, sheet: Worksheet, identity: Identity) -> None:
        sheet["A1"] = seal.token(identity)
        for column, choices in enumerate(self.known, start=2):
            for row, choice in enumerate(choices, start=1):
                _put_text(sheet.cell(row, column), choice)
        sheet.sheet_state = "hidden"
        sheet.protection.sheet = True


class _Looks:
    """Each look is put together once a book and copied to the next cell: openpyxl reckons a sum of every part of it for
    every cell, which was most of what a form cost."""

    def __init__(self) -> None:
        self.known: dict[tuple[object, ...], StyleArray] = {}

    def give(
        self, cell: Any, font: Font, alignment: Alignment, border: Border | None = None, *,
        fill: PatternFill | None = None, protection: Protection | None = None, numbers: str = "General",
    ) -> None:  # fmt: skip
        """font … protection: of this module's own, which live as long as it does."""
        key = (*map(id, (font, alignment, border, fill, protection)), numbers)
        if key in self.known:
            cell._style = copy(self.known[key])
            return
        cell.font, cell.alignment, cell.number_format = font, alignment, numbers
        for part, value in (("border", border), ("fill", fill), ("protection", protection)):
            if value is not None:
                setattr(cell, part, value)
        self.known[key] = copy(cell._style)


class _Page:
    """One sheet while it is written."""

    def __init__(self, sheet: Any, table: Laid, lists: _Lists, looks: _Looks) -> None:
        self.sheet, self.table, self.lists, self.looks = sheet, table, lists, looks
        self.row = 1
        self.lies = len(table.columns) > _WIDE
        room = (_LANDSCAPE if self.lies else _PORTRAIT) - _CODE_WIDTH
        total = sum(one.width for one in table.columns)
        self.widths = [max(7.0, room * one.width / total) for one in table.columns]
        self.last = len(table.columns) + 1

    def write(self, form: Form, identity: Identity, *, first: bool, last: bool) -> None:
        sheet = self.sheet
        sheet.column_dimensions["A"].width = _CODE_WIDTH
        for at, width in enumerate(self.widths, start=2):
            sheet.column_dimensions[get_column_letter(at)].width = width
        if first:
            self._head(form, identity)
            self._how()
        self._table(identity)
        if last:
            self._signatures()
        self._print(identity)

    # ---- above the table

    def _head(self, form: Form, identity: Identity) -> None:
        if form.filler:
            self._line(words.FILLER % form.filler, _BOLD)
        if form.issuer:
            self._line(words.RECEIVER % form.issuer, _FONT)
        self._line(words.SEAL % seal.printed(identity) + "   " + words.EDITION % form.edition, _SMALL)
        self.row += 1
        self._line(form.title, _TITLE, middle=True)
        if form.intro:
            self._line(form.intro, _FONT)
        self.row += 1

    def _how(self) -> None:
        self._line(words.HOW, _BOLD)
        for text in (*words.HOW_LINES, words.NO_SECRETS):
            self._line(f"- {text}", _NOTE)
        self.row += 1

    def _line(self, text: str, font: Font, *, middle: bool = False) -> None:
        """A line over the whole width.  Programs do not measure merged cells: its height is reckoned here."""
        cell = self.sheet.cell(self.row, 1)
        _put_text(cell, text)
        self.looks.give(cell, font, _MIDDLE if middle else _WRAP)
        self.sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=1, end_column=self.last)
        size = float(font.size or 12)
        lines = _lines(text, _CODE_WIDTH + sum(self.widths), size)
        self.sheet.row_dimensions[self.row].height = lines * _LINE_HEIGHT * size / 12 + 2
        self.row += 1

    def _grow(self, texts: tuple[str, ...], size: float = 12, least: int = 1) -> None:
        """The height that a row's words need; a program reckons it anew when somebody writes in it."""
        widths = (_CODE_WIDTH, *self.widths)
        lines = max(least, *(_lines(text, width, size) for text, width in zip(texts, widths, strict=True)))
        self.sheet.row_dimensions[self.row] = _Grown(self.sheet, index=self.row, ht=lines * _LINE_HEIGHT + 2)

    # ---- the table

    def _table(self, identity: Identity) -> None:
        sheet, table = self.sheet, self.table
        self._line(table.title, _BOLD)
        if table.help:
            self._line(table.help, _NOTE)
        if table.new is not None:
            self._line(words.HOW_ADD, _NOTE)
        heads = (words.CODE_HEAD, *(one.label for one in table.columns))
        codes = (f"{table.code}-{seal.mark(identity)}", *(f"({one.code})" for one in table.columns))
        for line, font, fill in ((heads, _BOLD, _HEAD), (codes, _SMALL, None)):
            for at, text in enumerate(line, start=1):
                cell = sheet.cell(self.row, at)
                _put_text(cell, text)
                self.looks.give(cell, font, _MIDDLE, _BOX, fill=fill)
            self._grow(line, float(font.size or 12))
            self.row += 1
        self.title_rows = (self.row - 2, self.row - 1)
        sheet.freeze_panes = f"B{self.row}"
        begun = self.row
        for row in table.rows:
            self._row(row)
        if table.grid is None:
            for at, row in enumerate(table.rows):
                question = row.asks[1]
                if question is not None:
                    self._ask(question, f"C{begun + at}")
            self.row += 1
            return
        empty = tuple(None for _ in table.columns)
        for at in range(1, table.spare + 1):
            self._row(LaidRow(f"{table.code}.+{at}", table.grid.key, "", empty, table.new or ()))
        for at, column in enumerate(table.grid.columns, start=2):
            first = begun if not column.fixed else begun + len(table.rows)
            if self.row > first and (not column.fixed or table.spare):
                letter = get_column_letter(at)
                self._ask(column, f"{letter}{first}:{letter}{self.row - 1}")
        for at, text in enumerate((table.end, words.END_NOTE), start=1):
            _put_text(sheet.cell(self.row, at), text)
            sheet.cell(self.row, at).font = _SMALL
        self.row += 2

    def _row(self, row: LaidRow) -> None:
        code = self.sheet.cell(self.row, 1)
        _put_text(code, row.code)
        self.looks.give(code, _SMALL, _MIDDLE, _BOX)
        for at, (value, ask) in enumerate(zip(row.cells, row.asks, strict=True), start=2):
            cell = self.sheet.cell(self.row, at)
            _put(cell, value)
            is_number = isinstance(value, int | Decimal) or (ask is not None and ask.kind is Kind.NUMBER)
            side = _RIGHT if is_number and not isinstance(value, bool) else _WRAP
            fill, protection = (_OPEN, _FREE) if ask is not None else (None, None)
            self.looks.give(
                cell, _FONT, side, _BOX, fill=fill, protection=protection, numbers=_numbers(value, ask)
            )
        long = any(
            isinstance(ask, Question) and ask.kind is Kind.TEXT and ask.longest > _SHORT for ask in row.asks
        )
        self._grow((row.code, *map(shown, row.cells)), least=_LONG_LINES if long else 1)
        self.row += 1

    def _ask(self, ask: Ask, where: str) -> None:
        """What a program offers and warns of; it never forbids: what is wrong is told when the file comes back."""
        rule: dict[str, Any]
        match ask.kind:
            case Kind.CHOICE:
                rule = {"type": "list", "formula1": self.lists.of(tuple(map(tidy, ask.choices)))}
                hint = words.ASK_CHOICE
            case Kind.YES_NO:
                rule, hint = {"type": "list", "formula1": f'"{words.YES},{words.NO}"'}, words.ASK_CHOICE
            case Kind.NUMBER:
                kind = "decimal" if ask.places else "whole"
                rule = {
                    "type": kind,
                    "operator": "between",
                    "formula1": "-999999999999999",
                    "formula2": "999999999999999",
                }
                hint = words.ASK_NUMBER if ask.places else words.ASK_WHOLE
            case Kind.DATE:
                rule = {"type": "date", "operator": "greaterThan", "formula1": "367"}
                hint = words.ASK_DATE
            case _:
                rule = {"type": "textLength", "operator": "lessThanOrEqual", "formula1": str(ask.longest)}
                hint = words.ASK_SHORT % shown(ask.longest)
        check = DataValidation(allow_blank=True, errorStyle="warning", showErrorMessage=True, **rule)
        check.errorTitle, check.error = words.WRONG, hint
        prompt = " ".join(part for part in (tidy(ask.help), hint) if part)
        if isinstance(ask, Question) or ask.help or ask.kind is not Kind.TEXT:
            check.showInputMessage = True
            check.promptTitle = tidy(told(ask) if isinstance(ask, Question) else head(ask)).split("\n")[0][
                :32
            ]
            check.prompt = prompt[:255]
        check.add(where)
        self.sheet.add_data_validation(check)

    # ---- below it

    def _signatures(self) -> None:
        sheet = self.sheet
        half = max(2, self.last // 2)
        lines = (
            ("", words.PLACE_DAY, _NOTE),
            (words.MAKER, words.HEAD, _BOLD),
            (words.MAKER_NOTE, words.HEAD_NOTE, _NOTE),
        )
        for left, right, font in lines:
            for text, start, end in ((left, 1, half), (right, half + 1, self.last)):
                cell = sheet.cell(self.row, start)
                _put_text(cell, text)
                self.looks.give(cell, font, _MIDDLE)
                if end > start:
                    sheet.merge_cells(
                        start_row=self.row, end_row=self.row, start_column=start, end_column=end
                    )
            sheet.row_dimensions[self.row].height = _LINE_HEIGHT * (2 if font is _NOTE and not left else 1)
            self.row += 1
        self.row += 4

    def _print(self, identity: Identity) -> None:
        sheet = self.sheet
        sheet.sheet_view.showGridLines = False
        sheet.page_setup.orientation = "landscape" if self.lies else "portrait"
        sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = 9, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.print_options.horizontalCentered = True
        margins = sheet.page_margins
        margins.left, margins.right, margins.top, margins.bottom = 0.8, 0.6, 0.8, 0.8
        sheet.print_title_rows = f"{self.title_rows[0]}:{self.title_rows[1]}"
        sheet.print_area = f"A1:{get_column_letter(self.last)}{self.row}"
        sheet.oddFooter.left.text, sheet.oddFooter.left.size = seal.printed(identity), 8
        sheet.oddFooter.right.text, sheet.oddFooter.right.size = words.PAGE_OF, 8
        protection = sheet.protection
        protection.sheet = True  # without a password: against slips, not against people
        for allowed in ("formatColumns", "formatRows", "insertRows", "sort", "autoFilter"):
            setattr(protection, allowed, False)


class _Grown(RowDimension):
    """A row whose height was reckoned, not set by somebody."""

    @property
    def customHeight(self) -> bool:
        return False


def _lines(text: str, width: float, size: float) -> int:
    """How many lines a text takes in a column.  width: in letters of the workbook's own face (7 pixels)."""
    room = width * 5.25 + 2
    count = 0
    for line in tidy(text[:_MEASURED]).split("\n"):
        count, at = count + 1, 0.0
        for word in line.split(" "):
            wide = width_of(word, size) * _REGULAR
            if at and at + wide > room:
                count, at = count + 1, 0.0
            at += wide + size / 4
    return min(25, count)


def _put_text(cell: Any, text: str) -> None:
    """A text, whatever it begins with: never a formula."""
    clean = tidy(text)
    if clean:
        cell.value = _AS_CODE.sub("_x005F_", clean)
        cell.data_type = "s"


def _put(cell: Any, value: Value) -> None:
    if isinstance(value, bool):
        _put_text(cell, shown(value))
    elif isinstance(value, int | Decimal | date):
        cell.value = value
    elif value:
        _put_text(cell, value)


def _numbers(value: Value, ask: Ask | None) -> str:
    """How a cell's number or day is shown; what else is written there stays a text."""
    kind = ask.kind if ask is not None else None
    if kind is Kind.NUMBER or (isinstance(value, int | Decimal) and not isinstance(value, bool)):
        places = ask.places if ask is not None else _places(value)
        return "#,##0" + ("." + "0" * places if places else "")
    return "dd/mm/yyyy" if kind is Kind.DATE or isinstance(value, date) else "@"


def _places(value: Value) -> int:
    exponent = Decimal(value).normalize().as_tuple().exponent if isinstance(value, int | Decimal) else 0
    return min(6, max(0, -exponent)) if isinstance(exponent, int) else 0
