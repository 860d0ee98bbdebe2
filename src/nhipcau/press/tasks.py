"""Scheduled work of the press stream."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from nhipcau.kernel.clock import today
from nhipcau.kernel.jobs import job, scheduled
from nhipcau.press.actions import fetching, searches, stories, triage
from nhipcau.press.models import FoundPage
from nhipcau.press.rules import PageState

_FORGET_AFTER = timedelta(days=90)


@scheduled("press.fetch", "every 5 minutes")
@job()
def enqueue_due_sources(slot: str) -> int:
    """Hand out the sources whose time has come."""
    return fetching.enqueue_due(timezone.now())


@scheduled("press.alerts", "every 10 minutes")
@job()
def tell_of_finds(slot: str) -> int:
    """Tell officers what came in for their saved searches."""
    return searches.tell_of_finds()


@scheduled("press.settle", "daily 04:20")
@job()
def settle(slot: str) -> int:
    """Before the office opens: settle stories, learn anew, forget addresses that led to nothing."""
    triage.learn_anew(on=today())
    FoundPage.objects.filter(
        state__in=[PageState.IRRELEVANT, PageState.GONE], found_at__lt=timezone.now() - _FORGET_AFTER
    ).delete()
    stories.make_missing_vectors()
    return stories.settle()
