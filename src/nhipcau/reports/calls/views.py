"""Pages of data calls: the list, one call with its board, an agency's reply, all answers together."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nhipcau.kernel import answers, lists
from nhipcau.kernel.access import SIGNED_IN, demands
from nhipcau.kernel.clock import today
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import refusals_in, say, shows_refusals
from nhipcau.kernel.seen import FIELD
from nhipcau.reports import formpages
from nhipcau.reports.actions.writing import keep_scan
from nhipcau.reports.calls import pages, permissions, queries, sheet
from nhipcau.reports.calls.actions import answering, judging, letters, preparing, sending, wording
from nhipcau.reports.calls.actions.answering import Overtaken
from nhipcau.reports.calls.forms import (
    AgenciesForm,
    AnswersForm,
    CallForm,
    LikeForm,
    NewCallForm,
    OnPaperForm,
    QuestionForm,
    ReturnForm,
)
from nhipcau.reports.datacall_states import CALL_STATE_LABELS, REPLY_STATE_LABELS, ReplyState
from nhipcau.reports.datacalls import CallReply, DataCall
from nhipcau.reports.permissions import READ_REPORTS, RUN_REPORTS

SECTION = {"section": "reports"}
CALL, REPLY = "reports:call", "reports:call_reply"


def _form_page(
    request: HttpRequest,
    form: Form,
    *,
    title: str,
    back: str,
    save: str = "",
    lead: str = "",
    upload: str = "",
) -> HttpResponse:
    context = {"form": form, "title": title, "back": back, "save": save, "lead": lead, **SECTION}
    context["upload"] = upload
    return render(request, "reports/calls/form.html", context, status=422 if form.errors else 200)


def _sent(request: HttpRequest) -> Any:
    """What was sent, though it be nothing."""
    return request.POST if request.method == "POST" else None


@demands(SIGNED_IN)
@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    """Calls that concern the reader, the newest first."""
    words, state = request.GET.get("q", "")[:100], request.GET.get("tinh-trang", "")
    found = queries.listed(request.user, words, state if state in CALL_STATE_LABELS else "")
    page = Paginator(found, 20).get_page(request.GET.get("trang"))
    context = {
        "page": page,
        "rows": pages.call_rows(request.user, page.object_list),
        "words": words,
        "state": state,
        "states": [(one.value, _(label)) for one, label in CALL_STATE_LABELS.items()],
        **SECTION,
    }
    return render(request, "reports/calls/calls.html", context)


@demands(RUN_REPORTS)
@require_http_methods(["GET", "POST"])
def call_new(request: HttpRequest) -> HttpResponse:
    """Begin a call from an incoming letter."""
    first = {"document": request.GET.get("van-ban", "")[:20]}
    form = NewCallForm(request.POST or None, earlier=queries.earlier(), initial=first)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            made = preparing.make_call(head=form.head, like=form.cleaned_data["like"], by=request.user)
            return redirect(CALL, made.pk)
    return _form_page(
        request,
        form,
        title=_("Lập đề nghị cung cấp số liệu"),
        back=reverse("reports:calls"),
        save=_("Lập, viết câu hỏi"),
        lead=_("Từ văn bản đến, chọn hạn; bước sau viết câu hỏi rồi gửi các cơ quan."),
    )


@demands(SIGNED_IN)
@require_safe
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """A call: its questions, who has answered; an agency is led to its own reply."""
    found = permissions.get_call_for(request.user, pk)
    if not permissions.reads_all(request.user):
        return redirect(REPLY, permissions.replies_for(request.user).filter(call=found)[0].pk)
    page = lists.page(request, "reports.calls", str(found.pk), per_page=100)
    context = {
        "shown": pages.call_page(found, request.user),
        "call": found,
        "page": page,
        "rows": pages.board_rows(found, page.object_list),
        "state": request.GET.get("tinh-trang", ""),
        "states": [("chua-tra-loi", _("Chưa trả lời xong")), *_states()],
        "words": request.GET.get("q", "")[:100],
        **SECTION,
    }
    return render(request, "reports/calls/call.html", context)


def _states() -> list[tuple[str, str]]:
    return [(one.value, _(REPLY_STATE_LABELS[one])) for one in ReplyState if one != ReplyState.WRITING]


@demands(RUN_REPORTS)
@require_http_methods(["GET", "POST"])
def call_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Another day, other words."""
    found = permissions.get_call_to_run(request.user, pk)
    form = CallForm(request.POST or None, call=found)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            preparing.edit_call(call=found, head=form.head, by=request.user)
            messages.success(request, _("Đã lưu."))
            return redirect(CALL, pk)
    return _form_page(request, form, title=_("Sửa đề nghị"), back=reverse(CALL, args=[pk]))


