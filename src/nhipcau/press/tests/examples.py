"""A kept article, for the tests that walk a joint."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from nhipcau.agencies.models import Officer
from nhipcau.engines.presswire.model import FetchedPage
from nhipcau.press.actions import ingest, triage
from nhipcau.press.models import Article
from nhipcau.press.reading import read_page
from nhipcau.press.rules import ArticleState
from nhipcau.press.tests.press_pages import GATE, html


def lay(by: Officer) -> Article:
    """Taken in as a page of a newspaper, and kept by the officer."""
    fetched = FetchedPage(
        "https://baomau.example/khai-truong-1001.html",
        html("Khai trương cụm thông tin ở cửa khẩu Bu Prăng", GATE),
        "text/html; charset=utf-8",
        "utf-8",
        timezone.make_aware(datetime(2026, 6, 18, 8)),
    )
    article = ingest.take_in(read=read_page(fetched, "Lâm Đồng"), source=None)
    return triage.decide(article=article, state=ArticleState.KEPT, by=by)
