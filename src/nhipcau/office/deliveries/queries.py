"""What was sent and what came in, as the screens list it; a fixed number of queries whatever the rows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, F, Min, OuterRef, Q, QuerySet, Subquery, When
from django.utils.translation import gettext

from nhipcau.agencies.models import Agency, Officer
from nhipcau.agencies.queries.heirs import both_names, heirs_of
from nhipcau.kernel import holding
from nhipcau.kernel.shapes import number_of, shape
from nhipcau.kernel.standing import Limit, day_of
from nhipcau.office.deliveries.channels import INSIDE, PAPER
from nhipcau.office.deliveries.models import Delivery, DeliveryQuerySet, Receipt, unconfirmed
from nhipcau.office.deliveries.rules import PROVEN_BY, State, Tally
from nhipcau.office.permissions import acts_for
from nhipcau.office.signing.deeds import issue_of, recall_of, replaced_by
from nhipcau.office.signing.models import Version
from nhipcau.office.signing.rules import STATE_LABELS, STATE_TONES
from nhipcau.office.signing.rules import State as SigningState

_SOONEST_FIRST = ("acknowledge_by", F("acknowledge_at").asc(nulls_last=True), "pk")
ON_A_DESK = 6
_COUNTED = "deliveries_waiting"  # on the account of one request


@dataclass(frozen=True, slots=True)
class SentRow:
    """One receiver of something that was sent: how far it is, and what happened last.

    heirs: who is waited for, where the agency that got it is no more and nobody has confirmed it.
    """

    delivery: Delivery
    overdue: bool
    receipt: Receipt | None
    heirs: tuple[Agency, ...] = ()

    @property
    def whom(self) -> str:
        """Whom it went to, and who confirms it today: «Sở Công Thương → Sở Kinh tế»."""
        return both_names(self.delivery.name, self.heirs)

    @property
    def on(self) -> str:
        """The day that a person gave for it, in ISO form (paper sent by hand)."""
        return str(self.receipt.detail.get("on", "")) if self.receipt else ""


def sent_rows(deliveries: DeliveryQuerySet, now: Limit) -> list[SentRow]:
    """Deliveries with their last receipts, in the order of the paper: two queries."""
    return with_receipts(list(deliveries.for_list().order_by("position", "pk")), now)


def with_receipts(found: Sequence[Delivery], now: Limit) -> list[SentRow]:
    """Some deliveries with their last receipts: one query."""
    last: dict[int, Receipt] = {}
    # By entry, not by moment: a clock may have been set back between two.
    receipts = Receipt.objects.filter(delivery__in=[one.pk for one in found]).order_by("pk")
    for receipt in receipts.select_related("by"):
        last[receipt.delivery_id] = receipt
    heirs = _waited_for(found, now)
    return [
        SentRow(one, one.is_overdue(now), last.get(one.pk), heirs.get(one.agency_id or 0, ()))
        for one in found
    ]


def late_rows(found: Sequence[Delivery], now: Limit) -> list[SentRow]:
    """Overdue acknowledgements with who is waited for; of them nothing has come yet."""
    heirs = _waited_for(found, now)
    return [SentRow(one, True, None, heirs.get(one.agency_id or 0, ())) for one in found]


def _waited_for(found: Sequence[Delivery], now: Limit) -> dict[int, tuple[Agency, ...]]:
    """{agency: who does its work} of those that are no more and have not confirmed."""
    return heirs_of((one.agency for one in found if one.state == State.SENT), day_of(now))


SENT_FILTERS: dict[str, Callable[[Limit], Q]] = {
    "da-xac-nhan": lambda now: Q(channel=INSIDE.name, state=State.CONFIRMED),
    "chua-xac-nhan": lambda now: Q(channel=INSIDE.name, state=State.SENT),
    "qua-han": unconfirmed,
    "giay-da-gui": lambda now: Q(channel=PAPER.name) & ~Q(state=State.DUE),
    "giay-chua-gui": lambda now: Q(channel=PAPER.name, state=State.DUE),
}
"""What the list of receivers is filtered by: each figure of the tally leads to one of them."""


def counted(deliveries: DeliveryQuerySet) -> DeliveryQuerySet:
    """What a tally counts: not e-mail, which only announces, nor what was recalled."""
    return deliveries.filter(channel__in=(INSIDE.name, PAPER.name)).exclude(state=State.RECALLED)


def among(deliveries: DeliveryQuerySet, which: str, now: Limit) -> DeliveryQuerySet:
    """The receivers behind one figure of the tally; all for a word that is none."""
    if which not in SENT_FILTERS:
        return deliveries
    return counted(deliveries).filter(SENT_FILTERS[which](now))


def tally(deliveries: DeliveryQuerySet, now: Limit) -> Tally | None:
    """How the receivers of one thing stand: one query; None where nobody was sent anything.

    E-mail is not counted: it only announces.
    """
    behind = {name: Count("pk", filter=of(now)) for name, of in SENT_FILTERS.items()}
    found = counted(deliveries).aggregate(
        all=Count("pk"),
        confirmed=behind["da-xac-nhan"],
        waiting=behind["chua-xac-nhan"],
        overdue=behind["qua-han"],
        paper_left=behind["giay-chua-gui"],
    )
    return Tally(**found) if found["all"] else None


def to_confirm(officer: Officer) -> DeliveryQuerySet:
    """What waits for the officer's click, the oldest first."""
    return waiting_for(officer).for_list().order_by(*_SOONEST_FIRST)


