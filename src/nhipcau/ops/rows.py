"""The rows of an archive's database, read as data and never run.

Whatever kind of copy it is, its tables are made by this program's own migrations, as they stood when the archive was
made; rows go into tables and columns that are there, and nothing else of the copy (triggers, views, functions,
commands of psql) is looked at.

``database.sql`` holds what PostgreSQL's COPY gives, table after table; so did pg_dump's plain files, with which
archives were made before, and both are read by the same few lines.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import groupby, islice
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote as quoted_path

from django.db import connection, transaction
from django.db.migrations.graph import MigrationGraph

from nhipcau.kernel import migrating
from nhipcau.ops import portable
from nhipcau.ops.archive import LINES, SQL, SQLITE

_BEGINS = re.compile(rb'COPY (?:"?\w+"?\.)?"?(\w+)"? \(([\w", ]*)\) FROM stdin;')
_END = b"\\.\n"
_LONGEST_HEAD = 20_000
_BATCH = 500
_NOT_LOADED = frozenset({"django_migrations"})


class Unfit(ValueError):
    """The copy speaks of a table or columns that were not there when it was made, or is no database at all."""


def dump(out: BinaryIO) -> None:
    """Write every table as COPY gives it, as they stand at one moment (PostgreSQL)."""
    quote = connection.ops.quote_name
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        for table, names in sorted(_columns().items()):
            columns = ", ".join(map(quote, names))
            out.write(f"COPY {quote(table)} ({columns}) FROM stdin;\n".encode())
            with cursor.cursor.copy(f"COPY {quote(table)} ({columns}) TO STDOUT") as rows:
                for piece in rows:
                    out.write(piece)
            out.write(_END + b"\n")


def _columns() -> dict[str, list[str]]:
    """Table → its columns that can be written, as the database has them now."""
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names(cursor) if name not in _NOT_LOADED]
        if connection.vendor == "sqlite":
            found = {}
            for table in tables:
                cursor.execute(f"PRAGMA table_xinfo({connection.ops.quote_name(table)})")
                found[table] = [row[1] for row in cursor.fetchall() if row[6] == 0]
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
            virtual = [
                name for name, sql in cursor.fetchall() if sql and sql.upper().startswith("CREATE VIRTUAL")
            ]
            # An index of its own fills itself, and its shadow tables with it.
            return {
                table: names for table, names in found.items()
                if not any(table == one or table.startswith(f"{one}_") for one in virtual)
            }  # fmt: skip
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()"
            " AND is_generated = 'NEVER' ORDER BY table_name, ordinal_position"
        )
        rows = cursor.fetchall()
    return {
        table: [name for _, name in group]
        for table, group in groupby(rows, key=lambda row: row[0])
        if table in tables
    }


def bring_back(copy: Path, migrations: list[str]) -> None:
    """Make the tables of this (empty) database as they were at these migrations, fill them, bring them up to today.

    migrations: "app.name".  Raises Unfit, or DatabaseError where the rows break a rule of the tables.
    """
    executor = migrating.Executor(connection, _settle)
    known = _last_of_each_app(executor.loader.graph, migrations)
    executor.migrate(known)
    columns = _columns()
    with transaction.atomic(), connection.constraint_checks_disabled():
        with connection.cursor() as cursor:
            for table in columns:
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608 - names of our own tables
        if copy.name == SQLITE:
            _refuse_missing(columns, _fill_from_sqlite(copy, columns))
        elif copy.name == SQL:
            with copy.open("rb") as lines:
                _refuse_missing(columns, _fill_from_copy(lines, columns))
        elif copy.name == LINES:
            models = executor.loader.project_state(known).apps.get_models(include_auto_created=True)
            with copy.open(encoding="utf-8") as text:
                portable.fill(text, [one for one in models if one._meta.managed and not one._meta.proxy])
        connection.check_constraints()
    _set_counters(columns)
    executor = migrating.Executor(connection, _settle)
    executor.migrate(executor.loader.graph.leaf_nodes())
    _settle("")


def _last_of_each_app(graph: MigrationGraph, migrations: list[str]) -> list[tuple[str, str]]:
    """Where each app stood: the migrations that none of the same app's came after."""
    gone = {(app, name) for app, _, name in (one.partition(".") for one in migrations)} & graph.nodes.keys()
    return sorted(
        key for key in gone
        if not any(child.key in gone and child.key[0] == key[0] for child in graph.node_map[key].children)
    )  # fmt: skip


def _settle(action: str, *_: Any) -> None:
    """PostgreSQL alters no table with foreign keys still to be checked, and all of a restore is one transaction."""
    if connection.vendor == "postgresql" and connection.in_atomic_block:
        connection.check_constraints()


def _fits(table: str, names: list[str], columns: dict[str, list[str]]) -> bool:
    """Whether rows of the copy go into a table.  Raises Unfit for what this program does not know."""
    if table in _NOT_LOADED:
        return False
    if table not in columns:
        raise Unfit(f"bảng {table}")
    strange = sorted(set(names) - set(columns[table]))
    if strange or len(set(names)) < len(names):
        raise Unfit(f"bảng {table}: {', '.join(strange) or 'hai cột cùng tên'}")
    return True


