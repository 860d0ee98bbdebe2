"""Clean papers as people make them with python-docx and Word's own template: Normal set once, borders, breaks, tabs."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
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


PROVINCE = [("ỦY BAN NHÂN DÂN", True), ("TỈNH CAO BẰNG", True)]
SCHOOL = [
    ("ỦY BAN NHÂN DÂN", False),
    ("XÃ TRÀ LĨNH", False),
    ("TRƯỜNG TRUNG HỌC CƠ SỞ", True),
    ("TRÀ LĨNH", True),
]


def resolution() -> Document:
    document = started()
    numbered(document)
    head(
        document,
        [("HỘI ĐỒNG NHÂN DÂN", True), ("TỈNH CAO BẰNG", True)],
        "Số: 08/NQ-HĐND",
        "Cao Bằng, ngày 09 tháng 12 năm 2026",
    )
    titled(document, "NGHỊ QUYẾT", "Về nhiệm vụ thông tin đối ngoại năm 2027")
    say(document, "HỘI ĐỒNG NHÂN DÂN TỈNH CAO BẰNG", bold=True)
    say(document, "KHÓA XVIII, KỲ HỌP THỨ 5", bold=True)
    for text in ("Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
                 "Xét Tờ trình số 91/TTr-UBND ngày 20 tháng 11 năm 2026 của Ủy ban nhân dân tỉnh;",
                 "Xét báo cáo thẩm tra của Ban Văn hóa - Xã hội và ý kiến thảo luận của đại biểu tại kỳ họp."):  # fmt: skip
        body(document, text, italic=True)
    say(document, "QUYẾT NGHỊ:", bold=True)
    for at, text in enumerate(
        (
            WORDS,
            WORDS,
            "Nghị quyết này đã được Hội đồng nhân dân tỉnh khóa XVIII, kỳ họp thứ 5 thông qua ngày 09 tháng 12 năm 2026./.",
        ),
        start=1,
    ):
        paragraph = body(document, "")
        paragraph.add_run(f"Điều {at}. ").bold = True
        paragraph.add_run(text)
    foot(
        document,
        ["CHỦ TỊCH"],
        "Triệu Đình Lê",
        ["- Ủy ban Thường vụ Quốc hội;", "- Chính phủ;", "- Lưu: VT."],
    )
    return document


def directive() -> Document:
    document = started(size=13, left=3.5, right=1.5, tall=2.5)
    numbered(document, size=14)
    head(document, PROVINCE, "Số: 14/CT-UBND", "Cao Bằng, ngày 28 tháng 10 năm 2026")
    titled(document, "CHỈ THỊ", "Về tăng cường công tác thông tin đối ngoại", "trên địa bàn tỉnh Cao Bằng")
    for at in range(1, 10):
        body(document, f"{at}. {WORDS}", size=13, first=1.0, line=1.5)
    body(document, "Yêu cầu các cơ quan, đơn vị nghiêm túc thực hiện Chỉ thị này./.", size=13, first=1.0)
    foot(
        document,
        ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
        "Lê Hải Hòa",
        ["- Như trên;", "- Chủ tịch, các Phó Chủ tịch UBND tỉnh;", "- Lưu: VT, VX (02 bản)."],
    )
    return document


def school_letter() -> Document:
    document = started(size=13)
    head(
        document,
        SCHOOL,
        "Số: 102/THCSTL-VP",
        "Trà Lĩnh, ngày 03 tháng 9 năm 2026",
        "V/v mời dự Lễ khai giảng năm học 2026 - 2027",
    )
    say(document, "Kính gửi: Phòng Văn hóa - Xã hội xã Trà Lĩnh", 13, before=12, after=12)
    body(document, WORDS, size=13)
    body(document, "Trân trọng cảm ơn./.", size=13)
    numbered(document)
    foot(document, ["HIỆU TRƯỞNG"], "ThS. Nông Thị Hà", ["- Như trên;", "- Lưu: VT."])
    return document


def contract() -> Document:
    document = started()
    numbered(document)
    say(document, NATION, 13, bold=True, fresh=False)
    say(document, MOTTO, 14, bold=True)
    say(document, "_________________________", 12)
    say(document, "HỢP ĐỒNG", 14, bold=True, before=12)
    say(document, "Số: 05/HĐ-SVHTTDL", 13)
    body(
        document,
        "Hôm nay, ngày 12 tháng 3 năm 2026, tại trụ sở Sở Văn hóa, Thể thao và Du lịch, chúng tôi gồm đại diện các bên có tên dưới đây.",
    )
    for at in range(1, 4):
        paragraph = body(document, "")
        paragraph.add_run(f"Điều {at}. ").bold = True
        paragraph.add_run(WORDS)
    table = document.add_table(1, 2)
    for cell, text, name in zip(
        table.rows[0].cells, ("ĐẠI DIỆN BÊN A", "ĐẠI DIỆN BÊN B"), ("Nông Văn Tú", "Bế Thị Lan"), strict=True
    ):
        say(cell, text, bold=True, fresh=True)
        say(cell, "")
        say(cell, name, bold=True)
    return document


def slip() -> Document:
    document = started()
    numbered(document)
    head(
        document,
        [("UBND TỈNH CAO BẰNG", False), ("SỞ NỘI VỤ", True)],
        "Số: 21/PG-SNV",
        "Cao Bằng, ngày 15 tháng 7 năm 2026",
    )
    say(document, "PHIẾU GỬI", 14, bold=True, before=12)
    body(
        document,
        "Sở Nội vụ gửi kèm theo phiếu này các văn bản, tài liệu sau: hồ sơ đề nghị tặng thưởng về công tác thông tin đối ngoại năm 2026.",
    )
    body(document, "Sau khi nhận được, đề nghị gửi lại phiếu này cho Sở Nội vụ./.")
    foot(
        document,
        ["TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"],
        "Hoàng Thị Nga",
        ["- Sở Văn hóa, Thể thao và Du lịch;", "- Lưu: VT."],
    )
    return document


def broken_lines() -> Document:
    """Heads and titles with line breaks inside one paragraph, headings by Word's styles set black."""
    document = started()
    numbered(document)
    table = document.add_table(1, 2)
    left, right = table.rows[0].cells
    paragraph = left.paragraphs[0]
    paragraph.alignment = ALIGN.CENTER
    for text, bold in (
        ("UBND TỈNH CAO BẰNG\n", False),
        ("SỞ NGOẠI VỤ\n", True),
        ("―――――\n", False),
        ("Số: 61/BC-SNgV", False),
    ):
        run = paragraph.add_run(text)
        run.bold, run.font.size = bold, Pt(13)
    paragraph = right.paragraphs[0]
    paragraph.alignment = ALIGN.CENTER
    for text, bold, italic, size in (
        (NATION + "\n", True, False, 13),
        (MOTTO, True, False, 13),
        ("\n", False, False, 13),
        ("Cao Bằng, ngày 01 tháng 02 năm 2027", False, True, 13),
    ):
        run = paragraph.add_run(text)
        run.bold, run.italic, run.font.size, run.underline = bold, italic, Pt(size), text == MOTTO
    paragraph = say(
        document,
        "BÁO CÁO\nKết quả thực hiện nhiệm vụ thông tin đối ngoại tháng 01 năm 2027",
        bold=True,
        before=12,
    )
    say(document, "―――――――――", 12)
    for at, text in enumerate(("KẾT QUẢ", "NHIỆM VỤ"), start=1):
        heading = document.add_heading("", level=1)
        run = heading.add_run(f"{'I' * at}. {text}")
        run.font.name, run.font.size, run.bold = "Times New Roman", Pt(14), True
        run.font.color.rgb = docx.shared.RGBColor(0, 0, 0)
        run._r.rPr.rFonts.set(qn("w:ascii"), "Times New Roman")
        heading.paragraph_format.space_before = heading.paragraph_format.space_after = Pt(6)
        for mark in "abc":
            body(document, f"{mark}) {WORDS}")
        body(document, f"- {WORDS}")
    body(document, "Sở Ngoại vụ báo cáo Ủy ban nhân dân tỉnh./.")
    foot(document, ["GIÁM ĐỐC"], "Đàm Văn Độ", ["- UBND tỉnh;", "- Lưu: VT."])
    return document


