"""Dates are read as printed, or not at all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.engines.presswire.extract.moments import moment_of_url, parse_moment

HANOI = timezone(timedelta(hours=7))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thứ Hai, 12/5/2025 14:30 (GMT+7)", "2025-05-12T14:30:00+07:00"),
        ("Thứ tư, 22/10/2025, 19:25 (GMT+7)", "2025-10-22T19:25:00+07:00"),
        ("14:30 | 12/05/2025", "2025-05-12T14:30:00+07:00"),
        ("12-05-2025 14h30", "2025-05-12T14:30:00+07:00"),
        ("Ngày 12 tháng 5 năm 2025", "2025-05-12T00:00:00+07:00"),
        ("05/12/2025 3:20:30 CH", "2025-12-05T15:20:30+07:00"),
        ("2025-10-22T19:25:52Z", "2025-10-22T19:25:52+00:00"),
        ("2025-10-22 19:25:52 +0530", "2025-10-22T19:25:52+05:30"),
        ("Wed, 22 Oct 2025 19:25:52 GMT+7", "2025-10-22T19:25:52+07:00"),
        ("Updated 10:15 ICT, 12/05/2025", "2025-05-12T10:15:00+07:00"),
        ("May 12, 2025 2:30 PM EDT", "2025-05-12T14:30:00-04:00"),
        ("입력 2025.05.15 오후 2:30", "2025-05-15T14:30:00+07:00"),
        ("2024年04月24日08:31", "2024-04-24T08:31:00+07:00"),
        ("12 мая 2025, 20:28", "2025-05-12T20:28:00+07:00"),
        ("1761135952", "2025-10-22T12:25:52+00:00"),
    ],
)
def test_a_full_date_is_read(text: str, expected: str) -> None:
    moment = parse_moment(text, HANOI)
    assert moment is not None
    assert moment.when.isoformat() == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2 giờ trước",
        "Mon, 12 May",
        "30/2/2025",
        "2025-13-01",
        "tháng 5/2025",
        "99999999999",
        "Trang 3/12",
    ],
)
def test_what_is_no_full_date_is_none(text: str) -> None:
    assert parse_moment(text, HANOI) is None


def test_an_ambiguous_day_is_refused_where_the_pages_habit_is_unknown() -> None:
    assert parse_moment("5/6/2025", UTC, None) is None
    day = parse_moment("5/6/2025", UTC, True)
    assert day is not None and day.when.month == 5


@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2089, 1, 1)), st.integers(-12, 14))
def test_iso_text_comes_back_as_the_same_moment(when: datetime, hours: int) -> None:
    aware = when.replace(microsecond=0, tzinfo=timezone(timedelta(hours=hours)))
    moment = parse_moment(aware.isoformat(), HANOI)
    assert moment is not None
    assert moment.when == aware
    assert moment.has_zone


@given(st.text(max_size=60))
def test_any_text_gives_an_aware_moment_or_none(text: str) -> None:
    moment = parse_moment(text, HANOI)
    assert moment is None or moment.when.tzinfo is not None


def test_a_day_in_an_address_is_a_day_only() -> None:
    moment = moment_of_url("https://x.vn/2025/05/12/tin.html", HANOI)
    assert moment is not None and moment.day_only
    assert moment_of_url("https://x.vn/tin-123456.html", HANOI) is None
