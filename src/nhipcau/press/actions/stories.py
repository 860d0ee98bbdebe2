"""Settling stories: what the order of arrival left undone is put right once a night."""

from __future__ import annotations

from django.db import transaction

from nhipcau.engines.presswire.stories.features import passage_of
from nhipcau.kernel import audit
from nhipcau.press import memory, prints, vectors
from nhipcau.press.actions.ingest import retell
from nhipcau.press.models import Article, DeskState, Story

_A_NIGHT = 3000  # vectors made in one night: about six minutes
_AT_ONCE = 32
_SETTLED = 6000  # last articles clustered again
_TOGETHER = 20  # articles moved in one transaction


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
        made = embed([passage_of(prints.news_item(row)) for row in rows])
        with transaction.atomic():
            for row, vector in zip(rows, made, strict=True):
                vectors.keep(row, vector)
    if pks:
        memory.forget()
    return len(pks)


def settle() -> int:
    """Cluster the last articles again; returns how many articles changed their story.

    Copies follow their original.  A story keeps its name where most of its articles stay together.  The stories
    are found without a lock, then written one by one: an article that was moved meanwhile stays where it is.
    """
    state = memory.State.now()
    stood = memory.at(state).stories
    before = {one: story for story, members in stood.stories().items() for one in members}
    moved = stood.consolidate(_SETTLED)
    memory.forget()  # it is ahead of the rows
    groups: dict[str, list[str]] = {}
    for key, name in moved.items():
        groups.setdefault(name, []).append(key)
    done = 0
    for name, keys in groups.items():
        for start in range(0, len(keys), _TOGETHER):
            done += _move(name, {key: before[key] for key in keys[start : start + _TOGETHER]})
    if done:
        with transaction.atomic():
            placing = DeskState.objects.get(name="placing")
            audit.record("press.stories_settled", target=placing, by=None, data={"articles": done})
    return done


@transaction.atomic
def _move(name: str, before: dict[str, str]) -> int:
    """Put a few articles, given with their stories' keys, into a story; returns how many still stood there."""
    placing = DeskState.objects.select_for_update().get(name="placing")
    there = Article.objects.filter(key__in=before).select_related("story").order_by("at", "pk")
    standing = [one for one in there if one.story.key == before[one.key]]
    if not standing:
        return 0
    first = standing[0]
    story, _made = Story.objects.get_or_create(
        key=name, defaults={"title": first.title, "first_at": first.at, "last_at": first.at}
    )
    pks = [one.pk for one in standing]
    Article.objects.filter(pk__in=pks).update(story=story)
    Article.objects.filter(copy_of__in=pks).update(story=story)
    for touched in {one.story.pk: one.story for one in standing if one.story.pk != story.pk}.values():
        retell(touched)
    retell(story)
    placing.data = {**placing.data, "settled": placing.data.get("settled", 0) + 1}
    placing.save(update_fields=["data"])
    return len(standing)
