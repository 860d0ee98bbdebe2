from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.engines.vntext import (
    Timing,
    TimingKind,
    find_dates,
    find_timing,
    official_date,
    parse_date,
    parse_timing,
    short_date,
)

PLAN_YEAR = 2025
DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Thường xuyên", {"kind": "continuous"}),
        ("liên tục", {"kind": "continuous"}),
        ("định kỳ hằng tháng", {"kind": "continuous", "every": "month"}),
        ("Hằng năm.", {"kind": "annual"}),
        ("Hàng năm", {"kind": "annual"}),
        ("tháng 4, tháng 10 hằng năm", {"kind": "annual"}),
        ("Cả năm 2025", {"kind": "year", "year": 2025}),
        ("cả năm", {"kind": "year", "year": 2025}),
        ("Trong năm 2026", {"kind": "year", "year": 2026}),
        ("Giai đoạn 2024 - 2025.", {"kind": "period", "from": 2024, "to": 2025}),
        ("từ năm 2024 đến năm 2026", {"kind": "period", "from": 2024, "to": 2026}),
        ("trước ngày 15/5", {"kind": "before", "date": "2025-05-15"}),
        ("Hoàn thành trước ngày 30 tháng 6 năm 2025", {"kind": "before", "date": "2025-06-30"}),
        ("trong quý I/2025", {"kind": "quarter", "year": 2025, "quarter": 1}),
        ("Quý 3 năm 2026", {"kind": "quarter", "year": 2026, "quarter": 3}),
        ("Quí II", {"kind": "quarter", "year": 2025, "quarter": 2}),
        ("Quý lll/2025", {"kind": "quarter", "year": 2025, "quarter": 3}),
        ("từ quý II", {"kind": "from quarter", "year": 2025, "quarter": 2}),
        ("Quý I, II/2025", {"kind": "range", "from": "2025-01-01", "to": "2025-06-30"}),
        ("Quý II và quý III năm 2025", {"kind": "range", "from": "2025-04-01", "to": "2025-09-30"}),
        ("Quý I, II, III/2025", {"kind": "range", "from": "2025-01-01", "to": "2025-09-30"}),
        ("Quý II và Quý IV", {"kind": "range", "from": "2025-04-01", "to": "2025-12-31"}),
        ("Quý III + IV", {"kind": "range", "from": "2025-07-01", "to": "2025-12-31"}),
        ("Tháng 4, 5, 6", {"kind": "range", "from": "2025-04-01", "to": "2025-06-30"}),
        ("Tháng 3, tháng 9", {"kind": "range", "from": "2025-03-01", "to": "2025-09-30"}),
        ("Tuần 1 tháng 6/2025", {"kind": "range", "from": "2025-06-01", "to": "2025-06-30"}),
        ("Tháng 02/2025 và các tháng tiếp theo", {"kind": "from", "from": "2025-02-01"}),
        ("tháng 6/2025", {"kind": "range", "from": "2025-06-01", "to": "2025-06-30"}),
        ("10/2026", {"kind": "range", "from": "2026-10-01", "to": "2026-10-31"}),
        ("6 tháng đầu năm", {"kind": "range", "from": "2025-01-01", "to": "2025-06-30"}),
        ("Tháng 3 - 5/2025", {"kind": "range", "from": "2025-03-01", "to": "2025-05-31"}),
        ("từ ngày 11/9 đến hết năm 2026", {"kind": "range", "from": "2025-09-11", "to": "2026-12-31"}),
        ("11/9 - 15/9/2025", {"kind": "range", "from": "2025-09-11", "to": "2025-09-15"}),
        ("15-20/5/2025", {"kind": "range", "from": "2025-05-15", "to": "2025-05-20"}),
        ("đến hết năm 2026", {"kind": "range", "to": "2026-12-31"}),
        ("31/12/2025", {"kind": "date", "date": "2025-12-31"}),
        ("Chậm nhất ngày 30/11/2025", {"kind": "date", "date": "2025-11-30"}),
        ("Năm 2025, hoàn thành trước 30/6/2025", {"kind": "before", "date": "2025-06-30"}),
    ],
)
def test_every_form_of_time(words, expected):
    timing = parse_timing(words, PLAN_YEAR)
    assert timing is not None
    written = timing.to_json()
    assert {key: value for key, value in written.items() if key not in ("due", "text")} == expected


@pytest.mark.parametrize(
    "words", ["Theo kế hoạch của Bộ", "Khi có yêu cầu", "", "Trong quý", "Từ ngày ký", "12 tháng"]
)
def test_words_without_a_time_give_none(words):
    assert parse_timing(words, PLAN_YEAR) is None


def test_before_a_day_is_due_the_day_before():
    assert parse_timing("trước ngày 15/5", 2025).due == date(2025, 5, 14)
    assert parse_timing("trước ngày 01/3/2024").due == date(2024, 2, 29)


