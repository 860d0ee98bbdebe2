"""Turning the ways on and off, devices that come and go, and passing notices on to them.  Every write stands here."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Exists
from django.utils import timezone

from nhipcau.agencies.models import Officer
from nhipcau.engines import webpush
from nhipcau.kernel import audit, rows
from nhipcau.kernel.jobs import job
from nhipcau.kernel.models import Notice
from nhipcau.kernel.notifications import Told, written
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.sentences import Sentence
from nhipcau.office.deliveries.actions import deliver, settle
from nhipcau.office.deliveries.models import Delivery
from nhipcau.office.deliveries.rules import Receiver
from nhipcau.office.outward import calling, rules
from nhipcau.office.outward.channels import PUSH, TEST_KIND, WEBHOOK, device_end
from nhipcau.office.outward.models import PushDevice, PushSetting, Webhook
from nhipcau.office.outward.rules import MOST_DEVICES

SENTENCES = {TEST_KIND: N_("Tin thử từ Nhịp Cầu")}


@transaction.atomic
def turn_push(*, on: bool, by: Officer) -> PushSetting:
    """Let officers be told on their own devices, or no more; the key is made once and stays.

    Turned off, devices stay known and are told nothing.
    """
    setting, _ = PushSetting.objects.select_for_update().get_or_create(
        pk=1, defaults={"key": webpush.new_key()}
    )
    if setting.is_on != on:
        setting.is_on = on
        setting.save(update_fields=["is_on"])
        audit.record("office.push_turned", target=setting, by=by, data={"is_on": on})
    return setting


@transaction.atomic
def add_device(*, by: Officer, endpoint: str, p256dh: str, auth: str, label: str = "") -> PushDevice:
    """Tell an officer on this browser from now on; the same browser again changes nothing.

    A browser is told for one account: whoever adds it last has it.  Raises Refused where the office does not allow it,
    and for what no known push service and no browser gives.
    """
    if not PushSetting.objects.filter(is_on=True).exists():
        raise Refused(N_("Cơ quan chưa cho phép báo trên thiết bị. Hãy nhờ quản trị viên bật trước."))
    endpoint = endpoint.strip()
    if len(endpoint) > rules.LONGEST_ADDRESS:
        raise Refused(N_("Địa chỉ mà trình duyệt đưa ra dài quá nên không dùng được."))
    rules.check_address(endpoint, has_inside=False)
    if not rules.serves_push(endpoint, settings.PUSH_HOSTS):
        raise Refused(
            N_(
                "Trình duyệt này nhận qua %(host)s, là nơi cơ quan chưa cho phép. Hãy nhờ quản trị viên xem NHIPCAU_PUSH_HOSTS."
            ),
            host=urlsplit(endpoint).hostname or "",
        )
    try:
        webpush.check_keys(p256dh, auth)
    except webpush.BadKeys:
        raise Refused(N_("Trình duyệt đưa ra khóa không đúng. Hãy tải lại trang rồi bật lại.")) from None
    known = PushDevice.objects.select_for_update().filter(endpoint=endpoint).first()
    if known is not None and (known.officer_id, known.p256dh, known.auth) == (by.pk, p256dh, auth):
        return known
    if known is not None:
        known.delete()
    if PushDevice.objects.filter(officer=by).count() >= MOST_DEVICES:
        raise Refused(
            N_("Bạn đã có %(most)s thiết bị. Hãy gỡ bớt thiết bị không dùng nữa."), most=MOST_DEVICES
        )
    made, is_new = PushDevice.objects.get_or_create(
        endpoint=endpoint, defaults={"officer": by, "p256dh": p256dh, "auth": auth, "label": label[:60]}
    )
    if not is_new:  # the same click twice, at once
        return made
    audit.record("office.push_device_added", target=made, by=by, data={"device": str(made)})
    return made


@transaction.atomic
def remove_device(*, device: PushDevice, by: Officer) -> None:
    """Tell nothing to a device any more."""
    audit.record("office.push_device_removed", target=device, by=by, data={"device": str(device)})
    rows.removed(device)


@transaction.atomic
def set_webhook(
    *, url: str, kinds: Collection[str], language: str, says_title: bool, is_on: bool, by: Officer
) -> str:
    """Keep the office's messenger; returns its secret where one was made, "" otherwise: it is shown once.

    Raises Refused for an address that cannot be called.  Another host means another secret: the old one may be known
    to whoever keeps the old host.
    """
    url = url.strip()
    rules.check_address(url, has_inside=bool(settings.CALL_ALLOW))
    held = Webhook.objects.select_for_update().filter(pk=1).first()
    hook = held or Webhook(url=url)
    before = _shown(held) if held else {}
    is_other = held is None or urlsplit(held.url).netloc != urlsplit(url).netloc
    secret = rules.new_secret(secrets.token_bytes(32)) if is_other else ""
    hook.url, hook.kinds, hook.language = url, sorted(kinds), language
    hook.says_title, hook.is_on, hook.secret = says_title, is_on, secret or hook.secret
    hook.save()
    after = _shown(hook)
    if before != after:
        audit.record("office.webhook_set", target=hook, by=by, before=before, after=after)
    return secret


def _shown(hook: Webhook) -> dict[str, Any]:
    """What the log tells of a messenger: its host, never its secret nor the path, which often holds one."""
    parts = urlsplit(hook.url)
    return {
        "messenger": f"{parts.scheme}://{parts.netloc}",
        "notice_kinds": list(hook.kinds),
        "language": hook.language,
        "says_title": hook.says_title,
        "is_on": hook.is_on,
    }


@transaction.atomic
def renew_secret(*, by: Officer) -> str:
    """A new secret in the place of the old, which holds no more.  Raises Refused where there is no messenger."""
    hook = _held_webhook()
    hook.secret = rules.new_secret(secrets.token_bytes(32))
    hook.save(update_fields=["secret"])
    audit.record("office.webhook_secret", target=hook, by=by)
    return hook.secret


def _held_webhook() -> Webhook:
    hook = Webhook.objects.select_for_update().filter(pk=1).first()
    if hook is None:
        raise Refused(N_("Chưa có kênh nhắn tin nào. Hãy lưu địa chỉ trước."))
    return hook


@transaction.atomic
def send_test(*, by: Officer) -> Delivery:
    """Send the messenger a test, at once and by the way of everything else.  Raises Refused where it is off."""
    hook = _held_webhook()
    if not hook.is_on:
        raise Refused(N_("Kênh nhắn tin đang tắt. Hãy bật rồi thử lại."))
    calling.forget_rest()
    notice = Notice.objects.create(
        recipient=None,
        kind=TEST_KIND,
        once=f"{TEST_KIND}:{secrets.token_hex(8)}",
        url="/",
        read_at=timezone.now(),
        **written(Sentence(TEST_KIND)),
    )
    audit.record("office.webhook_tested", target=hook, by=by)
    return _to_messenger(hook, notice, by)[0]


def _to_messenger(hook: Webhook, notice: Notice, by: Officer | None = None) -> list[Delivery]:
    name = urlsplit(hook.url).hostname or hook.url
    return deliver(notice=notice, to=[Receiver(name, end=WEBHOOK.name)], channel=WEBHOOK, by=by)


def settle_webhook(*, delivery: Delivery, arrived: bool, by: Officer) -> Delivery:
    """What an administrator decides about a message of which nobody knows, or which was refused."""
    calling.forget_rest()
    return settle(delivery=delivery, arrived=arrived, by=by)


def reaches(officers: Collection[int]) -> set[int]:
    """Of some officers those with a device, where the office allows push: one query."""
    if not officers:
        return set()
    allowed = Exists(PushSetting.objects.filter(is_on=True))
    found = PushDevice.objects.filter(allowed, officer__in=officers)
    return set(found.values_list("officer_id", flat=True))


def pass_on(told: Told) -> None:
    """Let a worker pass on what officers were just told: in the same transaction, after the act cannot be taken back."""
    hook = Webhook.objects.filter(is_on=True).values_list("kinds", flat=True).first()
    if told.to_devices or (hook and told.kind in hook):
        carry.using(run_after=told.held_until).enqueue(kind=told.kind, once=told.once)


@job(queue="mail")
def carry(kind: str, once: str) -> int:
    """Write down what goes to devices and messenger of what was told under one word; returns how many ways."""
    return carry_on(kind=kind, once=once)


@transaction.atomic
def carry_on(*, kind: str, once: str) -> int:
    """As ``carry``; doing it twice writes nothing twice.  What was taken back in the meantime is not there any more."""
    notices = list(
        Notice.objects.select_for_update(of=("self",))
        .filter(kind=kind, once=once)
        .exclude(recipient=None)
        .let_go()
        .order_by("pk")
    )
    made = 0
    wanted = [notice for notice in notices if notice.push_wanted]
    if wanted and PushSetting.objects.filter(is_on=True).exists():
        devices: dict[int, list[PushDevice]] = {}
        for device in PushDevice.objects.filter(
            officer__in=[notice.recipient_id for notice in wanted], officer__is_active=True
        ):
            devices.setdefault(device.officer_id, []).append(device)
        for notice in wanted:
            ends = [
                Receiver(str(device), officer=device.officer_id, end=device_end(device.pk))
                for device in devices.get(notice.recipient_id or 0, [])
            ]
            made += len(deliver(notice=notice, to=ends, channel=PUSH, by=None))
    Notice.objects.filter(pk__in=[notice.pk for notice in wanted]).update(push_wanted=False)
    hook = Webhook.objects.filter(is_on=True).first()
    if notices and hook is not None and kind in hook.kinds:
        made += len(_to_messenger(hook, _one_for_all(notices[0])))
    return made


def _one_for_all(told: Notice) -> Notice:
    """What several officers were told, as one thing for the messenger."""
    values = {
        "kind": told.kind,
        "title": told.title,
        "said": {part: words for part, words in told.said.items() if part == "title"},
        "url": told.url,
        "read_at": timezone.now(),
    }
    kept, _ = Notice.objects.get_or_create(
        recipient=None, address="", once=rules.once_of(told.once), defaults=values
    )
    return kept
