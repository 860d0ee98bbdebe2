"""The office's moment: today's date with the wall's time of day, however late in the day it is asked."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from nhipcau.demo.web.world import WORLD, load_abroad
from nhipcau.kernel import clock
from nhipcau.kernel.models import Installation

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


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("set_up", "begins"),
    [((0, 5), (9, 15)), ((8, 11), (9, 15)), ((9, 15), (9, 15)), ((14, 40), (14, 40)), ((23, 59), (23, 59))],
)
def test_a_demonstration_begins_when_its_story_has_happened(monkeypatch, set_up, begins):
    """Set up before nine, its press claimed readings and its letters drafts that were still to come."""
    monkeypatch.delenv("NHIPCAU_TODAY", raising=False)
    wall = datetime(2026, 11, 30, *set_up, tzinfo=HANOI)
    monkeypatch.setattr(timezone, "now", lambda: wall.astimezone(UTC))
    Installation.objects.create(province="Lâm Đồng", is_demo=True, demo_day=date(2026, 6, 18))
    clock.forget()
    assert timezone.localtime(clock.now()) == datetime(2026, 6, 18, *begins, tzinfo=HANOI)
    assert clock.today() == date(2026, 6, 18)
    assert clock.in_story(wall) == clock.now()
    assert clock.by_machine(clock.now()) == wall
    monkeypatch.setattr(timezone, "now", lambda: (wall + timedelta(days=1)).astimezone(UTC))
    assert clock.today() == timezone.localdate(clock.now()) == date(2026, 6, 19)
    clock.forget()


def test_the_story_of_the_press_ends_before_a_demonstration_begins():
    shown = date(2026, 6, 18)
    last = max(one.published(shown) for one in (*WORLD.articles, *load_abroad()))
    assert last + timedelta(minutes=12) <= datetime.combine(shown, clock.STORY_TOLD, HANOI)
