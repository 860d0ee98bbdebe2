"""The overview of reports, its tables and its paper; the leaders' page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nhipcau.indicators import queries as counting
from nhipcau.kernel import answers
from nhipcau.kernel.access import demands
from nhipcau.reports import leaders, overview, overview_files
from nhipcau.reports.permissions import READ_REPORTS

SECTION = {"section": "reports"}


def _asked(request: HttpRequest) -> counting.Asked:
    """The period of the address.  404 for what is none."""
    found = overview.asked(request.GET.get("ky", "")[:40])
    if found is None:
        raise Http404
    return found


def _codes(request: HttpRequest) -> list[str]:
    return [code[:40] for code in request.GET.getlist("chi-tieu") if code][: overview.MOST_TRENDS]


@demands(READ_REPORTS)
@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """Who handed in when, figures over the years and beside their goals, tasks late by agency."""
    question, codes = _asked(request), _codes(request)
    shown = overview.overview(request.user, question, request.GET, codes)
    context = {
        "shown": shown,
        "head": shown.head,
        "choices": overview.choices(question),
        "chosen": overview.chosen(shown),
        "query": overview.query(question, codes),
        **SECTION,
    }
    return render(request, "reports/overview/page.html", context)


@demands(READ_REPORTS)
@require_safe
def workbook(request: HttpRequest, name: str) -> HttpResponse:
    """One of its tables as a list (.xlsx)."""
    if name not in overview_files.TITLES:
        raise Http404
    question = _asked(request)
    period = overview.period_of(question)
    made = overview_files.workbook(name, question, _codes(request), period)
    return answers.workbook(made, f"{name}-{question.period.code.replace('..', '-den-')}.xlsx")


@demands(READ_REPORTS)
@require_safe
def paper(request: HttpRequest) -> HttpResponse:
    """The page to print (PDF)."""
    question = _asked(request)
    shown = overview.overview(request.user, question, {}, _codes(request))
    name = f"tong-quan-{question.period.code.replace('..', '-den-')}.pdf"
    return answers.download(overview_files.pdf(shown, request.user), name, "application/pdf")


@demands(READ_REPORTS)
@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """Every running plan in one line."""
    return render(request, "reports/overview/leaders.html", {"lines": leaders.lines(), **SECTION})
