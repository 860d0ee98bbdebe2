"""Limits counted by hand from the law's words and the wall calendar, before there was any code."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from nhipcau.engines.lawdates import ICT, Swap, when


def _end_of(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T23:59:59").replace(tzinfo=ICT)


@pytest.mark.parametrize(
    ("duty", "start", "code", "last"),
    [
        # 24 hours run through the night and the weekend: Friday 16:20 to Saturday 16:20.
        ("SPK_URGENT_EVENT", "2026-07-03T16:20", "SPK_URGENT_EVENT", "2026-07-04T16:20"),
        ("first_statement_event", "2026-07-03T16:20", "SPK_URGENT_EVENT", "2026-07-04T16:20"),
        # Before 1 July 2026 the same duty stood in Decree 09/2017 and its clock began with the event.
        ("first_statement_event", "2026-06-30T23:30", "SPK_URGENT_2017", "2026-07-01T23:30"),
        ("first_statement_event", "2026-07-01T00:00", "SPK_URGENT_EVENT", "2026-07-02T00:00"),
        # Over the end of the year.
        ("SPK_URGENT_OPINION", "2026-12-31T18:00", "SPK_URGENT_OPINION", "2027-01-01T18:00"),
        # At least 24 hours before Monday 09:00 is Sunday 09:00.
        ("PC_NOTICE", "2026-07-06T09:00", "PC_NOTICE", "2026-07-05T09:00"),
        ("PC_REFUSE", "2026-07-06T09:00", "PC_REFUSE", "2026-07-05T21:00"),
        ("publish_spokesperson_delegation", "2020-02-28T20:00", "SPK_DELEGATE_2017", "2020-02-29T08:00"),
    ],
)
def test_hours_end_at_the_minute(duty, start, code, last):
    answer = when(duty, datetime.fromisoformat(start))
    assert answer.rule.code == code
    assert answer.last == datetime.fromisoformat(last).replace(tzinfo=ICT)
    assert [reading.code for reading in answer.readings] == ["moment"]


@pytest.mark.parametrize(
    ("duty", "start", "code", "last"),
    [
        # Friday; Monday 6 is the first of five.
        ("FP_LOCAL", "2026-07-03", "FP_LOCAL", "2026-07-10"),
        # 18 19 20 21, Saturday 22 worked in exchange, 24-28, (31 August to 2 September off), 3 4 7 8 9.
        ("ANS_FORWARDED", "2026-08-17", "ANS_FORWARDED", "2026-09-09"),
        # Wednesday 31, (1 holiday, 2 swapped, weekend), 5 6 7 8.
        ("FP_LOCAL_2012", "2025-12-30", "FP_LOCAL_2012", "2026-01-08"),
        # 8, 9, Saturday 10 worked for Friday 2, 12, 13.
        ("resident_office_local_work", "2026-01-07", "FP_LOCAL_2012", "2026-01-13"),
        # Friday 13, then Tết from 14 to 22, then 23 24 25 26.
        ("resident_office_local_work", "2026-02-12", "FP_LOCAL_2012", "2026-02-26"),
        # A file that comes in on a holiday: the first day counted is the first working day.
        ("resident_office_local_work", "2026-02-18", "FP_LOCAL_2012", "2026-02-27"),
        # Giỗ Tổ falls on Sunday 26 April 2026, so Monday 27 is off; 30 April and 1 May too: 28, 29, 4, 5, 6.
        ("resident_office_local_work", "2026-04-24", "FP_LOCAL_2012", "2026-05-06"),
        # 2025: Saturday 26 April worked, Friday 2 May off: 25, 26, 28, 29, 5.
        ("resident_office_local_work", "2025-04-24", "FP_LOCAL_2012", "2025-05-05"),
        # Ten working days before Monday 15 June: 12 11 10 9 8 5 4 3 2 and the tenth, Monday 1 June.
        ("FP_FILE_2012", "2026-06-15", "FP_FILE_2012", "2026-06-01"),
        # Opinions forwarded: 15 working days from 1 July 2026 on; 2 3, 6-10, 13-17, 20 21 22.
        ("answer_forwarded_opinion", "2026-07-01", "ANS_FORWARDED", "2026-07-22"),
    ],
)
def test_working_days(duty, start, code, last):
    answer = when(duty, date.fromisoformat(start))
    assert answer.rule.code == code
    assert answer.last == _end_of(last)
    assert len(answer.readings) == 1


@pytest.mark.parametrize(
    ("duty", "start", "code", "readings"),
    [
        # 30 days: the day before the law changed keeps the old one.
        ("answer_forwarded_opinion", "2026-06-30", "ANS_FORWARDED_2016", ["2026-07-30"]),
        # The thirtieth day is Sunday 2 August; Monday 3 is the other reading.
        ("ANS_PRESS", "2026-07-03", "ANS_PRESS", ["2026-08-02", "2026-08-03"]),
        ("COR_DAILY", "2026-07-03", "COR_DAILY", ["2026-07-05", "2026-07-06"]),
        # Ends on Saturday 29 August; Monday to Wednesday are off, so the next working day is Thursday 3.
        ("ANS_PRESS", "2026-07-30", "ANS_PRESS", ["2026-08-29", "2026-09-03"]),
        # Ends on a Saturday that is worked in exchange: no doubt.
        ("FP_ASSISTANT", "2026-08-12", "FP_ASSISTANT", ["2026-08-22"]),
        # Over the end of the year: 15 December and 30 days.
        ("ANS_PRESS", "2026-12-15", "ANS_PRESS", ["2027-01-14"]),
        # Ten days before Monday 20 July is Friday 10.
        ("FP_FILE", "2026-07-20", "FP_FILE", ["2026-07-10"]),
        # Ten days before Wednesday 22 July is Sunday 12: the working day before it is Friday 10.
        ("FP_FILE", "2026-07-22", "FP_FILE", ["2026-07-10", "2026-07-12"]),
        # The law sets its own start: 45 days from 1 July 2026 end on Saturday 15 August.
        ("SPK_REGULATION", "2026-07-01", "SPK_REGULATION", ["2026-08-15", "2026-08-17"]),
    ],
)
def test_calendar_days_show_both_readings_where_the_last_is_a_day_off(duty, start, code, readings):
    answer = when(duty, date.fromisoformat(start))
    assert answer.rule.code == code
    assert [reading.last for reading in answer.readings] == [_end_of(day) for day in readings]
    assert answer.last == _end_of(readings[0])


@pytest.mark.parametrize(
    ("duty", "year", "readings"),
    [
        ("PLAN_HALF_YEAR", 2025, ["2025-05-14"]),
        ("PLAN_YEAR", 2025, ["2025-11-14"]),
        ("PLAN_UNIT", 2025, ["2025-03-31"]),
        # "Before 20 December" ends with the 19th, in 2026 a Saturday.
        ("SPK_REPORT", 2026, ["2026-12-19", "2026-12-21"]),
        ("YEAR_REPORT_MINISTRY", 2025, ["2025-11-29", "2025-12-01"]),
        ("report_closing_half_year", 2026, ["2026-06-14", "2026-06-15"]),
    ],
)
def test_dates_of_the_year(duty, year, readings):
    assert [reading.last for reading in when(duty, year).readings] == [_end_of(day) for day in readings]


def test_a_day_asked_of_a_date_of_the_year_means_the_next_one():
    assert when("PLAN_HALF_YEAR", date(2025, 5, 14)).last == _end_of("2025-05-14")
    assert when("PLAN_HALF_YEAR", date(2025, 5, 15)).last == _end_of("2026-05-14")


def test_the_law_sets_the_start_by_itself():
    assert when("SPK_REGULATION").last == _end_of("2026-08-15")


def test_a_case_keeps_the_law_of_its_day():
    kept = when("answer_forwarded_opinion", date(2026, 7, 3), law_of=date(2026, 6, 20))
    assert kept.rule.code == "ANS_FORWARDED_2016"
    assert kept.last == _end_of("2026-08-02")


def test_a_swap_entered_by_the_office_counts():
    swap = Swap(off=date(2026, 7, 6), work=date(2026, 7, 11))
    assert when("FP_LOCAL", date(2026, 7, 3), extra_swaps=[swap]).last == _end_of("2026-07-11")


def test_a_year_without_a_notice_is_expected_and_says_so():
    assert when("FP_LOCAL", date(2026, 7, 3)).expected is False
    over_tet = when("FP_LOCAL", date(2028, 1, 20))
    assert over_tet.expected is True
    assert over_tet.expected_years == (2028,)
    # Friday 21, (22-29 Tết and weekends, Sunday 30), 31, 1 2 3 February.
    assert over_tet.last == _end_of("2028-02-03")


def test_a_holiday_whose_law_was_not_read_is_expected_by_itself():
    # Monday 23, (Culture Day 24), 25 26 27, Monday 30.
    answer = when("FP_LOCAL", date(2026, 11, 20))
    assert answer.last == _end_of("2026-11-30")
    assert answer.expected_days == (date(2026, 11, 24),)
