"""A migrated, empty database that is made once and copied by every test run: SQLite's as a file, PostgreSQL's as a
template database.

It is named by a sum of all that migrations are made of, so another state of the code never meets it.  Only what
migrations do is in it; triggers, permissions and content types are laid in each copy by ``migrate``, which finds
nothing to apply there.  Whoever comes first makes it, under a lock, beside its name, and gives it the name when it is
whole.  Both may be thrown away at any time: the folder NHIPCAU_TEST_CACHE (~/.cache/nhipcau-tests), and databases
``nhipcau_kept_*``.  What nobody has used for a week goes by itself.
"""

from __future__ import annotations

import ast
import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from nhipcau.config import environment

UNUSED = timedelta(days=7)
PREFIX = "nhipcau_kept_"
_BEGIN = """
import gc
import django
django.setup()
gc.freeze()
gc.set_threshold(200_000, 20, 100)  # classes of tables are made and thrown away by the ten thousand
from django.db import connection
"""
_END = """
executor = Executor(connection)
executor.migrate(executor.loader.graph.leaf_nodes())
if connection.vendor == "sqlite":
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("PRAGMA journal_mode=DELETE")
"""
_MAKE = f"{_BEGIN}from nhipcau.kernel.migrating import Executor{_END}"
_DJANGOS_OWN = f"{_BEGIN}from django.db.migrations.executor import MigrationExecutor as Executor{_END}"


@cache
def mark() -> str:
    """A sum of what a migrated database is made of: migrations, what of the house they import, Django's version."""
    import django
    from django.apps import apps
    from django.db.migrations.loader import MigrationLoader

    if not apps.ready:  # asked by a bench
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nhipcau.config.settings")
        django.setup()
    migrations = MigrationLoader(None, ignore_no_migrations=True).disk_migrations.values()
    modules = {one.__module__ for one in migrations} | {"nhipcau.kernel.migrating", __name__}
    found = hashlib.sha256(f"{django.get_version()} {sqlite3.sqlite_version}\n".encode())
    for name in sorted(reached(modules)):
        found.update(f"{name}\0".encode() + Path(import_module(name).__file__ or "").read_bytes())
    return found.hexdigest()[:16]


def reached(modules: Iterable[str]) -> set[str]:
    """These modules and those of the house that they import, and so on."""
    found: set[str] = set()
    left = list(modules)
    while left:
        name = left.pop()
        if name in found:
            continue
        found.add(name)
        source = Path(import_module(name).__file__ or "")
        left += _imported(ast.parse(source.read_bytes()))
    return found


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names if one.name.startswith("nhipcau."))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "nhipcau":
            yield str(node.module)
            for one in node.names:
                with suppress(ModuleNotFoundError):  # a name that the module holds
                    if find_spec(f"{node.module}.{one.name}"):
                        yield f"{node.module}.{one.name}"


def folder() -> Path:
    """Where databases are kept between runs."""
    given: str | Path = environment.get("NHIPCAU_TEST_CACHE")
    if not given:
        given = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "nhipcau-tests"
    made = Path(given)
    made.mkdir(parents=True, exist_ok=True)
    return made


def sqlite_file() -> Path:
    """The kept file; made where there is none."""
    return _kept_file(f"{mark()}.sqlite3", lambda url: _migrate(url))


def made_by_django() -> Path:
    """The same as Django's own executor makes it, step by step: what the house's way is compared with.  It takes half a minute, and
    gives the same as long as the sum stays."""
    return _kept_file(f"{mark()}.django.sqlite3", lambda url: _migrate(url, _DJANGOS_OWN))


def _kept_file(name: str, migrate: Callable[[str], None]) -> Path:
    kept = folder() / name
    with alone(kept.parent / "sqlite.lock"):
        if not kept.exists():
            draft = kept.with_suffix(".draft")
            for old in kept.parent.glob(f"{draft.name}*"):  # of one that was killed
                old.unlink()
            migrate(f"sqlite:///{draft}")
            draft.replace(kept)
        os.utime(kept)
        for other in kept.parent.glob("*.sqlite3"):
            if other.stat().st_mtime < time.time() - UNUSED.total_seconds():
                other.unlink()
    return kept


def template(server: str) -> str:
    """The name of the kept template database on a PostgreSQL server; made where there is none.

    server: the address of a database from which others can be made.  Nobody can connect to the kept one.
    """
    import psycopg

    kept, draft = PREFIX + mark(), f"{PREFIX}draft"
    with closing(psycopg.connect(server, autocommit=True, connect_timeout=10)) as door:
        # One lock for a server, which several machines and folders may share.
        door.execute("SELECT pg_advisory_lock(hashtext(%s))", [PREFIX])
        asked = door.execute(
            "SELECT datname, coalesce(shobj_description(oid, 'pg_database'), '') FROM pg_database"
            " WHERE starts_with(datname, %s)",
            [PREFIX],
        )
        there = dict(asked.fetchall())
        if kept not in there:
            door.execute(f"DROP DATABASE IF EXISTS {draft} WITH (FORCE)")
            door.execute(f"CREATE DATABASE {draft}")
            _migrate(urlsplit(server)._replace(path=f"/{draft}").geturl())
            door.execute(f"ALTER DATABASE {draft} WITH ALLOW_CONNECTIONS false")
            door.execute(f"ALTER DATABASE {draft} RENAME TO {kept}")
        today = datetime.now(UTC).date()
        if there.get(kept) != today.isoformat():
            door.execute(f"COMMENT ON DATABASE {kept} IS '{today.isoformat()}'")
        for name, said in there.items():
            if name not in (kept, draft) and _last_used(said) < today - UNUSED:
                door.execute(f"DROP DATABASE IF EXISTS {name}")
    return kept


def _last_used(said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return date.min


@contextmanager
def alone(file: Path) -> Iterator[None]:
    """One process at a time."""
    with file.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _migrate(database_url: str, make: str = "") -> None:
    """Run all migrations on an empty database, in a process of its own.  make: how, where not as ever."""
    house = Path(__file__).parents[1]
    env = {name: value for name, value in os.environ.items() if not name.startswith(("NHIPCAU_", "DJANGO_"))}
    with tempfile.TemporaryDirectory() as var:
        env |= {
            "NHIPCAU_VAR": var, "NHIPCAU_DATABASE_URL": database_url,
            "DJANGO_SETTINGS_MODULE": "nhipcau.config.settings",
            "PYTHONPATH": os.pathsep.join([str(house / "src"), env.get("PYTHONPATH", "")]),
        }  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-c", make or _MAKE], env=env, capture_output=True, text=True, timeout=900
        )
    if done.returncode:
        raise RuntimeError(f"no database could be made for the tests:\n{done.stdout}{done.stderr}")


def give(connection: Any) -> None:
    """Let the test database of a connection be made as a copy of the kept one."""
    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["TEMPLATE"] = template(environment.database_url())
        return
    creation = connection.creation
    make = creation._create_test_db

    def copied(*args: Any, **kwargs: Any) -> Any:
        name = make(*args, **kwargs)
        for beside in ("-wal", "-shm"):  # of a run that was killed: it would be read into the copy
            Path(f"{name}{beside}").unlink(missing_ok=True)
        shutil.copyfile(sqlite_file(), name)
        return name

    creation._create_test_db = copied
