"""The office's moment: today's date with the wall's time of day, however late in the day it is asked."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from nhipcau.kernel import clock

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
LAST = datetime(2026, 3, 7, 23, 59, 59, 999_999, tzinfo=HANOI)
YEARS_LAST = datetime(2027, 12, 31, 23, 59, 59, 999_000, tzinfo=HANOI)


@pytest.mark.parametrize("late", [LAST, YEARS_LAST])
@pytest.mark.parametrize("days", [0, -120, 41])
def test_midnight_between_two_looks_makes_no_day_of_tomorrow(monkeypatch, late, days):
    """The machine's clock goes on by a millisecond at each look."""
    looks = iter([late + timedelta(milliseconds=step) for step in range(20)])
    monkeypatch.setattr(timezone, "now", lambda: next(looks).astimezone(UTC))
    monkeypatch.setattr(clock, "_shift", timedelta(days=days))
    monkeypatch.delenv("NHIPCAU_TODAY", raising=False)
    assert clock.now() - late == timedelta(days=days)


def test_a_fixed_day_keeps_the_walls_time(monkeypatch):
    monkeypatch.setenv("NHIPCAU_TODAY", "2028-02-29")
    monkeypatch.setattr(timezone, "now", lambda: LAST.astimezone(UTC))
    said = clock.now()
    assert (timezone.localdate(said), said.time()) == (date(2028, 2, 29), LAST.time())
    assert said.utcoffset() == LAST.utcoffset()
