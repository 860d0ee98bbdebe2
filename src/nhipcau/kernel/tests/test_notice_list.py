"""Notices as a list: chosen and read at once, the oldest first by a click, taken out."""

from __future__ import annotations

import pytest
from django.urls import reverse

from nhipcau.kernel.models import Notice
from nhipcau.kernel.notifications import notify

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(officer):
    for n in range(3):
        notify(
            recipients=[officer], kind="agencies.focal", once=f"test:{n}", title=f"Tin {n}", text="", url="/"
        )
    return list(Notice.objects.to(officer).order_by("pk"))


def test_chosen_notices_are_read_and_others_are_not(told, officer, client_of):
    client = client_of(officer)
    page = client.get(reverse("kernel:notices")).content.decode()
    assert all(f'name="dong" value="{one.pk}"' in page for one in told)
    given = {"viec": "da-doc", "dong": [told[0].pk, told[2].pk], "ve": "/thong-bao/"}
    answer = client.post(reverse("kernel:list_act", args=["kernel.notices"]), given, follow=True)
    assert "Đã đánh dấu đã đọc 2 thông báo." in answer.content.decode()
    assert list(Notice.objects.to(officer).filter(read_at=None)) == [told[1]]
    again = client.post(reverse("kernel:list_act", args=["kernel.notices"]), given, follow=True)
    assert "đã đọc cả rồi" in again.content.decode()


def test_a_stranger_s_notice_cannot_be_chosen(told, coordinator, client_of):
    given = {"viec": "da-doc", "dong": [told[0].pk], "ve": "/thong-bao/"}
    client_of(coordinator).post(reverse("kernel:list_act", args=["kernel.notices"]), given)
    assert Notice.objects.filter(read_at=None).count() == 3


def test_the_oldest_stand_first_by_a_click(told, officer, client_of):
    page = client_of(officer).get(reverse("kernel:notices") + "?xep=luc").context["page"]
    assert list(page.object_list) == told
