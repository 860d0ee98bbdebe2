"""A source is paused and taken up again by the verb on the button; a button that did nothing never says done."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from nhipcau.engines.presswire.model import TryLater
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import say
from nhipcau.press.actions import sources
from nhipcau.press.models import Source
from nhipcau.press.rules import SourceState


def state_of(source: Source) -> str:
    return Source.objects.get(pk=source.pk).state


def test_a_source_is_paused_and_read_on(source, coordinator):
    sources.change_state(source=source, verb="pause", by=coordinator)
    assert state_of(source) == SourceState.PAUSED
    with pytest.raises(Refused) as refused:
        sources.change_state(source=source, verb="pause", by=coordinator)
    assert say(refused.value) == "Không tạm dừng nguồn tin được vì đang ở tình trạng “Tạm dừng”."
    sources.change_state(source=source, verb="resume", by=coordinator)
    assert state_of(source) == SourceState.ACTIVE


def test_a_second_click_on_an_old_page_changes_nothing_and_says_so(client_of, source, coordinator):
    client, address = client_of(coordinator), reverse("press:source_state", args=[source.pk])
    assert "Đã tạm dừng nguồn tin." in client.post(address, {"viec": "dung"}, follow=True).content.decode()
    again = client.post(address, {"viec": "dung"}, follow=True).content.decode()
    assert "Đã tạm dừng nguồn tin." not in again
    assert "Không tạm dừng nguồn tin được" in again
    assert state_of(source) == SourceState.PAUSED


def test_what_a_person_paused_stays_paused_when_a_reading_under_way_fails(source, coordinator):
    sources.change_state(source=source, verb="pause", by=coordinator)
    for _ in range(50):
        sources.note_failure(
            source=source, failure=TryLater("timeout", page="https://a.example/"), now=timezone.now()
        )
    assert state_of(source) == SourceState.PAUSED
