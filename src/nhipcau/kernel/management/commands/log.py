"""``nhipcau log check|close|head``: the chain of the log, for the operator."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from nhipcau.kernel import chain

SENTENCES = {
    "block_gone": "khối {block} không còn",
    "block_changed": "khối {block} đã bị sửa",
    "block_unlinked": "khối {block} không nối với khối trước",
    "row_gone": "dòng {row} (khối {block}) đã bị xóa",
    "row_changed": "dòng {row} (khối {block}) đã bị sửa",
    "row_slipped_in": "dòng {row} (khối {block}) được chèn vào sau",
    "row_twice": "dòng {row} (khối {block}) đứng trong hai khối",
    "personal_gone": "phần riêng của dòng {row} (khối {block}) mất mà không qua hủy",
    "personal_changed": "phần riêng của dòng {row} (khối {block}) đã bị sửa",
    "head_gone": "chuỗi không còn khối {block} đã ghi lại trước đây",
}


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
        broken = SENTENCES[verdict.first.what].format(block=verdict.first.block, row=verdict.first.row)
        self.stderr.write(f"Nhật ký KHÔNG còn nguyên: {broken}.")
        sys.exit(1)
