"""Urging overdue work: singly, by agency, or many rows at once; as notices or as an official letter."""

from __future__ import annotations

from itertools import groupby

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nhipcau.documents.letters.permissions import drafting_agencies
from nhipcau.kernel.access import demands
from nhipcau.kernel.clock import today
from nhipcau.kernel.keys import key_of
from nhipcau.kernel.saying import shows_refusals
from nhipcau.plans import urged_words
from nhipcau.plans.actions import urging
from nhipcau.plans.models import Plan
from nhipcau.plans.permissions import RUN_PLANS, get_plan_for


@demands(RUN_PLANS)
@require_http_methods(["GET", "POST"])
@shows_refusals("plans:urge")
def urge(request: HttpRequest, pk: int) -> HttpResponse:
    """The overdue results of a plan, to choose from; the chosen ones are urged in one of two ways."""
    plan = get_plan_for(request.user, pk)
    if request.method == "POST":
        return _urge(request, plan)
    agency, task = (key_of(request.GET.get(name)) for name in ("co_quan", "nhiem_vu"))
    owed = urging.overdue_of(plan, today=today(), agency=agency, task=task)
    # Nobody urges himself, unless he asks for his own agency's.
    own = request.user.agency_id if agency is None else None
    groups = [
        (name, [(one, one.standing(today()).days) for one in items])
        for name, items in groupby(owed, key=lambda one: one.duty.agency)
        if name.pk != own
    ]
    issuers = drafting_agencies(request.user).alive(today()).in_order()[:200]
    context = {
        "plan": plan,
        "groups": groups,
        "own": next((one.duty.agency for one in owed if one.duty.agency_id == own), None),
        "own_count": sum(one.duty.agency_id == own for one in owed),
        "issuers": issuers,
        "issuer": request.user.agency_id or plan.coordinator_id,
        "section": "plans",
    }
    return render(request, "plans/urge.html", context)


def _urge(request: HttpRequest, plan: Plan) -> HttpResponse:
    keys = [key for text in request.POST.getlist("muc") if (key := key_of(text)) is not None]
    owed = urging.chosen(plan, keys, today=today())
    if request.POST.get("cach") == "cong-van":
        wanted = key_of(request.POST.get("co_quan_ban_hanh")) or 0
        issuer = drafting_agencies(request.user).filter(pk=wanted).first()
        if issuer is None:
            messages.error(request, _("Hãy chọn cơ quan ban hành công văn."))
            return redirect("plans:urge", plan.pk)
        made = urging.draft_letter(plan=plan, owed=owed, issuer=issuer, today=today(), by=request.user)
        messages.success(
            request, _("Đã soạn công văn đôn đốc kèm danh sách. Hãy xem lại, chọn người ký rồi trình.")
        )
        return redirect("documents:letter_edit", made.pk)
    urged = urging.notify_agencies(plan=plan, owed=owed, today=today(), by=request.user)
    for level, words in urged_words.sentences(urged):
        messages.add_message(request, level, words)
    return redirect("plans:urge", plan.pk)
