"""Deliveries and their receipts: one table for every way in which something leaves the office."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from nhipcau.kernel import clock, holding
from nhipcau.kernel.choices import choices
from nhipcau.kernel.frozen import FrozenModel
from nhipcau.kernel.standing import Limit, day_of
from nhipcau.office.deliveries.channels import INSIDE, Channel, ChannelField, channels, with_own_doubts
from nhipcau.office.deliveries.rules import (
    BY_A_PERSON,
    IN_DOUBT,
    LOST_AFTER,
    PROVEN_BY,
    STATE_LABELS,
    STATES,
    WHY_SENTENCES,
    State,
    Why,
    is_overdue,
)
from nhipcau.office.permissions import acts_for

__all__ = ["Delivery", "Receipt"]

OFFICER = settings.AUTH_USER_MODEL


def _by_a_wrong_clock(now: datetime) -> Q:
    """Written on a day to come: the clock stood ahead, and what it said is waited for by nobody."""
    return Q(changed_at__gt=now + clock.AHEAD_AT_MOST)


def _lost(now: datetime) -> Q:
    return Q(Q(changed_at__lt=now - LOST_AFTER) | _by_a_wrong_clock(now), state=State.SENDING)


def unconfirmed(now: Limit) -> Q:
    """Sent, and not acknowledged by the day or the moment by which it was to be; ``rules.is_overdue`` for rows."""
    past = Q(acknowledge_by__lt=day_of(now))
    if isinstance(now, datetime):
        past = Q(past, acknowledge_at=None) | Q(acknowledge_at__lt=now)
    return Q(past, state=State.SENT)


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def by(self, channel: Channel) -> DeliveryQuerySet:
        return self.filter(channel=channel.name)

    def due(self, now: datetime) -> DeliveryQuerySet:
        """What waits to be sent by the machine."""
        return self.filter(Q(due_at__lte=now) | _by_a_wrong_clock(now), state=State.DUE)

    def lost(self, now: datetime) -> DeliveryQuerySet:
        """Claimed so long ago that no answer will come."""
        return self.filter(_lost(now))

    def doubtful(self, now: datetime) -> DeliveryQuerySet:
        """The other side said no, or never answered."""
        return self.filter(Q(state__in=IN_DOUBT) | _lost(now))

    def in_doubt(self, now: datetime) -> DeliveryQuerySet:
        """For a person to look at among the letters."""
        return self.doubtful(now).exclude(channel__in=with_own_doubts())

    def overdue(self, now: Limit) -> DeliveryQuerySet:
        """Sent, and not acknowledged by the day or the moment by which it was to be."""
        return self.filter(unconfirmed(now))

    def to_be_read_by(self, officer) -> DeliveryQuerySet:
        """What came to an officer, or to the officer's agency or one whose work came to it, inside the system; not yet what may
        still be taken back."""
        return self.that_came(officer.pk, acts_for(officer), holding.present())

    def that_came(self, officer: int, agencies: Collection[int], at: datetime) -> DeliveryQuerySet:
        """The same by keys.  agencies: for which the officer acts; at: the machine's present moment."""
        mine = self.filter(Q(officer=officer) | Q(agency__in=agencies), channel=INSIDE.name)
        return mine.exclude(holding.still_held("notice__", at))

    def for_list(self) -> DeliveryQuerySet:
        return self.select_related("version", "notice", "agency", "officer")


