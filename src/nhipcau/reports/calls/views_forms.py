"""Forms of data calls for agencies that cannot sign in: given out, brought back, shown, taken in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nhipcau.kernel import answers
from nhipcau.kernel.access import SIGNED_IN, demands
from nhipcau.kernel.clock import today
from nhipcau.kernel.saying import refusals_in, shows_refusals
from nhipcau.reports import formpages
from nhipcau.reports.actions.given import file_of
from nhipcau.reports.calls import forms_in, pages
from nhipcau.reports.calls.actions import forms as actions
from nhipcau.reports.calls.forms import TakeForm
from nhipcau.reports.calls.permissions import get_call_for, get_reply_for, get_reply_to_answer
from nhipcau.reports.forms import FilledFileForm
from nhipcau.reports.models import FilledForm, GivenForm
from nhipcau.reports.permissions import RUN_REPORTS
from nhipcau.reports.views.forms import MEDIA_TYPES, zipped

SECTION = {"section": "reports"}
REPLY = "reports:call_reply"


@demands(RUN_REPORTS)
@require_POST
@shows_refusals(REPLY)
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of a call leaves; its files are on the reply's page."""
    made = actions.give_out(reply=get_reply_to_answer(request.user, pk), by=request.user)
    messages.success(
        request,
        _("Đã lập biểu mẫu lần %(edition)s. Tải tệp Word hoặc Excel để gửi.") % {"edition": made.edition},
    )
    return redirect(f"{reverse(REPLY, args=[pk])}#bieu-mau")


@demands(RUN_REPORTS)
@require_safe
def given(request: HttpRequest, pk: int, edition: int, ending: str) -> HttpResponse:
    """A form as it was given out."""
    found = get_reply_for(request.user, pk)
    kept = get_object_or_404(GivenForm, call=found.call_id, agency=found.agency_id, edition=edition)
    if ending not in MEDIA_TYPES:
        raise Http404
    return answers.download(file_of(kept, ending), _name(kept, ending), MEDIA_TYPES[ending])


def _name(given: GivenForm, ending: str) -> str:
    return f"bieu-de-nghi-{given.call_id}-{given.form['scope']}-lan-{given.edition}.{ending}"


@demands(RUN_REPORTS)
@require_safe
def of_call(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """The newest form of each agency that has not answered, in one ZIP."""
    call = get_call_for(request.user, pk)
    return zipped(formpages.waiting_call_forms(call), ending, _name, f"bieu-de-nghi-{call.pk}.zip")


@demands(RUN_REPORTS)
@require_http_methods(["GET", "POST"])
def bring(request: HttpRequest, pk: int) -> HttpResponse:
    """A filled form that came back; what was read is shown on the next page."""
    found = get_reply_to_answer(request.user, pk)
    form = FilledFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form, "file"):
            read = actions.read_filled(reply=found, upload=form.cleaned_data["file"], by=request.user)
            return redirect("reports:call_form_filled", pk, read.pk)
    context = {
        "form": form,
        "of": found,
        "given": formpages.call_given(found, request.user),
        "cancel": pages.reply_url(found),
        **SECTION,
    }
    return render(request, "reports/form_bring.html", context, status=422 if form.errors else 200)


@demands(RUN_REPORTS)
@require_http_methods(["GET", "POST"])
def filled(request: HttpRequest, pk: int, filled: int) -> HttpResponse:
    """Every changed cell beside what stands now; confirmed with number, day, signer and scan, all of it is taken."""
    found = get_reply_to_answer(request.user, pk)
    kept = get_object_or_404(
        FilledForm.objects.select_related("given"),
        pk=filled,
        given__call=found.call_id,
        given__agency=found.agency_id,
        read_by=request.user,
    )
    form = TakeForm(request.POST or None, request.FILES or None, initial={"day": today(), "came_on": today()})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            seen = request.POST.get("seen", "")[:64]
            actions.take_in(filled=kept, reply=found, seen=seen, by=request.user, **form.cleaned_data)
            messages.success(request, _("Đã nhập biểu mẫu và nhận câu trả lời bằng văn bản."))
            return redirect(REPLY, pk)
    shown = None if kept.taken_at else forms_in.judged(kept, found)
    context: dict[str, Any] = {"shown": shown, "form": form, "of": found, "filled": kept, **SECTION}
    context |= {
        "cancel": pages.reply_url(found),
        "bring": reverse("reports:call_form_bring", args=[pk]),
        "takes": shown is not None and shown.is_sound,
        "save": _("Ghi câu trả lời và nhận"),
    }
    return render(request, "reports/form_filled.html", context, status=422 if form.errors else 200)


@demands(SIGNED_IN)
@require_safe
def scan(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The signed scan of a reply that came on paper, for whoever reads the reply."""
    return answers.kept(get_reply_for(request.user, pk).scan)
