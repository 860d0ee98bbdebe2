"""Drafting digests: by the clock or by hand, once per period however many workers look."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Protocol

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from nhipcau.agencies.models import Agency, Officer
from nhipcau.digests import queries, rules, worldwide
from nhipcau.digests.models import Digest, DigestItem, DigestSetting
from nhipcau.digests.queries import Candidate
from nhipcau.digests.rules import DigestKind, DraftDays
from nhipcau.engines.vntext.persons import without_persons
from nhipcau.kernel import audit
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.standing import day_of, written
from nhipcau.press.models import Story

SETTING_FIELDS = ("is_on", "draft_at", "days", "agency", "symbol")
PERIOD_ITEMS = 25
"""A week's or month's draft shows so many of its days' stories; the others wait among the dropped."""


def draft_due(now: datetime) -> list[Digest]:
    """What the clock asks for at this moment and nobody has drafted: the day's, last week's, last month's.

    None while no source is followed and no text was ever taken in: nobody is asked to sign an empty digest.
    """
    setting = queries.setting()
    day = rules.draft_due(timezone.localtime(now), setting.draft_at, DraftDays(setting.days))
    if day is None or not setting.is_on or not queries.is_anything_read():
        return []
    made = [draft_day(day=day, now=now, by=None)]
    made += [draft_due_of(kind, day) for kind, _first, _last in rules.closed_periods(day)]
    return [digest for digest in made if digest is not None]


def draft_due_of(kind: DigestKind, day: date) -> Digest | None:
    """Draft the last period of a kind that looks back; None where there is nothing to tell, or a draft already."""
    first, last = next((first, last) for each, first, last in rules.closed_periods(day) if each is kind)
    source = _SOURCES[rules.KINDS[kind].grouped_by]
    return source.draft(kind=kind, first=first, last=last, by=None) if source.holds(first, last) else None


def draft_day(*, day: date, now: datetime, by: Officer | None) -> Digest | None:
    """Draft a day's digest from the stories since the last one; None where the day has one already."""
    if Digest.objects.filter(kind=DigestKind.DAY, first_day=day).exists():
        return None
    last = Digest.objects.filter(kind=DigestKind.DAY, first_day__lt=day).order_by("-until_at").first()
    from_at, until_at = rules.window(now, last.until_at if last else None)
    found = queries.candidates(from_at, until_at)[: rules.MOST_ITEMS]
    told = set(
        DigestItem.objects.filter(
            key__in=[each.story.key for each in found], digest__kind=DigestKind.DAY, dropped=False
        ).values_list("key", flat=True)
    )
    try:
        with transaction.atomic():
            digest = Digest.objects.create(
                kind=DigestKind.DAY,
                first_day=day,
                last_day=day,
                from_at=from_at,
                until_at=until_at,
                drafted_by=by,
            )
            DigestItem.objects.bulk_create(
                item_of(digest, each, position=place, seen_before=each.story.key in told)
                for place, each in enumerate(found)
            )
            audit.record("digest.drafted", target=digest, by=by, data={"items": len(found)})
    except IntegrityError:
        return None  # another worker has this day
    return digest


def draft_period(*, kind: DigestKind, first: date, last: date, by: Officer | None) -> Digest | None:
    """Draft a week's or month's digest from its signed daily ones; None where there is one already.

    A story of several days is one item, as its last day told it, with the pages of all its days.
    """
    if Digest.objects.filter(kind=kind, first_day=first).exists():
        return None
    daily = queries.daily_of(first, last)
    merged = _merged(
        DigestItem.objects.standing()
        .filter(digest__in=daily)
        .select_related("digest")
        .order_by("digest__last_day", "position")
    )
    zone = timezone.get_current_timezone()
    try:
        with transaction.atomic():
            digest = Digest.objects.create(
                kind=kind, first_day=first, last_day=last, drafted_by=by,
                from_at=datetime.combine(first, time.min, zone), until_at=datetime.combine(last, time.max, zone),
            )  # fmt: skip
            DigestItem.objects.bulk_create(
                _copied(item, digest, position=place, dropped=place >= PERIOD_ITEMS)
                for place, item in enumerate(merged)
            )
            audit.record(
                "digest.drafted",
                target=digest,
                by=by,
                data={"items": len(merged), "days": daily.count()},
            )
    except IntegrityError:
        return None
    return digest


