"""Parcels on screen: made of one's own report, looked at, taken in, beside each other; whose keys are trusted."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nhipcau.engines.counting import parse_period
from nhipcau.engines.counting.errors import CountingError
from nhipcau.kernel import answers, house_key
from nhipcau.kernel.access import demands
from nhipcau.kernel.saying import refusals_in, shows_refusals
from nhipcau.reports.models import ParcelPaper, ReceivedParcel
from nhipcau.reports.parcels import actions, pages, queries
from nhipcau.reports.parcels.forms import ParcelForm, TrustForm
from nhipcau.reports.parcels.permissions import TRUST_SENDERS
from nhipcau.reports.permissions import READ_REPORTS, RUN_REPORTS, get_report_for

SECTION = {"section": "reports"}


def _report_page(request: HttpRequest, pk: int) -> str:
    return reverse("reports:report", args=[pk])


@demands(RUN_REPORTS)
@require_safe
@shows_refusals(_report_page)
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """The parcel of a province's report, to be sent up the line."""
    data, name = actions.made(get_report_for(request.user, pk))
    return answers.download(data, name, "application/zip")


@demands(READ_REPORTS)
@require_safe
def parcels(request: HttpRequest) -> HttpResponse:
    """Parcels that came, the newest first, with the periods in which they can be compared."""
    found = ReceivedParcel.objects.defer("content").select_related("taken_by").order_by("-pk")
    page = Paginator(found, 50).get_page(request.GET.get("trang"))
    periods = {period: pages.called(period) for period in queries.newest_periods()}
    looks = request.user.may(RUN_REPORTS)
    context = {
        "rows": pages.rows(page),
        "page": page,
        "waiting": pages.waiting_rows(queries.waiting()[:50]) if looks else [],
        "periods": periods.items(),
        **SECTION,
    }
    return render(request, "reports/parcels.html", context)


@demands(RUN_REPORTS)
@require_http_methods(["GET", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """Upload a parcel, to look at it."""
    form = ParcelForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form, "parcel"):
            asked = form.cleaned_data
            stored = actions.bring(upload=asked["parcel"], is_declared=asked["declared"], by=request.user)
            return redirect("reports:parcel_preview", stored.pk)
    status = 422 if form.errors else 200
    return render(request, "reports/parcel_bring.html", {"form": form, **SECTION}, status=status)


def _bring_page(request: HttpRequest, pk: int) -> str:
    return reverse("reports:parcel_bring")


@demands(RUN_REPORTS)
@require_http_methods(["GET", "POST"])
@shows_refusals(_bring_page)
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """What a parcel is and whose key signed it; taking it in."""
    stored = queries.laid_down(pk)
    if request.method == "POST":
        kept = actions.keep(stored=stored, by=request.user)
        messages.success(request, _("Đã nhận gói báo cáo."))
        return redirect("reports:parcel", kept.pk)
    context = {"shown": pages.preview(stored), "form": TrustForm(), **SECTION}
    return render(request, "reports/parcel_preview.html", context)


@demands(TRUST_SENDERS)
@require_POST
@shows_refusals(lambda request, pk: reverse("reports:parcel_preview", args=[pk]))
def trust(request: HttpRequest, pk: int) -> HttpResponse:
    """Trust the key of a parcel that is looked at."""
    note = request.POST.get("note", "")
    actions.trust(stored=queries.laid_down(pk), note=note, by=request.user)
    messages.success(request, _("Đã xác nhận khóa của đơn vị gửi."))
    return redirect("reports:parcel_preview", pk)


@demands(READ_REPORTS)
@require_safe
def parcel(request: HttpRequest, pk: int) -> HttpResponse:
    """One parcel: its words, figures, papers, and what it stands for."""
    found = get_object_or_404(ReceivedParcel.objects.select_related("taken_by", "file"), pk=pk)
    context = {"shown": pages.parcel_page(found), "papers": found.papers.select_related("file"), **SECTION}
    return render(request, "reports/parcel.html", context)


@demands(READ_REPORTS)
@require_safe
def paper(request: HttpRequest, pk: int, paper: int) -> HttpResponseBase:
    """A paper that came in a parcel."""
    found = get_object_or_404(ParcelPaper.objects.select_related("file"), parcel=pk, pk=paper)
    return answers.kept(found.file)


@demands(READ_REPORTS)
@require_safe
def compare(request: HttpRequest, period: str) -> HttpResponse:
    """A period's figures, senders as columns."""
    try:
        code = parse_period(period).code
    except CountingError as unknown:
        raise Http404 from unknown
    context = {"shown": pages.comparison(code, request.GET.get("trang")), **SECTION}
    return render(request, "reports/parcels_compare.html", context)


@demands(TRUST_SENDERS)
@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """This installation's own key, and those of senders."""
    context = {"own": house_key.shown(), "rows": pages.key_rows(), **SECTION}
    return render(request, "reports/parcel_keys.html", context)


@demands(TRUST_SENDERS)
@require_POST
@shows_refusals("reports:parcel_keys")
def change_key(request: HttpRequest) -> HttpResponse:
    """Trust a known key no more, or again."""
    deed = actions.trust_again if request.POST.get("viec") == "tin" else actions.distrust
    deed(key=request.POST.get("khoa", "")[:64], note=request.POST.get("note", ""), by=request.user)
    messages.success(request, _("Đã ghi."))
    return redirect("reports:parcel_keys")
