"""Asking for a reading now: of a source, or of a page that was put aside."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.utils import timezone

from nhipcau.agencies.models import Officer
from nhipcau.kernel import audit
from nhipcau.press.actions.fetching import fetch_sources
from nhipcau.press.models import FoundPage, Source
from nhipcau.press.rules import SOURCE_STATES, PageState, SourceState


@transaction.atomic
def ask_check(*, source: Source, by: Officer) -> None:
    """Have a source read now, in the background."""
    source.next_at, source.claimed_until = timezone.now(), None
    if source.state == SourceState.QUARANTINED:
        source.state = SOURCE_STATES.go("resume", source.state)
        source.failures, source.problem = 0, None
    source.save()
    audit.record("press.source_checked", target=source, by=by)
    transaction.on_commit(partial(fetch_sources.enqueue, sources=[source.pk]))


@transaction.atomic
def read_again(*, page: FoundPage, by: Officer) -> None:
    """Have a page that was put aside fetched and read once more."""
    page.state, page.tries, page.code, page.problem = PageState.WAITING, 0, "", None
    page.next_at, page.settled_at = None, None
    page.save()
    audit.record("press.page_again", target=page, by=by)
    ask_check(source=page.source, by=by)
