"""Plans: the list, and one plan as table, board, calendar and timeline."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from nhipcau.agencies.models import Agency, AgencyGroup
from nhipcau.kernel.access import SIGNED_IN, demands
from nhipcau.kernel.clock import today
from nhipcau.kernel.saying import refusals_said, shows_refusals
from nhipcau.kernel.standing import LATENESS_LABELS
from nhipcau.office.deliveries import queries as deliveries
from nhipcau.office.deliveries.models import Delivery
from nhipcau.office.deliveries.permissions import READ_SENT
from nhipcau.plans import periods, plan_views, queries
from nhipcau.plans.actions import duties, work
from nhipcau.plans.forms import FilterForm, SettleForm
from nhipcau.plans.models import Assignment, Plan, PlanImport
from nhipcau.plans.permissions import (
    RUN_PLANS,
    get_plan_for,
    part_read_by,
    plans_for,
    read_whole,
    tasks_for,
)
from nhipcau.plans.queries import Filters
from nhipcau.plans.sheets import plan_workbook
from nhipcau.plans.states import ImportState

SECTION = {"section": "plans"}
VIEWS = ("bang", "cot", "lich", "tien-do")


@demands(SIGNED_IN)
@require_GET
def plans(request: HttpRequest) -> HttpResponse:
    """All plans that the officer may see; for the coordinator also the imports under way."""
    found = list(plans_for(request.user)[:50])
    whole = read_whole(request.user, found)
    rows = queries.rows_by_plan([plan for plan in found if plan.pk in whole], today=today())
    if part := [plan for plan in found if plan.pk not in whole]:
        rows |= queries.rows_by_plan(part, today=today(), only=request.user.own_agencies())
    shown = [(plan, queries.health(rows[plan.pk])) for plan in found]
    waiting = PlanImport.objects.none()
    if request.user.may(RUN_PLANS):
        waiting = PlanImport.objects.filter(
            state__in=[ImportState.WAITING, ImportState.READ, ImportState.REFUSED]
        ).select_related("file", "uploaded_by")[:20]
    return render(request, "plans/plans.html", {"plans": shown, "waiting": waiting, **SECTION})


def _filters(request: HttpRequest) -> Filters:
    form = FilterForm(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    return Filters(
        words=asked.get("q", ""),
        agency=asked.get("co_quan"),
        role=asked.get("vai", ""),
        lateness=asked.get("tinh_trang", ""),
        timing=asked.get("thoi_gian", ""),
    )


@demands(SIGNED_IN)
@require_GET
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """One plan, in the view and with the filters that the address names."""
    found = get_plan_for(request.user, pk)
    filters, day, tasks = _filters(request), today(), tasks_for(request.user, found)
    rows = queries.filtered_rows(tasks, filters, today=day, only=part_read_by(request.user, found))
    view = request.GET.get("xem") if request.GET.get("xem") in VIEWS else "bang"
    context = {
        "plan": found,
        "rows": rows,
        "view": view,
        "filters": filters,
        "form": FilterForm(request.GET),
        "latenesses": LATENESS_LABELS.items(),
        "health": queries.health(rows),
        **_sending(request, found),
        "period_warnings": periods.warnings_of(found),
        "agencies": Agency.objects.filter(duties__task__plan=found, duties__ended_on=None)
        .distinct()
        .in_order(),
        **plan_views.of(view, rows, plan=found, today=day, month=request.GET.get("thang", "")),
        **SECTION,
    }
    return render(request, "plans/plan.html", context)


def _sending(request: HttpRequest, found: Plan) -> dict[str, object]:
    """What waits for the reader's confirmation, and for those who run the plan how its recipients stand."""
    if found.sent_id is None:
        return {}
    context: dict[str, object] = {
        "to_confirm": deliveries.to_confirm(request.user).filter(notice=found.sent_id).first()
    }
    if request.user.may(READ_SENT):
        context["tally"] = deliveries.tally(Delivery.objects.filter(notice=found.sent_id), today())
    return context


@demands(SIGNED_IN)
@require_GET
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """The list that is on the screen, as .xlsx."""
    found = get_plan_for(request.user, pk)
    part = part_read_by(request.user, found)
    rows = queries.filtered_rows(tasks_for(request.user, found), _filters(request), today=today(), only=part)
    answer = HttpResponse(
        plan_workbook(found, rows, today=today()),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    answer.headers["Content-Disposition"] = f'attachment; filename="ke-hoach-{found.year}-{found.pk}.xlsx"'
    return answer


@demands(RUN_PLANS)
@require_http_methods(["GET", "POST"])
def names(request: HttpRequest, pk: int) -> HttpResponse:
    """Names that mean no agency yet; settling one settles it everywhere in the plan."""
    found = get_plan_for(request.user, pk)
    if request.method == "POST":
        return _settle(request, found)
    context = {
        "plan": found,
        "names": queries.unsettled_names(found),
        "agencies": Agency.objects.alive(found.document.date or today()).in_order(),
        "groups": AgencyGroup.objects.all(),
        **SECTION,
    }
    return render(request, "plans/names.html", context)


def _settle(request: HttpRequest, found: Plan) -> HttpResponse:
    form = SettleForm(request.POST)
    asked = form.cleaned_data.get("line") if form.is_valid() else None
    line = Assignment.objects.filter(task__plan=found, pk=asked).first() if asked else None
    if line is None:
        messages.error(request, _("Hãy chọn một cơ quan hoặc nhóm trong danh sách."))
        return redirect("plans:names", found.pk)
    with refusals_said(request):
        count = duties.settle_assignment(assignment=line, by=request.user, **form.meant())
        messages.success(
            request, _("Đã xác định “%(name)s” ở %(count)s chỗ.") % {"name": line.written, "count": count}
        )
    return redirect("plans:names", found.pk)


@demands(RUN_PLANS)
@require_POST
@shows_refusals("plans:plan")
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a plan, or open it again, as the button says."""
    found = get_plan_for(request.user, pk)
    if request.POST.get("viec") == "mo":
        work.reopen_plan(plan=found, by=request.user)
        messages.success(request, _("Đã mở lại kế hoạch."))
    else:
        work.close_plan(plan=found, by=request.user)
        messages.success(request, _("Đã đóng kế hoạch."))
    return redirect("plans:plan", pk)
