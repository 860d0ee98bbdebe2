"""Writes an official document as .docx in the form of Decree 30/2020/NĐ-CP, annex I.

`write_docx(draft)` gives the bytes of a Word file that opens ready to sign: A4, Times New Roman, the decree's
margins, sizes and rules, page numbers from the second page on, each annex numbered from 1 again.
"""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime, time
from functools import cache
from io import BytesIO
from typing import Any, cast

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt
from docx.table import _Cell as WordCell
from docx.text.paragraph import Paragraph as WordParagraph

from nhipcau.engines.officialdoc.write.bare import bare_document
from nhipcau.engines.officialdoc.write.docx_pieces import (
    LEFT_COLUMN,
    add_runs,
    bare_table,
    boxed,
    centred,
    rule,
    set_widths,
)
from nhipcau.engines.officialdoc.write.model import (
    Align,
    Annex,
    Article,
    BadDraft,
    Block,
    Cell,
    Clause,
    Dash,
    Draft,
    Form,
    Heading,
    Letterhead,
    Line,
    Paragraph,
    Picture,
    Point,
    Run,
    Signature,
    Table,
    Text,
    annex_labels,
    lines_of,
    placed_cells,
    printable,
    written_addressees,
    written_bases,
    written_closing,
    written_date,
    written_number,
    written_recipients,
)
from nhipcau.engines.officialdoc.write.raster import png_of
from nhipcau.engines.officialdoc.write.rows import group_rows, receivers_beside, tall_rows
from nhipcau.engines.officialdoc.write.setting import broken, width_of

__all__ = [
    "Align",
    "Annex",
    "Article",
    "BadDraft",
    "Block",
    "Cell",
    "Clause",
    "Dash",
    "Draft",
    "Heading",
    "Letterhead",
    "Paragraph",
    "Point",
    "Run",
    "Signature",
    "Table",
    "Text",
    "write_docx",
]

FONT = "Times New Roman"
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"

# Sizes in points and lengths in millimetres, each inside the range that annex I gives.
SIZE_NATION, SIZE_MOTTO, SIZE_ISSUER = 13.0, 14.0, 13.0
SIZE_NUMBER, SIZE_PLACE, SIZE_BODY, SIZE_PAGE = 13.0, 14.0, 14.0, 14.0
MARGIN_TOP, MARGIN_BOTTOM, MARGIN_LEFT, MARGIN_RIGHT = 20.0, 20.0, 30.0, 20.0
PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
TEXT_WIDTH, TEXT_HEIGHT = PAGE_WIDTH - MARGIN_LEFT - MARGIN_RIGHT, PAGE_HEIGHT - MARGIN_LEFT - MARGIN_RIGHT
"""A line of a page, and of one that lies."""
FIRST_LINE = 12.7
"""Width of the issuer's column; the motto's column needs 98 mm for one line."""
RULE_PART = 0.42
"""A rule under issuer and summary is 1/3 to 1/2 of the line above it."""
SUMMARY_WIDTH = 145.0
"""A summary in lines of like length, as a clerk sets it, inside the 160 mm of the page."""
SIZE_CAPTION = 13.0
"""Of the line under a picture: the smallest that a text has (annex I, part I, 5)."""
SIGNATURE_WIDTH = 80.0
LAST_TOGETHER = 4
"""The last receivers are not parted by the end of a page."""

_ALIGN = {Align.LEFT: PARAGRAPH.LEFT, Align.CENTER: PARAGRAPH.CENTER, Align.RIGHT: PARAGRAPH.RIGHT}


