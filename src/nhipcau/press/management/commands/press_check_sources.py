"""``nhipcau press check-sources``: reach the sources, find the best way to read each, take it up."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from nhipcau.engines.presswire.model import PresswireError
from nhipcau.kernel import sentences
from nhipcau.press import outside
from nhipcau.press.actions import sources
from nhipcau.press.models import Source


class Command(BaseCommand):
    help = "Nhập danh sách nguồn có sẵn, thử từng nguồn chưa kiểm chứng, và bật những nguồn đọc được."

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="thử lại cả những nguồn đã kiểm chứng")
        parser.add_argument("--no-list", action="store_true", help="không nhập danh sách có sẵn")

    def handle(self, *args, **options):
        if not options["no_list"]:
            added = sources.load_starting_list(by=None)
            self.stdout.write(f"Thêm {added} nguồn từ danh sách có sẵn.")
        wanted = Source.objects.select_related("outlet").order_by("pk")
        if not options["all"]:
            wanted = wanted.filter(verified_at=None)
        good = bad = 0
        with outside.open_fetcher() as fetcher:
            for source in wanted:
                try:
                    best = sources.check_source(source=source, fetcher=fetcher)
                except PresswireError as failure:
                    bad += 1
                    self.stdout.write(f"  ✗ {source.outlet}: {sentences.refusal(failure)}")
                else:
                    good += 1
                    self.stdout.write(f"  ✓ {source.outlet}: {best.kind}, {best.entries} mục, {best.url}")
        self.stdout.write(f"Đọc được {good} nguồn, không đọc được {bad} nguồn.")
