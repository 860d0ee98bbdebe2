"""Pages of the province's next plan while it is drawn up: begun, one draft, its head and its tasks."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form, ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nhipcau.agencies.queries import Matcher
from nhipcau.kernel import answers
from nhipcau.kernel.access import SIGNED_IN, demands
from nhipcau.kernel.clock import today
from nhipcau.kernel.keys import key_of
from nhipcau.kernel.saying import refusals_in, shows_refusals
from nhipcau.office.directions.models import Direction
from nhipcau.plans.models import NextPlan, NextTask
from nhipcau.plans.next import boards, once, pages, permissions, queries
from nhipcau.plans.next.actions import arranging, writing
from nhipcau.plans.next.forms import BeginForm, GroupForm, HeadForm, ReasonForm, TaskForm, UnderForm
from nhipcau.plans.next.permissions import DRAFT_NEXT_PLAN
from nhipcau.plans.next.sheet import draft_workbook
from nhipcau.plans.permissions import plans_for

SECTION = {"section": "plans"}
PAGE = "plans:next_plan"


def form_page(
    request: HttpRequest, form: Form | ModelForm, next_plan: NextPlan | None, *, title: str, back: str, save: str = "",
    under: Form | None = None, **more: Any,
) -> HttpResponse:  # fmt: skip
    """The page of one form about a draft, with the way back."""
    context = {
        "form": form,
        "next_plan": next_plan,
        "title": title,
        "back": back,
        "save": save or _("Lưu"),
        "under": under,
        **more,
        **SECTION,
    }
    wrong = form.errors or (under is not None and under.errors)
    return render(request, "plans/next/form.html", context, status=422 if wrong else 200)


@demands(DRAFT_NEXT_PLAN)
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Begin the next plan; the draft of that year that is there already is opened."""
    plans = plans_for(request.user)
    last = plans.filter(pk=key_of(request.GET.get("tu")) or 0).first() or queries.newest_running()
    agencies = permissions.drafting_agencies(request.user).alive(today())
    year = last.year + 1 if last is not None else today().year + 1
    initial = {"year": year, "last_year": last.pk if last else None, "drafter": request.user.agency_id}
    form = BeginForm(request.POST or None, plans=plans, agencies=agencies, initial=initial)
    if request.method == "POST" and form.is_valid():
        there = set(NextPlan.objects.filter(year=form.cleaned_data["year"]).values_list("pk", flat=True))
        with refusals_in(form):
            made = writing.begin(today=today(), by=request.user, **form.cleaned_data)
            if made.pk in there:
                messages.info(request, _("Kế hoạch của năm này đã có dự thảo; đây là dự thảo ấy."))
            return redirect(PAGE, made.pk)
    title = _("Soạn kế hoạch năm sau")
    return form_page(request, form, None, title=title, back=reverse("plans:plans"), save=_("Bắt đầu soạn"))


@demands(SIGNED_IN)
@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One draft with all that happens to it."""
    found = permissions.get_next_plan_for(request.user, pk)
    draft = queries.Draft(found, today=today())
    once.shown(found, draft=draft)
    context = {
        "next_plan": found,
        "plan": found.last_year,
        "shown": pages.page_of(draft, reader=request.user, asked=request.GET),
        "proposed": boards.proposals_of(draft, reader=request.user, asked=request.GET),
        **SECTION,
    }
    return render(request, "plans/next/next_plan.html", context)


@demands(SIGNED_IN)
@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft's tasks with their marks, as .xlsx."""
    found = permissions.get_next_plan_for(request.user, pk)
    workbook = draft_workbook(queries.Draft(found, today=today()))
    return answers.workbook(workbook, f"du-thao-ke-hoach-{found.year}-{found.pk}.xlsx")


