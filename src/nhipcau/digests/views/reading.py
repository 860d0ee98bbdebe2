"""Digests to read: the list, the page for leaders, the files, a leader's word."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from nhipcau.digests import clock, pages, queries
from nhipcau.digests.actions import directions
from nhipcau.digests.forms import DirectForm
from nhipcau.digests.permissions import READ_DIGESTS, get_digest_for, get_item_for, sees_drafts
from nhipcau.digests.rules import DIGEST_KIND_LABELS
from nhipcau.kernel.access import demands
from nhipcau.kernel.clock import today
from nhipcau.kernel.saying import refusals_said
from nhipcau.office.permissions import DIRECT

SECTION = {"section": "press"}


@demands(READ_DIGESTS)
@require_GET
def digests(request: HttpRequest) -> HttpResponse:
    """All digests, newest first, by kind."""
    kind = request.GET.get("loai", "")
    found = queries.issues(kind, drafts=sees_drafts(request.user))
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
    """The signed issue as .docx or PDF, the very bytes that were made at the signature."""
    found = get_digest_for(request.user, pk)
    stored = {"docx": found.docx, "pdf": found.pdf}.get(form)
    if stored is None:
        raise Http404
    return FileResponse(stored.content.open("rb"), as_attachment=form == "docx", filename=stored.name)


@demands(DIRECT)
@require_POST
def direct(request: HttpRequest, pk: int) -> HttpResponse:
    """A leader's word on an item; with an agency it becomes a task."""
    item = get_item_for(request.user, pk, DIRECT)
    back = reverse("digests:digest", args=[item.digest_id]) + f"#muc-{item.pk}"
    form = DirectForm(request.POST, today=today())
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, errors[0])
        return redirect(back)
    with refusals_said(request):
        made = directions.direct(item=item, by=request.user, now=clock.now(), **form.cleaned_data)
        messages.success(
            request,
            _("Đã giao thành nhiệm vụ: %(name)s.") % {"name": made.made_name}
            if made.made_name
            else _("Đã ghi ý kiến chỉ đạo."),
        )
    return redirect(back)