class Delivery(models.Model):
    """One thing on its way to one receiver by one channel (lượt gửi).

    What goes is a signed version or a notice; ``receiver_key`` is the receiver's one word, so nobody is
    sent the same thing twice by one way.  ``due_at``: not before; ``acknowledge_by``: the last day for
    the receiver's word, ``acknowledge_at`` the last moment in it where the hour counts.  ``attempts``
    counts tries; the last of them holds the row while it is being sent.
    """

    version = models.ForeignKey(
        "office.Version", null=True, blank=True, on_delete=models.PROTECT, related_name="deliveries"
    )
    notice = models.ForeignKey(
        "kernel.Notice", null=True, blank=True, on_delete=models.PROTECT, related_name="deliveries"
    )
    channel = ChannelField(max_length=20)
    officer = models.ForeignKey(
        OFFICER, null=True, blank=True, on_delete=models.PROTECT, related_name="deliveries"
    )
    agency = models.ForeignKey(
        "agencies.Agency", null=True, blank=True, on_delete=models.PROTECT, related_name="deliveries"
    )
    name = models.CharField(max_length=300)
    address = models.EmailField(max_length=254, blank=True)
    receiver_key = models.CharField(max_length=128)
    position = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=choices(STATE_LABELS), default=State.DUE)
    due_at = models.DateTimeField()
    acknowledge_by = models.DateField(null=True, blank=True)
    acknowledge_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    message_id = models.CharField(max_length=200, blank=True)
    why = models.CharField(max_length=20, blank=True)
    why_params = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    created_by = models.ForeignKey(OFFICER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "channel", "receiver_key"], name="office_version_delivered_once"
            ),
            models.UniqueConstraint(
                fields=["notice", "channel", "receiver_key"], name="office_notice_delivered_once"
            ),
            models.CheckConstraint(
                condition=Q(version__isnull=False, notice=None) | Q(version=None, notice__isnull=False),
                name="office_one_thing_delivered",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]), name="office_delivery_state"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_at"]),
            models.Index(fields=["state", "channel", "acknowledge_by"]),
            models.Index(fields=["agency", "channel", "-created_at"]),
            models.Index(fields=["officer", "channel", "-created_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.title}"

    @property
    def way(self) -> Channel:
        """The channel by which it goes.  Raises KeyError where no app carries that one any more."""
        return channels.get(self.channel)

    @property
    def title(self) -> str:
        """What is delivered, in words."""
        return self.version.title if self.version else self.notice.heading if self.notice else ""

    @property
    def url(self) -> str:
        """The page of what is delivered."""
        if self.version:
            return reverse("office:version", args=[self.version.pk])
        return self.notice.url if self.notice else ""

    @property
    def kind(self) -> str:
        """The kind of version or notice: decides how it is written for a channel."""
        return self.version.kind if self.version else self.notice.kind if self.notice else ""

    @property
    def text(self) -> str:
        """A notice's own words; a version speaks for itself."""
        return self.notice.words if self.notice else ""

    @property
    def sent_as(self) -> tuple[str, int]:
        """The words of the address under which all receivers of the same thing are listed."""
        return ("ban-ky", self.version_id) if self.version_id else ("thong-tin", self.notice_id or 0)

    @property
    def explanation(self) -> str:
        """Why it stands where it does, in the reader's language; empty where there is nothing to say."""
        if not self.why:
            return ""
        sentence = _(WHY_SENTENCES[Why(self.why)])
        return sentence % {"answer": self.why_params.get("answer", "")}

    @property
    def limit(self) -> Limit | None:
        """The last good day or moment for the receiver's word; None where none is waited for."""
        return self.acknowledge_at or self.acknowledge_by

    def is_overdue(self, now: Limit) -> bool:
        return is_overdue(self.state, self.limit, now)


class Receipt(FrozenModel):
    """One thing that happened to a delivery (biên nhận); only ever added."""

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="receipts")
    at = models.DateTimeField()
    what = models.CharField(max_length=12)
    by = models.ForeignKey(OFFICER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    detail = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(what__in=sorted(STATES.moves)), name="office_receipt_of_a_deed"
            ),
            models.CheckConstraint(
                condition=~Q(what__in=BY_A_PERSON) | Q(by__isnull=False), name="office_receipt_by_whom"
            ),
            *(
                models.UniqueConstraint(
                    fields=["delivery"], condition=Q(what=verb), name=f"office_receipt_one_{verb}"
                )
                for verb in PROVEN_BY.values()
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.at:%Y-%m-%d %H:%M}"
