"""Pages of the law's limits and of swapped working days."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from nhipcau.kernel.access import SIGNED_IN, demands
from nhipcau.kernel.clock import today
from nhipcau.kernel.saying import refusals_in, shows_refusals
from nhipcau.office.deadlines import actions, pages, queries
from nhipcau.office.deadlines.forms import HoursForm, SwapForm
from nhipcau.office.deadlines.models import DayOffSwap, WorkHours
from nhipcau.office.permissions import KEEP_LAW

SECTION = {"section": "law"}
_LONGEST = 200


@demands(SIGNED_IN)
@require_GET
def law_rules(request: HttpRequest) -> HttpResponse:
    """The rules with their sources, and a reckoning of one of them when the address asks for it."""
    find, duty, start = (request.GET.get(name, "")[:_LONGEST].strip() for name in ("q", "nghia_vu", "moc"))
    unchecked = request.GET.get("chua") == "1"
    rows = pages.rule_rows(today=today(), find=find, unchecked_only=unchecked)
    context = {
        "rows": rows,
        "to_compare": sum(row.check is None for row in rows),
        "find": find,
        "filtered": bool(find or unchecked),
        "unchecked": unchecked,
        "duty": duty,
        "start": start,
        "answer": pages.reckoned(duty, start) if duty else None,
        **SECTION,
    }
    return render(request, "office/law_rules.html", context)


@demands(KEEP_LAW)
@require_POST
@shows_refusals("office:law_rules")
def compare(request: HttpRequest, code: str) -> HttpResponse:
    """Tick a rule as compared with the gazette, or take the tick back."""
    rule = queries.rule_named(code)
    if rule is None:
        raise Http404
    check = queries.compared_rules().get(code)
    if request.POST.get("bo"):
        if check:
            actions.take_back_comparison(check=check, by=request.user)
    else:
        actions.mark_compared(rule=rule, seen_seal=request.POST.get("seal", ""), by=request.user)
        messages.success(request, _("Đã ghi: bạn đã đối chiếu %(code)s với công báo.") % {"code": code})
    return redirect("office:law_rules")


@demands(KEEP_LAW)
@require_http_methods(["GET", "POST"])
def swaps(request: HttpRequest) -> HttpResponse:
    """Swapped working days: those known, those entered here, and a form for the next."""
    form = SwapForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            made = actions.enter_swap(**form.cleaned_data, by=request.user)
            messages.success(request, _("Đã ghi hoán đổi %(swap)s.") % {"swap": made})
            return redirect("office:day_swaps")
    context = {"form": form, "rows": pages.swap_rows(), "announced": pages.announced(), **SECTION}
    return render(request, "office/day_swaps.html", context, status=422 if form.errors else 200)


@demands(KEEP_LAW)
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a swap that was entered wrongly."""
    actions.withdraw_swap(swap=get_object_or_404(DayOffSwap, pk=pk), by=request.user)
    return redirect("office:day_swaps")


@demands(KEEP_LAW)
@require_http_methods(["GET", "POST"])
def hours(request: HttpRequest) -> HttpResponse:
    """The office's hours on working days: those that hold, those before, and a form for the next."""
    form = HoursForm(request.POST or None, initial=pages.hours_of(today()))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            made = actions.enter_hours(**form.wish(), by=request.user)
            messages.success(request, _("Đã ghi giờ làm việc %(hours)s.") % {"hours": made})
            return redirect("office:work_hours")
    context = {"form": form, "rows": pages.hours_rows(today()), **SECTION}
    return render(request, "office/work_hours.html", context, status=422 if form.errors else 200)


@demands(KEEP_LAW)
@require_POST
def withdraw_hours(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw hours that were entered wrongly."""
    actions.withdraw_hours(hours=get_object_or_404(WorkHours, pk=pk), by=request.user)
    return redirect("office:work_hours")