@demands(RUN_REPORTS)
@require_POST
@shows_refusals(CALL)
def call_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a call that nobody was told of."""
    preparing.drop(call=permissions.get_call_to_run(request.user, pk), by=request.user)
    messages.success(request, _("Đã xóa đề nghị."))
    return redirect("reports:calls")


@demands(RUN_REPORTS)
@require_http_methods(["GET", "POST"])
def call_question(request: HttpRequest, pk: int) -> HttpResponse:
    """Put one more question."""
    found = permissions.get_call_to_run(request.user, pk)
    form = QuestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            made = preparing.add_question(call=found, asked=form.asked, by=request.user)
            messages.success(request, _("Đã thêm câu hỏi."))
            if "nua" in request.POST:
                return redirect(request.path)
            return redirect(f"{reverse(CALL, args=[pk])}#cau-{made.pk}")
    return _question_page(request, form, found, _("Thêm câu hỏi"))


@demands(RUN_REPORTS)
@require_http_methods(["GET", "POST"])
def question_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a question anew."""
    found = permissions.get_question_to_run(request.user, pk)
    form = QuestionForm(request.POST or None, initial=preparing.as_written(found))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            preparing.edit_question(question=found, asked=form.asked, by=request.user)
            messages.success(request, _("Đã lưu câu hỏi."))
            return redirect(f"{reverse(CALL, args=[found.call_id])}#cau-{pk}")
    return _question_page(request, form, found.call, _("Sửa câu hỏi"))


def _question_page(request: HttpRequest, form: QuestionForm, call: DataCall, title: str) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "call": call,
        "period": pages.period_words(call),
        "back": reverse(CALL, args=[call.pk]),
        **SECTION,
    }
    return render(request, "reports/calls/question.html", context, status=422 if form.errors else 200)


@demands(RUN_REPORTS)
@require_POST
@shows_refusals("reports:calls")
def question_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a question out."""
    found = permissions.get_question_to_run(request.user, pk)
    preparing.remove_question(question=found, by=request.user)
    messages.success(request, _("Đã xóa câu hỏi."))
    return redirect(CALL, found.call_id)


@demands(RUN_REPORTS)
@require_http_methods(["GET", "POST"])
def call_like(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the questions of an earlier call over."""
    found = permissions.get_call_to_run(request.user, pk)
    form = LikeForm(request.POST or None, earlier=queries.earlier(found))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            taken, left = preparing.take_over(call=found, like=form.cleaned_data["like"], by=request.user)
            messages.success(request, _taken_words(taken, left))
            return redirect(CALL, pk)
    back = reverse(CALL, args=[pk])
    return _form_page(request, form, title=_("Lấy câu hỏi như lần trước"), back=back, save=_("Lấy câu hỏi"))


def _taken_words(taken: int, left: int) -> str:
    said = ngettext("Đã lấy %(n)d câu hỏi.", "Đã lấy %(n)d câu hỏi.", taken) % {"n": taken}
    if not left:
        return said
    passed = ngettext(
        "%(n)d câu đã có hoặc đã hỏi cho kỳ này nên không lấy.",
        "%(n)d câu đã có hoặc đã hỏi cho kỳ này nên không lấy.",
        left,
    )
    return f"{said} {passed % {'n': left}}"


