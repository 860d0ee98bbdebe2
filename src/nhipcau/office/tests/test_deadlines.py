"""What is due for whom: every source is asked, scoped, shown, put into calendars and reminded of."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from nhipcau.kernel.models import Notice
from nhipcau.kernel.notifications import kinds
from nhipcau.kernel.standing import Lateness, standing
from nhipcau.office.deadlines import actions, queries
from nhipcau.office.deadlines.calendar import agency_calendar, officer_calendar
from nhipcau.office.deadlines.rules import Asked, Due, LawNote, Whose, in_order
from nhipcau.office.deadlines.sources import Source, sources

TODAY = date(2026, 6, 24)
pytestmark = pytest.mark.django_db


def _due(day: date, *, key: str = "toy.1", done_on: date | None = None, **more) -> Due:
    return Due(
        key=key, at=day, title=f"Việc {key}", short=key, url="/", state=standing(day, done_on, TODAY), **more
    )


@pytest.fixture
def toy(monkeypatch):
    """A source of its own, gone again after the test."""
    monkeypatch.setattr(sources, "_items", dict(sources._items))
    rows: list[Due] = []
    asked_by: list = []

    def query(officer, asked):
        asked_by.append((officer, asked))
        return rows

    sources.register(Source("toy", "Việc thử", query, notices=("plans.due", "plans.overdue")))
    return rows, asked_by


@given(
    st.lists(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=8),
    st.integers(0, 90),
    st.booleans(),
)
def test_an_answer_beyond_the_question_is_left_out_and_the_rest_is_in_order(days, ahead, with_done):
    rows = [
        _due(day, key=f"toy.{place}", done_on=day if place % 3 == 0 else None)
        for place, day in enumerate(days)
    ]
    asked = Asked(today=TODAY, first=TODAY, last=TODAY + timedelta(days=ahead), with_done=with_done)
    found = in_order(row for row in rows if asked.takes(row))
    assert [row.day for row in found] == sorted(row.day for row in found)
    assert all(TODAY <= row.day <= TODAY + timedelta(days=ahead) for row in found)
    assert with_done or not any(row.is_done for row in found)


def test_every_registered_source_is_asked_and_what_it_answers_is_found(toy, officer):
    rows, asked_by = toy
    rows += [
        _due(TODAY),
        _due(TODAY + timedelta(days=9), key="toy.2"),
        _due(TODAY - timedelta(days=40), key="toy.0"),
    ]
    found = queries.due_for(officer, 7, today=TODAY)
    assert [row.key for row in found] == ["toy.0", "toy.1"]
    assert [row.state.lateness for row in found] == [Lateness.OPEN_OVERDUE, Lateness.OPEN]
    assert asked_by[0][0] == officer


@pytest.mark.parametrize("name", ["office.law", "plans.deliverables"])
def test_a_source_is_found_by_its_name_and_its_notices_are_known_kinds(name):
    source = sources.get(name)
    known = {kind.name for kind in kinds()}
    assert set(source.notices or ()) <= known


def test_the_desk_shows_what_any_app_says_is_due(toy, client_of, coordinator, officer, leader, monkeypatch):
    monkeypatch.setenv("NHIPCAU_TODAY", TODAY.isoformat())
    rows, _ = toy
    rows.append(
        _due(
            TODAY + timedelta(days=2),
            law=LawNote("X", "244/2026/NĐ-CP", "10", expected=True, other=date(2026, 6, 29)),
        )
    )
    for person in (coordinator, officer):
        page = client_of(person).get("/").content.decode()
        assert "Việc của tôi: quá hạn, đến hạn trong 7 ngày" in page
        assert "Việc toy.1" in page
        assert "Điều 10" in page
        assert "29/06/2026" in page
        assert "Còn 2 ngày" in page


def test_what_one_agency_owes_is_not_due_for_another(plan, officer, coordinator, leader):
    own = queries.due_for(officer, 400, today=TODAY)
    assert own
    assert {row.record.duty.agency_id for row in own} == {officer.agency_id}
    others = [row for row in queries.due_for(coordinator, 400, today=TODAY) if row.key.startswith("plans.")]
    assert {row.record.duty.agency_id for row in others} == {coordinator.agency_id}
    assert queries.due_for(leader, 400, today=TODAY) == []


def test_a_list_of_work_and_the_calendar_show_the_same_days(plan, officer):
    listed = queries.due_for(officer, 4000, today=TODAY)
    shown = queries.in_calendar(officer, since=date(2020, 1, 1), today=TODAY, whose=Whose.OWN)
    assert listed == shown


def test_sources_cost_the_same_few_queries_for_few_and_many_rows(
    plan, officer, django_assert_max_num_queries
):
    with django_assert_max_num_queries(8):
        assert len(queries.due_for(officer, 4000, today=TODAY)) > 1


def test_calendars_of_readers_and_of_agencies(plan, officer, leader, coordinator):
    ways = {"since": date(2026, 1, 1), "today": TODAY, "base": "https://nhipcau.example.org"}
    everything = Calendar.from_ical(officer_calendar(leader, **ways))
    assert str(everything["X-WR-CALNAME"]) == "Nhịp Cầu: mọi thời hạn"
    assert len(everything.walk("VEVENT")) > 1
    own = Calendar.from_ical(agency_calendar(officer, **ways)).walk("VEVENT")
    assert {str(event["UID"]) for event in own} == {
        f"{row.key}@nhipcau" for row in queries.due_for(officer, 4000, today=TODAY)
    }
    assert all(str(event["URL"]).startswith("https://nhipcau.example.org/") for event in own)
    assert officer_calendar(officer, **ways).count(b"BEGIN:VEVENT") == len(own)


def test_the_law_s_yearly_date_is_due_for_those_who_run_the_programme(coordinator, officer, leader):
    december = date(2026, 12, 12)
    found = [
        row for row in queries.due_for(coordinator, 7, today=december) if row.key.startswith("office.law")
    ]
    assert [(row.day, row.law.code, row.law.other) for row in found] == [
        (date(2026, 12, 19), "SPK_REPORT", date(2026, 12, 21))
    ]
    for person in (officer, leader):
        assert not [row for row in queries.due_for(person, 7, today=december) if row.law]
    assert not [row for row in queries.due_for(coordinator, 7, today=date(2026, 12, 20)) if row.law]
    assert not [row for row in queries.due_for(coordinator, 30, today=date(2025, 12, 1)) if row.law]


def test_a_reminder_reaches_each_person_once_and_only_those_for_whom_it_is_due(
    toy, officer, coordinator, leader
):
    rows, _ = toy
    rows.append(_due(TODAY + timedelta(days=7)))
    first = actions.remind(today=TODAY)
    assert first == Notice.objects.filter(once="toy.1:before-7").count() == 3
    assert actions.remind(today=TODAY) == 0
    notice = Notice.objects.filter(recipient=officer, once="toy.1:before-7").get()
    assert (notice.title, notice.text) == ("toy.1 còn 7 ngày (hạn 01/07/2026)", "Việc toy.1")


def test_the_law_s_date_is_reminded_of_by_the_clock(coordinator, officer):
    actions.remind(today=date(2026, 12, 12))
    assert Notice.objects.filter(kind="office.law_due", recipient=coordinator).count() == 1
    assert not Notice.objects.filter(kind="office.law_due", recipient=officer).exists()


def test_reminders_are_a_job_of_the_clock():
    from nhipcau.kernel import jobs

    jobs.discover()
    assert "office.reminders" in {job.name for job in jobs.all_scheduled()}
    assert reverse("office:law_rules") == "/thoi-han/"