def to_be_confirmed() -> DeliveryQuerySet:
    """What came to agencies and nobody has confirmed."""
    return Delivery.objects.by(INSIDE).filter(state=State.SENT)


def waiting_for(officer: Officer) -> DeliveryQuerySet:
    """The same without what a list shows, for counting."""
    return Delivery.objects.to_be_read_by(officer).filter(state=State.SENT)


def oldest_to_confirm(officer: Officer) -> list[Delivery]:
    """The oldest ``ON_A_DESK`` of what waits; one light query where nothing does."""
    keys = _first_to_confirm(officer=officer.pk, agencies=acts_for(officer), at=holding.present())
    if len(keys) <= ON_A_DESK:
        setattr(officer, _COUNTED, len(keys))
    return list(to_confirm(officer).filter(pk__in=keys[:ON_A_DESK])) if keys else []


def count_waiting(officer: Officer) -> int:
    """How many wait for the officer's click; not asked again where the desk has just counted them."""
    known: int | None = getattr(officer, _COUNTED, None)
    if known is None:
        known = sum(_number_to_confirm(officer=officer.pk, agencies=acts_for(officer), at=holding.present()))
    return known


@shape
def _number_to_confirm(officer: int, agencies: Collection[int], at: datetime) -> QuerySet[Any, int]:
    return number_of(Delivery.objects.that_came(officer, agencies, at).filter(state=State.SENT))


@shape
def _first_to_confirm(officer: int, agencies: Collection[int], at: datetime) -> QuerySet[Any, int]:
    came = Delivery.objects.that_came(officer, agencies, at).filter(state=State.SENT)
    return came.order_by(*_SOONEST_FIRST).values_list("pk", flat=True)[: ON_A_DESK + 1]


def was_sent(officer: Officer, version: Version) -> bool:
    """Whether a version was sent to an officer or to an agency of the officer's, inside the system."""
    return Delivery.objects.to_be_read_by(officer).filter(version=version).exists()


def to_the_reader(officer: Officer, version: Version) -> Delivery | None:
    """How a version came to an officer: what waits for his click before what he has confirmed."""
    came = Delivery.objects.to_be_read_by(officer).filter(version=version).for_list()
    return came.order_by(Case(When(state=State.SENT, then=0), default=1), "pk").first()


def confirmed(delivery: Delivery) -> Receipt | None:
    """Who confirmed it, and when; None while nobody has."""
    return delivery.receipts.filter(what=PROVEN_BY[State.CONFIRMED]).select_related("by").first()


