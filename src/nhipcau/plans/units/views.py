"""Pages of agencies' own plans: the board, one plan with its lines, handing in, deciding, signing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form, ModelForm
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nhipcau.agencies.models import Agency
from nhipcau.kernel import answers, lists
from nhipcau.kernel.access import SIGNED_IN, demands
from nhipcau.kernel.clock import now, today
from nhipcau.kernel.keys import key_of
from nhipcau.kernel.saying import refusals_in, shows_refusals
from nhipcau.kernel.seen import FIELD
from nhipcau.office.asks import actions as asking
from nhipcau.office.signing import actions as signing
from nhipcau.office.signing import queries as signed
from nhipcau.plans import urged_words
from nhipcau.plans.models import UnitLine, UnitPlan
from nhipcau.plans.permissions import READ_ALL_PARTS, RUN_PLANS, get_plan_for
from nhipcau.plans.units import pages, permissions, queries
from nhipcau.plans.units.actions import deciding, writing
from nhipcau.plans.units.forms import (
    DueForm,
    HeadForm,
    LineForm,
    OpenForm,
    QuestionForm,
    ReturnForm,
    SignerForm,
)
from nhipcau.plans.units.permissions import DRAFT_UNIT_PLANS

SECTION = {"section": "plans"}
PAGE = "plans:unit_plan"


# --- the board ---


@demands(READ_ALL_PARTS)
@require_safe
def board(request: HttpRequest, pk: int) -> HttpResponse:
    """Which agency has handed in, was accepted, was sent back, has not begun, is late."""
    plan = get_plan_for(request.user, pk)
    page = lists.page(request, "plans.unit_plans", of=str(plan.pk), per_page=50)
    counted = queries.counted(plan, today=today())
    context = {
        "plan": plan,
        "page": page,
        "rows": pages.board_rows(page, today=today()),
        "counted": counted,
        "figures": pages.board_figures(counted),
        "states": [(state, _(label)) for state, label in queries.FILTERS.items()],
        "asked": request.GET,
        "is_filtered": bool(request.GET.get("q") or request.GET.get("tinh_trang")),
        "due": queries.board_due(plan),
        "due_is_set": plan.unit_plans_due is not None or queries.obligations(plan).exists(),
        **SECTION,
    }
    return render(request, "plans/units/board.html", context)


@demands(RUN_PLANS)
@require_POST
@shows_refusals("plans:unit_plans")
def urge(request: HttpRequest, pk: int) -> HttpResponse:
    """Remind every agency that has not handed in its plan."""
    plan = get_plan_for(request.user, pk)
    wanting = queries.wanting(plan, today=today())
    urged = deciding.urge(plan=plan, agencies=wanting, today=today(), by=request.user)
    for level, words in urged_words.sentences(urged):
        messages.add_message(request, level, words)
    return redirect("plans:unit_plans", pk)


@demands(RUN_PLANS)
@require_http_methods(["GET", "POST"])
def due(request: HttpRequest, pk: int) -> HttpResponse:
    """Set by when agencies hand in their plans."""
    plan = get_plan_for(request.user, pk)
    form = DueForm(request.POST or None, initial={"day": queries.usual_due(plan)})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            deciding.set_due(plan=plan, today=today(), by=request.user, **form.cleaned_data)
            messages.success(request, _("Đã đặt hạn nộp kế hoạch của đơn vị."))
            return redirect("plans:unit_plans", pk)
    back = reverse("plans:unit_plans", args=[pk])
    return _form_page(request, form, title=_("Đặt hạn nộp kế hoạch của đơn vị"), back=back, plan=plan)


# --- an agency's plan ---


@demands(DRAFT_UNIT_PLANS)
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the plan of an own agency; the one that is there already is opened."""
    plan = get_plan_for(request.user, pk)
    agencies = permissions.drafting_agencies(request.user, plan).alive(today())
    wanted = key_of(request.GET.get("co_quan")) or request.user.agency_id
    begun = permissions.unit_plans_for(request.user).filter(plan=plan, agency=wanted).first()
    if begun is not None and request.method == "GET":
        return redirect(PAGE, begun.pk)
    form = OpenForm(request.POST or None, agencies=agencies, initial={"agency": wanted})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            made = writing.open_plan(plan=plan, today=today(), by=request.user, **form.cleaned_data)
            return redirect(PAGE, made.pk)
    back, save = reverse("plans:plan", args=[pk]), _("Lập kế hoạch")
    return _form_page(request, form, title=_("Lập kế hoạch của đơn vị"), back=back, plan=plan, save=save)