def draft_world(*, kind: DigestKind, first: date, last: date, by: Officer | None) -> Digest | None:
    """Draft a digest of what the watches caught in a period, under the watches' names; None where there is one already."""
    if Digest.objects.filter(kind=kind, first_day=first).exists():
        return None
    zone = timezone.get_current_timezone()
    digest = Digest(
        kind=kind, first_day=first, last_day=last, drafted_by=by,
        from_at=datetime.combine(first, time.min, zone), until_at=datetime.combine(last, time.max, zone),
    )  # fmt: skip
    items = worldwide.drafted(digest)
    try:
        with transaction.atomic():
            digest.save()
            for item in items:
                item.digest = digest
            DigestItem.objects.bulk_create(items)
            audit.record("digest.drafted", target=digest, by=by, data={"items": len(items)})
    except IntegrityError:
        return None
    return digest


class Drafts(Protocol):
    def __call__(self, *, kind: DigestKind, first: date, last: date, by: Officer | None) -> Digest | None: ...


@dataclass(frozen=True, slots=True)
class _Source:
    """From what a digest that looks back is drafted.  nothing: what is said where there is nothing."""

    holds: Callable[[date, date], bool]
    draft: Drafts
    nothing: str


_SOURCES = {
    rules.PART: _Source(
        holds=lambda first, last: queries.daily_of(first, last).exists(),
        draft=draft_period,
        nothing=N_("Từ %(first)s đến %(last)s chưa có bản tin ngày nào được ký nên chưa tổng hợp được."),
    ),
    rules.HEADING: _Source(
        holds=lambda first, last: worldwide.hits_of(first, last).exists(),
        draft=draft_world,
        nothing=N_("Từ %(first)s đến %(last)s chưa có tin nào của các chủ đề theo dõi."),
    ),
}


def draft_now(*, kind: DigestKind, now: datetime, by: Officer) -> Digest:
    """An officer's wish for a digest: today's, or that of the last whole week or month."""
    day = day_of(now)
    if not rules.KINDS[kind].looks_back:
        made = draft_day(day=day, now=now, by=by)
        first = day
    else:
        first, last = next((first, last) for each, first, last in rules.closed_periods(day) if each is kind)
        source = _SOURCES[rules.KINDS[kind].grouped_by]
        if not source.holds(first, last):
            raise Refused(source.nothing, first=f"{first:%d/%m}", last=written(last))
        made = source.draft(kind=kind, first=first, last=last, by=by)
    return made or Digest.objects.filter(kind=kind, first_day=first).order_by("-edition")[0]


def _merged(items: Iterable[DigestItem]) -> list[DigestItem]:
    newest: dict[str, DigestItem] = {}
    pages: dict[str, dict[str, dict[str, Any]]] = {}
    for item in items:
        newest[item.key] = item
        pages.setdefault(item.key, {}).update({page["url"]: page for page in item.pages})
    for key, item in newest.items():
        item.pages = sorted(pages[key].values(), key=lambda page: page["at"])[: queries.MOST_PAGES]
        item.outlets = len({page["outlet"] for page in pages[key].values()})
    return sorted(newest.values(), key=lambda item: rules.weight_of(item.reach, item.outlets, item.first_at))


COPIED = (
    "story_id", "key", "part", "heading", "title", "summary", "note", "proposal", "subject", "tone", "flags", "doubt", "reach",
    "outlets", "first_at", "pages",
)  # fmt: skip


def _copied(item: DigestItem, digest: Digest, *, position: int, dropped: bool = False) -> DigestItem:
    return DigestItem(
        digest=digest, position=position, dropped=dropped, **{field: getattr(item, field) for field in COPIED}
    )


