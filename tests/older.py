"""The database as an older version left it, for tests of what a migration does to rows; whole again afterwards."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection, connections

from nhipcau.kernel import frozen
from nhipcau.kernel.migrating import Executor


@pytest.fixture
def migrated(transactional_db: None) -> Iterator[Callable[[str, str], Any]]:
    """migrated(app, name) → the models as they are after that migration; at the end all migrations stand again.

    Tests share one database: one that was left at an older version breaks whichever test comes next.  The first such
    state is made from nothing, which takes a fraction of the way back; each later call goes the way, back or forth.  That
    PostgreSQL can go all of it is asked once, in ``kernel/tests/test_back_and_forth.py``.
    """
    whole_is_there = True

    def at(app: str, name: str) -> Any:
        nonlocal whole_is_there
        if whole_is_there:
            ends = _ends(app, name)
            standing = {model: list(model.objects.order_by("pk")) for model in (ContentType, Permission)}
            aside.enter_context(put_aside())
            _make_from_nothing(ends, standing)
        else:
            frozen.lift_guards()  # as ``migrate`` does
            Executor(connection).migrate([(app, name)])
        whole_is_there = False
        return Executor(connection).loader.project_state([(app, name)]).apps

    with ExitStack() as aside:
        yield at


@contextmanager
def put_aside(copied: bool = False) -> Iterator[None]:
    """Whatever becomes of the database within, it is afterwards what it was before.

    On PostgreSQL an empty one stands in its place, or a copy of it where this is asked for.  On SQLite the whole file is
    written over after a test that commits.
    """
    if connection.vendor == "sqlite":
        yield
        return
    name = connection.settings_dict["NAME"]
    own, aside = connection.ops.quote_name(name), connection.ops.quote_name(f"{name}_aside")
    _on_the_server(f"DROP DATABASE IF EXISTS {aside}", f"ALTER DATABASE {own} RENAME TO {aside}")
    try:
        _on_the_server(f"CREATE DATABASE {own}" + (f" TEMPLATE {aside}" if copied else ""))
        yield
    finally:
        _on_the_server(
            f"DROP DATABASE IF EXISTS {own} WITH (FORCE)", f"ALTER DATABASE {aside} RENAME TO {own}"
        )


def _on_the_server(*statements: str) -> None:
    """Nobody may be connected to a database that is given a name or copied."""
    connections.close_all()
    with connection._nodb_cursor() as server:
        for statement in statements:
            server.execute(statement)


def _ends(app: str, name: str) -> list[tuple[str, str]]:
    """The last migrations of the house where the way back from the whole ends."""
    executor = Executor(connection)
    undone = {
        (one.app_label, one.name) for one, backwards in executor.migration_plan([(app, name)]) if backwards
    }
    assert undone, "the house stands there already"
    graph = executor.loader.graph
    left = [node for node in graph.nodes if node not in undone]
    return [node for node in left if not any(child.key in left for child in graph.node_map[node].children)]


def _make_from_nothing(ends: list[tuple[str, str]], standing: dict[Any, list[Any]]) -> None:
    """The database as it is after these migrations, with the rows that stand in an empty house."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(":memory:")) as nothing:
            nothing.backup(connection.connection)
    Executor(connection).migrate(ends)
    for model, rows in standing.items():
        model.objects.bulk_create(rows)
    with connection.cursor() as cursor:
        for counted in connection.ops.sequence_reset_sql(no_style(), list(standing)):
            cursor.execute(counted)
