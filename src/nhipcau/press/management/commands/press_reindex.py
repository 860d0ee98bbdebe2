"""``nhipcau press_reindex``: make the search index anew from the articles, after a repair or a move."""

from __future__ import annotations

from django.core.management.base import BaseCommand
from django.db import transaction

from nhipcau.press import search
from nhipcau.press.models import Article

_BATCH = 500


class Command(BaseCommand):
    help = "Lập lại chỉ mục tìm kiếm của các tin đã lưu."

    def handle(self, *args, **options):
        done, last = 0, 0
        while batch := list(Article.objects.filter(pk__gt=last).order_by("pk")[:_BATCH]):
            with transaction.atomic():
                for article in batch:
                    search.index(article)
            last = batch[-1].pk
            done += len(batch)
        self.stdout.write(f"Đã lập chỉ mục {done} bài.")
