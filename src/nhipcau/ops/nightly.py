"""The nightly backup: made, read again whole, the older ones thinned out; what fails is told to the administrator."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nhipcau.agencies.queries import who_may
from nhipcau.kernel import audit
from nhipcau.kernel.ailments import size
from nhipcau.kernel.days import moment
from nhipcau.kernel.health import Check, Finding, Level, checks
from nhipcau.kernel.models import Installation, LogEntry
from nhipcau.kernel.notifications import notify
from nhipcau.kernel.refusal import N_
from nhipcau.kernel.sentences import Sentence
from nhipcau.ops import archive, backup, keeping
from nhipcau.ops.archive import BackupRefused, Origin
from nhipcau.ops.permissions import SEE_HEALTH

logger = logging.getLogger(__name__)
FAILED = "ops.backup_failed"
SENTENCES = {
    "ops.backup_failed": N_("Sao lưu tự động bị hỏng"),
    "ops.backup_failed.why": "%(why)s",  # nothing in it to translate
}
TOO_OLD = timedelta(hours=36)
_NAME = re.compile(r"nhipcau-(\d{4}-\d{2}-\d{2}-\d{4})\.tar")
_TIME = "%Y-%m-%d-%H%M"
_ADVICE = N_("Xem thư mục sao lưu còn chỗ và ghi được không, rồi chạy thử: nhipcau backup TỆP.tar")


def run(now: datetime) -> Path | None:
    """Make tonight's backup; None where it failed, or where backups by the clock are turned off."""
    if not settings.BACKUP_DIR or not Installation.objects.exists():
        return None
    folder = Path(settings.BACKUP_DIR)
    target = folder / f"nhipcau-{timezone.localtime(now):{_TIME}}.tar"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not target.exists():  # the job runs again after a crash: what was made is read once more
            backup.backup(target)
        check(target)
    except (BackupRefused, OSError, DatabaseError) as fault:
        logger.warning("the nightly backup failed", exc_info=True)
        tell_of_failure(str(fault) or type(fault).__name__, now)
        return None
    thin_out(folder)
    return target


@dataclass(frozen=True, slots=True)
class Copy:
    """A backup in its folder.  at: the office's clock as its name tells it; size: in words."""

    name: str
    at: datetime
    size: str


def copies(most: int) -> list[Copy]:
    """The newest backups in the folder, whole ones; none where it cannot be read."""
    found = []
    with suppress(OSError):
        for path in Path(settings.BACKUP_DIR or "").iterdir() if settings.BACKUP_DIR else ():
            told = _NAME.fullmatch(path.name)
            if told and path.is_file():
                with suppress(ValueError):
                    at = timezone.make_aware(datetime.strptime(told[1], _TIME))  # noqa: DTZ007 - made aware here
                    found.append(Copy(path.name, at, size(path.stat().st_size)))
    return sorted(found, key=lambda one: one.name, reverse=True)[:most]


def check(target: Path) -> None:
    """Read an archive whole and say in the log that it holds.  Raises BackupRefused where it does not."""
    head = archive.check(target, archive.key_at(settings.BACKUP_KEY, make=False))
    if head.origin is not Origin.OWN:
        raise BackupRefused(f"“{target}” không mang niêm phong của cơ quan.")
    audit.record("backup.checked", by=None, data={"file": target.name, "size": target.stat().st_size})


def thin_out(folder: Path) -> int:
    """Remove what the rule does not keep; files of other names are not ours.  Returns how many."""
    found = {}
    for path in folder.iterdir():
        told = _NAME.fullmatch(path.name)
        if told and path.is_file():
            with suppress(ValueError):
                found[datetime.strptime(told[1], _TIME)] = path  # noqa: DTZ007 - the office's own time, as it was
    stale = set(found) - keeping.kept(found)
    for at in stale:
        found[at].unlink(missing_ok=True)
    return len(stale)


def tell_of_failure(why: str, now: datetime) -> None:
    """Write it down and tell whoever sees the system's health, once a day."""
    audit.record("backup.failed", by=None, data={"why": why[:500]})
    notify(
        recipients=who_may(SEE_HEALTH),
        kind=FAILED,
        once=f"{FAILED}:{timezone.localdate(now).isoformat()}",
        title=Sentence("ops.backup_failed"),
        text=Sentence("ops.backup_failed.why", {"why": why[:500]}),
        url=reverse("ops:health"),
    )


def connect() -> None:
    checks.register(Check("ops.backup", _("Sao lưu"), last_backup, 15))


def _is_there(folder: Path, name: str) -> bool:
    with suppress(OSError):
        return bool(name) and (folder / name).is_file()
    return False


def last_backup(now: datetime) -> Iterator[Finding]:
    """The newest backup that was read again whole, and what has gone wrong since."""
    told = LogEntry.objects.filter(action__in=("backup.made", "backup.checked", "backup.failed"))
    newest = {
        action: told.filter(action=action).order_by("-at", "-pk").first()
        for action in ("backup.checked", "backup.failed", "backup.made")
    }
    good, failed, made = newest["backup.checked"], newest["backup.failed"], newest["backup.made"]
    if failed is not None and (good is None or failed.at > good.at):
        yield Finding(
            Level.WRONG,
            N_("Sao lưu lúc %(at)s bị hỏng: %(why)s"),
            {"at": moment(failed.at), "why": failed.data.get("why", "")},
            _ADVICE,
        )
    if good is not None:
        old = now - good.at > TOO_OLD
        folder = settings.BACKUP_DIR
        if folder and not _is_there(Path(folder), good.data.get("file", "")):
            yield Finding(
                Level.LOOK,
                N_("Bản sao lưu gần nhất (%(file)s) không còn trong thư mục %(folder)s."),
                {"file": good.data.get("file", ""), "folder": str(folder)},
                N_("Hãy xem ổ đĩa ấy có được gắn không; nếu bản ấy đã mất, hãy sao lưu ngay."),
            )
        yield Finding(
            Level.WRONG if old else Level.FINE,
            N_("Bản sao lưu gần nhất đã kiểm tra: %(file)s, %(size)s, lúc %(at)s."),
            {
                "file": good.data.get("file", ""),
                "size": size(good.data.get("size", 0)),
                "at": moment(good.at),
            },
            _ADVICE if old else "",
        )
    elif made is not None:
        yield Finding(
            Level.LOOK,
            N_("Bản sao lưu gần nhất lúc %(at)s do người làm; chưa có bản tự động nào."),
            {"at": moment(made.at)},
            N_("Chờ đến 02:30; nếu sáng mai vẫn vậy thì xem tiến trình việc nền có chạy không."),
        )
    elif settings.BACKUP_DIR:
        yield Finding(
            Level.LOOK,
            N_("Chưa có bản sao lưu nào."),
            advice=N_("Bản đầu tiên tự làm lúc 02:30. Muốn có ngay thì bấm Sao lưu ngay ở trang Hệ thống."),
        )
    if not settings.BACKUP_DIR:
        yield Finding(
            Level.LOOK,
            N_("Sao lưu tự động đang tắt (NHIPCAU_BACKUP=0)."),
            advice=N_("Bật lại, hoặc chắc rằng nơi khác sao lưu hằng đêm."),
        )
