"""What an official document is written from (Decree 30/2020/NĐ-CP, annex I), and how its parts are numbered.

A `Draft` says what stands in the document; how it looks is decided by the decree and nowhere else, so a draft
has no fonts, sizes or margins.  Both writers (Word and PDF) walk the same numbered lines from `lines_of`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nhipcau.engines.officialdoc.write.setting import has_address, tied
from nhipcau.engines.vntext.records import record

LETTERS = "abcdđeghiklmnopqrstuvxy"
"""Points are lettered in the order of the Vietnamese alphabet without its marked vowels: a, b, c, d, đ, e, g."""

_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


class BadDraft(ValueError):
    """A draft that cannot be written in the decree's form: a stable code, and what a sentence about it names."""

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code)
        self.code = code.partition(".")[0]
        self.key = f"draft.{code}"
        self.params = params


@record(frozen=True, slots=True)
class Run:
    """Words in one face within a paragraph.  link: the web address that they lead to on a screen.  note: what stands of
    them at the foot of the page (where a sentence comes from)."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    note: str = ""


Text = str | tuple[Run, ...]


@record(frozen=True, slots=True)
class Heading:
    """A numbered heading.  level 1: "I." in capitals; 2: "1."; 3: "1.1."; 4: "1.1.1.".

    label overrides the count ("II.", "3a."); "" gives a heading without a number.
    """

    text: str
    level: int = 1
    label: str | None = None


@record(frozen=True, slots=True)
class Paragraph:
    """A justified paragraph; line breaks in the text stay.  leads: it opens what follows, and never ends a page."""

    text: Text
    leads: bool = False


@record(frozen=True, slots=True)
class Point:
    """A lettered point: a) b) c) d) đ) e) g).  Counting begins again after each heading and article."""

    text: Text
    label: str | None = None


@record(frozen=True, slots=True)
class Clause:
    """A clause of an article: "1. …" in the regular face."""

    text: Text
    label: str | None = None


@record(frozen=True, slots=True)
class Dash:
    """A line that begins with "- ", or with "+ " one step further in (depth 2)."""

    text: Text
    depth: int = 1


@record(frozen=True, slots=True)
class Article:
    """ "Điều 1." in bold, with its title (bold) or its words (regular)."""

    text: Text = ""
    title: str = ""
    label: str | None = None


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@record(frozen=True, slots=True)
class Cell:
    """A table cell; "\\n" begins a new paragraph.  Places that a span covers are left out of the rows."""

    text: str
    columns: int = 1
    rows: int = 1
    bold: bool = False
    align: Align | None = None


@record(frozen=True, slots=True)
class Table:
    """A ruled table whose header rows are repeated on every page.

    widths: relative, one per column.  header and rows hold `Cell` or plain text.
    """

    header: tuple[tuple[Cell | str, ...], ...]
    rows: tuple[tuple[Cell | str, ...], ...]
    widths: tuple[float, ...]
    size: float = 12.0  # points


@record(frozen=True, slots=True)
class Picture:
    """A drawing across the text, in the middle (a chart: ``chart_svg``).

    svg: as drawn, in points.  words: what it shows, for whoever does not see it.  caption: the line under it.
    """

    svg: str
    words: str
    caption: str = ""


Block = Heading | Paragraph | Point | Clause | Dash | Article | Table | Picture


@record(frozen=True, slots=True)
class Letterhead:
    """The head of a document.

    issuer and parent: one string per printed line, parted by "\\n".  number: None leaves room for it to be
    written in by hand.  symbol: the part after the number ("KH-UBND").  issued: None leaves room likewise.
    """

    issuer: str
    symbol: str
    place: str
    issued: date | None = None
    number: int | str | None = None
    parent: str = ""
    urgency: str = ""  # "HỎA TỐC", "KHẨN", "THƯỢNG KHẨN"
    circulation: str = ""  # "LƯU HÀNH NỘI BỘ" (annex I, part III: in a frame of its own, as the urgency)


@record(frozen=True, slots=True)
class Signature:
    """Who signs.  authority and position: one string per printed line ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")."""

    position: str
    name: str
    authority: tuple[str, ...] = ()


@record(frozen=True, slots=True)
class Annex:
    """An annex on pages of its own, numbered from 1 again (annex I, part II, point 3).

    label: None counts ("Phụ lục", or "Phụ lục I", "Phụ lục II" when there are several).
    attached_to: "Kèm theo Kế hoạch số 12/KH-UBND ngày 05 tháng 01 năm 2026 của …", set in brackets.
    letterhead: for a document that is issued by another one (a plan issued by a decision); then kind is its
    own kind ("KẾ HOẠCH") and no "Phụ lục" is written.
    """

    title: str
    body: tuple[Block, ...]
    attached_to: str = ""
    label: str | None = None
    kind: str = ""
    letterhead: Letterhead | None = None
    landscape: bool = False