def write_docx(draft: Draft) -> bytes:
    """The draft as a Word file.  Raises `BadDraft` (a code) for what has no such form."""
    document = bare_document()
    _prepare(document, draft)
    _page(document.sections[0])
    _head(document, draft.letterhead, letter_summary="" if draft.kind else draft.summary)
    if draft.kind:
        _title(document, draft.kind, draft.summary)
    _preamble(document, draft)
    last = _body(document, draft.body, TEXT_WIDTH)
    if draft.closing:
        last = _body_line(document, Line(Form.BODY, (Run(written_closing(draft)),)))
    if last is not None and draft.is_signed:
        last.paragraph_format.keep_with_next = True  # a signature never stands alone on its page
    if draft.is_signed:
        _foot(document, draft.signature, written_recipients(draft.recipients))
    for annex, label in zip(draft.annexes, annex_labels(draft.annexes), strict=True):
        _annex(document, annex, label)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _prepare(document: Document, draft: Draft) -> None:
    """Drop the template's look: one style, Times New Roman, black, Vietnamese."""
    normal: Any = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(SIZE_BODY)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for face in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(face), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    language.set(qn("w:eastAsia"), "vi-VN")
    normal.element.get_or_add_rPr().append(language)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.widow_control = True  # no line of a paragraph stands alone on its page
    properties = document.core_properties
    properties.title = _property(f"{draft.kind} {draft.summary}")
    properties.author = _property(draft.letterhead.issuer)
    properties.comments = ""
    properties.language = "vi-VN"
    if draft.letterhead.issued:
        properties.created = datetime.combine(draft.letterhead.issued, time(), UTC)


_LONGEST_PROPERTY = 255  # letters that Word keeps of one


def _property(text: str) -> str:
    return " ".join(printable(text).split())[:_LONGEST_PROPERTY]


def _page(section: Any, *, landscape: bool = False) -> None:
    """A4, margins, and a page number centred at the top that the first page does not show."""
    width, height = (PAGE_HEIGHT, PAGE_WIDTH) if landscape else (PAGE_WIDTH, PAGE_HEIGHT)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.bottom_margin = Mm(MARGIN_TOP), Mm(MARGIN_BOTTOM)
    section.left_margin, section.right_margin = Mm(MARGIN_LEFT), Mm(MARGIN_RIGHT)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    header = section.header
    header.is_linked_to_previous = False
    section.first_page_header.is_linked_to_previous = False
    paragraph = header.paragraphs[0]
    paragraph.alignment = PARAGRAPH.CENTER
    _field(paragraph, "PAGE")
    numbering = section._sectPr.find(qn("w:pgNumType"))
    if numbering is None:
        numbering = OxmlElement("w:pgNumType")
        # The schema wants it before the columns, and Word calls a file damaged for less.
        section._sectPr.find(qn("w:cols")).addprevious(numbering)
    numbering.set(qn("w:start"), "1")


def _field(paragraph: WordParagraph, code: str) -> None:
    for kind in ("begin", "", "end"):
        run = paragraph.add_run()
        run.font.size = Pt(SIZE_PAGE)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = code
        run._r.append(mark)


def _head(document: Document, letterhead: Letterhead, *, letter_summary: str = "") -> None:
    table = bare_table(document, 2, (LEFT_COLUMN, TEXT_WIDTH - LEFT_COLUMN))
    left, right = table.rows[0].cells
    lines: list[WordParagraph] = []
    for text in column_lines(letterhead.parent.upper()) if letterhead.parent else ():
        lines.append(centred(left, text, SIZE_ISSUER, fresh=not lines))
    issuer = column_lines(letterhead.issuer.upper())
    for text in issuer:
        lines.append(centred(left, text, SIZE_ISSUER, bold=True, fresh=not lines))
    rule(left, LEFT_COLUMN, width_of(issuer[-1], SIZE_ISSUER) * RULE_PART)
    centred(right, NATION, SIZE_NATION, bold=True, fresh=True)
    centred(right, MOTTO, SIZE_MOTTO, bold=True)
    motto_column = TEXT_WIDTH - LEFT_COLUMN
    rule(right, motto_column, width_of(MOTTO, SIZE_MOTTO))
    left, right = table.rows[1].cells
    centred(left, written_number(letterhead) if letterhead.symbol else "", SIZE_NUMBER, fresh=True)
    for place, text in enumerate(column_lines(f"V/v {letter_summary}", 12) if letter_summary else ()):
        line = centred(left, text, 12)
        if not place:
            line.paragraph_format.space_before = Pt(6)  # annex I, part I, II.5: 6 pt under the number
    for stamp in (letterhead.urgency, letterhead.circulation):
        if stamp:
            # Word draws one frame round neighbours with the same border.
            centred(left, "", 4).paragraph_format.line_spacing = Pt(5)
            boxed(centred(left, stamp.upper(), 13, bold=True), width_of(stamp.upper(), 13))
    where = f"{letterhead.place}, {written_date(letterhead.issued)}"
    centred(right, where, SIZE_PLACE, italic=True, fresh=True)


