"""One fetched page against one province's watch list: what a child process does many times in its life."""

from __future__ import annotations

from functools import lru_cache

from ..mentions.reader import MentionReading, Relevance
from ..model import Article, FetchedPage
from ..net.links import host_of
from ..profile import slug
from .pipeline import Scanner, make_scanner


@lru_cache(maxsize=2)
def scanner_of(province: str) -> Scanner:
    """The compiled watch list of a province; takes seconds once a process.  Raises ProfileRefused."""
    return make_scanner(slug(province))


def read_page(page: FetchedPage, province: str) -> tuple[Article, MentionReading] | None:
    """Screen, extract, look for mentions; None for a page that does not name the province.

    Raises Unreadable for a page that names it and cannot be read.
    """
    scanner = scanner_of(province)
    host = host_of(page.address)
    home = scanner.reader is not None and scanner.reader.is_home(host)
    if scanner.screen is not None and not home and not scanner.screen.any(page.body, page.charset):
        return None
    article = scanner.read_hit(page, home)
    if article is None or scanner.reader is None:
        return None
    reading = scanner.reader.read(title=article.title, body=article.body, host=host)
    return None if reading.relevance is Relevance.NONE else (article, reading)
