"""``nhipcau verify``: all that was signed, numbered, sent and logged, read against each other."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from nhipcau.kernel.proofs import all_doubts, proofs


class Command(BaseCommand):
    help = "Kiểm tra toàn bộ: bản ký, tệp, số, lượt gửi, vai trò đối chiếu với nhật ký; mã 1 khi có chỗ không khớp."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "only",
            nargs="*",
            metavar="MỤC",
            help=f"chỉ những mục này: {', '.join(one.name for one in proofs)}",
        )
        parser.add_argument("--papers", action="store_true", help="cả việc làm lại từng văn bản để so (lâu)")

    def handle(self, *args: Any, only: list[str], papers: bool, **options: Any) -> None:
        unknown = [name for name in only if name not in proofs]
        if unknown:
            self.stderr.write(f"Không có mục {', '.join(unknown)}.")
            sys.exit(2)
        found = 0
        for proof, doubts in all_doubts(only, slow=papers):
            found += len(doubts)
            self.stdout.write(f"{proof.label}: {len(doubts) or 'khớp'}")
            for doubt in doubts:
                self.stdout.write(f"  {doubt.words}")
        if found:
            self.stderr.write(f"Có {found} chỗ KHÔNG khớp.")
            sys.exit(1)
        self.stdout.write("Tất cả đều khớp.")
