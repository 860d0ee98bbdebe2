"""Report dates of a plan beside Decree 09/2019: the law's default where the plan is silent, a warning where
it differs, and the plan followed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.engines.counting import PlanDates, ReportCalendar
from nhipcau.engines.lawdates import Swap
from nhipcau.plans import rules
from nhipcau.plans.rules import DueKind, ReportPeriods


def test_a_silent_plan_reports_on_the_first_working_day_after_closing():
    assert ReportPeriods.for_year(2026) == ReportPeriods(date(2026, 6, 15), date(2026, 12, 15))
    # 14 June 2025 is a Saturday, 14 December a Sunday.
    assert ReportPeriods.for_year(2025) == ReportPeriods(date(2025, 6, 16), date(2025, 12, 15))


def test_a_swapped_day_moves_the_default():
    swap = Swap(off=date(2026, 6, 15), work=date(2026, 6, 20))
    assert ReportPeriods.for_year(2026, swaps=[swap]).six_month == date(2026, 6, 16)


@pytest.mark.parametrize("year", [1, 1990, 2018, 2100, 2199])
def test_a_year_beyond_the_decree_or_the_calendar_takes_the_same_days(year):
    assert ReportPeriods.for_year(year) == ReportPeriods(date(year, 6, 15), date(year, 12, 15))
    assert rules.period_warnings(year, date(year, 5, 14), None) == ()


def test_a_plan_that_asks_before_closing_is_warned_of_and_followed():
    found = rules.period_warnings(2026, date(2026, 5, 14), date(2026, 11, 14))
    assert [(each.kind, each.code, each.usual.closing) for each in found] == [
        (DueKind.SIX_MONTH, "before_closing", date(2026, 6, 14)),
        (DueKind.ANNUAL, "before_closing", date(2026, 12, 14)),
    ]
    assert ReportPeriods.for_year(2026, date(2026, 5, 14), date(2026, 11, 14)).six_month == date(2026, 5, 14)


def test_a_report_without_a_working_day_after_closing_is_warned_of():
    # 2025: closed on Saturday 14 June; Sunday 15 leaves no working day, Monday 16 does.
    assert [each.code for each in rules.period_warnings(2025, date(2025, 6, 15), None)] == ["no_working_day"]
    assert rules.period_warnings(2025, date(2025, 6, 16), None) == ()
    assert rules.period_warnings(2026, None, None) == ()


@pytest.mark.django_db
def test_the_plan_and_its_check_say_so(plan, client_of, coordinator):
    page = client_of(coordinator).get(reverse("plans:plan", args=[plan.pk])).content.decode()
    assert plan.six_month_due == date(2026, 5, 14)
    assert "không muộn hơn ngày chốt số liệu 14/06/2026 theo Nghị định 09/2019/NĐ-CP, Điều 12" in page
    assert set(plan.tasks.filter(kind="obligation", dues__on=date(2026, 5, 14)).values_list("pk")), "followed"


@pytest.mark.django_db
def test_a_draft_s_doubts_name_the_difference(plan_import):
    from nhipcau.plans import checking

    whys = [doubt.why for doubt in checking.page(plan_import)["doubts"]]
    assert any("14/06/2026" in why for why in whys)


@given(st.integers(2016, 2035), st.integers(-60, 20), st.integers(-60, 20))
def test_a_plan_is_warned_of_the_same_dates_as_its_report_periods(year, half, whole):
    """Until plans ask the counting engine themselves, both say the same of one plan."""
    six, annual = date(year, 6, 14) + timedelta(days=half), date(year, 12, 14) + timedelta(days=whole)
    calendar = ReportCalendar({f"{year}-H1": PlanDates(due=six), str(year): PlanDates(due=annual)})
    periods = (calendar.period(f"{year}-H1"), calendar.period(str(year)))
    ours = [(one.code, one.planned) for period in periods for one in period.warnings]
    assert ours == [(one.code, one.due) for one in rules.period_warnings(year, six, annual)]
