"""Plans: the list, and one plan as table, board, calendar and timeline."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from nhipcau.agencies.models import Agency, AgencyGroup, AgencyQuerySet, Officer
from nhipcau.kernel import answers, ordering
from nhipcau.kernel.access import SIGNED_IN, demands
from nhipcau.kernel.clock import today
from nhipcau.kernel.keys import key_of
from nhipcau.kernel.saying import refusals_said, shows_refusals
from nhipcau.kernel.shapes import shape
from nhipcau.plans import granted, handed, periods, plan_views, proven, queries, returned
from nhipcau.plans import results as owed
from nhipcau.plans.actions import duties, work
from nhipcau.plans.amend_page import papers_of
from nhipcau.plans.forms import FilterForm, SettleForm
from nhipcau.plans.models import Assignment, Deliverable, Duty, Plan, PlanImport, Task
from nhipcau.plans.next.permissions import drafts_read, replies_of_own
from nhipcau.plans.permissions import (
    ASK_TIME,
    REPORT,
    RUN_PLANS,
    get_plan_for,
    part_read_by,
    plans_for,
    read_whole,
    tasks_of,
    tasks_read,
)
from nhipcau.plans.rules import TaskKind
from nhipcau.plans.sheets import plan_workbook
from nhipcau.plans.states import ImportState

SECTION = {"section": "plans"}
PER_PAGE = 50
VIEWS = ("bang", "cot", "lich", "tien-do")


@demands(SIGNED_IN)
@require_GET
def plans(request: HttpRequest) -> HttpResponse:
    """All plans that the officer may see; for the coordinator also the imports under way."""
    listed = ordering.ordered(plans_for(request.user), request.GET, queries.PLAN_SORTS)
    page = Paginator(listed, 30).get_page(request.GET.get("trang"))
    found = list(page)
    whole = read_whole(request.user, found)
    rows = queries.rows_by_plan([plan for plan in found if plan.pk in whole], today=today(), unsettled=True)
    if part := [plan for plan in found if plan.pk not in whole]:
        rows |= queries.rows_by_plan(part, today=today(), only=request.user.own_agencies(), unsettled=True)
    shown = [(plan, queries.health(rows[plan.pk])) for plan in found]
    waiting = PlanImport.objects.none()
    if request.user.may(RUN_PLANS):
        waiting = PlanImport.objects.filter(
            state__in=[ImportState.WAITING, ImportState.READ, ImportState.REFUSED]
        ).select_related("file", "uploaded_by")[:20]
    return render(
        request,
        "plans/plans.html",
        {
            "plans": shown,
            "page": page,
            "count": page.paginator.count,
            "waiting": waiting,
            "drafts": drafts_read(request.user),
            "replies": replies_of_own(request.user),
            **SECTION,
        },
    )


@demands(SIGNED_IN)
@require_GET
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """One plan, in the view and with the filters that the address names."""
    found = get_plan_for(request.user, pk)
    day, part, filters = today(), part_read_by(request.user, found), FilterForm.wishes(request.GET)
    tasks, read = tasks_read(found, part)
    listed = queries.listed(tasks, filters, today=day, only=part, read=read)
    rows = listed.rows
    view = request.GET.get("xem") if request.GET.get("xem") in VIEWS else "bang"
    context = {
        "plan": found,
        "rows": queries.sorted_rows(rows, request.GET) if view == "bang" else rows,
        "count": sum(row.task.kind != TaskKind.GROUP for row in rows),
        "view": view,
        "filters": filters,
        "form": FilterForm(),
        "states": queries.TASK_STATES.items(),
        "health": queries.health(listed.whole),
        **handed.out(request.user, found.sent_id),
        "to_prove": proven.to_confirm(row.task for row in listed.whole) if _runs(request, found) else (),
        "amendments": papers_of(found),
        "period_warnings": periods.warnings_of(found),
        "agencies": _agencies(plan=found.pk) if part is None else (),
        **plan_views.of(
            view,
            rows,
            plan=found,
            today=day,
            month=request.GET.get("thang", ""),
            reports=request.user.may(RUN_PLANS) or (part is not None and request.user.may(REPORT)),
            runs=request.user.may(RUN_PLANS),
        ),
        **SECTION,
    }
    return render(request, "plans/plan.html", context)


def _runs(request: HttpRequest, found: Plan) -> bool:
    """Whether the reader may change the plan's tasks now."""
    return request.user.may(RUN_PLANS) and found.is_open


@shape
def _agencies(plan: int) -> AgencyQuerySet:
    """The agencies with a part in a plan, for the filter; asked for by their names only."""
    parts = Duty.objects.current().filter(task__plan=plan).values("agency")
    return Agency.objects.filter(pk__in=parts).in_order().only("name")


@demands(SIGNED_IN)
@require_GET
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """The list that is on the screen, as .xlsx."""
    found = get_plan_for(request.user, pk)
    part = part_read_by(request.user, found)
    filters = FilterForm.wishes(request.GET)
    rows = queries.filtered_rows(tasks_of(found, part), filters, today=today(), only=part)
    workbook = plan_workbook(found, queries.sorted_rows(rows, request.GET), today=today())
    return answers.workbook(workbook, f"ke-hoach-{found.year}-{found.pk}.xlsx")


@demands(SIGNED_IN)
@require_GET
def results(request: HttpRequest, pk: int) -> HttpResponse:
    """What the plan owes, one row for each agency, task and day."""
    found = get_plan_for(request.user, pk)
    part = part_read_by(request.user, found)
    rows = owed.of_plan(found, only=part, asked=request.GET, today=today())
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("trang"))
    sent_back = returned.of([one.pk for one in page if one.done_on is None])
    handed_on = any(one.duty.inherited_from_id is not None for one in page)
    asked_time = granted.of([one.pk for one in page], handed_on=handed_on)
    recorded = proven.of([one.pk for one in page])
    asked = {name: request.GET.get(name, "")[:100] for name in ("q", "co_quan", "tinh_trang", "nhiem_vu")}
    context = {
        "plan": found,
        "task": _task_of(found, asked["nhiem_vu"]),
        "page": page,
        "rows": [
            (
                one,
                one.standing(today()),
                sent_back.get(one.pk),
                asked_time.get(one.pk, ()),
                proven.shown(recorded.get(one.pk), one),
            )
            for one in page
        ],
        "may_send_back": request.user.may(RUN_PLANS) and found.is_open,
        "asks_time": (asks_time := _asks_time(request.user, found, page)),
        "has_acts": bool(asks_time) or (request.user.may(RUN_PLANS) and found.is_open),
        "asked": asked,
        "is_filtered": any(asked.values()),
        "states": owed.STATES.items(),
        "agencies": _agencies(plan=found.pk) if part is None else (),
        **SECTION,
    }
    return render(request, "plans/results.html", context)


def _asks_time(officer: Officer, found: Plan, page: Iterable[Deliverable]) -> set[int]:
    """The results of a page for which an officer may ask for more time in his agency's name."""
    if not found.is_open or officer.may(RUN_PLANS):
        return set()
    return {one.pk for one in page if one.done_on is None and officer.may(ASK_TIME, one.duty.agency)}


def _task_of(found: Plan, key: str) -> Task | None:
    """The task whose results alone are asked for."""
    return None if (number := key_of(key)) is None else Task.objects.filter(plan=found, pk=number).first()


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
