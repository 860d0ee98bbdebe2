"""Sentence vectors of articles, where the optional package for them is installed (ADR 0012).

An article keeps its vector in a row of its own, in half precision: making one takes about a tenth of a
second, and a worker that starts needs those of a month.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from nhipcau.engines.presswire.stories.embedding import load_embedder
from nhipcau.engines.presswire.stories.features import NewsItem, passage_of
from nhipcau.press.models import Article, ArticleVector

Vector = NDArray[np.float32]
Embed = Callable[[Sequence[str]], Vector]
_STORED = np.dtype("<f2")


@lru_cache(maxsize=1)
def _model() -> Embed | None:
    return load_embedder()


def embedder() -> Embed | None:
    """The sentence model; None without the package, or where the office turned it off."""
    return _model() if settings.PRESS_ACROSS_LANGUAGES else None


def vector_of(item: NewsItem) -> Vector | None:
    """A text's unit vector, or None where there is no model.  Takes about 0.1 s: not with a row locked."""
    embed = embedder()
    if embed is None:
        return None
    vector: Vector = embed([passage_of(item)])[0]
    return vector


def keep(article: Article, vector: Vector) -> None:
    """Keep an article's vector with it."""
    ArticleVector.objects.update_or_create(
        article=article, defaults={"values": vector.astype(_STORED).tobytes()}
    )


def stored(values: bytes | None) -> Vector | None:
    """A vector as it was kept; None where there is none, or no model any more."""
    if values is None or embedder() is None:
        return None
    return np.frombuffer(bytes(values), dtype=_STORED).astype(np.float32)


def kept_between(first: int, last: int) -> dict[int, Vector]:
    """The vectors of the articles taken in from ``first`` to ``last`` by their sequence; those that have none are left out."""
    if embedder() is None:
        return {}
    rows = ArticleVector.objects.filter(article__sequence__gte=first, article__sequence__lte=last)
    found = rows.values_list("article", "values")
    return {pk: np.frombuffer(bytes(values), dtype=_STORED).astype(np.float32) for pk, values in found}
