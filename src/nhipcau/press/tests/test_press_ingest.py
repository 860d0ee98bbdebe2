from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.engines.presswire.model import TryLater, Unreadable
from nhipcau.press import memory, rules
from nhipcau.press.actions import ingest, stories
from nhipcau.press.addresses import canonical_of, key_of, plain_address
from nhipcau.press.models import Article, DeskState, FoundPage, SearchText, Story
from nhipcau.press.reading import read_page
from nhipcau.press.rules import PageState
from nhipcau.press.tests.press_pages import ELSEWHERE, FLOWERS, GATE, MORNING

TITLE = "Khai trương cụm thông tin ở cửa khẩu Bu Prăng"


@pytest.mark.parametrize(
    "other",
    [
        "http://www.baomau.example/a-1.html",
        "https://baomau.example/a-1.html?utm_source=zalo&fbclid=x",
        "https://baomau.example/a-1.html#binh-luan",
        "https://baomau.example/a-1.html/",
    ],
)
def test_spellings_of_one_address_are_one_article(take, other):
    assert take("https://baomau.example/a-1.html", TITLE) is not None
    assert take(other, TITLE) is None
    assert Article.objects.count() == 1


def test_a_page_that_names_its_front_page_as_canonical_keeps_its_own_address():
    assert canonical_of("https://a.vn/tin-1.html", "https://a.vn/") == "https://a.vn/tin-1.html"
    assert canonical_of("https://a.vn/tin-1.html", "https://b.vn/goc.html") == "https://a.vn/tin-1.html"
    assert canonical_of("https://m.a.vn/tin-1.html", "https://a.vn/tin-1.html") == "https://a.vn/tin-1.html"


@given(st.text(alphabet="abcđ/?&=-1 ", max_size=40))
def test_a_plain_address_stays_as_it_is(tail):
    plain = plain_address(f"https://baomau.example/{tail}")
    assert plain_address(plain) == plain
    assert key_of(plain) == key_of(plain_address(plain))


def test_the_same_words_at_two_addresses_of_one_outlet_are_one_article(take):
    take("https://baomau.example/a-1.html", TITLE)
    assert take("https://baomau.example/chuyen-muc/a-1-moi.html", TITLE) is None


def test_a_page_about_another_province_is_nothing_to_us(fetched):
    assert (
        read_page(fetched("https://baomau.example/ca-mau.html", "Hội chợ thủy sản", ELSEWHERE), "Lâm Đồng")
        is None
    )


def test_a_reprint_is_a_copy_and_shares_the_story(take):
    first = take("https://baomau.example/a-1.html", TITLE)
    again = take(
        "https://tinkhac.example/b-1.html",
        TITLE,
        GATE[:4],
        at=MORNING + timedelta(hours=1),
        outlet="Tin Khác",
    )
    assert again.copy_of == first
    assert again.story == first.story
    first.story.refresh_from_db()
    assert (first.story.outlets, first.story.articles_count) == (2, 2)


def test_who_printed_first_leads_even_when_found_later(take, coordinator):
    later = take("https://baomau.example/a-1.html", TITLE, at=MORNING + timedelta(hours=2))
    third = take("https://ba.example/c.html", TITLE, GATE[:4], at=MORNING + timedelta(hours=3), outlet="Ba")
    first = take("https://tinkhac.example/b-1.html", TITLE, at=MORNING, outlet="Tin Khác")
    for one in (later, third, first):
        one.refresh_from_db()
    assert first.copy_of is None
    assert later.copy_of == third.copy_of == first


def test_other_news_is_another_story(take):
    gate = take("https://baomau.example/a-1.html", TITLE)
    flowers = take("https://baomau.example/b-2.html", "Đà Lạt đón 48.000 lượt khách cuối tuần", FLOWERS)
    assert gate.story != flowers.story


def test_a_worker_that_starts_anew_places_articles_like_one_that_lived_through(take):
    first = take("https://baomau.example/a-1.html", TITLE)
    memory.forget()
    again = take("https://tinkhac.example/b-1.html", TITLE, GATE[:4], outlet="Tin Khác")
    assert again.copy_of == first


def test_a_worker_catches_up_with_what_another_took_in(take):
    take("https://baomau.example/b-2.html", "Đà Lạt đón 48.000 lượt khách cuối tuần", FLOWERS)
    mine = memory._memory
    memory._memory = None
    first = take("https://baomau.example/a-1.html", TITLE)  # the other worker
    memory._memory = mine
    again = take("https://tinkhac.example/b-1.html", TITLE, GATE[:4], outlet="Tin Khác")
    assert memory._memory is mine
    assert again.copy_of == first


@pytest.mark.django_db(transaction=True)
def test_a_failure_in_the_middle_leaves_nothing_behind(take, monkeypatch):
    monkeypatch.setattr(ingest.search, "add", lambda article, words: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        take("https://baomau.example/a-1.html", TITLE)
    assert not Article.objects.exists()
    assert not Story.objects.exists()
    monkeypatch.undo()
    assert take("https://baomau.example/a-1.html", TITLE) is not None
    assert DeskState.objects.get(name="placing").version == 1
    assert SearchText.objects.count() == 1


def test_a_clock_in_the_future_is_not_believed(take):
    found = take(
        "https://baomau.example/a-1.html", TITLE, at=MORNING, published=MORNING + timedelta(days=400)
    )
    assert found.published_at == MORNING + timedelta(days=400)
    assert found.at == found.fetched_at


def test_a_page_that_cannot_be_read_is_kept_with_the_reason(source):
    page = FoundPage.objects.create(
        source=source, key="k", address="https://baomau.example/x", found_at=MORNING
    )
    ingest.quarantine(
        page=page, failure=Unreadable("empty_page", page="https://a.example/1"), body=b"<html>hong"
    )
    page.refresh_from_db()
    assert (page.state, page.code) == (PageState.QUARANTINED, "empty_page")
    with page.file.content.open("rb") as kept:
        assert kept.read() == b"<html>hong"


def test_a_page_is_let_go_after_a_few_tries(source):
    page = FoundPage.objects.create(
        source=source, key="k", address="https://baomau.example/x", found_at=MORNING, tries=1
    )
    ingest.try_again_later(page=page, failure=TryLater("timeout", page="https://a.example/1"), at=MORNING)
    assert FoundPage.objects.get().state == PageState.WAITING
    page.tries = rules.MOST_TRIES
    ingest.try_again_later(page=page, failure=TryLater("timeout", page="https://a.example/1"), at=MORNING)
    assert FoundPage.objects.get().state == PageState.GONE


def test_settling_stories_keeps_every_article_in_one_story(take):
    take("https://baomau.example/a-1.html", TITLE)
    take("https://tinkhac.example/b-1.html", TITLE, GATE[:4], outlet="Tin Khác")
    take("https://baomau.example/b-2.html", "Đà Lạt đón 48.000 lượt khách cuối tuần", FLOWERS)
    stories.settle()
    assert sum(story.articles.count() for story in Story.objects.all()) == 3
    for one in Article.objects.exclude(copy_of=None).select_related("copy_of"):
        assert one.story_id == one.copy_of.story_id
    for story in Story.objects.all():
        assert story.articles_count == story.articles.count()


def test_a_title_that_turns_the_line_round_does_not_read_as_another(take):
    article = take("https://baomau.example/a-1.html", TITLE + " \u202egnah iahk\u202c \u2066x\u2069")
    assert article is not None
    for text in (article.title, article.body, *article.authors):
        assert not set(text) & set(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
    assert article.title.startswith(TITLE)
    assert "\u2060" in article.title
