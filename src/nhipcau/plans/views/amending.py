"""A paper that amends a running plan: which plan, what changes beside both texts, confirmed once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from nhipcau.agencies.models import Agency, AgencyGroup
from nhipcau.kernel.access import SIGNED_IN, demands
from nhipcau.kernel.clock import today
from nhipcau.kernel.keys import key_of
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.saying import refusals_said, say, shows_refusals
from nhipcau.plans import amend_draft, amend_page, handed
from nhipcau.plans.actions import amend_confirm, amend_undo, amending
from nhipcau.plans.forms import DraftTaskForm, ObligationForm
from nhipcau.plans.models import Amendment, Plan, PlanImport
from nhipcau.plans.permissions import RUN_PLANS, get_import_for, get_plan_for, plans_for
from nhipcau.plans.running_tree import running_tasks
from nhipcau.plans.views import drafted

SECTION = {"section": "plans"}


@demands(RUN_PLANS)
@require_POST
@shows_refusals("plans:import")
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which running plan the paper amends; none: it is a plan of its own."""
    plan_import = get_import_for(request.user, pk)
    asked = request.POST.get("ke_hoach", "")
    if not asked:
        amending.not_amending(plan_import=plan_import, by=request.user)
        return redirect("plans:import", pk)
    plan = plans_for(request.user).filter(pk=key_of(asked) or 0).first()
    if plan is None:
        raise Refused(N_("Hãy chọn kế hoạch được sửa đổi trong danh sách."))
    whole = {"toan-van": True, "tung-dieu": False}.get(request.POST.get("cach", ""))
    amending.amend(plan_import=plan_import, plan=plan, by=request.user, whole=whole)
    return redirect("plans:import", pk)


def shown(request: HttpRequest, plan_import: PlanImport) -> HttpResponse:
    """The changes beside the paper."""
    context = {
        **amend_page.page(plan_import),
        "agencies": Agency.objects.in_order(),
        "groups": AgencyGroup.objects.all(),
        **SECTION,
    }
    return render(request, "plans/amend_check.html", context)


def _back(pk: int, key: str = "") -> HttpResponse:
    return redirect(reverse("plans:import", args=[pk]) + (f"?mo={key}#{key}" if key else ""))


@demands(RUN_PLANS)
@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """One change: its form, and saving it."""
    plan_import = get_import_for(request.user, pk)
    found = amend_draft.find(plan_import.changes or {"items": []}, key)
    if found is None or plan_import.amends is None:
        raise Http404
    kind = ObligationForm if "due" in found["fields"] else DraftTaskForm

    def save(values: dict[str, Any], seen: str) -> None:
        amending.edit_item(plan_import=plan_import, key=key, seen=seen, values=values, by=request.user)

    form, saved = drafted.sent(request, kind, save)
    if request.method == "POST" and form is None:
        plan_import.refresh_from_db()
        found = amend_draft.find(plan_import.changes or {"items": []}, key) or found
    running = running_tasks(plan_import.amends)
    # A time that was not read stays empty: the old one in its place would be kept by a click.
    new = {**found["new"], "timing": None} if amend_draft.lacks_time(found) else found["new"]
    first = new if kind is ObligationForm else DraftTaskForm.shown(new)
    context = {
        "plan_import": plan_import,
        "item": amend_page.shown_item(found, running),
        "choices": amend_page.choices(running),
        "form": form or kind(initial=first),
        "saved": saved,
        **SECTION,
    }
    return render(request, "plans/amend_item.html", context, status=422 if form else 200)


@demands(RUN_PLANS)
@require_POST
def mark(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Looked at, not to be done, to be done after all."""
    plan_import, asked = get_import_for(request.user, pk), request.POST.get("viec", "")
    with refusals_said(request):
        if asked not in amending.MARKS:
            raise Refused(amending.CHANGED)
        amending.mark_item(plan_import=plan_import, key=key, mark=asked, by=request.user)
    return _back(pk, key)


@demands(RUN_PLANS)
@require_POST
def aim(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Say which task of the plan a change speaks of."""
    plan_import, asked = get_import_for(request.user, pk), request.POST.get("nhiem_vu", "")
    with refusals_said(request):
        task = key_of(asked)
        if asked and task is None:
            raise Refused(amending.NOT_FOUND)
        amending.aim_item(plan_import=plan_import, key=key, task=task, by=request.user)
    return _back(pk, key)


@demands(RUN_PLANS)
@require_POST
@shows_refusals("plans:import")
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Hold the changes against the plan as it stands now."""
    moved = amending.compare_again(plan_import=get_import_for(request.user, pk), by=request.user)
    if moved:
        messages.warning(request, _("Đã so sánh lại: %(count)s nhiệm vụ đã thay đổi.") % {"count": moved})
    else:
        messages.success(request, _("Đã so sánh lại: kế hoạch không có thay đổi nào mới."))
    return redirect("plans:import", pk)


@demands(RUN_PLANS)
@require_POST
@shows_refusals("plans:import")
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Do what the paper says."""
    plan_import = get_import_for(request.user, pk)
    try:
        made = amend_confirm.confirm_amendment(plan_import=plan_import, by=request.user, today=today())
    except amend_confirm.AlreadyAmended as there:
        messages.warning(request, say(there))
        return redirect("plans:amendment", there.amendment.pk)
    messages.success(
        request, _("Đã áp dụng văn bản %(number)s vào kế hoạch.") % {"number": made.document.number}
    )
    return redirect("plans:amendment", made.pk)


@demands(SIGNED_IN)
@require_GET
def amendment(request: HttpRequest, pk: int) -> HttpResponse:
    """What a confirmed paper changed."""
    found, plan = _amendment_for(request, pk)
    context = {
        "amendment": found,
        "plan": plan,
        "changes": amend_page.done(found, request.user),
        "may_undo": request.user.may(RUN_PLANS) and found.undone_at is None and plan.is_open,
        **handed.out(request.user, found.sent_id),
        **SECTION,
    }
    return render(request, "plans/amendment.html", context)


def _amendment_for(request: HttpRequest, pk: int) -> tuple[Amendment, Plan]:
    """A paper with its plan, both to be read by the officer."""
    found = Amendment.objects.select_related("document__file", "plan", "instead_of").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found, get_plan_for(request.user, found.plan_id)


@demands(RUN_PLANS)
@require_POST
@shows_refusals("plans:amendment")
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a confirmed paper back, where nothing was done on it."""
    found, _plan = _amendment_for(request, pk)
    amend_undo.undo_amendment(amendment=found, by=request.user)
    messages.success(
        request,
        _("Đã hoàn tác văn bản %(number)s. Kế hoạch trở lại như trước.") % {"number": found.document.number},
    )
    return redirect("plans:amendment", pk)
