"""Heads of papers of further kinds: marks above them, numbers as people type them, titles and signers of every make."""

from datetime import date

import pytest

from nhipcau.engines.officialdoc import read

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"


def paper(
    *,
    issuer="ỦY BAN NHÂN DÂN\nTỈNH BÌNH HẢI",
    nation=NATION,
    number="Số: 21/KH-UBND",
    dated="Bình Hải, ngày 09 tháng 02 năm 2026",
    kind="KẾ HOẠCH",
    title="Công tác đối ngoại năm 2026",
    body="I. MỤC ĐÍCH\nQuảng bá hình ảnh của tỉnh.",
    above="",
    foot="TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nTrần Thị Thử",
):
    lines = [
        above,
        issuer,
        nation,
        number,
        dated,
        kind,
        title,
        body,
        "Nơi nhận:\n- Như trên;\n- Lưu: VT.",
        foot,
    ]
    return read("\n".join(line for line in lines if line).encode(), name="paper.txt")


@pytest.mark.parametrize(
    "title",
    [
        "Ngày hội văn hóa các dân tộc năm 2026",
        "Theo dõi tình hình thi hành pháp luật năm 2026",
        "Xét tặng danh hiệu công dân danh dự năm 2026",
        "Xét tuyển viên chức phiên dịch năm 2026",
        "Tháng Thanh niên tình nguyện năm 2026",
        "Căn cứ địa cách mạng trong lòng bạn bè quốc tế năm 2026",
        "Từ điển tiếng các dân tộc trên mạng năm 2026",
        "Số hóa di sản năm 2026",
    ],
)
def test_a_title_that_begins_like_something_else(title):
    assert paper(title=title).head.title == title


@pytest.mark.parametrize(
    "mark",
    ["HỎA TỐC", "THƯỢNG KHẨN", "KHẨN", "HỎA TỐC HẸN GIỜ", "BẢN SAO", "SAO Y", "SAO Y BẢN CHÍNH", "SAO LỤC", "TRÍCH SAO",
     "DỰ THẢO", "DỰ THẢO LẦN 2", "BẢN DỰ THẢO", "Dự thảo 3", "LƯU HÀNH NỘI BỘ", "TÀI LIỆU HỌP", "PHỤC VỤ KỲ HỌP", "CÔNG KHAI"],
)  # fmt: skip
def test_a_mark_above_the_head_is_no_issuer(mark):
    head = paper(above=mark).head
    assert head.issuer == "Ủy ban nhân dân tỉnh Bình Hải"
    assert (head.number, head.title) == ("21/KH-UBND", "Công tác đối ngoại năm 2026")


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("Số:21/KH-UBND", "21/KH-UBND"),
        ("Số 21/KH-UBND", "21/KH-UBND"),
        ("Số : 21 / KH - UBND", "21/KH-UBND"),
        ("Số: 21 /KH- UBND", "21/KH-UBND"),
        ("SỐ: 21/KH-UBND", "21/KH-UBND"),
        ("Số.21/KH-UBND", "21/KH-UBND"),
        ("Số:   021/KH-UBND", "021/KH-UBND"),
        ("Số: 21/KH–UBND", "21/KH-UBND"),
        ("Số: 21/KH-PA05", "21/KH-PA05"),
        ("Số: 21/KH-BCĐ389", "21/KH-BCĐ389"),
        ("Số: 21/KH-ĐƯDCNC", "21/KH-ĐƯDCNC"),
        ("Số: 21/2026/KH-UBND", "21/2026/KH-UBND"),
        ("Số: 21/KHLT-SYT-SNV-CAT", "21/KHLT-SYT-SNV-CAT"),
        ("Số: 21A/KH-UBND", "21A/KH-UBND"),
        ("Số:..../KH-UBND", None),
        ("Số: ...../KH-UBND", None),
        ("Số:          /KH-UBND", None),
        ("Số: ____/KH-UBND", None),
        ("Số: …/KH-UBND", None),
    ],
)
def test_a_number_as_people_type_it(written, number):
    head = paper(number=written).head
    assert head.number == number
    assert head.issuer == "Ủy ban nhân dân tỉnh Bình Hải"
    assert head.date == date(2026, 2, 9)


@pytest.mark.parametrize(
    ("written", "day", "place"),
    [
        ("Bình Hải,ngày 09 tháng 02 năm 2026", date(2026, 2, 9), "Bình Hải"),
        ("Bình Hải ngày 09 tháng 02 năm 2026", date(2026, 2, 9), "Bình Hải"),
        ("Bình Hải , ngày 9 tháng 2 năm 2026", date(2026, 2, 9), "Bình Hải"),
        ("Bình Hải, ngày 09/02/2026", date(2026, 2, 9), "Bình Hải"),
        ("Bình Hải, Ngày 09 Tháng 02 Năm 2026", date(2026, 2, 9), "Bình Hải"),
        ("Thành phố Bình Hải, ngày 09 tháng 02 năm 2026", date(2026, 2, 9), "Thành phố Bình Hải"),
        ("TP. Bình Hải, ngày 09 tháng 02 năm 2026", date(2026, 2, 9), "TP. Bình Hải"),
        ("Ia H'Drai, ngày 09 tháng 02 năm 2026", date(2026, 2, 9), "Ia H'Drai"),
        ("Bình Hải, ngày .... tháng .... năm 2026", None, "Bình Hải"),
        ("Bình Hải, ngày      tháng 02 năm 2026", None, "Bình Hải"),
    ],
)
def test_a_day_as_people_type_it(written, day, place):
    head = paper(dated=written).head
    assert (head.date, head.place, head.dated_year) == (day, place, 2026)


