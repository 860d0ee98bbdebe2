"""Searching over everything that an officer may see."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nhipcau.kernel import finding
from nhipcau.kernel.access import SIGNED_IN, demands

MOST = 40


@demands(SIGNED_IN)
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """One box over tasks, agencies, documents, digests and whatever later apps register."""
    words, kind = (request.GET.get(name, "")[:100].replace("\x00", "") for name in ("q", "loai"))
    kinds = sorted(finding.findables, key=lambda each: each.order)
    known = kind if kind in finding.findables else ""
    hits = finding.find(request.user, words, kinds=[known] if known else (), most=MOST)
    context = {"words": words, "kind": known, "kinds": kinds, "hits": hits, "most": MOST, "section": "search"}
    return render(request, "desk/search.html", context)
