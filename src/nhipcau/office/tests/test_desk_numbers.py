"""A number on the desk leads to just the rows that it counts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from nhipcau.kernel import clock, navigation
from nhipcau.kernel.navigation import Asked
from nhipcau.office.deliveries.actions import Receiver, deliver
from nhipcau.office.deliveries.channels import INSIDE
from nhipcau.office.directions import actions, deskcards
from nhipcau.office.directions.models import Direction

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(leader, coordinator, duty):
    """Three words: an old one, one of today, and one of today that is done."""
    made = []
    for text, ago in (("Rà soát lại số liệu.", 9), ("Chuẩn bị tài liệu.", 0), ("Gửi báo cáo nhanh.", 0)):
        now = clock.now() - timedelta(days=ago)
        made.append(actions.give(about=duty.task, by=leader, now=now, text=text))
    actions.follow(direction=made[2], note="Đã gửi.", done=True, by=coordinator, now=clock.now())
    return made


def rows_behind(client, need) -> set[int]:
    return {row.direction.pk for row in client.get(need.url).context["rows"]}


def test_new_words_and_words_without_result_open_their_own_rows(said, client_of, coordinator):
    client, asked = client_of(coordinator), Asked(coordinator, clock.today())
    [new], [left] = deskcards.said_lately(asked), deskcards.to_follow(asked)
    assert (new.count, left.count) == (2, 2)
    assert rows_behind(client, new) == {said[1].pk, said[2].pk}
    assert rows_behind(client, left) == {said[0].pk, said[1].pk}
    everything = client.get(reverse("office:directions"))
    assert {row.direction.pk for row in everything.context["rows"]} == {
        one.pk for one in Direction.objects.all()
    }


def test_what_is_taken_out_is_the_part_that_is_shown(said, client_of, coordinator):
    page = client_of(coordinator).get(reverse("office:directions"), {"xem": "chua-ket-qua"})
    assert "xem=chua-ket-qua" in page.text
    assert "Gửi báo cáo nhanh." not in page.text


def test_a_part_without_rows_says_so(client_of, coordinator):
    page = client_of(coordinator).get(reverse("office:directions"), {"xem": "moi"})
    assert "Không có ý kiến chỉ đạo nào như vậy." in page.text


@pytest.mark.parametrize(
    ("limit", "words"),
    [(-1, "1 văn bản gửi đến chờ xác nhận (1 quá hạn)"), (3, "1 văn bản gửi đến chờ xác nhận")],
)
def test_what_waits_to_be_confirmed_stands_among_the_needs(
    issued, coordinator, clerk, other_agency, limit, words
):
    deliver(
        version=issued,
        to=[Receiver(other_agency.name, agency=other_agency.pk)],
        channel=INSIDE,
        by=clerk,
        acknowledge_by=clock.today() + timedelta(days=limit),
    )
    needs = navigation.needs(Asked(coordinator, clock.today()))
    [need] = [one for one in needs if one.url == reverse("office:received")]
    assert (need.count, need.text, need.urgent) == (1, words, limit < 0)
