"""A draft whose version is signed stays as it is, in the database too: triggers that look at the deeds.

The deeds themselves stand in their order (``guard_deeds``): what is issued is not returned, what is returned is
neither signed nor issued, and the kind of record that a version names keeps its name.

Readers take what was signed from the version; the draft's rows are what an app still hangs other rows on
(a leader's word on an item), so they must not drift from it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models

from nhipcau.kernel.frozen import in_the_way, make_function
from nhipcau.office.signing.kinds import Kind, kinds
from nhipcau.office.signing.models import Issue, Numbering, Recall, Returned, Step, Version


@dataclass(frozen=True, slots=True)
class Locked:
    """A table that a signature locks.

    draft: the foreign key to the draft, or "" for the draft itself.  except_fields: what may still change
    (a reference that ends when its target is deleted).
    """

    model: type[models.Model]
    draft: str = ""
    except_fields: tuple[str, ...] = ()


def guard(connection: Any) -> dict[str, dict[str, str]]:
    """For ``kernel.frozen.guards``: every table that a kind locks."""
    found: dict[str, dict[str, str]] = {}
    for kind in kinds:
        for locked in kind.locks:
            found[locked.model._meta.db_table] = _parts(kind, locked, connection)
    return found


def _parts(kind: Kind, locked: Locked, connection: Any) -> dict[str, str]:
    quote = connection.ops.quote_name
    meta = locked.model._meta
    table = quote(meta.db_table)
    key = quote(meta.get_field(locked.draft).column if locked.draft else meta.pk.column)  # type: ignore[union-attr]
    kept = [
        quote(field.column) for field in meta.local_concrete_fields if field.name not in locked.except_fields
    ]
    update = f"UPDATE OF {', '.join(kept)}"
    if connection.vendor == "postgresql":
        _make_function(connection)
        arguments = ", ".join(f"'{each}'" for each in (*_names(kind), key.strip('"')))
        events = [("update", update), ("delete", "DELETE"), *([("insert", "INSERT")] if locked.draft else [])]
        return {
            part: f"BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION nhipcau_signed_draft({arguments})"
            for part, event in events
        }
    gone, come = (_is_signed(kind, f"{row}.{key}") for row in ("OLD", "NEW"))
    # A row that comes may push out another one (frozen.in_the_way).
    pushed = (
        f"EXISTS (SELECT 1 FROM {table} AS held WHERE ({in_the_way(locked.model, quote)})"  # noqa: S608 - names of our own tables
        f" AND {_is_signed(kind, f'held.{key}')})"
    )
    comes = f"{come} OR {pushed}" if locked.draft else pushed
    refuse = f"SELECT RAISE(ABORT, 'signed: {meta.db_table}');"
    return {
        part: f"BEFORE {event} ON {table} WHEN {when} BEGIN {refuse} END"
        for part, event, when in (
            ("update", update, f"{gone} OR {comes}"),
            ("delete", "DELETE", gone),
            ("insert", "INSERT", comes),
        )
    }


def _names(kind: Kind) -> tuple[str, str]:
    return kind.model._meta.app_label, kind.model._meta.model_name or ""


_SIGNED = """SELECT 1 FROM office_version v JOIN django_content_type t ON t.id = v.subject_type_id
 LEFT JOIN office_returned r ON r.version_id = v.id
 WHERE t.app_label = {app} AND t.model = {model} AND v.subject_id = {key}
 AND (EXISTS (SELECT 1 FROM office_issue i WHERE i.version_id = v.id)
 OR r.id IS NULL AND EXISTS (SELECT 1 FROM office_step s WHERE s.version_id = v.id AND s.name = {last}))"""
# The name of the last step of a version's own chain.
_LAST = {
    "postgresql": "v.chain -> 'steps' -> -1 ->> 'name'",
    "sqlite": "json_extract(v.chain, '$.steps[#-1].name')",
}


def _is_signed(kind: Kind, key: str) -> str:
    """SQL that holds where the draft under ``key`` is signed."""
    app, model = (f"'{name}'" for name in _names(kind))
    return f"EXISTS ({_SIGNED.format(app=app, model=model, last=_LAST['sqlite'], key=key)})"


def _make_function(connection: Any) -> None:
    signed = _SIGNED.format(app="TG_ARGV[0]", model="TG_ARGV[1]", last=_LAST["postgresql"], key="ANY(drafts)")
    with connection.cursor() as cursor:
        make_function(
            cursor,
            "nhipcau_signed_draft",
            f"""
