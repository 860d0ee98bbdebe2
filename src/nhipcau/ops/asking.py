"""A backup between two nights, because an administrator asks for one: handed to the worker that makes the nightly ones."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from nhipcau.agencies.models import Officer
from nhipcau.kernel import audit
from nhipcau.kernel.jobs import job
from nhipcau.kernel.models import LogEntry
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.ops import nightly

ASKED = "backup.asked"
LONGEST = timedelta(hours=1)
"""After so long without an answer another one may be asked for: the worker was stopped."""


@transaction.atomic
def ask(*, by: Officer, now: datetime) -> None:
    """Have a backup made now.  Raises Refused where backups are turned off, or one is still being made."""
    if not settings.BACKUP_DIR:
        raise Refused(N_("Sao lưu đang tắt (NHIPCAU_BACKUP=0). Hãy bật lại trong cấu hình máy chủ."))
    since = under_way(now)
    if since is not None:
        raise Refused(
            N_("Đang sao lưu, bắt đầu lúc %(at)s. Xong thì bản mới hiện trên trang này."),
            at=f"{timezone.localtime(since):%H:%M}",
        )
    audit.record(ASKED, by=by)
    back_up_now.enqueue()


def under_way(now: datetime) -> datetime | None:
    """When the backup was asked for that is not done yet; None where none is."""
    told = LogEntry.objects.filter(action__in=(ASKED, "backup.checked", "backup.failed"))
    last = told.order_by("-at", "-pk").first()
    return last.at if last is not None and last.action == ASKED and now - last.at < LONGEST else None


@job()
def back_up_now() -> str:
    """What was asked for, made as the nightly one; returns its file's name, "" where there is none."""
    made = nightly.run(timezone.now())
    return made.name if made else ""
