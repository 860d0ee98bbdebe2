"""The digest on the world situation: from watches' hits, under their names, with its own numbers, beside the press's."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from tests.laid import laid

from nhipcau.desk import directions
from nhipcau.digests import content, queries, rules, worldwide
from nhipcau.digests.actions import drafting, editing, signing
from nhipcau.digests.figures import from_json
from nhipcau.digests.models import Digest, DigestItem
from nhipcau.digests.paper import paper
from nhipcau.digests.rules import KINDS, DigestKind
from nhipcau.digests.tests.conftest import BODY, DAY, at
from nhipcau.engines.officialdoc.write.model import Heading
from nhipcau.kernel.refusal import Refused
from nhipcau.office.signing.kinds import Mark
from nhipcau.press.actions import watches
from nhipcau.press.models import Outlet, WatchHit, WorldArticle

pytestmark = pytest.mark.django_db

FIRST, LAST = rules.week_of(DAY - timedelta(days=7))
LAST_WEEK = at(9, day=FIRST + timedelta(days=2))


@pytest.fixture
@laid
def asean(coordinator):
    return watches.make(name="ASEAN", words=["ASEAN"], places=[], position=2, by=coordinator)


@pytest.fixture
@laid
def sea(coordinator):
    return watches.make(name="Biển đảo", words=["biển đảo"], places=[], position=1, by=coordinator)


@pytest.fixture
def caught(db):
    """caught(watch, "title", …) → the hit of a text that came for a watch alone, last week."""
    count = iter(range(1, 10_000))

    def write(watch, title, *, outlet="Báo Thế giới", when=LAST_WEEK, reach=2, text=None, **more):
        number = next(count)
        paper = Outlet.objects.get_or_create(
            host=f"{abs(hash(outlet))}.vi.du", defaults={"name": outlet, "reach": reach, "language": "vi"}
        )[0]
        world = text or WorldArticle.objects.create(
            key=f"w{number}", url=f"https://the-gioi.vi.du/{number}", canonical=f"https://the-gioi.vi.du/{number}",
            outlet=paper, title=title, body=more.pop("body", BODY), at=when, published_at=when, fetched_at=when,
            content_hash=more.pop("content_hash", f"c{number}"), language=more.pop("language", "vi"),
        )  # fmt: skip
        return WatchHit.objects.create(watch=watch, world=world, at=when, **more)

    return write


@pytest.fixture
def draft(asean, sea, caught, coordinator):
    caught(asean, "Bế mạc hội nghị cấp cao ASEAN", reach=3)
    caught(asean, "ASEAN bàn về nông nghiệp", verdict="right")
    caught(asean, "Đội bóng vùng vào chung kết", verdict="wrong")
    caught(sea, "Triển lãm ảnh biển đảo ở Đà Nẵng")
    return drafting.draft_now(kind=DigestKind.WORLD, now=at(), by=coordinator)


@pytest.fixture
def signed(draft, coordinator):
    return signing.sign(digest=draft, now=at(7), by=coordinator)


def told(digest) -> list[tuple[str, list[str]]]:
    parts = content.parts_of(content.content_of(digest))
    return [(part.label, [item["title"] for item in part.items]) for part in parts]


def test_items_stand_under_their_watches_in_order_and_what_is_wrong_is_left_out(draft):
    assert (draft.first_day, draft.last_day) == (FIRST, LAST)
    assert told(draft) == [
        ("Biển đảo", ["Triển lãm ảnh biển đảo ở Đà Nẵng"]),
        ("ASEAN", ["ASEAN bàn về nông nghiệp", "Bế mạc hội nghị cấp cao ASEAN"]),
    ]


def test_a_text_stands_once_with_all_who_printed_it(asean, sea, caught, coordinator):
    first = caught(asean, "ASEAN và biển đảo", content_hash="same")
    caught(sea, "", text=first.world)
    caught(
        asean,
        "ASEAN và biển đảo",
        outlet="Báo Khác",
        content_hash="same",
        when=LAST_WEEK + timedelta(hours=1),
    )
    caught(
        sea,
        "ASEAN và biển đảo",
        outlet="Báo Thứ ba",
        content_hash="same",
        when=LAST_WEEK + timedelta(hours=2),
    )
    made = drafting.draft_now(kind=DigestKind.WORLD, now=at(), by=coordinator)
    item = made.items.get()
    assert item.heading == "Biển đảo"
    assert item.outlets == 2


def test_an_article_of_the_province_keeps_its_story(asean, tell, coordinator):
    article = tell("Lâm Đồng dự hội nghị ASEAN", when=LAST_WEEK)
    WatchHit.objects.create(watch=asean, article=article, at=article.at)
    made = drafting.draft_now(kind=DigestKind.WORLD, now=at(), by=coordinator)
    assert made.items.get().story == article.story


def test_a_long_watch_shows_its_first_and_keeps_the_rest_at_hand(asean, caught, coordinator):
    for number in range(worldwide.OF_A_WATCH + 3):
        caught(asean, f"ASEAN tin {number}")
    made = drafting.draft_now(kind=DigestKind.WORLD, now=at(), by=coordinator)
    assert made.items.standing().count() == worldwide.OF_A_WATCH
    assert made.items.filter(dropped=True).count() == 3


def test_without_hits_there_is_nothing_to_draft(asean, coordinator):
    with pytest.raises(Refused, match="chủ đề theo dõi"):
        drafting.draft_now(kind=DigestKind.WORLD, now=at(), by=coordinator)


def test_the_clock_drafts_last_weeks_once(asean, caught):
    caught(asean, "ASEAN họp")
    made = drafting.draft_due(at())
    assert [digest.kind for digest in made if digest.kind == DigestKind.WORLD] == [DigestKind.WORLD]
    drafting.draft_due(at())
    assert Digest.objects.filter(kind=DigestKind.WORLD).count() == 1


def test_its_numbers_are_a_series_of_its_own(signed, tell, coordinator):
    tell("Tin của tỉnh")
    daily = drafting.draft_day(day=DAY, now=at(), by=None)
    daily = signing.sign(digest=daily, now=at(7), by=coordinator)
    assert (signed.number, daily.number) == (1, 1)
    assert signed.issue.number.book != daily.issue.number.book


def test_the_paper_has_its_own_title_and_headings(signed):
    drawn = paper(signed.content, Mark())
    assert drawn.summary.startswith("Tình hình thế giới và đối ngoại tuần từ ngày")
    assert "về tỉnh" not in drawn.summary
    headings = [block.text for block in drawn.body if isinstance(block, Heading) and block.level == 1]
    assert headings == ["Biển đảo", "ASEAN"]
    assert signed.docx
    assert signed.pdf
    assert "tinh-hinh-the-gioi" in signed.pdf.name


def test_nothing_of_it_is_counted_as_the_provinces(signed, tell, coordinator):
    tell("Tin của tỉnh")
    daily = drafting.draft_day(day=DAY, now=at(), by=None)
    figures = queries.drafted_figures(daily)
    assert (figures.articles.now, figures.articles.before) == (1, 0)
    assert not queries.daily_of(FIRST, LAST).exists()
    assert not Digest.objects.of_province().filter(pk=signed.pk).exists()
    assert from_json(signed.content["figures"]).articles.now == 3
    assert directions.file_signed_digest.call(digest=signed.pk) is False


def test_it_is_held_against_its_own_last_issue(asean, caught, coordinator):
    earlier = LAST_WEEK - timedelta(days=7)
    caught(asean, "ASEAN tuần trước nữa", when=earlier)
    old = drafting.draft_world(
        kind=DigestKind.WORLD, first=FIRST - timedelta(days=7), last=LAST - timedelta(days=7), by=None
    )
    signing.sign(digest=old, now=at(7), by=coordinator)
    caught(asean, "ASEAN tuần trước")
    made = drafting.draft_now(kind=DigestKind.WORLD, now=at(), by=coordinator)
    figures = queries.drafted_figures(made)
    assert (figures.articles.now, figures.articles.before) == (1, 1)


def test_an_item_does_not_repeat_its_text_at_length(draft, coordinator):
    item = draft.items.first()
    with pytest.raises(Refused, match="nguyên văn"):
        editing.edit_item(item=item, summary=BODY[:350], by=coordinator)


def test_items_move_within_their_watch_only(draft, coordinator):
    last = queries.in_order(draft.items.standing())[-1]
    for _ in range(3):
        editing.move_item(item=last, step=-1, by=coordinator)
    assert told(draft)[1] == ("ASEAN", ["Bế mạc hội nghị cấp cao ASEAN", "ASEAN bàn về nông nghiệp"])


def test_a_correction_keeps_the_headings(signed, coordinator):
    made = drafting.correct(digest=signed, reason="Sửa tên hội nghị.", now=at(8), by=coordinator)
    assert told(made) == told(signed)


def test_an_editor_adds_what_came_later_on_the_page(draft, asean, caught, client_of, coordinator):
    later = caught(asean, "ASEAN tin đến sau")
    wrong = caught(asean, "ASEAN tin sai", verdict="wrong")
    client = client_of(coordinator)
    shown = client.get(reverse("digests:add", args=[draft.pk])).content.decode()
    assert "ASEAN tin đến sau" in shown
    assert "ASEAN tin sai" not in shown
    client.post(reverse("digests:add", args=[draft.pk]), {"hit": later.pk})
    assert DigestItem.objects.get(title="ASEAN tin đến sau").heading == "ASEAN"
    assert client.post(reverse("digests:add", args=[draft.pk]), {"hit": wrong.pk}).status_code == 404
    item = client.get(reverse("digests:item", args=[draft.items.first().pk])).content.decode()
    assert "-part" not in item


def test_it_is_read_edited_and_signed_on_its_pages(draft, client_of, coordinator, leader):
    client = client_of(coordinator)
    for route in ("edit", "digest", "sign"):
        page = client.get(reverse(f"digests:{route}", args=[draft.pk]))
        assert page.status_code == 200
        assert "Bản tin tình hình thế giới và đối ngoại" in page.content.decode()
    seen = signing.seen_of(draft)
    client.post(reverse("digests:sign", args=[draft.pk]), {"seen": seen, "sure": "on"})
    assert Digest.objects.get(pk=draft.pk).is_signed
    shown = client_of(leader).get(reverse("digests:digests"), {"loai": "world"}).content.decode()
    assert "Bản tin tình hình thế giới và đối ngoại" in shown


@pytest.mark.parametrize("kind", list(DigestKind))
def test_every_kind_has_all_that_a_digest_needs(kind):
    about = KINDS[kind]
    assert about.period(date(2026, 6, 18))[0] <= date(2026, 6, 18)
    assert about.title.format(when=about.when(FIRST, LAST), place="về tỉnh")
    assert about.opening.format(articles=1, outlets=1, stories=1, foreign=0)
    assert len({(one.series, one.book) for one in KINDS.values()}) == 2
    assert len({one.file_word for one in KINDS.values()}) == len(KINDS)
