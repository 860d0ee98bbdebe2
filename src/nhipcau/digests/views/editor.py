"""Making digests: drafting, the editor's screen, signing, corrections, the office's choices."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from nhipcau.digests import clock, pages, queries, worldwide
from nhipcau.digests.actions import drafting, editing, signing
from nhipcau.digests.forms import CorrectionForm, ItemForm, KindForm, NoteForm, SettingForm, SignForm
from nhipcau.digests.models import Digest, DigestItem
from nhipcau.digests.permissions import EDIT_DIGESTS, READ_DIGESTS, get_digest_for, get_item_for
from nhipcau.digests.rules import DigestKind
from nhipcau.kernel.access import demands
from nhipcau.kernel.clock import today
from nhipcau.kernel.keys import key_of
from nhipcau.kernel.refusal import Refused
from nhipcau.kernel.saying import is_part, refusals_in, refusals_said, say, shows_refusals
from nhipcau.office.signing.pages import part_of
from nhipcau.press.models import Story

SECTION = {"section": "press"}


@demands(EDIT_DIGESTS)
@require_POST
@shows_refusals("digests:digests")
def draft(request: HttpRequest) -> HttpResponse:
    """Draft a digest now instead of waiting for the clock."""
    form = KindForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Hãy chọn loại bản tin."))
        return redirect("digests:digests")
    made = drafting.draft_now(kind=DigestKind(form.cleaned_data["kind"]), now=clock.now(), by=request.user)
    return redirect("digests:digest" if made.is_signed else "digests:edit", made.pk)


@demands(EDIT_DIGESTS)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The editor's screen; POST keeps the opening words."""
    found = get_digest_for(request.user, pk, EDIT_DIGESTS)
    if found.is_signed:
        return redirect("digests:digest", pk)
    form = NoteForm(request.POST or None, initial={"note": found.note, "is_internal": found.is_internal})
    if request.method == "POST" and form.is_valid():
        with refusals_said(request):
            editing.write_note(digest=found, by=request.user, **form.cleaned_data)
            messages.success(request, _("Đã lưu nhận định chung."))
        return redirect("digests:edit", pk)
    part = part_of(found, request.user, edits=True)
    context = {**pages.editor_items(found), "note_form": form, "signing": part, **SECTION}
    return render(request, "digests/edit.html", context)


def _list(request: HttpRequest, digest: Digest, problem: str = "") -> HttpResponse:
    """The list again for htmx; a whole page for a browser without scripts."""
    if not is_part(request):
        if problem:
            messages.error(request, problem)
        return redirect("digests:edit", digest.pk)
    context = {**pages.editor_items(digest), "problem": problem}
    answer = render(request, "digests/parts/items.html", context, status=422 if problem else 200)
    answer["HX-Retarget"] = "#digest-items"  # an item's form asks in its own place; when kept, the list comes
    return answer


def _change(request: HttpRequest, item: DigestItem, action, **values) -> HttpResponse:
    problem = ""
    try:
        action(item=item, by=request.user, **values)
    except Refused as refused:
        problem = say(refused)
    return _list(request, item.digest, problem)


@demands(EDIT_DIGESTS)
@require_POST
def move(request: HttpRequest, pk: int, way: str) -> HttpResponse:
    """An item one place up or down."""
    item = get_item_for(request.user, pk, EDIT_DIGESTS)
    return _change(request, item, editing.move_item, step=-1 if way == "len" else 1)


@demands(EDIT_DIGESTS)
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave an item out."""
    return _change(request, get_item_for(request.user, pk, EDIT_DIGESTS), editing.drop_item)


@demands(EDIT_DIGESTS)
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a left-out item in again."""
    return _change(request, get_item_for(request.user, pk, EDIT_DIGESTS), editing.take_back_item)


