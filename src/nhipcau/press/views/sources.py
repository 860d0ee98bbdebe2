"""Sources: their health, adding by address, quarantine."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from nhipcau.engines.presswire.find.discover import FeedCandidate
from nhipcau.kernel import answers, audit, lists
from nhipcau.kernel.access import demands
from nhipcau.kernel.refusal import N_
from nhipcau.kernel.saying import refusals_in, refusals_said
from nhipcau.press import queries
from nhipcau.press.actions import asking
from nhipcau.press.actions import sources as acts
from nhipcau.press.addresses import host_of
from nhipcau.press.forms import AddressForm, SourceForm
from nhipcau.press.models import FoundPage, Outlet
from nhipcau.press.permissions import KEEP_SOURCES, READ_PRESS, get_page_for, get_source_for
from nhipcau.press.rules import KIND_OF_CANDIDATE, LANGUAGE_LABELS, SOURCE_STATE_LABELS

SECTION = {"section": "press", "tab": "sources"}

_HEALTH = {"failing": N_("Đang lỗi"), "unverified": N_("Chưa kiểm chứng")}
"""What the list is filtered by besides a source's state."""


@demands(READ_PRESS)
@require_GET
def sources(request: HttpRequest) -> HttpResponse:
    """All sources with their health."""
    words, state, language = (request.GET.get(name, "")[:100] for name in ("q", "tinh_trang", "ngon_ngu"))
    page = Paginator(queries.listed_sources(request.GET), 50).get_page(request.GET.get("trang"))
    counts = queries.page_counts(page.object_list)
    context = {
        "page": page,
        "rows": [(source, counts[source.pk]) for source in page.object_list],
        "figures": queries.source_figures(),
        "words": words,
        "state": state,
        "language": language,
        "states": [*SOURCE_STATE_LABELS.items(), *_HEALTH.items()],
        "languages": LANGUAGE_LABELS.items(),
        **SECTION,
    }
    return render(request, "press/sources.html", context)


@demands(KEEP_SOURCES)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """First the address, then what was found there and whose it is."""
    if request.method == "POST" and "kind" in request.POST:
        return _add_found(request)
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            found = acts.look(form.cleaned_data["address"])
            return _offer(request, found)
    context = {"form": form, **SECTION}
    return render(request, "press/source_add.html", context, status=422 if form.errors else 200)


def _offer(request: HttpRequest, found: list[FeedCandidate]) -> HttpResponse:
    best = found[0]
    known = Outlet.objects.filter(host=host_of(best.url)).first()
    initial: dict[str, object] = {
        "address": best.url,
        "kind": KIND_OF_CANDIDATE[best.kind],
        "name": known.name if known else best.title[:200],
        "language": known.language if known else best.language[:2].lower() or "vi",
        "country": known.country if known else "VN",
    }
    if known:
        initial |= {"outlet_kind": known.kind, "reach": known.reach}
    context = {"form": SourceForm(initial=initial), "best": best, "found": found, **SECTION}
    return render(request, "press/source_add.html", context)


def _add_found(request: HttpRequest) -> HttpResponse:
    form = SourceForm(request.POST)
    if form.is_valid():
        with refusals_in(form):
            made = acts.add_source(by=request.user, verified=True, **form.cleaned_data)
            messages.success(request, _("Đã thêm nguồn. Hệ thống sẽ đọc trong vài phút tới."))
            return redirect("press:source", made.pk)
    return render(request, "press/source_add.html", {"form": form, **SECTION}, status=422)


@demands(READ_PRESS)
@require_GET
def source(request: HttpRequest, pk: int) -> HttpResponse:
    """One source: its health, its last pages, its history."""
    found = get_source_for(request.user, pk)
    context = {
        "source": found,
        # A template would ask a Counter for its key "items", which a Counter answers with 0.
        "counts": dict(queries.page_counts([found])[pk]),
        "pages": FoundPage.objects.filter(source=found).select_related("article")[:50],
        "history": audit.history(found)[:20],
        **SECTION,
    }
    return render(request, "press/source.html", context)


@demands(KEEP_SOURCES)
@require_POST
def state(request: HttpRequest, pk: int) -> HttpResponse:
    """Pause a source, or take it up again, as the button says."""
    found = get_source_for(request.user, pk, KEEP_SOURCES)
    verb = "resume" if request.POST.get("viec") == "doc" else "pause"
    with refusals_said(request):
        acts.change_state(source=found, verb=verb, by=request.user)
        said = {"resume": _("Nguồn tin được đọc tiếp."), "pause": _("Đã tạm dừng nguồn tin.")}
        messages.success(request, said[verb])
    return redirect("press:source", pk)


@demands(KEEP_SOURCES)
@require_POST
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a source now, in the background."""
    asking.ask_check(source=get_source_for(request.user, pk, KEEP_SOURCES), by=request.user)
    messages.success(request, _("Nguồn sẽ được đọc ngay khi có tiến trình rảnh."))
    return redirect("press:source", pk)


@demands(READ_PRESS)
@require_GET
def quarantine(request: HttpRequest) -> HttpResponse:
    """Pages that were put aside, each with its reason."""
    page = lists.page(request, "press.quarantine", per_page=50)
    return render(request, "press/quarantine.html", {"page": page, **SECTION})


@demands(KEEP_SOURCES)
@require_GET
def page_file(request: HttpRequest, pk: int) -> FileResponse:
    """A page's bytes, always as a download: a stranger's html must not run here."""
    return answers.kept(
        get_page_for(request.user, pk).file, name=f"trang-{pk}.html", media_type="application/octet-stream"
    )


@demands(KEEP_SOURCES)
@require_POST
def page_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Fetch and read a page once more."""
    asking.read_again(page=get_page_for(request.user, pk), by=request.user)
    messages.success(request, _("Trang sẽ được tải và đọc lại."))
    return redirect("press:quarantine")
