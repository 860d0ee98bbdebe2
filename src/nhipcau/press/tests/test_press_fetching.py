from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from nhipcau.demo.press import build_press_demo
from nhipcau.demo.web import render
from nhipcau.demo.web.server import DemoServer, serve
from nhipcau.demo.web.world import WORLD
from nhipcau.engines.presswire.find import named
from nhipcau.engines.presswire.model import TryLater, Unreadable
from nhipcau.engines.presswire.net.fetch import Fetcher, Limits, Validators
from nhipcau.engines.presswire.net.netguard import GuardedTransport, NetGuard
from nhipcau.engines.presswire.net.pace import HostPace
from nhipcau.kernel import reading
from nhipcau.kernel.models import Notice
from nhipcau.kernel.refusal import Refused
from nhipcau.press import rules
from nhipcau.press.actions import fetching, sources
from nhipcau.press.models import Article, FoundPage, Outlet, Source, WatchHit, WorldArticle
from nhipcau.press.rules import PageState, SourceKind, SourceState
from nhipcau.press.tests.press_pages import MORNING

pytestmark = pytest.mark.django_db
DAY = MORNING.date()


def fetcher() -> Fetcher:
    limits = Limits(connect=2, read=2, total=3, largest=2_000_000)
    transport = GuardedTransport(NetGuard.allowing(["127.0.0.0/8"]))
    return Fetcher(transport=transport, limits=limits, pace=HostPace(interval=0.0, at_once=4))


@pytest.fixture(scope="module")
def world():
    with serve(day=DAY) as running:
        yield running


def follow(world: DemoServer, slugs) -> list[Source]:
    """Demo outlets share one address and differ by port, so each is its own outlet by hand."""
    made = []
    known = {outlet.slug: outlet for outlet in WORLD.outlets}
    for slug in slugs:
        feed = render.feed_path(known[slug]) if slug in known else "/rss.xml"
        kind = SourceKind.FEED if feed else SourceKind.SECTION
        outlet = Outlet.objects.create(name=slug, host=f"{slug}.demo")
        address = world.addresses[slug] + (feed or "/")
        made.append(Source.objects.create(outlet=outlet, address=address, kind=kind))
    return made


def read(followed) -> dict[str, int]:
    with fetcher() as outside:
        return fetching.read_sources([one.pk for one in followed], fetcher=outside, province="Lâm Đồng")


def test_a_days_reading_brings_every_article_once(world, installation):
    followed = follow(world, [outlet.slug for outlet in WORLD.outlets])
    read(followed)
    wanted = {
        article["url"]
        for article in WORLD.truth(DAY, world.addresses)
        if article["relevance"] in ("about", "mentions")
    }
    got = set(Article.objects.values_list("url", flat=True))
    assert len(wanted - got) <= 1, wanted - got
    assert Article.objects.count() == Article.objects.values("key").distinct().count()
    assert not FoundPage.objects.filter(state=PageState.WAITING).exists()

    before = Article.objects.count()
    assert read(followed) == {}  # nobody's turn yet
    Source.objects.update(next_at=timezone.now())
    read(followed)
    assert Article.objects.count() == before


def test_hostile_outlets_do_not_disturb_the_rest(world, installation):
    from nhipcau.demo.web import hostile

    good = follow(world, ["suong-som"])
    bad = follow(world, list(hostile.HOSTILE))
    counts = read([*bad, *good])
    assert counts["source_read"] >= 1
    assert Article.objects.filter(source__in=good).count() >= 7
    good[0].refresh_from_db()
    assert good[0].failures == 0
    assert not Source.objects.exclude(claimed_until=None).exists()
    for failed in Source.objects.filter(failures__gt=0):
        assert failed.reason
    for page in FoundPage.objects.filter(state=PageState.QUARANTINED):
        assert page.reason
        assert page.file


def test_two_workers_never_hold_one_source(source):
    now = timezone.now()
    assert sources.claim([source.pk], now)
    assert not sources.claim([source.pk], now)
    assert sources.claim([source.pk], now + sources.LEASE + timedelta(seconds=1)), (
        "a lease that ran out is free"
    )


def test_a_killed_reading_is_taken_up_where_it_stood(world, installation, monkeypatch):
    followed = follow(world, ["suong-som", "cao-nguyen-xanh"])
    taken, real = [], fetching.page_fetched

    class Killed(BaseException):
        pass

    def dies_after_four(**asked):
        if len(taken) == 4:
            raise Killed
        taken.append(asked)
        return real(**asked)

    monkeypatch.setattr(fetching, "page_fetched", dies_after_four)
    with pytest.raises(Killed):
        read(followed)
    assert FoundPage.objects.filter(state=PageState.WAITING).exists()
    monkeypatch.undo()
    monkeypatch.setenv("NHIPCAU_TODAY", "2026-06-18")
    Source.objects.update(next_at=timezone.now(), claimed_until=None)
    read(followed)
    assert not FoundPage.objects.filter(state=PageState.WAITING).exists()
    assert FoundPage.objects.filter(state=PageState.READ).count() == Article.objects.count() > 10


