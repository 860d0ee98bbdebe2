"""The database as an older version left it, for tests of what a migration does to rows; whole again afterwards."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from nhipcau.kernel import frozen
from nhipcau.kernel.migrating import Executor


@pytest.fixture
def migrated(transactional_db: None) -> Iterator[Callable[[str, str], Any]]:
    """migrated(app, name) → the models as they are after that migration; at the end all migrations stand again.

    Tests share one database: one that was left at an older version breaks whichever test comes next.  On SQLite the first
    such state is made from nothing, which takes a fraction of the way back; PostgreSQL goes it, and so does each later call.
    """
    whole_is_there = True

    def at(app: str, name: str) -> Any:
        nonlocal whole_is_there
        if whole_is_there and connection.vendor == "sqlite":
            _make_from_nothing(app, name)
        else:
            frozen.lift_guards()  # as ``migrate`` does
            Executor(connection).migrate([(app, name)])
        whole_is_there = False
        return Executor(connection).loader.project_state([(app, name)]).apps

    yield at
    if connection.vendor == "sqlite":
        return  # the whole file is written over after a test that commits
    frozen.lift_guards()  # the test may have laid them
    whole = Executor(connection)
    whole.migrate(whole.loader.graph.leaf_nodes())
    frozen.lay()


def _make_from_nothing(app: str, name: str) -> None:
    """The database as it is where the way back from the whole ends, with the rows that stand in an empty house."""
    executor = Executor(connection)
    undone = {
        (one.app_label, one.name) for one, backwards in executor.migration_plan([(app, name)]) if backwards
    }
    assert undone, "the house stands there already"
    left = [node for node in executor.loader.graph.nodes if node not in undone]
    ends = [
        node
        for node in left
        if not any(child.key in left for child in executor.loader.graph.node_map[node].children)
    ]
    standing = {model: list(model.objects.order_by("pk")) for model in (ContentType, Permission)}
    connection.ensure_connection()
    with closing(sqlite3.connect(":memory:")) as nothing:
        nothing.backup(connection.connection)
    Executor(connection).migrate(ends)
    for model, rows in standing.items():
        model.objects.bulk_create(rows)
