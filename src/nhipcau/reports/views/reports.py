"""One report: read, written part by part, presented, handed in, judged."""

from __future__ import annotations

from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nhipcau.kernel import answers
from nhipcau.kernel.access import SIGNED_IN, demands
from nhipcau.kernel.clock import today
from nhipcau.kernel.keys import key_of
from nhipcau.kernel.saying import refusals_in, shows_refusals
from nhipcau.kernel.seen import FIELD
from nhipcau.office.signing import printing
from nhipcau.office.signing import queries as signed
from nhipcau.reports import formpages, pages, placepage, queries
from nhipcau.reports.actions import gathering, writing
from nhipcau.reports.forms import OnPaperForm, PartForm, ReturnForm
from nhipcau.reports.kind import preview
from nhipcau.reports.models import Report
from nhipcau.reports.permissions import RUN_REPORTS, get_report_for, get_report_to_write

SECTION = {"section": "reports"}


@demands(SIGNED_IN)
@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """A report with all its parts."""
    found = get_report_for(request.user, pk)
    context = {
        "shown": pages.report_page(found, request.user),
        "report": found,
        "return_form": ReturnForm(),
        "given": formpages.given_shown(found, request.user),
        **SECTION,
    }
    return render(request, "reports/report.html", context)


@demands(SIGNED_IN)
@require_safe
@shows_refusals(lambda request, pk, ending: reverse("reports:report", args=[pk]), of_file=True)
def preview_file(request: HttpRequest, pk: int, ending: str) -> HttpResponseBase:
    """The report as a file: without number and day until it was issued, then as it went out."""
    found = get_report_for(request.user, pk)
    if ending not in {"pdf", "docx"}:
        raise Http404
    if (issued := signed.issued_file(found, ending)) is not None:
        kept, made_here = issued
        return answers.kept(kept, shown=ending == "pdf" and made_here)
    paper, name = preview(found)
    data = printing.plain_pdf(paper) if ending == "pdf" else printing.docx_of(paper)
    return FileResponse(BytesIO(data), as_attachment=ending == "docx", filename=f"{name}.{ending}")


@demands(SIGNED_IN)
@require_http_methods(["GET", "POST"])
def part(request: HttpRequest, pk: int, place: str) -> HttpResponse:
    """One place of a report: its words, where they come from, what agencies say of it."""
    found = get_report_for(request.user, pk)
    shown = placepage.place_page(found, place, request.user)
    if shown is None:
        raise Http404
    form = PartForm(request.POST or None, initial=shown.initial, of_task=shown.may_be_nil)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form, "text"):
            return _kept(request, found, shown, form)
    context = {"shown": shown, "form": form, "report": found, **SECTION}
    return render(request, "reports/part.html", context, status=422 if form.errors else 200)


def _kept(request: HttpRequest, found: Report, shown: placepage.PlacePage, form: PartForm) -> HttpResponse:
    writable = get_report_to_write(request.user, found.pk)
    writing.write_part(report=writable, place=shown.place.place, by=request.user, **form.cleaned_data)
    messages.success(request, _("Đã lưu phần này."))
    if "tiep" in request.POST and shown.following:
        return redirect(shown.following)
    return redirect(f"{shown.back}#{shown.place.place.replace(':', '-')}")


def _typed(request: HttpRequest, name: str, most: int) -> str:
    """What was typed into a field without a form; no character that a database does not take."""
    return request.POST.get(name, "")[:most].replace("\x00", "")


def _report_page(request: HttpRequest, pk: int, place: str = "") -> str:
    return reverse("reports:report", args=[pk])


@demands(SIGNED_IN)
@require_POST
@shows_refusals(_report_page)
def nil(request: HttpRequest, pk: int, place: str) -> HttpResponse:
    """There is nothing to tell of a task, by one click with a reason; or there is again."""
    found = get_report_to_write(request.user, pk)
    writing.write_part(
        report=found,
        place=place,
        text="",
        nil_reason=_typed(request, "ly-do", 1_000),
        seen=key_of(request.POST.get("da-xem")) or 0,
        by=request.user,
    )
    return redirect(f"{_report_page(request, pk)}#{place.replace(':', '-')}")


@demands(SIGNED_IN)
@require_POST
@shows_refusals(_report_page)
def present(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a report on its way to be signed."""
    version = writing.present_report(report=get_report_to_write(request.user, pk), by=request.user)
    messages.success(request, _("Đã trình ký. Ký và phát hành xong thì báo cáo được nộp."))
    return redirect("office:version", version.pk)


@demands(RUN_REPORTS)
@require_POST
@shows_refusals(_report_page)
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept a report."""
    found = get_report_for(request.user, pk)
    writing.accept(reports=[found], seen=request.POST.get(FIELD, ""), by=request.user)
    messages.success(request, _("Đã tiếp nhận báo cáo."))
    return redirect("reports:report", pk)


@demands(RUN_REPORTS)
@require_POST
@shows_refusals(_report_page)
def give_back(request: HttpRequest, pk: int, place: str) -> HttpResponse:
    """Give one part back."""
    writing.give_back(
        report=get_report_for(request.user, pk),
        place=place,
        reason=_typed(request, "reason", 1_000),
        by=request.user,
    )
    messages.success(request, _("Đã trả lại phần này; cơ quan được báo."))
    return redirect("reports:report", pk)


@demands(RUN_REPORTS)
@require_http_methods(["GET", "POST"])
def on_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """A report that came signed on paper."""
    found = get_report_to_write(request.user, pk)
    form = OnPaperForm(
        request.POST or None, request.FILES or None, initial={"day": today(), "came_on": today()}
    )
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            writing.receive_on_paper(report=found, on=today(), by=request.user, **form.cleaned_data)
            messages.success(request, _("Đã nhận báo cáo bằng văn bản."))
            return redirect("reports:report", pk)
    context = {"form": form, "report": found, "cancel": _report_page(request, pk), **SECTION}
    return render(request, "reports/on_paper.html", context, status=422 if form.errors else 200)


@demands(RUN_REPORTS)
@require_POST
@shows_refusals(lambda request, pk, place: reverse("reports:part", args=[pk, place]))
def word(request: HttpRequest, pk: int, place: str) -> HttpResponse:
    """What the coordinator writes in place of agencies' sentences, that it is left out, or stands again."""
    found = get_report_to_write(request.user, pk)
    queries.called(found, place)  # refused where it has no such place
    members = _typed(request, "cau", 20_000).split()
    deed = request.POST.get("viec", "")
    if deed == "bo":
        gathering.leave_out(report=found, place=place, members=members, by=request.user)
    elif deed == "lai":
        gathering.restore(report=found, place=place, members=members, by=request.user)
    else:
        text = _typed(request, "text", 20_000)
        gathering.word(report=found, place=place, members=members, text=text, by=request.user)
    return redirect(f"{reverse('reports:part', args=[pk, place])}#cau-{members[0] if members else ''}")


@demands(RUN_REPORTS)
@require_POST
@shows_refusals(_report_page)
def notes(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether the paper says at the foot of the page who says what."""
    writing.set_notes(
        report=get_report_to_write(request.user, pk), wanted="co" in request.POST, by=request.user
    )
    return redirect("reports:report", pk)