def item_of(digest: Digest, told: Candidate, *, position: int, seen_before: bool = False) -> DigestItem:
    """A story as an unsaved item, with the opening of its first text as the summary."""
    return DigestItem(
        digest=digest,
        story=told.story,
        key=told.story.key,
        part=told.part,
        position=position,
        title=without_persons(told.title),
        summary=queries.opening_of(told.lead),
        subject=told.subject,
        tone=told.tone,
        flags=list(told.flags),
        doubt=told.doubt,
        reach=told.reach,
        outlets=told.outlets,
        first_at=told.first_at,
        pages=list(told.pages),
        seen_before=seen_before,
    )


@transaction.atomic
def correct(*, digest: Digest, reason: str, now: datetime, by: Officer) -> Digest:
    """Begin a correction of a signed digest: a new issue of the same period that says what it corrects."""
    rules.check_correction(signed=digest.is_signed, reason=reason)
    already = Digest.objects.filter(corrects=digest).first()
    if already is not None:
        raise Refused(
            N_("Số này đã có bản đính chính (%(title)s). Hãy sửa tiếp ở bản đó."), title=str(already)
        )
    made = Digest.objects.create(
        kind=digest.kind, first_day=digest.first_day, last_day=digest.last_day, from_at=digest.from_at,
        until_at=digest.until_at, edition=digest.edition + 1, corrects=digest, note=digest.note, is_internal=digest.is_internal,
        correction_reason=reason.strip(), drafted_by=by,
    )  # fmt: skip
    DigestItem.objects.bulk_create(
        _copied(item, made, position=item.position, dropped=item.dropped) for item in digest.items.all()
    )
    audit.record(
        "digest.correction",
        target=made,
        by=by,
        data={"corrects": digest, "reason": made.correction_reason},
    )
    return made


@transaction.atomic
def change_setting(*, signers: Iterable[Officer], by: Officer, **values: Any) -> DigestSetting:
    """Set when and how digests are made, and who may sign them."""
    unknown = set(values) - set(SETTING_FIELDS)
    if unknown:
        raise TypeError(f"not a digest setting: {sorted(unknown)}")
    setting = queries.setting()
    named = list(signers)
    before = audit.snapshot(setting, values) | {"draft_at": str(setting.draft_at), "signers": _names(setting)}
    for field, value in values.items():
        setattr(setting, field, value)
    setting.save()
    setting.signers.set(named)
    after = audit.snapshot(setting, values) | {"draft_at": str(setting.draft_at), "signers": _names(setting)}
    audit.record("digest.setting", target=setting, by=by, before=before, after=after)
    return setting


def issued_by() -> models.QuerySet[DigestSetting]:
    """The setting, where it names an agency that issues the digests."""
    return DigestSetting.objects.exclude(agency=None)


@transaction.atomic
def pass_on(*, predecessor: Agency, successor: Agency, on: date, by: Officer | None) -> int:
    """Have the heir of the issuing agency issue the digests to come; 1 where that was so.  What is signed stays."""
    setting = DigestSetting.objects.select_for_update(of=("self",)).filter(agency=predecessor).first()
    if setting is None:
        return 0
    before = audit.snapshot(setting, ["agency"])
    setting.agency = successor
    setting.save(update_fields=["agency"])
    audit.record(
        "digest.setting", target=setting, by=by, before=before, after=audit.snapshot(setting, ["agency"])
    )
    return 1


def _names(setting: DigestSetting) -> list[str]:
    return [str(officer) for officer in setting.signers.order_by("pk")]


def story_to_add(digest: Digest, story: Story) -> Candidate:
    """A story for an editor to add; refused where the desk dropped all its articles."""
    told = queries.candidate_for(story)
    if told is None:
        raise Refused(
            N_("Các bài của tin này đã bị loại ở bàn tin. Hãy chọn lại một bài trước khi đưa vào bản tin.")
        )
    return told


@transaction.atomic
def choose_evidence(*, record: models.Model | None, by: Officer | None) -> DigestSetting:
    """Say once what signed digests are evidence for (a task of the running plan); None takes it back."""
    setting = queries.setting()
    before = {"evidence_for": str(setting.evidence_for or "")}
    setting.evidence_for = record
    setting.save()
    audit.record(
        "digest.setting",
        target=setting,
        by=by,
        before=before,
        after={"evidence_for": str(record or "")},
    )
    return setting
