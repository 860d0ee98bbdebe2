"""What a form asks, what came back in its file, and why a file is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from nhipcau.engines.coded import Coded

Value = str | int | Decimal | date | bool | None
"""Of an answer or a cell: text, a number, a day, yes or no, nothing."""

KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,79}")
MOST_PARTS, MOST_COLUMNS, MOST_ROWS, MOST_CHOICES = 200, 20, 5_000, 200
MOST_FORM_CELLS = 12_000
LONGEST = 30_000
"""Letters of one text; a cell of a workbook holds 32,767."""


class Kind(StrEnum):
    """What is written in a cell.  CHOICE: one of the choices, by its words."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    YES_NO = "yes_no"


class BadForm(Coded):
    """A form that cannot be written: key (``name``), twice (a key, ``name``), value (not of its kind, ``name``), choices,
    cells (a row of another length), many (``most``), long, stamp (its own words would be refused as a secret's)."""

    family = "form"

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__("", **params)
        self.code = code


class Unfit(Coded):
    """Why a whole file is not read: see docs/features/fillable-forms.md for each code."""

    family = "form-file"

    def __init__(self, code: str, variant: str = "", **params: str | int) -> None:
        super().__init__(variant, **params)
        self.code = code


@dataclass(frozen=True, slots=True)
class Question:
    """One thing asked.

    value: what stands in it already.  text: more words under the label; help: how it is filled in.
    unit: of a number; places: decimals that it may have.  longest: letters of a text.
    """

    key: str
    label: str
    text: str = ""
    help: str = ""
    kind: Kind = Kind.TEXT
    value: Value = None
    unit: str = ""
    choices: tuple[str, ...] = ()
    required: bool = False
    longest: int = 2_000
    places: int = 0


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.  fixed: shown, not asked.  width: beside the others', 0 for what its words need."""

    key: str
    label: str
    kind: Kind = Kind.TEXT
    fixed: bool = False
    help: str = ""
    unit: str = ""
    choices: tuple[str, ...] = ()
    required: bool = False
    longest: int = 2_000
    places: int = 0
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class Row:
    """cells: in the order of the columns."""

    key: str
    cells: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table.  may_add_rows: lines for rows of one's own stand below; most_rows: with those."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = ()
    help: str = ""
    may_add_rows: bool = False
    most_rows: int = 500


Ask = Question | Column
"""What says of which kind a cell is."""
Part = Question | Grid


@dataclass(frozen=True, slots=True)
class Form:
    """A form for one agency, with what is known already.

    kind: what it is ("plan", "report"); subject: of which record; scope: the agency's code; edition: counted up whenever
    the form is given out anew.  issuer, filler: names of who asks and who answers, for its head.
    """

    kind: str
    subject: str
    scope: str
    title: str
    intro: str
    parts: tuple[Part, ...]
    edition: int = 1
    issuer: str = ""
    filler: str = ""


# ---- what comes back


@dataclass(frozen=True, slots=True)
class Identity:
    """Of which form a file is.  seal: of everything that the blank form says; the rest is "" (0) where only the seal was
    left in the file."""

    seal: str
    kind: str = ""
    subject: str = ""
    scope: str = ""
    edition: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the file.  page: the sheet's name or the number of the table in a document; row, column: from 1."""

    page: str = ""
    row: int = 0
    column: int = 0

    @property
    def cell(self) -> str:
        """ "C7"; "" where no cell is meant."""
        letters, left = "", self.column
        while left > 0:
            left, at = divmod(left - 1, 26)
            letters = chr(65 + at) + letters
        return f"{letters}{self.row}" if letters and self.row else ""


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that says something else than the blank form.  part: a key; row, column: "" for a question."""

    part: str
    row: str
    column: str
    before: Value
    after: Value
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Added:
    """A row of one's own.  cells: in the order of the columns."""

    part: str
    cells: tuple[Value, ...]
    place: Place = NOWHERE


TOLD = frozenset({"fixed-changed", "formula", "comment", "tracked", "picture", "row-gone", "old-font"})
"""Faults that are told and hinder nothing."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong or must be known.  part, row, column: keys, "" where none is meant."""

    code: str
    part: str = ""
    row: str = ""
    column: str = ""
    place: Place = NOWHERE
    params: dict[str, str | int] = field(default_factory=dict, hash=False)

    @property
    def hinders(self) -> bool:
        """Whether it must be mended before anything is entered."""
        return self.code not in TOLD


@dataclass(frozen=True, slots=True)
class Returned:
    """What a filled form says.  Cells at fault are in no change."""

    identity: Identity
    changes: tuple[Change, ...] = ()
    added: tuple[Added, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether all of it may be entered."""
        return not any(one.hinders for one in self.faults)