@demands(EDIT_DIGESTS)
@require_http_methods(["GET", "POST"])
def edit_item(request: HttpRequest, pk: int) -> HttpResponse:
    """An item's words: shorten, note, propose a handling."""
    item = get_item_for(request.user, pk, EDIT_DIGESTS)
    form = ItemForm(request.POST or None, instance=DigestItem.objects.get(pk=pk), prefix=f"m{pk}")
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            editing.edit_item(item=item, by=request.user, **form.cleaned_data)
            return _list(request, item.digest)
    part = is_part(request)
    return render(
        request,
        "digests/parts/item_form.html" if part else "digests/item.html",
        {"item": item, "form": form, "texts": queries.read_beside(item), **SECTION},
        status=422 if form.errors else 200,
    )


@demands(EDIT_DIGESTS)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Stories that the draft does not have; POST puts one in."""
    found = get_digest_for(request.user, pk, EDIT_DIGESTS)
    if request.method == "POST":
        try:
            _add(request, found)
        except Refused as refused:
            return _list(request, found, say(refused))
        return _list(request, found)
    words = request.GET.get("q", "")
    context: dict[str, object] = {"digest": found, "words": words}
    if found.about.about_province:
        context["stories"] = queries.addable(found, words)
    else:
        context["hits"] = worldwide.addable(found, words)
    return render(request, "digests/parts/add.html", context)


def _add(request: HttpRequest, found: Digest) -> None:
    if found.about.about_province:
        story = get_object_or_404(Story, pk=key_of(request.POST.get("story")))
        editing.add_story(digest=found, story=story, by=request.user)
    else:
        known = worldwide.hits_of(found.first_day, found.last_day)
        hit = get_object_or_404(known, pk=key_of(request.POST.get("hit")))
        editing.add_hit(digest=found, hit=hit, by=request.user)


@demands(READ_DIGESTS)
@require_http_methods(["GET", "POST"])
@shows_refusals("digests:sign")
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """The last look and the signature; the action checks who may sign."""
    found = get_digest_for(request.user, pk)
    if found.is_signed:
        return redirect("digests:digest", pk)
    form = SignForm(request.POST or None, digest=found, by=request.user)
    if request.method == "POST" and form.is_valid():
        signing.sign(
            digest=found,
            now=clock.now(),
            by=request.user,
            seen=form.cleaned_data["seen"],
            own=form.unlocked,
        )
        messages.success(request, _("Đã ký và gửi bản tin tới lãnh đạo."))
        return redirect("digests:digest", pk)
    shown = pages.issue(found, request.user, today=today())
    form.stands_below(shown["content"])
    context = {**shown, "form": form, **SECTION}
    return render(request, "digests/sign.html", context, status=422 if form.errors else 200)


@demands(EDIT_DIGESTS)
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a correction of a signed digest."""
    found = get_digest_for(request.user, pk, EDIT_DIGESTS)
    form = CorrectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            made = drafting.correct(
                digest=found, reason=form.cleaned_data["reason"], now=clock.now(), by=request.user
            )
            return redirect("digests:edit", made.pk)
    return render(
        request,
        "digests/correct.html",
        {"digest": found, "form": form, **SECTION},
        status=422 if form.errors else 200,
    )


@demands(EDIT_DIGESTS)
@require_POST
@shows_refusals("digests:digest")
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    found = get_digest_for(request.user, pk, EDIT_DIGESTS)
    editing.discard(digest=found, by=request.user)
    messages.success(request, _("Đã hủy dự thảo. Có thể soạn lại từ đầu."))
    return redirect("digests:digests")


@demands(EDIT_DIGESTS)
@require_http_methods(["GET", "POST"])
def setting(request: HttpRequest) -> HttpResponse:
    """When digests are drafted, and who signs."""
    found = queries.setting()
    form = SettingForm(request.POST or None, instance=found, today=today())
    if request.method == "POST" and form.is_valid():
        drafting.change_setting(by=request.user, **form.cleaned_data)
        messages.success(request, _("Đã lưu tùy chọn điểm báo."))
        return redirect("digests:setting")
    return render(
        request, "digests/setting.html", {"form": form, **SECTION}, status=422 if form.errors else 200
    )


@demands(EDIT_DIGESTS)
@require_GET
def items(request: HttpRequest, pk: int) -> HttpResponse:
    """The editor's list alone, after another part of the page changed it."""
    return _list(request, get_digest_for(request.user, pk, EDIT_DIGESTS))
