"""A version called back: its deliveries are marked and the same receivers are told by the same ways."""

from __future__ import annotations

import pytest
from django.core import mail as outbox_of
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from nhipcau.agencies.models import Agency
from nhipcau.kernel.frozen import Frozen
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import say
from nhipcau.kernel.standing import day_of, written
from nhipcau.office.deliveries import actions
from nhipcau.office.deliveries.addressing import Addressed
from nhipcau.office.deliveries.channels import INSIDE
from nhipcau.office.deliveries.handing_out import hand_out
from nhipcau.office.deliveries.letters import MAIL
from nhipcau.office.deliveries.models import Delivery, Receipt
from nhipcau.office.deliveries.rules import Receiver, State
from nhipcau.office.signing import actions as signing
from nhipcau.office.tests.conftest import DAY, NOW


@pytest.fixture
def delivered(issued, agency, other_agency, leader, coordinator):
    """An issued version: one agency has confirmed it, one has not, a leader was written to, a letter waits."""
    to = Addressed(
        inside=(
            Receiver(agency.name, agency=agency.pk),
            Receiver(other_agency.name, agency=other_agency.pk),
        ),
        paper=(Receiver("Thường trực HĐND tỉnh"),),
    )
    hand_out(version=issued, to=to, acknowledge_by=DAY, by=coordinator)
    one = Receiver(str(leader), officer=leader.pk, address=leader.email)
    (letter,) = actions.deliver(version=issued, to=[one], channel=MAIL, by=coordinator)
    assert actions.send(letter.pk)
    waiting = Receiver("Báo", address="toasoan@example.org")
    actions.deliver(version=issued, to=[waiting], channel=MAIL, by=coordinator)
    return issued


def states(**wanted) -> dict[tuple[str, str], str]:
    return {(one.channel, one.name): one.state for one in Delivery.objects.filter(**wanted).order_by("pk")}


def test_a_version_and_a_notice_are_never_delivered_by_one_row(delivered):
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.create(name="X", receiver_key="x", channel=MAIL.name, due_at=NOW, changed_at=NOW)


def test_nobody_is_sent_one_version_twice_by_one_way(delivered, agency, coordinator):
    again = actions.deliver(
        version=delivered, to=[Receiver("Sở khác tên", agency=agency.pk)], channel=INSIDE, by=coordinator
    )
    assert again == []


def test_the_page_of_what_was_sent_lists_a_version_s_receivers(delivered, coordinator, client_of):
    page = client_of(coordinator).get(f"/gui-di/ban-ky/{delivered.pk}/").content.decode()
    assert "Thường trực HĐND tỉnh" in page and "0 / 2" in page.replace("<small>", "").replace("\n", " ")
    assert client_of(coordinator).get("/gui-di/ban-ky/999999/").status_code == 404


def test_a_recall_marks_every_delivery_and_tells_whoever_may_have_it(
    delivered, agency, officer, agency_leader
):
    actions.acknowledge(delivery=Delivery.objects.get(agency=agency), by=officer)
    outbox_of.outbox.clear()
    signing.recall(version=delivered, reason="Sai thẩm quyền ký", by=agency_leader, now=NOW)
    assert set(states(version=delivered).values()) == {State.RECALLED}
    told = states(notice__kind="office.recalled")
    # What waited for its turn, on paper or by mail, never went out: nobody is told of it.
    assert set(told) == {
        ("inside", "Sở Công Thương"),
        ("inside", "Sở Văn hóa, Thể thao và Du lịch"),
        ("mail", "Phạm Lãnh Đạo"),
    }
    letter = Delivery.objects.by(MAIL).get(notice__kind="office.recalled")
    assert actions.send(letter.pk)
    (sent,) = outbox_of.outbox
    assert sent.subject == "Thu hồi: Lịch tiếp đoàn báo chí" and "Sai thẩm quyền ký" in sent.body


def test_what_waited_does_not_go_out_after_a_recall(delivered, agency_leader):
    waiting = Delivery.objects.get(address="toasoan@example.org")
    signing.recall(version=delivered, reason="Sai", by=agency_leader, now=NOW)
    assert not actions.send(waiting.pk)


def test_what_was_recalled_is_not_confirmed_any_more_and_says_since_when_and_by_whom(
    delivered, agency, officer, agency_leader
):
    signing.recall(version=delivered, reason="Sai", by=agency_leader, now=NOW)
    come = Delivery.objects.get(version=delivered, agency=agency)
    with pytest.raises(Refused) as locked:
        actions.acknowledge(delivery=come, by=officer)
    day = written(day_of(come.changed_at))
    assert f"vì {agency_leader} đã chuyển sang tình trạng “Đã thu hồi” từ ngày {day}" in say(locked.value)


def test_receipts_are_written_once(delivered):
    receipt = Receipt.objects.first()
    receipt.what = "accept"
    with pytest.raises(Frozen):
        receipt.save()
    with pytest.raises(Frozen):
        Receipt.objects.all().delete()
    for sql in ("UPDATE office_receipt SET what = 'x'", "DELETE FROM office_receipt"):
        with (
            pytest.raises(IntegrityError, match="frozen"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)


def test_a_recall_asks_as_much_for_many_receivers_as_for_few(issued, coordinator):
    """Agencies in the system, places on paper, and letters that are not told; whoever is written to is a job each."""
    asked = []
    for many in (2, 20):
        made = [
            Agency.objects.create(code=f"so-{many}-{number}", name=f"Sở {many}-{number}", kind="department")
            for number in range(many)
        ]
        inside = tuple(Receiver(each.name, agency=each.pk) for each in made)
        paper = tuple(Receiver(f"Nơi {many}-{number}") for number in range(many))
        hand_out(version=issued, to=Addressed(inside=inside, paper=paper), acknowledge_by=DAY, by=coordinator)
        out = Delivery.objects.filter(version=issued).exclude(state=State.RECALLED).for_list()
        with CaptureQueriesContext(connection) as queries:
            told = actions.recall(deliveries=out, by=coordinator)
        assert len(told) == many  # what waits on paper has reached nobody
        assert Receipt.objects.filter(what="recall", delivery__in=[one.pk for one in told]).count() == many
        assert actions.recall(deliveries=out.all(), by=coordinator) == []
        asked.append(len(queries))
    assert asked[0] == asked[1]
