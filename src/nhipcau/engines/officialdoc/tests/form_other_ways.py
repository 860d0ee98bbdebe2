"""Thirty papers as offices make them in Word, in many ways: ten clean, twenty with one known departure each.

Written from the decree's annex alone.  Each is a call of ``paper`` with what differs; ``CLEAN`` and ``DEPARTURES`` name them.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Mm, Pt

LONG = (
    "Thực hiện Kế hoạch công tác thông tin đối ngoại năm 2026, các cơ quan, đơn vị đã chủ động triển khai nhiệm vụ được giao, cung cấp"
    " thông tin kịp thời cho báo chí trong và ngoài nước, góp phần quảng bá hình ảnh, tiềm năng của tỉnh đến bạn bè quốc tế."
)


@dataclass(frozen=True)
class Way:
    """How a paper is made, and in what it departs."""

    parent: str = "ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG"
    issuer: str = "SỞ CÔNG THƯƠNG"
    number: str = "Số: 215/SCT-VP"
    place: str = "Lâm Đồng, ngày 15 tháng 10 năm 2026"
    kind: str = ""
    about: str = "V/v báo cáo kết quả công tác thông tin đối ngoại"
    to: tuple[str, ...] = ("Ủy ban nhân dân tỉnh Lâm Đồng",)
    bases: tuple[str, ...] = ()
    enacting: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = (LONG,) * 14
    ends: str = "./."
    authority: tuple[str, ...] = ()
    post: str = "GIÁM ĐỐC"
    name: str = "Nguyễn Thị Hồng"
    receivers: tuple[str, ...] = ("- Như trên;", "- Lưu: VT, VP.")
    top: int = 20
    bottom: int = 20
    left: int = 30
    right: int = 20
    face: str = "Times New Roman"
    body_face: str = ""
    size: float = 14
    nation: float = 13
    line_by: str = "border"
    rule_motto: bool = True
    rule_issuer: bool = True
    pages: str = "header"
    first_page: bool = False
    place_italic: bool = True
    kind_bold: bool = True
    bases_italic: bool = True
    title_first: bool = False
    by: str = "direct"
    chopped: bool = False
    annex: bool = False
    headings: bool = False
    signed: bool = True
    head_by: str = "table"


def _font(run: Any, face: str, size: float, *, bold: bool = False, italic: bool = False) -> None:
    run.font.name, run.font.size, run.font.bold, run.font.italic = face, Pt(size), bold, italic
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{kind}"), face)


def _runs(paragraph: Any, text: str, way: Way) -> list[Any]:
    """One run, or several as an edited paper has them."""
    if not way.chopped:
        return [paragraph.add_run(text)]
    words = text.split(" ")
    cut = [" ".join(words[at : at + 3]) for at in range(0, len(words), 3)]
    return [paragraph.add_run(part + (" " if at < len(cut) - 1 else "")) for at, part in enumerate(cut)]


def _say(
    paragraph: Any, text: str, way: Way, size: float, *, bold: bool = False, italic: bool = False,
    align: Any = ALIGN.CENTER, face: str = "",
) -> Any:  # fmt: skip
    for run in _runs(paragraph, text, way):
        _font(run, face or way.face, size, bold=bold, italic=italic)
    paragraph.alignment = align
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
    return paragraph


def _rule(cell: Any, paragraph: Any, way: Way, width: float, within: float = 7.5) -> None:
    """The line below a motto or a name, by a border, a drawn line, or a bordered empty paragraph."""
    if way.line_by == "drawn":
        run = paragraph.add_run()
        run._element.append(
            parse_xml(
                f'<w:pict {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml">'
                f'<v:line style="position:absolute;z-index:1" from="30pt,2pt" to="{30 + width * 28:.0f}pt,2pt"/></w:pict>'
            )
        )
        return
    empty = cell.add_paragraph()
    empty.paragraph_format.space_before = empty.paragraph_format.space_after = Pt(0)
    side = Cm(max((within - width) / 2, 0))
    empty.paragraph_format.left_indent = empty.paragraph_format.right_indent = side
    properties = empty._element.get_or_add_pPr()
    properties.append(
        parse_xml(
            f'<w:pBdr {nsdecls("w")}><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
        )
    )
    for run in [empty.add_run("")]:
        _font(run, way.face, 6)


def _numbered(section: Any, way: Way) -> None:
    section.different_first_page_header_footer = not way.first_page
    where = section.footer if way.pages == "footer" else section.header
    if way.pages == "none":
        return
    paragraph = where.paragraphs[0]
    paragraph.alignment = ALIGN.CENTER
    run = paragraph.add_run()
    _font(run, way.face, 14)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._element.append(mark)


def _head(document: Document, way: Way) -> None:
    table = document.add_table(rows=2, cols=2)
    table.autofit = False
    for row in table.rows:
        row.cells[0].width, row.cells[1].width = Cm(7), Cm(9.5)
    left, right = table.cell(0, 0), table.cell(0, 1)
    _say(left.paragraphs[0], way.parent, way, 13)
    issuer = _say(left.add_paragraph(), way.issuer, way, 13, bold=True)
    if way.rule_issuer:
        _rule(left, issuer, way, 1.8, within=6.6)
    _say(right.paragraphs[0], "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", way, way.nation, bold=True)
    motto = _say(right.add_paragraph(), "Độc lập - Tự do - Hạnh phúc", way, 14, bold=True)
    if way.rule_motto:
        _rule(right, motto, way, 6.2, within=9.1)
    if way.title_first:
        _title(document, way)
        table = document.add_table(rows=2, cols=2)
    below = table.rows[1].cells
    _say(below[0].paragraphs[0], way.number, way, 13)
    if not way.kind and way.about:
        _say(below[0].add_paragraph(), way.about, way, 12)
    _say(below[1].paragraphs[0], way.place, way, 14, italic=way.place_italic)


def _title(document: Document, way: Way) -> None:
    document.add_paragraph()
    _say(document.add_paragraph(), way.kind, way, 14, bold=way.kind_bold)
    about = _say(document.add_paragraph(), way.about, way, 14, bold=True)
    _rule(document, about, way, 4, within=21 - (way.left + way.right) / 10)


def _body(document: Document, way: Way) -> None:
    face = way.body_face or way.face
    for at, text in enumerate(way.bases):
        end = ";" if at < len(way.bases) - 1 else "."
        _indented(document, f"{text}{end}", way, face, italic=way.bases_italic)
    for text in way.enacting:
        _say(document.add_paragraph(), text, way, 14, bold=True)
    if way.to:
        _addressed(document, way)
    for at, text in enumerate(way.paragraphs):
        last = at == len(way.paragraphs) - 1
        if way.headings and at % 5 == 0:
            document.add_paragraph(f"{at // 5 + 1}. Kết quả thực hiện nhiệm vụ", style="Heading 1")
        made = _indented(document, text.rstrip(".") + (way.ends if last else "."), way, face)
        if text.startswith("Điều "):
            _bold_article(made)


def _addressed(document: Document, way: Way) -> None:
    document.add_paragraph()
    if len(way.to) == 1:
        _say(document.add_paragraph(), f"Kính gửi: {way.to[0]}.", way, 14)
    else:
        _say(document.add_paragraph(), "Kính gửi:", way, 14)
        for at, one in enumerate(way.to):
            line = document.add_paragraph()
            _say(line, f"- {one}{';' if at < len(way.to) - 1 else '.'}", way, 14, align=ALIGN.LEFT)
            line.paragraph_format.left_indent = Cm(6)
    document.add_paragraph()


def _bold_article(paragraph: Any) -> None:
    """ "Điều 1." in bold, its words not."""
    run = paragraph.runs[0]
    opening, rest = run.text[:7], run.text[7:]
    run.text = rest
    before = parse_xml(run._element.xml)
    run._element.addprevious(before)
    first = paragraph.runs[0]
    first.text, first.font.bold = opening, True


def _indented(document: Document, text: str, way: Way, face: str, *, italic: bool = False) -> Any:
    paragraph = document.add_paragraph(style="Thân bài" if way.by == "styles" else None)
    if way.by == "direct":
        for run in _runs(paragraph, text, way):
            _font(run, face, way.size, italic=italic)
        layout = paragraph.paragraph_format
        paragraph.alignment = ALIGN.JUSTIFY
        layout.first_line_indent, layout.space_before, layout.space_after = Cm(1.27), Pt(6), Pt(6)
        layout.line_spacing = 1.1
    else:
        for run in _runs(paragraph, text, way):
            run.italic = italic or None
    return paragraph


def _foot(document: Document, way: Way) -> None:
    table = document.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    _say(left.paragraphs[0], "Nơi nhận:", way, 12, bold=True, italic=True, align=ALIGN.LEFT)
    for line in way.receivers:
        _say(left.add_paragraph(), line, way, 11, align=ALIGN.LEFT)
    if not way.signed:
        return
    first = True
    for line in (*way.authority, way.post):
        paragraph = right.paragraphs[0] if first else right.add_paragraph()
        first = False
        _say(paragraph, line, way, 14, bold=True)
    for _ in range(4):
        right.add_paragraph()
    _say(right.add_paragraph(), way.name, way, 14, bold=True)


def _styled(document: Document, way: Way) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = way.face, Pt(way.size)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{kind}"), way.face)
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    if way.by in {"styles", "normal"}:
        target = normal
        if way.by == "styles":
            target = document.styles.add_style("Thân bài", 1)
            target.base_style = normal
        target.font.size = Pt(way.size)
        layout = target.paragraph_format
        layout.alignment, layout.first_line_indent = ALIGN.JUSTIFY, Cm(1.27)
        layout.space_before, layout.space_after, layout.line_spacing = Pt(6), Pt(6), 1.15
    if way.headings:
        style = document.styles["Heading 1"]
        style.font.name, style.font.size, style.font.bold = way.face, Pt(14), True
        style.font.color.rgb = docx.shared.RGBColor(0, 0, 0)
        own = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
            own.set(qn(f"w:{kind}"), way.face)
        for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            own.attrib.pop(qn(f"w:{name}"), None)
        style.paragraph_format.first_line_indent = Cm(1.27)
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(6)
        style.paragraph_format.alignment = ALIGN.JUSTIFY


def _annexed(document: Document, way: Way) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin, section.right_margin = Mm(20), Mm(20)
    section.top_margin, section.bottom_margin = Mm(30), Mm(20)
    section.different_first_page_header_footer = False
    _say(document.add_paragraph(), "Phụ lục", way, 14, bold=True)
    _say(document.add_paragraph(), "DANH MỤC NHIỆM VỤ", way, 14, bold=True)
    number = way.number.removeprefix("Số: ")
    day = way.place.partition(", ")[2]
    words = f"(Kèm theo {way.kind.capitalize()} số {number} {day} của {way.issuer.capitalize()})"
    _say(document.add_paragraph(), words, way, 14, italic=True)
    table = document.add_table(rows=4, cols=4)
    table.style = document.styles["Table Grid"]
    for at, row in enumerate(table.rows):
        for place, cell in enumerate(row.cells):
            text = ("STT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn")[place] if at == 0 else f"{at}.{place}"
            _say(cell.paragraphs[0], text, way, 13, bold=at == 0)


def paper(way: Way) -> bytes:
    """The paper as a .docx file."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(way.top), Mm(way.bottom)
    section.left_margin, section.right_margin = Mm(way.left), Mm(way.right)
    section.header_distance = Mm(10)
    _styled(document, way)
    _numbered(section, way)
    _head(document, way)
    if way.kind and not way.title_first:
        _title(document, way)
    _body(document, way)
    _foot(document, way)
    if way.annex:
        _annexed(document, way)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


