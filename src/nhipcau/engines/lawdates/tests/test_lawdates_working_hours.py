"""Limits in office hours (giờ làm việc): counted by hand from the wall calendar, and what holds for every start."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhipcau.engines.lawdates import (
    ICT,
    Book,
    OfficeClock,
    OfficeHours,
    Refusal,
    Side,
    Swap,
    Unit,
    WorkCalendar,
    WrongUse,
    default_book,
    when,
)
from nhipcau.engines.lawdates.book import DATA, Broken, default_hours, read_hours
from nhipcau.engines.lawdates.cli import main
from nhipcau.engines.lawdates.model import Checked, Words
from nhipcau.engines.lawdates.officehours import shortened
from nhipcau.engines.lawdates.workdays import FIRST_YEAR

CLOCK = OfficeClock(WorkCalendar())
MOMENTS = st.datetimes(datetime(2024, 1, 2), datetime(2032, 12, 30), timezones=st.just(ICT))
SPANS = st.integers(1, 60 * 60).map(lambda minutes: timedelta(minutes=minutes))
SETTINGS = settings(max_examples=150)
DAY_TIME = timedelta(hours=7, minutes=30)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ICT)


def book(value: int, side: Side = Side.AFTER, unit: Unit = Unit.WORKING_HOURS) -> Book:
    row = next(rule for rule in default_book().rules if rule.code == "SPK_PUBLISH")
    return Book((replace(row, value=str(value), unit=unit, side=side),), default_book().counting)


def last(value: int, start: str, side: Side = Side.AFTER, **more) -> datetime:
    return when("SPK_PUBLISH", at(start), law_of=date(2026, 7, 1), book=book(value, side), **more).last


@pytest.mark.parametrize(
    ("hours", "start", "end"),
    [
        # A Thursday: within the morning, and to its very end.
        (2, "2026-07-02T08:00", "2026-07-02T10:00"),
        (4, "2026-07-02T07:30", "2026-07-02T11:30"),
        # Over noon: one hour until 11:30, one after 13:30.
        (2, "2026-07-02T10:30", "2026-07-02T14:30"),
        # A start at noon, at the closing of the morning, in the night, early: the next opening.
        (1, "2026-07-02T12:15", "2026-07-02T14:30"),
        (1, "2026-07-02T11:30", "2026-07-02T14:30"),
        (1, "2026-07-02T22:00", "2026-07-03T08:30"),
        (1, "2026-07-02T05:00", "2026-07-02T08:30"),
        # Over the night: 16:20 to 17:00 are forty minutes.
        (1, "2026-07-02T16:20", "2026-07-03T07:50"),
        # Friday 16:20 and over the weekend; a Saturday begins on Monday.
        (4, "2026-07-03T16:20", "2026-07-06T10:50"),
        (8, "2026-07-04T09:00", "2026-07-07T08:00"),
        # A whole day is seven hours and a half: eight from an opening end on the next morning.
        (8, "2026-07-01T07:30", "2026-07-02T08:00"),
        # Over Tết 2026 (14 to 22 February): Friday 13, then Monday 23.
        (2, "2026-02-13T16:00", "2026-02-23T08:30"),
        # Friday 2 January 2026 is off, Saturday 10 worked for it; Thursday 1 is the holiday.
        (1, "2025-12-31T16:30", "2026-01-05T08:00"),
        (2, "2026-01-09T16:00", "2026-01-10T08:30"),
    ],
)
def test_working_hours_stand_still_at_noon_at_night_and_on_days_off(hours, start, end):
    assert last(hours, start) == at(end)


@pytest.mark.parametrize(
    ("hours", "event", "end"),
    [
        (2, "2026-07-02T10:00", "2026-07-02T08:00"),
        (2, "2026-07-02T14:30", "2026-07-02T10:30"),
        (2, "2026-07-02T15:30", "2026-07-02T13:30"),  # the opening, not 11:30: nothing is lost in between
        (1, "2026-07-06T08:00", "2026-07-03T16:30"),  # over the weekend
        (3, "2026-07-05T09:00", "2026-07-03T14:00"),  # an event on a Sunday
        (1, "2026-02-23T08:00", "2026-02-13T16:30"),  # over Tết
    ],
)
def test_counted_back_from_an_event(hours, event, end):
    assert last(hours, event, Side.BEFORE) == at(end)


def test_hours_without_a_word_of_work_run_through_the_night():
    answer = when(
        "SPK_PUBLISH", at("2026-07-03T16:20"), law_of=date(2026, 7, 1), book=book(24, unit=Unit.HOURS)
    )
    assert (answer.last, answer.stretches) == (at("2026-07-04T16:20"), ())


SUMMER = OfficeHours(
    ((time(7), time(11)), (time(13), time(17))),
    date(2026, 7, 3),
    date(2026, 9, 30),
    "1/QĐ",
    Checked.SEEN,
    Words("", ""),
)


def test_the_office_s_own_hours_hold_on_their_days_and_those_of_the_product_on_others():
    # Thursday by the usual hours until 17:00, Friday from 7:00 on by the office's own.
    answer = when(
        "SPK_PUBLISH", at("2026-07-02T16:00"), law_of=date(2026, 7, 1), book=book(2), own_hours=[SUMMER]
    )
    assert answer.last == at("2026-07-03T08:00")
    assert answer.office_hours == (default_hours()[0], SUMMER)
    assert last(1, "2026-10-01T07:00", own_hours=[SUMMER]) == at("2026-10-01T08:30")


def test_a_swapped_day_counts_as_the_day_that_it_is():
    swap = Swap(off=date(2026, 7, 6), work=date(2026, 7, 4))
    assert last(1, "2026-07-03T16:30", extra_swaps=[swap]) == at("2026-07-04T08:00")


def test_the_hours_of_the_product_hold_on_every_day_of_the_calendar():
    assert default_hours()[0].begins <= date(FIRST_YEAR, 1, 1) and default_hours()[-1].ends is None


def test_a_day_alone_or_a_moment_beyond_the_calendar_gives_no_moment():
    with pytest.raises(WrongUse) as wrong:
        when("SPK_PUBLISH", date(2026, 7, 3), book=book(2))
    assert wrong.value.code == "needs_moment"
    for start, side in (("2099-12-31T16:59", Side.AFTER), ("2000-01-01T08:00", Side.BEFORE)):
        with pytest.raises(Refusal) as refused:
            last(4, start, side)
        assert refused.value.code == "calendar_unknown"


# ---- what holds for every start


@SETTINGS
@given(MOMENTS, MOMENTS, SPANS)
def test_a_later_start_never_ends_earlier_and_more_hours_never_either(one, other, span):
    earlier, later = sorted((one, other))
    assert CLOCK.forth(earlier, span)[-1].ends <= CLOCK.forth(later, span)[-1].ends
    assert CLOCK.back(earlier, span)[0].begins <= CLOCK.back(later, span)[0].begins
    assert CLOCK.forth(one, span)[-1].ends < CLOCK.forth(one, span + timedelta(minutes=1))[-1].ends


@SETTINGS
@given(MOMENTS, SPANS)
def test_what_is_counted_lies_in_office_hours_and_is_as_long_as_the_limit(start, span):
    for stretches in (CLOCK.forth(start, span), CLOCK.back(start, span)):
        assert sum((each.length for each in stretches), timedelta()) == span
        for each in stretches:
            assert any(
                open_.begins <= each.begins < each.ends <= open_.ends
                for open_ in CLOCK.open_on(each.begins.date())
            )
        assert all(before.ends <= after.begins for before, after in pairwise(stretches))
    assert CLOCK.forth(start, span)[0].begins >= start >= CLOCK.back(start, span)[-1].ends


@SETTINGS
@given(MOMENTS, SPANS, SPANS)
def test_a_limit_may_be_split_anywhere(start, one, other):
    first = CLOCK.forth(start, one)[-1].ends
    assert CLOCK.forth(first, other)[-1].ends == CLOCK.forth(start, one + other)[-1].ends


@SETTINGS
@given(MOMENTS, SPANS)
def test_counting_back_undoes_counting_forth(start, span):
    end = CLOCK.forth(start, span)[-1].ends
    begun = CLOCK.back(end, span)[0].begins
    assert begun == CLOCK.forth(start, span)[0].begins
    assert CLOCK.between(start, end) == CLOCK.between(begun, end) == span


@SETTINGS
@given(MOMENTS, st.integers(1, 40))
def test_whole_days_of_office_hours_are_working_days(start, number):
    """N times the length of a day from an opening end with the closing of the N-th working day."""
    opening = CLOCK.forth(start, timedelta(minutes=1))[0].begins
    opening = next(
        one for one in CLOCK.forth(opening, DAY_TIME * 2) if one.begins.time() == time(7, 30)
    ).begins
    closing = CLOCK.forth(opening, DAY_TIME * number)[-1].ends
    assert closing == datetime.combine(WorkCalendar().add(opening.date(), number - 1), time(17), ICT)


@SETTINGS
@given(MOMENTS.map(lambda start: start.replace(second=0, microsecond=0)), st.integers(1, 1500))
def test_working_hours_agree_with_a_count_by_the_minute(start, minutes):
    moment, left = start, minutes
    while left:
        day_open = CLOCK.open_on(moment.date())
        left -= any(open_.begins <= moment < open_.ends for open_ in day_open)
        moment += timedelta(minutes=1)
    assert CLOCK.forth(start, timedelta(minutes=minutes))[-1].ends == moment


# ---- files and the command


@pytest.mark.parametrize(
    "hours", ["", "11:30-07:30", "07:30-11:30 11:30-17:00", "13:30-17:00 07:30-11:30", "x"]
)
def test_hours_that_cannot_be_are_refused(tmp_path, hours):
    path = tmp_path / "gio.tsv"
    head = (DATA / "officehours.tsv").read_text(encoding="utf-8").splitlines()[0]
    path.write_text(f"{head}\n2026-01-01\t\t{hours}\t1/QĐ\tseen\t\t\n", encoding="utf-8")
    with pytest.raises((Broken, ValueError)):
        read_hours(path)


@pytest.fixture
def own_files(tmp_path):
    """A regulation of the office that counts 8 working hours, and its summer hours."""
    head, row = (DATA / "rules.tsv").read_text(encoding="utf-8").splitlines()[:2]
    cells = dict(zip(head.split("\t"), row.split("\t"), strict=True))
    cells |= {
        "code": "QC_ANSWER",
        "duty": "own_answer",
        "value": "8",
        "unit": "working_hours",
        "law": "5/QĐ-STTTT",
    }
    rules, hours = tmp_path / "quy-che.tsv", tmp_path / "gio.tsv"
    rules.write_text(f"{head}\n" + "\t".join(cells.values()) + "\n", encoding="utf-8")
    first = (DATA / "officehours.tsv").read_text(encoding="utf-8").splitlines()[0]
    hours.write_text(
        f"{first}\n2026-07-03\t\t07:00-11:00 13:00-17:00\t1/QĐ-UBND\tseen\t\t\n", encoding="utf-8"
    )
    return str(rules), str(hours)


def test_the_command_tells_how_working_hours_were_counted(own_files, capsys):
    rules, hours = own_files
    asked = ["law", "when", "QC_ANSWER", "--start", "2026-07-03T16:20", "--rules", rules]
    assert main(asked) == 0
    said = capsys.readouterr().out
    assert "Hạn cuối: 16:50 thứ Hai ngày 06/07/2026" in said and "8 giờ làm việc, kể từ" in said
    for line in (
        "giờ làm việc 07:30-11:30, 13:30-17:00",
        "thứ Sáu 03/07/2026, 16:20-17:00 (0:40)",
        "thứ Hai 06/07/2026, 07:30-11:30 (4:00)",
        "thứ Hai 06/07/2026, 13:30-16:50 (3:20)",
        "bỏ nghỉ trưa, ban đêm và ngày nghỉ",
    ):
        assert line in said
    assert main([*asked, "--hours", hours, "--json", "--lang", "en"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["last"] == "2026-07-06T16:20:00+07:00"
    assert [each["words"] for each in told["stretches"]][:1] == ["Friday 03/07/2026, 16:20-17:00 (0:40)"]
    assert told["office_hours"][0]["hours"] == ["07:00-11:00", "13:00-17:00"]


@pytest.mark.parametrize("content", ["", "a\tb\n1\t2\n", "from\tto\thours\n2026-01-01\n", "\x00"])
@pytest.mark.parametrize("kind", ["--hours", "--rules"])
def test_a_file_that_is_none_of_the_kind_is_said_so(tmp_path, kind, content, capsys):
    path = tmp_path / "la.tsv"
    path.write_text(content, encoding="utf-8")
    asked = ["law", "when", "SPK_PUBLISH", "--start", "2026-07-03T16:20", kind]
    assert main([*asked, str(path)]) == 2
    assert main([*asked, str(tmp_path / "khong-co.tsv")]) == 2
    assert "Không đọc được tệp" in capsys.readouterr().err


def test_many_times_are_shown_by_their_beginning_and_end():
    many = CLOCK.forth(at("2026-07-02T08:00"), timedelta(hours=80))
    first, left_out, end = shortened(many)
    assert len(first) + left_out + len(end) == len(many) and (*first, *end) == (*many[:4], *many[-4:])
    assert shortened(many[:8]) == (many[:8], 0, ())


def test_an_own_rule_does_not_take_the_place_of_the_law(tmp_path, capsys):
    path = tmp_path / "rules.tsv"
    path.write_text(
        "\n".join((DATA / "rules.tsv").read_text(encoding="utf-8").splitlines()[:2]), encoding="utf-8"
    )
    assert main(["law", "when", "SPK_PUBLISH", "--start", "2026-07-03T16:20", "--rules", str(path)]) == 2
    assert "SPK_PUBLISH" in capsys.readouterr().err
