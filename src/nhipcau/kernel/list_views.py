"""One address for what can be done with many rows of any list (``kernel.lists``)."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from nhipcau.kernel import answers, lists, sheets
from nhipcau.kernel.access import SIGNED_IN, demand, demands
from nhipcau.kernel.lists import Act, Chosen, Listing
from nhipcau.kernel.saying import refusals_in, shows_refusals

EXPORT = "xuat"
SHOWN = 12


def _back(request: HttpRequest, **_: object) -> str:
    """The list that the officer came from."""
    page = request.POST.get("ve", "")
    return page if url_has_allowed_host_and_scheme(page, allowed_hosts=None) and page.startswith("/") else "/"


@demands(SIGNED_IN)
@require_POST
@shows_refusals(_back)
def act(request: HttpRequest, key: str) -> HttpResponse:
    """Take the chosen rows out as a workbook, or do with them what the button says."""
    if key not in lists.listings:
        raise Http404
    listing = lists.listings.get(key)
    demand(request.user, listing.permission)
    name = request.POST.get("viec", "")
    known = {one.key: one for one in lists.acts_of(listing)}
    if name in known:
        demand(request.user, known[name].permission)
    elif name != EXPORT or listing.table is None:
        raise Http404
    chosen = lists.chosen_of(listing, request.user, request.POST)
    if name == EXPORT:
        return _export(listing, chosen)
    return _do(request, listing, known[name], chosen)


def _export(listing: Listing, chosen: Chosen) -> HttpResponse:
    lists.check_number(chosen, lists.MOST_EXPORTED)
    if listing.table is None:
        raise Http404
    table = listing.table(chosen)
    book = sheets.workbook(
        name=table.name, columns=table.columns, rows=table.rows, above=table.above, frozen_columns=1
    )
    return answers.workbook(book, f"{table.file}.xlsx")


def _do(request: HttpRequest, listing: Listing, act: Act, chosen: Chosen) -> HttpResponse:
    count = lists.check_number(chosen, lists.MOST_ACTED)
    if act.form is None:
        messages.success(request, act.do(chosen))
        return redirect(_back(request))
    is_told = "xac-nhan" in request.POST
    form = act.form(request.POST if is_told else None, chosen=chosen)
    if is_told and form.is_valid():
        with refusals_in(form):
            told = Chosen(chosen.rows, chosen.by, chosen.of, chosen.asked, form.cleaned_data)
            try:
                messages.success(request, act.do(told))
                return redirect(_back(request))
            except PermissionDenied as denied:
                form.add_error(None, str(denied))
    keys = request.POST.getlist("dong") if not request.POST.get("tat-ca") else ()
    context = {
        "listing": listing,
        "act": act,
        "form": form,
        "count": count,
        "rows": [listing.named(row) for row in chosen.rows[:SHOWN]],
        "more": max(0, count - SHOWN),
        "keys": keys,
        "given": request.POST,
        "everything": bool(request.POST.get("tat-ca")),
        "back": _back(request),
        "section": listing.section,
    }
    return render(request, "kernel/list_act.html", context, status=422 if form.errors else 200)
