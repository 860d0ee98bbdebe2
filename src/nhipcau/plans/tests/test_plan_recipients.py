"""A plan goes to its "Nơi nhận": one click inside the system, a list for paper, reading without a task."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import _officer
from tests.laid import laid

from nhipcau.agencies.models import Agency
from nhipcau.agencies.rules import AgencyKind, Role
from nhipcau.kernel.models import Notice
from nhipcau.kernel.navigation import Asked
from nhipcau.office.deliveries import actions, deskcards, queries
from nhipcau.office.deliveries.channels import INSIDE, PAPER
from nhipcau.office.deliveries.models import Delivery
from nhipcau.office.deliveries.rules import State
from nhipcau.plans.actions import confirm, sending
from nhipcau.plans.models import Plan

TODAY = date(2026, 1, 5)
LATER = TODAY + timedelta(days=30)


@pytest.fixture
@laid
def plan_text(plan_text):
    return plan_text.replace(
        "- Các Sở, ban, ngành;",
        "- Thường trực Tỉnh ủy (b/c);\n- Các Sở, ban, ngành;\n- Hội Hữu nghị tỉnh;\n- UBND xã Mường Tè;",
    )


@pytest.fixture
@laid
def friends(installation):
    """An agency that is a recipient and has no task, with an officer."""
    society = Agency.objects.create(code="hoi-huu-nghi", name="Hội Hữu nghị tỉnh", kind=AgencyKind.MASS)
    return _officer("hoihuunghi", "Bùi Hữu Nghị", Role.OFFICER, society)


@pytest.fixture
@laid
def commune(db):
    """A recipient in the register of agencies, where nobody has an account."""
    return Agency.objects.create(code="xa-muong-te", name="UBND xã Mường Tè", kind=AgencyKind.COMMUNE)


@pytest.fixture
def sent(friends, commune, officer, plan) -> Plan:
    return plan


def by_name(plan) -> dict[str, tuple[str, str]]:
    return {one.name: (one.channel, one.state) for one in Delivery.objects.filter(notice=plan.sent)}


def test_matched_names_are_sent_inside_and_the_others_are_listed_for_paper(sent):
    assert by_name(sent) == {
        "Thường trực Tỉnh ủy": ("paper", "due"),
        "Sở Công Thương": ("inside", "sent"),
        "Hội Hữu nghị tỉnh": ("inside", "sent"),
        "UBND xã Mường Tè": ("paper", "due"),
    }


def test_the_officers_of_the_recipients_are_told_once(sent, friends, coordinator):
    told = Notice.objects.filter(kind="office.received")
    assert {notice.recipient.username for notice in told} == {"canbo", "hoihuunghi"}
    sending.send_plan(
        plan=sent, names=["Các Sở, ban, ngành", "Hội Hữu nghị tỉnh"], by=coordinator, today=TODAY
    )
    assert told.count() == 2
    assert Delivery.objects.count() == 4


def test_one_click_confirms_and_a_second_changes_nothing(sent, friends, client_of):
    client = client_of(friends)
    assert "Xác nhận đã nhận" in client.get("/gui-den/").content.decode()
    mine = Delivery.objects.get(agency=friends.agency)
    for _click in range(2):
        assert client.post(f"/gui-den/{mine.pk}/da-nhan/").status_code == 302
    mine.refresh_from_db()
    assert mine.state == State.CONFIRMED
    assert [(receipt.what, receipt.by) for receipt in mine.receipts.all()] == [
        ("hand_over", sent.confirmed_by),
        ("confirm", friends),
    ]


def test_a_recipient_without_a_task_reads_the_whole_plan_and_its_progress(sent, friends, client_of):
    client = client_of(friends)
    assert sent.title in client.get("/ke-hoach/").content.decode()
    page = client.get(f"/ke-hoach/{sent.pk}/").content.decode()
    assert "Xuất bản ấn phẩm song ngữ" in page and "Ban hành văn bản chỉ đạo" in page
    assert "đang chờ xác nhận đã nhận" in page
    task = sent.tasks.get(number="2.1")
    assert client.get(f"/nhiem-vu/{task.pk}/").status_code == 200
    assert client.get(f"/ke-hoach/{sent.pk}/xuat.xlsx").status_code == 200


def test_an_agency_with_tasks_still_sees_its_own_part(sent, officer, client_of):
    page = client_of(officer).get(f"/ke-hoach/{sent.pk}/").content.decode()
    assert "Xuất bản ấn phẩm song ngữ" in page
    assert client_of(officer).get(f"/nhiem-vu/{sent.tasks.get(number='1').pk}/").status_code == 200
    alone = sent.tasks.exclude(duties__agency=officer.agency).exclude(children__isnull=False).first()
    if alone is not None:
        assert client_of(officer).get(f"/nhiem-vu/{alone.pk}/").status_code == 404


def test_nobody_else_reads_it_or_confirms_for_another(sent, commune, friends, client_of):
    outsider = _officer(
        "canboxa", "Cán Bộ Khác", Role.OFFICER, Agency.objects.create(code="x", name="UBND xã X")
    )
    client = client_of(outsider)
    assert client.get(f"/ke-hoach/{sent.pk}/").status_code == 404
    theirs = Delivery.objects.get(agency=friends.agency)
    assert client.post(f"/gui-den/{theirs.pk}/da-nhan/").status_code == 404
    theirs.refresh_from_db()
    assert theirs.state == State.SENT


def test_what_is_recalled_is_no_longer_read_by_those_who_only_received_it(
    sent, friends, client_of, coordinator
):
    actions.recall(deliveries=Delivery.objects.filter(agency=friends.agency), by=coordinator)
    assert client_of(friends).get(f"/ke-hoach/{sent.pk}/").status_code == 404


def test_the_plan_s_page_says_how_its_recipients_stand(sent, coordinator, client_of):
    page = client_of(coordinator).get(f"/ke-hoach/{sent.pk}/").content.decode()
    assert "0/4 nơi đã xác nhận" in page and "2 bản giấy chưa gửi" in page
    page = client_of(coordinator).get(f"/gui-di/thong-tin/{sent.sent_id}/").content.decode()
    assert "Hội Hữu nghị tỉnh" in page and "Bản giấy" in page


def test_paper_copies_are_listed_and_ticked_with_their_day(sent, coordinator, leader, client_of):
    where = f"/gui-di/thong-tin/{sent.sent_id}/ban-giay/"
    client = client_of(coordinator)
    assert "Thường trực Tỉnh ủy" in client.get(where).content.decode()
    copies = list(Delivery.objects.by(PAPER))
    client.post(where, {"copy": [one.pk for one in copies], "on": "2025-12-30"})
    assert set(Delivery.objects.by(PAPER).values_list("state", flat=True)) == {State.SENT}
    assert "30/12/2025" in client.get(where).content.decode()
    assert client_of(leader).get(where).status_code == 403


def test_a_day_to_come_is_refused_for_paper(sent, coordinator, client_of):
    copy = Delivery.objects.by(PAPER).first()
    answer = client_of(coordinator).post(
        f"/gui-di/thong-tin/{sent.sent_id}/ban-giay/", {"copy": [copy.pk], "on": "2099-01-01"}, follow=True
    )
    assert "chưa tới" in answer.content.decode()
    copy.refresh_from_db()
    assert copy.state == State.DUE


def test_overdue_acknowledgements_show_to_the_coordinator(
    sent, coordinator, officer, friends, client_of, monkeypatch
):
    actions.acknowledge(delivery=Delivery.objects.get(agency=friends.agency), by=friends)
    monkeypatch.setenv("NHIPCAU_TODAY", LATER.isoformat())
    assert [one.name for one in queries.overdue(Delivery.objects.all(), LATER)] == ["Sở Công Thương"]
    page = client_of(coordinator).get("/gui-di/chua-xac-nhan/").content.decode()
    assert "Sở Công Thương" in page and "Hội Hữu nghị tỉnh" not in page
    needs = {need.text: need.urgent for need in deskcards.waiting_of_sent(Asked(coordinator, LATER))}
    assert needs == {"1 nơi nhận quá hạn xác nhận": True, "2 bản giấy chưa ghi đã gửi": False}
    assert "Quá hạn xác nhận 10/01/2026" in client_of(officer).get("/gui-den/").content.decode()


def test_the_desk_of_a_recipient_shows_what_waits(sent, friends, leader):
    card = deskcards.to_confirm(Asked(friends, TODAY))
    assert [one.title for one, _late in card["to_confirm"]] == [sent.title]
    assert deskcards.to_confirm(Asked(leader, TODAY)) is None


def test_a_plan_that_names_nobody_is_sent_to_nobody(plan_import, coordinator):
    plan_import.draft["document"]["recipient_names"] = ["Lưu: VT"]
    plan_import.save()
    made = confirm.confirm_import(plan_import=plan_import, by=coordinator, today=TODAY)
    assert made.sent is None and not Delivery.objects.exists()


@pytest.mark.parametrize("where", ["/gui-den/", "/gui-di/chua-xac-nhan/", "sent", "paper"])
def test_lists_cost_the_same_with_3_and_30_rows(sent, coordinator, officer, client_of, where, monkeypatch):
    monkeypatch.setenv("NHIPCAU_TODAY", LATER.isoformat())
    where = {
        "sent": f"/gui-di/thong-tin/{sent.sent_id}/",
        "paper": f"/gui-di/thong-tin/{sent.sent_id}/ban-giay/",
    }.get(where, where)
    client = client_of(officer if where == "/gui-den/" else coordinator)

    def more(count: int) -> None:
        for number in range(count):
            body = Agency.objects.create(code=f"c{Delivery.objects.count()}", name=f"UBND xã {number}")
            notice = sent.sent
            if where == "/gui-den/":
                body = officer.agency
                notice = Notice.objects.create(
                    kind="plans.sent", once=f"x:{Delivery.objects.count()}", title="X"
                )
            channel = PAPER if where.endswith("ban-giay/") else INSIDE
            actions.deliver(
                notice=notice,
                to=[actions.Receiver(body.name, agency=body.pk)],
                channel=channel,
                by=coordinator,
                acknowledge_by=TODAY,
            )

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(where).status_code == 200
        return len(captured)

    more(3)
    cost()
    few = cost()
    more(26)
    assert cost() == few <= 16
