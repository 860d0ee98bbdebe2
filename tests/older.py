"""The database as an older version left it, for tests of what a migration does to rows; whole again afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection

from nhipcau.kernel import frozen
from nhipcau.kernel.migrating import Executor


@pytest.fixture
def migrated(transactional_db: None) -> Iterator[Callable[[str, str], Any]]:
    """migrated(app, name) → the models as they are after that migration; at the end all migrations stand again.

    Tests share one database: one that was left at an older version breaks whichever test comes next.
    """

    def at(app: str, name: str) -> Any:
        frozen.lift_guards()  # as ``migrate`` does
        Executor(connection).migrate([(app, name)])
        return Executor(connection).loader.project_state([(app, name)]).apps

    yield at
    if connection.vendor == "sqlite":
        return  # the whole file is written over after a test that commits
    frozen.lift_guards()  # the test may have laid them
    whole = Executor(connection)
    whole.migrate(whole.loader.graph.leaf_nodes())
    frozen.lay()
