"""Taking in what came for a watch alone: beside the province's articles, never among them."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from nhipcau.kernel.sound import straight
from nhipcau.press import rules
from nhipcau.press.actions import hits, ingest
from nhipcau.press.addresses import canonical_of, content_hash, key_of
from nhipcau.press.models import Article, FoundPage, Source, WorldArticle
from nhipcau.press.reading import Read
from nhipcau.press.rules import PageState


@transaction.atomic
def take_in(*, read: Read, source: Source | None, page: FoundPage | None = None) -> WorldArticle | None:
    """Keep a text with the watches that caught it; None where it was there already.  Safe to repeat.

    page: the found page that it came from, settled in the same transaction.
    """
    if page is not None and not ingest.still_waits(page):
        return None
    made, new = _kept(read, source)
    if made is not None:
        hits.note(made, read.caught)
    if page is not None:
        ingest.settle(page, PageState.WATCHED)
    return made if new else None


def _kept(read: Read, source: Source | None) -> tuple[WorldArticle | None, bool]:
    """The text under its address or, of one outlet, under another address; (None, False) for an article of the province."""
    article = read.article
    address = read.page.address or article.url
    canonical = canonical_of(address, article.canonical_url)
    key, same = key_of(canonical), content_hash(article.title, article.body)
    if Article.objects.filter(key=key).exists():
        return None, False
    outlet = ingest.kept_outlet(ingest.outlet_at(canonical, article.outlet, article.language, source))
    known = WorldArticle.objects.filter(content_hash=same, outlet=outlet).first()
    if known is not None:
        return known, False
    fetched = read.page.fetched_at or timezone.now()
    return WorldArticle.objects.get_or_create(
        key=key,
        defaults={
            "url": address,
            "canonical": canonical,
            "outlet": outlet,
            "source": source,
            "title": straight(article.title),
            "body": straight(article.body),
            "published_at": article.published,
            "at": rules.moment_of(article.published, fetched),
            "language": article.language[:8],
            "fetched_at": fetched,
            "content_hash": same,
        },
    )
