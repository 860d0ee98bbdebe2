"""Reading number books: which an officer may see, and what stands in one."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.http import Http404
from django.utils.translation import gettext

from nhipcau.agencies.models import Officer
from nhipcau.kernel.access import demand
from nhipcau.office.permissions import NUMBER, READ_BOOKS, agencies_with
from nhipcau.office.registers import rules
from nhipcau.office.registers.models import Book, GivenUp, Number
from nhipcau.office.registers.rules import Outside, Standing
from nhipcau.office.registers.uses import Use, uses_of


def books_for(officer: Officer) -> models.QuerySet[Book]:
    """The books that an officer may read: those of the agencies that the permission is held for."""
    books, issuers = Book.objects.select_related("issuer"), agencies_with(officer, READ_BOOKS)
    return books if issuers is None else books.filter(issuer__in=issuers)


def get_book_for(officer: Officer, pk: int) -> Book:
    """A book to read; 404 for one that the officer's list would not show."""
    found = books_for(officer).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


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
    standing: Standing
    use: Use | None
    given_up: GivenUp | None

    @property
    def label(self) -> str:
        """Its standing in the reader's words."""
        return gettext(rules.STANDING_LABELS[self.standing])

    @property
    def tone(self) -> str:
        return rules.STANDING_TONES[self.standing]

    @property
    def is_held(self) -> bool:
        return self.standing is Standing.RESERVED


def rows(numbers: list[Number]) -> list[Row]:
    """What became of each number, in three queries however many."""
    uses = uses_of(numbers)
    given_up = {
        each.number_id: each
        for each in GivenUp.objects.filter(number__in=[number.pk for number in numbers]).select_related("by")
    }
    return [_row(number, uses.get(number.pk), given_up.get(number.pk)) for number in numbers]


def _row(number: Number, use: Use | None, given_up: GivenUp | None) -> Row:
    if given_up:
        return Row(number, Standing.GIVEN_UP, use, given_up)
    return Row(number, Standing.USED if use and use.issued else Standing.RESERVED, use, None)


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
