"""Heads as web sites hand them on: lines cut off, letters and hyphens lost, the head gone; the document still says most of it."""

from datetime import date

import pytest

from nhipcau.engines.officialdoc import read
from nhipcau.engines.officialdoc.words.gluing import unglued

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
DECISION = """ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |
Số: 31/2025/QĐ-UBND | {place}, ngày 04 tháng 11 năm 2025 |
BAN HÀNH QUY CHẾ TIẾP ĐOÀN KHÁCH QUỐC TẾ CỦA CÁC CƠ QUAN TRONG TỈNH
{authority}
Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;
Theo đề nghị của Giám đốc Sở Ngoại vụ,
QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Quy chế tiếp đoàn khách quốc tế."""


def head_of(text):
    return read(text.encode(), name="copy.txt").head


@pytest.mark.parametrize(
    ("place", "authority", "issuer"),
    [
        ("Tân Hòa", "ỦY BAN NHÂN DÂN TỈNH GIA LAI", "Ủy ban nhân dân tỉnh Gia Lai"),
        ("Pleiku", "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH GIA LAI", "Ủy ban nhân dân tỉnh Gia Lai"),
        ("Cao Bằng", "ỦY BAN NHÂN DÂN TỈNH", "Ủy ban nhân dân tỉnh Cao Bằng"),
    ],
)
def test_the_issuer_is_whole_where_the_left_column_lost_its_second_line(place, authority, issuer):
    head = head_of(DECISION.format(place=place, authority=authority))
    assert head.issuer == issuer and head.issuers == (issuer,)
    assert head.sure["issuer"] < 1
    assert (
        head.title.lower() == "ban hành quy chế tiếp đoàn khách quốc tế của các cơ quan trong tỉnh"
    )  # the kind's line is lost too
    assert head.kind == "quyết định"
    assert head.number == "31/2025/QĐ-UBND"


def test_the_sentence_that_enacts_names_the_issuer():
    head = head_of(
        f"ỦY BAN NHÂN DÂN\n{NATION}\nSố: 7/KH-UBND\nSơn Hạ, ngày 02 tháng 01 năm 2026\nKẾ HOẠCH\nTuần lễ giao lưu biên giới năm 2026\n"
        "Thực hiện Chương trình số 5/CTr-BNG ngày 01/12/2025 của Bộ Ngoại giao, Ủy ban nhân dân tỉnh Sơn Hạ\n"
        "ban hành Kế hoạch Tuần lễ giao lưu biên giới năm 2026 như sau:\nI. MỤC ĐÍCH\nGiới thiệu hình ảnh của tỉnh."
    )
    assert head.issuer == "Ủy ban nhân dân tỉnh Sơn Hạ"
    assert head.sure["issuer"] < 0.9


def test_a_name_that_is_whole_is_not_touched_by_what_others_enact():
    head = head_of(
        f"SỞ NGOẠI VỤ\n{NATION}\nSố: 7/KH-SNgV\nSơn Hạ, ngày 02 tháng 01 năm 2026\nKẾ HOẠCH\nĐón đoàn khách\n"
        "Ngày 05/12/2025, Ủy ban nhân dân tỉnh Sơn Hạ ban hành Kế hoạch số 9/KH-UBND.\nI. MỤC ĐÍCH\nGiới thiệu hình ảnh của tỉnh."
    )
    assert head.issuer == "Sở Ngoại vụ"
    assert head.sure["issuer"] == 1.0


def test_number_and_day_of_a_lost_head_stand_in_the_note_of_what_it_encloses():
    text = """QUYẾT ĐỊNH
PHÊ DUYỆT ĐỀ ÁN TRUYỀN THÔNG TẠI CỬA KHẨU GIAI ĐOẠN
2026 - 2030
CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH SƠN HẠ
Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;
Xét đề nghị của Sở Ngoại vụ,
QUYẾT ĐỊNH:
Điều 1. Phê duyệt kèm theo Quyết định này Đề án truyền thông tại cửa khẩu.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký./.
Nơi nhận:
- Như Điều 2;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lê Văn Thử
ĐỀ ÁN
TRUYỀN THÔNG TẠI CỬA KHẨU GIAI ĐOẠN 2026 - 2030
(Kèm theo Quyết định số {number} ngày 15 tháng 10 năm 2025 của Chủ tịch UBND tỉnh)
I. SỰ CẦN THIẾT
Cửa khẩu là nơi khách gặp tỉnh trước tiên."""
    head = head_of(text.format(number="2090/QĐ-UBND"))
    assert (head.number, head.date) == ("2090/QĐ-UBND", date(2025, 10, 15))
    assert head.issuer == "Ủy ban nhân dân tỉnh Sơn Hạ"
    assert head.title == "Phê duyệt Đề án truyền thông tại cửa khẩu giai đoạn 2026 - 2030"
    assert max(head.sure[name] for name in ("number", "date", "issuer")) < 1
    # a blank that nobody filled in stays one, and another kind's number is not this paper's
    assert head_of(text.format(number="      /QĐ-UBND")).number is None
    assert head_of(text.format(number="55/NQ-HĐND")).number is None


