"""Settling stories: what the order of arrival left undone is put right once a night."""

from __future__ import annotations

from django.db import transaction

from nhipcau.engines.presswire.stories.features import passage_of
from nhipcau.kernel import audit
from nhipcau.press import memory, vectors
from nhipcau.press.actions.ingest import retell
from nhipcau.press.models import Article, DeskState, Story

_A_NIGHT = 3000  # vectors made in one night: about six minutes
_AT_ONCE = 32


def make_missing_vectors() -> int:
    """Give the articles of the last weeks the vectors that they lack; returns how many were made.

    They lack one where the package came after them.  Each lot is kept as it is made.
    """
    embed = vectors.embedder()
    newest = Article.objects.order_by("-at").values_list("at", flat=True).first()
    if embed is None or newest is None:
        return 0
    lacking = Article.objects.filter(vector=None, copy_of=None, at__gte=newest - memory.WINDOW)
    pks = list(lacking.order_by("-at").values_list("pk", flat=True)[:_A_NIGHT])
    for start in range(0, len(pks), _AT_ONCE):
        rows = list(Article.objects.filter(pk__in=pks[start : start + _AT_ONCE]).select_related("outlet"))
        made = embed([passage_of(memory.news_item(row)) for row in rows])
        with transaction.atomic():
            for row, vector in zip(rows, made, strict=True):
                vectors.keep(row, vector)
    if pks:
        memory.forget()
    return len(pks)


@transaction.atomic
def settle() -> int:
    """Cluster the articles of the last weeks again; returns how many articles changed their story.

    Copies follow their original.  A story keeps its name where most of its articles stay together.
    """
    DeskState.objects.get_or_create(name="placing")
    placing = DeskState.objects.select_for_update().get(name="placing")
    clusterer = memory.at(placing.version).stories
    moved = clusterer.consolidate()
    try:
        touched: set[int] = set()
        for key, name in moved.items():
            article = Article.objects.select_related("story").get(key=key)
            touched.add(article.story_id)
            story, _made = Story.objects.get_or_create(
                key=name, defaults={"title": article.title, "first_at": article.at, "last_at": article.at}
            )
            touched.add(story.pk)
            Article.objects.filter(pk=article.pk).update(story=story)
            article.copies.update(story=story)
        for story in Story.objects.filter(pk__in=touched):
            retell(story)
        if moved:
            audit.record("press.stories_settled", target=placing, by=None, data={"articles": len(moved)})
    finally:
        memory.forget()  # names of stories were given anew
    return len(moved)
