"""All rows of the database as lines of text, for any database that Django knows.

Used where the database's own tools are missing, and to move from SQLite to PostgreSQL.  One line is
one row of one table: {"model": "app.Model", "row": [values of its own columns]}.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import groupby, islice
from typing import Any, TextIO
from uuid import UUID

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models.sql import InsertQuery
from django.utils.duration import duration_iso_string

_BATCH = 500


class UnknownRow(ValueError):
    """A line that speaks of a table or columns that this version does not have."""


def tables() -> list[type[models.Model]]:
    """Every model with a table of its own, in a stable order."""
    found = apps.get_models(include_auto_created=True)
    return [model for model in found if model._meta.managed and not model._meta.proxy]


def own_fields(model: type[models.Model]) -> list[models.Field]:
    """The columns of the model's own table that can be written."""
    return [field for field in model._meta.local_concrete_fields if not field.generated]


def dump(out: TextIO) -> int:
    """Write all rows, as they stand at one moment; returns how many."""
    count = 0
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        for model in tables():
            names = [field.attname for field in own_fields(model)]
            out.write(json.dumps({"model": model._meta.label, "columns": names}) + "\n")
            rows = model._base_manager.order_by("pk").values_list(*names)
            for row in rows.iterator(chunk_size=2000):
                line = {"model": model._meta.label, "row": list(row)}
                out.write(json.dumps(line, default=_plain, ensure_ascii=False) + "\n")
                count += 1
    return count


def fill(lines: Iterable[str], models_: Iterable[type[models.Model]]) -> int:
    """Put the rows of a dump into empty tables, in the caller's transaction; returns how many.  Raises UnknownRow.

    models_: what the tables looked like when the dump was made.
    """
    by_label = {model._meta.label_lower: model for model in models_}
    count = 0
    columns: dict[str, list[str]] = {}
    for label, group in groupby(map(json.loads, lines), key=lambda line: line["model"].lower()):
        if label not in by_label:
            raise UnknownRow(label)
        for batch in _batches(group, columns):
            _insert(by_label[label], columns[label], batch)
            count += len(batch)
    if missing := sorted(by_label.keys() - columns.keys()):
        raise UnknownRow(f"-{missing[0]}")
    return count


def _batches(group: Iterable[dict[str, Any]], columns: dict[str, list[str]]) -> Iterator[list[list[Any]]]:
    def rows() -> Iterator[list[Any]]:
        for line in group:
            if "columns" in line:
                columns[line["model"].lower()] = line["columns"]
            else:
                yield line["row"]

    found = rows()
    while batch := list(islice(found, _BATCH)):
        yield batch


def _insert(model: type[models.Model], names: list[str], rows: list[list[Any]]) -> None:
    known = {field.attname: field for field in own_fields(model)}
    if unknown := set(names) - set(known):
        raise UnknownRow(f"{model._meta.label}: {', '.join(sorted(unknown))}")
    fields = [known[name] for name in names]
    records = [_record(model, fields, row) for row in rows]
    # raw: dates of writing and files stay as they were; SQLite allows few values in one statement.
    step = max(1, connection.ops.bulk_batch_size(fields, records))
    for start in range(0, len(records), step):
        query = InsertQuery(model)
        query.insert_values(fields, records[start : start + step], raw=True)
        query.get_compiler(connection=connection).execute_sql()


def _record(model: type[models.Model], fields: list[models.Field], row: list[Any]) -> models.Model:
    # Not through __init__: a record is taken as it was written, whatever its model does when one is made.
    record = model.__new__(model)
    record._state = models.base.ModelState()
    for field, value in zip(fields, row, strict=True):
        record.__dict__[field.attname] = field.to_python(value)
    return record


def _plain(value: Any) -> Any:
    match value:
        case datetime() | date() | time():
            return value.isoformat()
        case UUID() | Decimal():
            return str(value)
        case timedelta():
            return duration_iso_string(value)
        case bytes() | memoryview():
            return base64.b64encode(bytes(value)).decode("ascii")
    raise TypeError(type(value).__name__)
