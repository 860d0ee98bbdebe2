"""One task: its duties, progress, evidence, discussion, directions and history."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from nhipcau.kernel import answers, evidence
from nhipcau.kernel.access import SIGNED_IN, demands
from nhipcau.kernel.clock import today
from nhipcau.kernel.keys import key_of
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.saying import errors_said, refusals_said, say
from nhipcau.plans import taskpage
from nhipcau.plans.actions import work
from nhipcau.plans.forms import CommentForm, EvidenceForm, ProgressForm
from nhipcau.plans.models import Deliverable, Duty, Task
from nhipcau.plans.permissions import REPORT, get_duty_for, get_evidence_for, get_task_for
from nhipcau.plans.rules import DutyRole, FallsBack

SECTION = {"section": "plans"}


def _to(task_pk: int, anchor: str = "") -> HttpResponse:
    return redirect(reverse("plans:task", args=[task_pk]) + anchor)


def _to_part(duty: Duty, *, goes_on: bool = False) -> HttpResponse:
    """Back to an agency's part; goes_on: its forms stay open, for whoever adds one thing seldom stops there."""
    return _to(duty.task_id, f"?phan_viec={duty.pk}{'&tiep=1' if goes_on else ''}#phan-viec-{duty.pk}")


@demands(SIGNED_IN)
@require_GET
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """The task page."""
    found = get_task_for(request.user, pk)
    return _page(request, found, {})


def _page(request: HttpRequest, found: Task, more: dict[str, Any], *, status: int = 200) -> HttpResponse:
    duty = request.GET.get("phan_viec", "")
    context = taskpage.page(found, request.user, today=today(), duty=duty)
    opened = {"opened": duty if "tiep" in request.GET else ""}
    return render(request, "plans/task.html", {**context, **opened, **SECTION, **more}, status=status)


@demands(SIGNED_IN)
@require_GET
def parts(request: HttpRequest, pk: int, role: str) -> HttpResponse:
    """The parts of one role, with a find box; a part for htmx, a page without it."""
    found = get_task_for(request.user, pk)
    if role not in list(DutyRole):
        raise Http404
    words, number = (request.GET.get(name, "")[:100].replace("\x00", "") for name in ("q", "trang"))
    context = taskpage.listed(found, request.user, DutyRole(role), today=today(), words=words, number=number)
    whole = not request.htmx  # type: ignore[attr-defined]
    opened = "parts/parts_list" if "mo" in request.GET else "parts/parts_found"
    name = "task_parts" if whole else opened
    return render(request, f"plans/{name}.html", {**context, "whole": whole, **SECTION})


@demands(REPORT)
@require_POST
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """An agency's progress, what shows it, or both in one form; one click sends 100."""
    duty = get_duty_for(request.user, pk)
    shown = EvidenceForm(request.POST, request.FILES)
    form = ProgressForm(request.POST, alone=not shown.is_sent)
    if not form.is_valid() or (shown.is_sent and not shown.is_valid()):
        return _report_again(request, duty, form, *([shown] if shown.is_sent else []))
    with refusals_said(request):
        # The file first: what is asked back about a lower percent cannot carry a file with it.
        if shown.is_sent:
            _add(request, duty, shown.cleaned_data)
        if not shown.is_sent or _says_more(duty, form.cleaned_data):
            try:
                _report(request, duty, form.cleaned_data)
            except FallsBack as question:
                return _ask_whether_it_falls(request, duty, question)
    if request.POST.get("next") == "home":
        return redirect("/")
    return _to_part(duty)


def _report(request: HttpRequest, duty: Duty, asked: dict[str, Any]) -> None:
    number = asked["deliverable"]
    deliverable = Deliverable.objects.filter(pk=number).first() if number else None
    if number and deliverable is None:
        # A date that was moved meanwhile: counting it for another date would be a guess.
        raise Refused(N_("Kỳ báo cáo này không thuộc phần việc của cơ quan."))
    work.report_progress(
        duty=duty,
        percent=asked["percent"],
        note=asked["note"],
        by=request.user,
        today=today(),
        deliverable=deliverable,
        falls_back=asked["falls_back"],
    )
    messages.success(
        request,
        _("Đã ghi tiến độ %(percent)s%% của %(agency)s.")
        % {"percent": asked["percent"], "agency": duty.agency},
    )


def _says_more(duty: Duty, asked: dict[str, Any]) -> bool:
    """Beside evidence: a percent other than the one that stands, or words."""
    if asked["percent"] is None:
        return False
    owed = Deliverable.objects.filter(pk=asked["deliverable"], duty=duty).first()
    stands = owed.percent if owed is not None else duty.percent
    return bool(asked["note"].strip()) or asked["percent"] != stands


