"""Groups of agencies, and what written names mean."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nhipcau.agencies.actions import names as naming_actions
from nhipcau.agencies.actions import registry
from nhipcau.agencies.forms.registry import DayForm, GroupForm, WrittenNameForm
from nhipcau.agencies.models import AgencyGroup, NameDecision
from nhipcau.agencies.permissions import KEEP_AGENCIES
from nhipcau.agencies.queries import Matcher
from nhipcau.agencies.queries.register import groups_on
from nhipcau.kernel import lists, ordering
from nhipcau.kernel.access import SIGNED_IN, demands
from nhipcau.kernel.clock import today
from nhipcau.kernel.saying import refusals_in, shows_refusals


def _day(request: HttpRequest):
    form = DayForm(request.GET)
    form.is_valid()
    return form.cleaned_data.get("ngay") or today()


@demands(SIGNED_IN)
def agency_groups(request: HttpRequest) -> HttpResponse:
    day, page = _day(request), lists.page(request, "agencies.groups", per_page=50)
    context = {"section": "agencies", "page": page, "groups": groups_on(page, day), "day": day}
    return render(request, "agencies/groups.html", context)


@demands(SIGNED_IN)
def agency_group(request: HttpRequest, code: str) -> HttpResponse:
    group = get_object_or_404(AgencyGroup, code=code)
    day = _day(request)
    context = {
        "section": "agencies",
        "group": group,
        "day": day,
        "names": group.names.order_by(ordering.vietnamese("name")),
        "members": group.members(day).in_order(),
    }
    return render(request, "agencies/group.html", context)


@demands(KEEP_AGENCIES)
def agency_group_edit(request: HttpRequest, code: str = "") -> HttpResponse:
    """Make a group (no code) or change one."""
    group = get_object_or_404(AgencyGroup, code=code) if code else None
    form = GroupForm(request.POST or None, instance=group)
    if request.method == "POST" and form.is_valid():
        fields = dict(form.cleaned_data)
        extra, names = fields.pop("extra"), fields.pop("names")
        with refusals_in(form):
            saved = registry.save_group(group=group, fields=fields, extra=extra, names=names, by=request.user)
            messages.success(request, _("Đã lưu nhóm."))
            return redirect("agencies:group", saved.code)
    return render(request, "agencies/group_form.html", {"section": "agencies", "form": form, "group": group})


@demands(KEEP_AGENCIES)
@require_POST
@shows_refusals("agencies:group")
def agency_group_remove(request: HttpRequest, code: str) -> HttpResponse:
    group = get_object_or_404(AgencyGroup, code=code)
    registry.remove_group(group=group, by=request.user)
    messages.success(request, _("Đã xóa nhóm."))
    return redirect("agencies:groups")


@demands(KEEP_AGENCIES)
def agency_names(request: HttpRequest) -> HttpResponse:
    """What officers said about written names; try how a name is matched; say more."""
    day = today()
    form = WrittenNameForm(request.POST or None, on=day)
    if request.method == "POST" and form.is_valid():
        wish = form.cleaned_data
        with refusals_in(form, "written"):
            naming_actions.decide_name(
                written=wish["written"], agency=wish["agency"], group=wish["group"], by=request.user
            )
            messages.success(request, _("Đã ghi nhớ tên “%(name)s”.") % {"name": wish["written"]})
            return redirect("agencies:names")
    tried = request.GET.get("thu", "").strip()[:300]
    if tried and request.method == "GET":
        form = WrittenNameForm(on=day, initial={"written": tried})
    context = {
        "section": "agencies",
        "page": lists.page(request, "agencies.names", per_page=50),
        "form": form,
        "tried": tried,
        "match": Matcher.load(on=day).match(tried) if tried else None,
    }
    return render(request, "agencies/names.html", context)


@demands(KEEP_AGENCIES)
@require_POST
def agency_name_forget(request: HttpRequest, pk: int) -> HttpResponse:
    decision = get_object_or_404(NameDecision, pk=pk)
    naming_actions.forget_decision(decision=decision, by=request.user)
    messages.success(request, _("Đã gỡ tên “%(name)s”.") % {"name": decision.written})
    return redirect("agencies:names")
