"""``nhipcau standings``: whether what is counted of the plans is what there is to count; ``--mend`` counts anew."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from nhipcau.plans.actions.counting import mend
from nhipcau.plans.models import Plan
from nhipcau.plans.tallies import wrong


class Command(BaseCommand):
    help = "Đối chiếu số đếm của từng kế hoạch với các kết quả phải nộp; mã 1 khi có chỗ không khớp."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--mend", action="store_true", help="đếm lại những chỗ không khớp")

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        for plan in Plan.objects.select_related("document").order_by("pk"):
            count = mend(plan=plan) if options["mend"] else len(wrong(plan))
            found += count
            said = f"{count} chỗ không khớp" if count else "khớp"
            self.stdout.write(f"{plan}: {said}{', đã đếm lại' if count and options['mend'] else ''}")
        if found and not options["mend"]:
            self.stderr.write(f"Có {found} chỗ không khớp; thêm --mend để đếm lại.")
            sys.exit(1)
