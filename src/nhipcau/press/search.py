"""The full-text index: SQLite FTS5 or PostgreSQL, newest first, a page at a time (ADR 0010)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db import connection, transaction
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


def add(article: Article, words: str) -> None:
    """Put a new article into the index.  words: its ``words_of``, made before any row was locked."""
    key = searchwords.key_of(article.at, article.pk)
    SearchText(key=key, article=article, text=words, tags=tags_of(article)).save(force_insert=True)


def retag(article: Article) -> None:
    """Bring the tags of an indexed article up to date."""
    SearchText.objects.filter(article=article).update(tags=tags_of(article))


def words_of(article: Article) -> str:
    """What an article is found by; its authors are not: they serve citation only."""
    return searchwords.searchable(article.title, article.body, article.note)


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
    """Which of the given keys the wish finds, newest first; for notices of new articles."""
    low, high = _span(wish)
    wanted = [key for key in keys if low <= key <= high]
    match = _match(wish)
    if match == "":
        return sorted(wanted, reverse=True)
    if match is None or not wanted:
        return []
    sql = _SQLITE_AMONG if connection.vendor == "sqlite" else _POSTGRESQL_AMONG
    return _column(sql % ", ".join(map(str, wanted)), [match])


def _span(wish: Wish) -> tuple[int, int]:
    low, high = searchwords.FIRST, searchwords.LAST
    if wish.since:
        low = searchwords.first_key(timezone.make_aware(datetime.combine(wish.since, time.min)))
    if wish.until:
        end = datetime.combine(wish.until + timedelta(days=1), time.min)
        high = searchwords.first_key(timezone.make_aware(end)) - 1
    return low, high


def _match(wish: Wish) -> str | None:
    """The wish in the index's own language; "" where it finds everything, None where nothing."""
    words, tags = searchwords.parse(wish.words), searchwords.wished_tags(wish)
    if wish.words.strip() and not words.wanted and not tags:
        return None  # only signs, or only words to leave out
    return (searchwords.to_fts5 if connection.vendor == "sqlite" else searchwords.to_tsquery)(words, tags)


def _ask(wish: Wish, low: int, high: int, limit: int) -> list[int]:
    match = _match(wish)
    if match is None:
        return []
    if match == "":
        entries = SearchText.objects.filter(key__gte=low, key__lte=high).order_by("-key")
        return list(entries.values_list("key", flat=True)[:limit])
    if connection.vendor == "sqlite":
        return _column(_SQLITE, [match, low, high, limit])
    found = _newest(wish, match, low, high, limit)
    return _anywhere(wish, match, low, high, limit) if found is None else found


def _newest(wish: Wish, match: str, low: int, high: int, limit: int) -> list[int] | None:
    """What is found among the newest entries, where that is enough or all there is; for what is common."""
    if wish.words:
        near, check, wanted = max(_NEAR, 4 * limit), "vector @@ %s::tsquery", match
    else:
        near, check, wanted = _NEAR_BY_TAGS, "string_to_array(tags, ' ') @> %s::text[]", _array(wish)
    sql = _POSTGRESQL_NEWEST % check
    *found, looked_through = _column(sql, [low, high, near, wanted, limit, limit])
    return found if len(found) == limit or looked_through > -near else None


def _array(wish: Wish) -> str:
    return "{" + ",".join(searchwords.wished_tags(wish)) + "}"


def _anywhere(wish: Wish, match: str, low: int, high: int, limit: int) -> list[int]:
    """What the word index holds, all of it gathered, then the newest; for what is not common."""
    loose = searchwords.to_tsquery(searchwords.parse(wish.words), searchwords.wished_tags(wish), strict=False)
    # The planner knows neither that words keep company nor that they come and go with the years.
    with transaction.atomic():
        _column(_POSTGRESQL_BY_INDEX, [])
        if loose == match:
            return _column(_POSTGRESQL_ANYWHERE, [match, low, high, limit])
        return _column(_POSTGRESQL_PHRASES, [loose, low, high, match, limit])


def _column(sql: str, values: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [row[0] for row in cursor.fetchall()]


_SQLITE = """SELECT rowid FROM press_searchindex
    WHERE press_searchindex MATCH %s AND rowid BETWEEN %s AND %s ORDER BY rowid DESC LIMIT %s"""
_SQLITE_AMONG = """SELECT rowid FROM press_searchindex
    WHERE press_searchindex MATCH %%s AND rowid IN (%s) ORDER BY rowid DESC"""
# Entries looked through one by one before the word index is asked: texts are long, tags are short.
_NEAR, _NEAR_BY_TAGS = 800, 20_000
_POSTGRESQL_NEWEST = """WITH near AS MATERIALIZED (
        SELECT key, tags, vector FROM press_searchtext WHERE key BETWEEN %%s AND %%s ORDER BY key DESC LIMIT %%s),
    hit AS MATERIALIZED (SELECT key FROM near WHERE %s LIMIT %%s)
    SELECT key FROM hit UNION ALL
    SELECT CASE WHEN (SELECT count(*) FROM hit) < %%s THEN -(SELECT count(*) FROM near) ELSE 0 END"""
_POSTGRESQL_BY_INDEX = "SELECT set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true)"
# key + 0: the span is to narrow what the words found, and the order to sort it, not to be walked through.
_POSTGRESQL_ANYWHERE = """SELECT key FROM press_searchtext
    WHERE vector @@ %s::tsquery AND key + 0 BETWEEN %s AND %s ORDER BY key + 0 DESC LIMIT %s"""
# The index knows which words and pairs an article has, not their order: that is looked up newest first, until enough.
_POSTGRESQL_PHRASES = """SELECT key FROM (SELECT key FROM press_searchtext
        WHERE vector @@ %s::tsquery AND key + 0 BETWEEN %s AND %s ORDER BY key + 0 DESC OFFSET 0) AS likely
    WHERE (SELECT vector @@ %s::tsquery FROM press_searchtext AS text WHERE text.key = likely.key) LIMIT %s"""
_POSTGRESQL_AMONG = """SELECT key FROM press_searchtext
    WHERE key IN (%s) AND vector @@ %%s::tsquery ORDER BY key DESC"""
