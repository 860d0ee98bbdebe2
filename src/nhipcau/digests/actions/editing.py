"""The editor's hand on a draft: order, words, parts, what is in and what is out.  A signed digest refuses all."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models, transaction

from nhipcau.agencies.models import Officer
from nhipcau.digests import queries, rules, worldwide
from nhipcau.digests.actions.drafting import item_of, story_to_add
from nhipcau.digests.models import Digest, DigestItem
from nhipcau.digests.permissions import EDIT_DIGESTS
from nhipcau.digests.rules import DigestPart
from nhipcau.kernel import audit, lists, rows
from nhipcau.kernel.access import demand
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.press.models import Story, WatchHit

ITEM_FIELDS = ("part", "title", "summary", "note", "proposal")


def open_digest(pk: int) -> Digest:
    """The draft, locked until the caller's transaction ends; refused when it is signed."""
    digest = rows.held(Digest(pk=pk))
    rules.check_open(signed=digest.is_locked, since=digest.since)
    return digest


@transaction.atomic
def edit_item(*, item: DigestItem, by: Officer, **values: str) -> DigestItem:
    """Change an item's part and words; the summary stays brief and the editor's own."""
    unknown = set(values) - set(ITEM_FIELDS)
    if unknown:
        raise TypeError(f"not a field of a digest item that may be edited: {sorted(unknown)}")
    open_digest(item.digest_id)
    item = DigestItem.objects.select_related("digest").get(pk=item.pk)
    clean = {field: value.strip() for field, value in values.items()}
    if not clean.get("title", item.title):
        raise Refused(N_("Mục tin phải có tiêu đề."))
    changed = [
        field
        for field in ("summary", "note", "proposal")
        if clean.get(field, "") not in ("", getattr(item, field))
    ]
    sources = queries.texts_behind(item) if changed else []
    for field in changed:
        check = rules.check_summary if field == "summary" else rules.check_quotes
        check(clean[field], sources)
    before = audit.snapshot(item, clean)
    if clean.get("part", item.part) != item.part:
        item.position = _last(item.digest) + 1
    for field, value in clean.items():
        setattr(item, field, value)
    item.save()
    if before != audit.snapshot(item, clean):
        audit.record(
            "digest.item_edited", target=item.digest, by=by, data={"item": item.title},
            before=before, after=audit.snapshot(item, clean),
        )  # fmt: skip
    return item


@transaction.atomic
def move_item(*, item: DigestItem, step: int, by: Officer) -> None:
    """Move an item up (negative) or down among those of its part."""
    digest = open_digest(item.digest_id)
    group = (item.heading, item.part)
    same = [each for each in queries.in_order(digest.items.standing()) if (each.heading, each.part) == group]
    before = [each.pk for each in same]
    after = rules.moved(before, item.pk, step)
    if after == before:
        return
    places = sorted(each.position for each in same)
    if len(set(places)) < len(places):  # two on one place: give each its own
        places = list(range(places[0], places[0] + len(places)))
    by_key = {each.pk: each for each in same}
    for key, place in zip(after, places, strict=True):
        by_key[key].position = place
    DigestItem.objects.bulk_update(same, ["position"])
    audit.record(
        "digest.item_moved", target=digest, by=by,
        data={"item": item.title, "from": before.index(item.pk) + 1, "to": after.index(item.pk) + 1},
    )  # fmt: skip


@transaction.atomic
def drop_item(*, item: DigestItem, by: Officer) -> None:
    """Leave an item out; it waits below the list and can be taken back."""
    _set_dropped(item, True, by)


@transaction.atomic
def take_back_item(*, item: DigestItem, by: Officer) -> None:
    """Take an item that was left out into the digest again, at the end of its part."""
    _set_dropped(item, False, by)


def _set_dropped(item: DigestItem, dropped: bool, by: Officer) -> None:
    digest = open_digest(item.digest_id)
    item.refresh_from_db(fields=["dropped", "position"])
    if item.dropped == dropped:
        return
    item.dropped = dropped
    if not dropped:
        item.position = _last(digest) + 1
    item.save(update_fields=["dropped", "position"])
    audit.record(
        "digest.item_dropped" if dropped else "digest.item_taken_back",
        target=digest, by=by, data={"item": item.title},
    )  # fmt: skip


