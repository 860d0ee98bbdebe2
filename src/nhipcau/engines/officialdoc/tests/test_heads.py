"""Heads whose lines break anywhere, and heads that say less than they seem to."""

import pytest

from nhipcau.engines.officialdoc import read

REST = """
KẾ HOẠCH
Công tác đối ngoại năm 2026

I. MỤC ĐÍCH
Quảng bá.
"""


def head_of(top):
    return read((top + REST).encode(), name="x.txt").head


@pytest.mark.parametrize(
    "title",
    [
        "CỘNG HÒA\nXÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA\nVIỆT NAM\nĐộc lập - Tự do\n- Hạnh phúc",
        "CỘNG\nHÒA XÃ HỘI CHỦ\nNGHĨA VIỆT NAM\nĐộc lập -\nTự do - Hạnh phúc",
        "CỘNG HOÀ XÃ HỘI\nCHỦ NGHĨA VIỆT\nNAM\nĐộc lập\n- Tự do - Hạnh phúc",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc",
    ],
)
@pytest.mark.parametrize("issuer", ["ỦY BAN NHÂN DÂN\nTỈNH BÌNH HẢI", "ỦY BAN\nNHÂN DÂN TỈNH\nBÌNH HẢI"])
def test_the_national_title_broken_anywhere(title, issuer):
    head = head_of(f"{issuer}\n{title}\nSố: 31/KH-UBND\nBình Hải, ngày 03 tháng 02 năm 2026\n")
    assert head.issuer == "Ủy ban nhân dân tỉnh Bình Hải"
    assert (head.number, head.place, head.date.isoformat()) == ("31/KH-UBND", "Bình Hải", "2026-02-03")


@pytest.mark.parametrize(
    "number",
    [
        "Số:\n4021/KH-UBND",
        "Số\n: 4021/KH-UBND",
        "Số: 4021\n/KH-UBND",
        "Số: 4021/KH-\nUBND",
        "Số: 4021/KH\n-UBND",
        "Số :\n4021 /KH-UBND",
        "Số: 4021/\nKH-UBND",
        "Số:\n4021\n/KH-UBND",
    ],
)
def test_a_number_broken_over_lines(number):
    head = head_of(
        "ỦY BAN NHÂN DÂN\nTỈNH BÌNH HẢI\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        f"{number}\nBình Hải, ngày 03 tháng 02 năm 2026\n"
    )
    assert (head.number, head.issuer) == ("4021/KH-UBND", "Ủy ban nhân dân tỉnh Bình Hải")
    assert (head.place, head.date.isoformat(), head.title) == (
        "Bình Hải",
        "2026-02-03",
        "Công tác đối ngoại năm 2026",
    )


@pytest.mark.parametrize(
    "dated",
    [
        "Bình Hải, ngày 03\ntháng 02 năm 2026",
        "Bình Hải, ngày\n03 tháng 02\nnăm 2026",
        "Bình Hải,\nngày 03 tháng 02 năm 2026",
        "Bình Hải, ngày 3/2/2026",
    ],
)
def test_a_date_broken_over_lines(dated):
    head = head_of(
        "ỦY BAN NHÂN DÂN\nTỈNH BÌNH HẢI\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        f"Số: 5/KH-UBND\n{dated}\n"
    )
    assert (head.number, head.place, head.date.isoformat()) == ("5/KH-UBND", "Bình Hải", "2026-02-03")


def test_a_number_left_blank_stays_none():
    head = head_of(
        "ỦY BAN NHÂN DÂN\nTỈNH BÌNH HẢI\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Số:      /KH-UBND\nBình Hải, ngày     tháng    năm 2026\n"
    )
    assert head.number is None and head.date is None and head.place == "Bình Hải" and head.dated_year == 2026


@pytest.mark.parametrize(
    "lines",
    [
        "Kế hoạch 31/KH-UBND năm 2026 công tác đối ngoại tỉnh Bình Hải\nSố hiệu: 31/KH-UBND\nNgày ban hành: 03/02/2026\n",
        "Trang chủ\nVăn bản pháp luật\nThuộc tính\n",
    ],
)
def test_lines_of_a_law_site_before_the_head(lines):
    head = head_of(
        f"{lines}ỦY BAN NHÂN DÂN\nTỈNH BÌNH HẢI\n-------\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "---------------\nSố: 31/KH-UBND\nBình Hải, ngày 03 tháng 02 năm 2026\n"
    )
    assert (head.issuer, head.number) == ("Ủy ban nhân dân tỉnh Bình Hải", "31/KH-UBND")
    assert (head.place, head.kind, head.title) == ("Bình Hải", "kế hoạch", "Công tác đối ngoại năm 2026")


