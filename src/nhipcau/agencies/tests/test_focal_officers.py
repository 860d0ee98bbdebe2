"""One leader and one officer per agency; who has named none is seen and reminded, once a day."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from nhipcau.agencies.actions import focal
from nhipcau.agencies.models import Agency, FocalOfficer, FocalReminder, Officer
from nhipcau.agencies.queries.focal import focal_board, gaps, listed, rows_of
from nhipcau.agencies.rules import AgencyKind, FocalDuty, Level
from nhipcau.kernel.clock import today
from nhipcau.kernel.models import LogEntry, Notice
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import say

TODAY = date(2026, 3, 2)


def name(agency, duty=FocalDuty.LEADER, **rest) -> FocalOfficer:
    wish = {"name": "Nguyễn An", "since": date(2026, 1, 5), "today": TODAY, "by": None} | rest
    return focal.name_focal(agency=agency, duty=duty, **wish)


def test_a_new_leader_follows_the_old_one(agency):
    name(agency)
    name(agency, name="Trần Bình", since=date(2026, 2, 1))
    assert [(each.name, each.until) for each in agency.focal_officers.order_by("pk")] == [
        ("Nguyễn An", date(2026, 2, 1)),
        ("Trần Bình", None),
    ]
    assert agency.focal_officers.current(date(2026, 1, 31)).get().name == "Nguyễn An"
    assert agency.focal_officers.current(date(2026, 2, 1)).get().name == "Trần Bình"
    entry = LogEntry.objects.filter(action="agency.focal_named").order_by("pk").last()
    assert entry.before["name"] == "Nguyễn An"


@pytest.mark.parametrize(
    ("since", "said"), [(date(2026, 3, 3), "chưa tới"), (date(2026, 1, 4), "đang phụ trách")]
)
def test_a_day_that_cannot_be_is_refused(agency, since, said):
    name(agency)
    with pytest.raises(Refused, match=said):
        name(agency, since=since)


def test_an_ended_agency_names_nobody(agency):
    Agency.objects.filter(pk=agency.pk).update(valid_to=date(2025, 1, 1))
    agency.refresh_from_db()
    with pytest.raises(Refused) as lock:
        name(agency)
    told = "Cơ quan này đã kết thúc hoạt động (ngày 01/01/2025) nên không cử đầu mối được nữa."
    assert say(lock.value) == told


def test_contact_data_goes_with_the_duty(agency):
    named = name(agency, email="an@example.org", phone="0900")
    focal.end_focal(focal=named, on=TODAY, by=None)
    named.refresh_from_db()
    assert (named.until, named.email, named.phone) == (TODAY, "", "")
    assert "0900" not in str(LogEntry.objects.get(action="agency.focal_ended").data)


def test_the_board_counts_who_is_missing(agency, other_agency):
    third = Agency.objects.create(code="xa", name="UBND xã X", kind=AgencyKind.COMMUNE, level=Level.COMMUNE)
    Agency.objects.create(code="bch", name="Ban Chỉ đạo", kind=AgencyKind.COMMITTEE)
    Agency.objects.create(code="bo", name="Bộ Ngoại giao", level=Level.CENTRAL)
    name(agency)
    name(agency, FocalDuty.OFFICER)
    name(other_agency)
    board = focal_board({}, on=TODAY)
    assert (board.asked, board.complete, board.partly, board.nobody) == (3, 1, 1, 1)
    assert gaps(on=TODAY) == 2
    assert set(focal_board({"cu": "chua"}, on=TODAY).agencies) == {third}
    assert set(focal_board({"cu": "thieu"}, on=TODAY).agencies) == {other_agency, third}
    assert set(focal_board({"tim": "cong thuong"}, on=TODAY).agencies) == {agency}


def test_the_board_says_who_holds_what(agency, officer):
    leader = name(agency)
    row = rows_of(listed({}, on=TODAY).filter(pk=agency.pk), on=TODAY)[0]
    assert (row.leader, row.officer, row.accounts, row.reminded_on) == (leader, None, 1, None)
    assert not row.is_complete


def test_officers_with_an_account_are_told_once_a_day(agency, officer, coordinator):
    first = focal.remind(agencies=[agency], today=TODAY, by=coordinator)
    again = focal.remind(agencies=[agency], today=TODAY, by=coordinator)
    assert (first.told, again.told, again.before) == (1, 0, 1)
    notice = Notice.objects.get()
    assert notice.recipient == officer
    assert "lãnh đạo phụ trách và cán bộ thực hiện" in notice.text
    assert notice.url == "/co-quan/so-cong-thuong/#dau-moi"
    focal.remind(agencies=[agency], today=date(2026, 3, 3), by=coordinator)
    assert Notice.objects.count() == 2
    assert LogEntry.objects.filter(action="agency.focal_reminded").count() == 2


def test_an_agency_without_an_account_gets_one_letter(agency, coordinator):
    Agency.objects.filter(pk=agency.pk).update(email="sct@example.org")
    agency.refresh_from_db()
    done = focal.remind(agencies=[agency], today=TODAY, by=coordinator)
    again = focal.remind(agencies=[agency], today=TODAY, by=coordinator)
    assert (done.mailed, again.before) == (1, 1)
    letter = Notice.objects.get()
    assert (letter.recipient, letter.address) == (None, "sct@example.org")
    assert "Kính gửi Sở Công Thương" in letter.text


def test_nobody_to_reach_is_said_and_may_be_tried_again(agency, coordinator):
    done = focal.remind(agencies=[agency], today=TODAY, by=coordinator)
    assert done.unreachable == (agency,)
    assert not FocalReminder.objects.exists()


def test_a_complete_agency_is_left_in_peace(agency, officer, coordinator):
    name(agency)
    name(agency, FocalDuty.OFFICER)
    assert focal.remind(agencies=[agency], today=TODAY, by=coordinator).told == 0
    assert not Notice.objects.exists()


def made(client, agency, username, role="officer", **more):
    wish = {"username": username, "full_name": f"Người {username}", "role": role, "agency": agency.pk, **more}
    client.post(reverse("agencies:officer_create"), wish)
    return Officer.objects.get(username=username)


def named(agency):
    return [
        (each.duty, each.name, each.officer and each.officer.username)
        for each in agency.focal_officers.current(today())
    ]


def test_the_form_that_gives_the_role_records_whom_the_agency_has_named(client_of, administrator, agency):
    client = client_of(administrator)
    made(client, agency, "mot")
    assert named(agency) == []  # unticked
    made(client, agency, "hai", role="clerk", focal="on")
    assert named(agency) == []  # another role
    made(client, agency, "ba", focal="on", email="ba@tinh.vn")
    assert named(agency) == [("officer", "Người ba", "ba")]
    made(client, agency, "bon", focal="on")
    assert named(agency) == [("officer", "Người ba", "ba")]  # who is named stays


def test_a_role_given_later_to_an_account_records_it_too_and_one_to_come_does_not(
    client_of, administrator, agency, other_agency
):
    client = client_of(administrator)
    person = made(client, agency, "moi", role="")
    give = reverse("agencies:role_give", args=[person.pk])
    wish = {"role": "officer", "focal": "on", "agency": agency.pk}
    client.post(give, wish | {"since": f"{today() + timedelta(days=9):%d/%m/%Y}"})
    assert named(agency) == [] and person.role_holdings.count() == 1
    client.post(give, wish | {"agency": other_agency.pk, "since": f"{today():%d/%m/%Y}"})
    assert named(other_agency) == [("officer", "Người moi", "moi")]


def test_the_form_offers_it_ticked(client_of, administrator):
    page = client_of(administrator).get(reverse("agencies:officer_create")).text
    assert re.search(r"<input[^>]*name=\"focal\"[^>]*checked", page)


def test_the_desk_says_which_of_the_two_is_missing(client_of, officer, agency):
    desk = client_of(officer).get("/").text
    assert "chưa cử lãnh đạo phụ trách và cán bộ thực hiện" in desk
    name(agency, FocalDuty.OFFICER, since=today(), today=today())
    desk = client_of(officer).get("/").text
    assert "chưa cử lãnh đạo phụ trách." in desk and "cán bộ thực hiện." not in desk
