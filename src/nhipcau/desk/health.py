"""What an administrator must know of the log: whether its chain still holds.

The page says what the weekly round found; the doctor reads the whole chain again.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel import chain, clock
from nhipcau.kernel.health import Check, Finding, Level, checks
from nhipcau.kernel.models import Notice, ScheduledRun
from nhipcau.kernel.refusal import N_

LOG_ROUND = "desk.log_check"  # the weekly job
LOG_BROKEN = "desk.log_broken"  # the notice of a round
ROUND = timedelta(days=8)  # it comes once a week
BROKEN = N_("Nhật ký không còn nguyên: %(what)s.")
ADVICE = N_(
    "Đừng sửa gì thêm trong cơ sở dữ liệu. Đối chiếu với bản sao lưu gần nhất (nhipcau log check --help) và báo người phụ "
    "trách an toàn thông tin."
)


def connect() -> None:
    checks.register(Check("desk.log", _("Nhật ký"), of_the_round, 30, is_slow=True, find_all=whole))


def of_the_round(now: datetime) -> Iterator[Finding]:
    """What the rounds of the last days told."""
    told = Notice.objects.filter(kind=LOG_BROKEN, created_at__gt=clock.in_story(now) - ROUND)
    broken = told.order_by("-created_at").first()
    if broken is not None:
        yield Finding(Level.WRONG, BROKEN, {"what": broken.words}, ADVICE, reverse("desk:audit_log"))
    elif ScheduledRun.objects.filter(job=LOG_ROUND, claimed_at__gt=now - ROUND).exists():
        yield Finding(Level.FINE, N_("Vòng kiểm tra tuần này không thấy chuỗi nhật ký bị đứt."))
    else:  # nobody has looked: a new installation, or one whose worker stood still on Sunday
        yield Finding(
            Level.FINE, N_("Tuần này chưa có vòng kiểm tra nhật ký. Kiểm tra ngay: nhipcau doctor.")
        )


def whole(now: datetime) -> Iterator[Finding]:
    """The whole chain read again, as the weekly round does."""
    read = chain.check(now)
    if read.first is None:
        yield Finding(
            Level.FINE,
            N_(
                "Chuỗi nhật ký còn nguyên: %(rows)s dòng trong %(blocks)s khối, %(open)s dòng chưa đóng khối."
            ),
            {"rows": read.rows, "blocks": read.blocks, "open": read.open_rows},
        )
    else:
        yield Finding(Level.WRONG, BROKEN, {"what": read.first.words}, ADVICE, reverse("desk:audit_log"))
