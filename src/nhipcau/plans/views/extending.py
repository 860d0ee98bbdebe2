"""Asking for more time for a result, and deciding on it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nhipcau.kernel import lists
from nhipcau.kernel.access import SIGNED_IN, demands
from nhipcau.kernel.clock import today
from nhipcau.kernel.saying import refusals_in, shows_refusals
from nhipcau.kernel.standing import written
from nhipcau.plans.actions import extending
from nhipcau.plans.actions.telling import address_of_part
from nhipcau.plans.extending_forms import AskTimeForm, DeclineTimeForm, GrantTimeForm
from nhipcau.plans.models import Duty, Extension
from nhipcau.plans.permissions import ASK_TIME, RUN_PLANS, get_extension_for, get_owed_for
from nhipcau.plans.views.forming import form_page

SECTION = {"section": "plans"}
LIST = "danh-sach"


def _after(request: HttpRequest, duty: Duty) -> HttpResponse:
    """Back to where it was decided: the list of wishes, else the agency's part."""
    if request.POST.get("ve") == LIST:
        return redirect("plans:extensions")
    return redirect(address_of_part(duty))


@demands(SIGNED_IN)
@require_safe
def extensions(request: HttpRequest) -> HttpResponse:
    """What was asked for, what waits first: all for the coordinator, the own agency's for others."""
    view = "tat-ca" if request.GET.get("xem") == "tat-ca" else ""
    page = lists.page(request, "plans.extensions")
    return render(request, "plans/extensions.html", {"page": page, "view": view, **SECTION})


@demands(ASK_TIME)
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a later day of a result in its agency's name."""
    owed = get_owed_for(request.user, pk)
    form = AskTimeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            extending.ask_time(owed=owed, today=today(), by=request.user, **form.cleaned_data)
            return _after(request, owed.duty)
    said = _("%(agency)s, thời hạn hiện nay %(day)s. Thời hạn giữ nguyên đến khi cơ quan điều phối đồng ý.")
    lead = said % {"agency": owed.duty.agency, "day": written(owed.due_on)}
    return form_page(request, owed.duty.task, form, _("Đề nghị gia hạn"), lead=lead, save=_("Gửi đề nghị"))


def _wish(asked: Extension) -> str:
    said = _("%(agency)s đề nghị chuyển thời hạn %(day)s đến %(wanted)s: %(reason)s")
    return said % {
        "agency": asked.deliverable.duty.agency,
        "day": written(asked.due_on),
        "wanted": written(asked.wanted),
        "reason": asked.reason,
    }


@demands(RUN_PLANS)
@require_http_methods(["GET", "POST"])
def grant(request: HttpRequest, pk: int) -> HttpResponse:
    """Grant what is asked for; a click on the button alone grants the wished day."""
    asked = get_extension_for(request.user, pk, to_decide=True)
    duty = asked.deliverable.duty
    form = GrantTimeForm(request.POST if request.method == "POST" else None, initial={"until": asked.wanted})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            extending.grant(asked=asked, today=today(), by=request.user, **form.cleaned_data)
            return _after(request, duty)
    title, save = _("Gia hạn kết quả"), _("Đồng ý gia hạn")
    back = reverse("plans:extensions")
    return form_page(request, duty.task, form, title, lead=_wish(asked), save=save, back=back)


@demands(RUN_PLANS)
@require_http_methods(["GET", "POST"])
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave the day as it stands, with a reason."""
    asked = get_extension_for(request.user, pk, to_decide=True)
    duty = asked.deliverable.duty
    form = DeclineTimeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            extending.decline(asked=asked, by=request.user, **form.cleaned_data)
            return _after(request, duty)
    title, save = _("Không đồng ý gia hạn"), _("Không đồng ý")
    back = reverse("plans:extensions")
    return form_page(request, duty.task, form, title, lead=_wish(asked), save=save, back=back)


@demands(ASK_TIME)
@require_POST
@shows_refusals(lambda request, pk: reverse("plans:extensions"))
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for no more time after all."""
    asked = get_extension_for(request.user, pk)
    extending.withdraw(asked=asked, by=request.user)
    return _after(request, asked.deliverable.duty)
