"""``nhipcau rights [ROLE]``: web and workers may add to the log and to signed papers, not change them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from nhipcau.kernel import rights


class Command(BaseCommand):
    help = "Cấp quyền trên PostgreSQL cho vai trò của web và việc nền; chạy bằng chủ của các bảng."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "role", nargs="?", default=settings.RUNNING_ROLE, help="mặc định: NHIPCAU_DATABASE_URL"
        )

    def handle(self, *args: Any, role: str, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("SQLite không có vai trò: các bảng đã đóng được trigger bảo vệ.")
        if not role:
            raise CommandError(
                "Hãy ghi tên vai trò, hoặc đặt NHIPCAU_OWNER_DATABASE_URL và NHIPCAU_DATABASE_URL."
            )
        try:
            written, only_added = rights.grant(role)
        except rights.NotSeparate as why:
            raise CommandError(f"Không cấp quyền: {why}.") from None
        if options["verbosity"]:
            self.stdout.write(f"“{role}” ghi được {written} bảng, chỉ thêm và đọc được {only_added} bảng.")