def test_both_columns_on_one_line():
    head = head_of(
        "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỈNH BÌNH HẢI Độc lập - Tự do - Hạnh phúc\n"
        "Số: 31/KH-UBND Bình Hải, ngày 03 tháng 02 năm 2026\n"
    )
    assert (head.issuer, head.number) == ("Ủy ban nhân dân tỉnh Bình Hải", "31/KH-UBND")
    assert (head.place, head.date.isoformat()) == ("Bình Hải", "2026-02-03")


def test_issuer_and_kind_broken_after_their_first_word():
    text = (
        "ỦY\nBAN NHÂN DÂN\nTỈNH\nBÌNH HẢI\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 31/KH-UBND\n"
        "Bình Hải, ngày 03 tháng 02 năm 2026\nKẾ\nHOẠCH\nCông tác đối ngoại năm 2026\n\nI. MỤC ĐÍCH\nQuảng bá.\n"
    )
    head = read(text.encode(), name="x.txt").head
    assert head.issuer == "Ủy ban nhân dân tỉnh Bình Hải"
    assert (head.kind, head.title) == ("kế hoạch", "Công tác đối ngoại năm 2026")


@pytest.mark.parametrize(
    "name",
    [
        "H' Len Niê",
        "H'Len Niê",
        "K' Brên",
        "K’ Brên",
        "Điểu K'Ré",
        "Rơ Châm H'Hồng",
        "Y Thử",
        "Y Khoa Niê Kđăm",
        "Nguyễn Thị Để",
    ],
)
def test_names_of_every_people_are_names(name):
    text = (
        "ỦY BAN NHÂN DÂN\nTỈNH BÌNH HẢI\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        f"Số: 31/KH-UBND\nBình Hải, ngày 03 tháng 02 năm 2026\n{REST}\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n"
        f"TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n{name}\n"
    )
    assert read(text.encode(), name="x.txt").signature.name == name


@pytest.mark.parametrize(
    ("top", "issuer"),
    [
        ("ĐẢNG BỘ TỈNH BÌNH HẢI\nTỈNH ỦY\n*\nSố 51-KH/TU\n", "Tỉnh ủy Bình Hải"),
        ("ĐẢNG BỘ HUYỆN SA HẢI\nHUYỆN ỦY\n*\nSố 51-KH/HU\n", "Huyện ủy Sa Hải"),
        ("TỈNH ỦY\nBÌNH HẢI\n*\nSố 51-KH/TU\n", "Tỉnh ủy Bình Hải"),
    ],
)
def test_committees_of_the_party_have_their_place(top, issuer):
    head = read(
        f"{top}ĐẢNG CỘNG SẢN VIỆT NAM\nBình Hải, ngày 03 tháng 02 năm 2026\n{REST}".encode(), name="x.txt"
    ).head
    assert (head.issuer, head.kind, head.place) == (issuer, "kế hoạch", "Bình Hải")


def test_a_place_broken_before_its_last_word():
    head = head_of(
        "ỦY BAN NHÂN DÂN\nTỈNH BÌNH HẢI\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Số: 5/KH-UBND\nBình\nHải, ngày 03 tháng 02 năm 2026\n"
    )
    assert (head.place, head.number, head.title) == ("Bình Hải", "5/KH-UBND", "Công tác đối ngoại năm 2026")


def test_a_letter_of_the_party_whose_summary_stands_above_its_title():
    head = read(
        (
            "TỈNH ỦY BÌNH HẢI\nBAN NỘI CHÍNH\n*\nSố 77-CV/BNCTU\nV/v góp ý dự thảo kế hoạch thông tin\nđối ngoại năm 2026\n"
            "ĐẢNG CỘNG SẢN VIỆT NAM\nBình Hải, ngày 03 tháng 02 năm 2026\n\nKính gửi: Các đảng ủy trực thuộc Tỉnh ủy,\n\n"
            "Ban Nội chính đề nghị góp ý dự thảo.\n"
        ).encode(),
        name="x.txt",
    ).head
    assert (head.number, head.kind, head.issuer) == ("77-CV/BNCTU", "công văn", "Ban Nội chính")
    assert head.title == "Góp ý dự thảo kế hoạch thông tin đối ngoại năm 2026"


@pytest.mark.parametrize("office", ["SỞ NGOẠI VỤ", "BAN QUẢN LÝ\nKHU KINH TẾ TỈNH", "VĂN PHÒNG"])
def test_a_province_whose_name_folds_to_another_word_is_whole(office):
    head = head_of(
        f"ỦY BAN NHÂN DÂN\nTỈNH HÀ TĨNH\n{office}\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Số: 5/KH-SNgV\nHà Tĩnh, ngày 03 tháng 02 năm 2026\n"
    )
    assert head.parent == "Ủy ban nhân dân tỉnh Hà Tĩnh"
    assert head.issuer.casefold() == " ".join(office.split()).casefold()
