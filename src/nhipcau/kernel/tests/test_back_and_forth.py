"""A house with rows goes back on PostgreSQL as far as any test of older rows asks, and forth again: nothing is lost on the way.

SQLite's own way back copies each table whole, in Django's code and not in ours."""

from __future__ import annotations

from collections import Counter

import pytest
from django.db import connection
from tests.older import put_aside

from nhipcau.kernel import frozen
from nhipcau.kernel.migrating import Executor

pytestmark = [
    pytest.mark.long, pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's own way of changing tables"),
]  # fmt: skip
OLDEST = [
    ("kernel", "0003_notices_said"),
    ("plans", "0008_results_sent_back"),
    ("press", "0002_search_index"),
    ("office", "0006_office_clock"),
]
LAID = (
    "SELECT table_name, column_name, data_type, is_nullable, column_default, is_generated FROM information_schema.columns"
    " WHERE table_schema = current_schema()",
    "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()",
    "SELECT conrelid::regclass::text, contype::text, pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE connamespace = current_schema()::regnamespace",
    "SELECT event_object_table, trigger_name, action_statement FROM information_schema.triggers",
    "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = current_schema()::regnamespace",
)


def _laid() -> list[Counter[tuple[object, ...]]]:
    """What the database holds besides rows: columns, indexes, constraints, guards."""
    with connection.cursor() as cursor:
        found = []
        for asked in LAID:
            cursor.execute(asked)
            found.append(Counter(cursor.fetchall()))
        return found


def _filled() -> dict[str, int]:
    """Table → how many rows, where it has any."""
    with connection.cursor() as cursor:
        counted = {}
        for table in connection.introspection.django_table_names(only_existing=True, include_views=False):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")
            counted[table] = cursor.fetchone()[0]
    return {table: count for table, count in counted.items() if count}


def _back() -> None:
    """All that lies after any of the oldest, undone in one way back."""
    executor = Executor(connection)
    undone = {one for oldest in OLDEST for one, backwards in executor.migration_plan([oldest]) if backwards}
    whole = executor.migration_plan(executor.loader.graph.leaf_nodes(), clean_start=True)
    executor.migrate(OLDEST, plan=[(one, True) for one, _ in reversed(whole) if one in undone])


def test_a_house_with_rows_goes_back_and_forth_whole(plan, duty, officer, coordinator):
    with put_aside(copied=True):
        laid, filled = _laid(), _filled()
        assert filled["plans_task"] and filled["kernel_logentry"]
        frozen.lift_guards()  # as ``migrate`` does
        _back()
        assert _laid() != laid
        whole = Executor(connection)
        whole.migrate(whole.loader.graph.leaf_nodes())
        frozen.lay()
        assert _laid() == laid
        assert _filled() == filled