@record(frozen=True, slots=True)
class Draft:
    """A whole document.

    kind: "KẾ HOẠCH"; "" makes an official letter, whose summary goes under the number as "V/v …".
    authority: the line above the bases of a decision ("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH").
    bases: without their end marks; each gets ";", the last ".".  opening: after the bases.
    enacting: "QUYẾT ĐỊNH:".  addressees: "Kính gửi" of a letter or report.
    closing: the last paragraph, "./." is added when no end mark of that kind is there.
    """

    letterhead: Letterhead
    kind: str
    summary: str
    body: tuple[Block, ...]
    signature: Signature
    recipients: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    opening: str = ""
    authority: str = ""
    enacting: str = ""
    addressees: tuple[str, ...] = ()
    closing: str = ""
    annexes: tuple[Annex, ...] = ()
    end_mark: str = "./."

    @property
    def is_signed(self) -> bool:
        """Whether somebody signs it: a working sheet has neither number (no symbol) nor foot (no post, no receivers)."""
        return bool(self.signature.position or self.signature.name or self.recipients)


class Form(StrEnum):
    """How one numbered line is set."""

    HEADING_1 = "heading1"
    HEADING_2 = "heading2"
    HEADING_3 = "heading3"
    HEADING_4 = "heading4"
    BODY = "body"


@record(frozen=True, slots=True)
class Line:
    """A paragraph with its number written in."""

    form: Form
    runs: tuple[Run, ...]
    leads: bool = False

    @property
    def keeps_on(self) -> bool:
        """Whether it stands on one page with what follows."""
        return self.leads or self.form is not Form.BODY

    @property
    def is_ragged(self) -> bool:
        """Whether it is set to the left: a long web address would tear a justified line apart."""
        return any(has_address(run.text) for run in self.runs)


def roman(value: int) -> str:
    """4 → "IV".  value: from 1."""
    out = ""
    for step, sign in _ROMAN:
        while value >= step:
            out, value = out + sign, value - step
    return out


def letter(value: int) -> str:
    """1 → "a", 5 → "đ"; after the last letter the count goes on with two: 24 → "aa"."""
    value -= 1
    first, last = divmod(value, len(LETTERS))
    return (LETTERS[first - 1] if first else "") + LETTERS[last]


def written_number(letterhead: Letterhead) -> str:
    """The row "Số: 05/KH-UBND"; numbers under 10 take a leading 0 (annex I, part II, point 3)."""
    number = letterhead.number
    if number is None:
        shown = "       "
    elif isinstance(number, int):
        if number < 1:
            raise BadDraft("number", number=number)
        shown = f"{number:02d}"
    else:
        shown = number
    return f"Số: {shown}/{letterhead.symbol}"


def written_date(issued: date | None) -> str:
    """ "ngày 05 tháng 01 năm 2026": days under 10 and months 1 and 2 take a leading 0 (annex I, part II, 4)."""
    if issued is None:
        return "ngày      tháng      năm         "
    return "ngày {} tháng {} năm {}".format(*date_parts(issued))


def date_parts(issued: date) -> tuple[str, str, str]:
    """Day, month and year as that line prints them."""
    month = f"{issued.month:02d}" if issued.month < 3 else str(issued.month)
    return f"{issued.day:02d}", month, str(issued.year)


def printable(text: str) -> str:
    """The text without control characters, which neither Word nor PDF can hold; line and tab stay."""
    if text.isprintable():  # most texts; nothing of what is left out is printable
        return text
    return "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs"))


def set_words(text: str) -> str:
    """The text as both writers print it: without control characters, with unbreakable blanks (`tied`)."""
    return tied(printable(text))


def runs_of(text: Text) -> tuple[Run, ...]:
    return (Run(text),) if isinstance(text, str) else text


def written_bases(bases: tuple[str, ...]) -> tuple[str, ...]:
    """Each base on its line, ended by ";", the last by "."."""
    last = len(bases) - 1
    return tuple(base.rstrip(" ;,.") + ("." if index == last else ";") for index, base in enumerate(bases))


def written_recipients(recipients: tuple[str, ...]) -> tuple[str, ...]:
    """Each recipient as "- …;", the last (where it is filed) ended by "."."""
    last = len(recipients) - 1
    return tuple(
        "- " + name.lstrip("- ").rstrip(" ;.") + ("." if index == last else ";")
        for index, name in enumerate(recipients)
    )


def written_addressees(names: tuple[str, ...]) -> tuple[str, ...]:
    """ "Kính gửi": one stands by itself, several each on a line as "- …;" (Decree 30/2020, annex I)."""
    return names if len(names) < 2 else written_recipients(names)


def written_closing(draft: Draft) -> str:
    """The closing words with the end mark "./."."""
    if not draft.closing or not draft.end_mark or draft.closing.endswith(draft.end_mark):
        return draft.closing
    return draft.closing.rstrip(" .") + draft.end_mark


