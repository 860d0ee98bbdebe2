"""How long the press desk keeps what it has only for looking at: the bytes of pages that could not be read."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError, QuerySet

from nhipcau.kernel import retention
from nhipcau.kernel.models import StoredFile
from nhipcau.kernel.refusal import N_
from nhipcau.kernel.retention import Personal
from nhipcau.press.models import FoundPage


def connect() -> None:
    retention.PERSONAL.register(
        Personal(
            model="press.FoundPage",
            fields=("file",),
            period="press_pages",
            until=N_("Sau ngày tìm thấy trang chưa đọc được. Địa chỉ và lý do ở lại; bản chụp trang bị xóa."),
            due=_pages_before,
            shred=_let_go,
        )
    )


def _pages_before(moment: datetime) -> QuerySet:
    return FoundPage.objects.filter(found_at__lt=moment).exclude(file=None)


@transaction.atomic
def _let_go(pages: QuerySet, now: datetime) -> int:
    """The page's row stays without its file; a file that nothing else points to goes, its bytes with the next sweep."""
    kept = set(pages.values_list("file", flat=True))
    count = pages.update(file=None)
    still = set(FoundPage.objects.filter(file__in=kept).values_list("file", flat=True))
    for file in StoredFile.objects.filter(pk__in=kept - still):
        try:
            with transaction.atomic():
                file.delete()
        except ProtectedError:
            continue  # somebody's evidence is the same bytes
    return count
