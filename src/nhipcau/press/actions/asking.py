"""Asking for a reading now: of a source, or of a page that was put aside."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from django.db import transaction
from django.utils import timezone

from nhipcau.agencies.models import Officer
from nhipcau.kernel import audit, lists, rows
from nhipcau.kernel.access import demand
from nhipcau.press.actions.fetching import fetch_sources
from nhipcau.press.models import FoundPage, Source
from nhipcau.press.permissions import KEEP_SOURCES
from nhipcau.press.rules import PageState, SourceState


@transaction.atomic
def ask_check(*, source: Source, by: Officer) -> None:
    """Have a source read now, in the background."""
    source = rows.held(source)
    source.next_at, source.claimed_until = timezone.now(), None
    if source.state == SourceState.QUARANTINED:
        source.move("resume", by=by)
        source.failures, source.problem = 0, None
    source.save()
    audit.record("press.source_checked", target=source, by=by)
    transaction.on_commit(partial(fetch_sources.enqueue, sources=[source.pk]))


@transaction.atomic
def read_again(*, page: FoundPage, by: Officer) -> None:
    """Have a page that was put aside fetched and read once more."""
    _wait_again(page, by)
    ask_check(source=page.source, by=by)


@transaction.atomic
def read_all_again(*, pages: Iterable[FoundPage], by: Officer) -> int:
    """The same for many pages; each source is asked once.  Returns how many pages are read again."""
    demand(by, KEEP_SOURCES)
    sources: dict[int, Source] = {}

    def take(page: FoundPage) -> bool:
        held = rows.held(page)
        if held.state != PageState.QUARANTINED:
            return False
        _wait_again(held, by)
        sources[page.source_id] = page.source
        return True

    count = lists.each(pages, take)
    for source in sources.values():
        ask_check(source=source, by=by)
    return count


def _wait_again(page: FoundPage, by: Officer) -> None:
    page.state, page.tries, page.code, page.problem = PageState.WAITING, 0, "", None
    page.next_at, page.settled_at = None, None
    page.save()
    audit.record("press.page_again", target=page, by=by)
