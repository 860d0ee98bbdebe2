"""A fetched page to an article about the province, by the engine; nothing is written."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from nhipcau.engines.presswire.mentions.reader import MentionReading, Relevance
from nhipcau.engines.presswire.model import Article, FetchedPage
from nhipcau.engines.presswire.profile import slug
from nhipcau.engines.presswire.scan.pipeline import Scanner, make_scanner
from nhipcau.engines.presswire.stories.features import NewsItem
from nhipcau.press import vectors
from nhipcau.press.addresses import host_of


@dataclass(frozen=True, slots=True)
class Read:
    """An article and what it says of the province.  vector: of its text, where there is a model for it."""

    page: FetchedPage
    article: Article
    reading: MentionReading
    vector: vectors.Vector | None = None


@lru_cache(maxsize=2)
def scanner_of(province: str) -> Scanner:
    """The compiled watch list of a province; takes seconds once a process.  Raises ProfileRefused."""
    return make_scanner(slug(province))


def read_page(page: FetchedPage, province: str) -> Read | None:
    """Screen, extract, look for mentions; None for a page that does not name the province.

    Raises Unreadable for a page that names it and cannot be read.
    """
    scanner = scanner_of(province)
    host = host_of(page.address)
    home = scanner.reader is not None and scanner.reader.is_home(host)
    if scanner.screen is not None and not home and not scanner.screen.any(page.body, page.charset):
        return None
    article = scanner.extract(page)
    if scanner.reader is None:
        return None
    reading = scanner.reader.read(title=article.title, body=article.body, host=host)
    if reading.relevance is Relevance.NONE:
        return None
    item = NewsItem(article.id, article.title, article.body, article.published, article.language)
    return Read(page, article, reading, vectors.vector_of(item))
