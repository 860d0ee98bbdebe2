"""Plans: the list, and one plan as table, board, calendar and timeline."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from nhipcau.agencies.models import Agency, AgencyGroup
from nhipcau.agencies.permissions import demands
from nhipcau.agencies.rules import Permission
from nhipcau.kernel.clock import today
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import say
from nhipcau.plans import plan_views, queries
from nhipcau.plans.actions import duties, work
from nhipcau.plans.forms import FilterForm, SettleForm
from nhipcau.plans.models import Assignment, Plan, PlanImport
from nhipcau.plans.permissions import get_plan_for, plans_for, tasks_for
from nhipcau.plans.queries import Filters
from nhipcau.plans.rules import LATENESS_LABELS
from nhipcau.plans.sheets import plan_workbook

SECTION = {"section": "plans"}
VIEWS = ("bang", "cot", "lich", "tien-do")


@demands(Permission.SIGNED_IN)
@require_GET
def plans(request: HttpRequest) -> HttpResponse:
    """All plans that the officer may see; for the coordinator also the imports under way."""
    found = list(plans_for(request.user)[:50])
    rows = queries.rows_by_plan(found, today=today(), only=_own_agencies(request))
    shown = [(plan, queries.health(rows[plan.pk])) for plan in found]
    waiting = PlanImport.objects.none()
    if request.user.may(Permission.RUN):
        waiting = PlanImport.objects.filter(
            state__in=[PlanImport.State.WAITING, PlanImport.State.READ, PlanImport.State.REFUSED]
        ).select_related("file", "uploaded_by")[:20]
    return render(request, "plans/plans.html", {"plans": shown, "waiting": waiting, **SECTION})


def _own_agencies(request: HttpRequest) -> frozenset[int] | None:
    return None if request.user.may(Permission.READ_ALL) else request.user.own_agencies()


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


@demands(Permission.SIGNED_IN)
@require_GET
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """One plan, in the view and with the filters that the address names."""
    found = get_plan_for(request.user, pk)
    filters, day, tasks = _filters(request), today(), tasks_for(request.user, found)
    rows = queries.filtered_rows(tasks, filters, today=day, only=_own_agencies(request))
    view = request.GET.get("xem") if request.GET.get("xem") in VIEWS else "bang"
    context = {
        "plan": found,
        "rows": rows,
        "view": view,
        "filters": filters,
        "form": FilterForm(request.GET),
        "latenesses": LATENESS_LABELS.items(),
        "health": queries.health(rows),
        "agencies": Agency.objects.filter(duties__task__plan=found, duties__ended_on=None)
        .distinct()
        .in_order(),
        **plan_views.of(view, rows, plan=found, today=day, month=request.GET.get("thang", "")),
        **SECTION,
    }
    return render(request, "plans/plan.html", context)


@demands(Permission.SIGNED_IN)
@require_GET
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """The list that is on the screen, as .xlsx."""
    found = get_plan_for(request.user, pk)
    rows = queries.filtered_rows(
        tasks_for(request.user, found), _filters(request), today=today(), only=_own_agencies(request)
    )
    answer = HttpResponse(
        plan_workbook(found, rows, today=today()),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    answer.headers["Content-Disposition"] = f'attachment; filename="ke-hoach-{found.year}-{found.pk}.xlsx"'
    return answer


@demands(Permission.RUN)
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
    try:
        count = duties.settle_assignment(assignment=line, by=request.user, **form.meant())
    except Refused as refused:
        messages.error(request, say(refused))
    else:
        messages.success(
            request, _("Đã ghép «%(name)s» ở %(count)s chỗ.") % {"name": line.written, "count": count}
        )
    return redirect("plans:names", found.pk)


@demands(Permission.RUN)
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a plan, or open it again."""
    found = get_plan_for(request.user, pk)
    (work.close_plan if found.is_open else work.reopen_plan)(plan=found, by=request.user)
    return redirect("plans:plan", pk)
