"""Rows that are written once and never changed: log entries, signed versions, receipts.

A model that inherits ``FrozenModel`` refuses changes three times: its methods and querysets raise
``Frozen``; triggers in the database refuse UPDATE, DELETE and TRUNCATE with an IntegrityError, whoever
asks, raw SQL included; and on PostgreSQL the role of web and workers has no right to ask (``rights``).

The triggers are laid after every ``migrate`` (SQLite loses a table's triggers when a migration rebuilds
the table), so migrations need not speak of them.  A backup carries them.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable
from typing import Any, NoReturn, TypeVar

from django.apps import apps
from django.core import checks
from django.db import DatabaseError, connections, models, transaction

from nhipcau.kernel.joints import Joint, place_of

M = TypeVar("M", bound=models.Model)

_BODY = (
    "BEGIN RAISE EXCEPTION 'frozen: %', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END"
)


class Frozen(Exception):
    """Code tried to change what is written once: a programming error."""


def _refuse(model: type[models.Model], verb: str) -> NoReturn:
    raise Frozen(f"{model._meta.label} is written once; {verb} is refused")


class FrozenQuerySet(models.QuerySet[M]):
    """Adds and reads; changes nothing but the fields that the model excepts."""

    def update(self, **values: Any) -> int:
        if values.keys() - set(getattr(self.model, "except_fields", ())):
            _refuse(self.model, f"update of {', '.join(sorted(values))}")
        return super().update(**values)

    update.alters_data = True  # type: ignore[attr-defined]

    def delete(self) -> NoReturn:
        _refuse(self.model, "delete")

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        _refuse(self.model, "bulk_update")

    def select_for_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        # PostgreSQL asks for the right to UPDATE, which web and workers do not have.
        _refuse(self.model, "select_for_update")

    def update_or_create(self, *args: Any, **kwargs: Any) -> NoReturn:
        _refuse(self.model, "update_or_create")

    def bulk_create(self, objs: Iterable[M], *args: Any, **kwargs: Any) -> list[M]:
        if kwargs.get("update_conflicts"):
            _refuse(self.model, "bulk_create over existing rows")
        return super().bulk_create(objs, *args, **kwargs)


class FrozenModel(models.Model):
    """A row that is written once.

    except_fields: names of fields that may still change (a personal part that is shredded on its day).
    Foreign keys must be PROTECT: a row that would follow another's deletion is not frozen.
    """

    except_fields: tuple[str, ...] = ()

    objects = FrozenQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:
            kwargs.pop("force_insert", None)
            super().save(*args, force_insert=True, **kwargs)
            return
        fields = kwargs.get("update_fields")
        if not fields or set(fields) - set(self.except_fields):
            _refuse(type(self), "save of an existing row")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        _refuse(type(self), "delete")

    @classmethod
    def check(cls, **kwargs: Any) -> list[checks.CheckMessage]:
        steady = (models.PROTECT, models.RESTRICT, models.DO_NOTHING)
        return [
            *super().check(**kwargs),
            *(
                checks.Error(
                    f"{cls._meta.label}.{field.name} is frozen, so it cannot follow a deletion: use PROTECT.",
                    obj=cls,
                    id="nhipcau.frozen",
                )
                for field in cls._meta.local_concrete_fields
                if field.remote_field and field.remote_field.on_delete not in steady
            ),
        ]


Guard = Callable[[Any], dict[str, dict[str, str]]]
guards: Joint[Guard] = Joint("guard of rows", key=place_of)
"""(connection) → table → part → the trigger's statement after its name: for tables of which some rows only are
kept from change (drafts of what was signed).  Laid and lifted together with the frozen tables."""


def frozen_models() -> list[type[FrozenModel]]:
    """Every frozen model of every app."""
    return [model for model in apps.get_models() if issubclass(model, FrozenModel)]


def lay(models_: Iterable[type[FrozenModel]] | None = None, using: str = "default") -> list[str]:
    """Lay the triggers of these models (of all) where they are missing or differ; the tables touched."""
    connection = connections[using]
    wanted = _wanted(models_, connection)
    touched = []
    with transaction.atomic(using=using), connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        if connection.vendor == "postgresql":
            make_function(cursor, "nhipcau_frozen", _BODY)
        standing = _standing(cursor, connection.vendor)
        for table in sorted(wanted.keys() & there):
            statements = wanted[table]
            if _stands(standing.get(table, {}), statements):
                continue
            _drop(cursor, connection, table, standing.get(table, {}))
            for sql in statements.values():
                cursor.execute(sql)
            touched.append(table)
    return touched


def make_function(cursor: Any, name: str, body: str) -> None:
    """On PostgreSQL, make a trigger function where it is missing or differs.

    Only there: a role that is not the owner may look whether all is well, and may do no more.  The function looks
    into the tables of its schema, never into temporary ones of the same names that whoever asks has made.
    """
    cursor.execute("SELECT quote_ident(current_schema()) || ', pg_temp'")
    path = cursor.fetchone()[0]
    cursor.execute(
        "SELECT prosrc, proconfig FROM pg_proc WHERE proname = %s"
        " AND pronamespace = current_schema()::regnamespace",
        [name],
    )
    if cursor.fetchone() != (body, [f"search_path={path}"]):
        cursor.execute(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql"
            f" SET search_path = {path} AS $${body}$$"
        )


def lift_guards(using: str = "default") -> None:
    """Before migrations of SQLite: the guards go, ``lay`` brings them back afterwards.

    They look into other tables, and SQLite rebuilds no table that a standing trigger names.  Migrations that fail
    leave them lifted, and ``prepare`` does not start the system.
    """
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    own = {model._meta.db_table: _triggers(model, connection) for model in frozen_models()}
    tables = {table for guard in guards for table in guard(connection)}
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for table, names in _standing(cursor, connection.vendor).items():
            if table in tables:
                _drop(cursor, connection, table, names.keys() - own.get(table, {}).keys())


def _wanted(models_: Iterable[type[FrozenModel]] | None, connection: Any) -> dict[str, dict[str, str]]:
    """The triggers that should stand: table → name → statement; with the guards where all are meant."""
    chosen = frozen_models() if models_ is None else models_
    wanted = {model._meta.db_table: _triggers(model, connection) for model in chosen}
    for guard in guards if models_ is None else ():
        for table, parts in guard(connection).items():
            wanted.setdefault(table, {}).update(_named(table, parts, connection))
    return wanted


def _settle(connection: Any) -> None:
    # PostgreSQL alters no table that has foreign keys still to be checked in this transaction.
    if connection.vendor == "postgresql":
        connection.check_constraints()


def _drop(cursor: Any, connection: Any, table: str, names: Iterable[str]) -> None:
    quote = connection.ops.quote_name
    on = f" ON {quote(table)}" if connection.vendor == "postgresql" else ""
    for name in names:
        cursor.execute(f"DROP TRIGGER {quote(name)}{on}")


def _standing(cursor: Any, vendor: str) -> dict[str, dict[str, str]]:
    """Our triggers as the database has them: table → name → statement ("" where they are as good as gone, "?" where
    PostgreSQL keeps another writing of it)."""
    if vendor == "postgresql":
        cursor.execute(
            "SELECT relname, tgname, CASE WHEN tgenabled IN ('O', 'A') THEN '?' ELSE '' END FROM pg_trigger"
            " JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE relnamespace = current_schema()::regnamespace AND tgname LIKE 'frozen\\_%%'"
        )
    else:
        cursor.execute(
            "SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger' AND name GLOB 'frozen_*'"
        )
    found: dict[str, dict[str, str]] = {}
    for table, name, sql in cursor.fetchall():
        found.setdefault(table, {})[name] = sql
    return found


def _stands(there: dict[str, str], wanted: dict[str, str]) -> bool:
    """Whether a table has its triggers and no others: a name alone guards nothing, another may have made it."""
    return there.keys() == wanted.keys() and all(there[name] in ("?", sql) for name, sql in wanted.items())


def unguarded(using: str = "default") -> list[str]:
    """Tables whose triggers are not what they should be, and functions of triggers that say something else."""
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        before = _functions(cursor, connection.vendor)
        try:
            with transaction.atomic(using=using):
                # Makes the functions anew where they differ, for comparing, and takes that back.
                if connection.vendor == "postgresql":
                    make_function(cursor, "nhipcau_frozen", _BODY)
                wanted = _wanted(None, connection)
                after = _functions(cursor, connection.vendor)
                transaction.set_rollback(True, using=using)
        except DatabaseError:  # another role than the owner has no right to make one: so one differs
            return ["pg_proc"]
        there, standing = (
            set(connection.introspection.table_names(cursor)),
            _standing(cursor, connection.vendor),
        )
        strange = _strange(cursor, connection.vendor) & wanted.keys()
    lost = {
        table for table in wanted if table in there and not _stands(standing.get(table, {}), wanted[table])
    }
    return sorted([*(lost | strange), *(name for name in after if before.get(name) != after[name])])


def _strange(cursor: Any, vendor: str) -> set[str]:
    """Tables with a trigger that is none of ours: it could write, or hold back, what nobody asked for."""
    if vendor == "postgresql":
        cursor.execute(
            "SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE NOT tgisinternal"
            " AND relnamespace = current_schema()::regnamespace AND tgname NOT LIKE 'frozen\\_%%'"
        )
    else:
        cursor.execute(
            "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name NOT GLOB 'frozen_*'"
        )
    return {table for (table,) in cursor.fetchall()}


def _functions(cursor: Any, vendor: str) -> dict[str, tuple[str, str]]:
    if vendor != "postgresql":
        return {}
    cursor.execute(
        "SELECT proname, prosrc, proconfig::text FROM pg_proc"
        " WHERE proname LIKE 'nhipcau\\_%%' AND pronamespace = current_schema()::regnamespace"
    )
    return {name: (source, config) for name, source, config in cursor.fetchall()}


def _triggers(model: type[FrozenModel], connection: Any) -> dict[str, str]:
    """Name → statement.  A name holds a mark of the statement, so that a changed one is laid anew."""
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    columns = [
        quote(field.column)
        for field in model._meta.local_concrete_fields
        if field.name not in model.except_fields
    ]
    update = f"UPDATE OF {', '.join(columns)}" if model.except_fields else "UPDATE"
    if connection.vendor == "postgresql":
        call = "EXECUTE FUNCTION nhipcau_frozen()"
        parts = {
            "row": f"BEFORE {update} OR DELETE ON {table} FOR EACH ROW {call}",
            "table": f"BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {call}",
        }
    else:
        refuse = f"SELECT RAISE(ABORT, 'frozen: {model._meta.db_table}');"
        replaces = f"WHEN EXISTS (SELECT 1 FROM {table} AS held WHERE {in_the_way(model, quote)})"  # noqa: S608 - names of our own tables
        parts = {
            "update": f"BEFORE {update} ON {table} BEGIN {refuse} END",
            "delete": f"BEFORE DELETE ON {table} BEGIN {refuse} END",
            "replace": f"BEFORE INSERT ON {table} {replaces} BEGIN {refuse} END",
        }
    return _named(model._meta.db_table, parts, connection)


def in_the_way(model: type[models.Model], quote: Callable[[str], str]) -> str:
    """SQL that holds for a row ``held`` which the row ``NEW`` would push out: same key, or same unique values.

    INSERT and UPDATE OR REPLACE delete such rows without their DELETE trigger, unless the connection has
    recursive_triggers on (ours has): on SQLite they are guarded for connections of others.
    """
    meta = model._meta
    sets: list[tuple[str, ...]] = [(field.name,) for field in meta.local_concrete_fields if field.unique]
    sets += [tuple(names) for names in meta.unique_together]
    ways = [_same_values(meta, names, quote) for names in sets]
    for constraint in meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            same = _same_values(meta, constraint.fields, quote)
            ways.append(" AND ".join([same, *_both_meet(model, constraint, quote)]))
    return " OR ".join(f"({way})" for way in ways)


def _same_values(meta: Any, names: Iterable[str], quote: Callable[[str], str]) -> str:
    columns = [quote(meta.get_field(name).column) for name in names]
    return " AND ".join(f"held.{column} = NEW.{column}" for column in columns)


def _both_meet(
    model: type[models.Model], constraint: models.UniqueConstraint, quote: Callable[[str], str]
) -> list[str]:
    """SQL that holds where ``held`` and ``NEW`` both meet the condition of a constraint that has one."""
    if constraint.condition is None:
        return []
    editor = connections["default"].schema_editor(collect_sql=True)
    asked = str(constraint._get_condition_sql(model, editor))  # type: ignore[attr-defined]
    met = []
    for row in ("held", "NEW"):
        part = asked
        for field in model._meta.local_concrete_fields:
            part = part.replace(quote(str(field.column)), f"{row}.{quote(str(field.column))}")
        met.append(f"({part})")
    return met


def _named(table: str, parts: dict[str, str], connection: Any) -> dict[str, str]:
    made = {}
    for part, sql in parts.items():
        # PostgreSQL cuts names at 63 letters; a table's triggers are its own there, SQLite's are of the file.
        name = f"frozen_{table[:40]}_{part}_{zlib.crc32(sql.encode()):08x}"
        made[name] = f"CREATE TRIGGER {connection.ops.quote_name(name)} {sql}"
    return made
