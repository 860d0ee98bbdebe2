"""A source is paused and taken up again by the verb on the button; a button that did nothing never says done."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from nhipcau.agencies.models import Officer
from nhipcau.engines.presswire.model import TryLater, Unreadable
from nhipcau.kernel import audit, clock
from nhipcau.kernel.days import written
from nhipcau.kernel.models import LogEntry
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import say
from nhipcau.press.actions import asking, sources
from nhipcau.press.models import Source
from nhipcau.press.rules import SourceState


def state_of(source: Source) -> str:
    return Source.objects.get(pk=source.pk).state


def test_a_source_is_paused_and_read_on(source, coordinator):
    sources.change_state(source=source, verb="pause", by=coordinator)
    assert state_of(source) == SourceState.PAUSED
    with pytest.raises(Refused) as refused:
        sources.change_state(source=source, verb="pause", by=coordinator)
    assert say(refused.value) == (
        f"Không tạm dừng nguồn tin được vì {coordinator} đã chuyển sang tình trạng “Tạm dừng”"
        f" từ ngày {written(clock.today())}."
    )
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


def since(source: Source) -> tuple[str, str, str]:
    row = Source.objects.get(pk=source.pk)
    return row.state, written(timezone.localdate(row.state_at)), str(row.state_by or "")


def test_a_source_keeps_since_when_and_by_whom_it_stands_as_it_does(source, coordinator, leader):
    day = written(clock.today())
    sources.change_state(source=source, verb="pause", by=leader)
    assert since(source) == ("paused", day, str(leader))
    sources.change_state(source=source, verb="resume", by=coordinator)
    assert since(source) == ("active", day, str(coordinator))
    with pytest.raises(Refused, match=f"vì {coordinator} đã chuyển sang tình trạng “Đang đọc” từ ngày {day}"):
        sources.change_state(source=source, verb="resume", by=leader)


def test_what_the_machine_put_aside_is_nobodys_deed_until_somebody_asks_for_it_again(source, coordinator):
    sources.change_state(source=source, verb="pause", by=coordinator)
    sources.change_state(source=source, verb="resume", by=coordinator)
    failure = Unreadable("not_a_feed", feed="https://a.example/rss")
    for _ in range(20):
        sources.note_failure(source=source, failure=failure, now=timezone.now())
    assert since(source) == ("quarantined", written(clock.today()), "")
    asking.ask_check(source=source, by=coordinator)
    assert since(source) == ("active", written(clock.today()), str(coordinator))


def test_a_source_of_the_starting_list_was_paused_by_whoever_took_the_list(db, coordinator):
    sources.load_starting_list(by=coordinator)
    assert {since(one)[0::2] for one in Source.objects.all()[:3]} == {("paused", str(coordinator))}


def test_sources_of_before_learn_it_from_the_log(migrated):
    old = migrated("press", "0010_office_clock_whole")
    people = [Officer.objects.create_user(f"canbo{number}") for number in range(2)]
    outlet = old.get_model("press", "Outlet").objects.create(name="Báo Mẫu", host="baomau.example")

    def make(name: str, state: str) -> Source:
        made = old.get_model("press", "Source").objects.create(
            outlet=outlet, address=f"https://baomau.example/{name}", kind="feed", state=state,
            added_at=timezone.now() - timedelta(days=30), added_by_id=people[0].pk,
        )  # fmt: skip
        return Source(pk=made.pk)

    untouched, paused = make("a", "active"), make("b", "paused")
    aside, asked, otherwise = make("c", "quarantined"), make("d", "active"), make("e", "active")
    for source, state in ((paused, "paused"), (aside, "paused"), (aside, "active"), (otherwise, "paused")):
        audit.record("press.source_state", target=source, by=people[1], before={}, after={"state": state})
    audit.record("press.source_quarantined", target=aside, by=None)
    audit.record("press.source_quarantined", target=asked, by=None)
    audit.record("press.source_checked", target=asked, by=people[1])
    audit.record("press.source_checked", target=asked, by=people[0])
    new = migrated("press", "0011_since_when").get_model("press", "Source").objects
    told = {one.address[-1]: (one.state_at, one.state_by_id) for one in new.all()}
    entries = {one.action + one.record_id: one for one in LogEntry.objects.order_by("-pk")}
    assert told["a"] == (new.get(pk=untouched.pk).added_at, people[0].pk)
    assert told["b"] == (entries[f"press.source_state{paused.pk}"].at, people[1].pk)
    assert told["c"] == (entries[f"press.source_quarantined{aside.pk}"].at, None)
    assert told["d"] == (entries[f"press.source_checked{asked.pk}"].at, people[1].pk)
    assert told["e"] == (None, None)
