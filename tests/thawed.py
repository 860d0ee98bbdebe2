"""Rows that nothing may change, changed all the same: for tests of what is found afterwards, and to empty the tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connections, transaction

from nhipcau.kernel import frozen
from nhipcau.kernel.frozen import FrozenModel


@contextmanager
def thawed(models_: Iterable[type[FrozenModel]] | None = None, using: str = "default") -> Iterator[None]:
    """In one transaction, let these tables (all) be changed; only the tables' owner can do this."""
    chosen = None if models_ is None else list(models_)
    connection = connections[using]
    with transaction.atomic(using=using):
        frozen._settle(connection)
        with connection.cursor() as cursor:
            standing = frozen._standing(cursor, connection.vendor)
            for table in frozen._wanted(chosen, connection):
                frozen._drop(cursor, connection, table, standing.get(table, {}))
        yield
        frozen._settle(connection)
        frozen.lay(chosen, using)
