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

from nhipcau.engines.officialdoc.tests.form_python_pieces import (
    MOTTO,
    NATION,
    WORDS,
    body,
    foot,
    head,
    numbered,
    say,
    started,
    titled,
)

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


def _ended(document: Document, posts: list[str] | None = None) -> Document:
    """The same content and foot for heads of other layouts."""
    numbered(document)
    for at in range(1, 4):
        body(document, f"{at}. {WORDS}")
    body(document, "Các cơ quan, đơn vị tổ chức thực hiện./.")
    foot(
        document,
        posts or ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"],
        "Hoàng Xuân Ánh",
        ["- Như trên;", "- Lưu: VT, VX."],
    )
    return document


def three_rows() -> Document:
    """Parent and national name, issuer and motto, number and day: a row each; the motto underlined."""
    document = started()
    table = document.add_table(3, 2)
    rows = [row.cells for row in table.rows]
    say(rows[0][0], "ỦY BAN NHÂN DÂN TỈNH CAO BẰNG", 12, fresh=True)
    say(rows[0][1], NATION, 12, bold=True, fresh=True)
    say(rows[1][0], "SỞ NGOẠI VỤ", 13, bold=True, fresh=True)
    say(rows[1][0], "_______", 10)
    say(rows[1][1], MOTTO, 13, bold=True, fresh=True).runs[0].underline = True
    say(rows[2][0], "Số: 12/KH-SNgV", 13, fresh=True)
    say(rows[2][1], "Thành phố Cao Bằng, ngày 05 tháng 6 năm 2026", 13, italic=True, fresh=True)
    titled(document, "KẾ HOẠCH", "Tổ chức Ngày hội văn hóa biên giới năm 2026")
    return _ended(document, ["GIÁM ĐỐC"])


def title_in_table() -> Document:
    """The title in a merged row under the head."""
    document = started()
    table = document.add_table(2, 2)
    left, right = table.rows[0].cells
    for at, (text, bold) in enumerate(PROVINCE):
        say(left, text, 13, bold=bold, fresh=at == 0)
    say(left, "―――", 10)
    say(left, "Số: 40/KH-UBND", 13)
    say(right, NATION, 12, bold=True, fresh=True)
    say(right, MOTTO, 13, bold=True).runs[0].underline = True
    say(right, "Phường 1, ngày 05 tháng 6 năm 2026", 13, italic=True)
    merged = table.rows[1].cells[0].merge(table.rows[1].cells[1])
    say(merged, "KẾ HOẠCH", 14, bold=True, fresh=True)
    say(merged, "Tổ chức Ngày hội văn hóa biên giới", 14, bold=True)
    say(merged, "―――――――――", 9)
    return _ended(document)


def addressees_in_table() -> Document:
    document = started()
    head(
        document,
        [("UBND TỈNH CAO BẰNG", False), ("SỞ NỘI VỤ", True)],
        "Số: 102/SNV-VP",
        "Cao Bằng, ngày 03 tháng 9 năm 2026",
        "V/v mời dự họp",
    )
    left, right = document.add_table(1, 2).rows[0].cells
    say(left, "Kính gửi:", fresh=True)
    say(right, "- Sở Tài chính;", fresh=True, align=ALIGN.LEFT)
    say(right, "- Sở Ngoại vụ.", align=ALIGN.LEFT)
    return _ended(document, ["TL. GIÁM ĐỐC", "TRƯỞNG TRẠM Y TẾ"])


def attached_rules() -> Document:
    """A regulation that another paper issues: it goes by that one's head."""
    document = started()
    numbered(document)
    say(document, "QUY CHẾ", bold=True)
    say(document, "Phát ngôn và cung cấp thông tin", bold=True)
    say(
        document,
        "(Kèm theo Quyết định số 12/QĐ-UBND ngày 05 tháng 02 năm 2026 của Ủy ban nhân dân tỉnh)",
        italic=True,
    )
    say(document, "__________", 10)
    say(document, "Chương I", bold=True)
    say(document, "QUY ĐỊNH CHUNG", bold=True)
    body(document, "Điều 1. Phạm vi điều chỉnh", bold=True)
    body(document, WORDS)
    return document


def plain_lines() -> Document:
    """No table: issuer, national name, number and day one under the other."""
    document = started()
    for text, bold in PROVINCE:
        say(document, text, 13, bold=bold)
    say(document, "―――", 12)
    say(document, NATION, 13, bold=True)
    say(document, MOTTO, 13, bold=True).runs[0].underline = True
    say(document, "Số: 40/KH-UBND", 13)
    say(document, "Cao Bằng, ngày 05 tháng 6 năm 2026", 13, italic=True, align=ALIGN.RIGHT)
    titled(document, "KẾ HOẠCH", "Tổ chức Ngày hội văn hóa biên giới năm 2026")
    return _ended(document, ["TM. BAN CHỈ ĐẠO", "TRƯỞNG BAN", "PHÓ CHỦ TỊCH UBND TỈNH"])


MADE: dict[str, Callable[[], Document]] = {
    "nghi-quyet": resolution, "chi-thi": directive, "cong-van-truong": school_letter, "hop-dong": contract, "phieu-gui": slip, "ngat-dong": broken_lines,
    "ky-duoi": foot_in_flow, "ky-theo-tab": foot_by_tabs, "phu-luc-ngang": annexed,
    "ba-hang": three_rows, "ten-loai-trong-bang": title_in_table, "kinh-gui-trong-bang": addressees_in_table, "quy-che-kem-theo": attached_rules, "khong-bang": plain_lines,
}  # fmt: skip


def made(name: str) -> bytes:
    out = io.BytesIO()
    MADE[name]().save(out)
    return out.getvalue()
