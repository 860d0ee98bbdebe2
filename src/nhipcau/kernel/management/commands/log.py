"""``nhipcau log check|close|head``: the chain of the log, for the operator."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from nhipcau.kernel import chain


class Command(BaseCommand):
    help = "Kiểm tra nhật ký: chuỗi khối có còn nguyên không; chỗ đứt đầu tiên."

    def add_arguments(self, parser: CommandParser) -> None:
        commands = parser.add_subparsers(dest="what", required=True)
        checking = commands.add_parser("check", help="đọc lại cả chuỗi; mã 1 khi đứt")
        checking.add_argument(
            "--expect",
            action="append",
            default=[],
            metavar="SỐ:DẤU",
            help="đầu chuỗi đã ghi lại trước đây (nhipcau log head, hoặc khi sao lưu)",
        )
        commands.add_parser("close", help="đóng khối những dòng đã yên")
        commands.add_parser("head", help="in đầu chuỗi để ghi lại ở nơi khác")

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        now = timezone.now()
        if what == "close":
            self.stdout.write(f"Đã đóng {chain.close(now)} dòng.")
        elif what == "head":
            self.stdout.write(chain.head())
        else:
            self._check(chain.check(now, options["expect"]))

    def _check(self, verdict: chain.Verdict) -> None:
        self.stdout.write(
            f"{verdict.rows} dòng trong {verdict.blocks} khối, {verdict.open_rows} dòng chưa đóng khối."
            f" Đầu chuỗi: {verdict.head or '(chưa có)'}"
        )
        if verdict.first is None:
            self.stdout.write("Nhật ký còn nguyên.")
            return
        broken = verdict.first.words
        self.stderr.write(f"Nhật ký KHÔNG còn nguyên: {broken}.")
        sys.exit(1)
