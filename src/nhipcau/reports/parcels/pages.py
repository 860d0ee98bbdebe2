"""What the pages of parcels show, as typed values made once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nhipcau.engines.counting import default_definitions, parse_period, period_name
from nhipcau.engines.parcels import fingerprint
from nhipcau.indicators.pages import DASH
from nhipcau.indicators.pages import number as figure_number
from nhipcau.indicators.queries import indicator_of, plain
from nhipcau.kernel.models import StoredFile
from nhipcau.kernel.sentences import language, of_both
from nhipcau.office.signing.deeds import issue_of
from nhipcau.reports.models import LookedParcel, ReceivedParcel, SenderTrust
from nhipcau.reports.parcels import actions, queries, schema
from nhipcau.reports.parcels.rules import TRUST_LABELS, TRUST_TONES, Trust
from nhipcau.reports.parcels.schema import Figure, Part, Told

SENT_IN = "vi"  # the language of papers
MOST_SIDES = 12


def printed(key: str) -> str:
    """A key's fingerprint in fours."""
    return fingerprint(bytes.fromhex(key))


def called(period: str) -> str:
    """A period's name in the reader's language."""
    return period_name(parse_period(period), language())


@dataclass(frozen=True, slots=True)
class ParcelRow:
    """A parcel in the list.  is_replaced: a later one of its sender stands for it."""

    parcel: ReceivedParcel
    url: str
    period: str
    trust: str
    tone: str
    is_replaced: bool


def rows(parcels: Iterable[ReceivedParcel]) -> list[ParcelRow]:
    """Parcels of a list."""
    found = list(parcels)
    periods = {one.period for one in found}
    all_ = ReceivedParcel.objects.filter(period__in=periods).defer("content")
    standing = {one.pk for one in queries.standing(all_)}
    words = queries.trusts({one.key for one in found})
    made = []
    for one in found:
        trust = queries.trust_in(words.get(one.key))
        made.append(
            ParcelRow(
                parcel=one,
                url=reverse("reports:parcel", args=[one.pk]),
                period=called(one.period),
                trust=_(TRUST_LABELS[trust]),
                tone=TRUST_TONES[trust],
                is_replaced=one.pk not in standing,
            )
        )
    return made


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A parcel that was looked at and waits for a week.  until: its last day."""

    parcel: LookedParcel
    url: str
    period: str
    trust: str
    tone: str
    until: date


def waiting_rows(parcels: Iterable[LookedParcel]) -> list[WaitingRow]:
    """Parcels that are not taken in yet, each with how its key stands now."""
    found = list(parcels)
    words = queries.trusts({one.key for one in found})
    made = []
    for one in found:
        trust = queries.trust_in(words.get(one.key))
        made.append(
            WaitingRow(
                parcel=one,
                url=reverse("reports:parcel_preview", args=[one.file_id]),
                period=called(one.period),
                trust=_(TRUST_LABELS[trust]),
                tone=TRUST_TONES[trust],
                until=timezone.localdate(one.brought_at + actions.LOOKED_KEPT),
            )
        )
    return made


@dataclass(frozen=True, slots=True)
class Preview:
    """A parcel that was laid down and is not taken in yet.

    is_new: nobody has said a word on its key.  other_key: a sender of this name signed with another key before.  same: the parcel
    that is here already.  stands_for: the one that it corrects.
    """

    stored: StoredFile
    told: Told
    sender: str
    province: str
    subject: str
    period: str
    print: str
    trust: str
    tone: str
    is_trusted: bool
    is_withdrawn: bool
    other_key: bool
    same: ReceivedParcel | None
    stands_for: ReceivedParcel | None
    papers: tuple[tuple[str, int], ...]


def preview(stored: StoredFile) -> Preview:
    """What a parcel is, before it is taken in.  Raises Refused for another file."""
    found, told = actions.opened(stored)
    key = found.key.hex()
    trust = queries.trust_of(key)
    earlier = ReceivedParcel.objects.filter(key=key, period=told.period, number=told.corrects)
    return Preview(
        stored=stored,
        told=told,
        sender=found.parcel.sender.name,
        province=found.parcel.sender.province,
        subject=found.parcel.subject,
        period=called(told.period),
        print=found.fingerprint,
        trust=_(TRUST_LABELS[trust]),
        tone=TRUST_TONES[trust],
        is_trusted=trust == Trust.TRUSTED,
        is_withdrawn=trust == Trust.WITHDRAWN,
        other_key=queries.other_keys(found.parcel.sender.name[:300], key),
        same=ReceivedParcel.objects.filter(sha256=stored.sha256).first(),
        stands_for=earlier.first() if told.corrects else None,
        papers=tuple((one.name, len(one.data)) for one in found.parcel.files),
    )


@dataclass(frozen=True, slots=True)
class ParcelPage:
    """A parcel that was taken in."""

    parcel: ReceivedParcel
    told: Told
    title: str
    period: str
    print: str
    trust: str
    tone: str
    chain: tuple[ReceivedParcel, ...]
    replaced_by: ReceivedParcel | None
    figures: tuple[tuple[str, str, str, str, str], ...]

    @property
    def parts(self) -> list[tuple[Part, bool]]:
        """Each part, and whether it only opens those below it: it stands as a heading over their cards."""
        return [(one, not (one.lines or one.nil or one.tasks)) for one in self.told.parts]


def parcel_page(parcel: ReceivedParcel) -> ParcelPage:
    """One parcel."""
    told = schema.read(parcel.content)
    trust = queries.trust_of(parcel.key)
    chain = queries.chain_of(parcel)
    return ParcelPage(
        parcel=parcel,
        told=told,
        title=told.agency,
        period=called(told.period),
        print=printed(parcel.key),
        trust=_(TRUST_LABELS[trust]),
        tone=TRUST_TONES[trust],
        chain=tuple(chain) if len(chain) > 1 else (),
        replaced_by=next((one for one in chain if one.corrects == parcel.number), None),
        figures=tuple(
            (name, unit, _shown(one.value), _shown(one.before), _shown(one.to_date))
            for name, unit, one in _named(told.figures)
        ),
    )


def _named(figures: Iterable[Figure]) -> list[tuple[str, str, Figure]]:
    """Figures with names that stand alone, and their units: a part (“Phải nộp”) says of which figure it is one."""
    first: dict[str, str] = {}
    found = []
    for one in figures:
        own, unit = _words(one)
        whole = first.setdefault(one.code, own)
        found.append((own if own == whole else f"{whole}: {own[:1].lower()}{own[1:]}", unit, one))
    return found


def _words(one: Figure) -> tuple[str, str]:
    """A figure's name and unit: as the sender wrote them, to who reads another language as this system calls the same figure.
    What the sender made of his own has his words."""
    known = None if language() == SENT_IN else indicator_of(default_definitions(), one.code)
    part = None if known is None else next((each for each in known.parts if each.part == one.part), None)
    return (one.name, one.unit) if part is None else (of_both(part.name), of_both(part.unit))


def _shown(value: Decimal | None) -> str:
    return figure_number(plain(value)) if value is not None else DASH


@dataclass(frozen=True, slots=True)
class Side:
    """One column of the comparison: who reports, by which paper."""

    name: str
    number: str
    day: date
    url: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A period's figures of several senders, beside each other.  page: of all senders, some at a time."""

    period: str
    page: Page[ReceivedParcel]
    sides: tuple[Side, ...]
    rows: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]


