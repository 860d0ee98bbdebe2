"""What a watch caught is kept with the text, in the transaction that keeps the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from nhipcau.engines.presswire.watches.matching import Caught
from nhipcau.press.models import Article, SubjectWatch, WatchHit, WorldArticle

_MOST = 12  # places of its words that a hit remembers


def note(text: Article | WorldArticle, caught: Sequence[Caught]) -> int:
    """Keep each watch that a text is caught by, once; returns how many are new.  A watch taken away since is left out."""
    if not caught:
        return 0
    kind = "article" if isinstance(text, Article) else "world"
    known = set(WatchHit.objects.filter(**{kind: text}).values_list("watch", flat=True))
    there = set(SubjectWatch.objects.filter(pk__in=[one.key for one in caught]).values_list("pk", flat=True))
    made = [
        WatchHit(
            **{kind: text},
            watch_id=one.key,
            at=text.at,
            found=[asdict(found) for found in one.found[:_MOST]],
        )
        for one in caught
        if one.key in there - known
    ]
    WatchHit.objects.bulk_create(made)
    return len(made)