PLAN: dict[str, Any] = {
    "parent": "ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG", "number": "Số: 15/KH-SCT", "kind": "KẾ HOẠCH", "to": (),
    "about": "Triển khai công tác thông tin đối ngoại năm 2026", "receivers": ("- UBND tỉnh (b/c);", "- Các phòng, đơn vị thuộc Sở;", "- Lưu: VT, VP."),
}  # fmt: skip
DECISION: dict[str, Any] = {
    "number": "Số: 68/QĐ-SCT", "kind": "QUYẾT ĐỊNH", "to": (), "about": "Về việc thành lập Tổ công tác thông tin đối ngoại",
    "bases": ("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư", "Theo đề nghị của Chánh Văn phòng Sở"),
    "enacting": ("GIÁM ĐỐC SỞ CÔNG THƯƠNG", "QUYẾT ĐỊNH:"),
    "paragraphs": (f"Điều 1. Thành lập Tổ công tác. {LONG}", f"Điều 2. {LONG}", f"Điều 3. Quyết định này có hiệu lực kể từ ngày ký. {LONG}"),
    "receivers": ("- Như Điều 3;", "- UBND tỉnh (b/c);", "- Lưu: VT, VP."),
}  # fmt: skip
REPORT: dict[str, Any] = {
    "number": "Số: 121/BC-SCT", "kind": "BÁO CÁO", "to": (), "about": "Kết quả công tác thông tin đối ngoại 6 tháng đầu năm 2026",
    "receivers": ("- UBND tỉnh;", "- Sở Văn hóa, Thể thao và Du lịch;", "- Lưu: VT, VP."),
}  # fmt: skip
COMMITTEE: dict[str, Any] = {
    "parent": "ỦY BAN NHÂN DÂN", "issuer": "TỈNH LÂM ĐỒNG", "number": "Số: 15/KH-UBND", "kind": "KẾ HOẠCH", "to": (),
    "about": "Công tác thông tin đối ngoại năm 2026", "authority": ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"), "post": "PHÓ CHỦ TỊCH",
    "receivers": ("- Bộ Văn hóa, Thể thao và Du lịch (b/c);", "- Các sở, ban, ngành;", "- Lưu: VT, VX."),
}  # fmt: skip
SUBMISSION: dict[str, Any] = {
    "number": "Số: 33/TTr-SCT", "kind": "TỜ TRÌNH", "about": "Về việc ban hành Kế hoạch thông tin đối ngoại năm 2027",
}  # fmt: skip


