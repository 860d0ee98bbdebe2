"""The digest on the world situation: its items from what the subject watches caught, each text under one watch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from nhipcau.digests import queries, rules
from nhipcau.digests.models import Digest, DigestItem
from nhipcau.engines.vntext import fold
from nhipcau.engines.vntext.persons import without_persons
from nhipcau.press.models import Article, WatchHit
from nhipcau.press.rules import Tone, Verdict

OF_A_WATCH = 8
"""A draft shows so many items of a watch; the others wait among the dropped."""
OFFERED = 20


def hits_of(first: date, last: date) -> QuerySet[WatchHit]:
    """What the watches caught on some days, in their order; what an officer said is none of it is left out."""
    begin = timezone.make_aware(datetime.combine(first, time.min))
    end = timezone.make_aware(datetime.combine(last + timedelta(days=1), time.min))
    return (
        WatchHit.objects.filter(at__gte=begin, at__lt=end)
        .exclude(verdict=Verdict.WRONG)
        .select_related("watch", "article__outlet", "article__story", "world__outlet")
        .order_by("watch__position", "watch__name", "watch", "at", "pk")
    )


def key_of(hit: WatchHit) -> str:
    """The same for texts of one story of the province, and for one text that several outlets printed."""
    return hit.article.story.key if hit.article is not None else hit.text.content_hash


def drafted(digest: Digest) -> list[DigestItem]:
    """Unsaved items from all hits of a digest's days: what officers said is right first, then the farthest read."""
    groups: dict[str, list[WatchHit]] = {}
    for hit in hits_of(digest.first_day, digest.last_day):
        groups.setdefault(key_of(hit), []).append(hit)
    under: dict[int, list[list[WatchHit]]] = {}
    for hits in groups.values():  # a text that two watches caught stands under the first
        own = [hit for hit in hits if hit.watch_id == hits[0].watch_id]
        under.setdefault(own[0].watch_id, []).append(own)
    made: list[DigestItem] = []
    for of_watch in under.values():
        for place, hits in enumerate(sorted(of_watch, key=_weight)):
            item = item_of(digest, hits, position=len(made))
            item.dropped = place >= OF_A_WATCH
            made.append(item)
    return made


def _weight(hits: Sequence[WatchHit]) -> tuple[bool, int, int, float]:
    judged = all(hit.verdict != Verdict.RIGHT for hit in hits)
    outlets = {hit.text.outlet for hit in hits}
    return (judged, *rules.weight_of(max(outlet.reach for outlet in outlets), len(outlets), hits[0].at))


def item_of(digest: Digest, hits: Sequence[WatchHit], *, position: int) -> DigestItem:
    """One unsaved item from hits of one story or text, in order of time; a Vietnamese text speaks for it."""
    texts = [hit.text for hit in hits]
    lead = min(texts, key=lambda text: text.language not in ("vi", ""))
    article = lead if isinstance(lead, Article) else None
    outlets = {text.outlet_id: text.outlet for text in texts}
    return DigestItem(
        digest=digest,
        story=article.story if article is not None else None,
        key=key_of(hits[0]),
        heading=hits[0].watch.name,
        position=position,
        title=without_persons(lead.title[:300]),
        summary=rules.propose_summary(lead.body),
        subject=article.subject if article is not None else "",
        tone=article.tone if article is not None else Tone.NEUTRAL,
        reach=max(outlet.reach for outlet in outlets.values()),
        outlets=len(outlets),
        first_at=texts[0].at,
        pages=[queries.page_of(text) for text in texts[: queries.MOST_PAGES]],
    )


@dataclass(frozen=True, slots=True)
class Offered:
    """A hit that an editor may add."""

    pk: int
    title: str
    heading: str
    at: datetime


def addable(digest: Digest, words: str = "") -> list[Offered]:
    """The hits of the digest's days that it does not have, the newest first."""
    there = set(digest.items.values_list("key", flat=True))
    wanted = fold(words.strip())
    found: Iterable[WatchHit] = hits_of(digest.first_day, digest.last_day).order_by("-at")[:400]
    fresh = [hit for hit in found if key_of(hit) not in there and wanted in fold(hit.text.title)]
    return [Offered(hit.pk, hit.text.title, hit.watch.name, hit.at) for hit in fresh[:OFFERED]]