def column_lines(text: str, size: float = SIZE_ISSUER) -> list[str]:
    """A name in the issuer's column, line by line."""
    return broken(text, LEFT_COLUMN / 25.4 * 72 - 2, size)


def title_lines(summary: str) -> list[str]:
    """A summary under its kind, line by line."""
    return broken(summary, SUMMARY_WIDTH / 25.4 * 72, 14)


def signature_lines(signature: Signature) -> list[str]:
    """The lines of authority and the post, as they stand above a name."""
    width = SIGNATURE_WIDTH / 25.4 * 72
    return broken("\n".join((*signature.authority, signature.position)).upper(), width, 14)


def _title(document: Document, kind: str, summary: str) -> None:
    paragraph = centred(document, kind.upper(), 14, bold=True)
    paragraph.paragraph_format.space_before = Pt(12)
    paragraph.paragraph_format.keep_with_next = True
    if not summary:  # as a slip (phiếu gửi) or a letter of introduction has none
        paragraph.paragraph_format.space_after = Pt(10)
        return
    lines = title_lines(summary)
    for line in lines:
        centred(document, line, 14, bold=True).paragraph_format.keep_with_next = True
    text_width = TEXT_WIDTH
    longest = max(width_of(line, 14) for line in lines)
    rule(document, text_width, min(longest, text_width / 25.4 * 72) * RULE_PART, after=10)


def _preamble(document: Document, draft: Draft) -> None:
    if draft.addressees:
        one = len(draft.addressees) == 1
        first = document.add_paragraph()
        if one:
            first.alignment = PARAGRAPH.CENTER
        else:
            first.paragraph_format.first_line_indent = Mm(25)
        first.paragraph_format.space_before = Pt(8)
        first.paragraph_format.space_after = Pt(2)
        add_runs(first, (Run("Kính gửi: " + (draft.addressees[0] if one else "")),), 14)
        for name in () if one else written_addressees(draft.addressees):
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.left_indent = Mm(45)
            paragraph.paragraph_format.space_after = Pt(2)
            add_runs(paragraph, (Run(name),), 14)
        document.paragraphs[-1].paragraph_format.space_after = Pt(6)
    if draft.authority:
        centred(document, draft.authority.upper(), 14, bold=True).paragraph_format.space_after = Pt(8)
    for base in written_bases(draft.bases):
        _body_line(document, Line(Form.BODY, (Run(base, italic=True),)))
    if draft.opening:
        _body_line(document, Line(Form.BODY, (Run(draft.opening),)))
    if draft.enacting:
        paragraph = centred(document, draft.enacting.upper(), 14, bold=True)
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(8)


def _body(document: Document, blocks: tuple[Block, ...], width: float) -> WordParagraph | None:
    """Lines and tables; returns the last line, None where a table ends the body."""
    last: WordParagraph | None = None
    for line in lines_of(blocks):
        last = None
        if isinstance(line, Table):
            _table(document, line, width)
        elif isinstance(line, Picture):
            last = _picture(document, line, width)
        else:
            last = _body_line(document, line)
    return last


def _picture(document: Document, picture: Picture, width: float) -> WordParagraph:
    """The drawing, no wider than the text, and its caption on the same page."""
    paragraph = document.add_paragraph()
    paragraph.alignment = PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before = Pt(6)
    shape = paragraph.add_run().add_picture(BytesIO(png_of(picture.svg)))
    if shape.width > Mm(width):
        shape.width, shape.height = Mm(width), Emu(int(shape.height * Mm(width) / shape.width))
    properties = shape._inline.docPr
    properties.set("descr", printable(picture.words))
    properties.set("name", "Picture")
    if not picture.caption:
        return paragraph
    paragraph.paragraph_format.keep_with_next = True
    return centred(document, picture.caption, SIZE_CAPTION, italic=True)


def _body_line(document: Document, line: Line) -> WordParagraph:
    paragraph = document.add_paragraph()
    paragraph._p.insert(0, deepcopy(_body_form(line.is_ragged, line.form, line.keeps_on)))
    add_runs(paragraph, line.runs, SIZE_BODY)
    return paragraph