def test_a_draft_with_a_blank_number_gets_none_from_its_annex():
    head = head_of(
        f"ỦY BAN NHÂN DÂN\nTỈNH SƠN HẠ\n{NATION}\nSố:      /QĐ-UBND\nSơn Hạ, ngày     tháng     năm 2025\nQUYẾT ĐỊNH\nVề việc ban hành Quy chế phát ngôn\n"
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH SƠN HẠ\nCăn cứ Luật Báo chí ngày 05 tháng 4 năm 2016;\nQUYẾT ĐỊNH:\nĐiều 1. Ban hành Quy chế.\n"
        "Nơi nhận:\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn Thử\nQUY CHẾ\nPHÁT NGÔN\n"
        "(Kèm theo Quyết định số 12/QĐ-UBND ngày 03 tháng 3 năm 2024 của Chủ tịch UBND tỉnh)\nĐiều 1. Phạm vi\nQuy chế này quy định về phát ngôn."
    )
    assert head.number is None
    assert head.date is None


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("Số: 417/QĐUBND", "417/QĐ-UBND"),
        ("Số: 12/2026/NQHĐND", "12/2026/NQ-HĐND"),
        ("Số: 88/KHSVHTTDL", "88/KH-SVHTTDL"),
        ("Số: 5/CTrUBND", "5/CTr-UBND"),
        ("Số: 417/QĐ\u2011UBND", "417/QĐ-UBND"),
        ("Số: 417/QĐ\u2010UBND", "417/QĐ-UBND"),
        ("Số: 417/UBND", None),
        ("Số: 417/KHONG", None),
    ],
)
def test_a_number_whose_hyphen_was_lost(printed, number):
    head = head_of(
        f"ỦY BAN NHÂN DÂN\nTỈNH SƠN HẠ\n{NATION}\n{printed}\nSơn Hạ, ngày 02 tháng 01 năm 2026\nKẾ HOẠCH\nĐón đoàn khách\nI. MỤC ĐÍCH\nVui."
    )
    assert head.number == number


@pytest.mark.parametrize(
    ("issuer", "read_as"),
    [
        ("Y BAN NHÂN DÂN\nTỈNH LAI CHÂU", "Ủy ban nhân dân tỉnh Lai Châu"),
        ("ỦY BAN NHÂN DN\nTỈNH LAI CHÂU", "Ủy ban nhân dân tỉnh Lai Châu"),
        ("HI ĐỒNG NHÂN DÂN\nTỈNH LAI CHÂU", "Hội đồng nhân dân tỉnh Lai Châu"),
        ("ỦY BAN DÂN TỘC", "Ủy ban Dân tộc"),
    ],
)
def test_a_letter_lost_in_the_issuers_name(issuer, read_as):
    head = head_of(
        f"{issuer}\n-------\n-\n{NATION}\n---\nSố: 3/KH-UBND\nLai Châu, ngày 02 tháng 01 năm 2026\nKẾ HOẠCH\nĐón đoàn khách\nI. MỤC ĐÍCH\nVui."
    )
    assert head.issuer == read_as


def test_the_decision_itself_spells_a_name_that_lost_letters():
    head = head_of(
        f"ỦY BAN NHÂN DÂN\nTHÀNH PHHẢI PHÒNG\n{NATION}\nSố: 3/QĐ-UBND\nHải Phòng, ngày 02 tháng 01 năm 2026\nQUYẾT ĐỊNH\nVề việc đón đoàn khách\n"
        "ỦY BAN NHÂN DÂN THÀNH PHỐ HẢI PHÒNG\nCăn cứ Luật Báo chí ngày 05 tháng 4 năm 2016;\nQUYẾT ĐỊNH:\nĐiều 1. Đón đoàn khách."
    )
    assert head.issuer == "Ủy ban nhân dân thành phố Hải Phòng"


def test_a_long_summary_on_one_line_is_the_summary():
    words = "thực hiện chỉ thị về đẩy mạnh công tác thông tin đối ngoại trong tình hình mới trên địa bàn các xã biên giới, cửa khẩu và khu kinh tế của tỉnh Lai Châu giai đoạn 2026 - 2030, tầm nhìn đến năm 2045"
    head = head_of(
        f"ỦY BAN NHÂN DÂN\nTỈNH LAI CHÂU\n{NATION}\nSố: 3/KH-UBND\nLai Châu, ngày 02 tháng 01 năm 2026\nKẾ HOẠCH\n{words.upper()}\nI. MỤC ĐÍCH\nVui."
    )
    assert head.title.lower() == words.lower()


