"""``nhipcau demo``: the demonstration, in an empty installation."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError

from nhipcau.desk.demo.build import build
from nhipcau.kernel.models import Installation


class Command(BaseCommand):
    help = "Dựng tỉnh mẫu đang thực hiện kế hoạch được nửa năm (chỉ khi hệ thống còn trống)."

    def handle(self, *args, **options):
        if Installation.objects.exists():
            raise CommandError("Hệ thống đã có dữ liệu nên không dựng bản trình diễn.")
        plan = build(self.stdout.write)
        self.stdout.write(self.style.SUCCESS(f"Đã dựng bản trình diễn: {plan}."))
