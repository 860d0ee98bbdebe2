"""Write the table of the search anew from the records: after an upgrade, or where it is doubted."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from nhipcau.kernel import finding


class Command(BaseCommand):
    help = "Lập lại bảng tra cứu từ các bản ghi."

    def handle(self, *args: Any, **options: Any) -> None:
        for name, number in finding.rebuild().items():
            self.stdout.write(f"{name}: {number}")
