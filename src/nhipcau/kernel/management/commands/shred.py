"""``nhipcau shred``: personal data that is not needed any more goes now, also from frozen tables."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from nhipcau.kernel import retention


class Command(BaseCommand):
    help = "Hủy dữ liệu cá nhân đã hết hạn giữ (docs/retention.md); chạy hằng ngày bằng chủ của các bảng."

    def handle(self, *args: Any, **options: Any) -> None:
        done = retention.shred_all(timezone.now())
        for model, rows in done.items():
            self.stdout.write(f"{model}: {rows}")
        self.stdout.write(f"Đã hủy ở {sum(done.values())} dòng.")