def comparison(period: str, page: str | None = None) -> Comparison:
    """What stands of a period: one's own report first, then every sender's newest, as many as anybody reads side by side."""
    sides: list[Side] = []
    figures: list[dict[tuple[str, str], Figure]] = []
    for version in queries.own_of(period):
        issue: Any = issue_of(version)
        url = reverse("office:version", args=[version.pk])
        sides.append(Side(version.content["agency"], issue.symbol, issue.issued_on, url))
        figures.append(_by_code(schema.figures_of(version.content)))
    of_period = ReceivedParcel.objects.filter(period=period).order_by("sender", "pk")
    senders: Page[ReceivedParcel] = Paginator(
        queries.standing(of_period.defer("content")), MOST_SIDES
    ).get_page(page)
    for parcel in of_period.filter(pk__in=[one.pk for one in senders]):
        sides.append(
            Side(parcel.sender, parcel.number, parcel.issued_on, reverse("reports:parcel", args=[parcel.pk]))
        )
        figures.append(_by_code(schema.figures_of(parcel.content)))
    known: dict[tuple[str, str], Figure] = {}
    for one in figures:
        for key, figure in one.items():
            known.setdefault(key, figure)
    return Comparison(
        period=called(period),
        page=senders,
        sides=tuple(sides),
        rows=tuple(
            (
                name,
                unit,
                tuple(
                    (f"{side.name} ({side.number})", _shown(one[key].value) if key in one else DASH)
                    for side, one in zip(sides, figures, strict=True)
                ),
            )
            for key, (name, unit, _same) in zip(known, _named(known.values()), strict=True)
        ),
    )


def _by_code(figures: Iterable[Figure]) -> dict[tuple[str, str], Figure]:
    return {(one.code, one.part): one for one in figures}


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A sender's key with every word on it, the newest first."""

    key: str
    print: str
    sender: str
    trust: str
    tone: str
    is_trusted: bool
    words: tuple[SenderTrust, ...]


def key_rows() -> list[KeyRow]:
    """All keys on which somebody has said a word, by their senders' names."""
    words: dict[str, list[SenderTrust]] = {}
    for row in SenderTrust.objects.select_related("by").order_by("-pk"):
        words.setdefault(row.key, []).append(row)
    made = []
    for key, said in words.items():
        trust = queries.trust_in(said[0])
        made.append(
            KeyRow(
                key=key,
                print=printed(key),
                sender=said[0].sender,
                trust=_(TRUST_LABELS[trust]),
                tone=TRUST_TONES[trust],
                is_trusted=trust == Trust.TRUSTED,
                words=tuple(said),
            )
        )
    return sorted(made, key=lambda one: (one.sender, one.key))
