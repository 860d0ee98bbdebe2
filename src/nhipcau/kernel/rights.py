"""Who may do what in PostgreSQL: the owner migrates and shreds, web and workers add and read.

With two roles (NHIPCAU_OWNER_DATABASE_URL and NHIPCAU_DATABASE_URL) a stolen web process can neither change
a frozen row nor lift the triggers that guard it.  With one role, and on SQLite, the triggers guard alone.
"""

from __future__ import annotations

from django.db import connections, models, transaction

from nhipcau.kernel import frozen


class NotSeparate(Exception):
    """The role could lift the triggers: it is a superuser, or owns the tables."""


def grant(role: str, using: str = "default") -> tuple[int, int]:
    """Give a role what web and workers need, and no more; the caller owns the tables.

    Returns how many tables it may write to and how many it may only add to.  Raises NotSeparate.
    """
    connection = connections[using]
    quote = connection.ops.quote_name
    only_added = {model._meta.db_table for model in frozen.frozen_models()}
    with transaction.atomic(using=using), connection.cursor() as cursor:
        _check_separate(cursor, role)
        tables = set(connection.introspection.table_names(cursor))
        written = tables - only_added - {"django_migrations"}
        cursor.execute("SELECT current_schema()")
        schema, who = quote(cursor.fetchone()[0]), quote(role)
        for sql in (
            f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {who}",
            f"REVOKE CREATE ON SCHEMA {schema} FROM {who}",
            f"GRANT USAGE ON SCHEMA {schema} TO {who}",
            f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {who}",
            f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {who}",
            f"GRANT INSERT, UPDATE, DELETE ON {', '.join(map(quote, sorted(written)))} TO {who}",
            f"GRANT INSERT ON {', '.join(map(quote, sorted(only_added & tables)))} TO {who}",
        ):
            cursor.execute(sql)
    return len(written), len(only_added & tables)


def _check_separate(cursor, role: str) -> None:
    cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = %s", [role])
    found = cursor.fetchone()
    if found is None:
        raise NotSeparate(f"vai trò “{role}” chưa có trong PostgreSQL: createuser {role}")
    if found[0]:
        raise NotSeparate(f"vai trò “{role}” là superuser nên không khóa được")
    cursor.execute(
        "SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname = current_schema()"
        " AND pg_has_role(%s, tableowner, 'MEMBER'))",
        [role],
    )
    if cursor.fetchone()[0]:
        raise NotSeparate(f"vai trò “{role}” là chủ (hoặc thuộc chủ) của các bảng")


def may_change(model: type[models.Model], using: str = "default") -> bool:
    """Whether this connection may change rows of a table (shred a personal part)."""
    connection = connections[using]
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_table_privilege(%s, 'UPDATE')", [connection.ops.quote_name(model._meta.db_table)]
        )
        return bool(cursor.fetchone()[0])
