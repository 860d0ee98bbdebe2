"""Results that the system records by itself: by what, and an agency's word that one is not so."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nhipcau.kernel.access import demands
from nhipcau.kernel.clock import today
from nhipcau.kernel.saying import refusals_in
from nhipcau.kernel.standing import written
from nhipcau.plans import proven, proven_words
from nhipcau.plans.actions import proving
from nhipcau.plans.actions.telling import address_of_part
from nhipcau.plans.permissions import REPORT, RUN_PLANS, get_reported_for, get_task_for
from nhipcau.plans.proving_forms import BY_HAND, ObjectionForm, ProofForm
from nhipcau.plans.views.forming import form_page


@demands(RUN_PLANS)
@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Say by what a task's results are proven; one click confirms what its words suggest."""
    found = get_task_for(request.user, pk)
    chosen = proven.of_task(found)
    kind = chosen.kind if chosen is not None else proven_words.suggested(found)
    form = ProofForm(request.POST if request.method == "POST" else None, initial={"kind": kind or BY_HAND})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            proving.choose(task=found, by=request.user, **form.cleaned_data)
            messages.success(request, _("Đã lưu. Kết quả của các cơ quan được ghi nhận sau ít giây."))
            return redirect("plans:task", pk)
    lead = _(
        "Kết quả có căn cứ trong hệ thống được ghi là hoàn thành, cơ quan không phải báo; cơ quan báo lại được nếu không đúng."
    )
    return form_page(request, found, form, _("Kết quả tự ghi nhận"), lead=lead, save=_("Lưu"))


@demands(REPORT)
@require_http_methods(["GET", "POST"])
def object_to(request: HttpRequest, pk: int) -> HttpResponse:
    """Say in the agency's name that a result which the system recorded is not so."""
    owed = get_reported_for(request.user, pk)
    form = ObjectionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            proving.object_to(owed=owed, today=today(), by=request.user, **form.cleaned_data)
            return redirect(address_of_part(owed.duty))
    said = _("%(agency)s, kỳ hạn %(day)s. Kết quả trở lại chưa hoàn thành và hệ thống không tự ghi nhận nữa.")
    lead = said % {"agency": owed.duty.agency, "day": written(owed.due_on)}
    return form_page(
        request, owed.duty.task, form, _("Kết quả ghi nhận không đúng"), lead=lead, save=_("Gửi")
    )
