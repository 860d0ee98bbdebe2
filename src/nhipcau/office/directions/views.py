"""Giving a direction on any record, reading its words before it is sent, and the list of directions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nhipcau.kernel import days, lists
from nhipcau.kernel.access import SIGNED_IN, demands
from nhipcau.kernel.clock import now, today
from nhipcau.kernel.saying import refusals_in, shows_refusals
from nhipcau.office.about import get_about_for, kind_of
from nhipcau.office.directions import actions, queries
from nhipcau.office.directions.forms import DirectForm, FollowForm
from nhipcau.office.directions.permissions import FOLLOW, get_direction_for
from nhipcau.office.permissions import DIRECT


@demands(SIGNED_IN)
@require_safe
def directions(request: HttpRequest) -> HttpResponse:
    """The directions that concern the reader, newest first, each with its state."""
    page = lists.page(request, "office.directions")
    context = {
        "page": page,
        "rows": queries.rows(list(page), today(), reader=request.user),
        "section": "directions",
        "parts": (
            ("", _("Tất cả")),
            (queries.NEW, _("Mới, từ hôm qua")),
            (queries.OPEN, _("Chưa có kết quả")),
        ),
        "part": request.GET.get("xem", ""),
    }
    return render(request, "office/directions.html", context)


def _back(request: HttpRequest, kind: str, pk: int) -> str:
    about = get_about_for(request.user, kind, pk)
    return kind_of(about).url(about)


@demands(DIRECT)
@require_POST
@shows_refusals(_back)
def direct(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """A leader's word on a record.

    Where its words name an agency or a day that the form does not, and nobody was offered them yet (a
    browser without scripts), they are offered on a page of their own first.
    """
    about = get_about_for(request.user, kind, pk)
    form = DirectForm(request.POST, today=today())
    offered = queries.offer(request.POST.get("text", ""), today())
    if form.is_valid() and not _to_be_offered(request, form.cleaned_data, offered):
        with refusals_in(form):  # what was typed stays
            given = actions.give(about=about, by=request.user, now=now(), **form.cleaned_data)
            messages.success(
                request,
                _("Đã giao thành nhiệm vụ: %(name)s.") % {"name": given.made_name.rstrip(".")}
                if given.made_name
                else _("Đã ghi ý kiến chỉ đạo."),
            )
            return redirect(kind_of(about).url(about))
    return _ask(request, about, form, offered)


def _to_be_offered(request: HttpRequest, wish: dict[str, Any], offered: queries.Offer) -> bool:
    if "offered" in request.POST or wish["agency"] or wish["due"]:
        return False
    return offered.agency is not None


def _ask(request: HttpRequest, about: Any, form: DirectForm, offered: queries.Offer) -> HttpResponse:
    """The form again, with what its words say filled in where nothing was typed."""
    kind = kind_of(about)
    typed = form.data
    context = {
        "about": about,
        "about_title": kind.title(about),
        "back": kind.url(about),
        "kind": kind.name,
        "form": form,
        "offer": offered,
        "agency": typed.get("agency") or (offered.agency.name if offered.agency else ""),
        "due": typed.get("due") or (days.written(offered.due)),
        "agencies": queries.agency_names(today()),
    }
    return render(request, "office/direct.html", context, status=422 if form.errors else 200)


@demands(DIRECT)
@require_POST
def read_words(request: HttpRequest) -> HttpResponse:
    """Part of the form, loaded while a direction is typed: the agency and the day that its words name."""
    offered = queries.offer(request.POST.get("text", ""), today())
    context = {
        "offer": offered,
        "key": request.POST.get("key", "")[:40],
        "agency": _filled(request, "agency", offered.agency.name if offered.agency else ""),
        "due": _filled(request, "due", days.written(offered.due)),
    }
    return render(request, "office/parts/direct_fields.html", context)


def _filled(request: HttpRequest, field: str, offered: str) -> str:
    """What stands in a field after an offer: the officer's own entry, or an emptied field, is left alone."""
    typed, before = request.POST.get(field, ""), request.POST.get(f"offered_{field}", "")
    if typed and typed != before:
        return typed
    return "" if before and not typed and before == offered else offered


@demands(FOLLOW)
@require_POST
@shows_refusals("office:directions")
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """What was done about a direction that became no task."""
    direction = get_direction_for(request.user, pk)
    form = FollowForm(request.POST)
    if form.is_valid():
        actions.follow(direction=direction, by=request.user, now=now(), **form.cleaned_data)
        messages.success(request, _("Đã ghi việc thực hiện ý kiến chỉ đạo."))
    about = direction.about
    return redirect(kind_of(about).url(about) if about is not None else "office:directions")