@cache
def _body_form(ragged: bool, kind: Form, keeps_on: bool) -> Any:
    """How a line of the body is set: made once and copied."""
    paragraph = WordParagraph(OxmlElement("w:p"), cast(Any, None))
    form = paragraph.paragraph_format
    paragraph.alignment = PARAGRAPH.LEFT if ragged else PARAGRAPH.JUSTIFY
    form.first_line_indent = Mm(FIRST_LINE)
    form.space_before, form.space_after = Pt(0), Pt(6)
    form.line_spacing = 1.1
    if keeps_on:
        form.keep_with_next = True
    if kind is not Form.BODY:
        outline = OxmlElement("w:outlineLvl")
        outline.set(qn("w:val"), str(int(kind.value[-1]) - 1))
        paragraph._p.get_or_add_pPr().append(outline)
    return paragraph._p.pPr


def _table(document: Document, table: Table, width: float) -> None:
    """A ruled table and the air below it."""
    rows, placed = placed_cells(table)
    total = sum(table.widths)
    widths = tuple(width * part / total for part in table.widths)
    tall, groups = tall_rows(table, width), group_rows(table)
    word = document.add_table(rows, len(widths))
    word.style = "Table Grid"
    word.alignment = WD_TABLE_ALIGNMENT.CENTER
    set_widths(word, widths)
    # All at once: asking the table for one cell reads the whole table again.
    grid = [list(row.cells) for row in word.rows]
    for place in placed:
        cell = grid[place.row][place.column]
        if place.cell.rows > 1 or place.cell.columns > 1:
            last = grid[place.row + place.cell.rows - 1][place.column + place.cell.columns - 1]
            cell = cell.merge(last)
        heading = place.row < len(table.header)
        _fill(cell, place.cell, table.size, heading=heading, first=place.column == 0)
        if place.row in groups:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True
    for index, row in enumerate(word.rows):
        properties = row._tr.get_or_add_trPr()
        if index not in tall:
            properties.append(OxmlElement("w:cantSplit"))
        if index < len(table.header):
            properties.append(OxmlElement("w:tblHeader"))
    after = document.add_paragraph()
    after.paragraph_format.line_spacing = Pt(6)


def _fill(cell: WordCell, source: Cell, size: float, *, heading: bool, first: bool) -> None:
    if heading:
        align = Align.CENTER
    else:
        align = source.align or (Align.CENTER if first and len(source.text) < 8 else Align.LEFT)
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for index, text in enumerate(source.text.split("\n")):
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        paragraph.alignment = _ALIGN[align]
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
        add_runs(paragraph, (Run(text, bold=heading or source.bold),), size)


def _foot(document: Document, signature: Signature, recipients: tuple[str, ...]) -> None:
    """Receivers beside the signature, on one page with it; those that are more go on below."""
    width = TEXT_WIDTH
    beside, below = receivers_beside(recipients)
    table = bare_table(document, 2 if below else 1, (width / 2, width / 2))
    left, right = table.rows[0].cells
    if beside:
        first = left.paragraphs[0]
        add_runs(first, (Run("Nơi nhận:", bold=True, italic=True),), 12)
        for name in beside:
            add_runs(left.add_paragraph(), (Run(name),), 11)
    for index, text in enumerate(signature_lines(signature)):
        centred(right, text, 14, bold=True, fresh=index == 0)
    for _ in range(4):  # room for the signature and the seal
        centred(right, "", 14)
    centred(right, signature.name, 14, bold=True)
    row = table.rows[0]._tr.get_or_add_trPr()
    row.append(OxmlElement("w:cantSplit"))
    for place, name in enumerate(below):
        cell = table.rows[1].cells[0]
        paragraph = cell.add_paragraph() if place else cell.paragraphs[0]
        add_runs(paragraph, (Run(name),), 11)
        paragraph.paragraph_format.keep_with_next = len(below) - LAST_TOGETHER <= place < len(below) - 1


def _annex(document: Document, annex: Annex, label: str) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    _page(section, landscape=annex.landscape)
    if annex.letterhead is not None:
        _head(document, annex.letterhead)
        _title(document, annex.kind or "PHỤ LỤC", annex.title)
    else:
        if label:
            centred(document, label, 14, bold=True)
        for line in title_lines(annex.title.upper()):
            centred(document, line, 14, bold=True)
    if annex.attached_to:
        words = f"({annex.attached_to.strip('()')})"
        paragraph = centred(document, words, 14, italic=True)
        paragraph.paragraph_format.space_after = Pt(10)
    _body(document, annex.body, TEXT_HEIGHT if annex.landscape else TEXT_WIDTH)
