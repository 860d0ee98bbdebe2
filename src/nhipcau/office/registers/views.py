"""Number books on screen."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from nhipcau.kernel import lists, ordering
from nhipcau.kernel.access import demands
from nhipcau.kernel.clock import today
from nhipcau.kernel.keys import key_of
from nhipcau.kernel.saying import refusals_in
from nhipcau.office.permissions import NUMBER, READ_BOOKS
from nhipcau.office.registers import actions, queries
from nhipcau.office.registers.forms import GiveUpForm, PaperNumberForm
from nhipcau.office.registers.models import Book
from nhipcau.office.registers.series import series

SECTION = {"section": "office"}


@demands(READ_BOOKS)
@require_GET
def books(request: HttpRequest) -> HttpResponse:
    """The books that the reader may open, the newest year first."""
    page = lists.page(request, "office.books", per_page=40)
    context = {"page": page, "may_number": request.user.may(NUMBER)}
    return render(request, "office/books.html", context | SECTION)


@demands(READ_BOOKS)
@require_GET
def book(request: HttpRequest, pk: int) -> HttpResponse:
    """One book: its numbers, those given up among them."""
    found = queries.get_book_for(request.user, pk)
    page = Paginator(
        ordering.ordered(queries.numbers_of(found), request.GET, queries.NUMBER_SORTS), 50
    ).get_page(request.GET.get("trang"))
    context = {
        "book": found,
        "page": page,
        "rows": queries.rows(list(page), request.user),
        "outside": queries.outside(found),
        "numbers_for_it": (numbers := request.user.may(NUMBER, found.issuer)),
        "may_add": numbers and found.series in series,
    }
    return render(request, "office/book.html", context | SECTION)


@demands(NUMBER)
@require_http_methods(["GET", "POST"])
def for_paper(request: HttpRequest) -> HttpResponse:
    """Give a number to a paper written elsewhere, or write out one that the paper book gave."""
    found = _book_asked(request)
    initial = {"on": today(), "text": request.GET.get("so", "")[:12]}
    if found is not None:
        initial |= {"issuer": found.issuer_id, "series": found.series}
    form = PaperNumberForm(request.POST or None, officer=request.user, book=found, initial=initial)
    if form.is_valid():
        with refusals_in(form):
            number = actions.give_to_paper(
                by=request.user, title=series.get(form.cleaned_data["series"]).title, **form.cleaned_data
            )
            said = _("Đã cấp số %(number)s, %(book)s.")
            messages.success(request, said % {"number": number.text, "book": number.book.shown})
            return redirect("office:book", number.book_id)
    return render(request, "office/number_for_paper.html", {"form": form, "book": found, **SECTION})


def _book_asked(request: HttpRequest) -> Book | None:
    """The book from whose page the clerk came."""
    key = key_of(request.GET.get("quyen"))
    return None if key is None else queries.get_book_for(request.user, key)


@demands(NUMBER)
@require_http_methods(["GET", "POST"])
def give_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that no paper bears a number, and why."""
    number = queries.get_number_for(request.user, pk)
    form = GiveUpForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            actions.give_up(number=number, by=request.user, **form.cleaned_data)
            messages.success(request, _("Đã ghi bỏ số %(number)s.") % {"number": number.text})
            return redirect("office:book", number.book_id)
    return render(request, "office/give_up.html", {"form": form, "number": number, **SECTION})
