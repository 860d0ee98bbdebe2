"""What placing remembers of each article, beside its row: made once, read by every worker (ADR 0011)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from django.db import connection, transaction

from nhipcau.engines.presswire.copies.fingerprints import Fingerprint, fingerprint
from nhipcau.engines.presswire.copies.index import sketch_of
from nhipcau.engines.presswire.stories import bank
from nhipcau.engines.presswire.stories.clusterer import Text, text_of
from nhipcau.engines.presswire.stories.features import NewsItem
from nhipcau.engines.presswire.stories.records import Record, packed, unpacked
from nhipcau.press.models import Article, ArticlePrint
from nhipcau.press.vectors import Vector

_AT_ONCE = 200
_ASKED = 400  # keys in one question
_EMPTY = np.zeros(0, dtype=np.uint32)


@dataclass(frozen=True, slots=True)
class Ready:
    """An article's text made ready to be placed: nothing in it depends on other articles."""

    fingerprint: Fingerprint
    text: Text


def news_item(row: Article) -> NewsItem:
    """An article as the stories' clusterer takes it."""
    return NewsItem(row.key, row.title, row.body, row.published_at, row.language)


def ready(row: Article, vector: Vector | None) -> Ready:
    """Read an article's text for placing; takes some milliseconds, so not with a row locked."""
    return Ready(fingerprint(row.title, row.body), text_of(news_item(row), vector))


def print_of(row: Article, made: Ready, *, told: bool, usual: float) -> ArticlePrint:
    """The row to be kept.  told: whether the article has a place of its own in a story, not as a copy."""
    parts = (made.fingerprint.shingles, made.fingerprint.facts, made.fingerprint.places)
    head = np.array([len(part) for part in parts[:2]], dtype="<u8")
    return ArticlePrint(
        article_id=row.pk,
        sequence=row.sequence,
        at=row.at.timestamp(),
        published=row.published_at.timestamp() if row.published_at else None,
        language=row.language,
        usual=usual,
        sketch=sketch_of(made.fingerprint.shingles).astype("<u8").tobytes(),
        record=packed(made.text.record) if told else None,
        fingerprint=np.concatenate((head, *parts)).astype("<u8").tobytes(),
    )


def make_missing(after: int, upto: int) -> int:
    """Make the prints that articles of some sequence numbers lack; returns how many were made.

    They lack one where they came before there were prints.  Each lot is kept as it is made, so that a worker
    that is stopped has not worked in vain; two that make the same lose nothing but time.
    """
    lacking = Article.objects.filter(sequence__gt=after, sequence__lte=upto, print=None)
    pks = list(lacking.order_by("sequence").values_list("pk", flat=True))
    for start in range(0, len(pks), _AT_ONCE):
        rows = Article.objects.filter(pk__in=pks[start : start + _AT_ONCE]).only(
            "key", "title", "body", "published_at", "at", "language", "copy_of", "sequence"
        )
        made = [
            print_of(row, ready(row, None), told=row.copy_of_id is None, usual=bank.USUAL) for row in rows
        ]
        with transaction.atomic():
            ArticlePrint.objects.bulk_create(made, ignore_conflicts=True)
    return len(pks)


def fingerprints(keys: Sequence[str]) -> dict[str, Fingerprint]:
    """The fingerprints of some articles by their keys."""
    found = {}
    for key, kept in _kept("fingerprint", keys):
        hashes = np.frombuffer(kept, dtype="<u8").astype(np.uint64, copy=False)
        shingles, facts = (int(one) for one in hashes[:2])
        parts = np.split(hashes[2:], (shingles, shingles + facts))
        found[key] = Fingerprint(parts[0], parts[1], parts[2])
    return found


def _kept(column: str, keys: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """One column of the prints of some articles, by their keys.

    Written out, for it is asked several times with every article and hundreds of rows each time.
    """
    for start in range(0, len(keys), _ASKED):
        some = keys[start : start + _ASKED]
        marks = ", ".join(["%s"] * len(some))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT article.key, print.{column} FROM press_articleprint print"  # noqa: S608 - our own names
                f" JOIN press_article article ON article.id = print.article_id WHERE article.key IN ({marks})",
                list(some),
            )
            for key, kept in cursor.fetchall():
                yield key, bytes(kept or b"")


class Shelf:
    """The records of articles, where their rows are (``clusterer.Shelf``)."""

    def put(self, article: str, record: Record) -> None:
        """It stands in its row already."""

    def drop(self, article: str) -> None:
        """It stays in its row."""

    def get(self, articles: Sequence[str]) -> list[Record]:
        found = {key: unpacked(record) for key, record in _kept("record", articles)}
        return [found.get(article, _EMPTY) for article in articles]
