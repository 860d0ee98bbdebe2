"""Lists that sort by their columns: what the address asks for, done by the database.

``xep=ten`` sorts by the column "ten", ``xep=-ten`` the other way round, anything else leaves a list in its own
order.  Rows that are equal keep one order, so pages neither repeat nor lose any.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Expression, F, Func, QuerySet, TextField
from django.db.models.expressions import Combinable

from nhipcau.engines.vntext.alphabet import by_given_name, in_alphabet

ASKED = "xep"
M = TypeVar("M", bound=QuerySet[Any])
Columns = Mapping[str, tuple[str | Combinable, ...]]


@dataclass(frozen=True, slots=True)
class Wish:
    """By which column, and which way.  column: "" for the list's own order."""

    column: str = ""
    falls: bool = False


def asked(address: Mapping[str, Any]) -> Wish:
    """What an address wishes (``request.GET``)."""
    text = str(address.get(ASKED, ""))[:40]
    return Wish(text.removeprefix("-"), text.startswith("-"))


def ordered(rows: M, address: Mapping[str, Any], columns: Columns) -> M:
    """Rows as the address wishes.

    columns: for each column that means an order what it is sorted by: names of fields, or expressions
    (``vietnamese("title")``, ``people("full_name")``).  What is missing stands last, whichever way.
    """
    wish = asked(address)
    if wish.column not in columns:
        return rows
    by = [F(one) if isinstance(one, str) else one for one in columns[wish.column]]
    turned = [_turn(one, wish.falls) for one in by]
    return rows.order_by(*turned, "-pk" if wish.falls else "pk")


def _turn(by: Any, falls: bool) -> Expression:
    return by.desc(nulls_last=True) if falls else by.asc(nulls_last=True)


def ordered_here(
    rows: list[Any], address: Mapping[str, Any], columns: Mapping[str, Callable[[Any], Any]]
) -> list[Any]:
    """The same for rows that are all in hand already, reckoned from what is counted; None stands last."""
    wish = asked(address)
    if wish.column not in columns:
        return rows
    key = columns[wish.column]
    with_one = [(found, row) for row in rows if (found := key(row)) is not None]
    with_one.sort(key=lambda pair: pair[0], reverse=wish.falls)
    return [row for _found, row in with_one] + [row for row in rows if key(row) is None]


class vietnamese(Func):
    """A text in the order of the Vietnamese alphabet.  (F, a name or an expression)"""

    output_field = TextField()
    arity = 1

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, template="%(expressions)s COLLATE vietnamese", **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        template = '%(expressions)s COLLATE "vi-x-icu"' if _has_icu() else "%(expressions)s"
        return self.as_sql(compiler, connection, template=template, **more)


class _GivenName(Func):
    output_field = TextField()
    arity = 1

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, template="%(expressions)s COLLATE vietnamese_people", **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        collate = ' COLLATE "vi-x-icu"' if _has_icu() else ""
        template = "substring(%(expressions)s from '[^ ]+$')" + collate
        return self.as_sql(compiler, connection, template=template, **more)


def people(name: str) -> tuple[Combinable, ...]:
    """The columns by which people are sorted: the given name, which stands last, then the whole name."""
    return _GivenName(F(name)), vietnamese(F(name))


def teach(connection: Any, **_: Any) -> None:
    """SQLite knows no alphabet but that of bytes: each connection is told ours as it is opened."""
    if connection.vendor == "sqlite":
        raw: sqlite3.Connection = connection.connection
        raw.create_collation("vietnamese", _compare(in_alphabet))
        raw.create_collation("vietnamese_people", _compare(by_given_name))


def _compare(key: Callable[[str], Any]) -> Callable[[str, str], int]:
    def compare(one: str, other: str) -> int:
        first, second = key(one), key(other)
        return (first > second) - (first < second)

    return compare


@cache
def _has_icu() -> bool:
    """Whether this PostgreSQL was built with the world's alphabets (Debian's is)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_collation WHERE collname = 'vi-x-icu'")
        return cursor.fetchone() is not None
