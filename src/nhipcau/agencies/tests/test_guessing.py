"""What kind of agency a name says; the examples were written before the rules."""

from __future__ import annotations

import pytest

from nhipcau.agencies.guessing import guess
from nhipcau.agencies.naming import names_a_group
from nhipcau.agencies.rules import AgencyKind as K
from nhipcau.agencies.rules import Level as L

EXAMPLES = [
    ("Sở Ngoại vụ", K.DEPARTMENT, L.PROVINCE),
    ("SỞ GIÁO DỤC VÀ ĐÀO TẠO TỈNH BÌNH AN", K.DEPARTMENT, L.PROVINCE),
    ("Thanh tra tỉnh", K.DEPARTMENT, L.PROVINCE),
    ("Ban Dân tộc tỉnh", K.DEPARTMENT, L.PROVINCE),
    ("Ban Quản lý Khu kinh tế cửa khẩu", K.DEPARTMENT, L.PROVINCE),
    ("Văn phòng UBND tỉnh", K.OFFICE, L.PROVINCE),
    ("Văn phòng Đoàn đại biểu Quốc hội và HĐND tỉnh", K.OFFICE, L.PROVINCE),
    ("VP Tỉnh ủy", K.PARTY, L.PROVINCE),
    ("Văn phòng Thành ủy", K.PARTY, L.PROVINCE),
    ("Ban Tuyên giáo và Dân vận Tỉnh ủy", K.PARTY, L.PROVINCE),
    ("Ban Thường vụ Tỉnh uỷ", K.PARTY, L.PROVINCE),
    ("Đảng uỷ Ủy ban nhân dân tỉnh", K.PARTY, L.PROVINCE),
    ("Huyện ủy Tân Biên", K.PARTY, L.DISTRICT),
    ("Đảng ủy xã Tân Phú", K.PARTY, L.COMMUNE),
    ("Công an tỉnh Bình An", K.POLICE, L.PROVINCE),
    ("Công an xã Long Hải", K.POLICE, L.COMMUNE),
    ("Bộ CHQS tỉnh", K.MILITARY, L.PROVINCE),
    ("Ban Chỉ huy quân sự phường 5", K.MILITARY, L.COMMUNE),
    ("Bộ Chỉ huy BĐBP tỉnh", K.BORDER, L.PROVINCE),
    ("Đồn Biên phòng Cửa khẩu quốc tế Mộc Sơn", K.BORDER, L.PROVINCE),
    ("Báo Bình An", K.PRESS, L.PROVINCE),
    ("Báo Đắk Nông", K.PRESS, L.PROVINCE),
    ("Đài PT-TH tỉnh", K.PRESS, L.PROVINCE),
    ("Đài Truyền hình Việt Nam", K.PRESS, L.CENTRAL),
    ("Thông tấn xã Việt Nam", K.PRESS, L.CENTRAL),
    ("Cơ quan thường trú TTXVN tại Bình An", K.PRESS, L.CENTRAL),
    ("Cổng Thông tin điện tử tỉnh", K.PRESS, L.PROVINCE),
    ("Ủy ban MTTQ Việt Nam tỉnh", K.MASS, L.PROVINCE),
    ("Tỉnh đoàn", K.MASS, L.PROVINCE),
    ("Đoàn TNCS Hồ Chí Minh tỉnh", K.MASS, L.PROVINCE),
    ("Hội Nhà báo tỉnh", K.MASS, L.PROVINCE),
    ("Hiệp hội Doanh nghiệp tỉnh", K.MASS, L.PROVINCE),
    ("Liên hiệp các tổ chức hữu nghị tỉnh Bình An", K.MASS, L.PROVINCE),
    ("Ủy ban Mặt trận Tổ quốc Việt Nam xã Hòa Tiến", K.MASS, L.COMMUNE),
    ("Ban Chỉ đạo Công tác thông tin đối ngoại tỉnh", K.COMMITTEE, L.PROVINCE),
    ("Hội đồng Phối hợp phổ biến, giáo dục pháp luật tỉnh", K.COMMITTEE, L.PROVINCE),
    ("Tổ công tác liên ngành", K.COMMITTEE, L.PROVINCE),
    ("Trung tâm Xúc tiến Đầu tư tỉnh", K.CENTRE, L.PROVINCE),
    ("Trường Cao đẳng Cộng đồng Bình An", K.CENTRE, L.PROVINCE),
    ("Bảo tàng tỉnh", K.CENTRE, L.PROVINCE),
    ("Thư viện tỉnh", K.CENTRE, L.PROVINCE),
    ("Ban Quản lý Vườn quốc gia", K.CENTRE, L.PROVINCE),
    ("UBND tỉnh Bình An", K.COUNCIL, L.PROVINCE),
    ("Hội đồng nhân dân tỉnh", K.COUNCIL, L.PROVINCE),
    ("Đoàn đại biểu Quốc hội tỉnh", K.COUNCIL, L.PROVINCE),
    ("Ủy ban nhân dân thành phố Đà Nẵng", K.COUNCIL, L.PROVINCE),
    ("UBND thành phố Gia Nghĩa", K.DISTRICT, L.DISTRICT),
    ("Ủy ban nhân dân huyện Krông Nô", K.DISTRICT, L.DISTRICT),
    ("UBND thị xã Bình Long", K.DISTRICT, L.DISTRICT),
    ("UBND xã An Lạc", K.COMMUNE, L.COMMUNE),
    ("xã Đắk Wil", K.COMMUNE, L.COMMUNE),
    ("UBND thị trấn Ea T'Ling", K.COMMUNE, L.COMMUNE),
    ("Ủy ban nhân dân đặc khu Phú Quý", K.COMMUNE, L.COMMUNE),
    ("UBND phường Nghĩa Trung", K.WARD, L.COMMUNE),
    ("Hội đồng nhân dân xã An Lạc", K.COUNCIL, L.COMMUNE),
    ("Phòng Văn hóa - Xã hội xã An Lạc", K.OTHER, L.COMMUNE),
    ("Bộ Ngoại giao", K.OTHER, L.CENTRAL),
    ("Cục Thông tin cơ sở và Thông tin đối ngoại", K.OTHER, L.CENTRAL),
    ("Ban Tuyên giáo và Dân vận Trung ương", K.PARTY, L.CENTRAL),
    ("Thuế tỉnh Bình An", K.OTHER, L.PROVINCE),
    ("Chi cục Hải quan khu vực XV", K.OTHER, L.PROVINCE),
    ("Ngân hàng Nhà nước Chi nhánh khu vực 10", K.OTHER, L.PROVINCE),
    ("Tòa án nhân dân tỉnh", K.OTHER, L.PROVINCE),
    ("VNPT Bình An", K.OTHER, L.PROVINCE),
]  # fmt: skip


@pytest.mark.parametrize(("name", "kind", "level"), EXAMPLES)
def test_kind_and_level_are_guessed_from_the_words(name, kind, level):
    assert guess(name) == (kind, level)


@pytest.mark.parametrize("name", ["", "   ", "—", "???", "x" * 10_000])
def test_whatever_is_written_gets_an_answer(name):
    assert guess(name)[0] in set(K)


@pytest.mark.parametrize(
    ("name", "is_many"),
    [
        ("Liên hiệp các tổ chức hữu nghị tỉnh", False),
        ("Liên hiệp các hội khoa học và kỹ thuật tỉnh", False),
        ("Ban Quản lý các khu công nghiệp", False),
        ("các tổ chức hữu nghị", True),
        ("UBND các xã, phường", True),
        ("Hội Nông dân các cấp", True),
    ],
)
def test_a_body_that_unites_many_is_one(name, is_many):
    assert names_a_group(name) is is_many
