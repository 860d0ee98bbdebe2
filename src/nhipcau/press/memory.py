"""What the newsroom's machinery remembers of the last weeks: fingerprints of texts and words of stories.

The truth is in the articles' rows.  A worker keeps the engine's two indexes in its process, stamped with the
number of articles taken in; it catches up with what other workers took in, and builds anew from the rows
when it starts, when it lags far behind, or when its own transaction failed (ADR 0011).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta

from nhipcau.engines.presswire.copies.index import CopyIndex, Printed
from nhipcau.engines.presswire.stories.clusterer import StoryClusterer
from nhipcau.engines.presswire.stories.features import NewsItem
from nhipcau.press import vectors
from nhipcau.press.models import Article

WINDOW = timedelta(days=30)  # a copy or a continuation comes within weeks
LARGEST = 6000  # articles remembered at most
_FIELDS = (
    "key",
    "title",
    "body",
    "outlet__name",
    "published_at",
    "language",
    "copy_of",
    "story__key",
    "sequence",
)


@dataclass(slots=True)
class Memory:
    """The engine's indexes after ``version`` articles.  last: the key of the last one taken in."""

    version: int = 0
    last: str = ""
    copies: CopyIndex = field(default_factory=lambda: CopyIndex(capacity=LARGEST))
    stories: StoryClusterer = field(default_factory=lambda: StoryClusterer(capacity=LARGEST))


_memory: Memory | None = None


def at(version: int) -> Memory:
    """The memory after exactly ``version`` articles; call it with the placing row locked."""
    global _memory
    if _memory is None or not _is_ours(_memory, version) or not _catch_up(_memory, version):
        _memory = _build(version)
    return _memory


def forget() -> None:
    """Build anew next time; after a transaction that failed."""
    global _memory
    _memory = None


def printed(row: Article) -> Printed:
    """An article as the copies' index takes it."""
    return Printed(row.key, row.title, row.body, row.outlet.name, row.published_at)


def news_item(row: Article) -> NewsItem:
    """An article as the stories' clusterer takes it."""
    return NewsItem(row.key, row.title, row.body, row.published_at, row.language)


def _is_ours(memory: Memory, version: int) -> bool:
    """Whether the rows still hold what was remembered (a test or a restored backup may have taken it away)."""
    if memory.version > version:
        return False
    if memory.version == 0:
        return True
    return Article.objects.filter(sequence=memory.version, key=memory.last).exists()


def _rows(after: int, version: int) -> list[Article]:
    found = Article.objects.filter(sequence__gt=after, sequence__lte=version).select_related(
        "outlet", "story"
    )
    return list(found.only(*_FIELDS).order_by("sequence"))


def _catch_up(memory: Memory, version: int) -> bool:
    """Take in what others took in; False where the memory came to another end than they did."""
    if version - memory.version > 500:
        return False
    rows = _rows(memory.version, version)
    vector_of = vectors.kept([row.pk for row in rows])
    for row in rows:
        memory.copies.add(printed(row))
        if row.copy_of_id is None:
            placed = memory.stories.add(news_item(row), vector_of.get(row.pk))
            if placed.story != row.story.key:
                return False
        memory.version, memory.last = row.sequence, row.key
    return memory.version == version


def _build(version: int) -> Memory:
    rows = _rows(max(0, version - LARGEST), version)
    if rows:
        newest = (
            max(row.published_at for row in rows if row.published_at)
            if any(r.published_at for r in rows)
            else None
        )
        rows = [
            r for r in rows if r.published_at is None or newest is None or r.published_at >= newest - WINDOW
        ]
    memory = Memory(version=version)
    memory.last = Article.objects.filter(sequence=version).values_list("key", flat=True).first() or ""
    for row in rows:
        memory.copies.add(printed(row))
    memory.stories = clusterer_of([row for row in rows if row.copy_of_id is None])
    return memory


def clusterer_of(rows: Collection[Article]) -> StoryClusterer:
    """A clusterer that remembers articles in the stories that they have."""
    vector_of = vectors.kept([row.pk for row in rows])
    clusterer = StoryClusterer(capacity=LARGEST)
    for row in rows:
        clusterer.recall(news_item(row), row.story.key, vector_of.get(row.pk))
    return clusterer
