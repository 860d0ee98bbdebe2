"""Forms of reports for agencies that cannot sign in: given out, brought back, shown, taken in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nhipcau.kernel import answers
from nhipcau.kernel.access import SIGNED_IN, demands
from nhipcau.kernel.clock import today
from nhipcau.kernel.saying import refusals_in, shows_refusals
from nhipcau.reports import formpages, forms_in
from nhipcau.reports.actions import forms as actions
from nhipcau.reports.actions.given import file_of
from nhipcau.reports.forms import FilledFileForm, TakeForm
from nhipcau.reports.models import FilledForm, GivenForm, Report
from nhipcau.reports.permissions import RUN_REPORTS, get_report_for, get_report_to_write, get_round_for

SECTION = {"section": "reports"}
MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def _report_page(request: HttpRequest, pk: int, **_more: object) -> str:
    return reverse("reports:report", args=[pk])


def _name(given: GivenForm, ending: str) -> str:
    code = given.form["scope"]
    return f"bieu-bao-cao-{given.report.round.period}-{code}-lan-{given.edition}.{ending}"


@demands(RUN_REPORTS)
@require_POST
@shows_refusals(_report_page)
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of a report leaves; its files are on the report's page."""
    made = actions.give_out(report=get_report_to_write(request.user, pk), by=request.user)
    messages.success(
        request,
        _("Đã lập biểu mẫu lần %(edition)s. Tải tệp Word hoặc Excel để gửi.") % {"edition": made.edition},
    )
    return redirect(f"{_report_page(request, pk)}#bieu-mau")


@demands(RUN_REPORTS)
@require_safe
def given(request: HttpRequest, pk: int, edition: int, ending: str) -> HttpResponse:
    """A form as it was given out."""
    found = get_report_for(request.user, pk)
    kept = get_object_or_404(GivenForm.objects.select_related("report__round"), report=found, edition=edition)
    if ending not in MEDIA_TYPES:
        raise Http404
    return answers.download(file_of(kept, ending), _name(kept, ending), MEDIA_TYPES[ending])


@demands(RUN_REPORTS)
@require_safe
def of_round(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """The newest form of each agency that has not handed in, in one ZIP."""
    round_ = get_round_for(request.user, pk)
    return zipped(formpages.waiting_forms(round_), ending, _name, f"bieu-bao-cao-{round_.period}.zip")


def zipped(
    forms: QuerySet[GivenForm], ending: str, name: Callable[[GivenForm, str], str], title: str
) -> HttpResponse:
    """Of each agency the newest of some forms, in one ZIP; 404 where there are none.  name: of each file, title: of the ZIP."""
    rows = formpages.newest_each(forms)
    if ending not in MEDIA_TYPES or not rows:
        raise Http404
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as box:  # what is in it is packed already
        for one in rows:
            box.writestr(name(one, ending), file_of(one, ending))
    return answers.download(out.getvalue(), title, "application/zip")


@demands(SIGNED_IN)
@require_safe
def scan(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The signed scan of a report that came on paper, for whoever reads the report."""
    return answers.kept(get_report_for(request.user, pk).scan)


@demands(RUN_REPORTS)
@require_http_methods(["GET", "POST"])
def bring(request: HttpRequest, pk: int) -> HttpResponse:
    """A filled form that came back; what was read is shown on the next page."""
    found = get_report_to_write(request.user, pk)
    form = FilledFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form, "file"):
            read = actions.read_filled(report=found, upload=form.cleaned_data["file"], by=request.user)
            return redirect("reports:form_filled", pk, read.pk)
    context = {
        "form": form,
        "of": found,
        "given": formpages.given_shown(found, request.user),
        "cancel": _report_page(request, pk),
        **SECTION,
    }
    return render(request, "reports/form_bring.html", context, status=422 if form.errors else 200)


@demands(RUN_REPORTS)
@require_http_methods(["GET", "POST"])
def filled(request: HttpRequest, pk: int, filled: int) -> HttpResponse:
    """Every changed cell beside what stands now; confirmed with number, day and scan, all of it is taken."""
    found = get_report_to_write(request.user, pk)
    kept = get_object_or_404(
        FilledForm.objects.select_related("given__report__round__plan", "given__report__agency"),
        pk=filled,
        given__report=found,
        read_by=request.user,
    )
    form = TakeForm(request.POST or None, request.FILES or None, initial={"day": today(), "came_on": today()})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            seen = request.POST.get("seen", "")[:64]
            actions.take_in(filled=kept, seen=seen, on=today(), by=request.user, **form.cleaned_data)
            messages.success(request, _("Đã nhập biểu mẫu và nhận báo cáo bằng văn bản."))
            return redirect("reports:report", pk)
    return _filled_page(request, found, kept, form)


def _filled_page(request: HttpRequest, found: Report, kept: FilledForm, form: TakeForm) -> HttpResponse:
    shown = None if kept.taken_at else forms_in.judged(kept)
    context: dict[str, Any] = {"shown": shown, "form": form, "of": found, "filled": kept, **SECTION}
    context |= {"cancel": _report_page(request, found.pk), "takes": shown is not None and shown.is_sound}
    context |= {
        "bring": reverse("reports:form_bring", args=[found.pk]),
        "save": _("Ghi vào báo cáo và nhận"),
    }
    return render(request, "reports/form_filled.html", context, status=422 if form.errors else 200)