@pytest.mark.parametrize(
    ("foot", "name"),
    [
        ("GIÁM ĐỐC\nBS. Trần Thị Thử", "BS. Trần Thị Thử"),
        ("GIÁM ĐỐC\nThS. BS. Trần Thị Thử", "ThS. BS. Trần Thị Thử"),
        ("GIÁM ĐỐC\nBSCKII. Trần Thị Thử", "BSCKII. Trần Thị Thử"),
        ("GIÁM ĐỐC\nTS.BS Trần Thị Thử", "TS.BS Trần Thị Thử"),
        ("HIỆU TRƯỞNG\nPGS.TS. Trần Thị Thử", "PGS.TS. Trần Thị Thử"),
        ("HIỆU TRƯỞNG\nPGS, TS Trần Thị Thử", "PGS, TS Trần Thị Thử"),
        ("CHỈ HUY TRƯỞNG\nĐại tá Trần Văn Thử", "Đại tá Trần Văn Thử"),
        ("CHỈ HUY TRƯỞNG\nThượng tá Trần Văn Thử", "Thượng tá Trần Văn Thử"),
        ("KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nThiếu tướng Trần Văn Thử", "Thiếu tướng Trần Văn Thử"),
        ("CHỦ TỊCH\nTrần Thị Thử", "Trần Thị Thử"),
        ("CHỦ TỊCH\nY Thử Niê", "Y Thử Niê"),
        ("CHỦ TỊCH\nH'Thử Byă", "H'Thử Byă"),
        ("CHỦ TỊCH\nSùng A Thử", "Sùng A Thử"),
        ("CHỦ TỊCH\nKsor Thử", "Ksor Thử"),
        ("T.M BAN THƯ KÝ\nCHỦ TỊCH\nTrần Thị Thử", "Trần Thị Thử"),
        ("T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ THƯỜNG TRỰC\nTrần Thị Thử", "Trần Thị Thử"),
        ("K/T TRƯỞNG BAN\nPHÓ TRƯỞNG BAN\n(Đã ký)\nTrần Thị Thử", "Trần Thị Thử"),
        ("TL. CHỦ TỊCH\nKT. CHÁNH VĂN PHÒNG\nPHÓ CHÁNH VĂN PHÒNG\nTrần Thị Thử", "Trần Thị Thử"),
        ("Q. GIÁM ĐỐC\nTrần Thị Thử", "Trần Thị Thử"),
        ("QUYỀN GIÁM ĐỐC\nTrần Thị Thử", "Trần Thị Thử"),
        ("PHỤ TRÁCH SỞ\nPHÓ GIÁM ĐỐC\nTrần Thị Thử", "Trần Thị Thử"),
        ("TUQ. CHỦ TỊCH\nGIÁM ĐỐC SỞ NGOẠI VỤ\nTrần Thị Thử", "Trần Thị Thử"),
        ("BỘ TRƯỞNG, CHỦ NHIỆM\nTrần Văn Thử", "Trần Văn Thử"),
        ("TM. ĐOÀN GIÁM SÁT\nTRƯỞNG ĐOÀN\nPHÓ CHỦ TỊCH HĐND TỈNH\nTrần Thị Thử", "Trần Thị Thử"),
    ],
)
def test_a_signer_with_post_rank_and_degree(foot, name):
    signature = paper(foot=foot).signature
    assert signature is not None and signature.name == name


