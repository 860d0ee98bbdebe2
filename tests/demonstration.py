"""The demonstration for tests: built once a run, whoever comes first, and copied by the others."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction

from nhipcau.demo.build import build
from nhipcau.kernel import clock
from tests import emptied, kept, laid


@pytest.fixture(scope="session")
def of_this_run(tmp_path_factory) -> Path:
    """A folder that all workers of this run see."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if own.name.startswith("popen-") else own


@pytest.fixture
def demonstration(transactional_db, of_this_run: Path) -> None:
    """The demonstration with its files."""
    with kept.alone(of_this_run / "demonstration.lock"):
        place = of_this_run / f"demonstration-{connection.vendor}"
        if not (place.exists() and _bring(place)):
            build(_silent)
            if not place.exists():
                _keep(place)
    clock.forget()


def _silent(_line: str) -> None:
    pass


def _folders(place: Path) -> list[tuple[Path, Path]]:
    return [(Path(default_storage.path("")), place / "files"), (Path(settings.KEYS_DIR), place / "keys")]


def _keep(place: Path) -> None:
    draft = place.with_suffix(".draft")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir()
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(draft / "database.sqlite3")) as copy:
            connection.connection.backup(copy)
    else:
        with connection.cursor() as cursor:
            (draft / "standing.json").write_text(json.dumps(emptied.sums(cursor, emptied.standing)))
            (draft / "rows.sql").write_text(laid.ROWS[connection.vendor].texts(cursor) + _counters())
    for own, there in _folders(draft):
        if own.exists():
            shutil.copytree(own, there)
    draft.rename(place)


def _bring(place: Path) -> bool:
    """Whether what was kept could be laid: on PostgreSQL that takes the right to ask no trigger."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(place / "database.sqlite3")) as copy:
            copy.backup(connection.connection)
    elif json.loads((place / "standing.json").read_text()) != emptied.standing:
        return False  # what rows point to has other keys in this worker's database
    else:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute((place / "rows.sql").read_text())
        except DatabaseError:
            return False
    for own, there in _folders(place):
        if there.exists():
            shutil.copytree(there, own, dirs_exist_ok=True)
    return True


def _counters() -> str:
    """Statements after which no key is given that was given here; each worker's counters stand elsewhere."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT format(E';\\nSELECT setval(%L, greatest(%s, (SELECT last_value FROM %I)))',"
            " quote_ident(sequencename), last_value, sequencename)"
            " FROM pg_sequences WHERE schemaname = current_schema() AND last_value IS NOT NULL"
        )
        return "".join(line for (line,) in cursor.fetchall())
