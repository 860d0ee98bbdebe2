"""Changing a running task: its words and days, its parts, who leads, who does it, and ending it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from nhipcau.agencies.models import Agency, AgencyQuerySet, Officer
from nhipcau.kernel.access import demands
from nhipcau.kernel.clock import today
from nhipcau.kernel.saying import refusals_in, shows_refusals
from nhipcau.kernel.standing import written
from nhipcau.plans.actions import changing, editing, laying, sending_back
from nhipcau.plans.actions.telling import address_of_part
from nhipcau.plans.forms import LeadForm, OfficerForm, PartsForm, ReasonForm, SendBackForm, TaskForm
from nhipcau.plans.models import Deliverable, Duty, Task
from nhipcau.plans.permissions import REPORT, RUN_PLANS, get_deliverable_for, get_duty_for, get_task_for
from nhipcau.plans.rules import DutyRole, TaskKind
from nhipcau.plans.views.forming import form_page

SECTION = {"section": "plans"}


def _back(task: int) -> HttpResponse:
    return redirect("plans:task", task)


def _others(task: Task) -> AgencyQuerySet:
    """Living agencies without a part in the task."""
    has = task.duties.current().values("agency")
    return Agency.objects.alive(today()).exclude(pk__in=has).in_order()


@demands(RUN_PLANS)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a running task's words and due dates."""
    found: Task = get_task_for(request.user, pk)
    dues = [due.on for due in found.dues.current()]
    form = TaskForm(request.POST or None, task=found, initial=TaskForm.shown(found, dues))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            editing.edit(task=found, today=today(), by=request.user, **form.asked())
            return _back(pk)
    return form_page(request, found, form, _("Sửa nội dung, thời hạn"))


@demands(RUN_PLANS)
@require_POST
@shows_refusals("plans:task")
def lay(request: HttpRequest, pk: int) -> HttpResponse:
    """Lay the coming days of a monthly or quarterly task that stand by the rule of before."""
    laying.lay_anew(task=get_task_for(request.user, pk), today=today(), by=request.user)
    return _back(pk)


@demands(RUN_PLANS)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Give agencies a part in a running task."""
    found = get_task_for(request.user, pk)
    roles = [DutyRole.IMPLEMENT] if found.kind == TaskKind.OBLIGATION else list(DutyRole)
    form = PartsForm(
        request.POST or None,
        free=_others(found),
        roles=roles,
        initial={"role": roles[0] if len(roles) == 1 else DutyRole.COORDINATE},
    )
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        with refusals_in(form):
            changing.add_parts(
                task=found,
                agencies=list(asked["agencies"]),
                role=DutyRole(asked["role"]),
                reason=asked["reason"],
                today=today(),
                by=request.user,
            )
            return _back(pk)
    return form_page(request, found, form, _("Giao thêm cơ quan"), save=_("Giao"))


@demands(RUN_PLANS)
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an agency's part away."""
    duty = get_duty_for(request.user, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            changing.end_part(duty=duty, today=today(), by=request.user, **form.cleaned_data)
            return _back(duty.task_id)
    lead = _("%(agency)s thôi làm từ hôm nay. Kết quả đã báo và tài liệu đã nộp vẫn được tính.")
    said = lead % {"agency": duty.agency}
    return form_page(request, duty.task, form, _("Thôi giao cho cơ quan"), lead=said, save=_("Thôi giao"))


@demands(RUN_PLANS)
@require_http_methods(["GET", "POST"])
def lead(request: HttpRequest, pk: int) -> HttpResponse:
    """Let another agency lead."""
    duty = get_duty_for(request.user, pk)
    others = Agency.objects.alive(today()).exclude(pk=duty.agency_id).in_order()
    form = LeadForm(request.POST or None, others=others)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            changing.change_lead(duty=duty, today=today(), by=request.user, **form.cleaned_data)
            return _back(duty.task_id)
    said = _(
        "Đang chủ trì: %(agency)s. Việc chưa xong chuyển sang cơ quan mới; kết quả đã nộp vẫn được tính."
    )
    return form_page(
        request, duty.task, form, _("Đổi cơ quan chủ trì"), lead=said % {"agency": duty.agency}, save=_("Đổi")
    )


@demands(REPORT)
@require_http_methods(["GET", "POST"])
def officer(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who does the own agency's part."""
    duty = get_duty_for(request.user, pk)
    people = Officer.objects.working_for([duty.agency_id]).order_by("full_name")
    form = OfficerForm(request.POST or None, people=people, initial={"officer": duty.officer_id})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            changing.name_officer(duty=duty, by=request.user, **form.cleaned_data)
            return _to_part(duty)
    return form_page(request, duty.task, form, _("Cán bộ phụ trách"), lead=str(duty.agency))


def _to_part(duty: Duty) -> HttpResponse:
    return redirect(address_of_part(duty))


@demands(RUN_PLANS)
@require_http_methods(["GET", "POST"])
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a reported result back to its agency."""
    owed = get_deliverable_for(request.user, pk)
    said = _(
        "%(agency)s, kỳ hạn %(day)s. Báo cáo và tài liệu đã nộp được giữ; kết quả trở lại chưa hoàn thành."
    )
    lead = said % {"agency": owed.duty.agency, "day": written(owed.due_on)}
    return _send_back(request, owed, owed.duty, lead)


@demands(RUN_PLANS)
@require_http_methods(["GET", "POST"])
def send_back_part(request: HttpRequest, pk: int) -> HttpResponse:
    """Send back what was reported of a part that owes nothing at any day."""
    duty = get_duty_for(request.user, pk)
    said = _("%(agency)s. Báo cáo và tài liệu đã nộp được giữ; phần việc trở lại chưa hoàn thành.")
    return _send_back(request, duty, duty, said % {"agency": duty.agency})


def _send_back(request: HttpRequest, owed: Deliverable | Duty, duty: Duty, lead: str) -> HttpResponse:
    newest = owed.progress.order_by("-pk").first()
    form = SendBackForm(request.POST or None, initial={"seen": newest.pk if newest else None})
    if isinstance(owed, Duty):
        del form.fields["new_due"]
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            sending_back.send_back(owed=owed, today=today(), by=request.user, **form.cleaned_data)
            return _to_part(duty)
    return form_page(request, duty.task, form, _("Trả lại, yêu cầu bổ sung"), lead=lead, save=_("Trả lại"))


@demands(RUN_PLANS)
@require_http_methods(["GET", "POST"])
def end_task(request: HttpRequest, pk: int) -> HttpResponse:
    """End a task before its time."""
    found = get_task_for(request.user, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            changing.end_task(task=found, today=today(), by=request.user, **form.cleaned_data)
            return _back(pk)
    said = _(
        "Mọi phần việc và thời hạn kết thúc từ hôm nay. Kết quả đã báo và tài liệu đã nộp vẫn được tính."
    )
    return form_page(request, found, form, _("Kết thúc nhiệm vụ"), lead=said, save=_("Kết thúc"))
