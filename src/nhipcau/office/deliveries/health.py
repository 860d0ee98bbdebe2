"""Letters that a person must look at, and a server of letters that stays away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel.days import moment
from nhipcau.kernel.health import Check, Finding, Level, checks
from nhipcau.kernel.refusal import N_
from nhipcau.office.deliveries import doubts
from nhipcau.office.deliveries.models import Delivery


def connect() -> None:
    checks.register(Check("office.letters", _("Thư điện tử"), letters, 25))


def letters(now: datetime) -> Iterator[Finding]:
    """What waits for a decision, and what waits for the server."""
    url = reverse("office:doubts")
    count = Delivery.objects.in_doubt(now).count()
    if count:
        yield Finding(
            Level.WRONG,
            N_("%(count)s thư chưa rõ kết quả gửi."),
            {"count": count},
            N_("Hỏi nơi nhận, rồi ghi là đã tới hoặc gửi lại."),
            url,
        )
    waiting = doubts.kept_waiting(now)
    first = waiting.first()
    if first is not None:
        yield Finding(
            Level.WRONG,
            N_("%(count)s thư chờ máy chủ thư từ %(since)s."),
            {"count": waiting.count(), "since": moment(first.due_at)},
            N_("Kiểm tra máy chủ thư và NHIPCAU_EMAIL_URL; thư tự đi khi máy chủ trả lời."),
            url,
        )
    if not count and first is None:
        yield Finding(Level.FINE, N_("Không có thư nào chờ xử lý."))