_CHANGED = "của Kế hoạch số 1201/KH-UBND ngày 05 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh về tuyên truyền biển, đảo tỉnh Lai Châu năm 2026"


@pytest.mark.parametrize(
    "begins",
    [
        "Sửa đổi, bổ sung một số nội dung",
        "Điều chỉnh một số nhiệm vụ, thời gian",
        "Bãi bỏ một số nội dung tại mục II, phụ lục",
    ],
)
def test_what_a_decision_changes_is_its_summary_however_long(begins):
    words = f"{begins} {_CHANGED}"
    assert len(words) > 160
    head = head_of(
        f"ỦY BAN NHÂN DÂN\nTỈNH LAI CHÂU\n{NATION}\nSố: 3/QĐ-UBND\nLai Châu, ngày 02 tháng 01 năm 2026\nQUYẾT ĐỊNH\n{words}\n"
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LAI CHÂU\nCăn cứ Luật Báo chí ngày 05 tháng 4 năm 2016;\nQUYẾT ĐỊNH:\nĐiều 1. Sửa đổi như sau:"
    )
    assert head.title == words


def test_a_summary_whose_last_line_is_the_province():
    head = head_of(
        f"ỦY BAN NHÂN DÂN\nTỈNH LAI CHÂU\n{NATION}\nSố: 3/QĐ-UBND\nLai Châu, ngày 02 tháng 01 năm 2026\nQUYẾT ĐỊNH\n"
        "BAN HÀNH QUY CHẾ HOẠT ĐỘNG CỦA CỔNG THÔNG TIN ĐIỆN TỬ\nTỈNH LAI CHÂU\nỦY BAN NHÂN DÂN TỈNH LAI CHÂU\nCăn cứ Luật Báo chí ngày 05 tháng 4 năm 2016;\n"
        "QUYẾT ĐỊNH:\nĐiều 1. Ban hành Quy chế."
    )
    assert head.title.lower() == "ban hành quy chế hoạt động của cổng thông tin điện tử tỉnh lai châu"


def test_a_heading_mark_of_a_converted_page_is_no_word():
    head = head_of(
        "# CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc\n\nSố: 3/QĐ-UBND\n\nLai Châu, ngày 02 tháng 01 năm 2026\n\n# QUYẾT ĐỊNH\n\n"
        "Về việc thành lập Tổ công tác đón đoàn khách\n\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LAI CHÂU\n\nCăn cứ Luật Báo chí ngày 05 tháng 4 năm 2016;\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Thành lập Tổ."
    )
    assert head.kind == "quyết định"
    assert head.title == "Về việc thành lập Tổ công tác đón đoàn khách"
    assert head.issuer == "Ủy ban nhân dân tỉnh Lai Châu"


def test_a_letter_has_no_summary_made_of_its_first_capitals():
    head = head_of(
        f"ỦY BAN NHÂN DÂN\nTỈNH LAI CHÂU\n{NATION}\nSố: 3/UBND-NC\nLai Châu, ngày 02 tháng 01 năm 2026\n"
        "SAO GỬI CÁC CƠ QUAN LIÊN QUAN\nKính gửi: Sở Ngoại vụ\nỦy ban nhân dân tỉnh nhận được đề nghị của Sở Ngoại vụ."
    )
    assert head.kind == "công văn"
    assert head.title is None


@pytest.mark.parametrize(
    ("glued", "apart"),
    [
        ("TRIỂNKHAI KẾ HOẠCH", "TRIỂN KHAI KẾ HOẠCH"),
        ("Thủ tướng Chínhphủ", "Thủ tướng Chính phủ"),
        ("khai thác hoạtđộng đốingoại", "khai thác hoạt động đối ngoại"),
        ("giai đoạn 20262030", "giai đoạn 2026 - 2030"),
        ("tại Mondulkiri, ASEAN, Facebook, Krông Nô", "tại Mondulkiri, ASEAN, Facebook, Krông Nô"),
        ("Số 20262030 hồ sơ", "Số 2026 - 2030 hồ sơ"),
        ("nghiêng nghiêng thuở xưa", "nghiêng nghiêng thuở xưa"),
        ("nhânhọc, thanhniên, cácnước", "nhân học, thanh niên, các nước"),
        ("", ""),
    ],
)
def test_words_glued_together_are_set_apart_and_others_stay(glued, apart):
    assert unglued(glued) == apart
