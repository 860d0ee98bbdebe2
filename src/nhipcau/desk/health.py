"""What an administrator must know of the log: whether its chain still holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel import chain
from nhipcau.kernel.health import Check, Finding, Level, checks
from nhipcau.kernel.refusal import N_


def connect() -> None:
    checks.register(Check("desk.log", _("Nhật ký"), whole, 30, is_slow=True, is_long=True))


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
        yield Finding(
            Level.WRONG,
            N_("Nhật ký không còn nguyên: %(what)s."),
            {"what": read.first.words},
            N_(
                "Đừng sửa gì thêm trong cơ sở dữ liệu. Đối chiếu với bản sao lưu gần nhất (nhipcau log check --help) và "
                "báo người phụ trách an toàn thông tin."
            ),
            reverse("desk:audit_log"),
        )
