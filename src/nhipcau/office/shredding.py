"""How long the office keeps what is personal in signed versions (``kernel.retention``)."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from nhipcau.kernel import retention
from nhipcau.kernel.refusal import N_
from nhipcau.kernel.retention import Personal, official
from nhipcau.office.deliveries.models import Delivery
from nhipcau.office.deliveries.rules import FORGOTTEN_KEY, UNSETTLED
from nhipcau.office.outward.models import PushDevice
from nhipcau.office.signing.actions.shredding import shred
from nhipcau.office.signing.models import VersionPrivate


def connect() -> None:
    """Say until when, once when the app starts."""
    retention.PERSONAL.register(
        Personal(
            model="office.VersionPrivate",
            fields=("data",),
            period="versions",
            until=N_(
                "Đến ngày mà loại văn bản quy định cho phần riêng của bản ký. Bản ký và dấu vẫn nguyên."
            ),
            due=_parts_kept_until,
            shred=shred,
        )
    )
    retention.PERSONAL.register(
        Personal(
            model="office.Delivery",
            fields=("address", "receiver_key"),
            period="letters",
            until=N_("Sau khi thư đã gửi, đã xác nhận, không gửi được hay đã thu hồi."),
            due=_letters_settled_before,
            shred=_forget_addresses,
        )
    )
    retention.PERSONAL.register(
        Personal(
            model="office.PushDevice",
            fields=("endpoint", "p256dh", "auth", "label"),
            period="sessions",
            until=N_(
                "Khi chủ thiết bị gỡ, trình duyệt bỏ đăng ký, hoặc tài khoản bị khóa; cả dòng được xóa."
            ),
            due=_devices_of_closed_accounts,
            shred=retention.delete,
        )
    )
    official(
        "office.Delivery.name", because=N_("Văn bản gửi tới cơ quan, chức danh nào là thông tin công vụ.")
    )
    official(
        "office.Step.officer_name",
        "office.Issue.signer_name",
        "office.Issue.signer_post",
        because=N_("Ai ký, ai kiểm tra đứng tên trên văn bản."),
    )
    official(
        "office.KeyFile.name",
        "office.TrustedIssuer.name",
        because=N_("Tên trên chứng thư số: ai, cơ quan nào ký và nơi nào cấp, ai nhận văn bản cũng thấy."),
    )
    official("office.Direction.made_name", because=N_("Tên của nhiệm vụ được giao."))
    official("office.Step.name", because=N_("Tên của bước ký, không phải của người."))
    official(
        "office.IssueFile.name", because=N_("Tên của bản thể hiện (ảnh, lời đọc), không phải của người.")
    )


def _letters_settled_before(moment: datetime) -> QuerySet:
    settled = Delivery.objects.exclude(state__in=UNSETTLED)
    return settled.filter(changed_at__lt=moment).exclude(address="")


def _forget_addresses(letters: QuerySet, now: datetime) -> int:
    """The address goes, also where it is the receiver's key; each key stays one of its own."""
    keys = list(letters.values_list("pk", flat=True))
    by_address = Delivery.objects.filter(pk__in=keys, receiver_key__startswith="address:")
    for pk in by_address.values_list("pk", flat=True):
        Delivery.objects.filter(pk=pk).update(receiver_key=f"{FORGOTTEN_KEY}{pk}")
    return Delivery.objects.filter(pk__in=keys).update(address="")


def _devices_of_closed_accounts(moment: datetime) -> QuerySet:
    return PushDevice.objects.filter(officer__is_active=False)


def _parts_kept_until(moment: datetime) -> QuerySet:
    return VersionPrivate.objects.filter(shredded_at=None, keep_until__lt=timezone.localdate(moment))
