"""Pages of figures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nhipcau.engines.counting import Indicator
from nhipcau.indicators import actions, opened, pages, queries, sheets
from nhipcau.indicators.forms import CorrectForm, EnterForm, GoalForm, OfIndicator, OwnForm
from nhipcau.indicators.models import OwnIndicator
from nhipcau.indicators.permissions import KEEP_FIGURES, NO_ENTRY, get_scope_for, may_enter
from nhipcau.kernel import answers
from nhipcau.kernel.access import SIGNED_IN, demands, must
from nhipcau.kernel.saying import refusals_in, shows_refusals
from nhipcau.kernel.sentences import of_both

SECTION = {"section": "figures"}


def _query(question: queries.Asked) -> dict[str, str]:
    """What an address of the page carries on to its deeds."""
    return {"query": pages.address(question.period.code, question.agency).partition("?")[2]}


def _asked(request: HttpRequest) -> queries.Asked:
    """What the address asks for: of which period, for whom.  404 for what is none."""
    agency = get_scope_for(request.user, request.GET.get("co-quan", "")[:80])
    found = queries.asked_or_none(request.GET.get("ky", "")[:40], agency)
    if found is None:
        raise Http404
    return found


def _indicator(question: queries.Asked, code: str) -> Indicator:
    found = queries.indicator_of(question.definitions, code)
    if found is None or not queries.counted_for(found, question.agency):
        raise Http404
    return found


@demands(SIGNED_IN)
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """All figures of a period."""
    question = _asked(request)
    sheet = pages.sheet(request.user, question)
    context = {"sheet": sheet, "head": sheet.head, **_query(question), **SECTION}
    return render(request, "indicators/figures.html", context)


@demands(SIGNED_IN)
@require_safe
def workbook(request: HttpRequest) -> HttpResponse:
    """The same as a list (.xlsx)."""
    question = _asked(request)
    head = pages.head(request.user, question)
    return answers.workbook(
        sheets.figures(question, head), f"so-lieu-{head.code.replace('..', '-den-')}.xlsx"
    )


@demands(SIGNED_IN)
@require_safe
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """One indicator, opened to its records."""
    question = _asked(request)
    found = opened.one(
        request.user,
        question,
        _indicator(question, code),
        part=request.GET.get("so", "")[:40],
        page=request.GET.get("trang", "1"),
        by_agency=request.GET.get("theo") == "co-quan",
    )
    context = {"one": found, "head": found.head, **_query(question), **SECTION}
    return render(request, "indicators/indicator.html", context)


@demands(SIGNED_IN)
def enter(request: HttpRequest, code: str) -> HttpResponse:
    """A figure entered with its source."""
    question = _asked(request)
    found = _indicator(question, code)
    must(may_enter(request.user, question.agency), NO_ENTRY)
    return _given(
        request,
        question,
        found,
        EnterForm,
        actions.enter,
        at="value",
        title=_("Nhập số liệu"),
        done=_("Đã ghi số liệu."),
    )


@demands(KEEP_FIGURES)
def goal(request: HttpRequest, code: str) -> HttpResponse:
    """What a figure is to reach."""
    question = _asked(request)
    return _given(
        request,
        question,
        _indicator(question, code),
        GoalForm,
        actions.set_goal,
        at="source",
        title=_("Đặt mục tiêu"),
        done=_("Đã ghi mục tiêu."),
    )


def _given(
    request: HttpRequest,
    question: queries.Asked,
    found: Indicator,
    kind: type[OfIndicator],
    act: Callable[..., Any],
    *,
    at: str,
    title: str,
    done: str,
) -> HttpResponse:
    """One figure written by an act that takes what the form gives.  at: the field beside which a refusal stands."""
    form = kind(request.POST or None, indicator=found, initial={"part": request.GET.get("so", "")})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form, at):
            act(question=question, part=form.chosen, by=request.user, **form.given)
            messages.success(request, done)
            return redirect(pages.address(question.period.code, question.agency, found.code))
    return _form(request, question, found, form, title)


def _form(
    request: HttpRequest, question: queries.Asked, found: Indicator, form: Any, title: str
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "name": of_both(found.name),
        "head": pages.head(request.user, question),
        "cancel": pages.address(question.period.code, question.agency, found.code),
        **SECTION,
    }
    return render(request, "indicators/form.html", context, status=422 if form.errors else 200)


def _page_of(request: HttpRequest) -> str:
    question = _asked(request)
    return pages.address(question.period.code, question.agency)


@demands(KEEP_FIGURES)
@require_POST
@shows_refusals(_page_of)
def close(request: HttpRequest) -> HttpResponse:
    """Freeze a period's figures."""
    actions.close(question=_asked(request), by=request.user)
    messages.success(request, _("Đã chốt số liệu của kỳ."))
    return redirect(_page_of(request))


@demands(KEEP_FIGURES)
def correct(request: HttpRequest) -> HttpResponse:
    """A new version of closed figures, with a reason."""
    question = _asked(request)
    form = CorrectForm(request.POST or None)
    back = pages.address(question.period.code, question.agency)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form, "reason"):
            actions.correct(question=question, reason=form.cleaned_data["reason"], by=request.user)
            messages.success(request, _("Đã lập bản chốt mới."))
            return redirect(back)
    sheet = pages.sheet(request.user, question)
    context = {"form": form, "sheet": sheet, "head": sheet.head, "cancel": back, **SECTION}
    return render(request, "indicators/correct.html", context, status=422 if form.errors else 200)


@demands(KEEP_FIGURES)
def own(request: HttpRequest) -> HttpResponse:
    """The office's own indicators, and one more."""
    form = OwnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form, "code"):
            actions.add_own(words=form.words, by=request.user)
            messages.success(request, _("Đã thêm chỉ tiêu."))
            return redirect("indicators:own")
    context = {"form": form, "rows": OwnIndicator.objects.select_related("added_by", "ended_by"), **SECTION}
    return render(request, "indicators/own.html", context, status=422 if form.errors else 200)


@demands(KEEP_FIGURES)
@require_POST
@shows_refusals(lambda request, pk: reverse("indicators:own"))
def end_own(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer an own indicator no more."""
    actions.end_own(own=get_object_or_404(OwnIndicator, pk=pk), by=request.user)
    messages.success(request, _("Đã thôi dùng chỉ tiêu. Số liệu đã nhập và đã chốt vẫn còn."))
    return redirect("indicators:own")
