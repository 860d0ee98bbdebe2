"""Pages of agencies' answers: asking, the board, an agency's own page, deciding."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nhipcau.agencies.models import Agency
from nhipcau.kernel import lists
from nhipcau.kernel.access import SIGNED_IN, demands
from nhipcau.kernel.clock import today
from nhipcau.kernel.keys import key_of
from nhipcau.kernel.saying import refusals_in, refusals_said, shows_refusals
from nhipcau.kernel.seen import FIELD
from nhipcau.plans import urged_words
from nhipcau.plans.models import NextReply, NextTask, Proposal
from nhipcau.plans.next import boards, permissions, queries, replies
from nhipcau.plans.next.actions import deciding, proposing, writing
from nhipcau.plans.next.forms import (
    AskForm,
    DeclineForm,
    NoteForm,
    ProposalForm,
    SendForm,
    TaskForm,
    proposed_values,
)
from nhipcau.plans.next.permissions import DRAFT_NEXT_PLAN, PROPOSE_NEXT
from nhipcau.plans.next.views.drafting import SECTION, form_page
from nhipcau.plans.next_states import ReplyState, Wish
from nhipcau.plans.permissions import READ_ALL_PARTS

WITHIN = timedelta(days=14)
"""By when agencies answer, as a form proposes it."""
BOARD, REPLY = "plans:next_replies", "plans:next_reply"


# --- the drafter's board ---


@demands(READ_ALL_PARTS)
@require_safe
def board(request: HttpRequest, pk: int) -> HttpResponse:
    """Which agency has answered, proposes nothing, is late; what of it waits."""
    found = permissions.get_next_plan_for(request.user, pk)
    page = lists.page(request, "plans.next_replies", of=str(found.pk), per_page=50)
    counted = replies.counted(found, today=today())
    context = {
        "next_plan": found,
        "page": page,
        "rows": boards.board_rows(page, next_plan=found, today=today()),
        "whole": sum(counted[state] for state in replies.BOARD_LABELS),
        "wanting": counted[ReplyState.ASKED],
        "figures": boards.board_figures(counted),
        "states": [(state, _(label)) for state, label in replies.FILTERS.items()],
        "asked": request.GET,
        "is_filtered": bool(request.GET.get("q") or request.GET.get("tinh_trang")),
        "may_ask": permissions.may_draft(request.user, found) and found.may("ask"),
        **SECTION,
    }
    return render(request, "plans/next/board.html", context)


@demands(DRAFT_NEXT_PLAN)
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask agencies to propose by a day; at first all with a part in last year's plan are chosen."""
    found = permissions.get_next_plan_to_write(request.user, pk)
    asked = found.replies.values("agency")
    offered = Agency.objects.alive(today()).exclude(pk__in=asked).exclude(pk=found.drafter_id)
    usual = [] if found.asked_at else replies.asked_by_rule(found).values_list("pk", flat=True)
    initial = {"due": found.proposals_due or today() + WITHIN, "agencies": list(usual)}
    form = AskForm(request.POST or None, agencies=offered, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            count = proposing.ask(next_plan=found, today=today(), by=request.user, **form.cleaned_data)
            said = (
                ngettext("Đã hỏi thêm %(n)s cơ quan.", "Đã hỏi thêm %(n)s cơ quan.", count)
                if found.asked_at
                else ngettext("Đã hỏi %(n)s cơ quan.", "Đã hỏi %(n)s cơ quan.", count)
            )
            messages.success(request, said % {"n": count} if count else _("Đã đặt lại hạn gửi đề xuất."))
            return redirect(BOARD, pk)
    back, save = reverse(BOARD, args=[pk]), _("Gửi yêu cầu đề xuất")
    return form_page(request, form, found, title=_("Lấy đề xuất của các cơ quan"), back=back, save=save)


@demands(DRAFT_NEXT_PLAN)
@require_POST
@shows_refusals(BOARD)
def urge(request: HttpRequest, pk: int) -> HttpResponse:
    """Remind every agency that has not answered."""
    found = permissions.get_next_plan_to_write(request.user, pk)
    urged = proposing.urge(next_plan=found, agencies=replies.wanting(found), today=today(), by=request.user)
    for level, words in urged_words.sentences(urged):
        messages.add_message(request, level, words)
    return redirect(BOARD, pk)


# --- an agency's own page ---


@demands(SIGNED_IN)
@require_safe
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """What an agency is asked, its tasks first; what it proposes, and how that was decided."""
    found = permissions.get_reply_for(request.user, pk)
    return _reply_page(request, found)


def _reply_page(request: HttpRequest, found: NextReply, form: SendForm | None = None) -> HttpResponse:
    draft = queries.Draft(found.next_plan, today=today())
    sending = form or SendForm(initial={"note": found.note})
    context = {
        "reply": found,
        "next_plan": found.next_plan,
        "shown": boards.reply_page(found, draft, reader=request.user),
        "send_form": sending,
        "reads_draft": permissions.next_plans_for(request.user).filter(pk=found.next_plan_id).exists(),
        **SECTION,
    }
    return render(request, "plans/next/reply.html", context, status=422 if sending.errors else 200)


@demands(PROPOSE_NEXT)
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Write one proposal: to the task that the address names (``nhiem_vu``, ``viec``), or a new task."""
    found = permissions.get_reply_to_write(request.user, pk)
    key = key_of(request.GET.get("nhiem_vu"))
    task = get_object_or_404(NextTask, pk=key, next_plan=found.next_plan_id, left_out=False) if key else None
    wish = Wish.NEW if task is None else Wish.END if request.GET.get("viec") == Wish.END else Wish.CHANGE
    kept = proposing.proposed_to(found, task) if task is not None else None
    if kept is not None and request.method == "GET":
        messages.info(
            request,
            _("Cơ quan đã có đề xuất về nhiệm vụ này: sửa ở đây, hoặc xóa ở trang trước để đề xuất khác."),
        )
        return redirect("plans:next_proposal", kept.pk)
    form = ProposalForm(request.POST or None, wish=wish, task=task)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            fields = {**form.cleaned_data, "wish": wish, "task": task}
            proposing.propose(reply=found, fields=fields, by=request.user)
            messages.success(request, _("Đã ghi đề xuất. Nhớ bấm “Gửi đề xuất” khi xong."))
            return redirect(REPLY, pk)
    titles = {
        Wish.NEW: _("Đề xuất nhiệm vụ mới"),
        Wish.CHANGE: _("Đề xuất sửa"),
        Wish.END: _("Đề xuất thôi thực hiện"),
    }
    back = proposing.address(found)
    return form_page(request, form, None, title=titles[wish], back=back, task=task, reply=found)


@demands(PROPOSE_NEXT)
@require_http_methods(["GET", "POST"])
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """Write on a proposal before it is sent."""
    kept = permissions.get_proposal_to_write(request.user, pk)
    seen = kept.edited
    form = ProposalForm(request.POST or None, instance=kept, wish=kept.wish, task=kept.task)
    back = proposing.address(kept.reply)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            # The form has written into its own row; what stands is read anew by the act.
            proposing.edit_proposal(proposal=kept, fields=form.cleaned_data, seen=seen, by=request.user)
            messages.success(request, _("Đã lưu đề xuất."))
            return redirect(back)
    return form_page(request, form, None, title=_("Sửa đề xuất"), back=back, task=kept.task, reply=kept.reply)


@demands(PROPOSE_NEXT)
@require_POST
@shows_refusals(lambda request, pk: reverse("plans:next_proposal", args=[pk]))
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a proposal out before it is sent."""
    kept = permissions.get_proposal_to_write(request.user, pk)
    proposing.remove_proposal(proposal=kept, by=request.user)
    messages.success(request, _("Đã xóa đề xuất."))
    return redirect(REPLY, kept.reply_id)


@demands(PROPOSE_NEXT)
@require_POST
@shows_refusals(REPLY)
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the answer, or say that there is nothing to propose (``viec=khong-co``)."""
    found = permissions.get_reply_to_write(request.user, pk)
    form = SendForm(request.POST)
    if not form.is_valid():
        return _reply_page(request, found, form)
    nothing = request.POST.get("viec") == "khong-co"
    proposing.send(reply=found, nothing=nothing, note=form.cleaned_data["note"], by=request.user)
    messages.success(request, _("Đã trả lời: không có đề xuất.") if nothing else _("Đã gửi đề xuất."))
    return redirect(REPLY, pk)


@demands(PROPOSE_NEXT)
@require_POST
@shows_refusals(REPLY)
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the answer back to change it."""
    found = permissions.get_reply_to_write(request.user, pk)
    proposing.take_back(reply=found, today=today(), by=request.user)
    messages.success(request, _("Đã rút về. Sửa xong nhớ gửi lại."))
    return redirect(REPLY, pk)


# --- deciding ---


def _on_the_draft(request: HttpRequest, pk: int, **_more: Any) -> str:
    """The list of proposals on the draft's page."""
    return f"{writing.address(permissions.get_plan_of_proposal(request.user, pk))}#de-xuat"


def _to_all_proposals(request: HttpRequest, kept: Proposal, deed: str) -> HttpResponse:
    """Of a form that somebody else was quicker than: the proposal as it was decided on, and why nothing is to do."""
    with refusals_said(request):
        kept.go(deed)
    address = reverse("plans:next_plan", args=[kept.reply.next_plan_id])
    return redirect(f"{address}?xem=de-xuat-tat-ca#de-xuat-{kept.pk}")


@demands(DRAFT_NEXT_PLAN)
@require_POST
@shows_refusals(_on_the_draft)
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a proposal up word for word."""
    kept = permissions.get_proposal_to_decide(request.user, pk)
    deciding.take(proposal=kept, seen=request.POST.get(FIELD, ""), by=request.user)
    messages.success(
        request, _("Đã tiếp thu nguyên văn đề xuất của %(agency)s.") % {"agency": kept.reply.agency}
    )
    return redirect(_on_the_draft(request, pk))


@demands(DRAFT_NEXT_PLAN)
@require_http_methods(["GET", "POST"])
@shows_refusals(_on_the_draft)
def take_with(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a proposal up in the words of the task's form, which opens with the proposed ones in it."""
    kept = permissions.get_proposal_to_decide(request.user, pk)
    if request.method == "GET" and not kept.may("take"):
        return _to_all_proposals(request, kept, "take")
    found, about = kept.reply.next_plan, kept.task
    proposed = proposed_values(deciding.prefilled(kept), about)
    form = TaskForm(request.POST or None, task=about, proposed=proposed)
    note = NoteForm(request.POST or None, shown=queries.shown_of(kept))
    if request.method == "POST" and form.is_valid() and note.is_valid():
        with refusals_in(form):
            words, seen = note.cleaned_data["note"], note.cleaned_data[FIELD]
            fields = form.fields_written()
            made = deciding.take(proposal=kept, fields=fields, seen=seen, note=words, by=request.user)
            messages.success(
                request, _("Đã tiếp thu đề xuất của %(agency)s.") % {"agency": kept.reply.agency}
            )
            return redirect(f"{writing.address(found)}#nv-{made.pk}")
    return form_page(
        request,
        form,
        found,
        title=_("Tiếp thu đề xuất"),
        back=_on_the_draft(request, pk),
        save=_("Lưu và tiếp thu"),
        task=about,
        under=note,
        names=True,
        row=boards.row_of(kept, decides=False),
    )


@demands(DRAFT_NEXT_PLAN)
@require_http_methods(["GET", "POST"])
@shows_refusals(_on_the_draft)
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Decline a proposal with a reason."""
    kept: Proposal = permissions.get_proposal_to_decide(request.user, pk)
    if request.method == "GET" and not kept.may("decline"):
        return _to_all_proposals(request, kept, "decline")
    form = DeclineForm(request.POST or None, shown=queries.shown_of(kept))
    back = _on_the_draft(request, pk)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            reason, seen = form.cleaned_data["reason"], form.cleaned_data[FIELD]
            deciding.decline(proposal=kept, reason=reason, seen=seen, by=request.user)
            messages.success(request, _("Đã ghi là không tiếp thu; cơ quan đề xuất được báo lý do."))
            return redirect(back)
    return form_page(
        request,
        form,
        kept.reply.next_plan,
        title=_("Không tiếp thu đề xuất"),
        back=back,
        save=_("Không tiếp thu"),
        task=kept.task,
        row=boards.row_of(kept, decides=False),
    )


@demands(DRAFT_NEXT_PLAN)
@require_POST
@shows_refusals(_on_the_draft)
def judge_anew(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at a decided proposal again."""
    kept = permissions.get_proposal_to_decide(request.user, pk)
    deciding.judge_anew(proposal=kept, by=request.user)
    return redirect(_on_the_draft(request, pk))
