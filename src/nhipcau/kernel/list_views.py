"""One address for what can be done with many rows of any list (``kernel.lists``)."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from nhipcau.kernel import answers, lists, sheets
from nhipcau.kernel.access import SIGNED_IN, demand, demands
from nhipcau.kernel.addresses import own
from nhipcau.kernel.lists import Act, Chosen, Listing, RowsRefused
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.saying import refusals_in, say, shows_refusals

EXPORT = "xuat"
SHOWN = 12


def _back(request: HttpRequest, **_: object) -> str:
    """The list that the officer came from."""
    return own(request.POST.get("ve", "")) or "/"


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
    lists.check_number(chosen, lists.MOST_ACTED)
    if act.form is None:
        try:
            messages.success(request, act.do(chosen))
            return redirect(_back(request))
        except RowsRefused as refused:
            left = refused.without(chosen)
            if left is None:
                raise
            form = Form(request.POST)
            form.add_error(None, say(_go_on(refused, left, act)))
            return _ask(request, listing, act, left, form, picked=True)
    is_told = "xac-nhan" in request.POST
    form = act.form(request.POST if is_told else None, chosen=chosen)
    left = None
    if is_told and form.is_valid():
        with refusals_in(form):
            told = Chosen(chosen.rows, chosen.by, chosen.of, chosen.asked, form.cleaned_data)
            try:
                messages.success(request, act.do(told))
                return redirect(_back(request))
            except PermissionDenied as denied:
                form.add_error(None, str(denied))
            except RowsRefused as refused:
                left = refused.without(chosen)
                form.add_error(None, say(_go_on(refused, left, act) if left else refused))
    everything = bool(request.POST.get("tat-ca")) and left is None
    return _ask(request, listing, act, left or chosen, form, picked=not everything)


def _go_on(refused: RowsRefused, left: Chosen, act: Act) -> Refused:
    """The refusal, and how to go on with the rows that do not refuse: one press instead of a tick off each row."""
    sentence = N_(
        "Chưa làm gì, vì %(count)s dòng không cho phép. %(rows)s"
        " Các dòng đó đã được bỏ chọn: bấm “%(act)s” để làm với %(left)s dòng còn lại."
    )
    return Refused(sentence, **refused.details, act=act.label, left=left.rows.count())


def _ask(
    request: HttpRequest, listing: Listing, act: Act, chosen: Chosen, form: Form, *, picked: bool
) -> HttpResponse:
    """The page that asks what an act needs.  picked: its rows are named one by one, not found by the filter."""
    count = chosen.rows.count()
    context = {
        "listing": listing,
        "act": act,
        "form": form,
        "count": count,
        "rows": [listing.named(row) for row in chosen.rows[:SHOWN]],
        "more": max(0, count - SHOWN),
        "keys": list(chosen.rows.values_list("pk", flat=True)) if picked else (),
        "given": request.POST,
        "everything": not picked,
        "back": _back(request),
        "section": listing.section,
    }
    return render(request, "kernel/list_act.html", context, status=422 if form.errors else 200)
