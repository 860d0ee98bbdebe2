"""What the kernel itself brings to its joints, said once when the app starts."""

from __future__ import annotations

from datetime import datetime

from django.contrib.sessions.models import Session
from django.db.models import PROTECT, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel import (
    ailments,
    audit,
    files,
    finding,
    frozen,
    handbook,
    helped,
    lists,
    navigation,
    notice_listing,
    proving,
    retention,
)
from nhipcau.kernel.access import SIGNED_IN
from nhipcau.kernel.models import LogPersonal, Notice, Unsent
from nhipcau.kernel.navigation import Entry
from nhipcau.kernel.refusal import N_
from nhipcau.kernel.retention import Personal, official

FORGOTTEN = "—"


def connect() -> None:
    """Name the kernel's own deed, its proofs; say how long the kernel keeps what is personal."""
    proving.connect()
    ailments.connect()
    handbook.helps.register(helped.HELP)
    handbook.helps.register(helped.SIGNING_IN)
    finding.seekers.register(
        finding.Seeker(
            name="handbook", label=N_("Sổ tay sử dụng"), permission=SIGNED_IN, find=handbook.hits, order=90
        )
    )
    frozen.guards.register(files.guard)
    lists.listings.register(notice_listing.NOTICES)
    navigation.own.register(Entry("kernel.unsent", _("Nội dung chưa gửi"), "kernel:unsent", order=30))
    audit.name_actions(
        {
            "kernel.shredded": _("hủy dữ liệu cá nhân hết hạn giữ"),
            "kernel.undone": _("hoàn tác"),
        }
    )
    audit.name_actions(
        {"kernel.downloaded": _("tải tệp về"), "kernel.exported": _("xuất danh sách ra tệp")},
        are_passing=True,
    )
    audit.name_fields({"file": _("tệp"), "rows": _("số dòng")})
    retention.PERSONAL.register(
        Personal(
            model="kernel.LogPersonal",
            fields=("data",),
            period="log_personal",
            until=N_("Sau ngày ghi nhật ký. Dòng nhật ký ở lại, chuỗi kiểm tra vẫn nguyên."),
            due=_parts_of_entries_before,
            shred=_shred_parts,
        )
    )
    retention.PERSONAL.register(
        Personal(
            model="kernel.Notice",
            fields=("title", "text", "said", "address"),
            period="notices",
            until=N_("Sau ngày báo. Thông báo được xóa; còn lượt gửi nhắc tới thì chỉ mất lời và địa chỉ."),
            due=_notices_before,
            shred=_forget_notices,
        )
    )
    retention.PERSONAL.register(
        Personal(
            model="kernel.Unsent",
            fields=("words", "files"),
            period="unsent",
            until=N_(
                "Khi biểu mẫu đã gửi, người viết bỏ đi, hoặc hết hạn kể từ lần viết cuối; cả dòng được xóa."
            ),
            due=_unsent_before,
            shred=retention.delete,
        )
    )
    retention.PERSONAL.register(
        Personal(
            model="sessions.Session",
            fields=("session_data",),
            period="sessions",
            until=N_("Khi phiên làm việc hết hạn; cả phiên được xóa."),
            due=_sessions_before,
            shred=retention.delete,
        )
    )
    official(
        "kernel.LogEntry.by_name",
        "kernel.LogEntry.record_name",
        because=N_("Nhật ký phải nói ai đã làm gì khi thi hành công vụ."),
    )
    official(
        "kernel.StoredFile.declared_by",
        because=N_("Ai cam đoan tệp không có bí mật nhà nước đứng tên mãi cạnh tệp."),
    )
    official("kernel.StoredFile.name", because=N_("Tên tệp của hồ sơ công việc."))
    official(
        "auth.Permission.name",
        "auth.Group.name",
        "django_tasks_database.DBTaskResult.queue_name",
        "django_tasks_database.DBTaskResult.backend_name",
        "socialaccount.SocialApp.name",
        because=N_("Tên của máy, không phải của người."),
    )


def _parts_of_entries_before(moment: datetime) -> QuerySet:
    return LogPersonal.objects.filter(shredded_at=None, entry__at__lt=moment)


def _shred_parts(parts: QuerySet, now: datetime) -> int:
    return parts.update(data=None, salt="", shredded_at=now)


def _notices_before(moment: datetime) -> QuerySet:
    return Notice.objects.filter(created_at__lt=moment).exclude(title=FORGOTTEN)


def _forget_notices(notices: QuerySet, now: datetime) -> int:
    """Delete them; of those that a delivery still names, only the words and the address go."""
    keys = list(notices.values_list("pk", flat=True))
    held = Q()
    for relation in Notice._meta.related_objects:
        if relation.on_delete is PROTECT:
            held |= Q(pk__in=relation.related_model._base_manager.values(relation.field.attname))
    kept = list(Notice.objects.filter(held, pk__in=keys).values_list("pk", flat=True)) if held else []
    Notice.objects.filter(pk__in=set(keys) - set(kept)).delete()
    Notice.objects.filter(pk__in=kept).update(title=FORGOTTEN, text="", said={})
    for notice in Notice.objects.filter(pk__in=kept).exclude(address=""):
        Notice.objects.filter(pk=notice.pk).update(address=f"{notice.pk}@da-huy.invalid")  # one a notice
    return len(keys)


def _unsent_before(moment: datetime) -> QuerySet:
    return Unsent.objects.filter(at__lt=moment)


def _sessions_before(moment: datetime) -> QuerySet:
    return Session.objects.filter(expire_date__lt=moment)
