"""A time typed beside a day."""

from __future__ import annotations

from datetime import datetime

import pytest

from nhipcau.engines.vntext import read_moment

SAID = datetime(2026, 6, 20, 16, 30)


@pytest.mark.parametrize(
    "text",
    [
        "16:30 20/6/2026",
        "16h30 20/06/2026",
        "16g30 20-6-2026",
        "16 giờ 30 phút, ngày 20 tháng 6 năm 2026",
        "16 giờ 30 ngày 20/6/2026",
        "20/6/2026 16:30",
        "20/6/2026, 16h30",
        "20/06/26 lúc 16:30",
        "2026-06-20T16:30",
        "  20/6/2026   16:30  ",
    ],
)
def test_a_moment_is_read_in_the_usual_writings(text):
    assert read_moment(text) == SAID


def test_a_full_hour_may_stand_without_minutes():
    assert read_moment("16h 20/6/2026") == read_moment("20/6/2026 16 giờ") == datetime(2026, 6, 20, 16)


@pytest.mark.parametrize(
    "text", ["", "20/6/2026", "16:30", "25:00 20/6/2026", "16:60 20/6/2026", "16:30 31/2/2026", "16:30 06/20/2026",
             "hôm nay 16:30", "16:30 " + "1" * 200, "٣:30 20/6/2026"],
)  # fmt: skip
def test_what_is_no_moment_is_none(text):
    assert read_moment(text) is None