def _refuse_missing(columns: Iterable[str], filled: set[str]) -> None:
    """A copy that was cut between two tables looks whole: one that lacks a table is none."""
    if missing := sorted(set(columns) - filled):
        raise Unfit(f"thiếu bảng {missing[0]}")


def _fill_from_sqlite(copy: Path, columns: dict[str, list[str]]) -> set[str]:
    """The tables that were filled."""
    quote = connection.ops.quote_name
    filled = set()
    try:
        with closing(sqlite3.connect(f"file:{quoted_path(str(copy))}?mode=ro&immutable=1", uri=True)) as old:
            # The file may be anybody's: no function in its schema runs, and what is broken in it is found.
            for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0"):
                old.execute(f"PRAGMA {pragma}")
            if old.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise Unfit("cơ sở dữ liệu không còn nguyên")
            for table in _plain_tables(old):
                names = [row[1] for row in old.execute(f"PRAGMA table_xinfo({quote(table)})") if row[6] == 0]
                if table.startswith("sqlite_") or not _fits(table, names, columns):
                    continue
                filled.add(table)
                given = old.execute(f"SELECT {', '.join(map(quote, names))} FROM {quote(table)}")  # noqa: S608 - names of our own tables
                into = (
                    f"INSERT INTO {quote(table)} ({', '.join(map(quote, names))})"  # noqa: S608 - names of our own tables
                    f" VALUES ({', '.join(['%s'] * len(names))})"
                )
                with connection.cursor() as cursor:
                    while batch := list(islice(given, _BATCH)):
                        cursor.executemany(into, batch)
    except sqlite3.DatabaseError as fault:
        raise Unfit(str(fault)) from fault
    return filled


def _plain_tables(old: sqlite3.Connection) -> list[str]:
    """Tables that only hold rows; indexes of texts, which fill themselves, and views are passed over."""
    found = old.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
    virtual = [name for name, sql in found if str(sql or "").upper().lstrip().startswith("CREATE VIRTUAL")]
    return [
        name for name, _ in found
        if not any(name == one or name.startswith(f"{one}_") for one in virtual)
    ]  # fmt: skip


def _fill_from_copy(lines: BinaryIO, columns: dict[str, list[str]]) -> set[str]:
    """The tables that were filled."""
    if connection.vendor != "postgresql":
        raise Unfit("bản sao của PostgreSQL")
    quote = connection.ops.quote_name
    filled = set()
    while line := lines.readline(_LONGEST_HEAD):
        begun = _BEGINS.fullmatch(line.rstrip(b"\r\n"))
        if begun is None:
            continue
        table = begun[1].decode()
        names = [name.strip().strip('"') for name in begun[2].decode().split(",") if name.strip()]
        fits = _fits(table, names, columns)
        rows = _rows_of(lines, table)
        filled.add(table)
        if not fits or not names:
            for _ in rows:
                pass
            continue
        with connection.cursor() as cursor:
            into = f"COPY {quote(table)} ({', '.join(map(quote, names))}) FROM STDIN"
            with connection.wrap_database_errors, cursor.cursor.copy(into) as taken:
                for row in rows:
                    taken.write(row)
    return filled


def _rows_of(lines: BinaryIO, table: str) -> Iterator[bytes]:
    """Pieces of a block up to its end; a row may come in several."""
    begins = True
    while piece := lines.readline(1 << 20):
        if begins and piece in (_END, b"\\.\r\n"):
            return
        begins = piece.endswith(b"\n")
        yield piece
    raise Unfit(f"bảng {table} bị cắt giữa chừng")


def _set_counters(tables: Iterable[str]) -> None:
    """New rows get numbers that no row has."""
    if connection.vendor == "sqlite":
        return  # AUTOINCREMENT counts on from the largest that it was given
    with connection.cursor() as cursor:
        # Read from what each counter belongs to: a function that raises for a table of another schema may be called
        # before the words that keep those tables out, as the planner likes.
        cursor.execute(
            "SELECT owner.relname, attname, counter.oid::regclass::text FROM pg_class AS counter"
            " JOIN pg_depend ON classid = 'pg_class'::regclass AND objid = counter.oid AND deptype IN ('a', 'i')"
            " JOIN pg_class AS owner ON refclassid = 'pg_class'::regclass AND owner.oid = refobjid"
            " JOIN pg_attribute ON attrelid = refobjid AND attnum = refobjsubid"
            " WHERE counter.relkind = 'S' AND owner.relnamespace = current_schema()::regnamespace"
        )
        quote = connection.ops.quote_name
        for table, column, sequence in cursor.fetchall():
            cursor.execute(
                f"SELECT setval(%s, coalesce(max({quote(column)}), 1), max({quote(column)}) IS NOT NULL)"  # noqa: S608 - names of our own tables
                f" FROM {quote(table)}",
                [sequence],
            )