def _way(*bases: dict[str, Any], **more: Any) -> Callable[[], bytes]:
    fields: dict[str, Any] = {}
    for one in bases:
        fields |= one
    return lambda: paper(Way(**(fields | more)))


CLEAN: dict[str, Callable[[], bytes]] = {
    "letter-set-by-hand": _way(),
    "decision-by-styles": _way(DECISION, by="styles"),
    "report-with-heading-styles": _way(REPORT, headings=True),
    "plan-with-a-landscape-annex": _way(PLAN, annex=True),
    "submission-of-chopped-runs": _way(SUBMISSION, chopped=True),
    "letter-with-drawn-lines": _way(line_by="drawn"),
    "letter-by-a-deputy-to-many": _way(
        to=("Ủy ban nhân dân các xã, phường, đặc khu", "Các doanh nghiệp trên địa bàn tỉnh", "Hội Nhà báo tỉnh"),
        authority=("KT. GIÁM ĐỐC",), post="PHÓ GIÁM ĐỐC",
    ),
    "committees-plan": _way(COMMITTEE, parent="", issuer="ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG"),
    "report-set-in-13-by-normal": _way(REPORT, size=13, by="styles", left=35, right=15, top=25, bottom=25),
    "letter-of-one-page": _way(paragraphs=(LONG, LONG), pages="none", place="Lâm Đồng, ngày 02 tháng 02 năm 2026"),
}  # fmt: skip
DEPARTURES: dict[str, Callable[[], bytes]] = {
    "left-margin-of-2-cm": _way(left=20),
    "bottom-margin-of-15-mm": _way(PLAN, bottom=15),
    "bases-upright": _way(DECISION, bases_italic=False),
    "body-in-arial": _way(REPORT, body_face="Arial"),
    "body-of-12-points": _way(PLAN, size=12),
    "nation-of-10-points": _way(nation=10),
    "no-page-number": _way(REPORT, pages="none"),
    "page-number-on-the-first-page": _way(PLAN, first_page=True),
    "page-number-at-the-foot": _way(pages="footer"),
    "no-line-below-the-motto": _way(REPORT, rule_motto=False),
    "no-line-below-the-agency": _way(rule_issuer=False),
    "title-above-the-number": _way(PLAN, title_first=True),
    "day-without-nought": _way(place="Lâm Đồng, ngày 5 tháng 10 năm 2026"),
    "month-without-nought": _way(REPORT, place="Lâm Đồng, ngày 15 tháng 2 năm 2026"),
    "deputy-without-for": _way(post="PHÓ GIÁM ĐỐC"),
    "on-behalf-by-a-slash": _way(COMMITTEE, parent="", issuer="ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG", authority=("T/M ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH")),
    "symbol-turned-round": _way(PLAN, number="Số: 15/SCT-KH"),
    "place-and-day-upright": _way(place_italic=False),
    "kind-not-bold": _way(REPORT, kind_bold=False),
    "no-signature": _way(SUBMISSION, signed=False),
}  # fmt: skip
