"""What the kernel itself looks at for the page of the system's health: workers, queues, disk, database, clock, settings."""

from __future__ import annotations

import platform
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib.metadata import PackageNotFoundError, version

from django.conf import settings
from django.core.checks import run_checks
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count, Max, Min, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel.days import moment
from nhipcau.kernel.health import Check, Finding, Level, checks
from nhipcau.kernel.jobs import State, kept, waiting
from nhipcau.kernel.models import LogEntry, StoredFile, WorkerBeat
from nhipcau.kernel.refusal import N_
from nhipcau.kernel.workers import SILENT_AFTER

WAITS_LONG = timedelta(minutes=20)
FAILED_WITHIN = timedelta(days=7)
CLOCKS_APART = timedelta(seconds=60)
_GB = 1024**3
LITTLE_ROOM, NO_ROOM = 0.15, 0.05  # of the disk
LEAST_ROOM = 2 * _GB

RESTART = N_(
    "Khởi động lại dịch vụ (systemctl restart nhipcau, hoặc script/up), rồi xem nhật ký dịch vụ nếu vẫn vậy."
)


def connect() -> None:
    checks.register(Check("kernel.workers", _("Tiến trình việc nền"), workers, 10))
    checks.register(Check("kernel.queues", _("Hàng đợi việc nền"), queues, 20))
    checks.register(Check("kernel.disk", _("Ổ đĩa"), disk, 30))
    checks.register(Check("kernel.clock", _("Đồng hồ"), clocks, 60))
    checks.register(Check("kernel.settings", _("Cấu hình"), configuration, 70, is_slow=True))
    checks.register(Check("kernel.database", _("Cơ sở dữ liệu"), database, 80, is_slow=True))
    checks.register(Check("kernel.version", _("Phiên bản"), versions, 90))


def size(count: float) -> str:
    """Bytes in words: "1,4 GB", "312 MB"."""
    if count >= _GB:
        return f"{count / _GB:.1f} GB".replace(".", ",")
    return f"{max(1, round(count / 1024**2))} MB" if count else "0 MB"


def workers(now: datetime) -> Iterator[Finding]:
    """Whether somebody does the work in the background."""
    seen = list(WorkerBeat.objects.values_list("seen_at", flat=True))
    alive = [at for at in seen if now - at <= SILENT_AFTER]
    if alive:
        yield Finding(
            Level.FINE,
            N_("%(count)s tiến trình đang chạy, nhịp cuối lúc %(last)s."),
            {"count": len(alive), "last": moment(max(alive))},
        )
    elif seen:
        yield Finding(
            Level.WRONG,
            N_("Không tiến trình nào đang chạy; nhịp cuối lúc %(last)s. Thư, điểm báo, sao lưu đều dừng."),
            {"last": moment(max(seen))},
            RESTART,
        )
    else:
        yield Finding(
            Level.WRONG,
            N_("Không tiến trình nào đang chạy. Thư, điểm báo, sao lưu đều dừng."),
            advice=RESTART,
        )


def queues(now: datetime) -> Iterator[Finding]:
    """What waits, since when, and what failed lately."""
    by_queue = list(
        waiting(now)
        .values("queue_name")
        .annotate(count=Count("pk"), oldest=Min("since"))
        .order_by("queue_name")
    )
    late = [one for one in by_queue if now - one["oldest"] > WAITS_LONG]
    for one in late:
        yield Finding(
            Level.WRONG,
            N_("Hàng đợi “%(queue)s”: %(count)s việc đang chờ, việc cũ nhất từ %(oldest)s."),
            {"queue": one["queue_name"], "count": one["count"], "oldest": moment(one["oldest"])},
            N_("Tăng NHIPCAU_TASK_WORKERS nếu lúc nào cũng vậy; nếu không, khởi động lại dịch vụ."),
        )
    if not late:
        yield Finding(
            Level.FINE, N_("%(count)s việc đang chờ."), {"count": sum(one["count"] for one in by_queue)}
        )
    failed = Counter(
        kept()
        .filter(status=State.FAILED, finished_at__gt=now - FAILED_WITHIN)
        .values_list("task_path", flat=True)
    )
    if failed:
        named = ", ".join(
            f"{path.removeprefix('nhipcau.')} ({count})" for path, count in failed.most_common(3)
        )
        yield Finding(
            Level.LOOK,
            N_("%(count)s việc hỏng trong 7 ngày qua: %(named)s."),
            {"count": sum(failed.values()), "named": named},
            N_("Tìm tên việc trong nhật ký dịch vụ (journalctl -u nhipcau) và gửi nơi hỗ trợ các dòng ấy."),
        )