def annex_labels(annexes: tuple[Annex, ...]) -> tuple[str, ...]:
    """ "Phụ lục" for a single annex, "Phụ lục I", "Phụ lục II" for several; "" where it has its own head."""
    counted = [annex for annex in annexes if annex.letterhead is None]
    labels, count = [], 0
    for annex in annexes:
        if annex.letterhead is not None:
            labels.append("")
            continue
        count += 1
        given = "Phụ lục" if len(counted) == 1 else f"Phụ lục {roman(count)}"
        labels.append(given if annex.label is None else annex.label)
    return tuple(labels)


@dataclass(slots=True)
class _Counter:
    """Where the numbering stands while a body is walked."""

    levels: list[int]
    points: int = 0
    clauses: int = 0
    articles: int = 0

    def heading(self, level: int) -> str:
        if not 1 <= level <= 4:
            raise BadDraft("heading-level", level=level)
        self.levels = [*self.levels[:level], *[0] * (4 - level)]
        self.levels[level - 1] += 1
        self.points = self.clauses = 0
        if level == 1:
            return roman(self.levels[0]) + "."
        return ".".join(str(max(count, 1)) for count in self.levels[1:level]) + "."


_HEADINGS = (Form.HEADING_1, Form.HEADING_2, Form.HEADING_3, Form.HEADING_4)


def _heading_line(block: Heading, counter: _Counter) -> Line:
    counted = counter.heading(block.level)
    label = counted if block.label is None else block.label
    text = block.text.upper() if block.level == 1 else block.text
    words = f"{label} {text}" if label else text
    return Line(_HEADINGS[block.level - 1], (Run(words, bold=True),))


def _article_line(block: Article, counter: _Counter) -> Line:
    counter.articles += 1
    counter.points = counter.clauses = 0
    label = block.label or f"Điều {counter.articles}."
    head = f"{label} {block.title}" if block.title else label
    body = runs_of(block.text) if block.text else ()
    return Line(Form.BODY, (Run(head + (" " if body else ""), bold=True), *body))


def lines_of(blocks: tuple[Block, ...]) -> Iterator[Line | Table | Picture]:
    """The body as numbered lines, tables and pictures, in order.  Raises `BadDraft` for an impossible level."""
    counter = _Counter([0, 0, 0, 0])
    for block in blocks:
        match block:
            case Heading():
                yield _heading_line(block, counter)
            case Article():
                yield _article_line(block, counter)
            case Point():
                counter.points += 1
                label = block.label or f"{letter(counter.points)})"
                yield Line(Form.BODY, (Run(label + " "), *runs_of(block.text)))
            case Clause():
                counter.clauses += 1
                counter.points = 0
                label = block.label or f"{counter.clauses}."
                yield Line(Form.BODY, (Run(label + " "), *runs_of(block.text)))
            case Dash():
                sign = "- " if block.depth == 1 else "+ "
                yield Line(Form.BODY, (Run(sign), *runs_of(block.text)))
            case Paragraph():
                yield Line(Form.BODY, runs_of(block.text), leads=block.leads)
            case Table() | Picture():
                yield block


@record(frozen=True, slots=True)
class PlacedCell:
    """A cell with the grid place of its top left corner."""

    cell: Cell
    row: int
    column: int


def placed_cells(table: Table) -> tuple[int, tuple[PlacedCell, ...]]:
    """(rows in all, cells with their places).  Raises `BadDraft` when a row does not fill the grid."""
    rows = (*table.header, *table.rows)
    columns = len(table.widths)
    taken: set[tuple[int, int]] = set()
    placed: list[PlacedCell] = []
    for index, row in enumerate(rows):
        column = 0
        for entry in row:
            cell = Cell(entry) if isinstance(entry, str) else entry
            while (index, column) in taken:
                column += 1
            covered = {
                (index + down, column + right) for down in range(cell.rows) for right in range(cell.columns)
            }
            fits = column + cell.columns <= columns and index + cell.rows <= len(rows)
            if covered & taken or not fits:
                raise BadDraft("table-grid.outside", row=index + 1, columns=columns)
            taken |= covered
            placed.append(PlacedCell(cell, index, column))
    missing = len(rows) * columns - len(taken)
    if missing:
        raise BadDraft("table-grid.missing", missing=missing, columns=columns)
    return len(rows), tuple(placed)


def repeated_heads(draft: Draft) -> list[str]:
    """What the heads of its tables say, cell by cell: they stand again on each page, so a page's end tells how often."""
    bodies = (draft.body, *(annex.body for annex in draft.annexes))
    tables = [block for body in bodies for block in body if isinstance(block, Table) and block.header]
    found = []
    for table in tables:
        headed = len(table.header)
        found.append("".join(place.cell.text for place in placed_cells(table)[1] if place.row < headed))
    return sorted({printable(head) for head in found if head.strip()}, key=len, reverse=True)


@record(frozen=True, slots=True)
class Spot:
    """A place on a finished page.  page: from 1; x, y: its upper left corner from the page's upper left one;
    all lengths in points."""

    name: str
    page: int
    x: float
    y: float
    width: float
    height: float