@demands(SIGNED_IN)
@require_safe
def own(request: HttpRequest, pk: int, agency: int) -> HttpResponse:
    """An agency's plan where it is begun, else where it is begun."""
    plan = get_plan_for(request.user, pk)
    found = permissions.unit_plans_for(request.user).filter(plan=plan, agency=agency).first()
    if found is not None:
        return redirect(PAGE, found.pk)
    if not permissions.may_draft(request.user, get_object_or_404(Agency, pk=agency)):
        raise Http404
    return redirect(f"{reverse('plans:unit_plan_begin', args=[pk])}?co_quan={agency}")


@demands(SIGNED_IN)
@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One agency's plan with all that happens to it."""
    return _page(request, permissions.get_unit_plan_for(request.user, pk))


def _page(request: HttpRequest, found: UnitPlan, question: QuestionForm | None = None) -> HttpResponse:
    """The page; a question that was refused stands in it as it was typed."""
    asked = question or QuestionForm.fresh(today())
    context = {
        "unit_plan": found,
        "plan": found.plan,
        "shown": pages.page_of(found, reader=request.user, today=today(), now=now()),
        "question_form": asked,
        "signer_form": SignerForm(agency=found.agency, initial={"signer": found.signer_id}),
        **SECTION,
    }
    return render(request, "plans/units/unit_plan.html", context, status=422 if asked.errors else 200)


def _form_page(
    request: HttpRequest, form: Form | ModelForm, *, title: str, back: str, save: str = "", **more: Any
) -> HttpResponse:
    context = {"form": form, "title": title, "back": back, "save": save or _("Lưu"), **more, **SECTION}
    return render(request, "plans/units/form.html", context, status=422 if form.errors else 200)


@demands(DRAFT_UNIT_PLANS)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what stands above and below the lines; what another changed meanwhile is told, nothing typed is lost."""
    found = permissions.get_unit_plan_to_write(request.user, pk)
    form, seen = HeadForm(request.POST or None, instance=found), found.edited
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            writing.edit_head(unit_plan=found, fields=form.cleaned_data, seen=seen, by=request.user)
            messages.success(request, _("Đã lưu phần chung."))
            return redirect(PAGE, pk)
    return _form_page(
        request,
        form,
        title=_("Phần chung của kế hoạch"),
        back=writing.address(found),
        plan=found.plan,
        unit_plan=found,
    )


@demands(DRAFT_UNIT_PLANS)
@require_http_methods(["GET", "POST"])
def add_line(request: HttpRequest, pk: int) -> HttpResponse:
    """Write one more line, for the task that the address names."""
    found = permissions.get_unit_plan_to_write(request.user, pk)
    tasks = queries.tasks_given(found.plan, found.agency)
    named = next((task for task in tasks if task.key == key_of(request.GET.get("nhiem_vu"))), None)
    begun = UnitLine(unit_plan=found, task_id=named.key if named else None, work=named.title if named else "")
    form = LineForm(request.POST or None, instance=begun, tasks=tasks)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            line = writing.add_line(unit_plan=found, fields=form.cleaned_data, by=request.user)
            messages.success(request, _("Đã thêm dòng."))
            return redirect(f"{writing.address(found)}#dong-{line.pk}")
    return _form_page(
        request, form, title=_("Thêm dòng"), back=writing.address(found), plan=found.plan, unit_plan=found
    )


@demands(DRAFT_UNIT_PLANS)
@require_http_methods(["GET", "POST"])
def line(request: HttpRequest, pk: int) -> HttpResponse:
    """Write on a line."""
    kept = permissions.get_line_to_write(request.user, pk)
    unit_plan, seen = kept.unit_plan, kept.edited
    tasks = queries.tasks_given(unit_plan.plan, unit_plan.agency)
    form = LineForm(request.POST or None, instance=kept, tasks=tasks)
    back = f"{writing.address(unit_plan)}#dong-{pk}"
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            writing.edit_line(line=kept, fields=form.cleaned_data, seen=seen, by=request.user)
            messages.success(request, _("Đã lưu dòng."))
            return redirect(back)
    return _form_page(
        request, form, title=_("Sửa dòng"), back=back, plan=unit_plan.plan, unit_plan=unit_plan, line=kept
    )


@demands(DRAFT_UNIT_PLANS)
@require_POST
@shows_refusals("plans:unit_line")
def remove_line(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a line out."""
    kept = permissions.get_line_to_write(request.user, pk)
    writing.remove_line(line=kept, by=request.user)
    messages.success(request, _("Đã xóa dòng."))
    return redirect(PAGE, kept.unit_plan_id)


