"""A day over the demo world: everything good comes in, everything hostile is named, nobody waits for it."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from nhipcau.demo.web.hostile import HOSTILE
from nhipcau.demo.web.server import DemoServer, serve
from nhipcau.demo.web.world import WORLD
from nhipcau.engines.presswire.feeds import read_feed
from nhipcau.engines.presswire.find.discover import discover
from nhipcau.engines.presswire.find.sections import article_links
from nhipcau.engines.presswire.find.sitemap import read_sitemap
from nhipcau.engines.presswire.model import PresswireError
from nhipcau.engines.presswire.net.fetch import Fetcher, FetchRequest, Limits
from nhipcau.engines.presswire.net.netguard import GuardedTransport, NetGuard
from nhipcau.engines.presswire.net.pace import HostPace
from nhipcau.engines.presswire.screen import Screener, WatchName

DAY = date(2025, 5, 12)


@pytest.fixture(scope="module")
def world() -> Iterator[DemoServer]:
    with serve(day=DAY) as running:
        yield running


def open_fetcher(**limits: float) -> Fetcher:
    return Fetcher(
        transport=GuardedTransport(NetGuard.allowing(["127.0.0.1/32"])),
        pace=HostPace(interval=0.0),
        limits=Limits(connect=2.0, read=3.0, total=limits.get("total", 10.0), largest=4_000_000),
    )


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with open_fetcher() as opened:
        yield opened


def test_the_world_is_large_enough_and_true_to_itself() -> None:
    by_id = {article.id: article for article in WORLD.articles}
    assert len(WORLD.outlets) == 12
    assert len(by_id) == len(WORLD.articles) >= 60
    assert {article.day for article in WORLD.articles} == set(range(10))
    assert len({article.path for article in WORLD.articles}) == len(WORLD.articles)
    for article in WORLD.articles:
        assert article.paragraphs
        assert not article.copy_of or by_id[article.copy_of].story == article.story
        assert not article.mistake or article.mistake in " ".join(article.paragraphs)
        assert not article.correction_of or by_id[article.correction_of].mistake
        assert bool(article.places) == (article.relevance != "none")
    for original, copies in WORLD.copies().items():
        for copy in copies:
            assert by_id[copy].paragraphs != by_id[original].paragraphs
            assert by_id[copy].published(DAY) > by_id[original].published(DAY)


def test_the_world_is_the_same_for_a_day_and_moves_with_it() -> None:
    assert WORLD.truth(DAY) == WORLD.truth(DAY)
    later = WORLD.articles[0].published(DAY + timedelta(days=30))
    assert later - WORLD.articles[0].published(DAY) == timedelta(days=30)


def test_every_article_is_found_through_feeds_or_sections_and_read_with_its_date(
    world: DemoServer, fetcher: Fetcher
) -> None:
    for outlet in WORLD.outlets:
        root = world.addresses[outlet.slug]
        expected = {root + article.path: article for article in WORLD.of(outlet.slug)}
        candidates = discover(root, fetcher)
        assert candidates, outlet.slug
        best = candidates[0]
        page = fetcher.fetch(best.url).page
        assert page is not None
        if best.kind in ("rss", "atom", "json"):
            entries = read_feed(page.body, url=page.address, charset=page.charset).entries
            assert {entry.link for entry in entries} == set(expected), outlet.slug
            for entry in entries:
                assert entry.published == expected[entry.link].published(DAY), outlet.slug
                assert entry.title == expected[entry.link].title
        else:
            front = fetcher.fetch(root + "/").page
            assert front is not None
            assert {link.url for link in article_links(front.body, url=front.address)} == set(expected), (
                outlet.slug
            )


def test_the_news_sitemap_gives_titles_and_dates(world: DemoServer, fetcher: Fetcher) -> None:
    page = fetcher.fetch(world.addresses["suong-som"] + "/news-sitemap.xml").page
    assert page is not None
    sitemap = read_sitemap(page.body, url=page.address)
    assert not sitemap.is_index
    assert all(entry.title and entry.published and entry.language == "vi" for entry in sitemap.entries)


def test_the_screen_finds_all_articles_about_the_province(world: DemoServer, fetcher: Fetcher) -> None:
    places = {place for article in WORLD.articles for place in article.places}
    names = [*places, "Lam Dong", "Lâm Dông", "林同省", "ឡាំដុង", "Далат", "Ламдонг", "Dalat"]
    screen = Screener.compile([WatchName(name) for name in names])
    for article in WORLD.articles:
        page = fetcher.fetch(world.addresses[article.outlet.slug] + article.path).page
        assert page is not None
        if article.relevance != "none":
            assert screen.any(page.body, page.charset), article.id


def test_hostile_outlets_are_named_and_disturb_nobody(world: DemoServer) -> None:
    good = {outlet.slug: world.addresses[outlet.slug] + "/" for outlet in WORLD.outlets}
    bad = {slug: world.addresses[slug] + "/feed.xml" for slug in HOSTILE}
    with open_fetcher(total=4.0) as fetcher:
        fetcher.pace = HostPace(interval=0.05)
        started = time.monotonic()
        outcomes = {}
        good_done = 0.0
        for outcome in fetcher.fetch_all(
            [FetchRequest(url, key=slug) for slug, url in {**bad, **good}.items()], threads=6
        ):
            outcomes[outcome.request.key] = outcome
            if outcome.request.key in good:
                good_done = time.monotonic() - started
    assert all(outcomes[slug].fetched for slug in good)
    assert good_done < 4.0
    codes = {slug: outcome.failure.code for slug, outcome in outcomes.items() if outcome.failure}
    assert codes == {
        "than-bat-tan": "too_large", "nho-giot": "timeout", "vong-quanh": "redirect_loop", "bom-nen": "too_large", "tram-mega": "too_large",
    }  # fmt: skip

    def read(slug: str) -> str:
        fetched = outcomes[slug].fetched
        assert fetched
        assert fetched.page
        try:
            feed = read_feed(
                fetched.page.body,
                url=fetched.page.address,
                charset=fetched.page.charset,
                not_after=datetime.now(UTC),
            )
        except PresswireError as failure:
            return failure.code
        return f"{feed.entries[0].title}|{feed.entries[0].published}"

    assert read("html-lam-feed") == "html_instead_of_feed"
    assert read("bang-ma-doi").startswith("Đà Lạt: bài vẫn đọc được|2025-05-12")
    assert len(read("bom-thuc-the")) < 60
    assert read("dong-ho-nhanh") == "Tin ngày mai|None"


def test_a_changing_etag_does_not_make_a_page_new(world: DemoServer, fetcher: Fetcher) -> None:
    url = world.addresses["the-doi-mai"] + "/feed.xml"
    first = fetcher.fetch(url)
    second = fetcher.fetch(FetchRequest(url, first.validators))
    assert first.validators.etag != second.validators.etag
    assert second.unchanged


def test_good_outlets_answer_conditional_requests(world: DemoServer, fetcher: Fetcher) -> None:
    url = world.addresses["ben-nuoc"] + "/atom.xml"
    first = fetcher.fetch(url)
    assert fetcher.fetch(FetchRequest(url, first.validators)).page is None


def test_the_worlds_clock_can_be_moved(fetcher: Fetcher) -> None:
    with serve(day=DAY, with_hostile=False) as world:
        root = world.addresses["cao-nguyen-xanh"]
        fetcher.obey_robots = False

        def entries() -> int:
            page = fetcher.fetch(root + "/rss.xml").page
            assert page is not None
            return len(read_feed(page.body).entries)

        everything = entries()
        fetcher.fetch(world.index + "/clock?at=2025-05-05T00:00")
        some = entries()
        assert 0 < some < everything
        fetcher.fetch(world.index + "/clock")
        assert entries() == everything
        page = fetcher.fetch(FetchRequest(world.index + "/truth.json", text_only=False)).page
        assert page is not None
        assert len(json.loads(page.body)["articles"]) == len(WORLD.articles)
