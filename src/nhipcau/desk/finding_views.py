"""Searching over everything that an officer may see."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nhipcau.kernel import finding
from nhipcau.kernel.access import SIGNED_IN, demands

MOST = 40
A_GROUP = 8
WHILE_TYPING = 5


@demands(SIGNED_IN)
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """One box over tasks, agencies, people, documents, news, the handbook and whatever later apps register."""
    words, kind = (_said(request, name) for name in ("q", "loai"))
    kinds = finding.kinds_for(request.user)
    known = kind if kind in {each.name for each in kinds} else ""
    groups = finding.look(request.user, words, only=known, most=MOST if known else A_GROUP)
    context = {
        "words": words,
        "kind": known,
        "kinds": kinds,
        "groups": groups,
        "total": finding.total(groups),
        "section": "search",
    }
    return render(request, "desk/search.html", context)


@demands(SIGNED_IN)
@require_safe
def quick(request: HttpRequest) -> HttpResponse:
    """The same while typing: the first of each kind, as options of the list that asked, and how many the page has."""
    words = _said(request, "q")
    groups = finding.look(request.user, words, most=A_GROUP)
    shown = [
        replace(group, hits=group.hits[:WHILE_TYPING], more=group.more or len(group.hits) > WHILE_TYPING)
        for group in groups
    ]
    context = {"words": words, "groups": shown, "total": finding.total(groups)}
    return render(request, "desk/parts/found.html", context)


def _said(request: HttpRequest, name: str) -> str:
    return request.GET.get(name, "")[:100].replace("\x00", "")
