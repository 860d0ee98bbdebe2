"""What I am asked and what I asked; one ask with its answer; asking about a record."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nhipcau.kernel import files
from nhipcau.kernel.access import SIGNED_IN, demands
from nhipcau.kernel.clock import now, today
from nhipcau.kernel.saying import refusals_in, shows_refusals
from nhipcau.office.about import get_about_for, kind_of
from nhipcau.office.asks import actions, queries
from nhipcau.office.asks.forms import AnswerForm, AskForm, ReasonForm
from nhipcau.office.asks.models import Ask
from nhipcau.office.asks.permissions import ASK, get_ask_for, may_answer, may_manage

PER_PAGE = 30
MINE, PUT = "den-toi", "toi-hoi"


@demands(SIGNED_IN)
@require_safe
def asks(request: HttpRequest) -> HttpResponse:
    """What waits for the reader's answer; on the other tab what the reader asked."""
    view = PUT if request.GET.get("xem") == PUT else MINE
    if view == MINE:
        found = queries.answering(request.user)
    else:
        found = Ask.objects.filter(asked_by=request.user).order_by("-asked_at", "-pk")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("trang"))
    keys = [each.pk for each in page]
    rows = {row.ask.pk: row for row in queries.rows(Ask.objects.filter(pk__in=keys), today())}
    context = {"page": page, "rows": [rows[key] for key in keys], "view": view, "section": "asks"}
    return render(request, "office/asks.html", context)


@demands(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """One ask: its question, its answer or the form to answer."""
    found = get_ask_for(request.user, pk)
    answers = may_answer(request.user, found)
    form = AnswerForm(request.POST or None, request.FILES or None, for_round=found.for_round)
    if request.method == "POST":
        if not answers:
            raise PermissionDenied(_("Bạn chỉ trả lời được câu hỏi gửi đến cơ quan mình."))
        if form.is_valid() and _answer(request, found, form):
            messages.success(request, _("Đã gửi trả lời."))
            return redirect("office:ask", pk)
    row = queries.row_of(found, today())
    context = {
        "row": row,
        "form": form if answers and row.waits else None,
        "reason_form": ReasonForm(auto_id="reason_%s"),
        "may_manage": may_manage(request.user, found) and row.waits,
        "section": "asks",
    }
    return render(request, "office/ask.html", context)


def _answer(request: HttpRequest, found: Ask, form: AnswerForm) -> bool:
    upload = form.cleaned_data.pop("file", None)
    with refusals_in(form):
        # The file reaches the disk before the transaction that speaks of it.
        kept = files.store(upload, name=upload.name, by=request.user) if upload else None
        actions.answer(ask=found, by=request.user, now=now(), file=kept, **form.cleaned_data)
    return form.is_valid()


@demands(SIGNED_IN)
@require_POST
@shows_refusals("office:ask")
def deed(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Give back (whoever is asked), withdraw or remind (who asked)."""
    found = get_ask_for(request.user, pk)
    allowed = may_answer(request.user, found) if deed == "tra-lai" else may_manage(request.user, found)
    if not allowed:
        raise PermissionDenied
    reason = request.POST.get("reason", "")[:2000]
    wish: dict[str, Any] = {"ask": found, "by": request.user, "now": now()}
    if deed == "tra-lai":
        actions.send_back(reason=reason, **wish)
        messages.success(request, _("Đã trả lại câu hỏi."))
    elif deed == "rut":
        actions.withdraw(reason=reason, **wish)
        messages.success(request, _("Đã rút câu hỏi."))
    else:
        actions.remind(**wish)
        messages.success(request, _("Đã nhắc."))
    return redirect("office:ask", pk)


@demands(SIGNED_IN)
@require_safe
def answer_file(request: HttpRequest, pk: int) -> FileResponse:
    """The answer's file, always as a download: a stranger's html must not run here."""
    answered = getattr(get_ask_for(request.user, pk), "answer", None)
    if answered is None or answered.file is None:
        raise Http404
    return FileResponse(answered.file.content.open("rb"), as_attachment=True, filename=answered.file.name)


@demands(ASK)
@require_http_methods(["GET", "HEAD", "POST"])
def ask_about(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Ask agencies about a record."""
    about = get_about_for(request.user, kind, pk)
    form = AskForm(request.POST or None, today=today())
    if request.method == "POST" and form.is_valid():
        wish = form.cleaned_data
        with refusals_in(form):
            actions.ask(about=about, by=request.user, now=now(), **wish)
            messages.success(request, _("Đã gửi câu hỏi."))
            return redirect(kind_of(about).url(about))
    context = {"form": form, "about_title": kind_of(about).title(about), "back": kind_of(about).url(about)}
    return render(request, "office/ask_about.html", context)
