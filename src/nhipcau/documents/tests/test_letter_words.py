"""The words of an official paper: names of receivers, symbols, summaries, the columns of a table."""

from __future__ import annotations

from datetime import date

import pytest

from nhipcau.agencies.models import AgencyName
from nhipcau.documents.letters import rules
from nhipcau.documents.letters.body import blocks_of
from nhipcau.documents.letters.models import RecipientRole
from nhipcau.documents.letters.receivers import quoted_line, read_receivers
from nhipcau.documents.letters.rules import PaperKind
from nhipcau.engines.vntext import in_full

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 18)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("so cong thuong", "Sở Công Thương"),
        ("SO CONG THUONG (de b/c);", "Sở Công Thương (de b/c)"),
        ("- sở công thương", "Sở Công Thương"),
        ("cac so, ban, nganh", "Các Sở, ban, ngành"),
        ("SCT", "SCT"),
        ("Ông Công Thương", "Ông Công Thương"),
        ("luu: VT", "luu: VT"),
    ],
)
def test_a_name_typed_without_marks_is_printed_as_the_register_has_it(agency, departments, typed, printed):
    AgencyName.objects.create(agency=agency, name="SCT", kind="abbreviation")
    (receiver,) = read_receivers(typed, RecipientRole.COPY, on=DAY)
    assert receiver.name == printed
    assert (receiver.agency == agency) == ("Sở Công Thương" in printed or typed == "SCT")


def test_one_agency_typed_in_two_ways_is_printed_once(agency):
    found = read_receivers("Sở Công Thương\nso cong thuong", RecipientRole.ADDRESSED, on=DAY)
    assert [each.name for each in found] == ["Sở Công Thương"]


@pytest.mark.parametrize(
    ("kind", "agency", "unit", "symbol"),
    [
        (PaperKind.LETTER, "Sở VHTTDL", "QLBC", "SVHTTDL-QLBC"),
        (PaperKind.LETTER, "UBND tỉnh", "", "UBND"),
        (PaperKind.NOTICE, "SCT", "QLTM", "TB-SCT"),
        (PaperKind.SUBMISSION, "BCH BĐBP", "", "TTr-BCHBĐBP"),
        (PaperKind.DECISION, "Báo LĐ", "", "QĐ-BLĐ"),
    ],
)
def test_symbols_are_made_of_initials_as_the_decree_writes_them(kind, agency, unit, symbol):
    assert rules.symbol(kind, agency=agency, unit=unit) == symbol


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("V/v báo cáo 6 tháng", "báo cáo 6 tháng"),
        (" v/v: đôn đốc", "đôn đốc"),
        ("V/v", "V/v"),
        ("Về việc thành lập tổ", "Về việc thành lập tổ"),
        ("vạn vật", "vạn vật"),
    ],
)
def test_a_summary_does_not_begin_twice_with_about(typed, kept):
    assert rules.without_about(typed) == kept


def test_a_table_has_room_for_the_longest_word_of_each_column():
    rows = [
        "| STT | Nhiệm vụ | Cơ quan | Thời hạn | Số ngày quá hạn |",
        "| 1 | " + "Xây dựng chuyên trang giới thiệu tỉnh " * 6 + "| Sở Du lịch | 14/5/2026 | 35 |",
    ]
    (table,) = blocks_of("\n".join(rows))
    share = [62 * width / sum(table.widths) for width in table.widths]
    longest = [3, 9, 5, 9, 4]
    assert all(room >= letters + 2 for room, letters in zip(share, longest, strict=True))
    assert share[1] == max(share)


def test_whom_a_paper_is_addressed_to_it_names_in_full(agency):
    typed = "Văn phòng UBND tỉnh\nVăn phòng Ủy ban nhân dân tỉnh\nThường trực HĐND tỉnh"
    found = read_receivers(typed, RecipientRole.ADDRESSED, on=DAY)
    assert [one.name for one in found] == [
        "Văn phòng Ủy ban nhân dân tỉnh",
        "Thường trực Hội đồng nhân dân tỉnh",
    ]
    (copy,) = read_receivers("Văn phòng UBND tỉnh", RecipientRole.COPY, on=DAY)
    assert (
        copy.name == "Văn phòng UBND tỉnh"
    )  # “Nơi nhận” stands behind, and is short in the decree's own samples


@pytest.mark.parametrize(
    ("post", "printed"),
    [
        ("Phó Chủ tịch UBND tỉnh", "Phó Chủ tịch Ủy ban nhân dân tỉnh Trần Minh Đạo"),
        (
            "Chánh Văn phòng Đoàn ĐBQH và HĐND tỉnh",
            "Chánh Văn phòng Đoàn ĐBQH và Hội đồng nhân dân tỉnh Trần Minh Đạo",
        ),
        ("", "đồng chí Trần Minh Đạo"),
    ],
)
def test_a_leader_whose_word_is_passed_on_is_named_by_the_whole_post(post, printed):
    assert quoted_line(post=post, name="Trần Minh Đạo") == printed


@pytest.mark.parametrize("number", ["9876/KH-UBND", "QĐ-UBND", "UBND-VX", "10/NQ-HĐND", "1/UBND-TTĐN"])
def test_numbers_of_papers_stay_as_they_are(number):
    assert in_full(f"theo {number} của UBND tỉnh") == f"theo {number} của Ủy ban nhân dân tỉnh"
