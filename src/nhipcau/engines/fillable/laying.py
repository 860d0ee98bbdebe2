"""A form as tables with a code for each row and each column: what both writers lay out and the reader looks for.

Statistical forms of Vietnamese offices have such codes in print ("Mã số", "(A)", "(1)"), so they may stand where everybody
sees them and go with their row wherever it is sorted, cut or pasted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from nhipcau.engines.fillable import words
from nhipcau.engines.fillable.model import (
    KEY,
    LONGEST,
    MOST_CHOICES,
    MOST_COLUMNS,
    MOST_FORM_CELLS,
    MOST_PARTS,
    MOST_ROWS,
    Ask,
    BadForm,
    Column,
    Form,
    Grid,
    Kind,
    Question,
    Value,
)
from nhipcau.engines.fillable.values import tidy
from nhipcau.engines.officialdoc.secrecy.stamps import first_stamp

SPARE_ROWS = 10


@dataclass(frozen=True, slots=True)
class LaidColumn:
    """code: "A", "B" of what is shown, "1", "2" of what is asked."""

    code: str
    label: str
    key: str
    fixed: bool
    width: float


@dataclass(frozen=True, slots=True)
class LaidRow:
    """asks: None for a cell that is shown.  part, key: of the form; key is "" for a question."""

    code: str
    part: str
    key: str
    cells: tuple[Value, ...]
    asks: tuple[Ask | None, ...]


@dataclass(frozen=True, slots=True)
class Laid:
    """A table.  code: "C1" of questions, "B1" of a grid.  new: what a row of one's own is asked; None where none may be."""

    code: str
    title: str
    help: str
    columns: tuple[LaidColumn, ...]
    rows: tuple[LaidRow, ...]
    grid: Grid | None = None
    new: tuple[Ask, ...] | None = None

    @property
    def end(self) -> str:
        return f"{self.code}./."

    @property
    def spare(self) -> int:
        """How many empty lines for rows of one's own."""
        if self.new is None or self.grid is None:
            return 0
        return max(0, min(SPARE_ROWS, self.grid.most_rows - len(self.rows)))


def laid(form: Form) -> tuple[Laid, ...]:
    """The tables of a form in their order.  Raises BadForm."""
    check(form)
    tables: list[Laid] = []
    run: list[Question] = []
    count = {"B": 0, "C": 0}

    def close() -> None:
        if run:
            count["C"] += 1
            tables.append(_questions(f"C{count['C']}", tuple(run)))
            run.clear()

    for part in form.parts:
        if isinstance(part, Question):
            run.append(part)
            continue
        close()
        count["B"] += 1
        tables.append(_grid(f"B{count['B']}", part))
    close()
    return tuple(tables)


def _questions(code: str, run: tuple[Question, ...]) -> Laid:
    helped = any(one.help for one in run)
    columns = [
        LaidColumn("A", words.CONTENT_HEAD, "", True, 3.0),
        LaidColumn("1", words.ANSWER_HEAD, "", False, 4.0),
    ]
    if helped:
        columns.append(LaidColumn("B", words.HELP_HEAD, "", True, 2.0))
    rows = tuple(
        LaidRow(
            f"{code}.{at:02d}",
            one.key,
            "",
            (told(one), one.value, *((one.help,) if helped else ())),
            (None, one, *((None,) if helped else ())),
        )
        for at, one in enumerate(run, start=1)
    )
    title = words.QUESTIONS_TITLE if code == "C1" else words.MORE_TITLE
    return Laid(code, title, "", tuple(columns), rows)


