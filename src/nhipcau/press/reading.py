"""A fetched page to an article about the province, by the engine in a child process; nothing is written."""

from __future__ import annotations

from dataclasses import dataclass

from nhipcau.engines.presswire.mentions.reader import MentionReading
from nhipcau.engines.presswire.model import Article, FetchedPage
from nhipcau.engines.presswire.scan import one_page
from nhipcau.engines.presswire.stories.features import NewsItem
from nhipcau.kernel import reading
from nhipcau.press import vectors


@dataclass(frozen=True, slots=True)
class Read:
    """An article and what it says of the province.  vector: of its text, where there is a model for it."""

    page: FetchedPage
    article: Article
    reading: MentionReading
    vector: vectors.Vector | None = None


def read_page(page: FetchedPage, province: str) -> Read | None:
    """Screen, extract, look for mentions; None for a page that does not name the province.

    Raises Unreadable for a page that names it and cannot be read, NotRead for one that does not come to an end.
    """
    found = reading.pages(one_page.read_page, page, province)
    if found is None:
        return None
    article, mentioned = found
    item = NewsItem(article.id, article.title, article.body, article.published, article.language)
    return Read(page, article, mentioned, vectors.vector_of(item))
