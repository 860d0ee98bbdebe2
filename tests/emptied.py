"""Tests that commit leave the database as they found it.

Django empties every table after such a test and makes permissions and content types anew, which the triggers of frozen
tables must be taken away for: a quarter of a second on SQLite and a second on PostgreSQL, each time.  Here SQLite's
file is written over with its state of before the first test; on PostgreSQL the rows of those tables that have any are
deleted, with no trigger asked.  Where the server gives us no right to that, or a test has changed what stood from the
beginning, it is done Django's way.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, connection, transaction
from django.test import TransactionTestCase

from nhipcau.kernel import shapes
from tests.thawed import thawed

_django: Callable[[TransactionTestCase], None] = TransactionTestCase._fixture_teardown
_sqlite: list[sqlite3.Connection] = []
standing: dict[str, str] = {}
"""On PostgreSQL: table that had rows before the first test → a sum of them."""
first: list[tuple[Any, int]] = []
"""On SQLite: the connection of the first test, and how many rows it had changed before."""
_tables: list[str] = []
renewed = 0
"""How often what stood from the beginning was made anew, with other keys: what was kept before fits no more."""


def remember() -> None:
    """Once, when the test database stands."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            _sqlite.append(sqlite3.connect(":memory:"))
            connection.connection.backup(_sqlite[0])
            first.append((connection.connection, connection.connection.total_changes))
        else:
            _tables[:] = connection.introspection.django_table_names(only_existing=True, include_views=False)
            standing.update(sums(cursor, with_rows(cursor)))


def install() -> None:
    """Every test class that commits does it this way."""
    TransactionTestCase._fixture_teardown = _empty  # type: ignore[method-assign]


def _empty(case: TransactionTestCase) -> None:
    ContentType.objects.clear_cache()
    shapes.forget()
    if _sqlite:
        connection.ensure_connection()
        _sqlite[0].backup(connection.connection)
    elif not (_tables and _delete_rows()):
        with thawed():
            _django(case)
        _stand_anew()


def _stand_anew() -> None:
    """Django made permissions and content types anew: from here on these are what stands."""
    global renewed
    renewed += 1
    with connection.cursor() as cursor:
        standing.clear()
        standing.update(sums(cursor, with_rows(cursor)))


def _delete_rows() -> bool:
    """Whether the rows could be deleted, and what is left is what stood from the beginning."""
    quote = connection.ops.quote_name
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            filled = with_rows(cursor)
            if not standing.keys() <= filled or sums(cursor, standing.keys()) != standing:
                return False
            cursor.execute("SET LOCAL session_replication_role = replica")
            for table in filled - standing.keys():
                cursor.execute(f"DELETE FROM {quote(table)}")
    except DatabaseError:
        return False
    return True


def with_rows(cursor: Any) -> set[str]:
    """The tables of the house that have a row, on PostgreSQL."""
    quote = connection.ops.quote_name
    cursor.execute(
        " UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT FROM {quote(table)})" for table in _tables)
    )
    return {name for (name,) in cursor.fetchall()}


def sums(cursor: Any, tables: Any) -> dict[str, str]:
    """Table → a sum of all its rows, on PostgreSQL."""
    quote = connection.ops.quote_name
    cursor.execute(
        " UNION ALL ".join(
            f"SELECT '{table}', md5(string_agg(rows::text, '|' ORDER BY rows::text)) FROM {quote(table)} AS rows"
            for table in tables
        )
    )
    return dict(cursor.fetchall())
