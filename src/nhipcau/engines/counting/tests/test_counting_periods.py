"""Periods and their days: by Decree 09/2019, by the plan, by Decree 244/2026; what holds for all of them."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.engines.counting import periods
from nhipcau.engines.counting.closings import PlanDates, ReportCalendar
from nhipcau.engines.counting.errors import BadPeriod
from nhipcau.engines.counting.period_words import period_name
from nhipcau.engines.counting.periods import FIRST_YEAR, LAST_YEAR, PeriodKind, PeriodName, parse_period
from nhipcau.engines.lawdates import Swap

LAW = ReportCalendar()
PLAN = ReportCalendar(
    {"2026-H1": PlanDates(due=date(2026, 5, 14)), "2026": PlanDates(due=date(2026, 11, 14))}
)
DAY = timedelta(days=1)


def span(period) -> tuple[str, str]:
    return period.first.isoformat(), period.last.isoformat()


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("2026-M05", "2026-04-15", "2026-05-14"),
        ("2026-M01", "2025-12-15", "2026-01-14"),
        ("2026-Q1", "2025-12-15", "2026-03-14"),
        ("2026-Q2", "2026-03-15", "2026-06-14"),
        ("2026-H1", "2025-12-15", "2026-06-14"),
        ("2026-H2", "2026-06-15", "2026-12-14"),
        ("2026-9M", "2025-12-15", "2026-09-14"),
        ("2026", "2025-12-15", "2026-12-14"),
        ("2026-SPK", "2025-12-15", "2026-12-14"),
        ("2021..2025", "2020-12-15", "2025-12-14"),
        ("2026-02-03..2026-03-04", "2026-02-03", "2026-03-04"),
        # the decree came into force on 12 March 2019: the calendar before it, and no day left out at the turn
        ("2018", "2018-01-01", "2018-12-31"),
        ("2019-M02", "2019-02-01", "2019-02-28"),
        ("2019-M03", "2019-03-01", "2019-03-14"),
        ("2019", "2019-01-01", "2019-12-14"),
    ],
)
def test_the_days_that_the_law_gives_a_period(code, first, last):
    assert span(LAW.period(code)) == (first, last)


@pytest.mark.parametrize(
    ("code", "vi", "en"),
    [
        ("2026-H1", "6 tháng đầu năm 2026", "first 6 months of 2026"),
        ("2026-H2", "6 tháng cuối năm 2026", "last 6 months of 2026"),
        ("2026-9M", "9 tháng năm 2026", "9 months of 2026"),
        ("2026-Q1", "Quý I năm 2026", "first quarter of 2026"),
        ("2026-M05", "Tháng 5 năm 2026", "May 2026"),
        ("2026", "Năm 2026", "2026"),
        ("2026-SPK", "Năm phát ngôn 2026", "spokesperson year 2026"),
        ("2021..2025", "Giai đoạn 2021 - 2025", "2021 - 2025"),
        (
            "2026-02-03..2026-03-04",
            "Từ ngày 03/02/2026 đến ngày 04/03/2026",
            "from 03/02/2026 to 04/03/2026",
        ),
    ],
)
def test_periods_are_called_as_offices_call_them(code, vi, en):
    name = parse_period(code)
    assert (period_name(name, "vi"), period_name(name, "en"), name.code) == (vi, en, code)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Quý I/2026", "2026-Q1"),
        ("quý 1 năm 2026", "2026-Q1"),
        ("QUÝ IV - 2026", "2026-Q4"),
        ("6 tháng đầu năm 2026", "2026-H1"),
        ("sáu tháng cuối năm 2026", "2026-H2"),
        ("6 tháng 2026", "2026-H1"),
        ("9 tháng đầu năm 2026", "2026-9M"),
        ("tháng 05/2026", "2026-M05"),
        ("2026-05", "2026-M05"),
        ("năm 2026", "2026"),
        ("2021 - 2025", "2021..2025"),
        ("01/01/2026 - 15/02/2026", "2026-01-01..2026-02-15"),
        ("từ ngày 01/01/2026 đến ngày 15/02/2026", "2026-01-01..2026-02-15"),
    ],
)
def test_a_period_is_read_as_officers_write_it(text, code):
    assert parse_period(text).code == code


@pytest.mark.parametrize(
    "text",
    ["", "2026-Q5", "2026-M13", "2026-H3", "quý V/2026", "tháng 13/2026", "26", "2026..2026", "2026-02-30..2026-03-01",
     "2026-03-01..2026-02-01", "1999", "2150", "hôm nay", "2026-h1 ' or 1=1", "٢٠٢٦", "x" * 500, "2026-01-01.."],
)  # fmt: skip
def test_what_is_no_period_is_refused(text):
    with pytest.raises(BadPeriod):
        parse_period(text)


@pytest.mark.parametrize(
    ("code", "before", "year_before"),
    [
        ("2026-H1", "2025-H2", "2025-H1"),
        ("2026-H2", "2026-H1", "2025-H2"),
        ("2026-M01", "2025-M12", "2025-M01"),
        ("2026-Q3", "2026-Q2", "2025-Q3"),
        ("2026-9M", "2025-9M", "2025-9M"),
        ("2026", "2025", "2025"),
        ("2026-SPK", "2025-SPK", "2025-SPK"),
        ("2021..2025", "2016..2020", "2016..2020"),
        ("2024-02-29..2024-03-02", "2024-02-26..2024-02-28", "2023-02-28..2023-03-02"),
    ],
)
def test_the_period_before_and_the_same_period_of_last_year(code, before, year_before):
    period = LAW.period(code)
    assert (LAW.preceding(period).code, LAW.year_before(period).code) == (before, year_before)


@pytest.mark.parametrize(
    ("code", "until"),
    [
        ("2026-M05", ("2025-12-15", "2026-05-14")),
        ("2026-Q3", ("2025-12-15", "2026-09-14")),
        ("2026-H2", ("2025-12-15", "2026-12-14")),
        ("2026-02-03..2026-03-04", ("2025-12-15", "2026-03-04")),
        ("2026-12-20..2026-12-25", ("2026-12-15", "2026-12-25")),
    ],
)
def test_the_running_total_begins_with_the_report_year(code, until):
    assert span(LAW.to_date(LAW.period(code))) == until


def test_what_begins_with_the_year_is_its_own_running_total():
    for code in ("2026", "2026-H1", "2026-9M", "2026-Q1", "2026-M01", "2026-SPK"):
        assert LAW.to_date(LAW.period(code)) is LAW.period(code)


def test_the_plans_own_dates_win_with_a_warning_where_they_fall_before_closing():
    half, year = PLAN.period("2026-H1"), PLAN.period("2026")
    assert span(half) == ("2025-12-15", "2026-05-14") and half.basis == "plan"
    assert span(year) == ("2025-12-15", "2026-11-14")
    assert [(one.code, one.planned, one.day) for one in half.warnings] == [
        ("before_closing", date(2026, 5, 14), date(2026, 6, 14))
    ]
    assert half.due == half.deadline == date(2026, 5, 14) and half.due_by == "plan"
    # what the plan closed early stands in the next period: nothing is lost, nothing counted twice
    assert span(PLAN.period("2026-H2")) == ("2026-05-15", "2026-11-14")
    assert span(PLAN.period("2027")) == ("2026-11-15", "2027-12-14")
    # the spokesperson's year goes on by its own law beside it
    assert span(PLAN.period("2026-SPK")) == ("2025-12-15", "2026-12-14")


def test_a_plans_day_too_near_to_the_closing_is_warned_of_and_followed():
    # Sunday 14 June 2026 closes; Monday is the first day on which a report may be due
    assert LAW.period("2026-H1").earliest == date(2026, 6, 15)
    near = ReportCalendar({"2025": PlanDates(due=date(2025, 12, 15))}).period("2025")
    assert not near.warnings and near.basis == "law", (
        "14 December 2025 is a Sunday, the 15th the first working day"
    )
    saturday = ReportCalendar({"2026-M11": PlanDates(due=date(2026, 11, 15))}).period("2026-M11")
    assert [(one.code, one.day) for one in saturday.warnings] == [("no_working_day", date(2026, 11, 16))]
    assert saturday.deadline == date(2026, 11, 15)


def test_a_plan_that_closes_its_data_early_is_warned_of_and_followed():
    both = ReportCalendar({"2026-H1": PlanDates(due=date(2026, 5, 14), closing=date(2026, 5, 8))}).period(
        "2026-H1"
    )
    assert both.last == date(2026, 5, 8) and [one.code for one in both.warnings] == ["before_closing"]
    late = ReportCalendar({"2026-H1": PlanDates(due=date(2026, 6, 20), closing=date(2026, 5, 31))}).period(
        "2026-H1"
    )
    assert [(one.code, one.planned, one.data_to) for one in late.warnings] == [
        ("closing_early", date(2026, 5, 31), date(2026, 5, 31))
    ]
    alone = ReportCalendar({"2026-H1": PlanDates(closing=date(2026, 5, 31))}).period("2026-H1")
    assert [one.code for one in alone.warnings] == ["closing_early"] and alone.due is None
    friday = ReportCalendar({"2026-H1": PlanDates(due=date(2026, 5, 9), closing=date(2026, 5, 8))}).period(
        "2026-H1"
    )
    assert [one.code for one in friday.warnings] == ["before_closing", "no_working_day"]


def test_a_plan_of_before_the_decree_is_followed_without_a_word_of_it():
    year = ReportCalendar({"2017": PlanDates(due=date(2017, 11, 14))}).period("2017")
    assert (span(year), year.basis, year.warnings) == (("2017-01-01", "2017-11-14"), "plan", ())


def test_a_swapped_day_moves_the_earliest_day_of_a_report():
    swapped = ReportCalendar(swaps=[Swap(off=date(2026, 6, 15), work=date(2026, 6, 20))])
    assert swapped.period("2026-H1").earliest == date(2026, 6, 16)


def test_days_off_that_are_not_announced_yet_make_the_earliest_day_an_expected_one():
    assert [LAW.period(code).expected for code in ("2026-H1", "2034-H1")] == [False, True]


def test_a_plan_that_closes_after_its_own_due_day_closes_on_it():
    odd = ReportCalendar({"2026-H1": PlanDates(due=date(2026, 6, 20), closing=date(2026, 6, 30))}).period(
        "2026-H1"
    )
    assert odd.last == date(2026, 6, 20) and [one.code for one in odd.warnings] == ["closing_after_due"]


@pytest.mark.parametrize("code", ["2026-H2", "2026-SPK", "2021..2025", "2026-01-01..2026-02-02"])
def test_a_plan_sets_no_dates_for_what_closes_with_something_else(code):
    with pytest.raises(BadPeriod):
        ReportCalendar({code: PlanDates(due=date(2026, 5, 14))})


def test_a_plan_that_closes_before_its_period_begins_is_refused():
    with pytest.raises(BadPeriod):
        ReportCalendar({"2026-H1": PlanDates(due=date(2025, 5, 14))})


def test_the_spokespersons_year_is_due_before_20_december_and_no_law_named_it_before_2026():
    year = LAW.period("2026-SPK")
    assert (year.due, year.due_by, year.rule.code) == (date(2026, 12, 19), "law", "SPK_CLOSE")
    before = LAW.period("2025-SPK")
    assert span(before) == ("2024-12-15", "2025-12-14") and (before.basis, before.due) == ("before_law", None)


def test_figures_of_others_may_be_taken_by_the_calendar():
    calendar = ReportCalendar(by_calendar=True)
    assert span(calendar.period("2026-Q1")) == ("2026-01-01", "2026-03-31")
    assert span(calendar.period("2026-H2")) == ("2026-07-01", "2026-12-31")
    assert calendar.period("2026-Q1").basis == "calendar"


YEARS = st.integers(FIRST_YEAR + 1, LAST_YEAR - 1)
CALENDARS = st.sampled_from([LAW, PLAN, ReportCalendar(by_calendar=True)])
SERIES = [
    [lambda year, n=n: periods.month(year, n) for n in range(1, 13)],
    [lambda year, n=n: periods.quarter(year, n) for n in range(1, 5)],
    [lambda year, n=n: periods.half(year, n) for n in (1, 2)],
    [periods.whole_year],
    [periods.spokesperson_year],
]


@given(YEARS, CALENDARS, st.sampled_from(SERIES))
def test_periods_of_a_kind_follow_each_other_without_a_day_between_or_twice(year, calendar, series):
    named = [make(year) for make in series]
    found = [calendar.period(name) for name in (named[0].preceding(), *named)]
    assert all(period.first <= period.last for period in found)
    for one, other in itertools.pairwise(found):
        assert other.first == one.last + DAY


@given(YEARS, st.sampled_from([LAW, ReportCalendar(by_calendar=True)]), st.sampled_from(SERIES[:3]))
def test_months_quarters_and_halves_are_their_year_where_no_plan_sets_other_days(year, calendar, series):
    found = [calendar.period(make(year)) for make in series]
    whole = calendar.period(periods.whole_year(year))
    assert (found[0].first, found[-1].last) == (whole.first, whole.last)
    assert sum(period.length for period in found) == whole.length


@given(YEARS, CALENDARS)
def test_data_close_before_the_report_is_due(year, calendar):
    for name in periods.of_year(year):
        period = calendar.period(name)
        assert period.deadline is None or period.last <= period.deadline
        if period.earliest is not None:
            assert period.last < period.earliest


@given(st.dates(date(FIRST_YEAR + 1, 1, 1), date(LAST_YEAR - 1, 12, 31)), CALENDARS)
def test_every_day_belongs_to_one_year(day, calendar):
    year = calendar.year_of(day)
    assert year.holds(day)
    assert not calendar.preceding(year).holds(day)


NAMES = st.one_of(
    YEARS.flatmap(lambda year: st.sampled_from(periods.of_year(year))),
    st.tuples(YEARS, st.integers(1, 9)).filter(lambda pair: sum(pair) <= LAST_YEAR).map(lambda pair: periods.years(pair[0], sum(pair))),
    st.tuples(st.dates(date(2002, 1, 1), date(2097, 1, 1)), st.integers(0, 400)).map(
        lambda pair: periods.days(pair[0], pair[0] + timedelta(days=pair[1]))
    ),
)  # fmt: skip


@given(NAMES)
def test_a_period_is_read_again_from_its_code_and_from_its_vietnamese_name(name: PeriodName):
    assert parse_period(name.code) == name
    assert parse_period(period_name(name, "vi")) == name


@given(NAMES.filter(lambda name: name.kind != PeriodKind.DAYS and name.year > FIRST_YEAR + 10))
def test_the_same_period_of_last_year_has_about_as_many_days(name):
    period = LAW.period(name)
    before = LAW.year_before(period)
    turn = abs(period.length - before.length) > 2
    assert not turn or not {2018, 2019, 2020}.isdisjoint(range(before.first.year, period.last.year + 1))
    assert before.last < period.first or period.name.kind == PeriodKind.DAYS


@given(st.text(max_size=60))
def test_no_text_is_read_otherwise_than_as_a_period_or_refused(text):
    try:
        name = parse_period(text)
    except BadPeriod as refused:
        assert refused.key.startswith("counting.period.")
    else:
        assert parse_period(name.code) == name
