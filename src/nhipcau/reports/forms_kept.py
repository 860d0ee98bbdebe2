"""A form as a row keeps it, and what was read of a filled one: plain values there and back.  Pure, no Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from nhipcau.engines.fillable import Added, Change, Column, Fault, Form, Grid, Kind, Question, Row, Value

Cell = tuple[str, str, str]
"""Keys of part, row and column; row and column "" for a question."""


def kept(form: Form) -> dict[str, Any]:
    """A form as plain values."""
    parts = [asdict(part) | {"is": type(part).__name__} for part in form.parts]
    return {**asdict(form), "parts": _plain(parts)}


def form_from(kept: Mapping[str, Any]) -> Form:
    """The form that was kept."""
    return Form(**{**kept, "parts": tuple(_part(part) for part in kept["parts"])})


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return {"number": str(value)}
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


def _value(value: Any) -> Value:
    return Decimal(value["number"]) if isinstance(value, dict) else value


def _part(kept: Mapping[str, Any]) -> Question | Grid:
    said = {name: value for name, value in kept.items() if name != "is"}
    if kept["is"] == "Question":
        return Question(**_asked(said) | {"value": _value(said["value"])})
    rows = tuple(Row(row["key"], tuple(_value(cell) for cell in row["cells"])) for row in said["rows"])
    return Grid(**said | {"columns": tuple(Column(**_asked(one)) for one in said["columns"]), "rows": rows})


def _asked(said: Mapping[str, Any]) -> dict[str, Any]:
    return {**said, "kind": Kind(said["kind"]), "choices": tuple(said["choices"])}


def cells_of(form: Form) -> dict[Cell, Value]:
    """Every cell that is asked, with what stands in it."""
    found: dict[Cell, Value] = {}
    for part in form.parts:
        if isinstance(part, Question):
            found[part.key, "", ""] = part.value
            continue
        for row in part.rows:
            for column, value in zip(part.columns, row.cells, strict=True):
                if not column.fixed:
                    found[part.key, row.key, column.key] = value
    return found


def change_kept(change: Change) -> dict[str, Any]:
    """A changed cell as plain values."""
    return {
        "cell": [change.part, change.row, change.column],
        "after": _plain(change.after),
        "place": f"{change.place.page} {change.place.cell}".strip(),
    }


def change_from(kept: Mapping[str, Any]) -> tuple[Cell, Value]:
    """The cell and what it says."""
    part, row, column = kept["cell"]
    return (part, row, column), _value(kept["after"])


def added_kept(added: Added) -> dict[str, Any]:
    """A row of the agency's own as plain values."""
    place = f"{added.place.page} {added.place.cell}".strip()
    return {"part": added.part, "cells": _plain(added.cells), "place": place}


def added_from(kept: Mapping[str, Any]) -> tuple[str, tuple[Value, ...]]:
    """The part that the row stands in, and its cells."""
    return kept["part"], tuple(_value(cell) for cell in kept["cells"])


def fault_kept(fault: Fault) -> dict[str, Any]:
    """A fault as plain values."""
    return {
        "code": fault.code,
        "hinders": fault.hinders,
        "cell": [fault.part, fault.row, fault.column],
        "place": f"{fault.place.page} {fault.place.cell}".strip(),
        "params": dict(fault.params),
    }