@demands(RUN_REPORTS)
@require_http_methods(["GET", "POST"])
def call_send(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose agencies and send; once it is sent, ask further ones."""
    found = permissions.get_call_to_run(request.user, pk)
    form = AgenciesForm(request.POST or None)
    act = sending.open_call if found.may("open") else sending.add_agencies
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            act(call=found, agencies=form.chosen, by=request.user)
            messages.success(request, _("Đã gửi."))
            return redirect(CALL, pk)
    title = _("Gửi đến các cơ quan") if found.may("open") else _("Hỏi thêm cơ quan")
    return _form_page(request, form, title=title, back=reverse(CALL, args=[pk]), save=_("Gửi"))


@demands(RUN_REPORTS)
@require_POST
@shows_refusals(CALL)
def call_close(request: HttpRequest, pk: int) -> HttpResponse:
    """End a call."""
    sending.close(call=permissions.get_call_to_run(request.user, pk), by=request.user)
    messages.success(request, _("Đã kết thúc đề nghị."))
    return redirect(CALL, pk)


@demands(RUN_REPORTS)
@require_POST
@shows_refusals(CALL)
def call_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take answers in again."""
    sending.reopen(call=permissions.get_call_to_run(request.user, pk), by=request.user)
    messages.success(request, _("Đã mở lại đề nghị."))
    return redirect(CALL, pk)


# ---- a reply


@demands(SIGNED_IN)
@require_http_methods(["GET", "POST"])
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """An agency's answers on one page: read, written, confirmed."""
    found = permissions.get_reply_for(request.user, pk)
    shown = pages.reply_page(found, request.user)
    kept = queries.answers_of(found)
    form = AnswersForm(_sent(request), shown=shown.questions, kept=kept)
    if request.method == "POST":
        permissions.get_reply_to_answer(request.user, pk)
        if form.is_valid():
            with refusals_in(form):
                if (done := _kept(request, found, form)) is not None:
                    return done
    context = {"shown": shown, "reply": found, "form": form, "fields": _fields(shown, form), **SECTION}
    context["given"] = formpages.call_given(found, request.user)
    return render(request, "reports/calls/reply.html", context, status=422 if form.errors else 200)


def _kept(request: HttpRequest, found: CallReply, form: AnswersForm) -> HttpResponse | None:
    """Keep what was touched, then what the button asks for; None where another wrote a question meanwhile, told beside it."""
    try:
        answering.write_answers(reply=found, answers=form.answers, by=request.user)
    except Overtaken as told:
        form.add_error(f"q{told.question}", say(told))
        form.seen_now(told.question)
        return None
    deed = request.POST.get("viec", "")
    try:
        _deed(request, found, deed, form)
    except Refused as refused:  # no error: what was typed is kept, and is not offered a second time
        messages.warning(request, f"{_('Đã lưu, chưa gửi.')} {say(refused)}")
    return redirect(f"{request.path}{'#bang-' + deed[5:] if deed.startswith('dong-') else ''}")


def _deed(request: HttpRequest, found: CallReply, deed: str, form: AnswersForm) -> None:
    if deed == "trinh":
        answering.ask_leader(reply=found, by=request.user)
        messages.success(request, _("Đã lưu và báo lãnh đạo cơ quan xác nhận."))
    elif deed == "xac-nhan":
        answering.confirm(reply=found, by=request.user, seen=form.untouched)
        messages.success(request, _("Đã xác nhận và gửi câu trả lời."))
    else:
        messages.success(request, _("Đã lưu."))


def _fields(shown: pages.ReplyPage, form: AnswersForm) -> list[dict[str, Any]]:
    """Each question with its fields, for who may write it."""
    found = []
    for one in shown.questions:
        key = one.question.pk
        writes = one.may_write and f"q{key}" in form.fields
        found.append(
            {
                "one": one,
                "field": form[f"q{key}"] if writes else None,
                "nil": form[f"n{key}"] if writes else None,
                "seen": form.mark(key, one.mark),
            }
        )
    return found


@demands(RUN_REPORTS)
@require_http_methods(["GET", "POST"])
def on_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """A reply that came signed on paper."""
    found = permissions.get_reply_to_answer(request.user, pk)
    form = OnPaperForm(
        request.POST or None, request.FILES or None, initial={"day": today(), "came_on": today()}
    )
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            given = dict(form.cleaned_data)
            answering.check_paper(number=given["number"], day=given["day"], came_on=given["came_on"])
            scan = keep_scan(given.pop("scan"), declared=given.pop("declared"), by=request.user)
            answering.receive_on_paper(reply=found, by=request.user, scan=scan, **given)
            messages.success(request, _("Đã nhận câu trả lời bằng văn bản."))
            return redirect(REPLY, pk)
    return _form_page(
        request,
        form,
        title=_("Nhận bằng văn bản"),
        back=pages.reply_url(found),
        save=_("Ghi nhận đã trả lời"),
        lead=found.agency.name,
        upload="1",
    )


@demands(RUN_REPORTS)
@require_POST
@shows_refusals(REPLY)
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept a reply."""
    found = permissions.get_reply_for(request.user, pk)
    judging.accept(replies=[found], seen=request.POST.get(FIELD, ""), by=request.user)
    messages.success(request, _("Đã tiếp nhận câu trả lời."))
    return redirect(REPLY, pk)


@demands(RUN_REPORTS)
@require_http_methods(["GET", "POST"])
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Give single answers back, each with a reason."""
    found = permissions.get_reply_for(request.user, pk)
    asked = [one for one in found.call.questions.all() if one.is_asked]
    form = ReturnForm(_sent(request), questions=asked)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            judging.give_back(reply=found, reasons=form.reasons, by=request.user)
            messages.success(request, _("Đã trả lại. Cơ quan chỉ sửa được các câu có lý do."))
            return redirect(REPLY, pk)
    return _form_page(
        request,
        form,
        title=_("Trả lại từng câu"),
        back=pages.reply_url(found),
        save=_("Trả lại các câu có lý do"),
        lead=found.agency.name,
    )


# ---- all answers together


@demands(READ_REPORTS)
@require_safe
def together(request: HttpRequest, pk: int) -> HttpResponse:
    """What all agencies say, question by question."""
    found = permissions.get_call_to_read(request.user, pk)
    context = {
        "call": found,
        "numbers": queries.standings([found])[found.pk],
        "may_draft": request.user.may(RUN_REPORTS) and not pages.has_letter(found),
        "parts": pages.together_page(found, request.user),
        **SECTION,
    }
    return render(request, "reports/calls/together.html", context)


def _together(request: HttpRequest, pk: int) -> str:
    return reverse("reports:call_together", args=[permissions.get_question_to_run(request.user, pk).call_id])


@demands(RUN_REPORTS)
@require_POST
@shows_refusals(_together)
def word(request: HttpRequest, pk: int) -> HttpResponse:
    """What the coordinator writes in place of agencies' sentences, that it is left out, or stands again."""
    found = permissions.get_question_to_run(request.user, pk)
    members = request.POST.get("cau", "")[:20_000].split()
    deed = request.POST.get("viec", "")
    if deed == "bo":
        wording.leave_out(question=found, members=members, by=request.user)
    elif deed == "lai":
        wording.restore(question=found, members=members, by=request.user)
    else:
        text = request.POST.get("text", "")[:20_001]
        wording.word(question=found, members=members, text=text, by=request.user)
    return redirect(f"{_together(request, pk)}#cau-{members[0] if members else ''}")


@demands(RUN_REPORTS)
@require_POST
@shows_refusals("reports:call_together")
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft the letter that answers who asked."""
    found = permissions.get_call_to_run(request.user, pk)
    made = letters.draft_letter(call=found, agency=request.user.agency, by=request.user)
    messages.success(request, _("Đã soạn văn bản trả lời. Hãy xem lại, chọn người ký rồi trình."))
    return redirect("documents:letter", made.pk)


@demands(READ_REPORTS)
@require_safe
def workbook(request: HttpRequest, pk: int) -> HttpResponse:
    """All answers as a workbook."""
    found = permissions.get_call_to_read(request.user, pk)
    return answers.workbook(sheet.all_answers(found), f"tra-loi-{found.pk}.xlsx")
