"""The demonstration for tests: built once a run, whoever comes first, and copied by the others."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection

from nhipcau.demo.build import build
from nhipcau.kernel import clock
from tests import kept


@pytest.fixture(scope="session")
def of_this_run(tmp_path_factory) -> Path:
    """A folder that all workers of this run see."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if own.name.startswith("popen-") else own


@pytest.fixture
def demonstration(transactional_db, of_this_run: Path) -> None:
    """The demonstration with its files.  On PostgreSQL, which has no copy in a moment, it is built each time."""
    if connection.vendor != "sqlite":
        build(_silent)
    else:
        with kept.alone(of_this_run / "demonstration.lock"):
            place = of_this_run / "demonstration"
            if place.exists():
                _bring(place)
            else:
                build(_silent)
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
    with closing(sqlite3.connect(draft / "database.sqlite3")) as copy:
        connection.connection.backup(copy)
    for own, there in _folders(draft):
        if own.exists():
            shutil.copytree(own, there)
    draft.rename(place)


def _bring(place: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(place / "database.sqlite3")) as copy:
        copy.backup(connection.connection)
    for own, there in _folders(place):
        if there.exists():
            shutil.copytree(there, own, dirs_exist_ok=True)