def test_without_a_year_nothing_is_invented():
    timing = parse_timing("trước ngày 15/5")
    assert timing.kind is TimingKind.BEFORE
    assert timing.date is None
    assert timing.due is None
    assert parse_timing("Quý II").to_json() == {"kind": "quarter", "quarter": 2, "text": "Quý II"}


def test_impossible_days_are_none():
    assert parse_date("ngày 31/2/2025") is None
    assert parse_date("ngày 29/2", 2025) is None
    assert parse_date("ngày 29/2", 2024) == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("words", "every", "day"),
    [
        ("Thường xuyên, hằng quý", "quarter", None),
        ("Thường xuyên, hàng tháng", "month", None),
        ("Thường xuyên; định kỳ hằng tháng", "month", None),
        ("Thường xuyên (mỗi tuần)", "week", None),
        ("Thường xuyên hằng ngày", "day", None),
        ("Liên tục, mỗi quý một lần", "quarter", None),
        ("Thường xuyên, 01 lần/quý", "quarter", None),
        ("Thường xuyên, ít nhất 02 lần mỗi tháng", "month", None),
        ("Thường xuyên và định kỳ hằng quý", "quarter", None),
        ("Thường xuyên, trước ngày 25 hằng tháng", "month", 25),
        ("Thường xuyên, hằng tháng, trước ngày 18", "month", 18),
        ("Trước ngày 15 tháng cuối quý", "quarter", 15),
        ("trước ngày 15 của tháng cuối mỗi quý", "quarter", 15),
        ("Chậm nhất ngày 20 tháng cuối của quý", "quarter", 20),
        ("Hằng quý, trước ngày 10 tháng cuối quý", "quarter", 10),
        ("Ngày 05 tháng cuối hằng quý", "quarter", 5),
        ("Thường xuyên, trước ngày 15 tháng cuối quý", "quarter", 15),
        ("Thường xuyên, hằng quý (trước ngày 15 của tháng cuối quý)", "quarter", 15),
        # Nothing more than is said: another matter stands between, or it comes back each year alone.
        ("Thường xuyên, hằng năm", None, None),
        ("Thường xuyên; báo cáo kết quả hằng quý", None, None),
        ("Thường xuyên, quý IV tổng kết", None, None),
        ("Thường xuyên, khi có yêu cầu", None, None),
        ("Thường xuyên, trước ngày 45 tháng cuối quý", None, None),
    ],
)
def test_work_that_goes_on_says_how_often_it_comes_back(words, every, day):
    found = parse_timing(words, PLAN_YEAR)
    assert (found.kind, found.every, found.day) == (TimingKind.CONTINUOUS, every, day)
    assert words.startswith(found.text)
    assert Timing.from_json(found.to_json()) == found


@pytest.mark.parametrize(
    "words", ["Trước ngày 15 tháng cuối quý III/2025", "Ngày 15 tháng cuối năm", "15 tháng cuối quý"]
)
def test_a_day_of_one_quarter_is_no_rhythm(words):
    found = parse_timing(words, PLAN_YEAR)
    assert found is None or found.every is None


def test_dates_in_every_form():
    assert parse_date("ngày 23 tháng 10 năm 2024") == date(2024, 10, 23)
    assert parse_date("ngày 23\ntháng 10 năm 2024") == date(2024, 10, 23)
    assert parse_date("15/6/2023") == date(2023, 6, 15)
    assert parse_date("01.02.2025") == date(2025, 2, 1)
    assert parse_date("ngày 15/5", 2025) == date(2025, 5, 15)
    assert find_dates("Nghị quyết số 47/NQ-CP ngày 15/4/2024")[0].on() == date(2024, 4, 15)


@given(DAYS)
def test_official_dates_read_as_themselves(day):
    assert parse_date(official_date(day)) == day
    assert parse_date(short_date(day)) == day
    assert parse_date(f"{day:%d/%m/%Y}") == day


@given(DAYS)
def test_due_before_a_day_is_earlier(day):
    timing = parse_timing(f"trước ngày {short_date(day)}")
    assert timing.date == day
    assert (day - timing.due).days == 1


@given(st.text(max_size=80), st.none() | st.integers(2000, 2090))
def test_any_text_is_survived(text, year):
    found = find_timing(text, year)
    if found:
        assert 0 <= found.start <= found.end <= len(text)


@given(
    st.lists(
        st.sampled_from(
            ["từ", "ngày", "đến", "hết", "năm", "quý", "I", "II", "IV", "tháng", "15/5", "2025", "30/6/2025", "-", ",", "trước",
             "cuối", "hằng", "giai đoạn", "11", "29/2", "chậm nhất", "6 tháng đầu năm", "và"]
        ),
        max_size=8,
    ),
    st.none() | st.integers(2000, 2090),
)  # fmt: skip
def test_jumbled_words_of_time_round_trip_through_json(words, year):
    timing = parse_timing(" ".join(words), year)
    if timing:
        assert Timing.from_json(timing.to_json()) == timing
