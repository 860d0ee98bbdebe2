"""One fetched page against one province's watch list: what a child process does many times in its life."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from ..mentions.reader import MentionReading, Relevance
from ..model import Article, FetchedPage, Unreadable
from ..net.links import host_of
from ..profile import slug
from ..watches.matching import Caught, Watcher, WatchRule
from .pipeline import Scanner, make_scanner


@lru_cache(maxsize=2)
def scanner_of(province: str) -> Scanner:
    """The compiled watch list of a province; takes seconds once a process.  Raises ProfileRefused."""
    return make_scanner(slug(province))


@lru_cache(maxsize=4)
def watcher_of(watches: tuple[WatchRule, ...]) -> Watcher:
    """The compiled subject watches; made anew when an officer changes one."""
    return Watcher(watches)


def read_page(
    page: FetchedPage, province: str, watches: Sequence[WatchRule] = ()
) -> tuple[Article, MentionReading | None, tuple[Caught, ...]] | None:
    """Screen, extract, look for mentions and for watched subjects; None for a page of neither.

    The reading is None for a page that came for a watch alone.  Raises Unreadable for a page that names the province
    and cannot be read; one that only a watch let through is then let go.
    """
    scanner = scanner_of(province)
    host = host_of(page.address)
    home = scanner.reader is not None and scanner.reader.is_home(host)
    named = scanner.screen is None or home or scanner.screen.any(page.body, page.charset)
    watcher = watcher_of(tuple(watches)) if watches else None
    if watcher is None or not watcher.may_hold(page.body, page.charset):
        if not named:
            return None
        article, reading = scanner.read_hit(page, home), None
        watcher = None
    else:
        try:
            article, reading = scanner.extract(page), None
        except Unreadable:
            if named:
                raise
            return None
    if article is None or scanner.reader is None:
        return None
    if named:
        reading = scanner.reader.read(title=article.title, body=article.body, host=host)
        reading = None if reading.relevance is Relevance.NONE else reading
    caught = watcher.read(title=article.title, body=article.body, host=host) if watcher is not None else ()
    return (article, reading, caught) if reading is not None or caught else None