def foot_in_flow() -> Document:
    document = started()
    numbered(document)
    head(document, PROVINCE, "Số: 33/TB-UBND", "Cao Bằng, ngày 22 tháng 5 năm 2026")
    titled(document, "THÔNG BÁO", "Lịch tiếp đoàn phóng viên nước ngoài")
    for _ in range(9):
        body(document, WORDS)
    body(document, "Ủy ban nhân dân tỉnh thông báo để các cơ quan, đơn vị biết, thực hiện./.")
    for text in (
        "TL. CHỦ TỊCH",
        "KT. CHÁNH VĂN PHÒNG",
        "PHÓ CHÁNH VĂN PHÒNG",
        "",
        "",
        "Nguyễn Thị Thu Trang",
    ):
        say(document, text, bold=True).paragraph_format.left_indent = Cm(8)
    say(document, "Nơi nhận:", 12, bold=True, italic=True, align=ALIGN.LEFT)
    for text in ("- Các sở, ban, ngành;", "- Lưu: VT, NC."):
        say(document, text, 11, align=ALIGN.LEFT)
    return document


def foot_by_tabs() -> Document:
    document = started()
    numbered(document)
    head(document, PROVINCE, "Số: 34/TB-UBND", "Cao Bằng, ngày 22 tháng 5 năm 2026")
    titled(document, "THÔNG BÁO", "Lịch tiếp đoàn phóng viên nước ngoài")
    for _ in range(3):
        body(document, WORDS)
    body(document, "Ủy ban nhân dân tỉnh thông báo để các cơ quan biết./.")
    rows = (
        ("Nơi nhận:", "TM. ỦY BAN NHÂN DÂN"),
        ("- Các sở, ban, ngành;", "CHỦ TỊCH"),
        ("- Lưu: VT.", ""),
        ("", ""),
        ("", "Hoàng Xuân Ánh"),
    )
    for at, (left, right) in enumerate(rows):
        paragraph = say(document, "", align=ALIGN.LEFT)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(12), docx.enum.text.WD_TAB_ALIGNMENT.CENTER)
        run = paragraph.add_run(left)
        run.font.size, run.bold, run.italic = (Pt(12), True, True) if at == 0 else (Pt(11), False, False)
        run = paragraph.add_run("\t" + right)
        run.bold, run.font.size = True, Pt(14)
    return document