@dataclass(frozen=True, slots=True)
class ReceivedRow:
    """Something that came: with its number and day, and whether it still counts."""

    delivery: Delivery
    overdue: bool

    @property
    def issue(self) -> Any:
        """How it went out, where it is a signed version."""
        return issue_of(self.delivery.version) if self.delivery.version else None

    @property
    def sender(self) -> object:
        """The agency that sent it; of what nobody signed, that of whoever sent it."""
        version, by = self.delivery.version, self.delivery.created_by
        return (version.agency if version else None) or (by.agency if by else None) or by or ""

    @property
    def ended(self) -> SigningState | None:
        """Recalled, or replaced by a correction; None while it counts."""
        version = self.delivery.version
        if version is None:
            return None
        if recall_of(version) is not None:
            return SigningState.RECALLED
        return SigningState.REPLACED if replaced_by(version) is not None else None

    @property
    def ended_label(self) -> str:
        return gettext(STATE_LABELS[self.ended]) if self.ended else ""

    @property
    def ended_tone(self) -> str:
        return STATE_TONES[self.ended] if self.ended else ""


def received(officer: Officer) -> DeliveryQuerySet:
    """All that came to an officer: what waits for a click first, then the newest."""
    return (
        Delivery.objects.to_be_read_by(officer)
        .for_list()
        .select_related(
            "created_by__agency",
            "version__agency",
            "version__issue",
            "version__recall",
            "version__replaced_by__version",
        )
        .order_by(Case(When(state=State.SENT, then=0), default=1), "-created_at", "-pk")
    )


def overdue(sent: DeliveryQuerySet, now: Limit) -> DeliveryQuerySet:
    """Of what was sent, the acknowledgements that did not come by their day or moment, the longest overdue first."""
    late = sent.by(INSIDE).overdue(now).for_list()
    return late.order_by(*_SOONEST_FIRST[:-1], "agency__folded", "pk")


@dataclass(frozen=True, slots=True)
class Left:
    """late: acknowledgements that did not come by their day.  paper: copies that nobody has ticked."""

    late: int
    paper: int


def left(sent: DeliveryQuerySet, now: Limit) -> Left:
    """What is left to do of what was sent: one query."""
    late, paper = (
        Q(unconfirmed(now), channel=INSIDE.name),
        Q(channel=PAPER.name, state=State.DUE),
    )
    found = sent.filter(late | paper).aggregate(
        late=Count("pk", filter=late), paper=Count("pk", filter=paper)
    )
    return Left(found["late"], found["paper"])


def with_paper_left(sent: DeliveryQuerySet) -> DeliveryQuerySet:
    """What has paper copies to go out, the oldest first: for each thing its first such delivery, with how many (``copies``)."""
    due = sent.by(PAPER).filter(state=State.DUE)
    first = due.order_by().values("version", "notice").annotate(first=Min("pk")).values("first")
    # A version and a notice are never the same thing, though their keys may be the same number.
    same = Q(version=OuterRef("version")) | Q(notice=OuterRef("notice"))
    copies = due.filter(same).order_by().values("channel").annotate(n=Count("pk")).values("n")
    return due.filter(pk__in=first).annotate(copies=Subquery(copies)).for_list().order_by("pk")


@dataclass(frozen=True, slots=True)
class Sent:
    """Something that went to several receivers: a signed version, or a notice that all of them share."""

    title: str
    url: str
    way: str  # "ban-ky" or "thong-tin": the part of the address that says which of the two
    pk: int
    deliveries: DeliveryQuerySet


SENT_WAYS = {"ban-ky": "version__id", "thong-tin": "notice__id"}


def sent(among: DeliveryQuerySet, way: str, pk: int) -> Sent | None:
    """What was sent, by the words of its address; None where nobody among those was sent it."""
    # By the other's own key: a number too large for the database finds nothing then, instead of breaking.
    deliveries = among.filter(**{SENT_WAYS[way]: pk})
    if way == "thong-tin":
        deliveries = deliveries.filter(notice__recipient=None)
    one = deliveries.for_list().first()
    return Sent(one.title, one.url, way, pk, deliveries) if one is not None else None
