"""Books and their numbers, to be taken out as they are chosen (``kernel.lists``)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhipcau.kernel.keys import key_of
from nhipcau.kernel.lists import Chosen, Listing, Table, Taken, parts, taken_out
from nhipcau.kernel.sheets import Cell, Column
from nhipcau.office.permissions import READ_BOOKS
from nhipcau.office.registers import queries
from nhipcau.office.registers.models import Book


def _find_books(officer: Any, asked: QueryDict, of: str) -> QuerySet[Any]:
    return queries.books_for(officer)


_books_table = taken_out(
    gettext_lazy("Sổ cấp số"),
    "so-cap-so",
    Taken(gettext_lazy("Sổ"), lambda book: book.shown_title, 44),
    Taken(gettext_lazy("Cơ quan ban hành"), lambda book: book.issuer.name, 40),
    Taken(gettext_lazy("Năm"), lambda book: book.year, 8),
    Taken(gettext_lazy("Số mới nhất"), lambda book: book.last, 12),
)


def _book(officer: Any, of: str) -> Book:
    if (key := key_of(of)) is None:
        raise Http404
    return queries.get_book_for(officer, key)


def _find_numbers(officer: Any, asked: QueryDict, of: str) -> QuerySet[Any]:
    return queries.numbers_of(_book(officer, of))


def _numbers_table(chosen: Chosen) -> Table:
    book = _book(chosen.by, chosen.of)
    columns = [
        Column(_("Số"), 10),
        Column(_("Văn bản"), 70),
        Column(_("Ngày"), 12, Cell.DAY),
        Column(_("Tình trạng"), 24),
        Column(_("Cấp lúc"), 18, Cell.MOMENT),
        Column(_("Người cấp"), 26),
    ]

    def rows() -> Iterator[tuple[Any, ...]]:
        for row in chain.from_iterable(map(queries.rows, parts(chosen.rows))):
            title = row.use.title if row.use else row.number.what
            number = row.number
            yield number.text, title, row.on, row.label, number.reserved_at, str(number.reserved_by or "")

    return Table(str(book.year), columns, rows(), f"so-{book.pk}", (book.shown, book.issuer.name))


LISTINGS = (
    Listing(
        "office.books",
        _find_books,
        _books_table,
        permission=READ_BOOKS,
        section="office",
        sorts=queries.BOOK_SORTS,
    ),
    Listing(
        "office.numbers",
        _find_numbers,
        _numbers_table,
        permission=READ_BOOKS,
        section="office",
        sorts=queries.NUMBER_SORTS,
    ),
)
