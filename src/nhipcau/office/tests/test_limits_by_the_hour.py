"""What is due at a moment: asked, shown by the hour, put into calendars, reminded of, late from then on."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from nhipcau.kernel import clock
from nhipcau.kernel.models import Notice
from nhipcau.kernel.navigation import Asked as Desk
from nhipcau.kernel.navigation import needs
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.standing import Lateness, in_order, is_past, span, standing, written
from nhipcau.office.asks import actions, queries
from nhipcau.office.asks.models import Ask
from nhipcau.office.asks.rules import AskState, Verdict
from nhipcau.office.deadlines import actions as reminding
from nhipcau.office.deadlines.calendar import agency_calendar, officer_calendar
from nhipcau.office.deadlines.law import last_moment, note_of
from nhipcau.office.deadlines.queries import due_for
from nhipcau.office.deadlines.rules import Due, hour_mark
from nhipcau.office.deadlines.sources import Source, sources
from nhipcau.office.deliveries import queries as deliveries
from nhipcau.office.deliveries.actions import deliver
from nhipcau.office.deliveries.channels import INSIDE
from nhipcau.office.deliveries.models import Delivery
from nhipcau.office.deliveries.rules import Receiver

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
NOON = datetime(2026, 6, 18, 12, 0, tzinfo=HERE)
DAY = NOON.date()
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _of_agencies(agencies_are_asked_about):
    """The record that is asked about here is an agency."""


@pytest.fixture
def asked(coordinator, agency, other_agency) -> Ask:
    """A first statement wanted of the agency by tomorrow 11:00, asked at noon."""
    with clock.told(NOON):
        (one,) = actions.ask(
            about=other_agency,
            to=[agency],
            question="Thông tin ban đầu về sự việc?",
            due=NOON + timedelta(hours=23),
            today=DAY,
            by=coordinator,
        )
    return one


def where(one: Ask, now: datetime | date) -> AskState:
    return Ask.objects.with_answers().get(pk=one.pk).state_on(now)


moments = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))


@given(moments, st.integers(-(10**7), 10**7))
def test_a_moment_is_late_from_the_second_after_it_and_days_as_before(due, seconds):
    now = due + timedelta(seconds=seconds)
    found = standing(due, None, now)
    assert (found.lateness == Lateness.OPEN_OVERDUE) == (seconds > 0)
    assert found.minutes == abs(seconds) // 60
    done = standing(due, now, now + timedelta(days=9))
    assert (done.lateness == Lateness.DONE_LATE) == (seconds > 0)
    # The day alone: late from the day after on, whatever the hour.
    local = due.astimezone(HERE).date()
    assert (
        is_past(local, now)
        == (now.astimezone(HERE).date() > local)
        == is_past(due, now.astimezone(HERE).date())
    )


@given(st.lists(st.one_of(moments, st.dates(date(2000, 1, 1), date(2100, 1, 1))), max_size=9))
def test_limits_of_both_kinds_are_in_one_order(limits):
    found = sorted(limits, key=in_order)
    for one, next_one in pairwise(found):
        assert not (isinstance(one, datetime) and isinstance(next_one, datetime)) or one <= next_one
        # Whatever is past when the next one is over is not sorted behind it.
        if isinstance(next_one, datetime):
            assert isinstance(one, datetime) or one < next_one.astimezone(HERE).date()


@pytest.mark.parametrize(
    ("away", "told"),
    [
        (timedelta(minutes=5), (5, "minutes")),
        (timedelta(minutes=60), (1, "hours")),
        (timedelta(hours=48), (48, "hours")),
        (timedelta(hours=71, minutes=59), (71, "hours")),
        (timedelta(days=5), (5, "days")),
        (timedelta(seconds=-30), (0, "minutes")),
    ],
)
def test_what_is_near_is_told_in_hours_and_what_is_far_in_days(away, told):
    assert span(standing(NOON + away, None, NOON)) == told


def test_midnight_belongs_to_the_day_that_officers_say(asked):
    at = datetime(2026, 6, 19, 18, 30, tzinfo=UTC)  # half past one on the 20th in Viet Nam
    assert written(at) == "01:30 20/06/2026"
    assert standing(date(2026, 6, 19), None, at).lateness == Lateness.OPEN_OVERDUE


def test_a_24_hour_ask_is_open_late_and_answered(asked, officer):
    assert (asked.due, asked.limit) == (date(2026, 6, 19), NOON + timedelta(hours=23))
    assert where(asked, NOON + timedelta(hours=23)) is AskState.OPEN
    assert where(asked, NOON + timedelta(hours=23, seconds=1)) is AskState.LATE
    assert where(asked, date(2026, 6, 19)) is AskState.OPEN  # of the day alone nothing worse is said
    with clock.told(NOON + timedelta(hours=30)):
        actions.answer(asked=asked, verdict=Verdict.ANSWER, text="Muộn nhưng có.", today=DAY, by=officer)
    assert where(asked, NOON + timedelta(hours=40)) is AskState.ANSWERED
    with clock.told(NOON + timedelta(hours=40)):
        own = Calendar.from_ical(agency_calendar(officer, since=DAY, today=DAY, base=""))
    (event,) = [one for one in own.walk("VEVENT") if str(one["UID"]).startswith("office.ask")]
    assert str(event["SUMMARY"]).startswith("✓")


def test_a_moment_gone_by_is_refused_though_its_day_is_not_over(coordinator, agency, other_agency):
    with clock.told(NOON), pytest.raises(Refused, match="11:59 18/06/2026"):
        actions.ask(
            about=other_agency,
            to=[agency],
            question="x",
            due=NOON - timedelta(minutes=1),
            today=DAY,
            by=coordinator,
        )
    assert not Ask.objects.exists()


def test_hours_left_stand_on_the_desk_the_list_and_the_page(asked, officer, client_of):
    with clock.told(NOON + timedelta(hours=20)):
        home, listed, page = (
            client_of(officer).get(address).content.decode()
            for address in ("/", reverse("office:asks"), reverse("office:ask", args=[asked.pk]))
        )
        (need,) = [
            one for one in needs(Desk(officer, clock.today(), now=clock.now())) if "trả lời" in one.text
        ]
    assert "11:00 19/06/2026" in home and "11:00 19/06/2026" in listed and "11:00 19/06/2026" in page
    assert "Còn 3 giờ" in home and "Còn 3 giờ" in listed and "Còn 3 giờ" in page
    assert need.urgent and "gần nhất còn 3 giờ" in need.text
    with clock.told(NOON + timedelta(hours=26)):
        assert "Quá hạn 3 giờ" in client_of(officer).get("/").content.decode()
        assert "Quá hạn trả lời" in client_of(officer).get(reverse("office:asks")).content.decode()


def test_a_calendar_holds_the_moment_with_an_alarm_and_the_asker_has_it_too(asked, officer, coordinator):
    for person, make in ((officer, agency_calendar), (coordinator, officer_calendar)):
        made = Calendar.from_ical(make(person, since=DAY, today=DAY, base="https://x"))
        (event,) = [one for one in made.walk("VEVENT") if str(one["UID"]).startswith("office.ask")]
        assert event["DTSTART"].dt == datetime(2026, 6, 19, 4, 0, tzinfo=UTC)
        assert [str(alarm["ACTION"]) for alarm in event.walk("VALARM")] == ["DISPLAY"]


def test_an_ask_of_hours_is_reminded_of_each_mark_once_and_never_by_the_morning_round(asked, officer):
    def told(now: datetime) -> int:
        before = Notice.objects.to(officer).count()
        for _ in range(2):
            actions.remind_hours(now)
            actions.remind_due(now.date())
        return Notice.objects.to(officer).count() - before

    by_hour = {hour: told(NOON + timedelta(hours=hour, minutes=1)) for hour in range(75)}
    # Asked 23 hours before: no reminder of 24; at 4 and 1 hours, when it has passed, then each day.
    assert [hour for hour, count in by_hour.items() if count] == [19, 22, 23, 47, 71]
    assert set(by_hour.values()) == {0, 1}


def test_the_round_of_hours_catches_up_after_a_night_off_with_one_word():
    due = NOON
    assert hour_mark(due, due - timedelta(hours=30)) is None
    assert hour_mark(due, due - timedelta(hours=23)) == "before-24h"
    assert hour_mark(due, due - timedelta(minutes=10)) == "before-1h"
    assert hour_mark(due, due) == "before-1h"
    assert hour_mark(due, due + timedelta(hours=23)) == "past"
    assert hour_mark(due, due + timedelta(hours=50)) == "past-2"


def test_any_app_s_moments_are_reminded_of_by_the_hour_and_left_out_by_the_daily_round(officer, monkeypatch):
    monkeypatch.setattr(sources, "_items", {})
    due = NOON + timedelta(hours=3, minutes=30)

    def query(who, question):
        if who == officer:
            yield Due("toy.1", due, "Phát ngôn", "Phát ngôn", "/", standing(due, None, question.at))

    sources.register(Source("toy", "Việc thử", query, notices=("plans.due", "plans.overdue"), moments=True))
    assert reminding.remind(today=DAY) == 0
    assert reminding.remind_hours(now=NOON) == 1
    assert reminding.remind_hours(now=NOON) == 0
    assert reminding.remind_hours(now=NOON + timedelta(hours=4)) == 1
    titles = list(Notice.objects.filter(recipient=officer).order_by("pk").values_list("title", "kind"))
    assert titles == [
        ("Phát ngôn còn 3 giờ (hạn 15:30 18/06/2026)", "plans.due"),
        ("Phát ngôn đã quá hạn (hạn 15:30 18/06/2026)", "plans.overdue"),
    ]


def test_a_source_without_moments_is_not_asked_every_ten_minutes(officer, monkeypatch):
    monkeypatch.setattr(sources, "_items", {})
    sources.register(Source("toy", "Việc thử", lambda *asked: pytest.fail("asked"), notices=("a", "b")))
    assert reminding.remind_hours(now=NOON) == 0


def test_the_law_s_hours_are_a_moment():
    answer = last_moment("first_statement_event", datetime(2026, 7, 3, 16, 20, tzinfo=HERE))
    assert written(answer.last) == "16:20 04/07/2026" and note_of(answer).code == "SPK_URGENT_EVENT"


def test_dues_within_a_day_come_by_their_moments_and_whole_days_last(
    asked, officer, coordinator, other_agency, agency
):
    with clock.told(NOON):
        record = type(agency).objects.create(code="khac", name="Cơ quan khác")
        actions.ask(
            about=record, to=[agency], question="Cả ngày", due=date(2026, 6, 19), today=DAY, by=coordinator
        )
    rows = [row for row in due_for(officer, 5, today=DAY, now=NOON) if row.key.startswith("office.ask")]
    assert [row.title for row in rows] == ["Thông tin ban đầu về sự việc?", "Cả ngày"]
    assert queries.open_limits(officer) == [asked.limit, date(2026, 6, 19)]


def test_an_acknowledgement_by_the_hour_is_overdue_from_that_moment(
    issued, officer, agency, coordinator, client_of
):
    by = NOON + timedelta(hours=24)
    (one,) = deliver(
        version=issued,
        to=[Receiver(agency.name, agency=agency.pk)],
        channel=INSIDE,
        by=coordinator,
        acknowledge_by=by,
    )
    day_only = Delivery.objects.none()
    assert (one.acknowledge_by, one.limit) == (by.date(), by)
    for now, late in (
        (by, False),
        (by + timedelta(seconds=1), True),
        (by.date(), False),
        (date(2026, 6, 20), True),
    ):
        assert Delivery.objects.get(pk=one.pk).is_overdue(now) is late
        assert bool(deliveries.overdue(Delivery.objects.all(), now)) is late
        tally = deliveries.tally(Delivery.objects.all(), now)
        assert tally is not None and tally.overdue == int(late)
        assert deliveries.left(Delivery.objects.all(), now).late == int(late)
    assert not day_only
    with clock.told(by + timedelta(minutes=5)):
        assert "Quá hạn xác nhận 12:00 19/06/2026" in client_of(officer).get(reverse("office:received")).text


def test_rows_of_the_version_before_keep_their_days(migrated):
    old = migrated("office", "0007_chains")
    kind = old.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="agencies", model="agency"
    )[0]
    agency = old.get_model("agencies", "Agency").objects.create(code="cu", name="Cơ quan cũ")
    person = old.get_model("agencies", "Officer").objects.create(username="cu", full_name="Người Cũ")
    row = old.get_model("office", "Ask").objects.create(
        about_type=kind, about_id=agency.pk, question="Hỏi từ trước", agency=agency, due=DAY, asked_at=NOON,
        asked_by=person,
    )  # fmt: skip
    migrated("office", "0008_limits_at_a_moment")
    migrated("office", MigrationLoader(None).graph.leaf_nodes("office")[0][1])
    now = Ask.objects.with_answers().get(pk=row.pk)
    assert (now.due_at, now.limit, now.state_on(NOON)) == (None, DAY, AskState.OPEN)
    assert connection.introspection.table_names()