@pytest.mark.parametrize(
    ("issuer", "name", "parent"),
    [
        ("TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM\nLIÊN ĐOÀN LAO ĐỘNG TỈNH BÌNH HẢI", "Liên đoàn Lao động tỉnh Bình Hải", "Tổng Liên đoàn Lao động Việt Nam"),
        ("HỘI NÔNG DÂN VIỆT NAM\nHỘI NÔNG DÂN TỈNH BÌNH HẢI", "Hội Nông dân tỉnh Bình Hải", "Hội Nông dân Việt Nam"),
        ("UBND TỈNH BÌNH HẢI\nTHANH TRA TỈNH", "Thanh tra tỉnh", "Ủy ban nhân dân tỉnh Bình Hải"),
        ("SỞ Y TẾ BÌNH HẢI\nTRUNG TÂM KIỂM SOÁT\nBỆNH TẬT", "Trung tâm Kiểm soát bệnh tật", "Sở Y tế Bình Hải"),
        ("BỘ QUỐC PHÒNG\nBỘ TƯ LỆNH QUÂN KHU 9", "Bộ Tư lệnh Quân khu 9", "Bộ Quốc phòng"),
        ("QUÂN KHU 9\nBỘ CHỈ HUY QUÂN SỰ TỈNH BÌNH HẢI", "Bộ Chỉ huy Quân sự tỉnh Bình Hải", "Quân khu 9"),
        ("BỘ CÔNG AN\nCÔNG AN TỈNH BÌNH HẢI", "Công an tỉnh Bình Hải", "Bộ Công an"),
        ("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ BÌNH HẢI\nSỞ NGOẠI VỤ", "Sở Ngoại vụ", "Ủy ban nhân dân thành phố Bình Hải"),
        ("HỘI ĐỒNG NHÂN DÂN\nTỈNH BÌNH HẢI\nBAN VĂN HÓA - XÃ HỘI", "Ban Văn hóa - Xã hội", "Hội đồng nhân dân tỉnh Bình Hải"),
        ("SỞ GIÁO DỤC VÀ ĐÀO TẠO\nTRƯỜNG THPT BÌNH HẢI", "Trường THPT Bình Hải", "Sở Giáo dục và Đào tạo"),
        ("MẶT TRẬN TỔ QUỐC VIỆT NAM\nBAN THƯỜNG TRỰC TỈNH BÌNH HẢI", "Ban Thường trực tỉnh Bình Hải", "Mặt trận Tổ quốc Việt Nam"),
        ("CHỦ TỊCH\nỦY BAN NHÂN DÂN\nTỈNH BÌNH HẢI", "Chủ tịch Ủy ban nhân dân tỉnh Bình Hải", None),
        ("LIÊN HIỆP CÁC HỘI\nKHOA HỌC VÀ KỸ THUẬT\nTỈNH BÌNH HẢI", "Liên hiệp các Hội Khoa học và Kỹ thuật tỉnh Bình Hải", None),
        ("UBND TỈNH BÌNH HẢI\nBAN QUẢN LÝ\nKHU KINH TẾ VÀ\nCÁC KHU CÔNG NGHIỆP", "Ban Quản lý Khu kinh tế và các khu công nghiệp", "Ủy ban nhân dân tỉnh Bình Hải"),
    ],
)  # fmt: skip
def test_an_issuer_and_whom_it_belongs_to(issuer, name, parent):
    head = paper(issuer=issuer).head
    assert (head.issuer or "").casefold() == name.casefold()
    assert (head.parent or "").casefold() == (parent or "").casefold()


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("GIẤY MỜI", "giấy mời"),
        ("THƯ MỜI", "thư mời"),
        ("CÔNG ĐIỆN", "công điện"),
        ("QUY CHẾ PHỐI HỢP", "quy chế phối hợp"),
        ("NGHỊ QUYẾT LIÊN TỊCH", "nghị quyết liên tịch"),
        ("KẾ HOẠCH LIÊN TỊCH", "kế hoạch liên tịch"),
        ("CHƯƠNG TRÌNH HÀNH ĐỘNG", "chương trình hành động"),
        ("KẾ HOẠCH PHỐI HỢP", "kế hoạch phối hợp"),
        ("HƯỚNG DẪN LIÊN NGÀNH", "hướng dẫn liên ngành"),
        ("CHƯƠNG TRÌNH PHỐI HỢP", "chương trình phối hợp"),
        ("BIÊN BẢN GHI NHỚ", "biên bản ghi nhớ"),
        ("THÔNG TRI", "thông tri"),
        ("KẾT LUẬN", "kết luận"),
        ("PHƯƠNG ÁN", "phương án"),
        ("ĐỀ ÁN", "đề án"),
    ],
)
def test_kinds_of_papers(written, kind):
    head = paper(kind=written, number="Số: 21/XX-UBND").head
    assert (head.kind, head.title) == (kind, "Công tác đối ngoại năm 2026")


def test_a_head_in_two_languages():
    head = paper(
        issuer="UBND TỈNH BÌNH HẢI\nSỞ NGOẠI VỤ\nDEPARTMENT OF FOREIGN AFFAIRS",
        nation=NATION + "\nSOCIALIST REPUBLIC OF VIET NAM\nIndependence - Freedom - Happiness",
        number="Số: 21/KH-SNgV\nNo.: 21/KH-SNgV",
        dated="Bình Hải, ngày 09 tháng 02 năm 2026\nBinh Hai, 9 February 2026",
        title="Đón đoàn ngoại giao năm 2026\nPLAN\nOn the visit of the diplomatic corps in 2026",
    ).head
    assert (head.issuer, head.number, head.date) == ("Sở Ngoại vụ", "21/KH-SNgV", date(2026, 2, 9))
    assert (head.kind, head.title, head.place) == ("kế hoạch", "Đón đoàn ngoại giao năm 2026", "Bình Hải")
