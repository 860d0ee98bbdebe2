"""Seven days, four weeks, twelve months: whatever the history, and however often a backup was missing."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from nhipcau.ops.keeping import DAILY, MONTHLY, WEEKLY, kept

START = datetime(2025, 1, 1, 2, 30)


def test_after_two_years_of_nights_there_are_days_weeks_and_months():
    nights = [START + timedelta(days=number) for number in range(730)]
    alive: set[datetime] = set()
    for night in nights:
        alive = kept(alive | {night})  # thinned out each night, as it is done
    last = nights[-1]
    assert {last - timedelta(days=number) for number in range(DAILY)} <= alive
    assert len({(at.year, at.month) for at in alive}) == MONTHLY
    assert DAILY + WEEKLY + MONTHLY - 5 <= len(alive) <= DAILY + WEEKLY + MONTHLY


@given(st.lists(st.integers(0, 2000), max_size=60))
def test_the_newest_always_stays_and_doing_it_twice_changes_nothing(days):
    moments = {START + timedelta(days=day, hours=day % 5) for day in days}
    found = kept(moments)
    assert found <= moments and len(found) <= DAILY + WEEKLY + MONTHLY
    assert not moments or max(moments) in found
    assert kept(found) == found
    if len({at.date() for at in moments}) <= DAILY:
        assert len({at.date() for at in found}) == len({at.date() for at in moments})


def test_several_in_one_day_are_one_and_a_month_without_any_pushes_none_out():
    assert kept([START, START + timedelta(hours=3)]) == {START + timedelta(hours=3)}
    old = [START, START + timedelta(days=400), START + timedelta(days=800)]
    assert kept(old) == set(old)
