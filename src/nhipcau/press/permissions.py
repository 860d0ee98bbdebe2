"""Who may see and write what of the press: load and authorise in one call."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404

from nhipcau.agencies.models import Officer
from nhipcau.kernel.access import declare, demand
from nhipcau.kernel.refusal import N_
from nhipcau.press.models import (
    Article,
    FoundPage,
    SavedSearch,
    Source,
    SubjectWatch,
    WatchHit,
    WorldArticle,
)

READ_PRESS = declare("press.read", N_("Xem tin, bài, nguồn tin; tra cứu tin đã lưu."))
TRIAGE = declare("press.triage", N_("Chọn, loại tin; sửa nhận định, ghi chú, đánh dấu tin chưa chính xác."))
KEEP_SOURCES = declare("press.keep_sources", N_("Thêm, sửa, tạm ngừng nguồn tin; xử lý trang chưa đọc được."))

KEEP_WATCHES = declare(
    "press.keep_watches", N_("Thêm, sửa, tạm dừng chủ đề theo dõi; đánh giá, thêm tin vào chủ đề.")
)


def get_article_for(officer: Officer, pk: int, permission: str = READ_PRESS) -> Article:
    """An article to read or, with TRIAGE, to decide on; 404 where there is none."""
    demand(officer, permission)
    return get_object_or_404(Article.objects.select_related("outlet", "story", "copy_of__outlet"), pk=pk)


def get_source_for(officer: Officer, pk: int, permission: str = READ_PRESS) -> Source:
    """A source to read or, with KEEP_SOURCES, to change."""
    demand(officer, permission)
    return get_object_or_404(Source.objects.select_related("outlet"), pk=pk)


def get_page_for(officer: Officer, pk: int) -> FoundPage:
    """A page put aside, with its file; for those who look after the sources."""
    demand(officer, KEEP_SOURCES)
    return get_object_or_404(FoundPage.objects.select_related("source__outlet", "file"), pk=pk)


def get_watch_for(officer: Officer, pk: int, permission: str = READ_PRESS) -> SubjectWatch:
    """A subject watch to read or, with KEEP_WATCHES, to change."""
    demand(officer, permission)
    return get_object_or_404(SubjectWatch, pk=pk)


def get_hit_for(officer: Officer, pk: int) -> WatchHit:
    """A watch's hit to judge; for those who look after the watches."""
    demand(officer, KEEP_WATCHES)
    return get_object_or_404(WatchHit.objects.select_related("watch", "article", "world"), pk=pk)


def get_world_article_for(officer: Officer, pk: int) -> WorldArticle:
    """A text that came for a watch alone, to read."""
    demand(officer, READ_PRESS)
    return get_object_or_404(WorldArticle.objects.select_related("outlet"), pk=pk)


def get_saved_search_for(officer: Officer, pk: int) -> SavedSearch:
    """One of the officer's own saved searches; another's is not known to exist."""
    demand(officer, READ_PRESS)
    found = SavedSearch.objects.filter(officer=officer, pk=pk).first()
    if found is None:
        raise Http404
    return found


def get_feed(key: str) -> SavedSearch:
    """The saved search of a feed's key, while its officer may still read the press."""
    found = SavedSearch.objects.select_related("officer").filter(feed_key=key).first()
    if found is None or not found.officer.may(READ_PRESS):
        raise Http404
    return found
