"""Digests as a list, and articles of the press desk put into a draft many at once."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from nhipcau.digests.actions import drafting
from nhipcau.digests.models import DigestItem
from nhipcau.digests.tests.conftest import DAY, at
from nhipcau.kernel.models import LogEntry

pytestmark = pytest.mark.django_db
LOC = f"ngay={DAY - timedelta(days=1)}&xem=tat-ca"


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setenv("NHIPCAU_TODAY", DAY.isoformat())


def keys_on(page) -> list[int]:
    return [int(key) for key in re.findall(r'name="dong" value="(\d+)"', page.text)]


def send(client, *articles, **more):
    data = {"viec": "vao-diem-bao", "dong": [one.pk for one in articles], "loc": LOC, "ve": "/bao-chi/"}
    return client.post(reverse("kernel:list_act", args=["press.desk"]), data | more, follow=True)


def test_chosen_articles_become_items_of_the_draft_one_for_a_story(tell, draft, client_of, coordinator):
    client = client_of(coordinator)
    first = tell("Hội chợ mở cửa")
    second = tell("Hội chợ đông khách", outlet="Báo Hai", story=first.story)
    third = tell("Mưa lớn ở phía nam")
    before = draft.items.count()
    asked = send(client, first, second, third)
    assert "3 dòng đã chọn" in asked.text
    assert draft.items.count() == before  # asked first which draft
    told = {"xac-nhan": "1", "digest": draft.pk}
    assert "Đã đưa 2 tin vào bản tin." in send(client, first, second, third, **told).text
    assert draft.items.standing().filter(story__in=[first.story, third.story]).count() == 2
    assert "Bản tin đã có đủ các tin này." in send(client, first, **told).text
    assert draft.items.count() == before + 2
    assert LogEntry.objects.filter(action="digest.item_added").count() == 2


def test_a_story_whose_articles_were_all_dropped_is_named_and_nothing_is_added(
    tell, draft, client_of, coordinator
):
    good, bad = tell("Hội chợ mở cửa"), tell("Mưa lớn ở phía nam", state="dropped")
    before = DigestItem.objects.count()
    answer = send(client_of(coordinator), good, bad, **{"xac-nhan": "1", "digest": draft.pk})
    assert "Mưa lớn ở phía nam" in answer.text
    assert "đã bị loại ở bàn tin" in answer.text
    assert DigestItem.objects.count() == before


def test_a_signed_digest_is_not_offered_and_readers_are_not_asked(
    tell, signed, client_of, coordinator, leader
):
    article = tell("Hội chợ mở cửa")
    answer = send(client_of(coordinator), article, **{"xac-nhan": "1", "digest": signed.pk})
    assert answer.status_code == 422
    assert not signed.items.filter(story=article.story).exists()
    page = client_of(leader).get(reverse("press:desk"), {"ngay": DAY - timedelta(days=1)})
    assert 'value="vao-diem-bao"' not in page.text
    assert send(client_of(leader), article).status_code == 403


def test_the_list_of_digests_sorts_by_day_and_by_number_of_items(tell, draft, client_of, coordinator):
    tell("Tin hôm sau", when=at(20))
    later = drafting.draft_day(day=DAY + timedelta(days=1), now=at(day=DAY + timedelta(days=1)), by=None)
    assert (draft.items.standing().count(), later.items.standing().count()) == (3, 1)
    client, address = client_of(coordinator), reverse("digests:digests")
    orders = {
        wish: keys_on(client.get(address, {"xep": wish})) for wish in ("", "ngay", "-ngay", "muc", "-muc")
    }
    newest, oldest = [later.pk, draft.pk], [draft.pk, later.pk]
    assert orders == {"": newest, "ngay": oldest, "-ngay": newest, "muc": newest, "-muc": oldest}
    page = client.get(address, {"xep": "-muc", "loai": "day"}).text
    assert 'aria-current="true"' in page
    assert "loai=day&amp;xep=muc" in page
