"""Lines that are a stamp, and lines that only speak of secrets, honey and density."""

from __future__ import annotations

import unicodedata

import pytest

from nhipcau.engines.officialdoc.secrecy.stamps import first_stamp, stamp_in

STAMPS = [
    ("MẬT", "MẬT"), ("TỐI MẬT", "TỐI MẬT"), ("TUYỆT MẬT", "TUYỆT MẬT"), ("Mật", "MẬT"), ("mật", "MẬT"),
    ("Tối mật", "TỐI MẬT"), ("tuyệt mật", "TUYỆT MẬT"), ("[ MẬT ]", "MẬT"), ("(Mật)", "MẬT"), ("* MẬT *", "MẬT"),
    ("M Ậ T", "MẬT"), ("T U Y Ệ T  M Ậ T", "TUYỆT MẬT"), ("Độ mật: Mật", "MẬT"), ("Độ mật: tối mật", "TỐI MẬT"),
    ("ĐỘ MẬT: TUYỆT MẬT", "TUYỆT MẬT"), ("Mức độ mật: Mật.", "MẬT"), ("Độ mật của văn bản: Mật", "MẬT"),
    ("Độ mật – Tối mật; độ khẩn: Hỏa tốc", "TỐI MẬT"),
    ("Số: 12/BC-UBND      MẬT", "MẬT"), ("Số: 12/BC-UBND MẬT", "MẬT"), ("MẬT   Số: 12/BC-UBND", "MẬT"),
    ("Số: 12/BC-UBND (Mật)", "MẬT"), ("Số 05-TT/TU   Tối mật", "TỐI MẬT"),
    ("Số: 15/BC-UBND  TUYỆT MẬT  Đắk Nông, ngày 3 tháng 5 năm 2026", "TUYỆT MẬT"),
    ("Số:      /BC-SNgV   MẬT", "MẬT"), ("UBND TỈNH LÂM ĐỒNG\tMẬT\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "MẬT"),
    ("SỞ NGOẠI VỤ | TỐI MẬT | Số: …", "TỐI MẬT"), ("M\u200bẬ\u00adT", "MẬT"), ("\u202eMẬT\u202c", "MẬT"),
    ("•  MẬT  •", "MẬT"), ("MẬT / ", "MẬT"),
]  # fmt: skip
NONE = [
    "Bảo vệ bí mật nhà nước.", "Mật độ dân số cao", "1. Mật ong", "Mật ong", "Bảo mật", "bí mật", "MẬT ONG", "MẬT ĐỘ",
    "LÊ THỊ MẬT", "Lê Thị Mật", "Độ mật: Thường", "Độ mật: Không", "Độ mật:", "Độ mật: mật độ cao", "MẬT KHẨU", "Mật khẩu: ……",
    "Văn bản có dấu MẬT được gửi trong hai phong bì theo quy định tại Điều 10.", "- Mắt", "MÁT", "MẮT", "MAT", "MẶT",
    "Số: 12/BC-UBND", "Số: 12/BC-UBND   Lâm Đồng, ngày 3 tháng 5 năm 2026", "Số lượng đường, mật",
    "Quản lý tài liệu mật", "Công tác bảo mật", "TUYỆT ĐỐI BẢO MẬT", "Số: 20/KH-BVBMNN", "Số hộ nuôi ong lấy mật",
    "Danh mục bí mật nhà nước độ Tuyệt mật, Tối mật, Mật", "Số liệu mật độ", "Xác định độ mật: theo Điều 8", "",
]  # fmt: skip


@pytest.mark.parametrize(("line", "level"), STAMPS, ids=range(len(STAMPS)))
def test_a_stamp_is_seen(line, level):
    assert stamp_in(line) == level
    assert stamp_in(unicodedata.normalize("NFD", line)) == level


@pytest.mark.parametrize("line", NONE, ids=range(len(NONE)))
def test_words_about_secrets_are_no_stamp(line):
    assert stamp_in(line) is None


def test_the_end_of_a_sentence_is_no_stamp_in_small_letters():
    assert first_stamp(["Cán bộ phải giữ bí", "mật", "theo quy định."]) is None
    assert first_stamp(["Số: 12/BC-UBND", "mật", "BÁO CÁO"]) == "MẬT"
    assert first_stamp(["Các cơ quan, đơn vị", "MẬT"]) == "MẬT"


def test_a_column_far_down_a_table_is_no_stamp():
    lines = ["Danh mục"] + ["dòng"] * 60
    assert first_stamp([*lines, "7\tMật ong rừng\tMẬT\tkg"]) is None
    assert first_stamp([*lines, "MẬT"]) == "MẬT"
