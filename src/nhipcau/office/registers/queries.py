"""Reading number books: which an officer may see, and what stands in one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext

from nhipcau.agencies.models import Agency, Officer
from nhipcau.kernel import ordering
from nhipcau.kernel.access import demand
from nhipcau.kernel.clock import today
from nhipcau.office.permissions import NUMBER, READ_BOOKS, agencies_with, of_agencies
from nhipcau.office.registers import rules
from nhipcau.office.registers.models import Book, GivenUp, Number, PaperNumber
from nhipcau.office.registers.rules import NumberState, Outside
from nhipcau.office.registers.uses import Use, uses_of


def books_for(officer: Officer) -> models.QuerySet[Book]:
    """The books that an officer may read: those of the agencies that the permission is held for, with what was left to
    them by agencies that are no more."""
    books, issuers = Book.objects.select_related("issuer"), agencies_with(officer, READ_BOOKS)
    return books if issuers is None else books.filter(of_agencies(officer, issuers, "issuer"))


def get_book_for(officer: Officer, pk: int) -> Book:
    """A book to read; 404 for one that the officer's list would not show."""
    return get_object_or_404(books_for(officer), pk=pk)


def issuers_for(officer: Officer, besides: Book | None = None) -> models.QuerySet[Agency]:
    """The bodies that an officer numbers for today, with the one of a book that he opened."""
    living, held = Agency.objects.alive(today()), agencies_with(officer, NUMBER)
    wanted = models.Q(pk__in=living.values("pk"))
    if besides is not None:
        wanted |= models.Q(pk=besides.issuer_id)
    found = Agency.objects.filter(wanted).in_order()
    return found if held is None else found.filter(pk__in=held)


def get_number_for(officer: Officer, pk: int) -> Number:
    """A number to give up: by who numbers for its body."""
    number = Number.objects.select_related("book__issuer").filter(pk=pk).first()
    if number is None:
        raise Http404
    demand(officer, NUMBER, number.book.issuer)
    return number


@dataclass(frozen=True, slots=True)
class Row:
    """One number in its book."""

    number: Number
    state: NumberState
    use: Use | None
    given_up: GivenUp | None
    on_paper: PaperNumber | None = None
    url: str = ""

    @property
    def label(self) -> str:
        """Its state in the reader's words."""
        return gettext(rules.STATE_LABELS[self.state])

    @property
    def tone(self) -> str:
        return rules.STATE_TONES[self.state]

    @property
    def may_be_given_up(self) -> bool:
        """Held, or given to a paper that may not have gone out after all."""
        return self.state in {NumberState.RESERVED, NumberState.PAPER}

    @property
    def on(self) -> date | None:
        """The day of the paper that bears it, where it is known."""
        if self.on_paper is not None:
            return self.on_paper.on
        return self.use.on if self.use else None


BOOK_SORTS: ordering.Columns = {
    "so": (ordering.vietnamese("title"), "year"),
    "co-quan": ("issuer__folded", "title"),
    "nam": ("year", "issuer__folded"),
    "moi-nhat": ("last",),
}
NUMBER_SORTS: ordering.Columns = {"so": ("value",), "cap": ("reserved_at",)}


def rows(numbers: list[Number], reader: Officer | None = None) -> list[Row]:
    """What became of each number; reader: to whom its paper is offered, where it answers him."""
    uses, keys = uses_of(numbers), [number.pk for number in numbers]
    given_up = {each.number_id: each for each in GivenUp.objects.filter(number__in=keys).select_related("by")}
    on_paper = {each.number_id: each for each in PaperNumber.objects.filter(number__in=keys)}
    found = []
    for number in numbers:
        use, gone, elsewhere = uses.get(number.pk), given_up.get(number.pk), on_paper.get(number.pk)
        state = rules.state(used=bool(use and use.issued), on_paper=elsewhere is not None)
        url = use.url if use and reader is not None and use.opens(reader) else ""
        found.append(Row(number, NumberState.GIVEN_UP if gone else state, use, gone, elsewhere, url))
    return found


def numbers_of(book: Book) -> models.QuerySet[Number]:
    """The book's numbers, the highest first."""
    return Number.objects.filter(book=book).select_related("reserved_by").order_by("-value")


def outside(book: Book) -> list[Outside]:
    """Runs of numbers that were given on paper, before one that a clerk typed in."""
    return rules.outside(Number.objects.filter(book=book).values_list("value", flat=True))


def gaps(book: Book) -> list[int]:
    """Numbers that are missing though the machine counted past them; there are none."""
    given: dict[rules.Origin, list[int]] = {origin: [] for origin in rules.Origin}
    for value, origin in Number.objects.filter(book=book).values_list("value", "origin"):
        given[rules.Origin(origin)].append(value)
    return rules.gaps(given[rules.Origin.MACHINE], given[rules.Origin.CLERK])
