"""Books and their numbers, to be taken out as they are chosen (``kernel.lists``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from nhipcau.kernel.keys import key_of
from nhipcau.kernel.lists import Chosen, Listing, Table, by_parts
from nhipcau.kernel.sheets import Cell, Column
from nhipcau.office.permissions import READ_BOOKS
from nhipcau.office.registers import queries
from nhipcau.office.registers.models import Book

AT_ONCE = 500


def _find_books(officer: Any, asked: QueryDict, of: str) -> QuerySet[Any]:
    return queries.books_for(officer)


def _books_table(chosen: Chosen) -> Table:
    columns = [
        Column(_("Sổ"), 44),
        Column(_("Cơ quan ban hành"), 40),
        Column(_("Năm"), 8),
        Column(_("Số mới nhất"), 12),
    ]
    rows = ((one.shown_title, one.issuer.name, one.year, one.last) for one in by_parts(chosen.rows))
    return Table(_("Sổ cấp số"), columns, rows, "so-cap-so", (_("Sổ cấp số"),))


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
        part: list[Any] = []
        for number in by_parts(chosen.rows):
            part.append(number)
            if len(part) == AT_ONCE:
                yield from _lines(part)
                part = []
        yield from _lines(part)

    def _lines(part: list[Any]) -> Iterator[tuple[Any, ...]]:
        for row in queries.rows(part):
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
