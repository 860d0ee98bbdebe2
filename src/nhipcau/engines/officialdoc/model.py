"""The typed parts of an official document (form of Decree 30/2020/NĐ-CP, annex I).

Everything is frozen: the reader builds it once, others only look.  Where a part stands is its ``Position``: the page and
line as a person would count them, and the characters in ``OfficialDocument.text``.  ``sure`` is the
reader's own estimate, from 0 (guess) to 1 (as good as the text itself).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from nhipcau.engines.vntext.records import record


class Format(StrEnum):
    """What the file was, whatever its name said."""

    DOCX = "docx"
    XLSX = "xlsx"
    TXT = "txt"
    HTML = "html"
    PDF = "pdf"
    IMAGE = "image"


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


class Numbering(StrEnum):
    """How a heading is numbered.  The order here is the usual order of depth in an official text."""

    PART = "Phần"
    ANNEX = "Phụ lục"
    CHAPTER = "Chương"
    DIVISION = "Mục"
    ARTICLE = "Điều"
    LETTER_UPPER = "A."
    ROMAN = "I."
    ARABIC = "1."
    DECIMAL = "1.1."
    ARABIC_PAREN = "1)"
    LETTER = "a)"
    ARABIC_PARENS = "(1)"
    DASH = "-"
    PLUS = "+"
    BULLET = "•"


class Role(StrEnum):
    """Which part of the document a block belongs to."""

    HEAD = "head"  # national title, issuer, number, place and date, kind, summary
    BASIS = "basis"  # "Căn cứ ...", "Theo đề nghị của ..."
    BODY = "body"
    SIGNATURE = "signature"
    RECIPIENTS = "recipients"


@record(frozen=True, slots=True)
class Box:
    """A rectangle on a page, as fractions (0 to 1) of its width and height from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float


@record(frozen=True, slots=True)
class Position:
    """Where a part stands: page and line from 1, characters ``start`` to ``end`` of the document's text.

    ``page`` and ``line`` are of the first character.  A format without pages (txt, html, docx) has page 1.
    """

    page: int
    line: int
    start: int
    end: int
    box: Box | None = None


@record(frozen=True, slots=True)
class Line:
    """One line as it stands on the page or in the file."""

    text: str
    source: Position
    bold: bool | None = None  # None: the format does not know
    italic: bool | None = None
    size: float | None = None  # points
    align: Align | None = None
    sure: float = 1.0


@record(frozen=True, slots=True)
class Label:
    """A heading's number: ``text`` as written ("2.4.1.", "a)", "Điều 5."), ``value`` as counted.

    value: (2, 4, 1) for "2.4.1.", (4,) for "IV.", (1,) for "a)", () for "-", "+" and a bare "Phụ lục".
    Letters count as in official texts: a, b, c, d, đ, e, g, h, i, k, l, m ... (đ = 5, e = 6).
    """

    text: str
    style: Numbering
    value: tuple[int, ...] = ()


