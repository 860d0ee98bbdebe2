"""Search over the whole archive; saved searches, workbooks and feeds."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from nhipcau.kernel import answers
from nhipcau.kernel.access import demands, public
from nhipcau.kernel.clock import today
from nhipcau.kernel.keys import key_of
from nhipcau.kernel.saying import errors_said, refusals_said
from nhipcau.press import queries
from nhipcau.press import search as index
from nhipcau.press.actions import searches
from nhipcau.press.forms import SaveForm, SearchForm, address_of, subject_choices
from nhipcau.press.models import Outlet, SavedSearch
from nhipcau.press.permissions import READ_PRESS, get_feed, get_saved_search_for
from nhipcau.press.rules import ARTICLE_STATE_LABELS, FLAG_LABELS, LANGUAGE_LABELS, TONE_LABELS
from nhipcau.press.searchwords import Wish
from nhipcau.press.sheets import rss, workbook

SECTION = {"section": "press", "tab": "search"}
_LINES = 2000  # of a workbook
_A_PAGE = 30


def _before(request: HttpRequest) -> int | None:
    return key_of(request.GET.get("cu_hon"))


@demands(READ_PRESS)
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """The newest finds for what the address asks."""
    wish = SearchForm(request.GET).wish()
    finds = index.find(wish, limit=_A_PAGE, before=_before(request))
    older = {**address_of(wish), "cu_hon": str(finds.keys[-1])} if finds.more else {}
    hits = queries.hits(finds.articles, wish.words)
    context = {
        "wish": wish,
        "hits": hits,
        **queries.begun(hits),
        "older": urlencode(older),
        "continued": _before(request) is not None,
        "query": urlencode(address_of(wish)),
        "outlets": Outlet.objects.order_by("name"),
        "subject_choices": subject_choices(),
        "subjects": dict(subject_choices()),
        "tones": TONE_LABELS.items(),
        "flags": FLAG_LABELS.items(),
        "languages": LANGUAGE_LABELS.items(),
        "states": ARTICLE_STATE_LABELS.items(),
        "saved": SavedSearch.objects.filter(officer=request.user.pk),
        "save_form": SaveForm(initial={"name": wish.words, "alert": True}),
        **SECTION,
    }
    return render(request, "press/search.html", context)


@demands(READ_PRESS)
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The finds as .xlsx, the newest two thousand."""
    wish = SearchForm(request.GET).wish()
    finds = index.find(wish, limit=_LINES)
    title = _("Tin báo chí: %(words)s") % {"words": wish.words or _("tất cả")}
    content = workbook(queries.lines(finds.articles), title=title)
    return answers.workbook(content, f"tin-bao-chi-{today():%Y-%m-%d}.xlsx")


@demands(READ_PRESS)
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep the search that is on the screen."""
    wish, form = SearchForm(request.GET).wish(), SaveForm(request.POST)
    back = f"{reverse('press:search')}?{urlencode(address_of(wish))}"
    if not form.is_valid():
        errors_said(request, form)
        return redirect(back)
    with refusals_said(request):
        searches.save_search(wish=wish, by=request.user, **form.cleaned_data)
        messages.success(request, _("Đã lưu tìm kiếm."))
    return redirect(back)


@demands(READ_PRESS)
@require_GET
def saved(request: HttpRequest, pk: int) -> HttpResponse:
    """A saved search: its finds."""
    kept = get_saved_search_for(request.user, pk)
    return redirect(f"{reverse('press:search')}?{urlencode(address_of(Wish.from_json(kept.wish)))}")


@demands(READ_PRESS)
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a saved search."""
    searches.remove_search(saved=get_saved_search_for(request.user, pk), by=request.user)
    messages.success(request, _("Đã xóa tìm kiếm."))
    return redirect("press:search")


@public
@require_GET
def feed(request: HttpRequest, key: str) -> HttpResponse:
    """A saved search as RSS; the key in the address is the key to it."""
    kept = get_feed(key)
    wish = Wish.from_json(kept.wish)
    finds = queries.hits(index.find(wish, limit=50).articles, wish.words)
    link = request.build_absolute_uri(reverse("press:search"))
    answer = HttpResponse(
        rss(finds, title=kept.name, link=link), content_type="application/rss+xml; charset=utf-8"
    )
    answer.headers["Cache-Control"] = "private, max-age=300"
    return answer
