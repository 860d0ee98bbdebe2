"""The full-text index: SQLite FTS5 or PostgreSQL, newest first, a page at a time (ADR 0010)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import connection
from django.utils import timezone

from nhipcau.press import searchwords
from nhipcau.press.models import Article, SearchText
from nhipcau.press.searchwords import Wish


@dataclass(frozen=True, slots=True)
class Finds:
    """One page of finds.  keys: in order of time, newest first; more: whether older ones follow."""

    keys: tuple[int, ...]
    more: bool

    @property
    def articles(self) -> list[int]:
        """The articles' numbers."""
        return [searchwords.pk_of(key) for key in self.keys]


def index(article: Article) -> None:
    """Put an article into the index, or bring its entry up to date, in the caller's transaction."""
    key = searchwords.key_of(article.at, article.pk)
    entry = SearchText(key=key, article=article, text=words_of(article), tags=tags_of(article))
    SearchText.objects.filter(article=article).exclude(key=key).delete()
    updated = SearchText.objects.filter(key=key).update(text=entry.text, tags=entry.tags)
    if not updated:
        entry.save(force_insert=True)


def retag(article: Article) -> None:
    """Bring the tags of an indexed article up to date."""
    SearchText.objects.filter(article=article).update(tags=tags_of(article))


def words_of(article: Article) -> str:
    """What an article is found by."""
    return searchwords.searchable(article.title, article.body, " ".join(article.authors), article.note)


def tags_of(article: Article) -> str:
    return searchwords.tags_of(
        outlet=article.outlet_id,
        subject=article.subject,
        tone=article.tone,
        flags=article.flag_labels,
        language=article.language,
        state=article.state,
        relevance=article.relevance,
    )


def find(wish: Wish, *, limit: int = 30, before: int | None = None) -> Finds:
    """The newest finds, at most ``limit``; before: the key of the last find already shown."""
    low, high = _span(wish)
    if before is not None:
        high = min(high, before - 1)
    keys = _ask(wish, low, high, limit + 1)
    return Finds(tuple(keys[:limit]), len(keys) > limit)


def among(wish: Wish, keys: Sequence[int]) -> list[int]:
    """Which of the given keys the wish finds; for notices of new articles."""
    if not keys:
        return []
    low, high = _span(wish)
    wanted = set(keys)
    found: list[int] = []
    high = min(high, max(wanted))
    low = max(low, min(wanted))
    while high >= low and (got := _ask(wish, low, high, 500)):
        found.extend(key for key in got if key in wanted)
        high = got[-1] - 1
    return found


def _span(wish: Wish) -> tuple[int, int]:
    low, high = searchwords.FIRST, searchwords.LAST
    if wish.since:
        low = searchwords.first_key(timezone.make_aware(datetime.combine(wish.since, time.min)))
    if wish.until:
        end = datetime.combine(wish.until + timedelta(days=1), time.min)
        high = searchwords.first_key(timezone.make_aware(end)) - 1
    return low, high


def _ask(wish: Wish, low: int, high: int, limit: int) -> list[int]:
    words, tags = searchwords.parse(wish.words), searchwords.wished_tags(wish)
    if wish.words.strip() and not words.wanted and not tags:
        return []  # only signs, or only words to leave out
    match = (searchwords.to_fts5 if connection.vendor == "sqlite" else searchwords.to_tsquery)(words, tags)
    if not match:
        return list(
            SearchText.objects.filter(key__gte=low, key__lte=high)
            .order_by("-key")
            .values_list("key", flat=True)[:limit]
        )
    with connection.cursor() as cursor:
        cursor.execute(_SQLITE if connection.vendor == "sqlite" else _POSTGRESQL, [match, low, high, limit])
        return [row[0] for row in cursor.fetchall()]


_SQLITE = """SELECT rowid FROM press_searchindex
    WHERE press_searchindex MATCH %s AND rowid BETWEEN %s AND %s ORDER BY rowid DESC LIMIT %s"""
_POSTGRESQL = """SELECT key FROM press_searchtext
    WHERE vector @@ %s::tsquery AND key BETWEEN %s AND %s ORDER BY key DESC LIMIT %s"""
