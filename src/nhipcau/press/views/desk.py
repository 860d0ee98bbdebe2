"""The desk: a day's stories, and triage from the keyboard."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from nhipcau.kernel.access import demands
from nhipcau.kernel.clock import today
from nhipcau.kernel.refusal import N_
from nhipcau.kernel.saying import refusals_in
from nhipcau.press import judge, queries
from nhipcau.press.actions import triage
from nhipcau.press.asked import DeskWish
from nhipcau.press.forms import CorrectForm, NoteForm
from nhipcau.press.models import Article
from nhipcau.press.permissions import READ_PRESS, TRIAGE, get_article_for
from nhipcau.press.rules import FLAG_LABELS, ArticleState

SECTION = {"section": "press", "tab": "desk"}
_SPAN_LABELS = {"ngay": N_("Một ngày"), "3-ngay": N_("3 ngày"), "tuan": N_("7 ngày")}
_QUESTIONS = {"subject": N_("Chủ đề"), "tone": N_("Sắc thái")} | {
    str(flag): label for flag, label in FLAG_LABELS.items()
}


@demands(READ_PRESS)
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """The stories of a day, or of some days up to it."""
    wish = DeskWish.of(request.GET, request.user)
    day, found = wish.day, queries.desk(**wish.asked, number=request.GET.get("trang"))
    context = {
        "desk": found,
        "page": found.page,
        "rows": found.rows,
        "day": day,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1) if day < today() else None,
        "view": wish.view,
        "span": wish.span,
        "spans": _SPAN_LABELS.items(),
        "flag": wish.flag,
        "flags": FLAG_LABELS.items(),
        "figures": [
            ("chua-xem", found.counts[ArticleState.NEW], N_("chưa xem")),
            ("giu", found.counts[ArticleState.KEPT], N_("đã chọn")),
            ("bo", found.counts[ArticleState.DROPPED], N_("đã loại")),
            ("tat-ca", sum(found.counts.values()), N_("tất cả tin")),
        ],
        "last_reading": queries.last_reading(),
        **queries.begun(found.rows),
        "subjects": judge.subjects(),
        **SECTION,
    }
    return render(request, "press/desk.html", context)


def _by_htmx(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))


def _row(request: HttpRequest, article: Article, **more: Any) -> HttpResponse:
    """The article's row again; a browser without scripts goes back to the article's page."""
    if not _by_htmx(request):
        return redirect("press:article", article.pk)
    fresh = get_article_for(request.user, article.pk)
    context = {"item": queries.item_of(fresh), "subjects": judge.subjects(), "touched": True, **more}
    return render(request, "press/parts/item.html", context)


@demands(TRIAGE)
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep or drop; the same wish again takes it back."""
    article = get_article_for(request.user, pk, TRIAGE)
    wanted = request.POST.get("state", "")
    if wanted not in set(ArticleState):
        return HttpResponse(_("Hãy bấm Chọn hoặc Loại."), status=422)
    state = ArticleState(wanted)
    if article.state == state and _by_htmx(request):
        state = ArticleState.NEW
    return _row(request, triage.decide(article=article, state=state, by=request.user))


@demands(TRIAGE)
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Put subject, tone and flags right."""
    article = get_article_for(request.user, pk, TRIAGE)
    form = CorrectForm(
        request.POST or None,
        initial={"subject": article.subject, "tone": article.tone, "flags": article.flag_labels},
        auto_id=f"sua-{pk}-%s",
    )
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            return _row(request, triage.correct(article=article, by=request.user, **form.cleaned_data))
    return _form(request, article, form, "press:correct", _("Sửa nhận định"))


@demands(TRIAGE)
@require_http_methods(["GET", "POST"])
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the desk's note."""
    article = get_article_for(request.user, pk, TRIAGE)
    form = NoteForm(request.POST or None, initial={"note": article.note}, auto_id=f"ghi-{pk}-%s")
    if request.method == "POST" and form.is_valid():
        return _row(
            request, triage.take_note(article=article, note=form.cleaned_data["note"], by=request.user)
        )
    return _form(request, article, form, "press:note", _("Ghi chú"))


def _form(request: HttpRequest, article: Article, form: Any, route: str, heading: str) -> HttpResponse:
    context = {"article": article, "form": form, "route": route, "heading": heading, **SECTION}
    template = "press/parts/item_form.html" if _by_htmx(request) else "press/form.html"
    return render(request, template, context, status=422 if form.errors else 200)


@demands(READ_PRESS)
@require_GET
def hit_rates(request: HttpRequest) -> HttpResponse:
    """How often the proposals were left as they were, week by week."""
    weeks: dict[date, dict[str, Any]] = {}
    for rate in judge.current().hit_rates():
        weeks.setdefault(rate.week, {})[rate.question] = rate
    rows = [
        (week, [(label, asked.get(question)) for question, label in _QUESTIONS.items()])
        for week, asked in sorted(weeks.items(), reverse=True)
    ]
    return render(
        request, "press/hit_rates.html", {"rows": rows[:60], "questions": _QUESTIONS.values(), **SECTION}
    )
