"""Roles are held from a day to a day, several by one person, for one agency or for the house."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from tests.cast import hold

from nhipcau.agencies.actions import roles, succession
from nhipcau.agencies.models import Officer, RoleHolding
from nhipcau.agencies.permissions import KEEP_OWN, SEE_CONTACTS
from nhipcau.agencies.queries import who_may
from nhipcau.agencies.queries.accounts import held_roles, people_of
from nhipcau.agencies.rules import Role, RoleStanding, role_standing
from nhipcau.kernel.access import SIGNED_IN, declared
from nhipcau.kernel.models import LogEntry
from nhipcau.kernel.refusal import Refused

TODAY = date(2026, 6, 20)
FIRST, LAST = date(2026, 6, 1), date(2026, 6, 20)


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch):
    monkeypatch.setenv("NHIPCAU_TODAY", TODAY.isoformat())


@pytest.fixture
def tomorrow(monkeypatch):
    """tomorrow() → it is the 21st, for everybody."""
    return lambda: monkeypatch.setenv("NHIPCAU_TODAY", "2026-06-21")


def give(officer, role, administrator, **wish) -> RoleHolding:
    return roles.give_role(officer=officer, role=role, by=administrator, **({"since": FIRST} | wish))


def test_a_role_ends_by_itself_after_its_last_day(stranger, administrator, tomorrow, client_of):
    give(stranger, Role.LEADER, administrator, until=LAST)
    assert client_of(stranger).get(reverse("desk:home")).status_code == 200
    assert stranger in who_may(SEE_CONTACTS)
    tomorrow()
    assert client_of(stranger).get(reverse("desk:home")).status_code == 403
    assert stranger not in who_may(SEE_CONTACTS)


def test_a_role_to_come_gives_nothing_before_its_first_day(stranger, administrator, tomorrow):
    give(stranger, Role.LEADER, administrator, since=date(2026, 6, 21))
    assert not Officer.objects.get(pk=stranger.pk).may(SIGNED_IN)
    tomorrow()
    assert Officer.objects.get(pk=stranger.pk).may(SEE_CONTACTS)


def test_several_roles_by_one_person_add_up(officer, administrator, agency, other_agency):
    give(officer, Role.LEADER, administrator)
    give(officer, Role.OFFICER, administrator, agency=other_agency)
    officer = Officer.objects.get(pk=officer.pk)
    assert officer.may(KEEP_OWN) and officer.may(SEE_CONTACTS)
    assert officer.own_agencies() == {agency.pk, other_agency.pk}
    assert officer.role_words == (
        "Cán bộ đầu mối (Sở Công Thương); Lãnh đạo; Cán bộ đầu mối (Sở Văn hóa, Thể thao và Du lịch)"
    )


def test_a_role_of_one_agency_means_nothing_at_another(officer, coordinator, agency, other_agency):
    assert officer.may(KEEP_OWN, agency)
    assert not officer.may(KEEP_OWN, other_agency)
    assert coordinator.may(KEEP_OWN, agency)
    assert set(who_may(KEEP_OWN, agency)) == {officer, coordinator}
    assert set(who_may(KEEP_OWN, other_agency)) == {coordinator}


def test_for_an_agencys_part_its_own_people_are_told(officer, coordinator, agency, other_agency):
    told = people_of([agency.pk, other_agency.pk], KEEP_OWN)
    assert told == {agency.pk: [officer], other_agency.pk: [coordinator]}


def test_a_closed_account_may_nothing_whatever_it_holds(officer):
    officer.is_active = False
    officer.save()
    assert not officer.may(SIGNED_IN)
    assert officer.own_agencies() == frozenset()
    assert officer not in who_may(SIGNED_IN)


def test_roles_are_asked_of_the_database_once(officer, agency, django_assert_num_queries):
    officer = Officer.objects.get(pk=officer.pk)
    with django_assert_num_queries(1):
        for permission in declared():
            officer.may(permission)
            officer.may(permission, agency)
        _ = officer.own_agencies(), officer.role_words


@pytest.mark.parametrize(
    ("role", "wish", "said"),
    [
        (Role.CLERK, {}, "phải gắn với một cơ quan"),
        (Role.LEADER, {"agency": True}, "toàn hệ thống"),
        (Role.LEADER, {"until": date(2026, 5, 31)}, "đứng trước ngày bắt đầu"),
    ],
)
def test_a_role_that_cannot_be_is_refused(stranger, administrator, agency, role, wish, said):
    wish = {name: agency if name == "agency" else value for name, value in wish.items()}
    with pytest.raises(Refused) as refused:
        give(stranger, role, administrator, **wish)
    assert said in refused.value.reason
    assert not stranger.role_holdings.exists()


def test_the_same_role_is_not_held_twice_on_one_day(stranger, administrator, agency, other_agency):
    give(stranger, Role.CLERK, administrator, agency=agency, until=LAST)
    with pytest.raises(Refused, match="đã giữ vai trò"):
        give(stranger, Role.CLERK, administrator, agency=agency, since=LAST)
    give(stranger, Role.CLERK, administrator, agency=other_agency)
    give(stranger, Role.CLERK, administrator, agency=agency, since=date(2026, 6, 21))
    assert stranger.role_holdings.count() == 3


@pytest.mark.parametrize(
    "row",
    [
        {"role": "leader", "since": LAST, "until": FIRST},
        {"role": "clerk", "since": FIRST},
        {"role": "leader", "since": FIRST, "agency": True},
    ],
)
def test_the_database_itself_refuses_days_and_agencies_that_cross(stranger, agency, row):
    row = {name: agency if name == "agency" else value for name, value in row.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleHolding.objects.create(officer=stranger, **row)


def test_the_database_itself_refuses_one_open_role_twice(stranger):
    hold(stranger, Role.LEADER)
    with pytest.raises(IntegrityError), transaction.atomic():
        hold(stranger, Role.LEADER)


def test_days_are_changed_and_the_log_keeps_both(stranger, administrator):
    held = give(stranger, Role.LEADER, administrator)
    roles.change_days(held=held, since=FIRST, until=LAST, by=administrator, today=TODAY)
    entry = LogEntry.objects.get(action="account.role_changed")
    assert entry.data == {"role": "leader"}
    assert (entry.before, entry.after) == ({"until": None}, {"until": "2026-06-20"})


def test_a_role_taken_away_ends_at_once_and_its_past_stays(stranger, administrator):
    held = give(stranger, Role.LEADER, administrator)
    roles.take_role(held=held, by=administrator, today=TODAY)
    held.refresh_from_db()
    assert held.until == date(2026, 6, 19)
    assert not Officer.objects.get(pk=stranger.pk).may(SIGNED_IN)
    assert LogEntry.objects.get(action="account.role_taken").after == {"until": "2026-06-19"}


def test_a_role_that_never_began_is_gone_when_taken_away(stranger, administrator):
    roles.take_role(
        held=give(stranger, Role.LEADER, administrator, since=TODAY), by=administrator, today=TODAY
    )
    assert not stranger.role_holdings.exists()
    assert LogEntry.objects.get(action="account.role_taken").before["role"] == "leader"


def test_the_last_administrator_keeps_the_role_without_an_end(administrator, stranger):
    held = administrator.role_holdings.get()
    with pytest.raises(Refused, match="cuối cùng"):
        roles.take_role(held=held, by=administrator, today=TODAY)
    with pytest.raises(Refused, match="cuối cùng"):
        roles.change_days(held=held, since=held.since, until=date(2027, 1, 1), by=administrator, today=TODAY)
    give(stranger, Role.ADMINISTRATOR, administrator, until=date(2027, 1, 1))
    with pytest.raises(Refused, match="cuối cùng"):
        roles.take_role(held=held, by=administrator, today=TODAY)
    give(stranger, Role.ADMINISTRATOR, administrator, since=date(2027, 1, 2))
    with pytest.raises(Refused, match="cuối cùng"):
        roles.take_role(held=held, by=administrator, today=TODAY)
    assert administrator.role_holdings.get().until is None


def test_at_a_merger_roles_go_on_at_the_successor(officer, administrator, agency, other_agency):
    succession.merge(predecessor=agency, successor=other_agency, on=TODAY, by=administrator, today=TODAY)
    old, new = officer.role_holdings.order_by("since")
    assert (old.agency, old.until) == (agency, date(2026, 6, 19))
    assert (new.agency, new.since, new.until) == (other_agency, TODAY, None)
    assert Officer.objects.get(pk=officer.pk).may(KEEP_OWN, other_agency)


def test_the_account_page_gives_changes_and_takes_roles(client_of, administrator, stranger, agency):
    client = client_of(administrator)
    page = reverse("agencies:officer", args=[stranger.pk])
    wish = {"role": "clerk", "agency": agency.pk, "since": "2026-06-01", "until": ""}
    answer = client.post(
        reverse("agencies:role_give", args=[stranger.pk]), wish, follow=True
    ).content.decode()
    assert "Đã giao vai trò Văn thư (Sở Công Thương) cho Người Lạ." in answer
    assert "Đang giữ" in answer and "Ngô Quản Trị" in answer
    held = stranger.role_holdings.get()
    change = reverse("agencies:role_change", args=[stranger.pk, held.pk])
    answer = client.post(change, {"since": "2026-06-01", "until": "2026-05-01"}, follow=True)
    assert "đứng trước ngày bắt đầu" in answer.content.decode()
    client.post(change, {"since": "2026-06-01", "until": "2026-12-31"})
    assert "hết 31/12/2026" in client.get(page).content.decode()
    client.post(change, {"thoi": "1"})
    answer = client.get(page).content.decode()
    assert "Đã kết thúc" in answer and "Thôi vai trò" in answer
    refused = client.post(reverse("agencies:role_give", args=[stranger.pk]), wish | {"agency": ""})
    assert "phải gắn với một cơ quan" in refused.content.decode()


def test_another_persons_role_is_not_reached_through_ones_page(client_of, administrator, officer, stranger):
    held = officer.role_holdings.get()
    answer = client_of(administrator).post(
        reverse("agencies:role_change", args=[stranger.pk, held.pk]), {"thoi": "1"}
    )
    assert answer.status_code == 404


def test_the_list_finds_accounts_by_the_role_held_today(client_of, administrator, officer, stranger):
    hold(stranger, Role.LEADER, until=date(2026, 6, 19))
    client = client_of(administrator)
    found = client.get(reverse("agencies:officers"), {"vai": "officer"}).content.decode()
    assert "Lê Cán Bộ" in found and "Người Lạ" not in found
    assert "Người Lạ" in client.get(reverse("agencies:officers"), {"vai": "chua"}).content.decode()


def test_a_persons_roles_are_listed_standing_then_coming_then_ended(stranger):
    for role, days in (
        (Role.LEADER, {"until": date(2026, 6, 19)}),
        (Role.COORDINATOR, {"since": date(2026, 6, 21)}),
        (Role.ADMINISTRATOR, {}),
    ):
        hold(stranger, role, **days)
    assert [row.held.role for row in held_roles(stranger, TODAY)] == [
        "administrator",
        "coordinator",
        "leader",
    ]


@pytest.mark.parametrize(
    ("on", "standing"),
    [
        (date(2026, 5, 31), RoleStanding.COMING),
        (FIRST, RoleStanding.STANDING),
        (LAST, RoleStanding.STANDING),
        (date(2026, 6, 21), RoleStanding.ENDED),
    ],
)
def test_the_last_day_still_counts(on, standing):
    assert role_standing(since=FIRST, until=LAST, on=on) is standing
