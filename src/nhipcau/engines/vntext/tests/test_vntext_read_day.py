"""Days as people type them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.engines.vntext import read_day

MARCH = date(2026, 3, 5)


@pytest.mark.parametrize(
    "text",
    [
        "05/03/2026", "5/3/2026", "5/3/26", "05/03/26", "5-3-2026", "5.3.2026", "5 3 2026", "5 / 3 / 2026", " 05/03/2026 ",
        "2026-03-05", "2026/3/5", "2026-03-05 00:00:00", "2026-03-05T00:00", "05032026", "ngày 5 tháng 3 năm 2026",
        "Ngày 05 tháng 3, năm 2026", "05–03–2026",
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(text):
    assert read_day(text) == MARCH


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "03/15/2026", "31/2/2026", "2026-13-01", "5/3", "2026", "3/2026", "5/3/026", "từ 1/3/2026 đến 5/3/2026",
        "05/03/2026 và 06/03/2026", "trước 5/3/2026", "abc", "5/3/20261", "32/1/2026", "0/0/0000", "20260305", "1e5",
    ],
)  # fmt: skip
def test_what_is_no_single_day_is_none(text):
    assert read_day(text) is None


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_writing_of_every_day_is_read(day):
    assert read_day(day.isoformat()) == day
    assert read_day(f"{day:%d/%m/%Y}") == day
    assert read_day(f"{day.day}.{day.month}.{day.year}") == day
    if 2000 <= day.year < 2100:
        assert read_day(f"{day:%d/%m/%y}") == day


@given(st.text(max_size=80))
def test_no_text_breaks_the_reader(text):
    assert read_day(text) is None or isinstance(read_day(text), date)
