"""Workbooks out: what they hold, what they keep out."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from nhipcau.kernel.sheets import Cell, Column, Row, safe_text, workbook

COLUMNS = [
    Column("Tên", 40),
    Column("Ngày", 12, Cell.DAY),
    Column("Lúc", 18, Cell.MOMENT),
    Column("Phần", 8, Cell.SHARE),
]


def opened(content: bytes):
    return load_workbook(BytesIO(content)).worksheets[0]


def test_values_keep_their_kind_and_moments_are_told_in_the_offices_time():
    at = datetime(2026, 6, 18, 23, 30, tzinfo=UTC)
    sheet = opened(
        workbook(
            name="Bảng",
            columns=COLUMNS,
            rows=[("Sở Công Thương", date(2026, 5, 15), at, 0.5)],
            above=["Danh mục"],
        )
    )
    assert [cell.value for cell in sheet[3]] == ["Tên", "Ngày", "Lúc", "Phần"]
    name, day, moment, share = sheet[4]
    assert (name.value, share.value) == ("Sở Công Thương", 0.5)
    assert day.value == datetime(2026, 5, 15)
    assert moment.value == datetime(2026, 6, 19, 6, 30)
    assert (day.number_format, share.number_format) == ("dd/mm/yyyy", "0%")
    assert sheet.freeze_panes == "A4"
    assert sheet.auto_filter.ref == "A3:D4"


def test_a_heading_row_is_bold_and_an_empty_value_stays_empty():
    sheet = opened(workbook(name="x", columns=COLUMNS[:2], rows=[Row(("I", None), bold=True), ("a", None)]))
    assert sheet["A2"].font.bold
    assert not sheet["A3"].font.bold
    assert sheet["B2"].value is None


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_text_that_looks_like_a_formula_is_kept_as_text(start):
    sheet = opened(workbook(name="x", columns=COLUMNS[:1], rows=[(f"{start}cmd|' /C calc'!A0",)]))
    assert sheet["A2"].value.startswith("'")
    assert sheet["A2"].data_type == "s"


@pytest.mark.parametrize("letter", ["\x00", "\x0b", "\x1f", "\ud800", "￾", "￿"])
def test_letters_that_xml_cannot_hold_are_left_out(letter):
    assert safe_text(f"Lâm{letter} Đồng") == "Lâm Đồng"
    assert (
        opened(workbook(name=f"a{letter}", columns=COLUMNS[:1], rows=[(f"Lâm{letter} Đồng",)]))["A2"].value
        == "Lâm Đồng"
    )


def test_a_name_that_a_sheet_may_not_have_and_a_text_too_long_for_a_cell():
    sheet = opened(workbook(name="[a]:*?/\\" + "b" * 60, columns=COLUMNS[:1], rows=[("x" * 40_000,)]))
    assert len(sheet.title) <= 31
    assert len(sheet["A2"].value) <= 32_767
    assert sheet["A2"].value.endswith("…")