def annexed() -> Document:
    document = started()
    numbered(document)
    head(document, PROVINCE, "Số: 40/KH-UBND", "Cao Bằng, ngày 05 tháng 6 năm 2026")
    titled(document, "KẾ HOẠCH", "Tổ chức Ngày hội văn hóa biên giới năm 2026")
    body(
        document,
        "Căn cứ Nghị định số 72/2015/NĐ-CP ngày 07 tháng 9 năm 2015 của Chính phủ về quản lý hoạt động thông tin đối ngoại, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:",
    )
    for at in ("I", "II"):
        body(document, f"{at}. MỤC ĐÍCH, YÊU CẦU", bold=True)
        for place in range(1, 4):
            body(document, f"{place}. {WORDS}")
    body(document, "(Phân công nhiệm vụ tại Phụ lục kèm theo)", italic=True)
    body(document, "Trên đây là Kế hoạch của Ủy ban nhân dân tỉnh./.")
    foot(
        document,
        ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
        "Trịnh Trường Huy",
        ["- Bộ Ngoại giao;", "- Lưu: VT, VX."],
    )
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section._sectPr.find(qn("w:cols")).addprevious(start := OxmlElement("w:pgNumType"))
    start.set(qn("w:start"), "1")
    say(document, "Phụ lục", 14, bold=True)
    say(document, "PHÂN CÔNG NHIỆM VỤ", 14, bold=True)
    say(
        document,
        "(Kèm theo Kế hoạch số 40/KH-UBND ngày 05 tháng 6 năm 2026 của Ủy ban nhân dân tỉnh Cao Bằng)",
        14,
        italic=True,
    )
    table = document.add_table(3, 3, style="Table Grid")
    for row in table.rows:
        for cell in row.cells:
            say(cell, "Nội dung", 12, fresh=True, align=ALIGN.LEFT)
    return document


MADE: dict[str, Callable[[], Document]] = {
    "nghi-quyet": resolution, "chi-thi": directive, "cong-van-truong": school_letter, "hop-dong": contract, "phieu-gui": slip, "ngat-dong": broken_lines,
    "ky-duoi": foot_in_flow, "ky-theo-tab": foot_by_tabs, "phu-luc-ngang": annexed,
}  # fmt: skip


def made(name: str) -> bytes:
    out = io.BytesIO()
    MADE[name]().save(out)
    return out.getvalue()
