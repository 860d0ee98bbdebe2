"""What papers made with python-docx are put together from."""

from __future__ import annotations

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt

NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
WORDS = (
    "Ủy ban nhân dân tỉnh yêu cầu thủ trưởng các sở, ban, ngành, Chủ tịch Ủy ban nhân dân các xã, phường tổ chức thực hiện nghiêm túc các nội "
    "dung nêu trên; trong quá trình thực hiện nếu có khó khăn, vướng mắc thì kịp thời báo cáo để được xem xét, giải quyết theo thẩm quyền."
)


def started(size: float = 14, left: float = 3.0, right: float = 2.0, tall: float = 2.0) -> Document:
    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(size)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Cm(left), Cm(right)
    section.top_margin = section.bottom_margin = Cm(tall)
    return document


def numbered(document: Document, section=None, size: float = 13) -> None:
    section = section or document.sections[0]
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = ALIGN.CENTER
    run = paragraph.add_run()
    run.font.size, run.font.name = Pt(size), "Times New Roman"
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        mark = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark.text = text
        run._r.append(mark)


def say(
    holder,
    text: str,
    size: float = 14,
    *,
    bold=False,
    italic=False,
    align=ALIGN.CENTER,
    first=None,
    after=0.0,
    before=0.0,
    fresh=False,
    line=None,
):
    paragraph = holder.paragraphs[0] if fresh else holder.add_paragraph()
    paragraph.alignment = align
    form = paragraph.paragraph_format
    form.space_after, form.space_before = Pt(after), Pt(before)
    if first is not None:
        form.first_line_indent = Cm(first)
    if line:
        form.line_spacing = line
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    return paragraph


def edged(paragraph, left: float, right: float) -> None:
    """A border under a paragraph whose indents leave the rule its length; centimetres."""
    borders = OxmlElement("w:pBdr")
    edge = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
        edge.set(qn(f"w:{name}"), value)
    borders.append(edge)
    paragraph._p.get_or_add_pPr().append(borders)
    paragraph.paragraph_format.left_indent, paragraph.paragraph_format.right_indent = Cm(left), Cm(right)


def body(document: Document, text: str, **changes):
    given = {"align": ALIGN.JUSTIFY, "first": 1.27, "after": 6.0, "line": 1.15}
    return say(document, text, **(given | changes))


def head(document: Document, issuer: list[tuple[str, bool]], number: str, date: str, about: str = "") -> None:
    table = document.add_table(2, 2)
    left, right = table.rows[0].cells
    for at, (text, bold) in enumerate(issuer):
        last = say(left, text, 13, bold=bold, fresh=at == 0)
    say(left, "———————", 8)
    say(right, NATION, 12, bold=True, fresh=True)
    edged(say(right, MOTTO, 13, bold=True), 1.4, 1.4)
    left, right = table.rows[1].cells
    say(left, number, 13, fresh=True)
    if about:
        say(left, about, 12, before=6)
    say(right, date, 13, italic=True, fresh=True)
    assert last is not None


def titled(document: Document, kind: str, *summary: str) -> None:
    say(document, kind, 14, bold=True, before=12)
    for line in summary:
        say(document, line, 14, bold=True)
    if summary:
        say(document, "———————————", 9)


def foot(document: Document, posts: list[str], name: str, receivers: list[str]) -> None:
    table = document.add_table(1, 2)
    left, right = table.rows[0].cells
    say(left, "Nơi nhận:", 12, bold=True, italic=True, align=ALIGN.LEFT, fresh=True)
    for line in receivers:
        say(left, line, 11, align=ALIGN.LEFT)
    for at, text in enumerate(posts):
        say(right, text, 14, bold=True, fresh=at == 0)
    for _ in range(4):
        say(right, "")
    say(right, name, 14, bold=True)
