"""Subject watches: the list with its figures, making with a preview, the hits and what officers say of them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from nhipcau.engines.presswire.watches import WatchRule
from nhipcau.kernel import audit, clock, lists
from nhipcau.kernel.access import demands
from nhipcau.kernel.saying import refusals_in, refusals_said
from nhipcau.press import rules, watching
from nhipcau.press.actions import watches as acts
from nhipcau.press.forms import AddToWatchForm, WatchForm
from nhipcau.press.models import Article, SubjectWatch, WorldArticle
from nhipcau.press.permissions import (
    KEEP_WATCHES,
    READ_PRESS,
    get_article_for,
    get_hit_for,
    get_watch_for,
    get_world_article_for,
)

SECTION = {"section": "press", "tab": "watches"}


@demands(READ_PRESS)
@require_GET
def watches(request: HttpRequest) -> HttpResponse:
    """All watches with their figures; each figure opens to its texts."""
    page = lists.page(request, "press.watches", per_page=50)
    found = list(page)
    figures = watching.figures_of(found, clock.now())
    there = set(SubjectWatch.objects.values_list("name", flat=True))
    context = {
        "page": page,
        "rows": [(watch, figures[watch.pk]) for watch in found],
        "more_to_load": any(row["name"] not in there for row in acts.starting_list()),
        **SECTION,
    }
    return render(request, "press/watches.html", context)


@demands(READ_PRESS)
@require_GET
def watch(request: HttpRequest, pk: int) -> HttpResponse:
    """One watch: what it asks, its figures, its hits."""
    found = get_watch_for(request.user, pk)
    now, which = clock.now(), request.GET.get("xem", "")
    page = lists.page(request, "press.hits", str(pk))
    context = {
        "watch": found,
        "figures": watching.figures_of([found], now)[pk],
        "outlets": found.outlets.all(),
        "page": page,
        "hits": watching.named(page.object_list),
        "which": which if which in watching.WHICH else "",
        "history": audit.history(found)[:20],
        **SECTION,
    }
    return render(request, "press/watch.html", context)


@demands(KEEP_WATCHES)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new watch; "xem-thu" shows what it would catch and keeps nothing."""
    form = WatchForm(request.POST or None)
    return _form(request, form, None)


@demands(KEEP_WATCHES)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a watch asks, with the same preview."""
    found = get_watch_for(request.user, pk, KEEP_WATCHES)
    initial = {name: getattr(found, name) for name in acts.FIELDS} | {"outlets": found.outlets.all()}
    return _form(request, WatchForm(request.POST or None, initial=initial), found)


def _form(request: HttpRequest, form: WatchForm, found: SubjectWatch | None) -> HttpResponse:
    preview = None
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            if request.POST.get("viec") == "xem-thu":
                preview = _preview(form)
            else:
                if found is None:
                    kept = acts.make(by=request.user, **form.cleaned_data)
                else:
                    kept = acts.change(watch=found, by=request.user, **form.cleaned_data)
                messages.success(request, _("Đã lưu chủ đề. Tin mới sẽ được đối chiếu từ bây giờ."))
                return redirect("press:watch", kept.pk)
    context = {"form": form, "watch": found, "preview": preview, **SECTION}
    return render(request, "press/watch_form.html", context, status=422 if form.errors else 200)


def _preview(form: WatchForm) -> watching.Preview:
    asked = form.cleaned_data
    groups = {name: asked[name] for name in ("words", "places", "required", "excluded")}
    rules.check_watch(name=asked["name"], **groups)
    hosts = tuple(outlet.host for outlet in asked["outlets"])
    rule = WatchRule(
        0,
        **{name: tuple(words) for name, words in groups.items()},
        hosts=hosts,
        without=tuple(asked["without"]),
    )
    return watching.preview(rule, clock.now())


@demands(KEEP_WATCHES)
@require_POST
def state(request: HttpRequest, pk: int) -> HttpResponse:
    """Pause a watch, or take it up again, as the button says."""
    active = request.POST.get("viec") == "theo-doi"
    acts.set_active(watch=get_watch_for(request.user, pk, KEEP_WATCHES), active=active, by=request.user)
    messages.success(request, _("Chủ đề được theo dõi tiếp.") if active else _("Đã tạm dừng chủ đề."))
    return redirect("press:watch", pk)


@demands(KEEP_WATCHES)
@require_POST
def starting_list(request: HttpRequest) -> HttpResponse:
    """The watches that come with the product, paused."""
    with refusals_said(request):
        added = acts.load_starting_list(by=request.user)
        messages.success(request, _("Đã thêm %(added)s chủ đề, đang tạm dừng.") % {"added": added})
    return redirect("press:watches")


@demands(KEEP_WATCHES)
@require_POST
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    """What an officer says of a hit; back to the list as it was filtered."""
    hit = get_hit_for(request.user, pk)
    with refusals_said(request):
        acts.judge(hit=hit, verdict=request.POST.get("verdict", ""), by=request.user)
    which = request.POST.get("xem", "")
    answer = redirect("press:watch", hit.watch_id)
    if which in watching.WHICH:
        answer["Location"] += f"?xem={which}"
    return answer


@demands(READ_PRESS)
@require_GET
def world_article(request: HttpRequest, pk: int) -> HttpResponse:
    """A text that came for a watch alone."""
    found = get_world_article_for(request.user, pk)
    hits = list(found.hits.select_related("watch"))
    context = {
        "article": found,
        "watched": watching.named(hits),
        "watch_form": AddToWatchForm(without=[hit.watch_id for hit in hits]),
        "paragraphs": watching.paragraphs(found, hits),
        **SECTION,
    }
    return render(request, "press/world_article.html", context)


@demands(KEEP_WATCHES)
@require_POST
def add_article(request: HttpRequest, pk: int) -> HttpResponse:
    """One of the province's articles is about a watch's subject, too."""
    return _add(request, get_article_for(request.user, pk, KEEP_WATCHES), "press:article")


@demands(KEEP_WATCHES)
@require_POST
def add_world(request: HttpRequest, pk: int) -> HttpResponse:
    """A text that came for one watch is about another's subject, too."""
    return _add(request, get_world_article_for(request.user, pk), "press:world_article")


def _add(request: HttpRequest, text: Article | WorldArticle, back: str) -> HttpResponse:
    form = AddToWatchForm(request.POST)
    if form.is_valid():
        acts.add_by_hand(watch=form.cleaned_data["watch"], text=text, by=request.user)
        messages.success(request, _("Đã thêm tin vào chủ đề."))
    else:
        messages.error(request, _("Hãy chọn chủ đề."))
    return redirect(back, text.pk)