def test_a_source_that_keeps_failing_is_put_aside_and_those_who_run_the_desk_are_told(
    source, coordinator, django_capture_on_commit_callbacks
):
    failure = TryLater("connection", host="a.example", after=60)
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(8):
            sources.note_failure(source=source, failure=failure, now=timezone.now())
    source.refresh_from_db()
    assert source.state == SourceState.QUARANTINED
    assert Notice.objects.get(recipient=coordinator).kind == "press.source"


def test_a_good_reading_forgets_the_failures(source):
    sources.note_failure(
        source=source, failure=Unreadable("not_a_feed", feed="https://a.example/rss"), now=timezone.now()
    )
    sources.note_reading(source=source, found=[], validators=Validators(etag="x"), now=timezone.now())
    source.refresh_from_db()
    assert (source.failures, source.reason, source.etag) == (0, "", "x")


def test_pauses_grow_with_failures():
    pauses = [
        rules.after_failure(code="timeout", failures=n, now=MORNING, interval=timedelta(minutes=30)).at
        - MORNING
        for n in range(1, 8)
    ]
    assert pauses == sorted(pauses)
    assert pauses[-1] <= timedelta(hours=12)
    asked = rules.after_failure(
        code="busy", failures=1, now=MORNING, interval=timedelta(minutes=5), asked=7200
    )
    assert asked.at - MORNING == timedelta(hours=2)


def test_discovery_finds_the_feed_of_an_outlet(world, coordinator):
    found = sources.look(world.addresses["suong-som"], open_fetcher=fetcher)
    assert found[0].kind == "rss"
    made = sources.add_source(
        address=found[0].url, kind=SourceKind.FEED, by=coordinator, name="Sương Sớm", verified=True
    )
    assert made.verified_at is not None
    with pytest.raises(Refused):
        sources.add_source(address=found[0].url, kind=SourceKind.FEED, by=coordinator)


def test_a_private_address_is_refused_in_the_officers_words(coordinator):
    with pytest.raises(Refused) as refused:
        sources.look("http://127.0.0.1:9/rss", open_fetcher=Fetcher)
    assert "nội bộ" in str(refused.value)


def test_the_starting_list_is_loaded_once_and_waits_to_be_reached(db):
    assert sources.load_starting_list(by=None) >= 80
    assert sources.load_starting_list(by=None) == 0
    assert not Source.objects.active().exists()
    assert not Source.objects.exclude(verified_at=None).exists()


def test_a_listed_source_is_taken_up_when_reached(world, db):
    listed = follow(world, ["suong-som"])[0]
    Source.objects.filter(pk=listed.pk).update(
        address=world.addresses["suong-som"] + "/",
        kind="section",
        state="paused",
        problem=sources.NOT_CHECKED_YET,
    )
    listed.refresh_from_db()
    with fetcher() as outside:
        sources.check_source(source=listed, fetcher=outside)
    listed.refresh_from_db()
    assert (listed.state, listed.kind) == (SourceState.ACTIVE, SourceKind.FEED)
    assert listed.verified_at is not None


def test_due_sources_are_handed_out_with_an_outlets_sources_together(source):
    Source.objects.create(outlet=source.outlet, address="https://baomau.example/rss2.xml", kind="feed")
    assert fetching.enqueue_due(timezone.now()) == 2


def test_the_demonstration_shows_a_lived_in_desk(coordinator, leader):
    count = build_press_demo(by=coordinator, leader=leader, today=DAY, province="Lâm Đồng")
    assert count >= 45
    assert Article.objects.exclude(copy_of=None).count() >= 5
    assert Article.objects.filter(state="kept").exists()
    assert Article.objects.filter(state="new").on_desk().of_days(DAY, DAY).exists()
    assert Article.objects.exclude(inaccurate_at=None).exists()
    assert WorldArticle.objects.count() >= 10
    assert set(WatchHit.objects.values_list("verdict", flat=True)) == {"open", "right", "wrong"}
    assert WatchHit.objects.filter(by_hand=True).exists()


def test_a_source_that_finds_a_fault_in_a_reader_fails_alone(world, installation, monkeypatch):
    odd, good = follow(world, ["html-lam-feed", "suong-som"])
    real = reading.pages

    def stumbles(function, page, *more, **limits):
        if function is named.in_feed and page.url.startswith(world.addresses["html-lam-feed"]):
            raise IndexError("a fault of ours")
        return real(function, page, *more, **limits)

    monkeypatch.setattr(reading, "pages", stumbles)
    counts = read([odd, good])
    assert (counts["source_failed"], counts["source_read"]) == (1, 1)
    odd.refresh_from_db()
    assert "IndexError" in odd.reason
    assert Article.objects.filter(source=good).exists()
