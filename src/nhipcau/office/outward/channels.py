"""The two ways as channels of ``deliveries``: claimed, sent, refused or never answered as letters are; never twice."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from nhipcau.engines import webpush
from nhipcau.kernel import keys
from nhipcau.kernel.notifications import languages_of
from nhipcau.kernel.refusal import N_
from nhipcau.office.deliveries.channels import Channel, HandOver, channels
from nhipcau.office.deliveries.letters import link
from nhipcau.office.deliveries.models import Delivery
from nhipcau.office.deliveries.rules import Outcome, Why
from nhipcau.office.outward import calling, rules
from nhipcau.office.outward.models import PushDevice, PushSetting, Webhook
from nhipcau.office.outward.rules import PUSH_GOOD_FOR, WEBHOOK_GOOD_FOR

TEST_KIND = "office.webhook_test"
SOMETHING_TO_READ = N_("Bạn có thông báo mới trong Nhịp Cầu.")


def device_end(device: int) -> str:
    """A device as the end of a delivery; ``device_of`` reads it."""
    return f"device:{device}"


def device_of(delivery: Delivery) -> PushDevice | None:
    key = keys.key_of(delivery.receiver_key.removeprefix("device:"))
    return PushDevice.objects.select_related("officer").filter(pk=key or 0, officer__is_active=True).first()


def _no(why: Why) -> HandOver:
    """What is not sent any more: nobody is called."""
    return lambda: Outcome("refuse", why)


@contextmanager
def reach_device(delivery: Delivery) -> Iterator[HandOver]:
    """A push service, reached, with the message made ready for one device."""
    now = timezone.now()
    setting = PushSetting.objects.filter(is_on=True).first()
    device = device_of(delivery)
    if setting is None or device is None or not rules.serves_push(device.endpoint, settings.PUSH_HOSTS):
        yield _no(Why.CLOSED)
    elif rules.is_stale(delivery.due_at, now, PUSH_GOOD_FOR):
        yield _no(Why.STALE)
    else:
        body = webpush.encrypt(_wake_up(device), device.p256dh, device.auth)
        headers = _push_headers(setting, device, delivery, now)
        with calling.reached(device.endpoint) as call:
            yield lambda: _push(call, device, headers, body)


def _wake_up(device: PushDevice) -> bytes:
    """That there is something to read, and in which language to say so: nothing of what it is."""
    language = languages_of([device.officer_id]).get(device.officer_id, "vi")
    return json.dumps({"v": 1, "lang": language}).encode()


def _push_headers(
    setting: PushSetting, device: PushDevice, delivery: Delivery, now: datetime
) -> dict[str, str]:
    parts = urlsplit(device.endpoint)
    left = PUSH_GOOD_FOR - (now - delivery.due_at)
    return {
        "Authorization": webpush.signed(
            setting.key, audience=f"{parts.scheme}://{parts.netloc}", subject=_whom_to_ask(), now=now
        ),
        "Content-Type": "application/octet-stream",
        "Content-Encoding": "aes128gcm",
        "TTL": str(min(int(left.total_seconds()), int(PUSH_GOOD_FOR.total_seconds()))),
        "Urgency": "normal",
        "Topic": "nhipcau",  # several that wait for a device that sleeps are one
    }


def _whom_to_ask() -> str:
    """Whom a push service may write to about this sender (RFC 8292, 2.1)."""
    if settings.BASE_URL.startswith("https://"):
        return settings.BASE_URL
    return f"mailto:{settings.DEFAULT_FROM_EMAIL.rpartition('<')[2].rstrip('>')}"


def _push(call: calling.Call, device: PushDevice, headers: dict[str, str], body: bytes) -> Outcome:
    try:
        answer = call(headers, body)
    except calling.Lost as lost:
        return Outcome("lose", lost.why, str(lost))
    if rules.is_gone(answer):
        # As the browser gave it: one that has subscribed anew in the meantime has other keys.
        PushDevice.objects.filter(pk=device.pk, auth=device.auth).delete()
        return Outcome("refuse", Why.CLOSED, str(answer))
    return rules.outcome_of(answer)


@contextmanager
def reach_messenger(delivery: Delivery) -> Iterator[HandOver]:
    """The office's messenger, reached, with the message made ready."""
    now = timezone.now()
    hook = Webhook.objects.filter(is_on=True).first()
    if hook is None:
        yield _no(Why.CLOSED)
    elif rules.is_stale(delivery.due_at, now, WEBHOOK_GOOD_FOR):
        yield _no(Why.STALE)
    else:
        body = message_of(hook, delivery)
        with calling.reached(hook.url) as call:
            yield lambda: _tell(call, hook, delivery, body)


def message_of(hook: Webhook, delivery: Delivery) -> bytes:
    """The body for the messenger, in its language."""
    is_test = delivery.kind == TEST_KIND
    with translation.override(hook.language):
        says_all = (hook.says_title or is_test) and delivery.title
        title = delivery.title if says_all else gettext(SOMETHING_TO_READ)
        page = delivery.url if says_all else reverse("kernel:notices")
        return rules.body_of(
            key=key_of(delivery),
            kind=delivery.kind,
            title=" ".join(title.split()),
            link=link(page),
            language=hook.language,
            is_test=is_test,
        )


def key_of(delivery: Delivery) -> str:
    """The idempotency key: the same for every try of one delivery, another for every other."""
    return delivery.message_id.strip("<>")


def _tell(call: calling.Call, hook: Webhook, delivery: Delivery, body: bytes) -> Outcome:
    key, at = key_of(delivery), int(timezone.now().timestamp())
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "Idempotency-Key": key,
        "webhook-id": key,
        "webhook-timestamp": str(at),
        "webhook-signature": rules.signature(hook.secret, key=key, at=at, body=body),
    }
    try:
        return rules.outcome_of(call(headers, body))
    except calling.Lost as lost:
        return Outcome("lose", lost.why, str(lost))


PUSH = channels.register(Channel("push", N_("Thông báo trên thiết bị"), reach=reach_device, own_doubts=True))
WEBHOOK = channels.register(
    Channel("webhook", N_("Kênh nhắn tin của cơ quan"), reach=reach_messenger, own_doubts=True)
)
