"""An agency is merged after a leader gave it work: the heir sees and takes it up, the leader sees who."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.cast import _officer

from nhipcau.agencies.actions.handing_on import hand_on
from nhipcau.agencies.actions.succession import merge
from nhipcau.agencies.models import Agency, Officer, Succession
from nhipcau.agencies.rules import AgencyKind, Role
from nhipcau.documents.letters.passing_on import pass_on
from nhipcau.kernel.refusal import Refused
from nhipcau.office.asks import actions as asking
from nhipcau.office.directions import actions, queries
from nhipcau.office.directions.models import Direction
from nhipcau.office.directions.rules import DirectionState
from nhipcau.office.tests.test_proofs import found
from nhipcau.plans.actions import work
from nhipcau.plans.models import Duty, Task

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)
AFTER = DAY + timedelta(days=1)
NOW = timezone.make_aware(datetime(2026, 6, 1, 9))
BOTH = "Sở Công Thương → Sở Kinh tế"


def state_of(direction: Direction, today: date) -> DirectionState:
    return queries.rows(Direction.objects.filter(pk=direction.pk), today)[0].state


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setenv("NHIPCAU_TODAY", DAY.isoformat())


@pytest.fixture
def given(plan, leader, agency) -> Direction:
    task = Task.objects.get(plan=plan, number="2.1")
    return actions.give(
        about=task, text="Mời thêm báo chí Lào", by=leader, now=NOW, agency=agency, due=date(2026, 6, 20)
    )


@pytest.fixture
def heir(db) -> Agency:
    return Agency.objects.create(code="so-moi", name="Sở Kinh tế", kind=AgencyKind.DEPARTMENT)


@pytest.fixture
def newcomer(installation, heir) -> Officer:
    return _officer("canbomoi", "Cán Bộ Mới", Role.OFFICER, heir)


def merged(monkeypatch, agency, heir, coordinator) -> None:
    monkeypatch.setenv("NHIPCAU_TODAY", AFTER.isoformat())
    merge(predecessor=agency, successor=heir, on=AFTER, by=coordinator, today=AFTER)


def handed_on(monkeypatch, agency, heir, coordinator) -> None:
    """The agency is divided without a word about this work; the coordinator says who does it."""
    other = Agency.objects.create(code="so-khac", name="Sở Khác")
    Agency.objects.filter(pk=agency.pk).update(valid_to=DAY)
    for each in (heir, other):
        Succession.objects.create(predecessor=agency, successor=each, on=AFTER)
    monkeypatch.setenv("NHIPCAU_TODAY", AFTER.isoformat())
    hand_on(predecessor=agency, successor=heir, today=AFTER, by=coordinator)


@pytest.mark.parametrize("goes", [merged, handed_on])
def test_the_heir_sees_and_takes_up_what_a_leader_directed_and_the_leader_sees_who(
    given, agency, heir, newcomer, leader, coordinator, other_agency, client_of, monkeypatch, goes
):
    stranger = _officer("canbola", "Cán Bộ Lạ", Role.OFFICER, other_agency)
    goes(monkeypatch, agency, heir, coordinator)
    directions = reverse("office:directions")
    client = client_of(newcomer)
    for page in (directions, "/"):
        assert "Mời thêm báo chí Lào" in client.get(page).text
        assert BOTH in client.get(page).text
    assert client.get(given.made_url).status_code == 200
    assert "Mời thêm báo chí Lào" not in client_of(stranger).get(directions).text
    assert client_of(stranger).get(given.made_url).status_code == 404
    assert state_of(given, AFTER) is DirectionState.GIVEN

    duty = Duty.objects.current().get(task=given.made, role="lead")
    assert duty.agency == heir
    work.report_progress(
        duty=duty, percent=40, note="Đã mời hai báo", today=AFTER, by=Officer.objects.get(pk=newcomer.pk)
    )
    assert state_of(given, AFTER) is DirectionState.TAKEN_UP
    seen = client_of(leader)
    for page in (directions, "/", reverse("plans:task", args=[given.about_id])):
        assert BOTH in seen.get(page).text
    assert found() == {}


def test_through_two_mergers_both_ends_are_named(
    given, agency, heir, newcomer, leader, coordinator, other_agency, client_of, monkeypatch
):
    merged(monkeypatch, agency, heir, coordinator)
    merge(predecessor=heir, successor=other_agency, on=AFTER, by=coordinator, today=AFTER)
    (row,) = queries.rows(Direction.objects.filter(pk=given.pk), AFTER)
    assert row.agency_words == f"Sở Công Thương → {other_agency.name}"


def test_nothing_more_is_directed_to_an_agency_that_is_no_more(
    given, agency, heir, leader, coordinator, monkeypatch
):
    merged(monkeypatch, agency, heir, coordinator)
    agency.refresh_from_db()
    later = timezone.make_aware(datetime(2026, 6, 2, 9))
    with pytest.raises(Refused) as refused:
        actions.give(
            about=given.about, text="Làm thêm", by=leader, now=later, agency=agency, due=date(2026, 6, 20)
        )
    told = {"agency": "Sở Công Thương", "heirs": "Sở Kinh tế"}
    assert {name: refused.value.details[name] for name in told} == told and refused.value.details["since"]


def test_a_word_passed_on_by_letter_goes_to_the_heir(given, agency, heir, coordinator, monkeypatch):
    merged(monkeypatch, agency, heir, coordinator)
    letter, _new = pass_on(
        direction=Direction.objects.get(pk=given.pk), by=Officer.objects.get(pk=coordinator.pk), today=AFTER
    )
    assert letter.recipients.get(role="addressed").agency == heir
    assert "để Sở Kinh tế biết, thực hiện" in letter.body


def test_the_list_costs_the_same_however_many_agencies_are_gone(
    plan, leader, coordinator, client_of, monkeypatch
):
    task = Task.objects.get(plan=plan, number="2.1")
    client = client_of(coordinator)

    def more(count: int, start: int) -> None:
        for number in range(start, start + count):
            gone = Agency.objects.create(code=f"cu-{number}", name=f"Sở cũ {number}", valid_to=DAY)
            now = Agency.objects.create(code=f"moi-{number}", name=f"Sở mới {number}")
            given_to = {"agency": gone, "due": date(2026, 6, 20)}
            actions.give(about=task, text=f"Việc {number}", by=leader, now=NOW, **given_to)
            Succession.objects.create(predecessor=gone, successor=now, on=AFTER)

    more(3, 0)
    monkeypatch.setenv("NHIPCAU_TODAY", AFTER.isoformat())
    client.get(reverse("office:directions"))
    with CaptureQueriesContext(connection) as few:
        assert "Sở cũ 1 → Sở mới 1" in client.get(reverse("office:directions")).text
    monkeypatch.setenv("NHIPCAU_TODAY", DAY.isoformat())
    more(12, 3)
    monkeypatch.setenv("NHIPCAU_TODAY", AFTER.isoformat())
    with CaptureQueriesContext(connection) as many:
        assert "Sở cũ 9 → Sở mới 9" in client.get(reverse("office:directions")).text
    assert len(few) == len(many)


def test_the_weekly_sheet_names_both(given, agency, heir, leader, coordinator, client_of, monkeypatch):
    asking.ask(about=given.about, to=[agency], question="Góp ý?", due=AFTER, today=DAY, by=coordinator)
    merged(monkeypatch, agency, heir, coordinator)
    year, week, _day = DAY.isocalendar()
    for part, figure in (("chi-dao", "giao-trong-tuan"), ("hoi-dap", "den-han")):
        page = client_of(leader).get(reverse("office:week_figure", args=[year, week, part, figure])).text
        assert BOTH in page
