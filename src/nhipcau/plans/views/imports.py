"""Bringing a plan in: upload, check against the document, confirm."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from nhipcau.agencies.actions.names import decide_name
from nhipcau.agencies.models import Agency, AgencyGroup
from nhipcau.engines.officialdoc import picture
from nhipcau.kernel import answers, reading
from nhipcau.kernel.access import demands
from nhipcau.kernel.children import NotRead
from nhipcau.kernel.clock import today
from nhipcau.kernel.keys import key_of
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.saying import refusals_in, refusals_said, say, shows_refusals
from nhipcau.plans import checking, handed, results
from nhipcau.plans import import_draft as drafts
from nhipcau.plans.actions import confirm, imports
from nhipcau.plans.actions.amending import speaks_of_amending, suggested
from nhipcau.plans.forms import DraftTaskForm, HeadForm, ObligationForm, SettleForm, UploadPlan
from nhipcau.plans.models import Amendment, Plan, PlanImport
from nhipcau.plans.permissions import RUN_PLANS, get_import_for, plans_for
from nhipcau.plans.states import ImportState
from nhipcau.plans.views import amending, drafted

SECTION = {"section": "plans"}
AMENDS = "sua_doi"  # of the address


@demands(RUN_PLANS)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The upload page: of a plan, or of a paper that amends the running plan that the address names."""
    amended = _meant(request)
    form = UploadPlan(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        file = form.cleaned_data["file"]
        with refusals_in(form):
            started = imports.start_import(
                upload=file,
                name=file.name,
                is_declared=form.cleaned_data["declared"],
                by=request.user,
            )
            asked = f"?{AMENDS}={amended.pk}" if amended else ""
            return redirect(reverse("plans:import", args=[started.pk]) + asked)
    status = 422 if form.errors else 200
    context = {"form": form, "amended": amended, **SECTION}
    return render(request, "plans/import_new.html", context, status=status)


def _meant(request: HttpRequest) -> Plan | None:
    """The running plan that the address says a paper amends."""
    running = plans_for(request.user).filter(closed_at=None)
    return running.filter(pk=key_of(request.GET.get(AMENDS, "")) or 0).first()


@demands(RUN_PLANS)
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The document on the left, the reading on the right."""
    plan_import = get_import_for(request.user, pk)
    if request.htmx:  # type: ignore[attr-defined]
        return _asked_again(request, plan_import)
    if plan_import.state == ImportState.CONFIRMED and plan_import.plan:
        return redirect("plans:plan", plan_import.plan.pk)
    if plan_import.state == ImportState.CONFIRMED and plan_import.amends_id:
        return redirect("plans:amendment", Amendment.objects.get(plan_import=plan_import).pk)
    if plan_import.state == ImportState.READ and plan_import.amends_id:
        return amending.shown(request, plan_import)
    if plan_import.state != ImportState.READ:
        return render(request, "plans/import_wait.html", {"plan_import": plan_import, **SECTION})
    return render(
        request,
        "plans/import_check.html",
        {
            **_checked(plan_import),
            "there": confirm.already_there(plan_import.draft or {"document": {}}),
            **_amendable(request, plan_import),
            **SECTION,
        },
    )


def _amendable(request: HttpRequest, plan_import: PlanImport) -> dict[str, object]:
    """The running plans that the paper may amend: those it names first, before them the one it was brought in for."""
    running = list(plans_for(request.user).filter(closed_at=None))
    meant = _meant(request)
    named = suggested(plan_import, running)
    if meant is not None:
        named = [meant, *(plan for plan in named if plan != meant)]
    return {
        "speaks_of_amending": speaks_of_amending(plan_import),
        "offers_amending": bool(running) and (meant is not None or speaks_of_amending(plan_import)),
        "named_plans": named,
        "plan_choices": [
            (plan.pk, f"{plan.document.number} · {plan.title[:90]}")
            for plan in [*named, *(plan for plan in running if plan not in named)]
        ],
    }


def _asked_again(request: HttpRequest, plan_import: PlanImport) -> HttpResponse:
    """The waiting page asks every second; once reading has ended it loads the page anew."""
    if plan_import.state == ImportState.WAITING:
        return render(request, "plans/import_state.html", {"plan_import": plan_import})
    answer = HttpResponse()
    answer.headers["HX-Refresh"] = "true"
    return answer


def _form_for(
    key: str, plan_import: PlanImport, values: QueryDict
) -> HeadForm | ObligationForm | DraftTaskForm:
    if key == "head":
        return HeadForm(values)
    if key.startswith("o"):
        return ObligationForm(values, alone=drafts.named(drafts.find(plan_import.draft or {}, key) or {}))
    return DraftTaskForm(values)


@demands(RUN_PLANS)
@require_http_methods(["GET", "POST"])
def part(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """One part of the draft: its form, and saving it."""
    plan_import = get_import_for(request.user, pk)
    if plan_import.draft is None:
        raise Http404

    def save(values: dict[str, Any], seen: str) -> None:
        imports.edit_part(plan_import=plan_import, key=key, seen=seen, values=values, by=request.user)

    form, saved = drafted.sent(request, partial(_form_for, key, plan_import), save)
    if request.method == "POST" and form is None:
        plan_import.refresh_from_db()
    context = checking.part(plan_import, key, form=form, saved=saved)
    return render(request, "plans/import_part.html", {**context, **SECTION}, status=422 if form else 200)


@demands(RUN_PLANS)
@require_POST
def name(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whom a written name means; this draft and every later import follow."""
    plan_import, form = get_import_for(request.user, pk), SettleForm(request.POST)
    with refusals_said(request):
        if not form.is_valid():
            raise Refused(N_("Hãy chọn một cơ quan hoặc nhóm trong danh sách."))
        written = form.cleaned_data["written"]
        decide_name(written=written, by=request.user, **form.meant())
        messages.success(request, _("Đã xác định “%(name)s”.") % {"name": written})
    return redirect("plans:import", plan_import.pk)


@demands(RUN_PLANS)
@require_POST
def look_at(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick a doubt; the list of doubts comes back without it."""
    plan_import = get_import_for(request.user, pk)
    with refusals_said(request):
        shown = checking.page(plan_import)["doubts"] if plan_import.draft else []
        asked = (request.POST.get("key", ""), request.POST.get("field", ""))
        if asked in {(doubt.key, doubt.field) for doubt in shown if doubt.field}:
            imports.look_at(plan_import=plan_import, key=asked[0], field=asked[1], by=request.user)
            plan_import.refresh_from_db()
    if not request.htmx or plan_import.draft is None:  # type: ignore[attr-defined]
        return redirect("plans:import", pk)
    return render(request, "plans/parts/doubts.html", _checked(plan_import))


def _checked(plan_import: PlanImport) -> dict[str, object]:
    """The checking screen with what names may mean."""
    return {
        **checking.page(plan_import),
        "agencies": Agency.objects.in_order(),
        "groups": AgencyGroup.objects.all(),
    }


@demands(RUN_PLANS)
@require_POST
@shows_refusals("plans:import")
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add an empty task to the draft."""
    plan_import = get_import_for(request.user, pk)
    key = imports.add_draft_task(
        plan_import=plan_import, parent=request.POST.get("parent", ""), by=request.user
    )
    return redirect(f"{request.path.rsplit('/them/', 1)[0]}/?mo={key}#{key}")


@demands(RUN_PLANS)
@require_POST
def remove(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Take a task out of the draft."""
    plan_import = get_import_for(request.user, pk)
    with refusals_said(request):
        imports.remove_draft_task(plan_import=plan_import, key=key, by=request.user)
    return redirect("plans:import", pk)


@demands(RUN_PLANS)
@require_POST
@shows_refusals("plans:import")
def confirm_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the plan."""
    plan_import = get_import_for(request.user, pk)
    try:
        plan = confirm.confirm_import(
            plan_import=plan_import, by=request.user, today=today(), gives_work="chi_luu" not in request.POST
        )
    except confirm.AlreadyThere as there:
        messages.warning(request, say(there))
        return redirect("plans:plan", there.plan.pk)
    messages.success(request, checking.made(plan, plan_import.draft or {}))
    if out := handed.sent_words(request.user, plan.sent_id):
        messages.info(request, out)
    if plan.is_open and (past := results.overdue(plan, today=today())):
        messages.warning(request, checking.past_when_made(plan, past))
    return redirect("plans:plan", plan.pk)


@demands(RUN_PLANS)
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the upload up."""
    with refusals_said(request):
        imports.discard_import(plan_import=get_import_for(request.user, pk), by=request.user)
        messages.success(request, _("Đã hủy nhập. Tệp đã tải lên vẫn được giữ."))
    return redirect("plans:plans")


@demands(RUN_PLANS)
@require_GET
def file(request: HttpRequest, pk: int) -> FileResponse:
    """The uploaded file itself."""
    return answers.kept(get_import_for(request.user, pk).file)


@demands(RUN_PLANS)
@require_GET
@cache_control(private=True, max_age=3600)
def page_image(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One page of a PDF or an image, as a picture to check the reading against."""
    stored = get_import_for(request.user, pk).file
    try:
        shown = reading.documents(
            picture.page_png, Path(stored.content.path), stored.name, number, limits=reading.PICTURE
        )
    except NotRead:
        raise Http404 from None
    if shown is None:
        raise Http404
    return HttpResponse(shown, content_type="image/png")
