"""In every test: work outside the database inside a transaction is a fault at the place where it is begun.

Python tells an audit hook of every file that is opened and every program that is started.  Within a transaction
of the house's own (``kernel.atomic``) neither may happen: writing any file, opening a kept or an incoming one,
moving or removing one, starting a program, asking the network, waiting.  And rows are locked alone.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db.models.sql.compiler import SQLCompiler

from nhipcau.kernel.atomic import InsideTransaction, is_inside

PROGRAMS = frozenset({"subprocess.Popen", "os.system", "os.posix_spawn", "os.spawn", "os.exec"})
WAITS = frozenset(
    {
        *(
            "socket.connect",
            "socket.getaddrinfo",
            "socket.gethostbyname",
            "smtplib.connect",
            "urllib.Request",
        ),
        *(
            "time.sleep",
            "os.rename",
            "os.remove",
            "os.rmdir",
            "shutil.move",
            "shutil.rmtree",
            "shutil.copyfile",
        ),
    }
)
_OTHERS = PROGRAMS | WAITS
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
_watching = False


def _hook(event: str, args: tuple[object, ...]) -> None:
    if not _watching or (event != "open" and event not in _OTHERS):
        return
    if event == "open" and not _counts(*args[:3]):
        return
    if event == "os.rename" and "__pycache__" in str(args[0]):
        return  # a module that is imported here for the first time, compiled
    if is_inside():
        raise InsideTransaction(f"{event} {args[:1]!r} inside a transaction")


def _counts(path: object = None, mode: object = None, flags: object = 0) -> bool:
    """Whether opening this file is work that a transaction must not wait for."""
    if not isinstance(path, str | bytes | os.PathLike):
        return False  # a descriptor that is open already
    name = os.fsdecode(path)
    if name == os.devnull or "__pycache__" in name:
        return False
    kept = str(settings.STORAGES["default"]["OPTIONS"]["location"])
    incoming = str(Path(settings.VAR_DIR) / "incoming")
    return bool(isinstance(flags, int) and flags & _WRITES) or name.startswith((kept, incoming))


sys.addaudithook(_hook)


def _alone(real):
    """Whoever locks a row and joins others to it gets them stale, or no row, after a wait on PostgreSQL."""

    def as_sql(self, *args, **kwargs):
        if self.query.select_for_update and self.query.select_related:
            raise AssertionError("a row is locked alone and read with others then: kernel.rows.held_with")
        return real(self, *args, **kwargs)

    return as_sql


SQLCompiler.as_sql = _alone(SQLCompiler.as_sql)


@pytest.fixture(autouse=True)
def _nothing_waits_inside_a_transaction():
    """On for the test itself and for what it asks for."""
    global _watching
    _watching = True
    yield
    _watching = False
