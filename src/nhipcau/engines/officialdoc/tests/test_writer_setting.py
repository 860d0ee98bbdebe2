"""What stays together on a line, and where long names break."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.engines.officialdoc.write.docx import column_lines, title_lines
from nhipcau.engines.officialdoc.write.setting import NBSP, broken, has_address, tied, width_of


@pytest.mark.parametrize(
    "tight",
    [
        "Số:_12/KH-UBND",
        "Kế hoạch số_678/KH-UBND ngày_3_tháng_2 năm_2026",
        "theo Điều_5, khoản_2, điểm_a Nghị định số_72/2015/NĐ-CP",
        "bố trí 1.250_triệu đồng, 12_km đường, 5_% số giờ, 3,5_ha",
        "Quý_II, kỳ_1, Phụ lục_I, Chương_IV",
        "TM._ỦY BAN NHÂN DÂN",
        "đến Đà Lạt ngày_09_tháng_6",
        "Sở Văn hóa, Thể thao và Du lịch",
        "số liệu của năm nay, tháng sau",
        "điểm nóng, điểm đến",
        "12 tin, bài và 5 sự kiện",
    ],
)
def test_numbers_stay_with_their_words(tight):
    plain = tight.replace("_", " ")
    assert tied(plain) == tight.replace("_", NBSP)
    assert tied(tied(plain)) == tied(plain)


@given(st.text(max_size=120))
def test_tying_changes_blanks_alone(text):
    assert tied(text).replace(NBSP, " ") == text.replace(NBSP, " ")


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", ["SỞ VĂN HÓA, THỂ THAO", "VÀ DU LỊCH"]),
        ("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", ["SỞ NÔNG NGHIỆP", "VÀ MÔI TRƯỜNG"]),
        ("SỞ KHOA HỌC VÀ CÔNG NGHỆ", ["SỞ KHOA HỌC", "VÀ CÔNG NGHỆ"]),
        ("ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG", ["ỦY BAN NHÂN DÂN", "TỈNH LÂM ĐỒNG"]),
        ("ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG", ["ỦY BAN NHÂN DÂN", "TỈNH LÂM ĐỒNG"]),
        ("VĂN PHÒNG", ["VĂN PHÒNG"]),
        (
            "BAN QUẢN LÝ KHU KINH TẾ CỬA KHẨU QUỐC TẾ VÀ CÁC KHU CÔNG NGHIỆP TỈNH LÂM ĐỒNG",
            None,
        ),
        ("LIÊN HIỆP CÁC TỔ CHỨC HỮU NGHỊ TỈNH LÂM ĐỒNG", None),
    ],
)
def test_long_names_break_where_their_words_part(name, lines):
    found = column_lines(name)
    if lines is not None:
        assert found == lines
    assert " ".join(found) == name.replace("\n", " ")
    assert not [line for line in found[:-1] if line.split()[-1] in {"VÀ", "TỈNH", "CÁC", "SỞ"}]
    joined = "|".join(found)
    assert not [pair for pair in ("KINH|TẾ", "CỬA|KHẨU", "CÔNG|NGHIỆP", "HỮU|NGHỊ") if pair in joined]


def test_a_summary_has_lines_of_like_length():
    words = (
        "Công tác thông tin đối ngoại và tuyên truyền biên giới, biển đảo trên địa bàn tỉnh Lâm Đồng năm 2026"
    )
    lengths = [width_of(line, 14) for line in title_lines(words)]
    assert len(lengths) == 2
    assert max(lengths) < 1.4 * min(lengths)


@given(st.text(max_size=300), st.floats(20, 400), st.floats(8, 16))
def test_breaking_keeps_every_word(text, width, size):
    assert " ".join(broken(text, width, size)) == text.replace("\n", " ")


def test_a_name_as_long_as_a_page_takes_no_longer_than_a_page():
    assert len(broken("chữ " * 20_000, 170, 13)) == 1


def test_a_long_word_is_left_whole():
    assert broken("a" * 200 + " b", 50, 12) == ["a" * 200, "b"]


def test_long_addresses_are_seen():
    assert has_address("xem https://baolamdong.example/kinh-te/2026/06/tinh-lam-dong.html nhé")
    assert not has_address("xem baolamdong.example, https://a.vn")
