"""The handbook's pages: contents with a search, chapters, pictures."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from nhipcau.kernel import handbook
from nhipcau.kernel.access import SIGNED_IN, demands


@demands(SIGNED_IN)
@require_safe
def contents(request: HttpRequest) -> HttpResponse:
    """Chapters and their sections; with ``q`` the sections that hold the words."""
    words = request.GET.get("q", "")[:100].replace("\x00", "").strip()
    context = {"chapters": handbook.chapters(), "words": words, "hits": handbook.found(words)[:40]}
    return render(request, "kernel/handbook.html", {**context, "section": "help"})


@demands(SIGNED_IN)
@require_safe
def chapter(request: HttpRequest, name: str) -> HttpResponse:
    """One chapter, the list of its sections beside it."""
    try:
        found = handbook.chapter(name)
    except KeyError:
        raise Http404 from None
    every = handbook.names()
    place = every.index(name) if name in every else 0
    context = {
        "chapter": found,
        "chapters": handbook.chapters(),
        "before": handbook.chapter(every[place - 1]) if place else None,
        "after": handbook.chapter(every[place + 1]) if place + 1 < len(every) else None,
        "section": "help",
    }
    return render(request, "kernel/handbook_chapter.html", context)


@demands(SIGNED_IN)
@require_safe
@cache_control(private=True, max_age=86400)
def picture(request: HttpRequest, name: str) -> FileResponse:
    """A picture of the handbook, from the package."""
    file = handbook.picture(name)
    if file is None:
        raise Http404
    return FileResponse(file.open("rb"), content_type="image/png")
