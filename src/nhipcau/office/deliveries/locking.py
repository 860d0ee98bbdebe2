"""A delivery says who got what, by which way, and how far it is: the first stands, the last moves by its table.

In the database too, whoever asks: a row keeps thing, receiver and way; its state goes only where ``STATES`` leads;
a confirmation or a recall is written only beside its receipt, which names who and when and is itself frozen.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

from nhipcau.kernel.frozen import in_the_way, make_function
from nhipcau.office.deliveries.models import Delivery, Receipt
from nhipcau.office.deliveries.rules import (
    BEGINNINGS,
    ENDS,
    FORGOTTEN_KEY,
    PROVEN_BY,
    STATES,
    UNSETTLED,
    State,
)

MAY_CHANGE = frozenset({"state", "attempts", "due_at", "why", "why_params", "changed_at"})
"""What a move changes.  Address and key go as well, on the day of shredding, and only away."""
_ALSO_SHREDDED = frozenset({"address", "receiver_key"})

_NO_RECEIPT = "nhipcau_delivery_without_receipt"


def guard(connection: Any) -> dict[str, dict[str, str]]:
    """For ``kernel.frozen.guards``."""
    quote = connection.ops.quote_name
    postgresql = connection.vendor == "postgresql"
    name = Delivery._meta.db_table
    table = quote(name)
    refuse = (
        "EXECUTE FUNCTION nhipcau_frozen()"
        if postgresql
        else f"BEGIN SELECT RAISE(ABORT, 'frozen: {name}'); END"
    )
    whens = {
        "kept": ("UPDATE", _changes_what_is_kept(quote, postgresql)),
        "moved": ("UPDATE", _leaves_the_table_of_states(quote)),
        "ended": ("UPDATE", _changes_an_end(quote, postgresql)),
        "begun": (
            "INSERT",
            f"NEW.{quote('state')} NOT IN ({_words(BEGINNINGS)}) OR NEW.{quote('attempts')} <> 0",
        ),
    }
    parts = {
        part: f"BEFORE {event} ON {table} FOR EACH ROW WHEN ({when}) {refuse}"
        for part, (event, when) in whens.items()
    }
    parts["delete"] = f"BEFORE DELETE ON {table} FOR EACH ROW {refuse}"
    if postgresql:
        parts["table"] = f"BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}"
        parts["proven"] = _proven_on_postgresql(connection, quote, table)
    else:
        pushes = f"EXISTS (SELECT 1 FROM {table} AS held WHERE {in_the_way(Delivery, quote)})"  # noqa: S608 - names of our own tables
        parts["replace"] = f"BEFORE INSERT ON {table} FOR EACH ROW WHEN {pushes} {refuse}"
        unproven = " OR ".join(
            f"(NEW.{quote('state')} = '{state}' AND NOT {_receipt(quote, repr(str(verb)))})"
            for state, verb in PROVEN_BY.items()
        )
        parts["proven"] = (
            f"BEFORE UPDATE ON {table} FOR EACH ROW"
            f" WHEN OLD.{quote('state')} <> NEW.{quote('state')} AND ({unproven}) {refuse}"
        )
    return {name: parts}


def _words(states: Iterable[str]) -> str:
    return ", ".join(f"'{state}'" for state in sorted(map(str, states)))


def _columns(names: Iterable[str]) -> list[str]:
    return sorted(str(Delivery._meta.get_field(name).column) for name in names)  # type: ignore[union-attr]


def _differs(quote: Any, column: str, postgresql: bool) -> str:
    return f"NEW.{quote(column)} {'IS DISTINCT FROM' if postgresql else 'IS NOT'} OLD.{quote(column)}"


def _changes_what_is_kept(quote: Any, postgresql: bool) -> str:
    names = {field.name for field in Delivery._meta.local_concrete_fields}
    kept = [_differs(quote, column, postgresql) for column in _columns(names - MAY_CHANGE - _ALSO_SHREDDED)]
    state, address, key, pk = (quote(name) for name in ("state", "address", "receiver_key", "id"))
    settled = f"OLD.{state} NOT IN ({_words(UNSETTLED)})"
    forgotten = f"NEW.{key} = '{FORGOTTEN_KEY}' || CAST(NEW.{pk} AS {'text' if postgresql else 'TEXT'})"
    kept += [
        f"({_differs(quote, 'address', postgresql)} AND NOT (NEW.{address} = '' AND {settled}))",
        f"({_differs(quote, 'receiver_key', postgresql)} AND NOT ({forgotten} AND {settled}"
        f" AND OLD.{key} LIKE 'address:%'))",
        f"NEW.{quote('attempts')} < OLD.{quote('attempts')}",
    ]
    return " OR ".join(kept)


def _leaves_the_table_of_states(quote: Any) -> str:
    """No verb of the table leads from the state before to the one after."""
    before, after = f"OLD.{quote('state')}", f"NEW.{quote('state')}"
    ways = []
    for state in State:
        targets = {move.target for move in STATES.moves.values() if move.starts_in(state)} | {state}
        ways.append(f"({before} = '{state}' AND {after} IN ({_words(targets)}))")
    return f"NOT ({' OR '.join(ways)})"


def _changes_an_end(quote: Any, postgresql: bool) -> str:
    """A row at its end says nothing else any more, but that what it delivered was recalled."""
    changed = " OR ".join(_differs(quote, column, postgresql) for column in _columns(MAY_CHANGE - {"state"}))
    return f"OLD.{quote('state')} IN ({_words(ENDS)}) AND NEW.{quote('state')} = OLD.{quote('state')} AND ({changed})"


def _receipt(quote: Any, what: str) -> str:
    def column(name: str) -> str:
        field: models.Field = Receipt._meta.get_field(name)  # type: ignore[assignment]
        return f"r.{quote(field.column)}"

    return (
        f"EXISTS (SELECT 1 FROM {quote(Receipt._meta.db_table)} r"  # noqa: S608 - names of our own tables
        f" WHERE {column('delivery')} = NEW.{quote('id')} AND {column('what')} = {what})"
    )


def _proven_on_postgresql(connection: Any, quote: Any, table: str) -> str:
    """A condition of a trigger may not look into another table there; its function may."""
    arms = " ".join(f"WHEN '{state}' THEN '{verb}'" for state, verb in PROVEN_BY.items())
    body = f"""
DECLARE verb text := CASE NEW.state {arms} END;
BEGIN
  IF verb IS NOT NULL AND NOT {_receipt(quote, "verb")} THEN
    RAISE EXCEPTION 'frozen: %', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END """
    with connection.cursor() as cursor:
        make_function(cursor, _NO_RECEIPT, body)
    state = quote("state")
    return f"BEFORE UPDATE ON {table} FOR EACH ROW WHEN (OLD.{state} <> NEW.{state}) EXECUTE FUNCTION {_NO_RECEIPT}()"
