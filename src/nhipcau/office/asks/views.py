"""What is asked of an officer's agency, answering, and what whoever asked may do."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nhipcau.kernel import answers, lists, ordering
from nhipcau.kernel.access import SIGNED_IN, demands
from nhipcau.kernel.clock import now, today
from nhipcau.kernel.saying import refusals_in, shows_refusals
from nhipcau.office.about import kind_of
from nhipcau.office.asks import actions, permissions, queries
from nhipcau.office.asks.forms import AnswerForm, BackForm
from nhipcau.office.asks.models import Ask
from nhipcau.office.asks.rules import VERDICT_LABELS, Verdict
from nhipcau.office.sections import PAPERS

SECTION = {"section": PAPERS}


@demands(SIGNED_IN)
@require_safe
def asks(request: HttpRequest) -> HttpResponse:
    """What waits for this officer, then what was answered."""
    if request.GET.get("xem") == "da-hoi":
        page = lists.page(request, "office.asked")
        rows = queries.rows(page.object_list, now(), late_first=False)
        return render(request, "office/asked.html", {"page": page, "rows": rows, "view": "da-hoi", **SECTION})
    is_sorted = ordering.asked(request.GET).column in queries.SORTS
    open_now = ordering.ordered(queries.open_for(request.user), request.GET, queries.SORTS)[:200]
    waiting = queries.rows(open_now, now(), late_first=not is_sorted)
    all_of_them = queries.listed(request.user, request.GET)
    past = all_of_them.exclude(pk__in=[row.ask.pk for row in waiting])
    page = Paginator(past, 30).get_page(request.GET.get("trang"))
    context = {
        "waiting": waiting,
        "page": page,
        "past": queries.rows(page.object_list, now(), late_first=False),
        "view": "",
        "count": all_of_them.count(),
        **SECTION,
    }
    return render(request, "office/asks.html", context)


@demands(SIGNED_IN)
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """One ask: the question, what it is about, the answers; answering where that is due."""
    found = permissions.get_ask_for(request.user, pk)
    sent = request.method == "POST"
    form = AnswerForm(request.POST if sent else None, request.FILES if sent else None)
    if sent and form.is_valid():
        asked = permissions.get_ask_to_answer(request.user, pk)
        wish = form.cleaned_data
        with refusals_in(form, "text"):
            actions.answer(
                asked=asked, verdict=Verdict(wish["verdict"]), text=wish["text"], upload=wish["file"],
                is_declared=wish["declared"], today=today(), by=request.user,
            )  # fmt: skip
            messages.success(request, _("Đã gửi trả lời."))
            return redirect("office:ask", pk)
    return render(request, "office/ask.html", _page(request, found, form))


def _page(request: HttpRequest, found: Ask, form: AnswerForm) -> dict[str, object]:
    (row,) = queries.rows([found], now())
    about = cast(Model | None, found.about)
    return {
        "row": row,
        "about": about,
        "about_label": _(kind_of(about).label) if about else "",
        "about_url": queries.address(found),
        "answers": [(each, _(VERDICT_LABELS[Verdict(each.verdict)])) for each in found.answers.all()],
        "form": form if row.waits and permissions.may_answer(request.user, found) else None,
        "manages": permissions.may_manage(request.user, found),
        "back_form": BackForm(),
        **SECTION,
    }


@demands(SIGNED_IN)
@require_safe
def file(request: HttpRequest, pk: int, answer: int) -> FileResponse:
    """The file of an answer, always as a download."""
    return answers.kept(permissions.get_answer(permissions.get_ask_for(request.user, pk), answer).file)


@demands(SIGNED_IN)
@require_POST
@shows_refusals("office:ask")
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Urge whoever has not answered, once a day."""
    told = actions.remind(
        asked=permissions.get_ask_to_manage(request.user, pk), today=today(), by=request.user
    )
    if told:
        messages.success(request, _("Đã đôn đốc."))
    else:
        messages.info(request, _("Hôm nay đã đôn đốc rồi, hoặc nơi được hỏi chưa có tài khoản nào."))
    return redirect("office:ask", pk)


@demands(SIGNED_IN)
@require_POST
@shows_refusals("office:ask")
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the question back."""
    actions.withdraw(asked=permissions.get_ask_to_manage(request.user, pk), by=request.user)
    messages.success(request, _("Đã rút câu hỏi."))
    return redirect("office:ask", pk)


@demands(SIGNED_IN)
@require_POST
@shows_refusals("office:ask")
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on without an answer."""
    actions.go_on_without(asked=permissions.get_ask_to_manage(request.user, pk), by=request.user)
    messages.success(request, _("Đã kết thúc, ghi nhận là không trả lời."))
    return redirect("office:ask", pk)


@demands(SIGNED_IN)
@require_POST
@shows_refusals("office:ask")
def send_back(request: HttpRequest, pk: int, answer: int) -> HttpResponse:
    """Ask for another answer."""
    asked = permissions.get_ask_to_manage(request.user, pk)
    form = BackForm(request.POST)
    form.is_valid()
    given = permissions.get_answer(asked, answer)
    actions.send_back(answer=given, reason=form.cleaned_data.get("reason", ""), by=request.user)
    messages.success(request, _("Đã đề nghị trả lời lại."))
    return redirect("office:ask", pk)
