"""Every form of paper with content that is hard to set: what the writers are looked at and tried with."""

from __future__ import annotations

from datetime import date

from nhipcau.engines.officialdoc.write.chart import Chart, Kind, Series, table_of
from nhipcau.engines.officialdoc.write.chart_svg import svg
from nhipcau.engines.officialdoc.write.model import (
    Annex,
    Article,
    Cell,
    Clause,
    Dash,
    Draft,
    Heading,
    Letterhead,
    Paragraph,
    Picture,
    Point,
    Run,
    Signature,
    Table,
)

LONG_AGENCY = "Ban Quản lý Khu kinh tế cửa khẩu quốc tế và các khu công nghiệp tỉnh Lâm Đồng"
CULTURE = "Sở Văn hóa, Thể thao và Du lịch"
HIGHLANDS = (
    "Bon Bu Prâng, xã Quảng Trực: người M'Nông gọi ƀon, rlăm, kuăng; người Ê Đê gọi ƀuôn, čư̆, ô̆, ơ̆, ê̆, â̆, ĕ ĭ ŏ ŭ, "
    "ĂÂĐÊÔƠƯ ẮẰẲẴẶ ẤẦẨẪẬ ẾỀỂỄỆ ỐỒỔỖỘ ỚỜỞỠỢ ỨỪỬỮỰ ỲỶỸỴ, “lời trong ngoặc” – ‘một’ … 5\u202f% và 12 km²."
)
FOREIGN = (
    "កម្ពុជា និងវៀតណាម ពង្រឹងកិច្ចសហប្រតិបត្តិការ",
    "越南林同省推动边境贸易与旅游合作",
    "ລາວ ແລະ ຫວຽດນາມ ເສີມຂະຫຍາຍການຮ່ວມມື",
    "ไทยและเวียดนามส่งเสริมการท่องเที่ยวชายแดน",
    "Вьетнам развивает приграничный туризм",
    "베트남 람동성 국경 관광",
)
ADDRESS = (
    "https://baolamdong.example/kinh-te/202606/tinh-lam-dong-day-manh-thong-tin-doi-ngoai-qua-cua-khau-quoc-te-"
    "bu-prang-va-dak-peur-9f8e7d6c5b4a3f2e1d0c/index.html?nguon=trang-chu&utm_source=rss&utm_campaign=doi-ngoai-2026"
)
SENTENCE = (
    "Thực hiện Kế hoạch số 678/KH-UBND ngày 3 tháng 2 năm 2026 của Ủy ban nhân dân tỉnh về công tác thông tin đối ngoại, "
    "đề nghị các cơ quan bố trí 1.250 triệu đồng, 12 km tuyến đường và 5 % số giờ phát sóng theo Điều 5, khoản 2, điểm a "
    "Nghị định số 72/2015/NĐ-CP trước ngày 15 tháng 11 năm 2026. "
)
RECEIVERS = tuple(f"UBND xã {name}" for name in (
    "Quảng Trực", "Tuy Đức", "Quảng Tân", "Đắk Búk So", "Thuận Hạnh", "Thuận An", "Đức Lập", "Đắk Mil", "Đắk Sắk",
    "Cư Jút", "Nam Dong", "Đắk Wil", "Krông Nô", "Nam Đà", "Nâm Nung", "Quảng Phú", "Đắk Song", "Đức An", "Trường Xuân",
    "Nhân Cơ", "Kiến Đức", "Quảng Tín", "Quảng Sơn", "Quảng Hòa", "Quảng Khê", "Tà Đùng", "Đạ Huoai", "Đạ Tẻh", "Cát Tiên",
    "Bảo Lâm", "Di Linh", "Lạc Dương", "Đơn Dương", "Ka Đô", "Quảng Lập", "D'Ran", "Hiệp Thạnh", "Đức Trọng", "Tân Hội",
    "Tà Hine", "Tà Năng", "Đinh Văn", "Phú Sơn", "Nam Hà"))  # fmt: skip
