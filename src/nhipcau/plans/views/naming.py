"""Agencies made from the names in a plan: before it is confirmed, and while it runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from nhipcau.agencies.actions.from_names import create_from_names
from nhipcau.agencies.forms.from_names import NamesForm
from nhipcau.agencies.permissions import KEEP_AGENCIES
from nhipcau.agencies.queries import Matcher
from nhipcau.agencies.queries.proposing import propose
from nhipcau.kernel.access import demands
from nhipcau.kernel.refusal import N_
from nhipcau.kernel.saying import refusals_said, shows_refusals
from nhipcau.plans import checking
from nhipcau.plans.actions import duties
from nhipcau.plans.permissions import RUN_PLANS, get_import_for, get_plan_for

SECTION = {"section": "plans"}
_SOURCE = N_("Nêu trong kế hoạch số %(number)s")


@demands(RUN_PLANS)
@demands(KEEP_AGENCIES)
@require_http_methods(["GET", "POST"])
def of_import(request: HttpRequest, pk: int) -> HttpResponse:
    """The names that stand in a draft and mean nobody yet."""
    plan_import = get_import_for(request.user, pk)
    draft = plan_import.draft or {}
    if not draft:
        return redirect("plans:import", pk)
    head = draft["document"]
    names = Counter(checking.written_names(draft))
    page = _page(request, names, number=str(head.get("number") or ""), on=checking.day_of(draft))
    if isinstance(page, int):
        return redirect("plans:import", pk)
    crumb = {"url": "plans:import", "pk": pk, "label": plan_import.file.name}
    return render(request, "plans/names_agencies.html", {**page, "crumb": crumb}, status=_status(page))


@demands(RUN_PLANS)
@demands(KEEP_AGENCIES)
@require_http_methods(["GET", "POST"])
def of_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """The names of a running plan that mean nobody yet; what is made gets its work at once."""
    plan = get_plan_for(request.user, pk)
    names = Counter(duties.open_names(plan).values_list("written", flat=True))
    on = plan.stands_since
    page = _page(request, names, number=plan.document.number, on=on)
    if isinstance(page, int):
        with refusals_said(request):
            duties.settle_by_register(plan=plan, by=request.user)
        return redirect("plans:names", pk)
    crumb = {"url": "plans:names", "pk": pk, "label": plan.document.number}
    return render(request, "plans/names_agencies.html", {**page, "crumb": crumb}, status=_status(page))


@demands(RUN_PLANS)
@require_POST
@shows_refusals("plans:names")
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Look the open names up in the register anew."""
    settled = duties.settle_by_register(plan=get_plan_for(request.user, pk), by=request.user)
    messages.success(request, _("Đã xác định thêm %(n)s chỗ theo danh mục cơ quan.") % {"n": settled})
    return redirect("plans:names", pk)


def _page(
    request: HttpRequest, names: Mapping[str, int], *, number: str, on: date
) -> dict[str, object] | int:
    """What the page shows, or how many were made."""
    proposals = propose(names, Matcher.load(on=on))
    form = NamesForm(request.POST if request.method == "POST" else None, proposals)
    if form.is_valid():
        with refusals_said(request):
            made = create_from_names(
                wishes=form.wishes(), source=_SOURCE % {"number": number}, on=on, by=request.user
            )
            told = ngettext("Đã tạo %(n)d cơ quan.", "Đã tạo %(n)d cơ quan.", len(made)) % {"n": len(made)}
            messages.success(request, told)
            return len(made)
    return {"form": form, **SECTION}


def _status(page: Mapping[str, object]) -> int:
    form = page["form"]
    return 422 if isinstance(form, NamesForm) and any(line.errors for line in form) else 200
