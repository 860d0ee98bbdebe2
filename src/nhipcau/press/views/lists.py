"""Lists of sources: the shipped one and OPML, each shown with what is new before it is taken."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from nhipcau.kernel import answers
from nhipcau.kernel.access import demands
from nhipcau.kernel.keys import keys_of
from nhipcau.kernel.saying import refusals_in, refusals_said
from nhipcau.press.actions import listing
from nhipcau.press.forms import ListForm
from nhipcau.press.permissions import KEEP_SOURCES, READ_PRESS

SECTION = {"section": "press", "tab": "sources"}
_SALT = "press.list.titled"


@demands(KEEP_SOURCES)
@require_GET
def shipped(request: HttpRequest) -> HttpResponse:
    """The list that comes with the system: what is new in it."""
    return _preview(request, listing.shipped(), _("Danh sách có sẵn"))


@demands(KEEP_SOURCES)
@require_http_methods(["GET", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """An OPML file of another office or reader: first what is in it, nothing is taken yet."""
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            upload = form.cleaned_data["file"]
            return _preview(request, listing.read_opml(upload), upload.name)
    return render(
        request, "press/source_list_bring.html", {"form": form, **SECTION}, status=422 if form.errors else 200
    )


def _preview(
    request: HttpRequest,
    rows: list[listing.Row],
    title: str,
    chosen: Collection[int] = (),
    status: int = 200,
) -> HttpResponse:
    """The rows of a list, before any is taken.  chosen: the numbers of those that are ticked."""
    offers = listing.offers(rows)
    context = {
        "title": title,
        "offers": offers,
        "new": sum(offer.is_new for offer in offers),
        "bad": sum(offer.standing == listing.Standing.BAD for offer in offers),
        "rows": signing.dumps([title, rows], salt=_SALT, compress=True),
        "chosen": chosen,
        **SECTION,
    }
    return render(request, "press/source_list.html", context, status=status)


@demands(KEEP_SOURCES)
@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """The chosen rows of a list that was shown; all new ones where the button says so.

    Where nothing is taken the list is shown again: what was chosen from, a file of somebody, is not sent a second time.
    """
    try:
        title, rows = signing.loads(request.POST.get("rows", ""), salt=_SALT, max_age=24 * 3600)
    except signing.BadSignature:
        messages.error(request, _("Danh sách đã cũ hoặc không còn nguyên. Hãy mở lại danh sách."))
        return redirect("press:sources")
    chosen = keys_of(request.POST.getlist("chon"))
    if request.POST.get("het"):
        chosen = set(range(len(rows)))
    with refusals_said(request):
        added = listing.take(rows=rows, chosen=chosen, by=request.user)
        said = ngettext(
            "Đã thêm %(n)d nguồn. Hệ thống đang thử đọc từng nguồn; nguồn đọc được sẽ tự chuyển sang đang đọc.",
            "Đã thêm %(n)d nguồn. Hệ thống đang thử đọc từng nguồn; nguồn đọc được sẽ tự chuyển sang đang đọc.",
            added,
        )
        messages.success(request, said % {"n": added})
        return redirect("press:sources")
    return _preview(request, rows, title, chosen, status=422)


@demands(READ_PRESS)
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """All sources as OPML; the log is told."""
    return answers.download(listing.as_opml(_("Nguồn tin")), "nguon-tin.opml", "text/x-opml")
