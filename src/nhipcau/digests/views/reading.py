"""Digests to read: the list, the page for leaders, the files, a leader's word."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from nhipcau.digests import pages, queries
from nhipcau.digests.permissions import READ_DIGESTS, get_digest_for, sees_drafts
from nhipcau.digests.rules import DIGEST_KIND_LABELS, PLAIN_WORDS
from nhipcau.kernel import answers
from nhipcau.kernel.access import demands
from nhipcau.kernel.clock import today

SECTION = {"section": "press"}


@demands(READ_DIGESTS)
@require_GET
def digests(request: HttpRequest) -> HttpResponse:
    """All digests, newest first, by kind."""
    kind = request.GET.get("loai", "")
    found = queries.listed_issues(request.GET, drafts=sees_drafts(request.user))
    page = Paginator(found, 20).get_page(request.GET.get("trang"))
    page.object_list = queries.counted_issues(page.object_list)
    context = {
        "page": page,
        "kind": kind,
        "kinds": DIGEST_KIND_LABELS.items(),
        **SECTION,
    }
    return render(request, "digests/digests.html", context)


@demands(READ_DIGESTS)
@require_GET
def digest(request: HttpRequest, pk: int) -> HttpResponse:
    """One issue, made for a phone in a leader's hand."""
    found = get_digest_for(request.user, pk)
    context = pages.issue(found, request.user, today=today())
    return render(request, "digests/digest.html", {**context, **SECTION})


@demands(READ_DIGESTS)
@require_GET
def digest_file(request: HttpRequest, pk: int, form: str) -> FileResponse:
    """The signed issue as .docx, PDF or plain words, the very bytes that were made at the signature."""
    found = get_digest_for(request.user, pk)
    return answers.kept(
        {"docx": found.docx, "pdf": found.pdf, PLAIN_WORDS: found.words}.get(form), shown=form == "pdf"
    )
