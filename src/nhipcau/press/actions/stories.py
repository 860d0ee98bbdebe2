"""Settling stories: what the order of arrival left undone is put right once a night."""

from __future__ import annotations

from django.db import transaction

from nhipcau.kernel import audit
from nhipcau.press import memory
from nhipcau.press.actions.ingest import retell
from nhipcau.press.models import Article, DeskState, Story


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
