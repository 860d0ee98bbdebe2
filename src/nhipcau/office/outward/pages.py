"""What the pages of both ways show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from nhipcau.agencies.models import Officer
from nhipcau.engines import webpush
from nhipcau.kernel import clock
from nhipcau.office.deliveries.models import Delivery
from nhipcau.office.deliveries.rules import IN_DOUBT, State
from nhipcau.office.outward import queries
from nhipcau.office.outward.channels import key_of
from nhipcau.office.outward.models import PushDevice, Webhook

LAST = 20


@dataclass(frozen=True, slots=True)
class Try:
    """One message to the messenger, and what it answered."""

    delivery: Delivery
    at: datetime
    answer: str
    key: str
    is_doubtful: bool


@dataclass(frozen=True, slots=True)
class Outward:
    """The administrator's page."""

    push_is_on: bool
    devices: int
    push_hosts: list[str]
    networks: list[str]
    hook: Webhook | None
    last: list[Try]
    doubtful: int


def outward(now: datetime) -> Outward:
    """A fixed number of queries."""
    setting = queries.push_setting()
    doubtful = queries.doubtful(now)
    lost = set(doubtful.values_list("pk", flat=True)[:LAST])
    shown = list(queries.to_messenger()[:LAST])
    # Older ones that still wait for a decision stand behind the newest.
    behind = [one for one in doubtful[:LAST] if one.pk not in {each.pk for each in shown}]
    return Outward(
        push_is_on=setting is not None and setting.is_on,
        devices=PushDevice.objects.count(),
        push_hosts=settings.PUSH_HOSTS,
        networks=settings.CALL_ALLOW,
        hook=queries.webhook(),
        last=[_try(one, is_lost=one.pk in lost) for one in shown + behind],
        doubtful=doubtful.count(),
    )


def _try(delivery: Delivery, *, is_lost: bool) -> Try:
    answer = delivery.explanation or str(delivery.why_params.get("answer", ""))
    if not answer and delivery.state == State.DUE:
        answer = _("Đang chờ gửi.")
    return Try(
        delivery,
        clock.in_story(delivery.changed_at),
        answer,
        key_of(delivery),
        is_lost or delivery.state in IN_DOUBT,
    )


@dataclass(frozen=True, slots=True)
class Devices:
    """The part of the page of choices: the office's public key, and the officer's devices."""

    public_key: str
    own: list[PushDevice]


def devices(officer: Officer) -> Devices:
    setting = queries.push_setting()
    return Devices(
        public_key=webpush.public_of(setting.key) if setting else "", own=list(queries.devices_of(officer))
    )
