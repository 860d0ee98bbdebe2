"""The office's own hours: entered from a day on, with who and on what ground; limits in working hours go by them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.engines.lawdates import Book, Unit, default_book, reckon
from nhipcau.engines.lawdates.book import Broken, spans_of
from nhipcau.kernel.models import LogEntry
from nhipcau.kernel.refusal import Refused
from nhipcau.office.deadlines import actions, law
from nhipcau.office.deadlines.calendar import said_of
from nhipcau.office.deadlines.models import WorkHours
from nhipcau.office.deadlines.queries import rule_named

pytestmark = pytest.mark.django_db
PAGE, LAW = "/thoi-han/gio-lam-viec/", "/thoi-han/"
SUMMER = ((time(7), time(11)), (time(13), time(17)))
WISH = {
    "begins": "01/07/2026", "opens": "07:00", "noon": "11:00", "again": "13:00", "closes": "17:00",
    "ground": "25/QĐ-UBND",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setenv("NHIPCAU_TODAY", "2026-06-18")


@pytest.fixture
def eight_hours(monkeypatch) -> str:
    """A rule of eight working hours."""
    found = default_book()
    urgent = rule_named("SPK_URGENT_EVENT")
    named = {"code": "EIGHT", "duty": "eight_hours", "begins": date(2026, 1, 1)}
    own = replace(urgent, **named, value="8", unit=Unit.WORKING_HOURS)
    monkeypatch.setattr(reckon, "default_book", lambda: Book((*found.rules, own), found.counting))
    return own.code


def last(code: str, start: str) -> str:
    return f"{law.last_moment(code, start).last:%d/%m %H:%M}"


def enter(by, *, begins=date(2026, 7, 1), spans=SUMMER, ground="25/QĐ-UBND") -> WorkHours:
    return actions.enter_hours(begins=begins, spans=spans, ground=ground, by=by)


def test_the_coordinator_sees_the_usual_hours_and_sets_the_office_s_own(client_of, coordinator):
    client = client_of(coordinator)
    assert PAGE in client.get(LAW).text and PAGE in client.get("/thoi-han/hoan-doi/").text
    page = client.get(PAGE).text
    assert 'value="07:30"' in page  # the next ones begin as those of today
    assert "07:30-11:30, 13:30-17:00" in page and "có sẵn trong phần mềm" in page and "đang áp dụng" in page
    done = client.post(PAGE, WISH, follow=True).text
    assert "Đã ghi giờ làm việc 07:00-11:00, 13:00-17:00 (01/07/2026)." in done
    assert "25/QĐ-UBND" in done and str(coordinator) in done and "30/06/2026" in done  # the usual ones end
    entry = LogEntry.objects.get(action="law.hours_entered")
    assert (entry.by, entry.data["hours"]) == (coordinator, "07:00-11:00 13:00-17:00")


def test_the_hours_of_the_day_are_marked(client_of, coordinator, monkeypatch):
    made = enter(coordinator)
    rows = client_of(coordinator).get(PAGE).context["rows"]
    assert [row.holds for row in rows] == [False, True]
    monkeypatch.setenv("NHIPCAU_TODAY", "2026-07-01")
    rows = client_of(coordinator).get(PAGE).context["rows"]
    assert [row.holds for row in rows] == [True, False] and rows[0].entered == made


def test_a_limit_in_working_hours_goes_by_the_hours_of_its_days(eight_hours, coordinator):
    assert last(eight_hours, "2026-06-30T16:20") == "01/07 16:50"
    enter(coordinator)
    assert (
        last(eight_hours, "2026-06-30T16:20") == "01/07 16:20"
    )  # 40 minutes of the old day, 7:20 of the new one
    assert last(eight_hours, "2026-06-26T16:20") == "29/06 16:50"  # before them nothing changes
    note = law.note_of(law.last_moment(eight_hours, "2026-06-30T16:20"))
    assert note.hours == "07:30-11:30, 13:30-17:00; 07:00-11:00, 13:00-17:00"
    assert said_of(note).endswith(f"tính theo giờ làm việc {note.hours}")


def test_the_answer_on_the_page_says_by_which_hours_and_on_what_ground(eight_hours, coordinator, client_of):
    enter(coordinator)
    asked = {"nghia_vu": eight_hours, "moc": "01/07/2026 16:20"}
    page = client_of(coordinator).get(LAW, asked).text
    assert "07:00-11:00, 13:00-17:00, từ 01/07/2026 (25/QĐ-UBND)" in page
    by_the_day = client_of(coordinator).get(LAW, {"nghia_vu": "FP_LOCAL", "moc": "01/07/2026"}).text
    assert (
        "Giờ làm việc của cơ quan" in by_the_day and "07:00-11:00, 13:00-17:00, từ 01/07/2026" in by_the_day
    )


def test_wrong_hours_are_withdrawn_and_stay_in_the_record(eight_hours, client_of, coordinator):
    made = enter(coordinator)
    client = client_of(coordinator)
    for _ in range(2):
        client.post(f"{PAGE}{made.pk}/bo/")
    made.refresh_from_db()
    assert (
        made.withdrawn_by == coordinator
        and LogEntry.objects.filter(action="law.hours_withdrawn").count() == 1
    )
    assert "đã bỏ" in client.get(PAGE).text
    assert last(eight_hours, "2026-06-30T16:20") == "01/07 16:50"
    enter(coordinator)  # and may be entered anew from the same day


def test_the_next_hours_end_those_before(coordinator):
    enter(coordinator)
    enter(
        coordinator, begins=date(2026, 10, 1), spans=((time(7, 30), time(11, 30)), (time(13), time(16, 30)))
    )
    winter, summer = law.own_hours()
    assert (summer.begins, summer.ends, winter.begins, winter.ends) == (
        date(2026, 7, 1), date(2026, 9, 30), date(2026, 10, 1), None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("wish", "says"),
    [
        ({"ground": " "}, "căn cứ"),
        ({"spans": ((time(7), time(13)), (time(13), time(17)))}, "theo thứ tự"),
        ({"spans": ((time(11), time(7)),)}, "theo thứ tự"),
        ({"spans": ((time(7, 30), time(11, 30)), (time(13, 30), time(17)))}, "đúng giờ làm việc này"),
        ({"begins": date(1999, 12, 31)}, "từ năm 2000"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(coordinator, wish, says):
    with pytest.raises(Refused, match=says):
        enter(coordinator, **wish)
    assert not WorkHours.objects.exists()


def test_two_hours_never_begin_on_one_day(coordinator):
    enter(coordinator)
    with pytest.raises(Refused, match="từ ngày này"):
        enter(coordinator, spans=((time(8), time(12)),))
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkHours.objects.create(
            begins=date(2026, 7, 1), spans="08:00-12:00", ground="x", entered_by=coordinator
        )


def test_half_an_afternoon_is_refused_and_what_was_typed_stays(client_of, coordinator):
    answer = client_of(coordinator).post(PAGE, WISH | {"closes": ""})
    assert answer.status_code == 422 and "25/QĐ-UBND" in answer.text and "hoặc để trống cả hai" in answer.text
    one_span = client_of(coordinator).post(PAGE, WISH | {"again": "", "closes": ""}, follow=True)
    assert "07:00-11:00 (01/07/2026)" in one_span.text


def test_only_who_keeps_the_law_s_calendar_sets_hours(client_of, officer, leader):
    for person in (officer, leader):
        assert client_of(person).post(PAGE, WISH).status_code == 403
    assert PAGE not in client_of(officer).get(LAW).text


@given(st.lists(st.times(), min_size=2, max_size=6))
def test_spans_are_read_back_as_they_were_written_or_refused(moments):
    moments = [moment.replace(second=0, microsecond=0) for moment in moments]
    pairs = list(zip(moments[::2], moments[1::2], strict=False))
    text = " ".join(f"{first:%H:%M}-{last:%H:%M}" for first, last in pairs)
    flat = [moment for pair in pairs for moment in pair]
    if flat == sorted(set(flat)):
        assert spans_of(text) == tuple(pairs)
    else:
        with pytest.raises(Broken):
            spans_of(text)


def test_a_change_of_hours_in_the_middle_of_a_span_loses_no_time(eight_hours, coordinator):
    enter(coordinator)
    answer = law.last_moment(eight_hours, "2026-06-29T09:00")
    assert sum((stretch.length for stretch in answer.stretches), timedelta()) == timedelta(hours=8)
