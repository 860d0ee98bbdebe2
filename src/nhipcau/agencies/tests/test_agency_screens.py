"""The screens of agencies, as each role meets them."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from tests.cast import hold

from nhipcau.agencies import open_work
from nhipcau.agencies.actions import focal
from nhipcau.agencies.models import (
    Agency,
    AgencyGroup,
    AgencyName,
    FocalOfficer,
    NameDecision,
    Officer,
    Succession,
)
from nhipcau.agencies.rules import AgencyKind, FocalDuty, NameKind, Role
from nhipcau.kernel.models import Notice


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setenv("NHIPCAU_TODAY", "2026-03-02")


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def names_on(answer) -> list[str]:
    return [agency.name for agency in answer.context["page"]]


# --- the list ---


def test_the_list_is_searched_without_marks_and_by_other_names(client_of, officer, other_agency):
    AgencyName.objects.create(agency=other_agency, name="SVHTTDL", kind=NameKind.ABBREVIATION)
    client = client_of(officer)
    for words in ("van hoa", "VĂN HÓA", "svhttdl"):
        assert names_on(client.get(reverse("agencies:agencies"), {"tim": words})) == [other_agency.name]


def test_the_list_shows_who_lives_on_a_day(client_of, officer, agency, other_agency):
    Agency.objects.filter(pk=agency.pk).update(valid_to=date(2025, 6, 30))
    client = client_of(officer)
    assert names_on(client.get(reverse("agencies:agencies"))) == [other_agency.name]
    assert len(names_on(client.get(reverse("agencies:agencies"), {"ngay": "2025-06-30"}))) == 2
    assert names_on(client.get(reverse("agencies:agencies"), {"xem": "het"})) == [agency.name]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"loai": "police"}, ["Công an tỉnh"]),
        ({"cap": "commune"}, []),
        ({"loc": "chua-kiem-chung"}, ["Sở Công Thương", "Công an tỉnh"]),
        ({"loc": "thieu-dau-moi"}, ["Sở Công Thương", "Công an tỉnh"]),
        ({"ngay": "hôm nay", "loai": "lạ"}, ["Sở Công Thương", "Công an tỉnh"]),
    ],
)
def test_filters_stand_in_the_address(client_of, officer, agency, filters, found):
    Agency.objects.create(code="ca", name="Công an tỉnh", kind=AgencyKind.POLICE)
    assert names_on(client_of(officer).get(reverse("agencies:agencies"), filters)) == found


def test_the_list_costs_the_same_at_3_and_30_agencies(client_of, officer, django_assert_num_queries):
    client = client_of(officer)
    client.get(reverse("agencies:agencies"))
    for number in range(30):
        Agency.objects.create(code=f"so-{number}", name=f"Sở {number}")
        if number in (2, 29):
            with django_assert_num_queries(9):
                client.get(reverse("agencies:agencies"))


# --- one agency ---


@pytest.fixture
def named(agency):
    return focal.name_focal(
        agency=agency,
        duty=FocalDuty.LEADER,
        name="Nguyễn An",
        email="an@example.org",
        phone="0263 1234",
        since=date(2026, 1, 1),
        today=date(2026, 3, 2),
        by=None,
    )


@pytest.mark.parametrize(("who", "sees"), [("officer", True), ("leader", True), ("coordinator", True)])
def test_contact_data_is_for_own_people_and_those_who_see_all(request, client_of, named, agency, who, sees):
    page = text_of(
        client_of(request.getfixturevalue(who)).get(reverse("agencies:agency", args=[agency.code]))
    )
    assert ("0263 1234" in page) is sees


def test_another_agencys_officer_sees_the_name_alone(client_of, officer, named, agency, other_agency):
    officer.role_holdings.update(agency=other_agency)
    page = text_of(client_of(officer).get(reverse("agencies:agency", args=[agency.code])))
    assert "Nguyễn An" in page
    assert "0263 1234" not in page
    assert "an@example.org" not in page


def test_both_names_and_the_source_are_on_the_page(client_of, officer, agency, other_agency):
    Succession.objects.create(
        predecessor=agency, successor=other_agency, on=date(2025, 7, 1), document="NQ 1"
    )
    Agency.objects.filter(pk=agency.pk).update(valid_to=date(2025, 6, 30), source="Luật X")
    client = client_of(officer)
    old = text_of(client.get(reverse("agencies:agency", args=[agency.code])))
    assert "Không còn hoạt động" in old
    assert other_agency.name in old
    assert "Luật X" in old
    assert "Chưa kiểm chứng" in old
    assert agency.name in text_of(client.get(reverse("agencies:agency", args=[other_agency.code])))


def test_an_officer_changes_the_own_agencys_address_and_nothing_else(
    client_of, officer, agency, other_agency
):
    client = client_of(officer)
    address = reverse("agencies:edit", args=[agency.code])
    client.post(address, {"email": "so@example.org", "name": "Sở Khác", "verified": "on"})
    agency.refresh_from_db()
    assert (agency.email, agency.name, agency.verified) == ("so@example.org", "Sở Công Thương", False)
    assert (
        client.post(reverse("agencies:edit", args=[other_agency.code]), {"email": "x@y.vn"}).status_code
        == 403
    )


def test_a_coordinator_adds_edits_and_names(client_of, coordinator, agency):
    client = client_of(coordinator)
    wish = {"name": "Sở Ngoại vụ", "kind": "department", "level": "province", "source": "QĐ 1"}
    assert client.post(reverse("agencies:create"), wish).url == "/co-quan/so-ngoai-vu/"
    bad = {**wish, "valid_from": "2026-01-02", "valid_to": "2026-01-01"}
    assert "đứng trước ngày bắt đầu" in text_of(client.post(reverse("agencies:create"), bad))
    made = Agency.objects.get(code="so-ngoai-vu")
    client.post(reverse("agencies:name_add", args=[made.code]), {"name": "SNgV", "kind": "abbreviation"})
    name = made.names.get()
    client.post(reverse("agencies:name_remove", args=[made.code, name.pk]))
    assert not made.names.exists()
    page = text_of(client.get(reverse("agencies:agency", args=[made.code])))
    assert "Bỏ tên gọi" in page  # the history


# --- a merger ---


def test_a_merger_is_shown_before_it_is_done(client_of, coordinator, agency, other_agency, monkeypatch):
    moved = []
    for name in "abcd":
        AgencyName.objects.create(agency=agency, name=name)
    monkeypatch.setattr(open_work, "listeners", open_work.listeners.fresh())
    open_work.on_succession(
        lambda **told: moved.append(told["successor"]) or 4, left=lambda: AgencyName.objects.all()
    )
    client = client_of(coordinator)
    address = reverse("agencies:merge", args=[agency.code])
    wish = {"successor": other_agency.code, "on": "2026-03-01", "document": "NQ 9", "move_work": "on"}
    preview = text_of(client.post(address, wish))
    assert f"4 việc đang mở sẽ chuyển sang {other_agency.name}" in preview
    assert not Succession.objects.exists()
    done = client.post(address, wish | {"xac-nhan": "1"}, follow=True)
    assert f"{other_agency.name} tiếp nhận việc của {agency.name}" in text_of(done)
    assert moved == [other_agency]
    again = client.post(address, wish | {"xac-nhan": "1"})
    assert f"đã được ghi nhận ({coordinator}, ngày 28/02/2026)" in text_of(again)


def test_a_merger_of_tomorrow_is_refused_with_what_to_do(client_of, coordinator, agency, other_agency):
    wish = {"successor": other_agency.code, "on": "2026-03-03", "xac-nhan": "1"}
    answer = client_of(coordinator).post(reverse("agencies:merge", args=[agency.code]), wish)
    assert "Hãy ghi nhận từ ngày đó" in text_of(answer)


# --- focal officers ---


def test_an_officer_names_replaces_and_ends(client_of, officer, agency):
    client = client_of(officer)
    address = reverse("agencies:focal_edit", args=[agency.code, FocalDuty.OFFICER])
    assert address == "/co-quan/so-cong-thuong/dau-moi/can-bo/"
    client.post(address, {"name": "Hoàng Lan", "since": "2026-02-01", "officer": officer.pk})
    client.post(address, {"name": "Hoàng Thị Lan", "since": "2026-03-02"})
    assert FocalOfficer.objects.get().name == "Hoàng Thị Lan"
    client.post(address, {"name": "Vũ Mai", "since": "2026-03-02", "is_new": "on"})
    assert agency.focal_officers.current(date(2026, 3, 2)).get().name == "Vũ Mai"
    now = agency.focal_officers.get(until=None)
    client.post(reverse("agencies:focal_end", args=[agency.code, now.pk]))
    assert not agency.focal_officers.current(date(2026, 3, 2)).exists()


def test_an_officer_names_nobody_for_another_agency(client_of, officer, other_agency):
    address = reverse("agencies:focal_edit", args=[other_agency.code, FocalDuty.LEADER])
    assert client_of(officer).post(address, {"name": "X", "since": "2026-03-01"}).status_code == 403


def test_only_own_accounts_can_be_tied_to_a_focal_officer(client_of, officer, coordinator, agency):
    address = reverse("agencies:focal_edit", args=[agency.code, FocalDuty.LEADER])
    answer = client_of(officer).post(address, {"name": "X", "since": "2026-03-01", "officer": coordinator.pk})
    assert answer.status_code == 200
    assert not FocalOfficer.objects.exists()


def test_one_or_all_are_reminded_from_the_board(client_of, coordinator, officer, agency):
    client = client_of(coordinator)
    answer = client.post(reverse("agencies:remind_focal") + "?cu=chua", {"agency": agency.code}, follow=True)
    assert answer.redirect_chain[0][0] == "/co-quan/dau-moi/?cu=chua"
    assert "Đã đôn đốc 1 cơ quan" in text_of(answer)
    answer = client.post(reverse("agencies:remind_focal"), follow=True)
    assert "đã được đôn đốc trong hôm nay" in text_of(answer)
    assert Notice.objects.filter(recipient=officer).count() == 1


def test_who_cannot_be_reached_is_said(client_of, coordinator, agency):
    Officer.objects.filter(agency=agency).delete()
    answer = client_of(coordinator).post(
        reverse("agencies:remind_focal"), {"agency": agency.code}, follow=True
    )
    assert "chưa có tài khoản hoặc thư điện tử công vụ: Sở Công Thương" in text_of(answer)


def test_the_board_costs_the_same_at_3_and_30_agencies(client_of, leader, django_assert_num_queries):
    client = client_of(leader)
    client.get(reverse("agencies:focal_officers"))
    for number in range(30):
        made = Agency.objects.create(code=f"so-{number}", name=f"Sở {number}")
        hold(Officer.objects.create_user(username=f"u{number}", agency=made), Role.OFFICER)
        if number in (2, 29):
            with django_assert_num_queries(11):
                client.get(reverse("agencies:focal_officers"))


# --- groups and names ---


def test_a_group_shows_its_members_on_a_day(client_of, officer, departments, agency):
    Agency.objects.filter(pk=agency.pk).update(valid_to=date(2025, 6, 30))
    client = client_of(officer)
    address = reverse("agencies:group", args=[departments.code])
    assert agency not in client.get(address).context["members"]
    assert agency in client.get(address, {"ngay": "2025-06-01"}).context["members"]
    rows = client.get(reverse("agencies:groups"), {"ngay": "2025-06-01"}).context["groups"]
    assert [(row.group, row.members) for row in rows] == [(departments, 2)]


def test_a_coordinator_makes_and_drops_a_group(client_of, coordinator, agency):
    client = client_of(coordinator)
    wish = {
        "name": "Các cơ quan biên giới",
        "kinds": ["border"],
        "extra": [agency.pk],
        "names": "bp\nbiên phòng",
    }
    client.post(reverse("agencies:group_create"), wish)
    made = AgencyGroup.objects.get()
    assert set(made.names.values_list("name", flat=True)) == {"Các cơ quan biên giới", "bp", "biên phòng"}
    client.post(reverse("agencies:group_remove", args=[made.code]))
    assert not AgencyGroup.objects.exists()


def test_a_name_is_tried_decided_and_forgotten(client_of, coordinator, agency):
    client = client_of(coordinator)
    assert "Chưa xác định" in text_of(client.get(reverse("agencies:names"), {"thu": "Sở Lạ"}))
    both = {"written": "Sở Lạ", "agency": agency.code, "nobody": "on"}
    assert "đúng một trong ba" in text_of(client.post(reverse("agencies:names"), both))
    client.post(reverse("agencies:names"), {"written": "Sở Lạ", "agency": agency.code})
    decision = NameDecision.objects.get()
    assert (decision.agency, decision.decided_by) == (agency, coordinator)
    assert "<strong>Sở Công Thương</strong>" in text_of(
        client.get(reverse("agencies:names"), {"thu": "sở lạ"})
    )
    client.post(reverse("agencies:name_forget", args=[decision.pk]))
    assert not NameDecision.objects.exists()


def test_a_name_without_a_letter_is_refused_in_words(client_of, coordinator):
    wish = {"written": "\u200b", "nobody": "on"}
    told = text_of(client_of(coordinator).post(reverse("agencies:names"), wish))
    assert "Chỉ có ký tự không nhìn thấy." in told


def test_a_groups_other_name_that_is_too_long_is_told(client_of, coordinator):
    wish = {"name": "Nhóm thử", "names": "Các sở\n" + "đ" * 201}
    answer = client_of(coordinator).post(reverse("agencies:group_create"), wish)
    assert "200" in text_of(answer)
    assert not AgencyGroup.objects.filter(name="Nhóm thử").exists()


# --- the first visit ---
