"""What came, who has not confirmed, which paper copies are left: sorted, chosen, confirmed, urged, ticked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.cast import hold

from nhipcau.agencies.models import Agency, Officer
from nhipcau.agencies.rules import Role
from nhipcau.kernel import undo
from nhipcau.kernel.clock import today
from nhipcau.kernel.models import LogEntry, Notice, Undoable
from nhipcau.office.deliveries.actions import deliver, recall
from nhipcau.office.deliveries.channels import INSIDE, PAPER
from nhipcau.office.deliveries.handing_out import announce
from nhipcau.office.deliveries.models import Delivery
from nhipcau.office.deliveries.rules import Receiver

pytestmark = pytest.mark.django_db
OVERDUE, RECEIVED, PAPERS, RECEIVERS = (
    "office.overdue",
    "office.received",
    "office.papers",
    "office.receivers",
)


def act(client, key, what, *rows, **more):
    given = {"viec": what, "dong": [row.pk for row in rows], "ve": reverse("office:received"), **more}
    return client.post(reverse("kernel:list_act", args=[key]), given, follow=True)


def notice(title: str) -> Notice:
    return announce(kind="test", once=f"test:{title}", title=title, text="", url="/van-ban/")


@pytest.fixture
def late(issued, coordinator, other_agency) -> Delivery:
    """A paper that should have been confirmed yesterday."""
    (made,) = deliver(
        version=issued,
        to=[Receiver(other_agency.name, agency=other_agency.pk)],
        channel=INSIDE,
        by=coordinator,
        acknowledge_by=today() - timedelta(days=1),
    )
    return made


def urging() -> list[Notice]:
    return list(Notice.objects.filter(once__startswith="office.receipt_urged:"))


def test_whoever_has_not_confirmed_is_urged_once_a_day_and_the_urging_waits(
    late, clerk, coordinator, client_of
):
    client = client_of(clerk)
    page = client.get(reverse("office:overdue")).content.decode()
    assert late.title in page
    assert "Đôn đốc xác nhận" in page
    assert "Đã đôn đốc 1 nơi nhận." in act(client, OVERDUE, "don-doc", late).content.decode()
    (told,) = urging()
    assert told.recipient == coordinator
    assert told.title == f"Đôn đốc xác nhận đã nhận: {late.title}"
    assert late.name in told.text
    assert told.url == reverse("office:version", args=[late.version_id])
    assert told.held_until > timezone.now()
    assert LogEntry.objects.filter(action="office.receipt_urged", by_id=clerk.pk).count() == 1
    assert "đã được đôn đốc trong hôm nay" in act(client, OVERDUE, "don-doc", late).content.decode()
    assert len(urging()) == 1


def test_what_was_urged_by_mistake_is_taken_back_before_anybody_hears_of_it(late, clerk, client_of):
    client = client_of(clerk)
    act(client, OVERDUE, "don-doc", late)
    undo.take_back(pk=Undoable.objects.latest("pk").pk, by=clerk)
    assert urging() == []
    assert LogEntry.objects.filter(action="kernel.undone").exists()
    assert "Đã đôn đốc 1 nơi nhận." in act(client, OVERDUE, "don-doc", late).content.decode()


def test_receivers_of_one_paper_are_urged_too_and_those_who_cannot_be_are_named(
    late, issued, coordinator, clerk, client_of
):
    (paper,) = deliver(version=issued, to=[Receiver("Báo Nhân Dân")], channel=PAPER, by=coordinator)
    of = f"ban-ky:{issued.pk}"
    client = client_of(clerk)
    page = client.get(reverse("office:sent", args=["ban-ky", issued.pk])).content.decode()
    assert f'value="{late.pk}"' in page
    said = act(client, RECEIVERS, "don-doc", late, paper, thuoc=of).content.decode()
    assert "Báo Nhân Dân" in said
    assert "không gửi trong hệ thống" in said
    assert urging() == []
    assert "Đã đôn đốc 1 nơi nhận." in act(client, RECEIVERS, "don-doc", late, thuoc=of).content.decode()


def test_an_agency_without_accounts_is_named_not_passed_over(issued, coordinator, clerk, client_of):
    empty = Agency.objects.create(
        code="xa-khong-nguoi", name="Xã Không Người", kind="commune", level="commune", valid_from="2020-01-01"
    )
    (made,) = deliver(
        version=issued,
        to=[Receiver(empty.name, agency=empty.pk)],
        channel=INSIDE,
        by=coordinator,
        acknowledge_by=today() - timedelta(days=1),
    )
    said = act(client_of(clerk), OVERDUE, "don-doc", made).content.decode()
    assert "Xã Không Người" in said
    assert "chưa có tài khoản nào xác nhận được" in said


def test_whoever_only_reads_is_not_offered_to_urge(late, agency_leader, client_of):
    client = client_of(agency_leader)
    assert "Đôn đốc xác nhận" not in client.get(reverse("office:overdue")).content.decode()
    assert act(client, OVERDUE, "don-doc", late).status_code == 403


def test_nobody_urges_for_another_agency(late, installation, other_agency, client_of):
    stranger = Officer.objects.create_user(
        username="vanthukhac", full_name="Văn Thư Khác", agency=other_agency
    )
    hold(stranger, Role.CLERK)
    said = act(client_of(stranger), OVERDUE, "don-doc", late).content.decode()
    assert "không còn trong danh sách" in said
    assert urging() == []


def test_many_papers_are_confirmed_at_once_and_twice_does_no_harm(coordinator, other_agency, client_of):
    made = [
        deliver(
            notice=notice(f"Thông tin {n}"),
            to=[Receiver(other_agency.name, agency=other_agency.pk)],
            channel=INSIDE,
            by=coordinator,
            acknowledge_by=today(),
        )[0]
        for n in range(3)
    ]
    client = client_of(coordinator)
    assert "Đã xác nhận nhận 3 văn bản." in act(client, RECEIVED, "xac-nhan", *made).content.decode()
    assert "Đã xác nhận nhận 0 văn bản." in act(client, RECEIVED, "xac-nhan", *made).content.decode()
    assert LogEntry.objects.filter(action="office.acknowledged").count() == 3


def test_a_recalled_paper_among_many_is_named_and_none_is_confirmed(coordinator, other_agency, client_of):
    two = [
        deliver(
            notice=notice(title),
            to=[Receiver(other_agency.name, agency=other_agency.pk)],
            channel=INSIDE,
            by=coordinator,
            acknowledge_by=today(),
        )[0]
        for title in ("Còn hiệu lực", "Đã thu về")
    ]
    recall(deliveries=two[1:], by=coordinator)
    said = act(client_of(coordinator), RECEIVED, "xac-nhan", *two).content.decode()
    assert "Đã thu về" in said
    assert not LogEntry.objects.filter(action="office.acknowledged").exists()


def test_all_paper_copies_of_chosen_things_are_ticked_with_one_day(issued, coordinator, clerk, client_of):
    deliver(version=issued, to=[Receiver(f"Báo {n}") for n in range(4)], channel=PAPER, by=coordinator)
    client = client_of(clerk)
    page = client.get(reverse("office:papers"))
    (row,) = page.context["page"].object_list
    assert row.copies == 4
    asked = act(client, PAPERS, "da-gui", row).content.decode()
    assert "Ngày gửi" in asked
    assert issued.title in asked
    act(client, PAPERS, "da-gui", row, **{"xac-nhan": "1", "on": "31/12/2099"})
    assert Delivery.objects.by(PAPER).filter(state="due").count() == 4
    said = act(client, PAPERS, "da-gui", row, **{"xac-nhan": "1", "on": f"{today():%d/%m/%Y}"})
    assert "Đã ghi 4 bản giấy." in said.content.decode()
    assert Delivery.objects.by(PAPER).filter(state="sent").count() == 4


def titles(client, sort: str) -> list[str]:
    page = client.get(reverse("office:received") + f"?xep={sort}").context["page"]
    return [one.title for one in page.object_list]


def test_received_papers_sort_as_the_vietnamese_alphabet_does(coordinator, other_agency, client_of):
    for title in ("Ổn định", "Đón đoàn", "Dự án", "Áp dụng"):
        deliver(
            notice=notice(title),
            to=[Receiver(other_agency.name, agency=other_agency.pk)],
            channel=INSIDE,
            by=coordinator,
            acknowledge_by=today(),
        )
    client = client_of(coordinator)
    assert titles(client, "van-ban") == ["Áp dụng", "Dự án", "Đón đoàn", "Ổn định"]
    assert titles(client, "-van-ban") == ["Ổn định", "Đón đoàn", "Dự án", "Áp dụng"]


@pytest.mark.parametrize("sort", ["", "van-ban", "ben-gui", "-xac-nhan"])
def test_received_papers_cost_the_same_however_many(sort, coordinator, other_agency, client_of):
    client, counts = client_of(coordinator), []
    client.get(reverse("office:received"))
    for more in (3, 27):
        for n in range(more):
            deliver(
                notice=notice(f"Tin {more} {n}"),
                to=[Receiver(other_agency.name, agency=other_agency.pk)],
                channel=INSIDE,
                by=coordinator,
                acknowledge_by=today(),
            )
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("office:received") + f"?xep={sort}")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_what_we_sent_stands_among_the_papers_and_leads_from_the_paper_to_its_receivers(
    late, issued, clerk, client_of
):
    client = client_of(clerk)
    for page in ("office:overdue", "office:papers"):
        assert client.get(reverse(page)).context["section"] == "papers"
    address = reverse("office:sent", args=["ban-ky", issued.pk])
    assert f'href="{address}"' in client.get(reverse("office:version", args=[issued.pk])).text
    assert client.get(address).status_code == 200
