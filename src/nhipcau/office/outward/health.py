"""A messenger that does not answer or says no, and push services that cannot be reached."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel.days import moment
from nhipcau.kernel.health import Check, Finding, Level, checks
from nhipcau.kernel.refusal import N_
from nhipcau.office.deliveries.models import DeliveryQuerySet
from nhipcau.office.outward import queries
from nhipcau.office.outward.channels import PUSH, WEBHOOK


def connect() -> None:
    checks.register(Check("office.outward", _("Kênh nhắn tin, thông báo trên thiết bị"), ways, 26))


def ways(now: datetime) -> Iterator[Finding]:
    """What waits and what is in doubt; nothing of a way that the office does not use."""
    hook = queries.webhook()
    if hook is not None and hook.is_on:
        yield from _messenger(now)
    if queries.push_is_on():
        yield from _devices(now)


def _messenger(now: datetime) -> Iterator[Finding]:
    url = reverse("office:outward")
    count, told = queries.doubtful(now).count(), False
    if count:
        told = True
        yield Finding(
            Level.WRONG,
            N_("%(count)s tin không tới được kênh nhắn tin hoặc chưa rõ kết quả."),
            {"count": count},
            N_("Xem kênh trả lời gì, sửa địa chỉ hoặc khóa, rồi gửi lại hoặc ghi là đã gửi."),
            url,
        )
    for waits, since in _waiting(queries.kept_waiting(WEBHOOK, now)):
        told = True
        yield Finding(
            Level.WRONG,
            N_("Kênh nhắn tin không trả lời: %(count)s tin chờ từ %(since)s."),
            {"count": waits, "since": since},
            N_(
                "Kiểm tra máy chủ nhắn tin và địa chỉ nhận; tin tự đi khi máy chủ trả lời, quá 3 ngày thì bỏ."
            ),
            url,
        )
    if not told:
        yield Finding(Level.FINE, N_("Kênh nhắn tin: không có tin nào chờ xử lý."))


def _devices(now: datetime) -> Iterator[Finding]:
    told = False
    for waits, since in _waiting(queries.kept_waiting(PUSH, now)):
        told = True
        yield Finding(
            Level.LOOK,
            N_("%(count)s thông báo trên thiết bị chưa gửi được từ %(since)s."),
            {"count": waits, "since": since},
            N_(
                "Kiểm tra đường ra Internet tới các nơi của NHIPCAU_PUSH_HOSTS; cán bộ vẫn đọc được trong phần mềm."
            ),
            reverse("office:outward"),
        )
    if not told:
        yield Finding(Level.FINE, N_("Thông báo trên thiết bị: không có gì chờ gửi."))


def _waiting(kept: DeliveryQuerySet) -> Iterator[tuple[int, str]]:
    """How many wait, and since when; nothing where none do."""
    first = kept.first()
    if first is not None:
        yield kept.count(), moment(first.due_at)