def disk(now: datetime) -> Iterator[Finding]:
    """Room where the data lies."""
    used = shutil.disk_usage(settings.VAR_DIR)
    share = used.free / used.total if used.total else 0.0
    if share < NO_ROOM or used.free < LEAST_ROOM:
        level = Level.WRONG
    else:
        level = Level.LOOK if share < LITTLE_ROOM else Level.FINE
    yield Finding(
        level,
        N_("Còn trống %(free)s trên %(total)s (%(share)s%%) ở %(folder)s."),
        {
            "free": size(used.free), "total": size(used.total), "share": round(share * 100),
            "folder": settings.VAR_DIR,
        },
        "" if level is Level.FINE else N_("Chuyển bản sao lưu cũ sang máy khác, hoặc mở rộng ổ đĩa."),
    )  # fmt: skip


def clocks(now: datetime) -> Iterator[Finding]:
    """This machine's clock against the database's, against what workers and the log said last."""
    apart = timedelta()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            apart = abs(cursor.fetchone()[0] - timezone.now())
    latest = max(
        filter(
            None,
            (
                WorkerBeat.objects.aggregate(last=Max("seen_at"))["last"],
                LogEntry.objects.aggregate(last=Max("at"))["last"],
            ),
        ),
        default=now,
    )
    details = {
        "now": moment(now),
        "zone": settings.TIME_ZONE,
        "latest": moment(latest),
        "apart": int(apart.total_seconds()),
    }
    advice = N_("Bật đồng bộ giờ (timedatectl set-ntp true) trên máy chủ web, việc nền và cơ sở dữ liệu.")
    if apart > CLOCKS_APART:
        yield Finding(
            Level.WRONG, N_("Đồng hồ máy này và máy cơ sở dữ liệu lệch nhau %(apart)s giây."), details, advice
        )
    elif latest - now > CLOCKS_APART:
        yield Finding(
            Level.WRONG,
            N_(
                "Đồng hồ chỉ %(now)s, mà hệ thống đã ghi việc lúc %(latest)s: đồng hồ đang chậm, hoặc từng chạy nhanh."
            ),
            details,
            advice,
        )
    else:
        yield Finding(Level.FINE, N_("%(now)s, múi giờ %(zone)s."), details)


def configuration(now: datetime) -> Iterator[Finding]:
    """What ``check --deploy`` says about this installation's own settings."""
    found = [
        one
        for one in run_checks(tags=["security"], include_deployment_checks=True)
        if (one.id or "").startswith("nhipcau.")
    ]
    for one in found:
        yield Finding(
            Level.WRONG if one.is_serious() else Level.LOOK,
            "%(said)s",
            {"said": str(one.msg), "hint": str(one.hint or "")},
            "%(hint)s",
        )
    if not found:
        yield Finding(
            Level.FINE,
            N_("Không có gì phải sửa.")
            if settings.PRODUCTION
            else N_("Đang chạy thử trên máy này, chưa phải chạy thật."),
        )


def database(now: datetime) -> Iterator[Finding]:
    """How large it is, and whether it has the tables of this version."""
    executor = MigrationExecutor(connection)
    behind = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if behind:
        yield Finding(
            Level.WRONG,
            N_("Cơ sở dữ liệu thiếu %(count)s bước nâng cấp của phiên bản này."),
            {"count": behind},
            N_("Chạy nhipcau prepare, rồi khởi động lại dịch vụ."),
        )
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database()), current_setting('server_version')")
            taken, server = cursor.fetchone()
            server = f"PostgreSQL {server.split()[0]}"
        else:
            cursor.execute(
                "SELECT page_count * page_size, sqlite_version() FROM pragma_page_count(), pragma_page_size()"
            )
            taken, server = cursor.fetchone()
            server = f"SQLite {server}"
    files = StoredFile.objects.aggregate(sum=Sum("size"), count=Count("pk"))
    yield Finding(
        Level.FINE,
        N_("%(server)s, %(size)s; %(count)s tệp trong kho, %(files)s."),
        {"server": server, "size": size(taken), "count": files["count"], "files": size(files["sum"] or 0)},
    )


def versions(now: datetime) -> Iterator[Finding]:
    """Of this program and of what runs it."""
    try:
        own = version("nhipcau")
    except PackageNotFoundError:
        own = "?"
    yield Finding(
        Level.FINE,
        N_("Nhịp Cầu %(own)s, Python %(python)s, Django %(django)s."),
        {"own": own, "python": platform.python_version(), "django": version("django")},
    )
