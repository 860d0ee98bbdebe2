"""What holds for every start: order, direction, counting by brute force, splitting."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings
from hypothesis import strategies as st

from nhipcau.engines.lawdates import (
    ICT,
    LawdatesError,
    Side,
    Unit,
    WorkCalendar,
    WrongUse,
    parse_start,
    rules,
    when,
)

TIMES = [rule for rule in rules() if rule.unit.is_time]
CALENDAR = WorkCalendar()
DAYS = st.dates(date(2024, 1, 1), date(2032, 12, 31))
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2032, 12, 31))
ALL_OFF = settings(max_examples=150)


def _start(rule, moment: datetime):
    return moment if rule.unit == Unit.HOURS else moment.date()


def _answer(rule, moment: datetime):
    """The rule's own answer, whatever day its law is of."""
    return when(rule.code, _start(rule, moment), law_of=rule.begins)


@ALL_OFF
@given(st.sampled_from(TIMES), MOMENTS, MOMENTS)
def test_a_later_start_never_ends_earlier(rule, one, other):
    earlier, later = sorted((one, other))
    assert _answer(rule, earlier).last <= _answer(rule, later).last


@ALL_OFF
@given(st.sampled_from([rule for rule in TIMES if not rule.start_day]), MOMENTS)
def test_the_last_moment_is_never_before_its_start_nor_after_the_event_it_precedes(rule, moment):
    answer = _answer(rule, moment)
    begins = moment.replace(tzinfo=ICT)
    if rule.side == Side.BEFORE:
        assert all(reading.last < begins for reading in answer.readings)
    else:
        assert all(reading.last >= begins for reading in answer.readings)


@ALL_OFF
@given(st.sampled_from(TIMES), MOMENTS)
def test_warnings_go_by_the_earlier_reading_and_every_answer_states_how_it_was_counted(rule, moment):
    answer = _answer(rule, moment)
    assert answer.last == min(reading.last for reading in answer.readings)
    assert answer.counting
    assert all(counted.words.vi and counted.words.en and counted.source for counted in answer.counting)
    if rule.unit != Unit.HOURS:
        off = [reading for reading in answer.readings if not CALENDAR.is_working(reading.last.date())]
        assert len(off) == len(answer.readings) - 1, "a second reading stands exactly beside a day off"


@ALL_OFF
@given(DAYS, st.integers(0, 60))
def test_working_days_agree_with_a_count_by_hand(day, number):
    last = CALENDAR.add(day, number)
    counted, each = 0, day
    while each < last:
        each += timedelta(days=1)
        counted += CALENDAR.is_working(each)
    assert counted == number == CALENDAR.count(day, last)
    assert number == 0 or CALENDAR.is_working(last)


@ALL_OFF
@given(DAYS, st.integers(0, 40), st.integers(0, 40))
def test_a_term_may_be_split_anywhere(day, one, other):
    assert CALENDAR.add(CALENDAR.add(day, one), other) == CALENDAR.add(day, one + other)


@ALL_OFF
@given(DAYS, DAYS, DAYS)
def test_counts_of_adjoining_spans_add_up(one, two, three):
    first, middle, last = sorted((one, two, three))
    assert CALENDAR.count(first, middle) + CALENDAR.count(middle, last) == CALENDAR.count(first, last)


@ALL_OFF
@given(DAYS, st.integers(1, 40))
def test_counting_back_from_a_working_day_undoes_counting_forth(day, number):
    begins = CALENDAR.next_working(day)
    assert CALENDAR.add(CALENDAR.add(begins, number), -number) == begins


@ALL_OFF
@given(MOMENTS, st.integers(-12 * 60, 14 * 60))
def test_hours_are_the_same_from_whatever_zone_the_moment_is_told(moment, minutes):
    here = moment.replace(tzinfo=ICT)
    there = here.astimezone(timezone(timedelta(minutes=minutes)))
    rule = "SPK_URGENT_EVENT"
    answers = {
        when(rule, told, law_of=date(2026, 7, 1)).last for told in (moment, here, there, here.astimezone(UTC))
    }
    assert answers == {here + timedelta(hours=24)}


@ALL_OFF
@given(MOMENTS)
def test_viet_nam_keeps_one_time_the_whole_year(moment):
    assert (
        moment.replace(tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")).utcoffset()
        == moment.replace(tzinfo=ICT).utcoffset()
    )


@ALL_OFF
@given(st.sampled_from(TIMES), st.datetimes())
@example(TIMES[0], datetime.max)
@example(TIMES[0], datetime.min)
def test_any_moment_at_all_is_answered_or_refused_with_a_code(rule, moment):
    try:
        when(rule.code, _start(rule, moment))
        when(rule.code, _start(rule, moment), law_of=rule.begins)
    except LawdatesError as error:
        assert error.code


@ALL_OFF
@given(st.text(max_size=30))
@example("2026-02-29")
@example("２０２６-07-03")
@example("٢٠٢٦")
@example("2026-W27-5")
@example("20260703")
@example("2026-07-03T24:00")
@example("2026-07-03T16:20+99:99")
@example("0000")
def test_no_text_is_guessed_into_a_start(text):
    try:
        start = parse_start(text)
    except WrongUse as error:
        assert error.code == "bad_start"
    else:
        assert text.isascii()
        assert sum(part is not None for part in (start.moment, start.day, start.year)) == 1
