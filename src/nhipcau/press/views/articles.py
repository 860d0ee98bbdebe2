"""One article: its text, where it names the province, its story, what the desk says of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from nhipcau.kernel import audit
from nhipcau.kernel.access import demands
from nhipcau.kernel.saying import refusals_in, refusals_said
from nhipcau.press import judge, queries, reader, watching
from nhipcau.press.actions import triage
from nhipcau.press.forms import AddToWatchForm, InaccurateForm, NoteForm
from nhipcau.press.permissions import READ_PRESS, TRIAGE, get_article_for
from nhipcau.press.rules import Flag

SECTION = {"section": "press", "tab": "desk"}


@demands(READ_PRESS)
@require_GET
def article(request: HttpRequest, pk: int) -> HttpResponse:
    """The article's page."""
    found = get_article_for(request.user, pk)
    handlings = list(found.handlings.select_related("agency", "by"))
    watched = list(found.watch_hits.select_related("watch"))
    context = {
        "article": found,
        "watched": watching.named(watched),
        "watch_form": AddToWatchForm(without=[hit.watch_id for hit in watched]),
        "authors": [name for name in found.authors if name != found.outlet.name],
        "item": queries.item_of(found),
        "paragraphs": reader.paragraphs(found),
        "names": reader.names(found),
        "handlings": handlings,
        "is_complaint": Flag.COMPLAINT in found.flag_labels,
        "had_complaint": Flag.COMPLAINT in found.flag_labels or bool(handlings),
        "beside": queries.beside(found),
        "subjects": judge.subjects(),
        "note_form": NoteForm(initial={"note": found.note}),
        "history": audit.history(found)[:30],
        **SECTION,
    }
    return render(request, "press/article.html", context)


@demands(TRIAGE)
@require_http_methods(["GET", "POST"])
def inaccurate(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark as possibly inaccurate: which sentence, and why."""
    found = get_article_for(request.user, pk, TRIAGE)
    initial = {
        "sentence": found.inaccurate_sentence or request.GET.get("cau", ""),
        "why": found.inaccurate_why,
    }
    form = InaccurateForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            triage.mark_inaccurate(article=found, by=request.user, **form.cleaned_data)
            messages.success(request, _("Đã đánh dấu. Tin chờ bộ phận làm rõ xem xét."))
            return redirect("press:article", pk)
    context = {
        "article": found,
        "form": form,
        "route": "press:inaccurate",
        "heading": _("Đánh dấu có thể chưa chính xác"),
        "sentences": reader.sentences(found),
        **SECTION,
    }
    return render(request, "press/form.html", context, status=422 if form.errors else 200)


@demands(TRIAGE)
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the mark back."""
    found = get_article_for(request.user, pk, TRIAGE)
    with refusals_said(request):
        triage.withdraw_inaccurate(article=found, by=request.user)
    return redirect("press:article", pk)
