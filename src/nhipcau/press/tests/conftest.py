"""The desk that takes pages in."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from tests.laid import apart, laid

from nhipcau.engines.presswire.model import FetchedPage
from nhipcau.press import judge, memory
from nhipcau.press.actions import ingest
from nhipcau.press.models import Article, Outlet, Source
from nhipcau.press.reading import read_page
from nhipcau.press.tests.press_pages import GATE, MORNING, html


@pytest.fixture(autouse=True)
def _fresh_memory():
    memory.forget()
    judge._kept = None
    yield
    memory.forget()
    judge._kept = None


@pytest.fixture(autouse=True)
def _that_day(monkeypatch):
    monkeypatch.setenv("NHIPCAU_TODAY", "2026-06-18")


@pytest.fixture
@laid
def source(db) -> Source:
    outlet = Outlet.objects.create(name="Báo Mẫu", host="baomau.example", language="vi", country="VN")
    return Source.objects.create(outlet=outlet, address="https://baomau.example/rss.xml", kind="feed")


@pytest.fixture
@apart
def fetched():
    def make(url: str, title: str, paragraphs=GATE, *, at: datetime = MORNING, **more) -> FetchedPage:
        return FetchedPage(url, html(title, paragraphs, **{"published": at, **more}), "text/html; charset=utf-8",
                           "utf-8", at + timedelta(minutes=10))  # fmt: skip

    return make


@pytest.fixture
@apart
def take(db, fetched, installation):
    """take(url, title, paragraphs) → the article, or None where nothing new came of it."""

    def take_in(
        url: str, title: str, paragraphs=GATE, *, source: Source | None = None, **more
    ) -> Article | None:
        read = read_page(fetched(url, title, paragraphs, **more), "Lâm Đồng")
        assert read is not None, "the page does not name the province"
        return ingest.take_in(read=read, source=source)

    return take_in


@pytest.fixture
@laid
def article(take) -> Article:
    return take(
        "https://baomau.example/khai-truong-cum-thong-tin-1001.html",
        "Khai trương cụm thông tin ở cửa khẩu Bu Prăng",
    )