@transaction.atomic
def add_story(*, digest: Digest, story: Story, by: Officer) -> DigestItem:
    """Put a story into the digest, at the end of the part that its judging says."""
    digest = open_digest(digest.pk)
    kept = digest.items.filter(key=story.key).first()
    if kept is not None:
        _set_dropped(kept, False, by)
        return kept
    item = item_of(digest, story_to_add(digest, story), position=_last(digest) + 1)
    item.save()
    audit.record("digest.item_added", target=digest, by=by, data={"item": item.title})
    return item


def add_stories(*, digest: Digest, stories: Iterable[Story], by: Officer) -> int:
    """Put many stories into the digest: all, or none and a sentence that names those that refuse.

    Returns how many were not in it before.
    """

    def deed(story: Story) -> bool:
        stood = digest.items.standing().filter(key=story.key).exists()
        add_story(digest=digest, story=story, by=by)
        return not stood

    demand(by, EDIT_DIGESTS)
    return lists.each(stories, deed)


@transaction.atomic
def add_hit(*, digest: Digest, hit: WatchHit, by: Officer) -> DigestItem:
    """Put a watch's text into a digest of watches, under the watch's name."""
    digest = open_digest(digest.pk)
    made = worldwide.item_of(digest, [hit], position=_last(digest) + 1)
    kept = digest.items.filter(key=made.key).first()
    if kept is not None:
        _set_dropped(kept, False, by)
        return kept
    made.save()
    audit.record("digest.item_added", target=digest, by=by, data={"item": made.title})
    return made


@transaction.atomic
def tell_doubt(*, story: Story, by: Officer) -> int:
    """A mark on one of a story's articles was set or taken back: open drafts say so too; returns how many.

    A doubted item moves to the sensitive part, where signing asks for a proposed handling; when the mark is
    taken back it stays there until the editor moves it.  Signed digests stay as they are.
    """
    told = queries.candidate_for(story)
    doubt = told.doubt if told else ""
    changed = 0
    open_items = DigestItem.objects.filter(story=story, digest__in=Digest.objects.drafts()).exclude(
        doubt=doubt
    )
    for item in open_items.select_related("digest").order_by("pk"):
        digest = open_digest(item.digest_id)
        before = {"doubt": item.doubt}
        item.doubt, item.flags = doubt, list(told.flags) if told else []
        if doubt and item.part != DigestPart.SENSITIVE:
            item.part, item.position = DigestPart.SENSITIVE, _last(digest) + 1
        item.save(update_fields=["doubt", "flags", "part", "position"])
        audit.record(
            "digest.item_edited", target=digest, by=by, data={"item": item.title},
            before=before, after={"doubt": doubt},
        )  # fmt: skip
        changed += 1
    return changed


@transaction.atomic
def write_note(*, digest: Digest, note: str, by: Officer, is_internal: bool | None = None) -> Digest:
    """The issue's opening words, and whether it stays inside the offices (None: as it is)."""
    digest = open_digest(digest.pk)
    before = {"note": digest.note, "is_internal": digest.is_internal}
    digest.note = note.strip()
    digest.is_internal = digest.is_internal if is_internal is None else is_internal
    digest.save(update_fields=["note", "is_internal"])
    after = {"note": digest.note, "is_internal": digest.is_internal}
    audit.record("digest.note", target=digest, by=by, before=before, after=after)
    return digest


@transaction.atomic
def discard(*, digest: Digest, by: Officer) -> None:
    """Throw a draft away, so that it can be drafted anew; the log keeps what it was."""
    digest = open_digest(digest.pk)
    titles = list(digest.items.values_list("title", flat=True))
    audit.record("digest.discarded", target=digest, by=by, data={"items": titles})
    digest.delete()


def _last(digest: Digest) -> int:
    return digest.items.aggregate(last=models.Max("position"))["last"] or 0
