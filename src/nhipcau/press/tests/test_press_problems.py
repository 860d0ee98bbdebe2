"""What could not be read stays in rows as a code; the sentence is said in the reader's language."""

from __future__ import annotations

import pytest
from django.utils import timezone

from nhipcau.engines.presswire.model import TryLater, Unreadable
from nhipcau.kernel import sentences
from nhipcau.kernel.models import Notice
from nhipcau.press.actions import sources
from nhipcau.press.models import FoundPage

pytestmark = pytest.mark.django_db


def test_a_source_keeps_the_code_and_says_the_sentence(source):
    failure = TryLater("busy", host="a.example", status=503, after=60)
    sources.note_failure(source=source, failure=failure, now=timezone.now())
    source.refresh_from_db()
    assert source.problem == {"key": "press.busy", "params": {"host": "a.example", "status": 503}}
    assert "a.example" in source.reason and "503" in source.reason
    sources.note_reading(source=source, found=[], validators=sources.Validators(), now=timezone.now())
    source.refresh_from_db()
    assert source.problem is None
    assert source.reason == ""


def test_every_code_of_the_engine_and_of_the_app_has_a_sentence():
    for key in (
        "press.busy.here",
        "press.reader_fault",
        "press.reader_ended",
        "press.not_a_feed",
        "press.tls",
    ):
        assert key in sentences.known()


def test_older_rows_still_say_why(migrated):
    then = migrated("press", "0002_search_index")
    outlet = then.get_model("press", "Outlet").objects.create(name="Báo Mẫu", host="baomau.example")
    older = then.get_model("press", "Source").objects.create(
        outlet=outlet, address="https://baomau.example/rss", kind="feed", reason="Chưa kiểm tra."
    )
    page = then.get_model("press", "FoundPage").objects.create(
        source=older,
        key="k",
        address="https://baomau.example/1",
        found_at=timezone.now(),
        reason="Trang 100% hỏng.",
    )
    now = migrated("press", "0003_problems_as_codes")
    kept = now.get_model("press", "Source").objects.get(pk=older.pk)
    assert kept.problem == sources.NOT_CHECKED_YET
    assert FoundPage.objects.get(pk=page.pk).reason == "Trang 100% hỏng."
    back = migrated("press", "0002_search_index")
    assert back.get_model("press", "FoundPage").objects.get(pk=page.pk).reason == "Trang 100% hỏng."


def test_the_notice_of_a_quarantined_source_says_why(source, django_capture_on_commit_callbacks, coordinator):
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(20):
            sources.note_failure(
                source=source,
                failure=Unreadable("not_a_feed", feed="https://a.example/rss"),
                now=timezone.now(),
            )
    assert "không phải RSS" in Notice.objects.filter(kind="press.source").first().text