@demands(DRAFT_NEXT_PLAN)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what stands above and below the tasks; what another changed meanwhile is told, nothing typed is lost."""
    found = permissions.get_next_plan_to_write(request.user, pk)
    form, seen = HeadForm(request.POST or None, instance=found), found.edited
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            writing.edit_head(next_plan=found, fields=form.cleaned_data, seen=seen, by=request.user)
            messages.success(request, _("Đã lưu phần chung."))
            return redirect(PAGE, pk)
    return form_page(request, form, found, title=_("Phần chung của kế hoạch"), back=writing.address(found))


@demands(DRAFT_NEXT_PLAN)
@require_http_methods(["GET", "POST"])
def add_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Write one more task, or a group (``nhom_moi``), under the group that the address names."""
    found = permissions.get_next_plan_to_write(request.user, pk)
    draft = queries.Draft(found, today=today())
    is_group = "nhom_moi" in request.GET
    sent = request.POST or None
    form: TaskForm | GroupForm = GroupForm(sent) if is_group else TaskForm(sent)
    under = UnderForm(
        sent,
        groups=pages.groups_offered(draft),
        initial={"parent": key_of(request.GET.get("trong")) or ""},
    )
    if request.method == "POST" and form.is_valid() and under.is_valid():
        with refusals_in(form):
            made = writing.add_task(
                next_plan=found,
                fields=form.fields_written(),
                parent=_task_in(found, under.cleaned_data["parent"]),
                is_group=is_group,
                by=request.user,
            )
            messages.success(request, _("Đã thêm vào dự thảo."))
            return redirect(f"{writing.address(found)}#nv-{made.pk}")
    title = _("Thêm nhóm nhiệm vụ") if is_group else _("Thêm nhiệm vụ")
    return form_page(
        request, form, found, title=title, back=writing.address(found), under=under, names=not is_group
    )


def _task_in(next_plan: NextPlan, key: int | None) -> NextTask | None:
    return get_object_or_404(NextTask, pk=key, next_plan=next_plan) if key is not None else None


@demands(DRAFT_NEXT_PLAN)
@require_http_methods(["GET", "POST"])
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """Write on a task."""
    kept = permissions.get_task_to_write(request.user, pk)
    found, seen = kept.next_plan, kept.edited
    sent = request.POST or None
    form: TaskForm | GroupForm = GroupForm(sent, task=kept) if kept.is_group else TaskForm(sent, task=kept)
    back = f"{writing.address(found)}#nv-{pk}"
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            writing.edit_task(task=kept, fields=form.fields_written(), seen=seen, by=request.user)
            messages.success(request, _("Đã lưu."))
            return redirect(back)
    title = _("Sửa nhóm nhiệm vụ") if kept.is_group else _("Sửa nhiệm vụ")
    return form_page(request, form, found, title=title, back=back, task=kept, names=not kept.is_group)


@demands(SIGNED_IN)
@require_safe
def whole(request: HttpRequest, pk: int) -> HttpResponse:
    """All of one task of a draft, for the line of it that is unfolded; asked for by itself the page with it unfolded."""
    found = permissions.get_next_plan_for(request.user, permissions.plan_of_task(pk))
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(f"{writing.address(found)}?{pages.UNFOLDED}={pk}#nv-{pk}")
    draft = queries.Draft(found, today=today())
    once.shown(found, draft=draft)
    row = pages.row_of(draft, pk, reader=request.user)
    if row is None:
        raise Http404
    context = {"row": row, "task": row.task, "next_plan": found}
    return render(request, "plans/next/parts/task_open.html", context)


@demands(DRAFT_NEXT_PLAN)
@require_POST
def names(request: HttpRequest) -> HttpResponse:
    """What the typed names mean today, as they are typed; nothing is kept."""
    matcher = Matcher.load(on=today())
    form = TaskForm(request.POST)
    form.is_valid()
    written = [
        name for role in pages.LISTS for name in pages.lines(str(form.cleaned_data.get(role, "")))[:100]
    ]
    return render(request, "plans/next/parts/names.html", {"names": pages.names_seen(written, matcher.match)})


@demands(DRAFT_NEXT_PLAN)
@require_POST
@shows_refusals(lambda request, pk, way: reverse("plans:next_task", args=[pk]))
def shift(request: HttpRequest, pk: int, way: str) -> HttpResponse:
    """Put a task one place up or down among those of its group."""
    kept = permissions.get_task_to_write(request.user, pk)
    if way not in {"len", "xuong"}:
        raise Http404
    arranging.shift(task=kept, way="up" if way == "len" else "down", by=request.user)
    return redirect(f"{writing.address(kept.next_plan)}#nv-{pk}")


