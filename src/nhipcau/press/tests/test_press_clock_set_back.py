"""A clock that stood ahead and was put right keeps no source and no page waiting until the days that it said."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from nhipcau.engines.presswire.model import TryLater
from nhipcau.engines.presswire.net.fetch import Validators
from nhipcau.kernel import righting
from nhipcau.press import rules
from nhipcau.press.actions import put_off, sources
from nhipcau.press.models import FoundPage, Source

pytestmark = pytest.mark.django_db
AHEAD = timedelta(days=30)


def test_sources_that_were_read_or_failed_under_a_clock_ahead_are_read_now(source):
    now = timezone.now()
    sources.note_reading(source=source, found=[], validators=Validators(), now=now + AHEAD)
    assert not Source.objects.due(now).exists()
    assert righting.put_right(now) == 1
    assert Source.objects.due(now).get() == source
    sources.note_failure(source=source, failure=TryLater("away"), now=now + AHEAD)
    assert not Source.objects.due(now).exists()
    assert righting.put_right(now) == 1 and Source.objects.due(now).exists()


def test_a_lease_of_a_worker_with_a_clock_ahead_holds_nobody(source):
    now = timezone.now()
    assert sources.claim([source.pk], now + AHEAD)
    assert righting.put_right(now) == 1
    assert sources.claim([source.pk], now)


def test_what_waits_as_it_should_goes_on_waiting(source):
    now = timezone.now()
    sources.claim([source.pk], now)
    sources.note_reading(source=source, found=[], validators=Validators(), now=now)
    FoundPage.objects.create(
        source=source, key="a", address="a", found_at=now, next_at=now + rules.LONGEST_PAUSE
    )
    assert righting.put_right(now) == 0


def test_pages_that_failed_under_a_clock_ahead_are_tried_again(source):
    now = timezone.now()
    page = FoundPage.objects.create(source=source, key="a", address="a", found_at=now, next_at=now + AHEAD)
    assert put_off.read_again(now) == 1
    page.refresh_from_db()
    assert page.next_at is None


def test_a_source_that_somebody_put_off_for_years_stays_so(source):
    """Those of a demonstration, whose outlets there are not."""
    now = timezone.now()
    far = now + timedelta(days=3650)
    Source.objects.update(next_at=far, last_good_at=now + timedelta(days=90))
    assert righting.put_right(now) == 0
    assert Source.objects.get().next_at == far