DECLARE drafts bigint[];
BEGIN
  IF TG_OP <> 'INSERT' THEN drafts := drafts || (to_jsonb(OLD) ->> TG_ARGV[2])::bigint; END IF;
  IF TG_OP <> 'DELETE' THEN drafts := drafts || (to_jsonb(NEW) ->> TG_ARGV[2])::bigint; END IF;
  IF EXISTS ({signed}) THEN
    RAISE EXCEPTION 'signed: %', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END """,
        )


@dataclass(frozen=True, slots=True)
class _Order:
    """What must not have been done to a version before a deed, and what must."""

    bars: tuple[type[models.Model], ...] = ()
    needs: tuple[type[models.Model], ...] = ()


_ORDER: dict[type[models.Model], _Order] = {
    Step: _Order(bars=(Returned, Issue)),
    Returned: _Order(bars=(Issue,)),
    Numbering: _Order(bars=(Returned, Issue)),
    Issue: _Order(bars=(Returned,)),
    Recall: _Order(needs=(Issue,)),
}
_TOLD = """EXISTS (SELECT 1 FROM kernel_logentry l WHERE l.action = 'office.returned' AND l.by_id = NEW.by_id
 AND {version} = NEW.version_id)"""
_NAMED = "EXISTS (SELECT 1 FROM {versions} v WHERE v.subject_type_id = {row}.id)"


def guard_deeds(connection: Any) -> dict[str, dict[str, str]]:
    """For ``kernel.frozen.guards``: a deed comes in its order, a return only beside its entry in the log (it sets a
    signed draft free), what kind of record a version is of stays findable by its name, and a version is made under
    the chain that its kind has in the release that laid this."""
    postgresql = connection.vendor == "postgresql"
    found: dict[str, dict[str, str]] = {}
    for model, order in _ORDER.items():
        wrong = [_done(each) for each in order.bars] + [f"NOT {_done(each)}" for each in order.needs]
        if model is Returned:
            kept = "(l.data ->> 'version')::bigint" if postgresql else "json_extract(l.data, '$.version')"
            wrong.append(f"NOT {_TOLD.format(version=kept)}")
        found[model._meta.db_table] = {
            "deed": _refusing(connection, model, "deed", "INSERT", " OR ".join(wrong))
        }
    found[ContentType._meta.db_table] = _guard_content_types(connection)
    found[Version._meta.db_table] = {
        "chain": _refusing(connection, Version, "chain", "INSERT", _other_chain(postgresql))
    }
    return found


def _other_chain(postgresql: bool) -> str:
    """SQL that holds for a version under another chain than its kind's of this release."""
    same = "NEW.chain = '{chain}'::jsonb" if postgresql else "json(NEW.chain) = json('{chain}')"
    wrong = ["NEW.chain IS NULL"]
    for kind in (kind for kind in kinds if kind.locks):
        chain = json.dumps(kind.chain.kept()).replace("'", "''")
        wrong.append(f"NEW.kind = '{kind.name}' AND NOT ({same.format(chain=chain)})")
    return " OR ".join(wrong)


def _done(model: type[models.Model]) -> str:
    return f"EXISTS (SELECT 1 FROM {model._meta.db_table} d WHERE d.version_id = NEW.version_id)"  # noqa: S608 - names of our own tables


def _guard_content_types(connection: Any) -> dict[str, str]:
    versions = Version._meta.db_table
    of_old = _NAMED.format(versions=versions, row="OLD")
    parts = {
        "update": _refusing(connection, ContentType, "named", "UPDATE", of_old),
        "delete": _refusing(connection, ContentType, "named", "DELETE", of_old),
    }
    if connection.vendor == "sqlite":
        quote = connection.ops.quote_name
        pushes = (
            f"EXISTS (SELECT 1 FROM {quote(ContentType._meta.db_table)} AS held"  # noqa: S608 - names of our own tables
            f" WHERE ({in_the_way(ContentType, quote)}) AND {_NAMED.format(versions=versions, row='held')})"
        )
        parts["replace"] = _refusing(connection, ContentType, "named", "INSERT", pushes)
    return parts


def _refusing(connection: Any, model: type[models.Model], what: str, event: str, when: str) -> str:
    """A trigger that refuses a row where ``when`` holds; on PostgreSQL by a function, whose condition may look into
    other tables."""
    table = model._meta.db_table
    on = f"BEFORE {event} ON {connection.ops.quote_name(table)} FOR EACH ROW"
    if connection.vendor != "postgresql":
        return f"{on} WHEN {when} BEGIN SELECT RAISE(ABORT, '{what}: {table}'); END"
    name = f"nhipcau_{what}_{table}"
    with connection.cursor() as cursor:
        make_function(
            cursor,
            name,
            f"""
BEGIN
  IF {when} THEN
    RAISE EXCEPTION '{what}: %', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END """,
        )
    return f"{on} EXECUTE FUNCTION {name}()"
