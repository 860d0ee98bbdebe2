"""What a leader's own words say of whom and by when: sentences as leaders write them on a page."""

from __future__ import annotations

from datetime import date

import pytest

from nhipcau.agencies.models import Agency
from nhipcau.agencies.queries import Matcher
from nhipcau.agencies.rules import AgencyKind
from nhipcau.engines.vntext.directions import Read, read

MONDAY = date(2026, 6, 15)
AGENCIES = {
    "SXD": "Sở Xây dựng",
    "SCT": "Sở Công Thương",
    "SVH": "Sở Văn hóa, Thể thao và Du lịch",
    "SNgV": "Sở Ngoại vụ",
    "SKHCN": "Sở Khoa học và Công nghệ",
    "CA": "Công an tỉnh",
    "BAO": "Báo Lâm Đồng",
    "VP": "Văn phòng UBND tỉnh",
    "UBND": "Ủy ban nhân dân tỉnh",
    "XH": "UBND phường Xuân Hương",
}

# (sentence, agency, day): None where the words say nothing that may be offered.
SENTENCES = [
    ("Giao Sở Xây dựng kiểm tra, báo cáo trước 20/6.", "SXD", "2026-06-19"),
    ("Giao Sở Xây dựng chủ trì, phối hợp Sở Công Thương rà soát, báo cáo UBND tỉnh trước ngày 20/6/2026.", "SXD", "2026-06-19"),
    ("Đề nghị Sở VHTTDL trả lời báo chí, xong trong ngày 18/6.", "SVH", "2026-06-18"),
    ("Yêu cầu Công an tỉnh xác minh, chậm nhất ngày 25/6.", "CA", "2026-06-25"),
    ("Sở Ngoại vụ chủ trì làm việc với đoàn phóng viên, hạn 30/6.", "SNgV", "2026-06-30"),
    ("Giao đồng chí Giám đốc Sở Công Thương trả lời trước 17h ngày 18/6.", "SCT", "2026-06-18"),
    ("Kiểm tra bụi ở đường mỏ, trả lời báo.", None, None),
    ("Theo đề nghị của Sở Xây dựng, giao Sở Công Thương xử lý.", "SCT", None),
    ("Báo cáo Sở Ngoại vụ trước ngày 22/6.", None, "2026-06-21"),
    ("Sở Công Thương báo cáo rõ, gửi Văn phòng UBND tỉnh trước 15h ngày mai.", "SCT", "2026-06-16"),
    ("Giao Sở Khoa học và Công nghệ tham mưu văn bản trả lời trong tuần này.", "SKHCN", "2026-06-19"),
    ("Giao Sở KH&CN tham mưu trong tháng 6.", "SKHCN", "2026-06-30"),
    ("Giao Sở VHTTDL xây dựng phóng sự, hoàn thành trong quý III.", "SVH", "2026-09-30"),
    ("Sở Xây dựng cần có giải pháp ngay.", "SXD", None),
    ("Chỉ đạo Báo Lâm Đồng đăng tin đính chính trong hôm nay.", "BAO", "2026-06-15"),
    ("Giao Sở Xây dựng, Sở Công Thương phối hợp xử lý, báo cáo trước ngày 01/7.", "SXD", "2026-06-30"),
    ("Không giao Sở Xây dựng, để Sở Công Thương làm.", "SCT", None),
    ("Ngày 10/6 báo nêu sai; giao Sở Ngoại vụ làm rõ trước ngày 18/6.", "SNgV", "2026-06-17"),
    ("Giao Sở Ngoại vụ làm rõ thông tin báo nêu ngày 10/6.", "SNgV", None),
    ("Phối hợp với Công an tỉnh nắm tình hình.", None, None),
    ("Giao Sở Y tế báo cáo trước 20/6.", None, "2026-06-19"),
    ("UBND phường Xuân Hương kiểm tra thực địa, báo cáo trước thứ Sáu.", "XH", "2026-06-18"),
    ("Giao Sở Xây dựng báo cáo chậm nhất thứ Năm tuần sau.", "SXD", "2026-06-25"),
    ("Giao Sở Công Thương xử lý, báo cáo trước 05/01.", "SCT", "2027-01-04"),
    ("Giao Sở Công Thương báo cáo trong vòng 5 ngày.", "SCT", "2026-06-20"),
    ("Đồng ý với đề xuất của Sở Xây dựng.", None, None),
    ("Sở Xây dựng và Sở Công Thương cùng chịu trách nhiệm.", "SXD", None),
    ("Giao VP UBND tỉnh theo dõi, đôn đốc, hoàn thành trước 31/2.", "VP", None),
    ("GIAO SỞ XÂY DỰNG KIỂM TRA, BÁO CÁO TRƯỚC 20/6", "SXD", "2026-06-19"),
    ("Đề nghị Giám đốc Sở Xây dựng trực tiếp kiểm tra; trước ngày 20 tháng 6 năm 2026 báo cáo kết quả.", "SXD", "2026-06-19"),
    ("Giao Sở Công Thương làm việc với doanh nghiệp, có văn bản trả lời đến hết ngày 20/6.", "SCT", "2026-06-20"),
    ("Giao cho Sở Ngoại vụ: đầu mối tiếp đoàn; thời hạn: 20/6/2026", "SNgV", "2026-06-20"),
    ("Sở Xây dựng trả lời báo cuối tháng 6.", "SXD", "2026-06-30"),
    ("Làm việc với Sở Xây dựng rồi giao Sở Công Thương thực hiện, xong trước 20/6.", "SCT", "2026-06-19"),
]  # fmt: skip


@pytest.fixture
def matcher(installation) -> Matcher:
    for code, name in AGENCIES.items():
        Agency.objects.create(code=code.lower(), name=name, kind=AgencyKind.DEPARTMENT)
    return Matcher.load(on=MONDAY)


@pytest.mark.parametrize(("sentence", "agency", "day"), SENTENCES)
def test_the_words_say_whom_and_by_when(matcher, sentence, agency, day):
    found = read(sentence, MONDAY, known=matcher.known)
    named = found.agency.name if found.agency else None
    assert (named, found.due) == (AGENCIES.get(agency), date.fromisoformat(day) if day else None)


def test_the_words_that_were_understood_can_be_shown(matcher):
    found = read(SENTENCES[0][0], MONDAY, known=matcher.known)
    assert (found.agency_words, found.due_words) == ("Sở Xây dựng", "trước 20/6")


def test_nothing_is_read_out_of_nothing(matcher):
    assert read("", MONDAY, known=matcher.known) == Read()


@pytest.mark.parametrize("length", [2_000, 20_000])
def test_long_words_are_read_in_time(matcher, length):
    text = ("Giao Sở Nọ và Sở Kia làm việc ngày 1 tháng " * (length // 40))[:length]
    assert read(text, MONDAY, known=matcher.known).agency is None