@record(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together, joined to one text.  A label, when there is one, is part of ``text``;
    ``content`` is the text after it."""

    text: str
    lines: tuple[Line, ...]
    source: Position
    label: Label | None = None
    content: str = ""
    role: Role = Role.BODY
    bold: bool | None = None  # whole paragraph
    italic: bool | None = None
    align: Align | None = None
    sure: float = 1.0


@record(frozen=True, slots=True)
class Cell:
    """One cell of the grid.  A merged cell stands at each place it covers with the same text;
    ``origin`` is the (row, column) of its top left place, so a repeat is known by ``origin != own place``."""

    text: str
    paragraphs: tuple[str, ...]
    origin: tuple[int, int]
    row_span: int = 1
    column_span: int = 1
    source: Position | None = None
    sure: float = 1.0


@record(frozen=True, slots=True)
class Table:
    """A rectangular grid: every row has the same number of cells.

    A table that runs over pages is one Table, its repeated header rows dropped.  ``header_rows`` says how
    many of the first rows are headings (0 when unknown).  ``caption`` is the paragraph just before, if it
    is a caption ("Bảng 1 ...", "Biểu ...").
    """

    rows: tuple[tuple[Cell, ...], ...]
    source: Position
    header_rows: int = 0
    caption: str = ""
    pages: tuple[int, ...] = ()
    role: Role = Role.BODY
    sure: float = 1.0

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.rows[0]) if self.rows else 0

    def texts(self) -> list[list[str]]:
        """The grid as plain texts, merged cells repeated."""
        return [[cell.text for cell in row] for row in self.rows]


Block = Paragraph | Table


@record(frozen=True, slots=True)
class Section:
    """A numbered part of the body with what stands under it.

    ``heading`` is the labelled paragraph's text after its label (for "a) Nội dung: ..." the whole content);
    ``paragraphs`` are the paragraphs under it without a label, ``children`` the deeper labelled ones,
    ``tables`` its own tables.  ``blocks`` keeps own paragraphs, tables and children in reading order.
    A run-on heading without a number (bold "TỔ CHỨC THỰC HIỆN") has ``label`` None.
    """

    label: Label | None
    heading: str
    paragraphs: tuple[Paragraph, ...]
    children: tuple[Section, ...]
    tables: tuple[Table, ...]
    source: Position
    level: int = 1
    opening: Paragraph | None = None  # the labelled paragraph itself
    blocks: tuple[Paragraph | Table | Section, ...] = ()
    sure: float = 1.0

    def walk(self) -> Iterator[Section]:
        """This section and everything under it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


def _no_sources() -> Mapping[str, Position]:
    return MappingProxyType({})


def _no_doubts() -> Mapping[str, float]:
    return MappingProxyType({})


class Undated(StrEnum):
    """A line for the date that gives none: its day was left blank, or no calendar has it ("31/02")."""

    BLANK = "blank"
    UNREADABLE = "unreadable"


@record(frozen=True, slots=True)
class Head:
    """The head.  What is not in the text is None (or ""), never guessed from elsewhere.

    issuer, parent: full names in normal case ("Ủy ban nhân dân tỉnh Đắk Nông").  Several issuers (liên
    tịch) are in ``issuers``; ``issuer`` then joins them with " - ".
    number: canonical ("678/KH-UBND", "125-KH/TU").  kind: lower case ("kế hoạch", "công văn").
    title: the summary in sentence case.  urgency: "HỎA TỐC", "THƯỢNG KHẨN" or "KHẨN".
    undated: why a printed place-and-date line gives no date.  dated_year: the year it prints, with or without a day.
    sources, sure: by field name.
    """

    issuer: str | None = None
    parent: str | None = None
    issuers: tuple[str, ...] = ()
    number: str | None = None
    place: str | None = None
    date: date | None = None
    undated: Undated | None = None
    dated_year: int | None = None
    kind: str | None = None
    title: str | None = None
    urgency: str | None = None
    secrecy: str | None = None  # always None in what read() returns: such a file is refused
    addressees: tuple[str, ...] = ()  # "Kính gửi:" of a letter
    sources: Mapping[str, Position] = field(default_factory=_no_sources)
    sure: Mapping[str, float] = field(default_factory=_no_doubts)


@record(frozen=True, slots=True)
class Signature:
    """authority: "KT. CHỦ TỊCH" or "TM. ỦY BAN NHÂN DÂN; KT. CHỦ TỊCH" ("" when the post signs itself);
    position: "PHÓ CHỦ TỊCH"; name: "Tôn Thị Ngọc Hạnh"."""

    authority: str
    position: str
    name: str
    source: Position
    sure: float = 1.0


@record(frozen=True, slots=True)
class Recipients:
    """ "Nơi nhận": one string per entry, without dash and end mark."""

    names: tuple[str, ...]
    source: Position
    sure: float = 1.0


@record(frozen=True, slots=True)
class Basis:
    """A document (or fact) that this one rests on.  One "Căn cứ" paragraph with several documents gives
    one Basis each; ``text`` is the words about that one document."""

    text: str
    source: Position
    number: str | None = None
    date: date | None = None
    kind: str | None = None  # "nghị định", "kế hoạch" ..., when said
    issuer: str | None = None
    sure: float = 1.0


@record(frozen=True, slots=True)
class Page:
    """number from 1; width and height in points; scanned: its words come from OCR."""

    number: int
    width: float | None = None
    height: float | None = None
    scanned: bool = False
    sure: float = 1.0


@record(frozen=True, slots=True)
class Attachment:
    """A document within the document: the plan attached to a decision, an annex.

    label: "Phụ lục I", or None for an attached plan.  kind: lower case ("kế hoạch", "phụ lục").
    note: "Ban hành kèm theo Quyết định số ...", with the number it names.  head is its own head where it
    has one (an attached plan usually has only kind and title, sometimes issuer).
    """

    label: Label | None
    kind: str | None
    title: str | None
    head: Head
    note: str | None
    note_number: str | None
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    bases: tuple[Basis, ...]
    signature: Signature | None
    recipients: Recipients | None
    source: Position
    sure: float = 1.0

    @property
    def body(self) -> tuple[Block, ...]:
        return tuple(block for block in self.blocks if block.role is Role.BODY)


@record(frozen=True, slots=True)
class OfficialDocument:
    """A whole document.  ``blocks``, ``sections`` and ``tables`` are of the main document; what is
    attached is in ``attachments``.  All positions, attachments' too, are in the one ``text``.

    cites: canonical numbers of the documents cited anywhere in the text, in order, without its own.
    """

    text: str
    format: Format
    pages: tuple[Page, ...]
    head: Head
    bases: tuple[Basis, ...]
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    signature: Signature | None
    recipients: Recipients | None
    co_signatures: tuple[Signature, ...] = ()  # who signs beside, on a joint document (liên tịch)
    attachments: tuple[Attachment, ...] = ()
    cites: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()  # codes, each with a sentence in ``sentences``
    name: str = ""
    sure: float = 1.0

    @property
    def scanned(self) -> bool:
        """Whether most of its pages were read by OCR."""
        return sum(page.scanned for page in self.pages) * 2 > len(self.pages)

    @property
    def body(self) -> tuple[Block, ...]:
        """The body's blocks: no head, bases, signature or recipients."""
        return tuple(block for block in self.blocks if block.role is Role.BODY)