def _report_again(request: HttpRequest, duty: Duty, *sent: Form) -> HttpResponse:
    """The form of the part once more, with what was typed and what is wrong with it."""
    part = taskpage.part_of(duty, request.user, today=today())
    if part is None or not part.may_report:
        errors_said(request, *sent)
        return _to_part(duty)
    wrong = [error for form in sent for errors in form.errors.values() for error in errors]
    context = {
        "part": part,
        "steps": taskpage.STEPS,
        "typed": request.POST,
        "chosen": key_of(request.POST.get("percent")),
        "wrong": wrong,
        **SECTION,
    }
    return render(request, "plans/report.html", context, status=422)


def _ask_whether_it_falls(request: HttpRequest, duty: Duty, question: FallsBack) -> HttpResponse:
    """The same report once more, to be confirmed; nothing of it is written yet."""
    sent = {name: request.POST.get(name, "") for name in ("percent", "note", "deliverable", "next")}
    context = {"duty": duty, "sent": sent, "question": say(question), **SECTION}
    return render(request, "plans/falls_back.html", context, status=422)


@demands(REPORT)
@require_GET
def report_form(request: HttpRequest, pk: int) -> HttpResponse:
    """The forms of one duty; a part for htmx, a page without it."""
    duty = get_duty_for(request.user, pk)
    part = taskpage.part_of(duty, request.user, today=today())
    if part is None or not part.may_report:
        messages.error(
            request, _("Phần việc này đã chuyển giao hoặc kế hoạch đã đóng nên không báo tiến độ được nữa.")
        )
        return _to_part(duty)
    context = {"part": part, "steps": taskpage.STEPS, **SECTION}
    whole = not request.htmx  # type: ignore[attr-defined]
    return render(request, f"plans/{'report' if whole else 'parts/report_form'}.html", context)


@demands(REPORT)
@require_POST
def add_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """A file, a link or a registered document that shows the work, alone."""
    duty = get_duty_for(request.user, pk)
    form = EvidenceForm(request.POST, request.FILES)
    if not form.is_valid():
        return _report_again(request, duty, form)
    with refusals_said(request):
        _add(request, duty, form.cleaned_data)
    return _to_part(duty, goes_on=True)


def _add(request: HttpRequest, duty: Duty, asked: dict[str, Any]) -> None:
    record = evidence.chosen(request.user, asked["record"]) if asked["record"] else None
    if asked["record"] and record is None:
        raise Refused(N_("Không còn thấy mục đã chọn. Hãy tìm lại rồi chọn."))
    work.add_evidence(
        duty=duty,
        title=asked["title"],
        upload=asked["upload"] or None,
        url=asked["url"],
        record=record,
        day=asked["day"],
        is_declared=asked["declared"],
        by=request.user,
    )
    messages.success(request, _("Đã thêm tài liệu kiểm chứng."))


@demands(REPORT)
@require_GET
def search_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Records of the system that may show the work of a duty; a part for htmx, a page without it."""
    duty = get_duty_for(request.user, pk)
    words, kind = (request.GET.get(name, "")[:100].replace("\x00", "") for name in ("q", "loai"))
    context = {
        "duty": duty,
        "words": words,
        "kind": kind,
        "kinds": evidence.kinds.all(),
        "found": evidence.find(request.user, words, kind=kind),
        **SECTION,
    }
    whole = not request.htmx  # type: ignore[attr-defined]
    return render(request, f"plans/{'evidence_search' if whole else 'parts/evidence_found'}.html", context)


@demands(REPORT)
@require_POST
def withdraw_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an evidence back."""
    kept = get_evidence_for(request.user, pk, to_write=True)
    with refusals_said(request):
        work.withdraw_evidence(kept=kept, by=request.user)
    return _to_part(kept.about)


@demands(SIGNED_IN)
@require_GET
def evidence_file(request: HttpRequest, pk: int) -> FileResponse:
    """The evidence's file, always as a download: a stranger's html must not run here."""
    return answers.kept(get_evidence_for(request.user, pk).file)


@demands(SIGNED_IN)
@require_POST
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """A word in the discussion."""
    found = get_task_for(request.user, pk)
    form = CommentForm(request.POST, auto_id="comment_%s")
    if form.is_valid():
        work.say(task=found, text=form.cleaned_data["text"], by=request.user)
        return _to(pk, "#trao-doi")
    return _page(request, found, {"comment_form": form}, status=422)
