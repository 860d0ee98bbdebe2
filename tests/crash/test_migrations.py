"""The tables of an empty database, made at once, are those that all migrations make one after the other."""

from __future__ import annotations

import json

import pytest

pytestmark = [pytest.mark.crash, pytest.mark.timeout(1800)]

MAKE = """
import json
from django.db import connection
from nhipcau.kernel.migrating import Executor
Executor.at_once = {at_once}
executor = Executor(connection)
executor.migrate(executor.loader.graph.leaf_nodes())

ask = connection.introspection
found, filled = {{}}, {{}}
with connection.cursor() as cursor:
    for table in ask.table_names(cursor):
        columns = sorted(
            (one.name, str(one.type_code), one.internal_size, one.precision, one.scale, one.null_ok, one.collation,
             None if one.default is None else str(one.default))
            for one in ask.get_table_description(cursor, table)
        )
        limits = []
        for name, one in ask.get_constraints(cursor, table).items():
            # What the database names by itself (keys, checks of a column) has a name after how it was made.
            own = name if one["index"] or one["check"] and not name.endswith("_check") else ""
            columns_of = sorted(one["columns"] or ()) if one["check"] else one["columns"]
            limits.append([own if connection.vendor == "postgresql" else "", columns_of, one["primary_key"], one["unique"],
                           one["foreign_key"], one["check"], one["index"], one.get("orders"), one.get("type")])
        found[table] = [columns, sorted(map(json.dumps, limits))]
        if table != "django_migrations":
            cursor.execute(f"SELECT count(*) FROM {{connection.ops.quote_name(table)}}")
            filled[table] = cursor.fetchone()[0]
    if connection.vendor == "sqlite":
        cursor.execute("SELECT type, name, sql FROM sqlite_master WHERE type NOT IN ('table', 'index')")
        laid = sorted(cursor.fetchall())
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
        laid += sorted(cursor.fetchall())
    else:
        cursor.execute(
            "SELECT conrelid::regclass::text, pg_get_constraintdef(oid), condeferrable, condeferred FROM pg_constraint"
            " WHERE connamespace = 'public'::regnamespace AND contype <> 'n'"
        )
        laid = sorted(cursor.fetchall())
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'")
        laid += sorted(cursor.fetchall())
        cursor.execute("SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace")
        laid += sorted(cursor.fetchall())
        cursor.execute(
            "SELECT relname, attname, attstorage::text, attidentity::text, reloptions::text FROM pg_attribute"
            " JOIN pg_class ON pg_class.oid = attrelid"
            " WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped"
        )
        laid += sorted(cursor.fetchall(), key=str)
    cursor.execute("SELECT app, name FROM django_migrations")
    done = sorted(cursor.fetchall())
print(json.dumps({{"tables": found, "rows": filled, "laid": laid, "done": done}}))
"""


def test_made_at_once_or_one_after_the_other_the_tables_are_the_same(maker):
    at_once, one_by_one = (
        json.loads(maker.blank().python(MAKE.format(at_once=at_once))) for at_once in (True, False)
    )
    assert at_once["done"] == one_by_one["done"]
    assert at_once["tables"].keys() == one_by_one["tables"].keys()
    for table, told in one_by_one["tables"].items():
        assert at_once["tables"][table] == told, table
    assert at_once["rows"] == one_by_one["rows"]
    assert at_once["laid"] == one_by_one["laid"]
