"""Watches, their texts and pages that could not be read, as lists: sorted by the database, chosen, taken out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nhipcau.kernel import clock
from nhipcau.kernel.models import LogEntry
from nhipcau.press.actions import watches
from nhipcau.press.models import FoundPage, SubjectWatch, WatchHit, WorldArticle
from nhipcau.press.rules import PageState, Verdict

pytestmark = pytest.mark.django_db


def act(client, key, what, *rows, **more):
    given = {"viec": what, "dong": [row.pk for row in rows], "ve": "/bao-chi/chu-de/", **more}
    return client.post(reverse("kernel:list_act", args=[key]), given, follow=True)


@pytest.fixture
def caught(source):
    """caught(watch, how many, days ago, verdict): texts that came for a watch."""

    def come(watch, number, days, verdict=Verdict.OPEN):
        made = []
        for n in range(number):
            at = clock.now() - timedelta(days=days)
            key = f"{watch.pk}-{days}-{verdict}-{n}"
            text = WorldArticle.objects.create(
                key=key, url=f"https://a.example/{key}", canonical=f"https://a.example/{key}", outlet=source.outlet,
                title=f"Tin {n}", body="x", at=at, fetched_at=at, content_hash=key,
            )  # fmt: skip
            made.append(WatchHit.objects.create(watch=watch, world=text, at=at, verdict=verdict))
        return made

    return come


@pytest.fixture
def two(coordinator):
    return [watches.make(name=name, words=[name], places=[], by=coordinator) for name in ("ASEAN", "Đông Á")]


def test_watches_sort_by_what_they_bring_and_how_well(two, caught, coordinator, client_of):
    first, second = two
    caught(first, 3, 20, Verdict.RIGHT)
    caught(first, 1, 20, Verdict.WRONG)
    caught(second, 2, 1, Verdict.RIGHT)
    client = client_of(coordinator)

    def names(sort):
        return [
            watch.name for watch, _ in client.get(reverse("press:watches") + f"?xep={sort}").context["rows"]
        ]

    assert names("-tuan") == ["Đông Á", "ASEAN"]
    assert names("-thang") == ["ASEAN", "Đông Á"]
    assert names("-dung") == ["Đông Á", "ASEAN"]
    assert names("dung") == ["ASEAN", "Đông Á"]
    assert names("-ten") == ["Đông Á", "ASEAN"]


def test_many_watches_are_paused_at_once_and_twice_is_nothing(two, coordinator, client_of):
    client = client_of(coordinator)
    assert "Đã tạm dừng 2 chủ đề." in act(client, "press.watches", "tam-dung", *two).content.decode()
    assert "Đã tạm dừng 0 chủ đề." in act(client, "press.watches", "tam-dung", *two).content.decode()
    assert not SubjectWatch.objects.filter(is_active=True).exists()
    assert LogEntry.objects.filter(action="press.watch_paused").count() == 2


def test_a_leader_reads_and_takes_out_and_does_not_pause(two, leader, client_of):
    client = client_of(leader)
    page = client.get(reverse("press:watches")).content.decode()
    assert "Xuất Excel" in page
    assert 'value="tam-dung"' not in page
    assert act(client, "press.watches", "tam-dung", *two).status_code == 403


def test_texts_of_a_watch_are_judged_by_rows(two, caught, coordinator, client_of):
    hits, client = caught(two[0], 3, 1), client_of(coordinator)
    said = act(client, "press.hits", "dung", *hits[:2], thuoc=str(two[0].pk)).content.decode()
    assert "Đã ghi 2 tin đúng chủ đề." in said
    assert sorted(WatchHit.objects.values_list("verdict", flat=True)) == ["open", "right", "right"]
    others = act(client, "press.hits", "dung", *hits, thuoc=str(two[1].pk)).content.decode()
    assert "không còn trong danh sách" in others


def test_pages_put_aside_are_read_again_by_rows_and_their_source_is_asked_once(
    source, coordinator, client_of
):
    pages = [
        FoundPage.objects.create(
            source=source, key=f"k{n}", address=f"https://a.example/{n}", title=title,
            state=PageState.QUARANTINED, found_at=clock.now(), settled_at=clock.now(),
        )
        for n, title in enumerate(("Đón Tết", "", "Dự án"))
    ]  # fmt: skip
    client = client_of(coordinator)
    shown = client.get(reverse("press:quarantine") + "?xep=trang").context["page"]
    assert [one.title for one in shown] == ["Dự án", "Đón Tết", ""]
    said = act(client, "press.quarantine", "doc-lai", *pages[:2]).content.decode()
    assert "2 trang sẽ được tải và đọc lại." in said
    assert FoundPage.objects.filter(state=PageState.WAITING).count() == 2
    assert LogEntry.objects.filter(action="press.source_checked").count() == 1


@pytest.mark.parametrize("sort", ["", "-dung"])
def test_the_list_of_watches_costs_the_same_however_many(sort, coordinator, caught, client_of):
    client, counts = client_of(coordinator), []
    client.get(reverse("press:watches"))
    for more in (3, 27):
        for n in range(more):
            made = watches.make(name=f"Chủ đề {more} {n}", words=["ASEAN"], places=[], by=coordinator)
            caught(made, 1, 1)
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("press:watches") + f"?xep={sort}")
        counts.append(len(asked))
    assert counts[0] == counts[1]