def _grid(code: str, grid: Grid) -> Laid:
    letters, numbers = iter("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), iter(range(1, 100))
    columns = tuple(
        LaidColumn(
            next(letters) if one.fixed else str(next(numbers)),
            head(one),
            one.key,
            one.fixed,
            one.width or _need(grid, at),
        )
        for at, one in enumerate(grid.columns)
    )
    asks: tuple[Ask | None, ...] = tuple(None if one.fixed else one for one in grid.columns)
    rows = tuple(
        LaidRow(f"{code}.{at:02d}", grid.key, row.key, row.cells, asks)
        for at, row in enumerate(grid.rows, start=1)
    )
    return Laid(code, grid.title, grid.help, columns, rows, grid, grid.columns if grid.may_add_rows else None)


def _need(grid: Grid, at: int) -> float:
    """A column's part of the width, by what it holds."""
    column = grid.columns[at]
    if column.kind is Kind.TEXT and not column.fixed:
        return 3.0 if column.longest > 200 else 2.0
    longest = max((len(str(row.cells[at] or "")) for row in grid.rows[:200]), default=0)
    least = 1.2 if column.kind is Kind.DATE else 0.7 if column.kind is Kind.NUMBER else 1.0
    return min(3.0, max(least, longest / 14, len(column.label) / 15))


def told(one: Question) -> str:
    """A question's words in its first cell."""
    unit = f" ({one.unit})" if one.unit else ""
    star = f" {words.REQUIRED}" if one.required else ""
    return f"{one.label}{unit}{star}" + (f"\n{one.text}" if one.text else "")


def head(one: Column) -> str:
    """A column's head."""
    unit = f" ({one.unit})" if one.unit else ""
    return f"{one.label}{unit}" + (f" {words.REQUIRED}" if one.required and not one.fixed else "")


# ---- what cannot be a form


def check(form: Form) -> None:
    """Raise BadForm for what could not be written or read back."""
    for name in (form.kind, form.subject, form.scope):
        _check_key(name)
    if not 0 < form.edition < 10**9:
        raise BadForm("value", name="edition")
    if not form.parts or len(form.parts) > MOST_PARTS:
        raise BadForm("many", most=MOST_PARTS)
    if sum(len(one.rows) * len(one.columns) for one in form.parts if isinstance(one, Grid)) > MOST_FORM_CELLS:
        raise BadForm("many", most=MOST_FORM_CELLS)
    _check_once(one.key for one in form.parts)
    for part in form.parts:
        _check_key(part.key)
        if isinstance(part, Question):
            _check_ask(part)
            _check_value(part, part.value)
        else:
            _check_grid(part)
    for text in texts_of(form):
        if len(text) > LONGEST:
            raise BadForm("long", most=LONGEST)
        if first_stamp(text.split("\n")) is not None:
            raise BadForm("stamp", text=text[:80])


def _check_grid(grid: Grid) -> None:
    if not grid.columns or len(grid.columns) > MOST_COLUMNS:
        raise BadForm("many", most=MOST_COLUMNS)
    if max(len(grid.rows), grid.most_rows) > MOST_ROWS or len(grid.rows) > grid.most_rows:
        raise BadForm("many", most=min(MOST_ROWS, grid.most_rows))
    _check_once(one.key for one in grid.columns)
    _check_once(one.key for one in grid.rows)
    for column in grid.columns:
        _check_key(column.key)
        if not column.fixed or grid.may_add_rows:  # what is shown is asked of a row of one's own
            _check_ask(column)
    for row in grid.rows:
        _check_key(row.key)
        if len(row.cells) != len(grid.columns):
            raise BadForm("cells", name=row.key)
        for value, column in zip(row.cells, grid.columns, strict=True):
            _check_value(column, value)


def _check_key(name: str) -> None:
    if not KEY.fullmatch(name):
        raise BadForm("key", name=name[:80])


def _check_once(names: Iterator[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise BadForm("twice", name=name)
        seen.add(name)


def _check_ask(ask: Ask) -> None:
    if ask.kind is Kind.CHOICE:
        said = [" ".join(tidy(one).split()) for one in ask.choices]
        if not said or len(said) > MOST_CHOICES or not all(said) or len(set(said)) < len(said):
            raise BadForm("choices", name=ask.key)
    if not (0 < ask.longest <= LONGEST and 0 <= ask.places <= 6):
        raise BadForm("value", name=ask.key)


_TYPES: dict[Kind, tuple[type, ...]] = {
    Kind.TEXT: (str,),
    Kind.NUMBER: (int, Decimal),
    Kind.DATE: (date,),
    Kind.CHOICE: (str,),
    Kind.YES_NO: (bool,),
}


def _check_value(ask: Ask, value: Value) -> None:
    if value is None:
        return
    fits = isinstance(value, _TYPES[ask.kind]) and not isinstance(value, datetime)
    if isinstance(value, bool) and ask.kind is not Kind.YES_NO:
        fits = False
    if fits and isinstance(value, Decimal):
        fits = value.is_finite() and abs(value) < 10**15
    elif fits and isinstance(value, int) and not isinstance(value, bool):
        fits = abs(value) < 10**15
    elif fits and isinstance(value, date):
        fits = 1900 < value.year < 2200
    fixed = isinstance(ask, Column) and ask.fixed
    if fits and ask.kind is Kind.CHOICE and not fixed and value not in ask.choices:
        fits = False
    if not fits:
        raise BadForm("value", name=ask.key)


def texts_of(form: Form) -> Iterator[str]:
    """Every text that a form shows."""
    yield from (form.title, form.intro, form.issuer, form.filler)
    for part in form.parts:
        if isinstance(part, Question):
            yield from (part.label, part.text, part.help, part.unit, *part.choices)
            yield from (part.value,) if isinstance(part.value, str) else ()
            continue
        yield from (part.title, part.help)
        for column in part.columns:
            yield from (column.label, column.help, column.unit, *column.choices)
        for row in part.rows:
            yield from (value for value in row.cells if isinstance(value, str))
