"""Papers that wait for somebody are urged from their list: opinions that were asked for, the next step of signing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from nhipcau.documents.letters import urging
from nhipcau.documents.tests.test_letters import (  # noqa: F401 - fixtures
    DAY,
    NOW,
    _today,
    house,
    issued,
    letter,
)
from nhipcau.kernel.models import LogEntry, Notice
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import say
from nhipcau.office.asks import actions as asks
from nhipcau.office.signing import actions as signing

pytestmark = pytest.mark.django_db


def urge(letter, by, day=DAY):  # noqa: F811
    return urging.urge(letters=[letter], today=day, by=by)


def told(person) -> list[str]:
    return [one.title for one in Notice.objects.filter(recipient=person) if "Đôn đốc" in one.title]


def test_whoever_was_asked_about_a_draft_is_reminded_once_a_day(letter, house, officer, agency):  # noqa: F811
    asks.ask(
        about=letter,
        to=[agency],
        question="Xin góp ý",
        due=DAY + timedelta(days=3),
        today=DAY,
        by=house["drafter"],
    )
    assert urge(letter, house["drafter"]) == 1
    assert len(told(officer)) == 1
    assert urge(letter, house["drafter"]) == 0
    assert urge(letter, house["drafter"], DAY + timedelta(days=1)) == 1
    assert LogEntry.objects.filter(action=urging.URGED).count() == 2


def test_each_step_of_signing_has_its_own_person(letter, house):  # noqa: F811
    version = signing.present(subject=letter, by=house["drafter"])
    for step, who in (("checked", "checker"), ("signed", "director")):
        urge(letter, house["drafter"], DAY)
        assert len(told(house[who])) == 1, who
        signing.take_step(version=version, step=step, seen_seal=version.seal, by=house[who], now=NOW)
        Notice.objects.all().delete()
    urge(letter, house["drafter"])
    assert len(told(house["clerk"])) == 1 and "Cấp số" in told(house["clerk"])[0]


def test_what_waits_for_nobody_and_what_is_anothers_is_refused_by_name(letter, house, officer):  # noqa: F811
    def why(by) -> str:
        with pytest.raises(Refused) as refused:
            urge(letter, by)
        return say(refused.value)

    assert "không chờ ý kiến của ai" in why(house["drafter"])
    assert "cơ quan bạn soạn" in why(officer)
    issued(letter, house)
    assert "không chờ ai" in why(house["drafter"])


def test_the_list_offers_it_and_does_it(letter, house, client_of):  # noqa: F811
    signing.present(subject=letter, by=house["drafter"])
    client = client_of(house["drafter"])
    where = reverse("documents:letters")
    assert 'value="don-doc"' in client.get(where).text
    said = {"viec": "don-doc", "dong": [letter.pk], "ve": where}
    answer = client.post(reverse("kernel:list_act", args=["documents.letters"]), said, follow=True)
    assert "Đã đôn đốc 1 văn bản." in answer.text
