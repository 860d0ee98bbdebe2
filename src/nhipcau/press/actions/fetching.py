"""Reading sources and their pages: the network outside every transaction, each page its own.

A worker may be killed at any point.  What was written stands; what was not is found again: sources by
their lease that runs out, pages because they still wait, articles because their address is their key.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import models
from django.utils import timezone

from nhipcau.engines.presswire.find import named
from nhipcau.engines.presswire.find.sitemap import SitemapEntry
from nhipcau.engines.presswire.model import FetchedPage, PresswireError, TryLater, Unreadable
from nhipcau.engines.presswire.net.fetch import Fetched, Fetcher, FetchRequest, Outcome, Validators
from nhipcau.engines.presswire.watches.matching import WatchRule
from nhipcau.kernel import reading
from nhipcau.kernel.children import Busy, NotRead
from nhipcau.kernel.jobs import job
from nhipcau.kernel.models import Installation
from nhipcau.press import outside, watching
from nhipcau.press.actions import ingest, sources, world
from nhipcau.press.actions.sources import Found
from nhipcau.press.models import FoundPage, Source
from nhipcau.press.reading import read_page
from nhipcau.press.rules import PageState, SourceKind

logger = logging.getLogger(__name__)
AT_ONCE = 8  # hosts that one worker asks side by side
_PAGES = 40  # of one source in one turn; the rest waits for the next
_SITEMAPS = 3  # newest parts of a sitemap index
_OLDEST = timedelta(days=10)  # a sitemap names a paper's whole past; the desk wants its present
_CHUNK = 10
_FATAL = 6  # readings that a page may end before it is put aside
_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
# What a fault in a reader looks like: it must not stop the day, only put aside what it stumbled on.
_FAULTS = (
    ValueError, RecursionError, OverflowError, ArithmeticError, LookupError, TypeError, AttributeError,
)  # fmt: skip


def enqueue_due(now: datetime) -> int:
    """Hand the sources that are due to workers, a few outlets to each task; returns how many sources."""
    due = list(Source.objects.due(now).order_by("next_at", "pk").values_list("pk", "outlet")[:500])
    # Sources of one outlet stay together: one worker alone keeps the pace that is owed to a host.
    by_outlet: dict[int, list[int]] = {}
    for pk, outlet in due:
        by_outlet.setdefault(outlet, []).append(pk)
    groups = list(by_outlet.values())
    for start in range(0, len(groups), _CHUNK):
        fetch_sources.enqueue(sources=[pk for group in groups[start : start + _CHUNK] for pk in group])
    return len(due)


@job(queue="reading")
def fetch_sources(sources: list[int]) -> dict[str, int]:
    """Read those of the sources that are due and free, then the pages that wait for them; may run twice."""
    installation = Installation.objects.first()
    if installation is None:
        return {}
    with outside.open_fetcher() as fetcher:
        return read_sources(sources, fetcher=fetcher, province=installation.province)


def read_sources(pks: Iterable[int], *, fetcher: Fetcher, province: str) -> dict[str, int]:
    """The work of one task: returns how many sources were read and what became of pages."""
    counts: dict[str, int] = {}
    mine = sources.claim(pks, timezone.now())
    held = [source.pk for source in mine]
    try:
        for outcome in _all(fetcher, [_request(source) for source in mine]):
            source = next(one for one in mine if str(one.pk) == outcome.request.key)
            name = _source_read(source, outcome, fetcher)
            counts[name] = counts.get(name, 0) + 1
        for name in _read_waiting(held, fetcher=fetcher, province=province):
            counts[name] = counts.get(name, 0) + 1
    finally:
        sources.release(held)
    return counts


def _all(fetcher: Fetcher, requests: Sequence[FetchRequest]) -> Iterable[Outcome]:
    return fetcher.fetch_all(requests, threads=AT_ONCE) if requests else ()


def _request(source: Source) -> FetchRequest:
    kept = Validators(source.etag, source.last_modified, source.body_hash)
    return FetchRequest(source.address, validators=kept, text_only=False, key=str(source.pk))


def _source_read(source: Source, outcome: Outcome, fetcher: Fetcher) -> str:
    now = timezone.now()
    try:
        if outcome.failure is not None:
            raise outcome.failure
        fetched = outcome.fetched
        assert fetched is not None  # one of the two is set
        found = [] if fetched.unchanged or fetched.page is None else named_by(source, fetched, fetcher)
        sources.note_reading(
            source=source, found=found, validators=fetched.validators, now=now, moved_to=fetched.moved_to
        )
    except PresswireError as failure:
        sources.note_failure(source=source, failure=failure, now=now)
        return "source_failed"
    except NotRead as unread:
        logger.warning("source %s was not read to its end: %s", source.address, unread.code)
        sources.note_failure(source=source, failure=Unreadable("reader_ended"), now=now)
        return "source_failed"
    except _FAULTS as fault:
        logger.exception("a reader failed on source %s", source.address)
        odd = Unreadable("reader_fault", fault=type(fault).__name__)
        sources.note_failure(source=source, failure=odd, now=now)
        return "source_failed"
    return "source_read"


def named_by(source: Source, fetched: Fetched, fetcher: Fetcher) -> list[Found]:
    """The addresses that a source's page names.  Raises Unreadable or TryLater."""
    page = fetched.page
    assert page is not None
    match source.kind:
        case SourceKind.FEED:
            return [Found(*one) for one in reading.pages(named.in_feed, page, _ZONE)]
        case SourceKind.SITEMAP:
            return [Found(entry.url, entry.title) for entry in _of_sitemap(page, fetcher)]
        case SourceKind.SECTION:
            return [Found(*one) for one in reading.pages(named.in_section, page)]
    return [Found(source.address)]


