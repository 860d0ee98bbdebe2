"""The database as an older version left it, for tests of what a migration does to rows; whole again afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from nhipcau.kernel import frozen


@pytest.fixture
def migrated(transactional_db: None) -> Iterator[Callable[[str, str], Any]]:
    """migrated(app, name) → the models as they are after that migration; at the end all migrations stand again.

    Tests share one database: one that was left at an older version breaks whichever test comes next.
    """

    def at(app: str, name: str) -> Any:
        frozen.lift_guards()  # as ``migrate`` does
        MigrationExecutor(connection).migrate([(app, name)])
        return MigrationExecutor(connection).loader.project_state([(app, name)]).apps

    yield at
    whole = MigrationExecutor(connection)
    whole.migrate(whole.loader.graph.leaf_nodes())
    frozen.lay()
