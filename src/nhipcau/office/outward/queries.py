"""Reading: whether push is on, whose devices there are, what the messenger answered."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from nhipcau.agencies.models import Officer
from nhipcau.office.deliveries.channels import Channel
from nhipcau.office.deliveries.models import Delivery, DeliveryQuerySet
from nhipcau.office.deliveries.rules import LONG_AWAY, State
from nhipcau.office.outward.channels import WEBHOOK
from nhipcau.office.outward.models import PushDevice, PushSetting, Webhook


def push_setting() -> PushSetting | None:
    return PushSetting.objects.filter(pk=1).first()


def push_is_on() -> bool:
    return PushSetting.objects.filter(is_on=True).exists()


def webhook() -> Webhook | None:
    return Webhook.objects.filter(pk=1).first()


def devices_of(officer: Officer) -> QuerySet[PushDevice]:
    return PushDevice.objects.filter(officer=officer)


def get_device_for(officer: Officer, pk: int) -> PushDevice:
    """One of the officer's own; 404 for anybody else's."""
    return get_object_or_404(devices_of(officer), pk=pk)


def to_messenger() -> DeliveryQuerySet:
    """What went or is to go to the messenger, the newest first."""
    return Delivery.objects.by(WEBHOOK).for_list().order_by("-pk")


def doubtful(now: datetime) -> DeliveryQuerySet:
    """Of it what was refused or never answered."""
    return to_messenger().doubtful(now)


def kept_waiting(channel: Channel, now: datetime) -> DeliveryQuerySet:
    """What waits longer than an hour, the oldest first."""
    waiting = Delivery.objects.by(channel).filter(state=State.DUE, due_at__lt=now - LONG_AWAY)
    return waiting.order_by("due_at", "pk")
