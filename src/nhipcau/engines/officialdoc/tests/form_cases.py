"""Papers with known departures from Decree 30/2020, annex I, and papers without any: written before the rules.

Each case is a name, a paper, and the rules that must answer, none besides.  `is_aside` keeps a part away from tuning.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import NamedTuple

from nhipcau.engines.officialdoc.tests.form_paper import Annex, B, Page, Paper, Rule, T


class Case(NamedTuple):
    name: str
    paper: Paper
    wrong: frozenset[str] = frozenset()


def is_aside(name: str) -> bool:
    """Whether a case is kept from tuning: about a third, by a hash of its name."""
    return sha256(name.encode()).digest()[0] % 3 == 0


def bold(text: str, size: float = 14) -> T:
    return T(text, size, bold=True)


LONG = (
    "Tăng cường thông tin, giới thiệu hình ảnh, tiềm năng, thế mạnh của tỉnh đến bạn bè quốc tế, qua đó góp phần thu hút đầu tư, "
    "phát triển du lịch và mở rộng quan hệ hợp tác với các địa phương của các nước láng giềng trong giai đoạn mới."
)
HEAD_OF_LIST = T("Nơi nhận:", 12, bold=True, italic=True, align="left")


def listed(*names: str, **changes) -> tuple[T, ...]:
    return (HEAD_OF_LIST, *(T(name, 11, align="left", **changes) for name in names))


def signed(*lines: str, name: str = "Trần Văn Bình", size: float = 14) -> tuple[T, ...]:
    return (*(bold(line, size) for line in lines), *(T("", size),) * 4, bold(name, size))


PLAN_LIST = listed("- Bộ Ngoại giao;", "- Thường trực Tỉnh ủy;", "- Các sở, ban, ngành;", "- Lưu: VT, KGVX.")
CHAIR = signed("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
PLAN_BODY = (
    B("I. MỤC ĐÍCH, YÊU CẦU", bold=True),
    B("1. Mục đích", bold=True),
    B("a) " + LONG),
    B("b) " + LONG),
    B("2. Yêu cầu", bold=True),
    B(LONG),
    B("II. NHIỆM VỤ", bold=True),
    *(B(f"{at}. {LONG}") for at in range(1, 9)),
    B("III. TỔ CHỨC THỰC HIỆN", bold=True),
    B("- Các cơ quan, đơn vị xây dựng kế hoạch và tổ chức thực hiện trước ngày 15 tháng 3 năm 2026."),
    B(
        "Trên đây là Kế hoạch tổ chức các hoạt động thông tin đối ngoại năm 2026; yêu cầu các cơ quan nghiêm túc thực hiện./."
    ),
)
PLAN = Paper(body=PLAN_BODY, sign=(CHAIR,), receivers=PLAN_LIST)

DEPARTMENT = {
    "parent": (T("ỦY BAN NHÂN DÂN TỈNH HÀ GIANG", 12),),
    "issuer": (T("SỞ NGOẠI VỤ", 13, bold=True),),
    "issuer_rule": Rule(length=40),
}
LETTER = Paper(
    **DEPARTMENT,
    number=T("Số: 118/SNgV-VP", 13),
    letter_summary=(T("V/v báo cáo kết quả thông tin", 12), T("đối ngoại quý I năm 2026", 12)),
    kind=None,
    summary=(),
    addressees=(T("Kính gửi: Ủy ban nhân dân tỉnh Hà Giang.", 14, before=12, after=6),),
    body=(
        B(
            f"Thực hiện Kế hoạch số 25/KH-UBND ngày 05 tháng 02 năm 2026 của Ủy ban nhân dân tỉnh, Sở Ngoại vụ {LONG[0].lower() + LONG[1:]}"
        ),
        *(B(LONG) for _ in range(8)),
        B("Sở Ngoại vụ kính báo cáo./."),
    ),
    sign=(signed("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", name="Lý Thị Hoa"),),
    receivers=listed("- Như trên;", "- Lưu: VT, VP."),
)
DECISION = Paper(
    number=T("Số: 09/QĐ-UBND", 13),
    date=T("Hà Giang, ngày 12 tháng 3 năm 2026", 14, italic=True),
    kind=bold("QUYẾT ĐỊNH"),
    summary=(bold("Về việc thành lập Tổ công tác thông tin đối ngoại"),),
    title_rule=Rule(length=120),
    preamble=(
        bold("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH HÀ GIANG"),
        B("Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;", italic=True),
        B("Căn cứ Nghị định số 72/2015/NĐ-CP ngày 07 tháng 9 năm 2015 của Chính phủ về quản lý hoạt động thông tin đối ngoại;", italic=True),
        B("Theo đề nghị của Giám đốc Sở Ngoại vụ tại Tờ trình số 31/TTr-SNgV ngày 02 tháng 3 năm 2026.", italic=True),
        bold("QUYẾT ĐỊNH:"),
    ),
    body=(
        *(T(text, 14, align="both", after=6, first=12.7, line=1.2, lead=f"Điều {at}. ") for at, text in enumerate((
            "Thành lập Tổ công tác thông tin đối ngoại của tỉnh, gồm các ông, bà có tên trong danh sách kèm theo.",
            "Tổ công tác có nhiệm vụ tham mưu, giúp Ủy ban nhân dân tỉnh chỉ đạo công tác thông tin đối ngoại.",
            "Quyết định này có hiệu lực kể từ ngày ký; các cơ quan liên quan chịu trách nhiệm thi hành Quyết định này./."), start=1)),
    ),
    sign=(signed("CHỦ TỊCH", name="Nguyễn Thị Lan"),),
    receivers=listed("- Như Điều 3;", "- Bộ Ngoại giao;", "- Lưu: VT, NC."),
)  # fmt: skip


def article(number: int, words: str, **changes) -> T:
    return B(f"Điều {number}. {words}", **changes)


REPORT = Paper(
    **DEPARTMENT,
    number=T("Số: 204/BC-SNgV", 13),
    date=T("Hà Giang, ngày 20 tháng 10 năm 2026", 13, italic=True),
    kind=bold("BÁO CÁO", 13),
    summary=(bold("Kết quả công tác thông tin đối ngoại năm 2026", 13),),
    addressees=(T("Kính gửi:", 13, align="left", first=30), T("- Ủy ban nhân dân tỉnh;", 13, align="left", left=45),
                T("- Hội đồng nhân dân tỉnh.", 13, align="left", left=45, after=6)),
    body=(B("I. KẾT QUẢ", size=13, bold=True), B(LONG, size=13, first=10, line=1.5), B("II. KIẾN NGHỊ", size=13, bold=True),
          *(B(LONG, size=13, first=10, line=1.0) for _ in range(9)), B("Trên đây là báo cáo kết quả năm 2026./.", size=13)),
    sign=(signed("GIÁM ĐỐC", name="Hoàng Văn Sơn", size=13),),
    receivers=listed("- Như trên;", "- Ban Tuyên giáo Tỉnh ủy;", "- Lưu: VT."),
)  # fmt: skip

CLEAN: list[Case] = [
    Case("ke-hoach", PLAN),
    Case("ke-hoach-kieu", PLAN.but(setting="styles")),
    Case("ke-hoach-phong-chu-de", PLAN.but(setting="theme")),
    Case("cong-van", LETTER),
    Case("cong-van-theo-tab", LETTER.but(layout="tabs", motto_rule=Rule("underline"), issuer_rule=Rule("drawing", 40))),
    Case("cong-van-khung-chu", LETTER.but(layout="boxes")),
    Case("cong-van-nhieu-noi", LETTER.but(
        addressees=(T("Kính gửi:", 14, align="left", first=30, before=6), T("- Sở Nội vụ;", 14, align="left", left=45),
                    T("- Sở Tài chính;", 14, align="left", left=45), T("- Công an tỉnh.", 14, align="left", left=45, after=6)))),
    Case("quyet-dinh", DECISION),
    Case("quyet-dinh-tl", DECISION.but(
        **DEPARTMENT, number=T("Số: 77/QĐ-SNgV", 13), setting="styles",
        preamble=(bold("GIÁM ĐỐC SỞ NGOẠI VỤ TỈNH HÀ GIANG"), *DECISION.preamble[1:]),
        sign=(signed("TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG THÔNG TIN"),))),
    Case("bao-cao-13", REPORT),
    Case("le-rong", PLAN.but(page=Page(top=25, bottom=25, left=35, right=20, size=13, number="complex"))),
    Case("ke-bang-vml", PLAN.but(motto_rule=Rule("vml", 171), issuer_rule=Rule("vml", 50), title_rule=Rule("vml", 130))),
    Case("ke-bang-hinh", PLAN.but(motto_rule=Rule("drawing", 171), issuer_rule=Rule("drawing-alone", 50), title_rule=Rule("drawing-alone", 130))),
    Case("ke-bang-gach-chan", PLAN.but(motto_rule=Rule("underline"), issuer_rule=Rule("part-underline"), title_rule=Rule("part-underline"))),
    Case("ke-bang-gach-duoi", PLAN.but(motto_rule=Rule("bottom", 171), issuer_rule=Rule("dashes", 55), title_rule=Rule("dashes", 120))),
    Case("so-trang-khung", PLAN.but(page=Page(number="frame"))),
    Case("so-trang-tab", PLAN.but(page=Page(number="tab"))),
    Case("thong-bao-tl-kt", LETTER.but(
        issuer=(T("VĂN PHÒNG", 13, bold=True),), number=T("Số: 03/TB-VP", 13), letter_summary=(), kind=bold("THÔNG BÁO", 13),
        summary=(bold("Kết luận của đồng chí Phó Chủ tịch Ủy ban nhân dân tỉnh", 13), bold("tại cuộc họp về thông tin đối ngoại", 13)), addressees=(),
        title_rule=Rule(length=110), sign=(signed("TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),),
        receivers=listed("- Thường trực Tỉnh ủy;", "- Các đơn vị dự họp;", "- Lưu: VT."))),
    Case("giay-moi", LETTER.but(
        number=T("Số: 45/GM-SNgV", 13), letter_summary=(), kind=bold("GIẤY MỜI"), summary=(bold("Dự Hội nghị tổng kết công tác thông tin đối ngoại"),),
        title_rule=Rule(length=130), addressees=(T("Kính gửi: Sở Tài chính", 14, after=6),),
        body=(B("Sở Ngoại vụ trân trọng kính mời đại diện lãnh đạo Sở tới dự Hội nghị:"), B("1. Thời gian: 08 giờ 00, ngày 12 tháng 3 năm 2026."),
              B("2. Địa điểm: Hội trường Ủy ban nhân dân tỉnh."), B("Trân trọng kính mời./.")))),
    Case("to-trinh", LETTER.but(
        number=T("Số: 31/TTr-SNgV", 13), letter_summary=(), kind=bold("TỜ TRÌNH"), summary=(bold("Về việc phân bổ kinh phí thông tin đối ngoại"),),
        title_rule=Rule(length=120), sign=(signed("Q. GIÁM ĐỐC"),))),
    Case("bien-ban-nhieu-nguoi-ky", LETTER.but(
        number=T("Số: 06/BB-SNgV", 13), letter_summary=(), kind=bold("BIÊN BẢN"), summary=(bold("Họp về công tác thông tin đối ngoại"),), addressees=(),
        title_rule=Rule(length=95), receivers=(), sign=(signed("THƯ KÝ", name="Vũ Thị Mai"), signed("CHỦ TỌA", name="Lê Văn Dũng")))),
    Case("phoi-hop-hai-ben-ky", PLAN.but(
        receivers=(), number=T("Số: 12/CTr-SNgV-BĐBP", 13), **{k: v for k, v in DEPARTMENT.items() if k != "issuer"},
        issuer=(T("SỞ NGOẠI VỤ - BỘ ĐỘI BIÊN PHÒNG", 13, bold=True),), kind=bold("CHƯƠNG TRÌNH"), summary=(bold("Phối hợp thông tin đối ngoại biên giới"),), title_rule=Rule(length=100),
        sign=(listed("- Như trên;", "- Lưu: VT."), signed("GIÁM ĐỐC", name="Hoàng Văn Sơn"), signed("CHỈ HUY TRƯỞNG", name="Lò Văn Páo")))),
    Case("phu-luc-nam-ngang", PLAN.but(annexes=(
        Annex(label=bold("Phụ lục I"), body=((("STT", "Nội dung", "Chủ trì"), ("1", "Mở lớp", "Sở Ngoại vụ")),), page=Page(297, 210, start=1)),
        Annex(label=bold("Phụ lục II"), title=bold("DANH SÁCH ĐẦU MỐI"))))),
    Case("ke-hoach-co-bang", PLAN.but(body=(*PLAN_BODY[:8], (("STT", "Nội dung", "Chủ trì"), ("1", "Mở lớp", "Sở Ngoại vụ"), ("2", "In sách", "Sở Nội vụ")), *PLAN_BODY[8:]))),
    Case("quy-che-chuong-dieu", DECISION.but(kind=bold("QUY CHẾ"), number=T("Số: 10/QC-UBND", 13), summary=(bold("Phát ngôn và cung cấp thông tin cho báo chí"),), preamble=(), body=(
        bold("Chương I"), bold("QUY ĐỊNH CHUNG"), article(1, "Phạm vi điều chỉnh", bold=True), B("1. " + LONG), B("2. " + LONG),
        article(2, "Đối tượng áp dụng", bold=True), *(B(f"{mark}) " + LONG) for mark in "abcdđe"), bold("Chương II"), bold("TỔ CHỨC THỰC HIỆN"),
        article(3, "Hiệu lực", bold=True), B(LONG), B("Quy chế này có hiệu lực từ ngày ký./.")))),
    Case("danh-so-tu-dong", PLAN.but(body=(
        B("I. NHIỆM VỤ", bold=True), *(B(LONG, number=(1, 0), first=0, left=12.7) for _ in range(4)), B("II. THỰC HIỆN", bold=True),
        *(B("Các cơ quan báo cáo kết quả trước ngày 15 tháng 11 hằng năm.", number=(3, 0), first=0, left=12.7) for _ in range(2)), PLAN_BODY[-1]))),
    Case("gian-dong-co-dinh", PLAN.but(body=tuple(replace(line, exact=18) for line in PLAN_BODY))),
    Case("cong-dien-khan", PLAN.but(number=T("Số: 02/CĐ-UBND", 13), kind=bold("CÔNG ĐIỆN"), summary=(bold("Về việc chủ động ứng phó với bão số 3"),), title_rule=Rule(length=110), stamp=T("HỎA TỐC", 13, bold=True))),
    Case("van-ban-dang", PLAN.but(nation=T("ĐẢNG CỘNG SẢN VIỆT NAM", 15, bold=True), motto=None, motto_rule=Rule(""), number=T("Số 36-HD/VPTU", 14), issuer=(T("TỈNH ỦY HÀ GIANG", 14), T("*", 14)), issuer_rule=Rule(""),
                                 kind=bold("HƯỚNG DẪN", 16), title_rule=Rule("dashes", 30), sign=((bold("T/M BAN THƯỜNG VỤ"), bold("PHÓ BÍ THƯ"), bold("Lê Văn An")),)), frozenset({"other-form"})),
    Case("van-ban-dang-khong-tieu-de", PLAN.but(nation=None, motto=None, motto_rule=Rule(""), number=T("Số 12-CV/TU", 14), kind=None, summary=(), issuer=(T("TỈNH ỦY HÀ GIANG", 14),)), frozenset({"other-form"})),
    Case("cong-van-nhac-ten-dang", LETTER.but(body=(B("Thực hiện Chỉ thị của Ban Bí thư, các cơ quan báo cáo."), B("ĐẢNG CỘNG SẢN VIỆT NAM", align="center", bold=True), *LETTER.body))),
    Case("dau-khan-muc-do", PLAN.but(stamp=T("KHẨN", 13, bold=True, colour="FF0000"))),
    Case("ket-dong-rieng", PLAN.but(body=(*PLAN_BODY[:-1], B("Trên đây là Kế hoạch, yêu cầu các cơ quan thực hiện."), B("./.")))),
    Case("truong-ban-chi-dao", PLAN.but(sign=(signed("TM. BAN CHỈ ĐẠO", "TRƯỞNG BAN", "PHÓ CHỦ TỊCH UBND TỈNH"),))),
    Case("quyet-dinh-quy-pham", DECISION.but(number=T("Số: 09/2026/QĐ-UBND", 13)), frozenset({"legal-document"})),
    Case("nghi-dinh", DECISION.but(number=T("Số: 72/2015/NĐ-CP", 13), kind=bold("NGHỊ ĐỊNH"), receivers=()), frozenset({"other-form"})),
    Case("du-thao", PLAN.but(number=T("Số:       /KH-UBND", 13), date=T("Hà Giang, ngày     tháng     năm 2026", 14, italic=True)), frozenset({"draft"})),
    Case("hai-hang-mot-o", PLAN.but(rows=1, page=Page(right=20, size=13))),
    Case("cong-van-tab-lui-dong", LETTER.but(body=tuple(replace(line, tab=True, first=0) for line in LETTER.body))),
]  # fmt: skip


def wrong(name: str, paper: Paper, *rules: str) -> Case:
    return Case(name, paper, frozenset(rules))


def all_of(lines: tuple, **changes) -> tuple:
    return tuple(replace(line, **changes) if isinstance(line, T) else line for line in lines)


def but(base: Paper, **lines) -> Paper:
    """The paper with single components set otherwise: but(PLAN, nation={"size": 16})."""
    return base.but(**{name: replace(getattr(base, name), **changes) for name, changes in lines.items()})


def shown(base: Paper, old: str, new: str) -> tuple:
    return tuple(
        replace(line, text=line.text.replace(old, new)) if isinstance(line, T) else line for line in base.body
    )


WRONG: list[Case] = [
    wrong("kho-letter", but(PLAN, page={"width": 215.9, "height": 279.4}), "page-size"),
    wrong("nam-ngang", but(PLAN, page={"width": 297, "height": 210}), "page-orientation"),
    wrong("le-trai-hep", but(PLAN, page={"left": 25}), "margin-left"),
    wrong("le-tren-duoi", but(LETTER, page={"top": 15, "bottom": 30}), "margin-top", "margin-bottom"),
    wrong("le-phai-rong", but(DECISION, page={"right": 25.4}), "margin-right"),
    wrong("phong-arial", PLAN.but(face="Arial"), "typeface"),
    wrong("mot-doan-calibri", PLAN.but(body=(*PLAN_BODY[:3], replace(PLAN_BODY[3], font="Calibri"), *PLAN_BODY[4:])), "typeface"),
    wrong("chu-do", PLAN.but(body=(*PLAN_BODY[:3], replace(PLAN_BODY[3], colour="FF0000"), *PLAN_BODY[4:])), "colour"),
    wrong("khong-so-trang", but(PLAN, page={"number": ""}), "page-number"),
    wrong("so-trang-chan", but(PLAN, page={"where": "footer"}), "page-number-place"),
    wrong("so-trang-phai", but(PLAN, page={"align": "right"}), "page-number-align"),
    wrong("so-trang-co-11", but(PLAN, page={"size": 11, "number": "complex"}), "page-number-size"),
    wrong("so-trang-nghieng", but(PLAN, page={"italic": True}), "page-number-face"),
    wrong("so-trang-dau", but(PLAN, page={"title_page": False}), "page-number-first"),
    wrong("so-trang-la-ma", but(PLAN, page={"form": "lowerRoman"}), "page-number-form"),
    wrong("thieu-quoc-hieu", PLAN.but(nation=None), "nation-missing"),
    wrong("quoc-hieu-sai-chu", but(PLAN, nation={"text": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NẠM"}), "nation-words"),
    wrong("quoc-hieu-thuong", but(PLAN, nation={"text": "Cộng hòa xã hội chủ nghĩa Việt Nam"}), "nation-words"),
    wrong("quoc-hieu-16", but(PLAN, nation={"size": 16}), "nation-size"),
    wrong("quoc-hieu-khong-dam", but(LETTER, nation={"bold": False}), "nation-face"),
    wrong("thieu-tieu-ngu", PLAN.but(motto=None), "motto-missing"),
    wrong("tieu-ngu-hoa", but(PLAN, motto={"text": "Độc Lập - Tự Do - Hạnh Phúc"}), "motto-words"),
    wrong("tieu-ngu-lien", but(LETTER, motto={"text": "Độc lập-Tự do-Hạnh phúc"}), "motto-words"),
    wrong("tieu-ngu-nghieng-12", but(PLAN, motto={"italic": True, "size": 12}), "motto-face", "motto-size"),
    wrong("thieu-ke-tieu-ngu", PLAN.but(motto_rule=Rule("")), "motto-rule"),
    wrong("ke-tieu-ngu-ngan", PLAN.but(motto_rule=Rule("drawing", 60)), "motto-rule"),
    wrong("thieu-ke-co-quan", LETTER.but(issuer_rule=Rule("")), "issuer-rule"),
    wrong("ke-co-quan-dai", LETTER.but(issuer_rule=Rule("border", 150)), "issuer-rule"),
    wrong("thieu-ke-trich-yeu", PLAN.but(title_rule=Rule("")), "title-rule"),
    wrong("thieu-ba-ke", DECISION.but(title_rule=Rule(""), issuer_rule=Rule(""), motto_rule=Rule("")), "title-rule", "issuer-rule", "motto-rule"),
    wrong("co-quan-khong-dam", LETTER.but(issuer=(T("SỞ NGOẠI VỤ", 13),)), "issuer-face"),
    wrong("chu-quan-dam", LETTER.but(parent=(T("ỦY BAN NHÂN DÂN TỈNH HÀ GIANG", 12, bold=True),)), "parent-face"),
    wrong("co-quan-thuong", LETTER.but(issuer=(T("Sở Ngoại vụ", 13, bold=True),)), "issuer-case"),
    wrong("co-quan-14", LETTER.but(issuer=(T("SỞ NGOẠI VỤ", 14, bold=True),), issuer_rule=Rule(length=43)), "issuer-size"),
    wrong("so-khong-hai-cham", but(PLAN, number={"text": "Số 25/KH-UBND"}), "number-form"),
    wrong("so-cach-chu", but(PLAN, number={"text": "Số: 25/KH - UBND"}), "number-form"),
    wrong("so-kieu-dang", but(PLAN, number={"text": "Số: 25-KH/UBND"}), "number-form"),
    wrong("so-khong-dem", but(PLAN, number={"text": "Số: 5/KH-UBND"}), "number-padding"),
    wrong("ky-hieu-khac-loai", but(PLAN, number={"text": "Số: 25/BC-UBND"}), "number-kind"),
    wrong("cong-van-co-cv", but(LETTER, number={"text": "Số: 118/CV-SNgV"}), "number-kind"),
    wrong("so-14-dam", but(PLAN, number={"size": 14, "bold": True}), "number-size", "number-face"),
    wrong("ngay-khong-dem", but(PLAN, date={"text": "Hà Giang, ngày 5 tháng 02 năm 2026"}), "date-padding"),
    wrong("thang-khong-dem", but(PLAN, date={"text": "Hà Giang, ngày 15 tháng 2 năm 2026"}), "date-padding"),
    wrong("ngay-thieu-phay", but(PLAN, date={"text": "Hà Giang ngày 15 tháng 3 năm 2026"}), "date-comma"),
    wrong("ngay-gach-cheo", but(PLAN, date={"text": "Hà Giang, ngày 15/3/2026"}), "date-form"),
    wrong("ngay-dung-chu", but(PLAN, date={"italic": False}), "date-face"),
    wrong("ngay-12-dam", but(LETTER, date={"size": 12, "bold": True}), "date-size", "date-face"),
    wrong("dia-danh-thuong", but(PLAN, date={"text": "hà giang, ngày 15 tháng 3 năm 2026"}), "place-case"),
    wrong("loai-thuong", but(PLAN, kind={"text": "Kế hoạch"}), "kind-case"),
    wrong("loai-16-trai", but(PLAN, kind={"size": 16, "align": "left"}), "kind-size", "kind-align"),
    wrong("trich-yeu-nghieng", PLAN.but(summary=(T("Tổ chức các hoạt động thông tin đối ngoại năm 2026", italic=True),)), "summary-face"),
    wrong("trich-yeu-hoa-12", PLAN.but(summary=(bold("TỔ CHỨC CÁC HOẠT ĐỘNG THÔNG TIN ĐỐI NGOẠI", 12),), title_rule=Rule(length=140)), "summary-case", "summary-size"),
    wrong("cong-van-thieu-vv", LETTER.but(letter_summary=()), "letter-summary"),
    wrong("vv-dam-14", LETTER.but(letter_summary=(T("V/v báo cáo thông tin đối ngoại", 14, bold=True),)), "letter-summary-size", "letter-summary-face"),
    wrong("can-cu-dung", DECISION.but(preamble=(DECISION.preamble[0], *all_of(DECISION.preamble[1:4], italic=False), DECISION.preamble[4])), "bases-face"),
    wrong("can-cu-dau-cham", DECISION.but(preamble=(*DECISION.preamble[:1], replace(DECISION.preamble[1], text=DECISION.preamble[1].text[:-1] + "."), *DECISION.preamble[2:])), "bases-end"),
    wrong("can-cu-cuoi-phay", DECISION.but(preamble=(*DECISION.preamble[:3], replace(DECISION.preamble[3], text=DECISION.preamble[3].text[:-1] + ";"), DECISION.preamble[4])), "bases-end"),
    wrong("noi-dung-12", PLAN.but(body=all_of(PLAN_BODY, size=12)), "body-size"),
    wrong("noi-dung-trai", PLAN.but(body=all_of(PLAN_BODY, align="left")), "body-align"),
    wrong("khong-lui-dong", LETTER.but(body=all_of(LETTER.body, first=0)), "body-indent"),
    wrong("lui-dong-2cm", LETTER.but(setting="styles", body=all_of(LETTER.body, first=20)), "body-indent"),
    wrong("gian-dong-doi", PLAN.but(body=all_of(PLAN_BODY, line=2.0)), "body-line"),
    wrong("gian-dong-12pt", PLAN.but(body=all_of(PLAN_BODY, exact=12)), "body-line"),
    wrong("doan-sat-nhau", LETTER.but(body=all_of(LETTER.body, after=0)), "body-gap"),
    wrong("noi-dung-nghieng", LETTER.but(body=all_of(LETTER.body, italic=True)), "body-face"),
    wrong("thieu-ket", LETTER.but(body=shown(LETTER, "./.", ".")), "end-mark"),
    wrong("muc-thuong", PLAN.but(body=(replace(PLAN_BODY[0], text="I. Mục đích, yêu cầu"), *PLAN_BODY[1:])), "heading-case"),
    wrong("muc-khong-dam", PLAN.but(body=tuple(replace(line, bold=False) if line.text[:2] in ("I.", "II") else line for line in PLAN_BODY)), "heading-face"),
    wrong("danh-so-gach-cheo", PLAN.but(body=shown(PLAN, "1. Mục đích", "1/ Mục đích")), "numbering-form"),
    wrong("diem-dau-cham", PLAN.but(body=tuple(replace(line, text=line.text.replace("a) ", "a. ").replace("b) ", "b. ")) for line in PLAN_BODY)), "numbering-form"),
    wrong("diem-thieu-đ", PLAN.but(body=(PLAN_BODY[0], *(B(f"{mark}) " + LONG) for mark in "abcdef"), *PLAN_BODY[6:])), "numbering-order"),
    wrong("muc-nhay-so", PLAN.but(body=shown(PLAN, "III. ", "IV. ")), "numbering-order"),
    wrong("dieu-hai-cham", DECISION.but(body=tuple(replace(line, lead=line.lead.replace("2.", "2:")) for line in DECISION.body)), "numbering-form"),
    wrong("chuong-a-rap", DECISION.but(kind=bold("QUY CHẾ"), number=T("Số: 10/QC-UBND", 13), preamble=(), body=(bold("Chương 1"), bold("QUY ĐỊNH CHUNG"), article(1, "Phạm vi", bold=True), B(LONG + "/."))), "numbering-form"),
    wrong("thieu-kt", PLAN.but(sign=(signed("TM. ỦY BAN NHÂN DÂN", "PHÓ CHỦ TỊCH"),)), "authority-kt"),
    wrong("pho-khong-kt", LETTER.but(sign=(signed("PHÓ GIÁM ĐỐC"),)), "authority-kt"),
    wrong("t-gach-m", PLAN.but(sign=(signed("T/M ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),)), "authority-form"),
    wrong("kt-thieu-cham", LETTER.but(sign=(signed("KT GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),)), "authority-form"),
    wrong("thieu-tm", PLAN.but(sign=(signed("ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),)), "authority-form"),
    wrong("chuc-vu-khong-dam", LETTER.but(sign=((T("KT. GIÁM ĐỐC"), T("PHÓ GIÁM ĐỐC"), T(""), T(""), bold("Lý Thị Hoa")),)), "sign-face"),
    wrong("chuc-vu-thuong-12", REPORT.but(sign=((bold("Giám đốc", 12), T(""), T(""), bold("Hoàng Văn Sơn", 13)),)), "sign-case", "sign-size"),
    wrong("ten-hoa", LETTER.but(sign=(signed("GIÁM ĐỐC", name="LÝ THỊ HOA"),)), "signer-case"),
    wrong("ten-nghieng-khong-dam", LETTER.but(sign=((bold("GIÁM ĐỐC"), T(""), T(""), T("Lý Thị Hoa", italic=True)),)), "signer-face"),
    wrong("hoc-vi", LETTER.but(sign=(signed("GIÁM ĐỐC", name="TS. Lý Thị Hoa"),)), "signer-title"),
    wrong("thieu-noi-nhan", PLAN.but(receivers=()), "receivers-missing"),
    wrong("noi-nhan-14-dung", PLAN.but(receivers=(T("Nơi nhận:", 14, align="left"), *PLAN_LIST[1:])), "receivers-head-size", "receivers-head-face"),
    wrong("noi-nhan-list-13", PLAN.but(receivers=all_of(PLAN_LIST[:1]) + all_of(PLAN_LIST[1:], size=13)), "receivers-size"),
    wrong("noi-nhan-khong-gach", PLAN.but(receivers=listed("Bộ Ngoại giao;", "Thường trực Tỉnh ủy;", "Lưu: VT.")), "receivers-form"),
    wrong("noi-nhan-cuoi-phay", PLAN.but(receivers=listed("- Bộ Ngoại giao;", "- Lưu: VT;")), "receivers-form"),
    wrong("noi-nhan-thieu-luu", PLAN.but(receivers=listed("- Bộ Ngoại giao;", "- Các sở, ban, ngành.")), "receivers-file"),
    wrong("cong-van-thieu-nhu-tren", LETTER.but(receivers=listed("- Bộ Ngoại giao;", "- Lưu: VT.")), "receivers-as-above"),
    wrong("kinh-gui-thieu-hai-cham", LETTER.but(addressees=(T("Kính gửi Ủy ban nhân dân tỉnh Hà Giang.", 14, before=12, after=6),)), "addressees-form"),
    wrong("dao-cot", PLAN.but(swapped=True), "order"),
    wrong("so-sau-loai", PLAN.but(number_after_kind=True), "order"),
    wrong("ky-truoc-noi-dung", PLAN.but(order=("head", "title", "foot", "body", "annexes")), "order"),
    wrong("ky-trai-nhan-phai", PLAN.but(sign_layout="swapped"), "order"),
    wrong("phu-luc-a-rap", PLAN.but(annexes=(Annex(label=bold("Phụ lục 1")), Annex(label=bold("Phụ lục 2")))), "annex-label"),
    wrong("phu-luc-thuong-khong-dam", PLAN.but(annexes=(Annex(title=T("Danh mục nhiệm vụ")),)), "annex-title"),
    wrong("phu-luc-hoa", PLAN.but(annexes=(Annex(label=bold("PHỤ LỤC")),)), "annex-label"),
    wrong("phu-luc-dan-dung", PLAN.but(annexes=(Annex(note=replace(Annex().note, italic=False)),)), "annex-note"),
    wrong("nhieu-loi", PLAN.but(page=Page(left=20, number=""), nation=T("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 11, bold=True), date=T("Hà Giang, ngày 7 tháng 1 năm 2026", 14, italic=True),
                                body=all_of(PLAN_BODY, size=12, after=0)), "margin-left", "page-number", "nation-size", "date-padding", "body-size", "body-gap"),
    wrong("cong-van-ghi-ten-loai", LETTER.but(addressees=(bold("CÔNG VĂN"), *LETTER.addressees)), "letter-kind"),
    wrong("thieu-ten-loai", PLAN.but(kind=None, summary=(), title_rule=Rule("")), "kind-missing"),
    wrong("thieu-so", PLAN.but(number=None), "number-missing"),
    wrong("thieu-ngay", PLAN.but(date=None), "date-missing"),
    wrong("thieu-co-quan", PLAN.but(issuer=(), issuer_rule=Rule("")), "issuer-missing"),
    wrong("ca-giam-doc-va-pho", LETTER.but(sign=(signed("GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),)), "authority-kt"),
    wrong("thang-3-dem", but(PLAN, date={"text": "Hà Giang, ngày 15 tháng 03 năm 2026"}), "date-padding"),
    wrong("loai-khong-dam", but(PLAN, kind={"bold": False}), "kind-face"),
    wrong("trich-yeu-trai", PLAN.but(summary=(replace(PLAN.summary[0], align="left"),)), "summary-align"),
    wrong("kinh-gui-12-dam", LETTER.but(addressees=(T("Kính gửi: Ủy ban nhân dân tỉnh.", 12, bold=True, before=12, after=6),)), "addressees-size", "addressees-face"),
    wrong("noi-nhan-list-nghieng", PLAN.but(receivers=(PLAN_LIST[0], *all_of(PLAN_LIST[1:], italic=True))), "receivers-face"),
    wrong("noi-nhan-hoa", PLAN.but(receivers=(replace(PLAN_LIST[0], text="NƠI NHẬN"), *PLAN_LIST[1:])), "receivers-head"),
    wrong("khan-khong-dam", PLAN.but(stamp=T("KHẨN", 13)), "stamp"),
    wrong("chuong-trai", DECISION.but(kind=bold("QUY CHẾ"), number=T("Số: 10/QC-UBND", 13), preamble=(), body=(replace(bold("Chương I"), align="left", after=6), bold("QUY ĐỊNH CHUNG"), article(1, "Phạm vi", bold=True), B(LONG + "/."))), "heading-align"),
    wrong("ten-nguoi-ky-11", LETTER.but(sign=((bold("GIÁM ĐỐC"), T(""), T(""), bold("Lý Thị Hoa", 11)),)), "signer-size"),
    wrong("chu-quan-thuong-14", LETTER.but(parent=(T("Ủy ban nhân dân tỉnh Hà Giang", 14),)), "parent-case", "parent-size"),
    wrong("vv-sai", LETTER.but(letter_summary=(T("Về việc báo cáo thông tin đối ngoại", 12),)), "letter-summary-form"),
    wrong("can-cu-12", DECISION.but(preamble=(DECISION.preamble[0], *all_of(DECISION.preamble[1:4], size=12), DECISION.preamble[4])), "bases-size"),
    wrong("tm-chuc-vu", PLAN.but(sign=(signed("TM. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),)), "authority-form", "authority-kt"),
    wrong("tl-tap-the", PLAN.but(sign=(signed("TL. ỦY BAN NHÂN DÂN", "CHÁNH VĂN PHÒNG"),)), "authority-form"),
    wrong("kt-khong-chuc-vu", LETTER.but(sign=(signed("KT. GIÁM ĐỐC"),)), "post-missing"),
    wrong("doan-in-hoa", PLAN.but(body=(*PLAN_BODY[:3], replace(PLAN_BODY[3], text=LONG.upper()), *PLAN_BODY[4:])), "body-case"),
    wrong("muc-a-hoa", PLAN.but(body=shown(PLAN, "III. ", "A. ")), "numbering-form"),
    wrong("phan-thu-nhat", PLAN.but(body=(bold("Phần thứ nhất"), bold("TÌNH HÌNH CHUNG"), *PLAN_BODY)), "numbering-form"),
    wrong("trich-yeu-truoc-loai", PLAN.but(kind=PLAN.summary[0], summary=(bold("KẾ HOẠCH"),), title_rule=Rule("")), "order", "summary-missing"),
    wrong("can-cu-sau-noi-dung", DECISION.but(preamble=(DECISION.preamble[0], DECISION.preamble[4]), body=(*DECISION.body, *DECISION.preamble[1:4])), "order", "body-face", "end-mark"),
    wrong("tieu-ngu-tren-quoc-hieu", PLAN.but(nation=PLAN.motto, motto=PLAN.nation, motto_rule=Rule("border", 171)), "order"),
    wrong("so-trang-phong-khac", PLAN.but(page=Page(number="complex"), extra={"page-face": "Arial"}), "typeface"),
    wrong("cong-van-thieu-kinh-gui", LETTER.but(addressees=()), "addressees-missing"),
    wrong("thieu-nguoi-ky", PLAN.but(sign=()), "sign-missing"),
    wrong("mot-trang-khong-so", LETTER.but(body=(LETTER.body[0], LETTER.body[-1]), page=Page(number="")), "page-number-later"),
    wrong("phu-luc-dem-tiep", PLAN.but(annexes=(Annex(page=Page()),)), "annex-pages"),
]  # fmt: skip
CASES = [*CLEAN, *WRONG]
