"""A fetched page to an article about the province or a watched subject, by the engine in a child process; nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nhipcau.engines.presswire.mentions.reader import MentionReading
from nhipcau.engines.presswire.model import Article, FetchedPage
from nhipcau.engines.presswire.scan import one_page
from nhipcau.engines.presswire.stories.features import NewsItem
from nhipcau.engines.presswire.watches.matching import Caught, WatchRule
from nhipcau.kernel import reading
from nhipcau.press import vectors


@dataclass(frozen=True, slots=True)
class Read:
    """An article, what it says of the province (None: nothing, it came for a watch alone), the watches that catch it.

    vector: of its text, where there is a model for it.
    """

    page: FetchedPage
    article: Article
    reading: MentionReading | None
    vector: vectors.Vector | None = None
    caught: tuple[Caught, ...] = ()


def read_page(page: FetchedPage, province: str, watches: Sequence[WatchRule] = ()) -> Read | None:
    """Screen, extract, look for mentions and watched subjects; None for a page of neither.

    Raises Unreadable for a page that names the province and cannot be read, NotRead for one that does not come to an end.
    """
    found = reading.pages(one_page.read_page, page, province, tuple(watches))
    if found is None:
        return None
    article, mentioned, caught = found
    if mentioned is None:
        return Read(page, article, None, caught=caught)
    item = NewsItem(article.id, article.title, article.body, article.published, article.language)
    return Read(page, article, mentioned, vectors.vector_of(item), caught)
