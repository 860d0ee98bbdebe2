"""The register of official documents."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from nhipcau.documents import leading, picking, queries
from nhipcau.documents.models import RegisteredDocument, kind_words
from nhipcau.documents.permissions import READ_DOCUMENTS
from nhipcau.kernel import answers
from nhipcau.kernel.access import demands
from nhipcau.kernel.keys import key_of
from nhipcau.office.sections import PAPERS
from nhipcau.office.signing.pages import ended_rows, row_of
from nhipcau.office.signing.permissions import readable
from nhipcau.office.signing.queries import issued_as

SECTION = {"section": PAPERS}


@demands(READ_DOCUMENTS)
@require_GET
def documents(request: HttpRequest) -> HttpResponse:
    """The list, searched without minding marks."""
    words, kind = (request.GET.get(name, "")[:100].replace("\x00", "") for name in ("q", "loai"))
    page = Paginator(queries.listed(request.GET), 30).get_page(request.GET.get("trang"))
    kinds = (
        RegisteredDocument.objects.exclude(kind="").order_by("kind").values_list("kind", flat=True).distinct()
    )
    ended = ended_rows([each.file_id for each in page if each.file_id])
    context = {
        "rows": [(each, ended.get(each.file_id)) for each in page],
        "page": page,
        "words": words,
        "kind": kind,
        "kinds": [(one, kind_words(one)) for one in kinds],
    }
    return render(request, "documents/documents.html", context | SECTION)


@demands(READ_DOCUMENTS)
@require_GET
def papers_found(request: HttpRequest) -> HttpResponse:
    """The papers that a list offers for typed words (``picking``); the one that is chosen stays in it."""
    chosen = key_of(request.GET.get(request.GET.get("o", "")))
    words = request.GET.get("tim_van_ban", "")[:100].replace("\x00", "")
    papers = [(one.pk, picking.named(one)) for one in picking.found(words, chosen)]
    context = {"papers": papers, "chosen": chosen, "empty": _("Chưa chọn")}
    return render(request, "documents/parts/papers_found.html", context)


@demands(READ_DOCUMENTS)
@require_GET
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """One document: its head, what it cites and what cites it."""
    found = get_object_or_404(RegisteredDocument.objects.select_related("file", "registered_by"), pk=pk)
    version = issued_as([found.file_id]).get(found.file_id) if found.file_id else None
    context = {
        "document": found,
        "version": row_of(version) if version else None,
        "may_open": version is not None and readable(version, request.user),
        "leads": leading.of(request.user, found),
        "citations": found.citations.select_related("cited"),
        "cited_by": found.cited_by.select_related("citing"),
        **SECTION,
    }
    return render(request, "documents/document.html", context)


@demands(READ_DOCUMENTS)
@require_GET
def file(request: HttpRequest, pk: int) -> FileResponse:
    """The document's file."""
    return answers.kept(get_object_or_404(RegisteredDocument.objects.select_related("file"), pk=pk).file)
