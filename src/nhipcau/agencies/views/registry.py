"""The register of agencies: list, page of one agency, its names, mergers."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from nhipcau.agencies.actions import handing_on, registry, succession
from nhipcau.agencies.forms.registry import (
    AddressForm,
    AgencyFilter,
    AgencyForm,
    HandingForm,
    MergerForm,
    NameForm,
)
from nhipcau.agencies.models import Agency, AgencyName
from nhipcau.agencies.open_work import open_work
from nhipcau.agencies.permissions import KEEP_AGENCIES, KEEP_OWN, get_agency_for
from nhipcau.agencies.queries.register import SORTS, agencies_for, agency_page
from nhipcau.agencies.rules import NameKind
from nhipcau.kernel import ordering
from nhipcau.kernel.access import SIGNED_IN, demands
from nhipcau.kernel.clock import today
from nhipcau.kernel.saying import errors_said, refusals_in, refusals_said
from nhipcau.kernel.standing import written

PER_PAGE = 50


@demands(SIGNED_IN)
def agencies(request: HttpRequest) -> HttpResponse:
    form = AgencyFilter(request.GET)
    form.is_valid()
    day = form.cleaned_data.get("ngay") or today()
    rows = ordering.ordered(agencies_for(form.cleaned_data, day), request.GET, SORTS)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("trang"))
    context = {"section": "agencies", "page": page, "form": form, "day": day}
    return render(request, "agencies/list.html", context)


@demands(SIGNED_IN)
def agency(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(Agency.objects.select_related("parent"), code=code)
    context = {"section": "agencies", **agency_page(found, reader=request.user, on=today())}
    return render(request, "agencies/agency.html", context)


@demands(KEEP_AGENCIES)
def agency_create(request: HttpRequest) -> HttpResponse:
    form = AgencyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            made = registry.create_agency(fields=form.cleaned_data, by=request.user)
            messages.success(request, _("Đã thêm %(agency)s.") % {"agency": made})
            return redirect("agencies:agency", made.code)
    return render(request, "agencies/agency_form.html", {"section": "agencies", "form": form})


@demands(KEEP_OWN)
def agency_edit(request: HttpRequest, code: str) -> HttpResponse:
    """The coordinator edits all of it, the agency's own officer its office address."""
    found = get_agency_for(request.user, code)
    form_of = AgencyForm if request.user.may(KEEP_AGENCIES) else AddressForm
    form = form_of(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            registry.edit_agency(agency=found, fields=form.cleaned_data, by=request.user)
            messages.success(request, _("Đã lưu thông tin cơ quan."))
            return redirect("agencies:agency", code)
    context = {"section": "agencies", "form": form, "agency": Agency.objects.get(pk=found.pk)}
    return render(request, "agencies/agency_form.html", context)


@demands(KEEP_AGENCIES)
@require_POST
def agency_name_add(request: HttpRequest, code: str) -> HttpResponse:
    found = get_agency_for(request.user, code)
    form = NameForm(request.POST)
    if not form.is_valid():
        errors_said(request, form)
        return redirect("agencies:agency", code)
    with refusals_said(request):
        registry.add_name(
            agency=found,
            name=form.cleaned_data["name"],
            kind=NameKind(form.cleaned_data["kind"]),
            by=request.user,
        )
    return redirect("agencies:agency", code)


@demands(KEEP_AGENCIES)
@require_POST
def agency_name_remove(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    found = get_agency_for(request.user, code)
    name = get_object_or_404(AgencyName.objects.select_related("agency"), agency=found, pk=pk)
    registry.remove_name(name=name, by=request.user)
    messages.success(request, _("Đã bỏ tên gọi “%(name)s”.") % {"name": name})
    return redirect("agencies:agency", code)


@demands(KEEP_AGENCIES)
def agency_merge(request: HttpRequest, code: str) -> HttpResponse:
    """First shows what will happen, then, confirmed, does it."""
    found = get_agency_for(request.user, code)
    day = today()
    form = MergerForm(request.POST or None, predecessor=found, day=day, initial={"on": day})
    work = open_work(found)
    context = {
        "section": "agencies",
        "agency": found,
        "form": form,
        "open_work": work,
        "moving": sum(each.count for each in work),
    }
    if request.method == "POST" and form.is_valid():
        context["wish"] = wish = form.cleaned_data
        if "xac-nhan" not in request.POST:
            return render(request, "agencies/merge_preview.html", context)
        with refusals_in(form):
            step = succession.merge(predecessor=found, **wish, by=request.user, today=day)
            messages.success(
                request,
                _("Từ ngày %(on)s, %(successor)s tiếp nhận việc của %(predecessor)s.")
                % {
                    "on": written(step.on),
                    "successor": step.successor,
                    "predecessor": step.predecessor,
                },
            )
            return redirect("agencies:agency", step.successor.code)
    return render(request, "agencies/merge.html", context)


@demands(KEEP_AGENCIES)
def agency_hand_on(request: HttpRequest, code: str) -> HttpResponse:
    """What an agency that is no more left under way goes to one that a person chooses."""
    found = get_agency_for(request.user, code)
    form = HandingForm(request.POST or None, predecessor=found, day=today())
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            wish = form.cleaned_data
            moved = handing_on.hand_on(predecessor=found, **wish, today=today(), by=request.user)
            said = ngettext(
                "Đã chuyển %(n)s việc đang mở sang %(successor)s.",
                "Đã chuyển %(n)s việc đang mở sang %(successor)s.",
                moved,
            )
            messages.success(request, said % {"n": moved, "successor": wish["successor"]})
            return redirect("agencies:agency", code)
    context = {"section": "agencies", "agency": found, "form": form, "left": open_work(found)}
    return render(request, "agencies/hand_on.html", context)
