"""``nhipcau demo``: the demonstration, in an empty installation."""

from __future__ import annotations

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from nhipcau.agencies.rules import DEMO_PASSWORD, ROLE_LABELS
from nhipcau.demo import people
from nhipcau.demo.build import build
from nhipcau.kernel.models import Installation


class Command(BaseCommand):
    help = "Dựng tỉnh mẫu đang thực hiện kế hoạch được nửa năm (chỉ khi hệ thống còn trống)."

    def handle(self, *args, **options):
        if Installation.objects.exists():
            raise CommandError("Hệ thống đã có dữ liệu nên không dựng bản trình diễn.")
        plan = build(self.stdout.write)
        accounts = "\n".join(
            f"  {username:10} {DEMO_PASSWORD:16} {ROLE_LABELS[role]}"
            for username, _name, _position, role, _code in people.ACCOUNTS
        )
        (settings.VAR_DIR / "demo_accounts.txt").write_text(accounts + "\n", encoding="utf-8")
        self.stdout.write(self.style.SUCCESS(f"Đã dựng bản trình diễn: {plan}."))
