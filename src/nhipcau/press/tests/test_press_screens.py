from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nhipcau.press import queries, search
from nhipcau.press.models import Article, FoundPage, Outlet, Source, Story
from nhipcau.press.tests.press_pages import GATE, MORNING

pytestmark = pytest.mark.django_db


@pytest.fixture
def many(db):
    """many(30) → that many stories of two articles, one of them copied, and as many sources."""

    def make(count: int) -> None:
        Article.objects.all().delete()
        Story.objects.all().delete()
        Source.objects.all().delete()
        for number in range(count):
            outlet = Outlet.objects.get_or_create(
                host=f"bao{number}.example", defaults={"name": f"Báo {number}"}
            )[0]
            source = Source.objects.create(
                outlet=outlet, address=f"https://bao{number}.example/rss", kind="feed"
            )
            FoundPage.objects.create(source=source, key=f"{count}-{number}", address=f"https://bao{number}.example/x",
                                     state="quarantined", found_at=MORNING)  # fmt: skip
            at = MORNING + timedelta(minutes=number)
            story = Story.objects.create(
                key=f"{count}-{number}", title=f"Chuyện {number} ở Đà Lạt", first_at=at, last_at=at
            )
            first = None
            for part in range(3):
                one = Article.objects.create(
                    key=f"{count}-{number}-{part}", url="https://x.example", canonical="https://x.example", outlet=outlet,
                    title=f"Tin {number}.{part} Đà Lạt", body="\n".join(GATE), at=at, fetched_at=at, content_hash="h",
                    relevance="about", story=story, sequence=number * 10 + part + 1, copy_of=first if part == 2 else None,
                    flags=[{"label": "sensitive", "because": [{"words": "ô nhiễm", "note": ""}]}], subject="tourism",
                )  # fmt: skip
                first = first or one
                search.index(one)

    return make


@pytest.mark.parametrize(
    ("route", "asked"),
    [
        ("press:desk", {"xem": "tat-ca"}),
        ("press:desk", {"dau": "sensitive", "khoang": "tuan"}),
        ("press:search", {"q": "da lat"}),
        ("press:sources", {}),
        ("press:quarantine", {}),
        ("press:hit_rates", {}),
    ],
)
def test_a_longer_list_asks_the_database_no_oftener(client_of, coordinator, many, route, asked):
    client, counts = client_of(coordinator), []
    for size in (3, 30):
        many(size)
        client.get(reverse(route), asked)
        with CaptureQueriesContext(
            connection,
        ) as asked_for:
            assert client.get(reverse(route), asked).status_code == 200
        counts.append(len(asked_for))
    assert counts[0] == counts[1]
    assert counts[0] <= 16


def test_the_desk_shows_a_story_with_its_outlets_and_copies(client_of, coordinator, article, take):
    take(
        "https://tinkhac.example/b-1.html",
        article.title,
        GATE[:4],
        at=MORNING + timedelta(hours=1),
        outlet="Tin Khác",
    )
    page = client_of(coordinator).get(reverse("press:desk")).content.decode()
    assert article.title in page
    assert "2 báo" in page
    assert "1 bản đăng lại" in page
    assert page.count('class="press-item') == 1
    assert 'data-key="c"' in page


def test_pages_of_the_desk_hold_whole_stories_and_no_more_items_than_are_read_at_once():
    pages = queries.StoryPages({1: 70, 2: 30, 3: 1, 4: 150, **dict.fromkeys(range(5, 30), 2)})
    assert [len(page) for page in pages.pages] == [2, 1, 1, 20, 5]
    assert list(pages.get_page(3)) == [4]
    assert (pages.count, pages.num_pages, pages.get_page(99).number) == (29, 5, 5)
    assert list(queries.StoryPages({}).get_page(1)) == []


def test_a_leader_sees_no_deeds(client_of, leader, article):
    page = client_of(leader).get(reverse("press:desk")).content.decode()
    assert article.title in page
    assert 'data-key="g"' not in page


@pytest.mark.parametrize(
    "asked", [{"ngay": "hom-qua"}, {"trang": "x"}, {"xem": "<b>"}, {"khoang": "nam"}, {"dau": "x"}]
)
def test_a_strange_address_shows_today(client_of, coordinator, article, asked):
    assert client_of(coordinator).get(reverse("press:desk"), asked).status_code == 200


@pytest.mark.parametrize(
    "asked", [{"tu": "mai"}, {"bao": "x"}, {"cu_hon": "9" * 40}, {"q": "\x00"}, {"q": '"" -'}]
)
def test_a_strange_search_is_answered(client_of, coordinator, article, asked):
    assert client_of(coordinator).get(reverse("press:search"), asked).status_code == 200


def test_an_article_page_shows_text_names_and_history(client_of, coordinator, article):
    page = client_of(coordinator).get(reverse("press:article", args=[article.pk])).content.decode()
    assert "<mark>" in page
    assert "điện tử phục vụ người dân biên giới" in page


def test_a_strangers_markup_is_shown_as_text(client_of, coordinator, take):
    evil = take(
        "https://baomau.example/x.html",
        "<script>alert(1)</script> Đà Lạt",
        ("<img src=x onerror=alert(1)> ở Đà Lạt, Lâm Đồng.", *GATE),
    )
    for route, arguments in (("press:desk", []), ("press:article", [evil.pk]), ("press:search", [])):
        page = client_of(coordinator).get(reverse(route, args=arguments)).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_a_quarantined_page_is_only_ever_downloaded(client_of, coordinator, source):
    from nhipcau.engines.presswire.model import Unreadable
    from nhipcau.press.actions import ingest

    page = FoundPage.objects.create(
        source=source, key="k", address="https://baomau.example/x", found_at=MORNING
    )
    ingest.quarantine(
        page=page,
        failure=Unreadable("empty_page", page="https://a.example/1"),
        body=b"<script>alert(1)</script>",
    )
    answer = client_of(coordinator).get(reverse("press:page_file", args=[page.pk]))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    answer.close()
