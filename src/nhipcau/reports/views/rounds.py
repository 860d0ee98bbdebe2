"""Rounds of reports: the list, opening one, its board."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nhipcau.kernel import lists
from nhipcau.kernel.access import SIGNED_IN, demands
from nhipcau.kernel.clock import today
from nhipcau.kernel.keys import key_of
from nhipcau.kernel.saying import refusals_in, shows_refusals
from nhipcau.plans.models import Plan
from nhipcau.reports import drafting, queries, roundpages
from nhipcau.reports.actions import rounds as actions
from nhipcau.reports.forms import ChangeRoundForm, OutlineForm, RoundForm
from nhipcau.reports.outline import shipped_text
from nhipcau.reports.permissions import RUN_REPORTS, get_round_for
from nhipcau.reports.rules import ReportState

SECTION = {"section": "reports"}


@demands(SIGNED_IN)
@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """Rounds that concern the reader, the newest first."""
    page = Paginator(queries.rounds_for(request.user), 20).get_page(request.GET.get("trang"))
    rows = roundpages.round_rows(request.user, page.object_list)
    return render(request, "reports/rounds.html", {"page": page, "rows": rows, **SECTION})


@demands(RUN_REPORTS)
@require_http_methods(["GET", "POST"])
def open_round(request: HttpRequest) -> HttpResponse:
    """Begin a round."""
    plans = Plan.objects.running().select_related("document").order_by("-year", "-pk")
    form = RoundForm(request.POST or None, plans=plans)
    if request.method == "POST" and form.is_valid():
        wish = form.cleaned_data
        with refusals_in(form):
            due = wish.pop("due_on") or queries.due_of(wish["plan"], wish["period"])
            made = actions.open_round(**wish, due_on=due, today=today(), by=request.user)
            messages.success(request, _("Đã mở đợt báo cáo. Báo cáo của từng cơ quan đã được điền sẵn."))
            return redirect("reports:round", made.pk)
    return render(request, "reports/open.html", {"form": form, **SECTION}, status=422 if form.errors else 200)


@demands(SIGNED_IN)
@require_safe
def round_board(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has handed in, who has not."""
    found = get_round_for(request.user, pk)
    page = lists.page(request, "reports.board", str(found.pk))
    context = {
        "shown": roundpages.round_page(found, request.user),
        "page": page,
        "rows": roundpages.board_rows(found, page.object_list),
        "state": request.GET.get("tinh-trang", ""),
        "states": _states(),
        "words": request.GET.get("q", "")[:100],
        **SECTION,
    }
    return render(request, "reports/round.html", context)


def _states() -> list[tuple[str, str]]:
    return [
        ("chua-nop", _("Chưa nộp")),
        (queries.NO_ACCOUNT, _("Chưa nộp, chưa có tài khoản")),
        (ReportState.SUBMITTED.value, _("Đã nộp, chờ tiếp nhận")),
        (ReportState.ACCEPTED.value, _("Đã tiếp nhận")),
    ]


@demands(RUN_REPORTS)
@require_http_methods(["GET", "POST"])
def change_round(request: HttpRequest, pk: int) -> HttpResponse:
    """Another day, other words."""
    found = get_round_for(request.user, pk)
    form = ChangeRoundForm(request.POST or None, initial={"due_on": found.due_on, "note": found.note})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.change_round(round_=found, by=request.user, **form.cleaned_data)
            messages.success(request, _("Đã lưu."))
            return redirect("reports:round", pk)
    context = {"form": form, "round": found, **SECTION}
    return render(request, "reports/change.html", context, status=422 if form.errors else 200)


@demands(RUN_REPORTS)
@require_POST
@shows_refusals("reports:round")
def close_round(request: HttpRequest, pk: int) -> HttpResponse:
    """End a round."""
    actions.close_round(round_=get_round_for(request.user, pk), by=request.user)
    messages.success(request, _("Đã kết thúc đợt báo cáo."))
    return redirect("reports:round", pk)


@demands(RUN_REPORTS)
@require_POST
@shows_refusals("reports:round")
def reopen_round(request: HttpRequest, pk: int) -> HttpResponse:
    """Take reports in again."""
    actions.reopen_round(round_=get_round_for(request.user, pk), by=request.user)
    messages.success(request, _("Đã mở lại đợt báo cáo."))
    return redirect("reports:round", pk)


@demands(RUN_REPORTS)
@require_safe
def places(request: HttpRequest, pk: int) -> HttpResponse:
    """In which part of the outline each task stands."""
    found = get_round_for(request.user, pk)
    return render(
        request, "reports/places.html", {"round": found, **roundpages.places_shown(found), **SECTION}
    )


@demands(RUN_REPORTS)
@require_POST
@shows_refusals("reports:places")
def move_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a task stand in another part."""
    actions.move_task(
        round_=get_round_for(request.user, pk),
        task=key_of(request.POST.get("nhiem-vu")) or 0,
        part=request.POST.get("muc", "")[:20],
        by=request.user,
    )
    messages.success(request, _("Đã chuyển nhiệm vụ sang mục khác."))
    return redirect("reports:places", pk)


@demands(RUN_REPORTS)
@require_http_methods(["GET", "POST"])
def outline(request: HttpRequest) -> HttpResponse:
    """The outline, the office's own or the shipped one."""
    own = drafting.outline_text()
    form = OutlineForm(request.POST or None, initial={"text": own})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form, "text"):
            actions.put_outline(text=form.cleaned_data["text"], by=request.user)
            messages.success(request, _("Đã lưu đề cương. Các đợt mở từ nay dùng đề cương này."))
            return redirect("reports:outline")
    context: dict[str, Any] = {
        "form": form,
        "own": own,
        "shipped": shipped_text(),
        "parts": drafting.outline_now().parts,
    }
    return render(request, "reports/outline.html", {**context, **SECTION}, status=422 if form.errors else 200)