QUARTERS = Chart(
    Kind.COLUMNS, ("Quý I", "Quý II", "Quý III", "Quý IV"),
    (Series("Năm 2025", (12, 18, None, 25)), Series("Năm 2026", (15, 22, 30, 28.5))), unit="tin, bài", goal=25, goal_words="Mục tiêu", head="Kỳ",
)  # fmt: skip
SHARES = Chart(
    Kind.STACKED, (CULTURE, LONG_AGENCY, "Công an tỉnh"),
    (Series("Đúng hạn", (5, 1, 8)), Series("Hoàn thành quá hạn", (1, 0, 0)), Series("Quá hạn", (2, 3, 0))), head="Cơ quan",
)  # fmt: skip
CHAIR = Signature("Phó Chủ tịch", "Nguyễn Văn Hai", ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"))
OFFICE = Signature("Phó Chánh Văn phòng", "Trần Thị Hương Giang", ("TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG"))
DIRECTOR = Signature("Giám đốc", "Lê Quang Định")


def head(symbol: str, **changes: object) -> Letterhead:
    """The head of a department's paper."""
    given: dict = {
        "issuer": CULTURE.upper(),
        "parent": "ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG",
        "symbol": symbol,
        "place": "Lâm Đồng",
        "number": "1245",
        "issued": date(2026, 2, 5),
    }
    return Letterhead(**given | changes)


def long_table(rows: int) -> Table:
    """A table over several pages, with cells that span and one row that is longer than the others."""
    body: list[tuple[Cell | str, ...]] = [
        (Cell("I", bold=True), Cell("Nhóm nhiệm vụ về thông tin biên giới", columns=3, bold=True))
    ]
    for count in range(1, rows + 1):
        words = SENTENCE * 3 if count == 7 else f"Phối hợp tổ chức đợt tuyên truyền thứ {count} tại cửa khẩu"
        body.append(
            (str(count), words, LONG_AGENCY if count % 5 == 0 else CULTURE, f"Quý {'I' * (1 + count % 3)}")
        )
    return Table((("STT", "Nội dung", "Cơ quan chủ trì", "Thời gian"),), tuple(body), (1, 6, 4, 2))


PAPERS: dict[str, Draft] = {
    "cong-van": Draft(
        letterhead=head("SVHTTDL-QLBC", urgency="HỎA TỐC", circulation="LƯU HÀNH NỘI BỘ"),
        kind="",
        summary="đôn đốc thực hiện nhiệm vụ thông tin đối ngoại và báo cáo kết quả 6 tháng đầu năm 2026",
        addressees=(CULTURE, LONG_AGENCY, "Bộ Chỉ huy Bộ đội Biên phòng tỉnh"),
        body=(
            Paragraph(SENTENCE * 2), Paragraph(HIGHLANDS), Paragraph(f"Địa chỉ nộp báo cáo: {ADDRESS}"),
            Dash("Báo cáo gửi trước ngày 15 tháng 5"), Dash("Số liệu tính đến ngày 9 tháng 5", depth=2),
        ),
        closing="Đề nghị quý cơ quan quan tâm thực hiện",
        signature=Signature("Phó Giám đốc", "Phạm Ngọc Ánh", ("KT. GIÁM ĐỐC",)),
        recipients=("Như trên", "UBND tỉnh (để báo cáo)", "Lưu: VT, QLBC"),
    ),
    "cong-van-44-noi-nhan": Draft(
        letterhead=head("VP-KGVX", issuer="VĂN PHÒNG", number=None, issued=None),
        kind="",
        summary="truyền đạt ý kiến chỉ đạo của Chủ tịch UBND tỉnh",
        addressees=RECEIVERS,
        body=(Paragraph(SENTENCE),),
        closing="Văn phòng UBND tỉnh truyền đạt để các đơn vị biết, thực hiện",
        signature=OFFICE,
        recipients=("Như trên", *RECEIVERS, "Lưu: VT"),
    ),
    "ke-hoach": Draft(
        letterhead=head("KH-UBND", issuer="ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG", parent="", number=7),
        kind="KẾ HOẠCH",
        summary="Công tác thông tin đối ngoại và tuyên truyền biên giới, biển đảo trên địa bàn tỉnh Lâm Đồng năm 2026",
        bases=(
            "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025",
            "Căn cứ Nghị định số 72/2015/NĐ-CP ngày 07 tháng 9 năm 2015 của Chính phủ về quản lý hoạt động thông tin đối ngoại",
        ),
        body=(
            Heading("Mục đích, yêu cầu"), Heading("Mục đích", 2), Point(SENTENCE), Point(HIGHLANDS),
            Heading("Nội dung"), *(Paragraph(SENTENCE) for _ in range(9)), long_table(48),
            Heading("Tổ chức thực hiện"), Clause(SENTENCE), Clause(SENTENCE),
        ),
        closing="Trên đây là Kế hoạch của Ủy ban nhân dân tỉnh, yêu cầu các cơ quan thực hiện",
        signature=CHAIR,
        recipients=("Bộ Ngoại giao", "Thường trực Tỉnh ủy", "CT, các PCT UBND tỉnh", *RECEIVERS[:9], "Lưu: VT, KGVX"),
        annexes=(
            Annex("Danh mục nhiệm vụ phân công cho các cơ quan và thời hạn hoàn thành", (long_table(30),),
                  attached_to="Kèm theo Kế hoạch số 07/KH-UBND ngày 05 tháng 02 năm 2026 của UBND tỉnh", landscape=True),
            Annex("Danh sách đầu mối", (Paragraph(SENTENCE),)),
        ),
    ),
    "quyet-dinh": Draft(
        letterhead=head("QĐ-UBND", issuer="ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG", parent="", number="89"),
        kind="QUYẾT ĐỊNH",
        summary="Về việc giao nhiệm vụ người phát ngôn và cung cấp thông tin cho báo chí",
        authority="CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG",
        bases=("Căn cứ Luật Báo chí ngày 05 tháng 4 năm 2016",),
        enacting="QUYẾT ĐỊNH:",
        body=(
            Article("Giao ông Nguyễn Văn Hai, Phó Chủ tịch UBND tỉnh, làm người phát ngôn."),
            Article("Người phát ngôn có trách nhiệm:"), Clause(SENTENCE), Point(SENTENCE),
            Article("Quyết định này có hiệu lực từ ngày ký./."),
        ),
        signature=Signature("Chủ tịch", "Hồ Văn Mười", ("TM. ỦY BAN NHÂN DÂN",)),
        recipients=("Như Điều 3", "Lưu: VT"),
    ),
    "bao-cao-diem-bao": Draft(
        letterhead=head("BC-SVHTTDL", circulation="LƯU HÀNH NỘI BỘ"),
        kind="BÁO CÁO",
        summary="Điểm báo về tỉnh Lâm Đồng ngày 18 tháng 6 năm 2026",
        opening=SENTENCE,
        body=(
            Heading("Tin đáng chú ý"),
            *(
                block
                for place, title in enumerate(FOREIGN, start=1)
                for block in (
                    Heading(title, 2, label=f"{place}."),
                    Paragraph(SENTENCE),
                    Paragraph((Run("Nguồn: ", italic=True), Run("Báo Nhân Dân", link=ADDRESS), Run(" (18/6/2026) [1]."))),
                )
            ),
        ),
        closing="Sở Văn hóa, Thể thao và Du lịch kính báo cáo",
        signature=DIRECTOR,
        recipients=("Thường trực Tỉnh ủy (để báo cáo)", "Lưu: VT"),
        annexes=(Annex("Địa chỉ các tin, bài", (Paragraph(f"[1] Báo Nhân Dân: {ADDRESS}"),) * 4),),
    ),
    "bao-cao-so-lieu": Draft(
        letterhead=head("BC-SVHTTDL", number="31"),
        kind="BÁO CÁO",
        summary="Kết quả công tác thông tin đối ngoại 6 tháng đầu năm 2026",
        body=(
            Heading("Kết quả"),
            *(
                Paragraph(
                    (
                        Run(f"Đã tổ chức {count} lớp bồi dưỡng", note=f"{CULTURE}, Báo cáo số {count}/BC-SVHTTDL; UBND xã Đắk Mil."),
                        Run(f" với {count * 20} lượt người tham gia.", note="Báo Lâm Đồng; xem Phụ lục."),
                    )
                )
                for count in range(11, 25)
            ),
            Picture(svg(QUARTERS, words="Số tin, bài theo quý"), "Số tin, bài theo quý", "Biểu đồ 1. Số tin, bài theo quý"),
            table_of(QUARTERS),
        ),
        closing="Sở Văn hóa, Thể thao và Du lịch kính báo cáo",
        signature=DIRECTOR,
        recipients=("UBND tỉnh (để báo cáo)", "Lưu: VT"),
        annexes=(
            Annex(
                "Tiến độ theo cơ quan",
                (
                    Picture(svg(SHARES, words="Tiến độ theo cơ quan", width=650), "Tiến độ theo cơ quan", "Biểu đồ 2. Tiến độ"),
                    table_of(SHARES),
                    Paragraph((Run("Số liệu đến hết ngày 14 tháng 6 năm 2026.", note="Hệ thống Nhịp Cầu."),)),
                ),
                landscape=True,
            ),
        ),
    ),
    "to-trinh": Draft(
        letterhead=head("TTr-BQL", issuer=LONG_AGENCY.upper(), number="05"),
        kind="TỜ TRÌNH",
        summary="Về việc phân bổ kinh phí",
        addressees=("Ủy ban nhân dân tỉnh Lâm Đồng",),
        body=(*(Paragraph(SENTENCE) for _ in range(14)),),
        closing="Kính trình UBND tỉnh xem xét, quyết định",
        signature=Signature("Trưởng ban", "Đinh Thị Bảo Châu"),
        recipients=("Như trên", "Lưu: VT"),
    ),
    "giay-moi": Draft(
        letterhead=head("GM-SVHTTDL", number="09"),
        kind="GIẤY MỜI",
        summary="Dự họp giao ban công tác thông tin đối ngoại",
        addressees=("Ông Nguyễn Văn A, Phó Chủ tịch UBND tỉnh",),
        body=(Clause("Thời gian: 14 giờ 00, ngày 9 tháng 6 năm 2026"), Clause("Địa điểm: Phòng họp số 2")),
        closing="Kính mời quý đại biểu tới dự",
        signature=DIRECTOR,
        recipients=("Như trên", "Lưu: VT"),
    ),
}  # fmt: skip
