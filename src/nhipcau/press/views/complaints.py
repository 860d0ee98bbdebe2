"""Marking an article as a citizens' complaint, and how it was handled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nhipcau.kernel.access import demands
from nhipcau.kernel.saying import refusals_in
from nhipcau.press.actions import complaints
from nhipcau.press.forms import ComplaintMarkForm, HandlingForm
from nhipcau.press.permissions import TRIAGE, get_article_for


@demands(TRIAGE)
@require_http_methods(["GET", "POST"])
def handle(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer, put right, or forward to an agency."""
    found = get_article_for(request.user, pk, TRIAGE)
    form = HandlingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            complaints.handle(article=found, by=request.user, **form.cleaned_data)
            messages.success(request, _("Đã ghi việc giải quyết."))
            return redirect("press:article", pk)
    context = {
        "article": found,
        "form": form,
        "route": "press:handle",
        "heading": _("Giải quyết phản ánh"),
        "section": "press",
        "tab": "desk",
    }
    return render(request, "press/form.html", context, status=422 if form.errors else 200)


@demands(TRIAGE)
@require_http_methods(["GET", "POST"])
def mark(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark an article as a complaint that the machine did not see."""
    return _change_mark(request, pk, complaints.mark, "press:complaint_mark", _("Đánh dấu cần giải quyết"))


@demands(TRIAGE)
@require_http_methods(["GET", "POST"])
def unmark(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the mark away, with a reason."""
    return _change_mark(request, pk, complaints.unmark, "press:complaint_unmark", _("Gỡ nhãn cần giải quyết"))


def _change_mark(
    request: HttpRequest, pk: int, change: Callable[..., Any], route: str, heading: str
) -> HttpResponse:
    found = get_article_for(request.user, pk, TRIAGE)
    form = ComplaintMarkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            change(article=found, by=request.user, why=form.cleaned_data["why"])
            messages.success(request, _("Đã lưu nhãn."))
            return redirect("press:article", pk)
    context = {
        "article": found,
        "form": form,
        "route": route,
        "heading": heading,
        "section": "press",
        "tab": "desk",
    }
    return render(request, "press/form.html", context, status=422 if form.errors else 200)