@demands(DRAFT_NEXT_PLAN)
@require_http_methods(["GET", "POST"])
def under(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a task under another group."""
    kept = permissions.get_task_to_write(request.user, pk)
    found = kept.next_plan
    groups = pages.groups_offered(queries.Draft(found, today=today()), without=kept)
    form = UnderForm(request.POST or None, groups=groups, initial={"parent": kept.parent_id or ""})
    back = f"{writing.address(found)}#nv-{pk}"
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            parent = _task_in(found, form.cleaned_data["parent"])
            arranging.put_under(task=kept, parent=parent, by=request.user)
            return redirect(back)
    return form_page(request, form, found, title=_("Chuyển nhóm"), back=back, task=kept)


@demands(DRAFT_NEXT_PLAN)
@require_POST
@shows_refusals(PAGE)
def renumber(request: HttpRequest, pk: int) -> HttpResponse:
    """Number all tasks as last year's plan does."""
    found = permissions.get_next_plan_to_write(request.user, pk)
    count = arranging.renumber(next_plan=found, today=today(), by=request.user)
    said = ngettext("Đã đổi số của %(n)s nhiệm vụ.", "Đã đổi số của %(n)s nhiệm vụ.", count)
    messages.success(request, said % {"n": count} if count else _("Các số đã đúng thứ tự."))
    return redirect(PAGE, pk)


@demands(DRAFT_NEXT_PLAN)
@require_http_methods(["GET", "POST"])
def leave_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a task out of the plan, with the reason."""
    kept = permissions.get_task_to_write(request.user, pk)
    form = ReasonForm(request.POST or None)
    back = writing.address(kept.next_plan)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            arranging.leave_out(task=kept, reason=form.cleaned_data["reason"], by=request.user)
            messages.success(request, _("Đã ghi là không đưa vào kế hoạch."))
            return redirect(f"{back}#nv-{pk}")
    title, save = _("Không đưa vào kế hoạch"), _("Ghi là không đưa vào")
    return form_page(request, form, kept.next_plan, title=title, back=f"{back}#nv-{pk}", save=save, task=kept)


@demands(DRAFT_NEXT_PLAN)
@require_POST
@shows_refusals(lambda request, pk: reverse("plans:next_task", args=[pk]))
def take_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a task that was left out into the plan again."""
    kept = permissions.get_task_to_write(request.user, pk)
    arranging.take_in(task=kept, by=request.user)
    return redirect(f"{writing.address(kept.next_plan)}#nv-{pk}")


@demands(DRAFT_NEXT_PLAN)
@require_POST
@shows_refusals(PAGE)
def take_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on with a task that came to last year's plan since the draft was begun."""
    found = permissions.get_next_plan_to_write(request.user, pk)
    key = key_of(request.POST.get("nhiem_vu")) or 0
    made = arranging.take_on(next_plan=found, last_task=key, today=today(), by=request.user)
    return redirect(f"{writing.address(found)}#nv-{made.pk}")


@demands(DRAFT_NEXT_PLAN)
@require_POST
@shows_refusals(PAGE)
def direction(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a task of a leader's word that is still open, or say why not."""
    found = permissions.get_next_plan_to_write(request.user, pk)
    if request.POST.get("viec") == "tat-ca":
        return _leave_directions(request, found)
    said = get_object_or_404(Direction, pk=key_of(request.POST.get("chi_dao")) or 0)
    if request.POST.get("viec") == "dua-vao":
        made = arranging.take_direction(next_plan=found, direction=said, by=request.user)
        messages.success(request, _("Đã đưa vào dự thảo. Hãy ghi đủ cơ quan, thời gian, sản phẩm."))
        return redirect(f"{reverse('plans:next_task', args=[made.pk])}")
    arranging.leave_direction(next_plan=found, direction=said, reason=_reason(request), by=request.user)
    return redirect(f"{writing.address(found)}#chi-dao")


def _reason(request: HttpRequest) -> str:
    form = ReasonForm(request.POST)
    return form.cleaned_data["reason"] if form.is_valid() else ""


def _leave_directions(request: HttpRequest, found: NextPlan) -> HttpResponse:
    """One reason for all that nobody decided on."""
    reason = _reason(request)
    count = arranging.leave_directions(next_plan=found, reason=reason, today=today(), by=request.user)
    said = ngettext("Đã ghi lý do cho %(n)s ý kiến.", "Đã ghi lý do cho %(n)s ý kiến.", count)
    messages.success(request, said % {"n": count})
    return redirect(f"{writing.address(found)}#chi-dao")


@demands(DRAFT_NEXT_PLAN)
@require_POST
@shows_refusals(PAGE)
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the draft up, or go on with it (``viec=soan-tiep``)."""
    found = permissions.get_next_plan_to_write(request.user, pk)
    if request.POST.get("viec") == "soan-tiep":
        writing.take_up(next_plan=found, by=request.user)
    else:
        writing.drop(next_plan=found, by=request.user)
        messages.success(request, _("Đã bỏ dự thảo. Dự thảo vẫn xem lại và soạn tiếp được."))
    return redirect(PAGE, pk)
