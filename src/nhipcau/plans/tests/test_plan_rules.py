from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.standing import Lateness, Standing, standing
from nhipcau.office.deadlines.rules import reminder
from nhipcau.plans import rules
from nhipcau.plans.rules import DueKind, ReportPeriods

DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2035, 12, 31))
PERIODS = ReportPeriods.for_year(2026, date(2026, 5, 14), date(2026, 11, 14))


@given(DAYS, DAYS)
def test_work_done_by_its_day_is_on_time_and_after_it_late_by_the_days_between(due, done):
    found = standing(due, done, date(2030, 1, 1))
    if done <= due:
        assert found == Standing(Lateness.ON_TIME, 0)
    else:
        assert found == Standing(Lateness.DONE_LATE, (done - due).days)


@given(DAYS, DAYS)
def test_open_work_is_overdue_only_after_its_day(due, today):
    found = standing(due, None, today)
    assert (found.lateness == Lateness.OPEN_OVERDUE) == (today > due)
    assert found.days == abs((today - due).days)


def test_nothing_is_late_without_a_due_date():
    assert standing(None, None, date(2026, 1, 1)).lateness == Lateness.OPEN
    assert standing(None, date(2026, 1, 1), date(2026, 1, 2)).lateness == Lateness.ON_TIME


@pytest.mark.parametrize("kind", ["continuous", "annual", "period"])
def test_continuous_and_yearly_work_is_due_at_each_report_period(kind):
    found = rules.dues({"kind": kind, "from": 2024, "to": 2026}, 2026, PERIODS)
    assert [(due.on, due.kind) for due in found] == [
        (date(2026, 5, 14), DueKind.SIX_MONTH),
        (date(2026, 11, 14), DueKind.ANNUAL),
    ]


@pytest.mark.parametrize(
    ("timing", "days"),
    [
        (None, []),
        ({}, []),
        ({"kind": "before", "date": "2026-06-30"}, [date(2026, 6, 29)]),
        ({"kind": "date", "date": "2026-09-02"}, [date(2026, 9, 2)]),
        ({"kind": "range", "from": "2026-03-01", "to": "2026-09-30"}, [date(2026, 9, 30)]),
        ({"kind": "quarter", "quarter": 1, "year": 2026}, [date(2026, 3, 31)]),
        ({"kind": "quarter", "quarter": 4}, [date(2026, 12, 31)]),
        ({"kind": "from quarter", "quarter": 3, "year": 2026}, [date(2026, 11, 14)]),
        ({"kind": "year", "year": 2026}, [date(2026, 5, 14), date(2026, 11, 14)]),
        ({"kind": "before", "date": "no day"}, []),
        ({"kind": "something new"}, []),
    ],
)
def test_timing_becomes_due_dates_by_the_stated_rule(timing, days):
    assert [due.on for due in rules.dues(timing, 2026, PERIODS)] == days


def test_without_dates_of_its_own_a_plan_follows_the_decree():
    periods = ReportPeriods.for_year(2026)
    assert (periods.six_month, periods.annual) == (date(2026, 6, 15), date(2026, 12, 15))


@given(DAYS, st.integers(min_value=-400, max_value=400))
def test_a_reminder_comes_at_7_days_at_1_day_and_weekly_when_overdue(due, left):
    mark = reminder(due, None, due - timedelta(days=left))
    if left > 7:
        assert mark is None
    elif left > 1:
        assert mark == "before-7"
    elif left >= 0:
        assert mark == "before-1"
    else:
        assert mark == f"overdue-{(-left - 1) // 7 + 1}"


@given(DAYS)
def test_who_has_delivered_is_not_reminded(due):
    assert reminder(due, due, due + timedelta(days=30)) is None


@given(st.lists(st.integers(min_value=0, max_value=100)))
def test_a_whole_is_100_only_when_every_part_is(percents):
    assert (rules.overall(percents) == 100) == (bool(percents) and min(percents) == 100)


@pytest.mark.parametrize(
    ("percent", "assigned"),
    [(50, False), (101, True), (-1, True)],
)
def test_progress_is_refused_with_a_reason(percent, assigned):
    with pytest.raises(Refused) as refused:
        rules.check_progress(percent=percent, assigned=assigned)
    assert str(refused.value)
