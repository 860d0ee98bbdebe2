"""Word files as an office types them: not by the project's own writer."""

from __future__ import annotations

import html
import io
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH as PARAGRAPH
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from tests.corpus.source import MOTTO, NATION, Grid, WrittenPlan

LIST_XML = """<w:abstractNum {ns} w:abstractNumId="77"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl></w:abstractNum>"""


def word_by_hand(
    source: WrittenPlan, *, font: str, size: float, numbered: bool, party: bool = False
) -> bytes:
    """A Word file as offices make it: a head table or spaced lines, spaces for layout, automatic numbering."""
    document = docx.Document()
    normal: Any = document.styles["Normal"]
    normal.font.name, normal.font.size = font, Pt(size)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    if numbered:
        add_list(document)
    head_table(document, source, party=party)
    document.add_paragraph()
    add(document, source.one("kind"), bold=True, align=PARAGRAPH.CENTER)
    for line in source.lines("summary"):
        add(document, line, bold=True, align=PARAGRAPH.CENTER)
    add(document, "-----", align=PARAGRAPH.CENTER)
    for base in source.head.get("basis", []):
        add(document, "\t" + base, italic=not party)
    if source.one("authority"):
        add(document, source.one("authority"), bold=True, align=PARAGRAPH.CENTER)
    if source.one("open"):
        add(document, "\t" + source.one("open"))
    if source.one("enacting"):
        add(document, source.one("enacting"), bold=True, align=PARAGRAPH.CENTER)
    word_body(document, source)
    if source.one("sign2"):
        joint_foot(document, source)
    else:
        foot_table(document, source)
    for entry in source.body:
        if isinstance(entry, tuple):
            attached(document, entry[1])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def word_body(document: Any, source: WrittenPlan) -> None:
    for entry in source.body:
        if isinstance(entry, str):
            body_paragraph(document, entry)
        elif isinstance(entry, Grid):
            word_table(document, entry)


def word_table(document: Any, grid: Grid) -> None:
    """A plain ruled table; a cell's line breaks are breaks within one paragraph, as people type them."""
    table = document.add_table(1 + len(grid.rows), len(grid.heads))
    table.style = "Table Grid"
    for column, head in enumerate(grid.heads):
        table.cell(0, column).paragraphs[0].add_run(head).bold = True
    for row, (_, cells) in enumerate(grid.rows, start=1):
        for column, text in enumerate(cells):
            table.cell(row, column).paragraphs[0].add_run(text)


def attached(document: Any, part: WrittenPlan) -> None:
    """What is attached: on a page of its own, with a head whose number and day were never filled in."""
    document.add_page_break()
    head_table(document, part, party=False)
    add(document, part.one("kind"), bold=True, align=PARAGRAPH.CENTER)
    for line in part.lines("summary"):
        add(document, line, bold=True, align=PARAGRAPH.CENTER)
    add(document, part.one("attached"), italic=True, align=PARAGRAPH.CENTER)
    word_body(document, part)


def foot_table(document: Any, source: WrittenPlan) -> None:
    left, right = document.add_table(1, 2).rows[0].cells
    left.paragraphs[0].add_run("Nơi nhận:").bold = True
    for name in source.lines("to"):
        left.add_paragraph(name)
    signer(right, source.lines("sign"), source.one("name"))


def joint_foot(document: Any, source: WrittenPlan) -> None:
    """Two signers side by side, the recipients below."""
    left, right = document.add_table(1, 2).rows[0].cells
    signer(left, source.lines("sign"), source.one("name"))
    signer(right, source.lines("sign2"), source.one("name2"))
    add(document, "Nơi nhận:", bold=True)
    for name in source.lines("to"):
        add(document, name)


def signer(cell: Any, posts: list[str], name: str) -> None:
    cell.paragraphs[0].alignment = PARAGRAPH.CENTER
    cell.paragraphs[0].add_run("\n".join(posts)).bold = True
    for text in ("", "", "", name):
        paragraph = cell.add_paragraph()
        paragraph.alignment = PARAGRAPH.CENTER
        paragraph.add_run(text).bold = True


def head_table(document: Any, source: WrittenPlan, *, party: bool) -> None:
    table = document.add_table(2, 2)
    left, right = table.rows[0].cells
    parent, issuer = source.lines("parent"), source.lines("issuer")
    write_cell(
        left,
        [(line, False) for line in parent]
        + [(line, True) for line in issuer]
        + [("*" if party else "-------", False)],
    )
    nation = (
        [("ĐẢNG CỘNG SẢN VIỆT NAM", True)]
        if party
        else [(NATION, True), (MOTTO, True), ("---------------", False)]
    )
    write_cell(right, nation)
    left, right = table.rows[1].cells
    write_cell(left, [(source.one("number"), False)])
    write_cell(right, [(source.one("place"), False)])


def write_cell(cell: Any, lines: list[tuple[str, bool]]) -> None:
    for index, (text, bold) in enumerate(lines):
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        paragraph.alignment = PARAGRAPH.CENTER
        paragraph.add_run(text).bold = bold


def add_list(document: Any) -> None:
    root = document.part.numbering_part.element
    root.insert(0, parse_xml(LIST_XML.format(ns=nsdecls("w"))))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))


def add(document: Any, text: str, *, bold: bool = False, italic: bool = False, align: Any = None) -> Any:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.bold, run.italic = bold, italic
    if align is not None:
        paragraph.alignment = align
    return paragraph


def body_paragraph(document: Any, text: str) -> None:
    if not text.startswith("%"):
        bold = text.startswith("# ")
        paragraph = add(document, text[2:] if bold else text, bold=bold, align=PARAGRAPH.JUSTIFY)
        paragraph.paragraph_format.first_line_indent = Mm(10)
        return
    paragraph = add(document, text[3:], bold=text[1] != "a")
    properties = paragraph._p.get_or_add_pPr()
    numbering = OxmlElement("w:numPr")
    for name, value in (("ilvl", str("I1a".index(text[1]))), ("numId", "77")):
        mark = OxmlElement(f"w:{name}")
        mark.set(qn("w:val"), value)
        numbering.append(mark)
    properties.append(numbering)


# --- PDFs of other makers ------------------------------------------------------------------------------------


def add_notes(document: Any, notes: list[str]) -> None:
    """A part of footnotes, which python-docx does not make."""
    body = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:t>{html.escape(note)}</w:t></w:r></w:p></w:footnote>'
        for number, note in enumerate(notes, start=2)
    )
    main, kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml", "footnotes"
    part = Part(
        PackURI("/word/footnotes.xml"),
        main,
        f"<?xml version='1.0' encoding='UTF-8'?><w:footnotes {nsdecls('w')}>{body}</w:footnotes>".encode(),
        document.part.package,
    )
    document.part.relate_to(
        part, f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
    )