def _of_sitemap(page: FetchedPage, fetcher: Fetcher) -> list[SitemapEntry]:
    read = reading.pages(named.in_sitemap, page, _ZONE)
    entries = list(read.entries)
    if read.is_index:
        newest = sorted(entries, key=_when, reverse=True)[:_SITEMAPS]
        entries = []
        for part in newest:
            got = fetcher.fetch(FetchRequest(part.url, text_only=False)).page
            if got is not None:
                entries.extend(reading.pages(named.in_sitemap, got, _ZONE).entries)
    since = timezone.now() - _OLDEST
    fresh = [entry for entry in entries if (entry.published or entry.updated or since) >= since]
    return sorted(fresh, key=_when, reverse=True)[:500]


def _when(entry: SitemapEntry) -> datetime:
    return entry.published or entry.updated or datetime.min.replace(tzinfo=UTC)


# ---- pages -----------------------------------------------------------------------------------------------------


def _read_waiting(held: Sequence[int], *, fetcher: Fetcher, province: str) -> Iterable[str]:
    now = timezone.now()
    watches = watching.active_rules()
    pages: dict[str, FoundPage] = {}
    for source in held:
        waiting = FoundPage.objects.filter(source=source, state=PageState.WAITING).filter(
            models.Q(next_at=None) | models.Q(next_at__lte=now)
        )
        for page in waiting.select_related("source__outlet").order_by("pk")[:_PAGES]:
            pages[str(page.pk)] = page
    requests = [FetchRequest(page.address, key=key) for key, page in pages.items()]
    for number, outcome in enumerate(_all(fetcher, requests)):
        page = pages[outcome.request.key]
        # Counted before the work, on its own: a page that takes its reader down is let go after a few times.
        FoundPage.objects.filter(pk=page.pk).update(tries=models.F("tries") + 1)
        page.tries += 1
        if page.tries > _FATAL:
            ingest.quarantine(page=page, failure=Unreadable("reader_died"), body=_body(outcome))
            yield "quarantined"
            continue
        yield page_fetched(page=page, outcome=outcome, province=province, watches=watches)
        if number % 10 == 9:
            sources.renew(held, timezone.now())
    # What is left over does not wait for the source's own turn.
    left = FoundPage.objects.filter(source__in=held, state=PageState.WAITING, next_at=None).values("source")
    Source.objects.filter(pk__in=left).update(next_at=timezone.now())


def _body(outcome: Outcome) -> bytes | None:
    return outcome.fetched.page.body if outcome.fetched and outcome.fetched.page else None


def page_fetched(
    *, page: FoundPage, outcome: Outcome, province: str, watches: Sequence[WatchRule] = ()
) -> str:
    """Take in what was fetched for one page; whatever the page is, the others go on.  Returns what became of it."""
    fetched = outcome.fetched.page if outcome.fetched else None
    try:
        if outcome.failure is not None:
            raise outcome.failure
        if fetched is None:
            raise Unreadable("empty_page", page=page.address)
        read = read_page(fetched, province, watches)
        if read is None:
            ingest.set_irrelevant(page=page)
            return "irrelevant"
        if read.reading is None:
            world.take_in(read=read, source=page.source, page=page)
            return "watched"
        made = ingest.take_in(read=read, source=page.source, page=page)
        return "article" if made is not None else "known"
    except TryLater as failure:
        pause = timedelta(seconds=min(failure.after or 900.0, 6 * 3600.0))
        ingest.try_again_later(page=page, failure=failure, at=timezone.now() + pause)
        return "later"
    except Unreadable as failure:
        ingest.quarantine(page=page, failure=failure, body=fetched.body if fetched else None)
        return "quarantined" if fetched else "gone"
    except Busy:
        later = timezone.now() + timedelta(minutes=15)
        ingest.try_again_later(page=page, failure=TryLater(Busy.code, "here"), at=later)
        return "later"
    except NotRead as unread:
        logger.warning("%s was not read to its end: %s", page.address, unread.code)
        ingest.quarantine(
            page=page, failure=Unreadable("reader_ended"), body=fetched.body if fetched else None
        )
        return "quarantined"
    except _FAULTS as fault:
        logger.exception("a reader failed on %s", page.address)
        ingest.quarantine(
            page=page,
            failure=Unreadable("reader_fault", fault=type(fault).__name__),
            body=fetched.body if fetched else None,
        )
        return "quarantined"
