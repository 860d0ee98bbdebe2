from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.kernel import slots

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
DAY = timedelta(hours=24)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HERE)


@pytest.mark.parametrize(
    ("spec", "now", "slot"),
    [
        ("daily 06:30", "2025-05-14 06:30", "2025-05-14 06:30"),
        ("daily 06:30", "2025-05-14 06:29", "2025-05-13 06:30"),
        ("weekly mon 07:00", "2025-05-18 12:00", "2025-05-12 07:00"),
        ("weekly sun 07:00", "2025-05-18 12:00", "2025-05-18 07:00"),
        ("monthly 15 06:00", "2025-05-14 12:00", "2025-04-15 06:00"),
        ("monthly 31 06:00", "2025-03-01 12:00", "2025-01-31 06:00"),
        ("every 20 minutes", "2025-05-14 00:19", "2025-05-14 00:00"),
        ("*/20 8-17 * * 1-5", "2025-05-17 10:00", "2025-05-16 17:40"),
        ("0 6 1,15 * *", "2025-05-14 12:00", "2025-05-01 06:00"),
        ("0 6 1 * 0", "2025-05-14 12:00", "2025-05-11 06:00"),
        ("0 0 29 2 *", "2025-05-14 12:00", "2024-02-29 00:00"),
    ],
)
def test_the_last_turn_is_found(spec, now, slot):
    found = slots.last_slot(slots.parse(spec), at(now), no_older_than=timedelta(days=500))
    assert found == at(slot)


def test_a_turn_that_is_too_old_is_not_made_up():
    when = slots.parse("weekly mon 07:00")
    assert slots.last_slot(when, at("2025-05-13 07:00"), no_older_than=DAY) == at("2025-05-12 07:00")
    assert slots.last_slot(when, at("2025-05-13 07:01"), no_older_than=DAY) is None


@pytest.mark.parametrize(
    "spec",
    [
        "",
        "daily",
        "daily 25:00",
        "every 7 minutes",
        "weekly today 07:00",
        "60 * * * *",
        "5-1 * * * *",
        "* * * *",
    ],
)
def test_a_spec_that_cannot_be_read_is_named(spec):
    with pytest.raises(ValueError, match="cannot read the schedule"):
        slots.parse(spec)


@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1), timezones=st.just(HERE)),
    st.sampled_from(
        ["daily 06:30", "every 10 minutes", "weekly fri 23:59", "15,45 */6 * * *", "30 7 1-7 * 1"]
    ),
)
def test_a_turn_is_past_and_the_same_until_the_next_one(now, spec):
    when = slots.parse(spec)
    slot = slots.last_slot(when, now, no_older_than=timedelta(days=40))
    assert slot is not None
    assert slot <= now
    assert slots.last_slot(when, slot, no_older_than=DAY) == slot
    between = slot + (now - slot) / 2
    assert slots.last_slot(when, between, no_older_than=timedelta(days=40)) == slot
