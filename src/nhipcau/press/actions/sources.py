"""Sources: adding by address, checking, pausing, and what a reading of one leaves behind."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from importlib.resources import files
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from nhipcau.agencies.models import Officer
from nhipcau.agencies.queries import who_may
from nhipcau.engines.presswire.find.discover import FeedCandidate, discover
from nhipcau.engines.presswire.model import PresswireError, TryLater, Unreadable
from nhipcau.engines.presswire.net.fetch import Fetcher, Validators
from nhipcau.kernel import audit, lists, reading, rows, sentences
from nhipcau.kernel.access import demand
from nhipcau.kernel.children import NotRead
from nhipcau.kernel.jobs import job
from nhipcau.kernel.notifications import notify
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.sentences import Sentence
from nhipcau.kernel.sound import straight
from nhipcau.kernel.stated import MOVED
from nhipcau.press import outside, rules
from nhipcau.press.addresses import host_of, key_of, plain_address
from nhipcau.press.models import FoundPage, Outlet, Source
from nhipcau.press.permissions import KEEP_SOURCES
from nhipcau.press.rules import KIND_OF_CANDIDATE, OutletKind, Reach, SourceKind, SourceState

NOT_CHECKED = N_("Trang %(address)s không kiểm tra được trong thời gian cho phép. Hãy thử địa chỉ khác.")
NOT_CHECKED_YET: dict[str, Any] = {"key": "press.not_checked_yet", "params": {}}
LEASE = timedelta(minutes=10)
_FIELDS = ("kind", "state", "minutes")


@dataclass(frozen=True, slots=True)
class Found:
    """One address that a source names.  title: as the source shows it."""

    address: str
    title: str = ""


def look(address: str, *, open_fetcher: Callable[[], Fetcher] | None = None) -> list[FeedCandidate]:
    """What an address offers to read; goes to the network, so never inside a transaction.

    Raises Refused with the reason where nothing can be read there.
    """
    try:
        with (open_fetcher or outside.open_fetcher)() as fetcher:
            found = discover(address, fetcher, apart=reading.pages)
    except PresswireError as failure:
        raise sentences.refusal(failure) from failure
    except NotRead as unread:
        raise Refused(NOT_CHECKED, address=address) from unread
    if not found:
        raise Refused(
            N_(
                "Không tìm thấy nguồn tin, sơ đồ trang hay danh sách bài ở %(address)s. Hãy thử địa chỉ một chuyên mục."
            ),
            address=address,
        )
    return found


@transaction.atomic
def add_source(
    *,
    address: str,
    kind: SourceKind,
    by: Officer | None,
    name: str = "",
    language: str = "",
    country: str = "VN",
    outlet_kind: OutletKind = OutletKind.OTHER,
    reach: Reach = Reach.NATIONAL,
    verified: bool = False,
) -> Source:
    """Follow an outlet by an address; the outlet is made when its host is new.

    verified: the address has just been read.  Raises Refused for a wrong address or one followed already.
    """
    try:
        plain = plain_address(address if "://" in address else f"https://{address}")
    except PresswireError as failure:
        raise sentences.refusal(failure) from failure
    if len(plain) > 1000:
        raise Refused(N_("Địa chỉ dài quá 1.000 ký tự. Hãy dùng địa chỉ gọn hơn."))
    host = host_of(plain)
    for known in followed_at([plain]):
        if key_of(known) == key_of(plain):
            raise Refused(N_("Địa chỉ %(address)s đã có trong danh sách nguồn."), address=known)
    outlet, _made = Outlet.objects.get_or_create(
        host=host,
        defaults={"name": name or host, "language": language[:8], "country": country, "kind": outlet_kind, "reach": reach},
    )  # fmt: skip
    now = timezone.now()
    source = Source.objects.create(
        outlet=outlet,
        address=plain,
        kind=kind,
        added_by=by,
        state_by=by,
        verified_at=now if verified else None,
        next_at=now,
    )
    if kind == SourceKind.PAGE:
        note_pages(source=source, found=[Found(plain)], now=now)
    audit.record("press.source_added", target=source, by=by, data={"outlet": outlet, "kind": kind})
    return source


def followed_at(addresses: Iterable[str]) -> list[str]:
    """What is followed at those addresses and beside them, to be compared by ``key_of``: http and https, with and
    without www, are one."""
    wanted = set(addresses)
    beside = Q(outlet__host__in={host_of(one) for one in wanted}) | Q(address__in=wanted)
    return list(Source.objects.filter(beside).values_list("address", flat=True))


@transaction.atomic
def change_state(*, source: Source, verb: str, by: Officer) -> None:
    """Pause a source ("pause") or take it up again ("resume"), which forgets its failures.  Raises Refused."""
    source = rows.held(source)
    before = audit.snapshot(source, _FIELDS)
    source.move(verb, by=by)
    source.problem = None
    if source.state == SourceState.ACTIVE:
        source.failures, source.next_at, source.claimed_until = 0, timezone.now(), None
    source.save()
    audit.record(
        "press.source_state", target=source, by=by, before=before, after=audit.snapshot(source, _FIELDS)
    )


@transaction.atomic
def change_states(*, sources: Iterable[Source], verb: str, by: Officer) -> int:
    """The same for many at once; returns how many.  Raises Refused, naming those that cannot be."""
    demand(by, KEEP_SOURCES)
    return lists.each(sources, lambda source: change_state(source=source, verb=verb, by=by))


# ---- what workers write -------------------------------------------------------------------------------------


def claim(pks: Iterable[int], now: datetime) -> list[Source]:
    """Take the lease of those sources that are due and free; each is won by one worker only."""
    won = []
    for pk in sorted(pks):
        if Source.objects.due(now).filter(pk=pk).update(claimed_until=now + LEASE):
            won.append(pk)
    return list(Source.objects.filter(pk__in=won).select_related("outlet").order_by("pk"))


def renew(sources: Iterable[int], now: datetime) -> None:
    """Hold the leases while the reading goes on."""
    Source.objects.filter(pk__in=list(sources)).update(claimed_until=now + LEASE)


@transaction.atomic
def note_reading(
    *, source: Source, found: Iterable[Found], validators: Validators, now: datetime, moved_to: str = ""
) -> int:
    """A source was read: keep what it named, what to ask next time, and when.  Returns new pages.

    All in one transaction: a worker killed before it leaves the source as it was, to be read again.
    """
    new = note_pages(source=source, found=found, now=now)
    kept = {
        "etag": validators.etag[:500],
        "last_modified": validators.last_modified[:100],
        "body_hash": validators.body_hash[:32],
        "last_good_at": now,
        "failures": 0,
        "problem": None,
        "next_at": now + source.interval,
        "verified_at": source.verified_at or now,
    }
    if new:
        kept["last_new_at"] = now
        audit.record("press.source_read", target=source, by=None, data={"new": new})
    if moved_to and not Source.objects.filter(address=moved_to).exists() and len(moved_to) <= 1000:
        kept["address"] = moved_to
        audit.record(
            "press.source_changed",
            target=source,
            by=None,
            before={"address": source.address},
            after={"address": moved_to},
        )
    Source.objects.filter(pk=source.pk).update(**kept)
    return new


def note_pages(*, source: Source, found: Iterable[Found], now: datetime) -> int:
    """Write down pages not known yet; a page is known by its address, whichever source named it."""
    rows: dict[str, FoundPage] = {}
    for one in found:
        try:
            address = plain_address(one.address)
        except PresswireError:
            continue
        if len(address) > 4000:
            continue
        key = key_of(address)
        title = straight(one.title)[:500]
        rows.setdefault(key, FoundPage(source=source, key=key, address=address, title=title, found_at=now))
    known = set(FoundPage.objects.filter(key__in=list(rows)).values_list("key", flat=True))
    fresh = [row for key, row in rows.items() if key not in known]
    FoundPage.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=200)
    return len(fresh)


@transaction.atomic
def note_failure(*, source: Source, failure: PresswireError, now: datetime) -> None:
    """A source could not be read: try again later, or put it aside and tell those who run the desk."""
    source = rows.held_with(Source.objects.select_for_update(of=("self",)), source.pk, "outlet")
    source.failures += 1
    asked = failure.after if isinstance(failure, TryLater) else None
    follows = rules.after_failure(
        code=failure.code, failures=source.failures, now=now, interval=source.interval, asked=asked
    )
    source.problem, source.next_at = sentences.kept(failure), follows.at
    if follows.quarantine and source.may("put_aside"):
        source.move("put_aside", by=None)
        audit.record(
            "press.source_quarantined",
            target=source,
            by=None,
            data={"code": failure.code, "failures": source.failures},
        )
        transaction.on_commit(partial(_tell, source.pk, now.isoformat()))
    source.save(update_fields=["failures", "problem", "next_at", *MOVED])


def _tell(source_pk: int, moment: str) -> None:
    source = Source.objects.select_related("outlet").get(pk=source_pk)
    notify(
        recipients=who_may(KEEP_SOURCES),
        kind="press.source",
        once=f"press.source:{source_pk}:{moment}"[:160],
        title=Sentence("press.source"),
        text=Sentence("press.source.which", {"outlet": source.outlet.name, "why": source.problem or ""}),
        url="/bao-chi/nguon/",
    )


def release(sources: Iterable[int]) -> None:
    """Give the leases back."""
    Source.objects.filter(pk__in=list(sources)).update(claimed_until=None)


# ---- the starting list ----------------------------------------------------------------------------------------


def starting_list() -> list[dict[str, Any]]:
    """Outlets that come with the system; their addresses have been read by nobody yet."""
    import tomllib

    text = files("nhipcau.press.data").joinpath("outlets.toml").read_text("utf-8")
    return list(tomllib.loads(text)["outlet"])


@transaction.atomic
def load_starting_list(*, by: Officer | None) -> int:
    """Add the outlets of the starting list that are not followed yet, paused until they have been reached."""
    added = 0
    for row in starting_list():
        outlet, _made = Outlet.objects.get_or_create(
            host=host_of(row["address"]),
            defaults={key: row[key] for key in ("name", "kind", "language", "country", "reach")},
        )
        source, made = Source.objects.get_or_create(
            address=plain_address(row["address"]),
            defaults={
                "outlet": outlet,
                "kind": row.get("read", SourceKind.SECTION),
                "state": SourceState.PAUSED,
                "added_by": by,
                "state_by": by,
                "problem": NOT_CHECKED_YET,
            },
        )
        added += made
    if added:
        audit.record("press.sources_listed", target=source, by=by, data={"added": added})
    return added


def check_source(*, source: Source, fetcher: Fetcher, by: Officer | None = None) -> FeedCandidate:
    """Reach a source, find the best way to read it, and take it up.  Goes to the network.

    Raises Unreadable or TryLater as the fetcher does, Unreadable too where nothing can be read there.
    """
    try:
        found = discover(source.address, fetcher, apart=reading.pages)
    except NotRead as unread:
        raise Unreadable("reader_ended") from unread
    if not found:
        raise Unreadable("nothing_to_read", page=source.address)
    best = found[0]
    _note_check(source=source, best=best, by=by)
    return best


@transaction.atomic
def _note_check(*, source: Source, best: FeedCandidate, by: Officer | None) -> None:
    before = audit.snapshot(source, ("address", *_FIELDS))
    taken = Source.objects.filter(address=best.url).exclude(pk=source.pk).exists()
    if not taken and len(best.url) <= 1000:  # cut it would be another address
        source.address = best.url
        source.kind = KIND_OF_CANDIDATE[best.kind]
    if source.problem == NOT_CHECKED_YET or source.state == SourceState.QUARANTINED:
        if source.may("resume"):
            source.move("resume", by=by)
        source.problem = None
    source.verified_at = source.last_good_at = timezone.now()
    source.failures = 0
    source.save()
    audit.record(
        "press.source_checked",
        target=source,
        by=by,
        before=before,
        after=audit.snapshot(source, ("address", *_FIELDS)),
    )


@job(queue="reading")
def check_one(source_pk: int) -> str:
    """Check one source in the background; may run twice."""
    source = Source.objects.select_related("outlet").get(pk=source_pk)
    try:
        with outside.open_fetcher() as fetcher:
            return check_source(source=source, fetcher=fetcher).kind
    except PresswireError as failure:
        Source.objects.filter(pk=source_pk).update(problem=sentences.kept(failure))
        return "failed"
