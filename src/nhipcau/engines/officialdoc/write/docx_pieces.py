"""What the pages of a .docx are put together from: centred lines, rules, bare tables, runs."""

from __future__ import annotations

import re
from copy import deepcopy
from functools import cache
from typing import Any, cast

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun

from nhipcau.engines.officialdoc.write.docx_notes import add_note
from nhipcau.engines.officialdoc.write.model import Run, set_words

LEFT_COLUMN = 62.0
_FIRM_HYPHEN = "\u2011"
_PIECES = re.compile(rf"([\t\n{_FIRM_HYPHEN}])")
_SYMBOL = re.compile(r"\d[\dA-Za-zĐđ]*/(?:\d{4}/)?[A-ZĐƯ][\wĐđ]*(?:-[\wĐđ]+)+")


def bare_table(document: Document, rows: int, widths: tuple[float, ...]) -> WordTable:
    """A table without rules that only holds its columns apart."""
    table = document.add_table(rows, len(widths))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    set_widths(table, widths)
    properties: Any = table._tbl.tblPr
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), "0")
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    look = properties.find(qn("w:tblLook"))
    if look is None:
        properties.append(margins)
    else:
        look.addprevious(margins)
    return table


def set_widths(table: WordTable, widths: tuple[float, ...]) -> None:
    """Word takes the cells' widths, LibreOffice the grid's: both are set."""
    table.autofit = False
    for index, width in enumerate(widths):
        table.columns[index].width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)


def centred(
    parent: Any,
    text: str,
    size: float,
    *,
    bold: bool = False,
    italic: bool = False,
    fresh: bool = False,
) -> WordParagraph:
    """A centred line; fresh takes the empty paragraph that a new cell already has."""
    paragraph: WordParagraph = parent.paragraphs[0] if fresh else parent.add_paragraph()
    paragraph.alignment = PARAGRAPH.CENTER
    add_runs(paragraph, (Run(text, bold=bold, italic=italic),), size)
    return paragraph


def boxed(paragraph: WordParagraph, width: float) -> None:
    """Put a frame round a line of the issuer's column; width: of its words, in points."""
    border(paragraph, ("top", "left", "bottom", "right"))
    indent = max((LEFT_COLUMN / 25.4 * 72 - width) / 2 - 8, 0)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(indent)


def rule(parent: Any, column: float, length: float, *, after: float = 4) -> None:
    """A horizontal rule of `length` points in the middle of `column` millimetres.

    It is the upper border of an empty low paragraph whose indents leave just that length, so it needs no
    drawing object and stays in place when the text above is edited.
    """
    paragraph: WordParagraph = parent.add_paragraph()
    indent = max((column / 25.4 * 72 - length) / 2, 0)
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Pt(indent)
    form.space_before, form.space_after = Pt(1), Pt(after)
    form.line_spacing = Pt(3)
    border(paragraph, ("top",))


def border(paragraph: WordParagraph, sides: tuple[str, ...]) -> None:
    borders = OxmlElement("w:pBdr")
    for side in sides:
        edge = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
            edge.set(qn(f"w:{name}"), value)
        borders.append(edge)
    properties: Any = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        borders,
        *("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr"),
    )


def add_runs(paragraph: WordParagraph, runs: tuple[Run, ...], size: float) -> None:
    for part in runs:
        run = paragraph.add_run()
        write(run, set_words(part.text))
        run._r.insert(0, deepcopy(_face(part.bold, part.italic, size)))
        if part.link:
            target = paragraph.part.relate_to(part.link, RELATION.HYPERLINK, is_external=True)
            link = OxmlElement("w:hyperlink")
            link.set(qn("r:id"), target)
            paragraph._p.append(link)
            link.append(run._r)
        if part.note:
            add_note(paragraph, part.note)


@cache
def _face(bold: bool, italic: bool, size: float) -> Any:
    """How words of this look are set: made once and copied, since a paper has hundreds of such runs."""
    run = WordRun(OxmlElement("w:r"), cast(Any, None))
    run.font.size = Pt(size)
    # Said outright, also when false: a changed template must not make the body bold.
    run.bold, run.italic = bold, italic
    return run._r.rPr


def write(run: WordRun, text: str) -> None:
    """The words; at the hyphens inside a symbol ("12/KH-UBND") Word ends no line."""
    for piece in _PIECES.split(_SYMBOL.sub(lambda found: found[0].replace("-", _FIRM_HYPHEN), text)):
        if piece == _FIRM_HYPHEN:
            run._r.append(OxmlElement("w:noBreakHyphen"))
        elif piece == "\t":
            run.add_tab()
        elif piece == "\n":
            run.add_break()
        elif piece:
            run.add_text(piece)