@demands(DRAFT_UNIT_PLANS)
@require_POST
@shows_refusals(PAGE)
def take_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on with a line of last year that no task of this year goes on."""
    found = permissions.get_unit_plan_to_write(request.user, pk)
    line = get_object_or_404(
        UnitLine.objects.select_related("unit_plan__plan"),
        pk=key_of(request.POST.get("dong")) or 0,
        unit_plan=found.last_year_id or 0,
    )
    made = writing.take_on(unit_plan=found, line=line, by=request.user)
    return redirect(f"{writing.address(found)}#dong-{made.pk}")


@demands(DRAFT_UNIT_PLANS)
@require_POST
@shows_refusals(PAGE)
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the plan in."""
    found = permissions.get_unit_plan_to_write(request.user, pk)
    writing.submit(unit_plan=found, today=today(), by=request.user)
    messages.success(request, _("Đã nộp kế hoạch."))
    return redirect(PAGE, pk)


@demands(DRAFT_UNIT_PLANS)
@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the coordinator about the plan; what was typed stays where it is refused."""
    found = permissions.get_unit_plan_to_write(request.user, pk)
    form = QuestionForm(request.POST)
    if form.is_valid() and found.plan.coordinator is not None:
        with refusals_in(form):
            asking.ask(
                about=found, to=[found.plan.coordinator], today=today(), by=request.user, **form.cleaned_data
            )
            messages.success(request, _("Đã gửi câu hỏi đến cơ quan điều phối."))
            return redirect(f"{writing.address(found)}#hoi")
    return _page(request, found, form)


# --- deciding ---


@demands(RUN_PLANS)
@require_POST
@shows_refusals(PAGE)
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept the plan as a whole."""
    found = permissions.get_unit_plan_to_judge(request.user, pk)
    deciding.accept(unit_plan=found, seen=request.POST.get(FIELD, ""), by=request.user)
    messages.success(request, _("Đã chấp nhận kế hoạch. Cơ quan trình ký và phát hành."))
    return redirect(PAGE, pk)


@demands(RUN_PLANS)
@require_http_methods(["GET", "POST"])
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Send single lines back, each with a reason."""
    found = permissions.get_unit_plan_to_judge(request.user, pk)
    form = ReturnForm(request.POST or None, lines=list(found.lines.in_order()))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            head = form.cleaned_data["head"]
            deciding.send_back(unit_plan=found, reasons=form.reasons, head=head, by=request.user)
            messages.success(request, _("Đã trả lại. Cơ quan chỉ sửa được những chỗ có lý do."))
            return redirect(PAGE, pk)
    title, save = _("Trả lại để sửa"), _("Trả lại các dòng có lý do")
    back = writing.address(found)
    return _form_page(
        request, form, title=title, back=back, save=save, plan=found.plan, unit_plan=found, returns=True
    )


# --- signing ---


@demands(DRAFT_UNIT_PLANS)
@require_POST
@shows_refusals(PAGE)
def signer(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who signs."""
    found = permissions.get_unit_plan_to_write(request.user, pk)
    form = SignerForm(request.POST, agency=found.agency)
    if form.is_valid():
        writing.choose_signer(unit_plan=found, signer=form.cleaned_data["signer"], by=request.user)
    return redirect(f"{writing.address(found)}#nguoi-ky")


@demands(DRAFT_UNIT_PLANS)
@require_POST
@shows_refusals(PAGE)
def present(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the accepted plan on its way: checked, signed, numbered by others."""
    found = permissions.get_unit_plan_to_write(request.user, pk)
    found.go("present")
    version = signing.present(subject=found, by=request.user)
    messages.success(request, _("Đã trình. Người soát xét và người ký thấy kế hoạch trong mục chờ ký."))
    return redirect("office:version", version.pk)


@demands(SIGNED_IN)
@require_safe
@shows_refusals(lambda request, pk, ending: reverse("plans:unit_plan", args=[pk]), of_file=True)
def preview(request: HttpRequest, pk: int, ending: str) -> HttpResponseBase:
    """The plan as a file: without number and day until it was issued, then as it went out."""
    found = permissions.get_unit_plan_for(request.user, pk)
    if ending not in {"pdf", "docx"}:
        raise Http404
    if (issued := signed.issued_file(found, ending)) is not None:
        kept, made_here = issued
        return answers.kept(kept, shown=ending == "pdf" and made_here)
    content, name = pages.draft_file(found, ending)
    return FileResponse(content, as_attachment=ending == "docx", filename=name)
