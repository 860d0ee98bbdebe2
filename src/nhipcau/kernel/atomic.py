"""What must never happen inside a transaction: reading files, starting programs, asking the network.

A transaction that waits for a file keeps every other writer of SQLite waiting with it, and what it did outside
the database is not undone with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connections


class InsideTransaction(RuntimeError):
    """A programming fault: work outside the database was begun within a transaction."""


_alone: ContextVar[bool] = ContextVar("alone", default=False)


@contextmanager
def alone() -> Iterator[None]:
    """Nobody else uses the database yet: a demonstration is built, all of it or nothing, before anything runs."""
    token = _alone.set(True)
    try:
        yield
    finally:
        _alone.reset(token)


def is_inside() -> bool:
    """Whether this thread is within a transaction of the house's own (a test's does not count)."""
    return not _alone.get() and any(
        not getattr(block, "_from_testcase", False)
        for connection in connections.all(initialized_only=True)
        for block in connection.atomic_blocks
    )


def refuse_inside(what: str) -> None:
    """Raise InsideTransaction where ``what`` was begun within a transaction."""
    if is_inside():
        raise InsideTransaction(f"{what} inside a transaction")
