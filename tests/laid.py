"""Rows that many tests stand on are made once by the house's own actions, and laid down as they were for each test after.

A fixture that is ``laid`` makes rows and kept files and changes nothing else.  The first test of a process that asks for
some of them in some order has them made; what the database and the folders hold then is kept, with what the fixtures
gave.  The next that asks for the same in the same order gets it inside its own transaction: the same keys, the same
moments, the same counters.  It is kept before the test itself begins, so nothing that a test did is ever in it, and what
is laid goes with the test's transaction and folder.

A test that commits gets what was made where all was committed, on SQLite as the whole file.

Nothing is laid where it could differ: where rows were written before the first laid fixture, on another day, where between two laid ones stands another that is neither laid nor ``apart``, and where one before them asks
which test it serves (``request``) or has parameters.  Other fixtures before the first laid one, such as one that says what
day it is, belong to what was asked for.
"""

from __future__ import annotations

import io
import pickle
import sqlite3
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, nullcontext
from functools import wraps
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import pytest
from django.conf import settings
from django.core import mail
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils import timezone

from nhipcau.kernel import clock
from nhipcau.kernel.access import Permission
from tests import emptied

Make = TypeVar("Make", bound=Callable[..., Any])
Key = tuple[str, ...]

_OF_PYTEST = ("_pytest.", "pytest_")
"""Modules of fixtures that come with pytest and its plugins: none makes a row."""
_NOTHING = frozenset({"_own_files", "_own_settings", "client_of"})
"""Fixtures of ours that change nothing which a row could be made of."""
_LAID = "+"
_COMMITS = "commits"


class World(NamedTuple):
    """What stood when the last of some laid fixtures was made."""

    rows: Any
    files: dict[Path, tuple[int, bytes]]
    """Where under which folder → rights, content."""
    is_shift_known: bool
    """Whether the clock had asked the installation by how much it goes ahead: it asks once a test."""
    values: tuple[bytes, list[Any]]
    """What the fixtures gave, packed together, and what in it is one thing for the whole process."""


def apart(make: Make) -> Make:
    """Of a fixture that neither makes nor reads a row or a kept file when it is asked for: it may stand among laid ones.

    What it gives may make rows when it is called, if it remembers nothing from one call to the next.  Its own parameters,
    words or numbers, belong to what was asked for.
    """
    make.is_apart = True  # type: ignore[attr-defined]
    return make


def laid(make: Make) -> Make:
    """Of a fixture that makes rows and kept files, and changes nothing else; what it gives can be pickled."""
    name = _name(make)

    @wraps(make)
    def given(*args: Any, **kwargs: Any) -> Any:
        return _test.give(name, lambda: make(*args, **kwargs)) if _test else make(*args, **kwargs)

    given.is_laid = True  # type: ignore[attr-defined]
    return given  # type: ignore[return-value]


def _name(make: Callable[..., Any]) -> str:
    return f"{make.__module__}.{make.__qualname__}"


class _Test:
    """What is laid for one test, until the test begins."""

    def __init__(self, key: Key, laying: Laying) -> None:
        self.key, self.laying = key, laying
        self.begin = _changes()
        self.is_begun = False
        self.is_sound = bool(key)
        self.watching = ExitStack()
        self.values: dict[str, Any] = {}  # what was given, by the fixture's name
        self.ready: set[str] = set()  # of these what was laid and not yet asked for
        self.done = 0  # how far we are in the key
        self.files: set[Path] = set()

    def give(self, name: str, make: Callable[[], Any]) -> Any:
        """What a laid fixture gives: made now, or as it was made for an earlier test."""
        if not self.is_begun:
            self.is_begun = True
            connection.ensure_connection()
            foreseen = self.key[:1] != (_COMMITS,)
            self.is_sound = (
                self.is_sound and connection.in_atomic_block == foreseen and _rows().is_untouched(self.begin)
            )
            if self.is_sound:
                self.watching.enter_context(_rows().watched())
                self._lay()
        if name in self.ready:
            self.ready.remove(name)
            return self.values[name]
        value = make()
        if self.is_sound:
            self._keep(name, value)
        return value

    def _lay(self) -> None:
        self.files = set(_files())
        for length in range(len(self.key), 0, -1):
            world = self.laying.worlds.get(_on_this_day(self.key[:length]))
            if world:
                _rows().lay(world.rows)
                _write(world.files)
                if world.is_shift_known:
                    clock._demo_shift()
                self.values = _unpacked(*world.values)
                self.ready, self.done = set(self.values), length
                break
        if self.done == len(self.key):
            self.watching.close()

    def _keep(self, name: str, value: Any) -> None:
        while self.done < len(self.key) and not self.key[self.done].startswith(_LAID):
            self.done += 1
        if self.key[self.done : self.done + 1] != (_LAID + name,) or self.ready:
            self.end()  # another order than was foreseen
            return
        self.done += 1
        self.values[name] = value
        if self.laying.is_shared(self.key, self.done):
            start = _on_this_day(self.key[: self.done])
            if start not in self.laying.worlds:
                self.laying.worlds[start] = _kept(self.values, self.files)
        if self.done == len(self.key):
            self.end()

    def end(self) -> None:
        """From here on nothing is kept."""
        self.is_sound = False
        self.watching.close()


_test: _Test | None = None


def _on_this_day(key: Key) -> Key:
    """A fixed day takes the hour from the wall: after midnight what was made before it would lie ahead.  What was made before the
    content types were made anew names other ones."""
    return (timezone.localdate().isoformat(), str(emptied.renewed), *key)


class Laying:
    """The plugin: what each test asks for, how many ask for the same, and what was kept."""

    def __init__(self) -> None:
        self.keys: dict[str, Key] = {}
        self.asked: Counter[Key] = Counter()
        self.worlds: dict[Key, World | None] = {}

    def is_shared(self, key: Key, length: int) -> bool:
        """Whether others ask for this much, and not all of them go on as this test does."""
        ask = self.asked[key[:length]]
        return ask > 1 and (length == len(key) or ask > self.asked[key])

    def pytest_fixture_post_finalizer(self, fixturedef: pytest.FixtureDef[Any]) -> None:
        """What was made with a thing of a whole file goes with that thing."""
        if fixturedef.scope in ("module", "class", "package"):
            name = _name(fixturedef.func)
            for key in [key for key in self.worlds if name in key]:
                del self.worlds[key]

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        for item in session.items:
            if isinstance(item, pytest.Function) and (key := _key(item)):
                self.keys[item.nodeid] = key
                self.asked.update(key[:length] for length in range(1, len(key) + 1))

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Iterator[None]:
        """Only while a test is set up: what it asks for later is made."""
        global _test
        _test = _Test(self.keys.get(item.nodeid, ()), self)
        try:
            return (yield)
        finally:
            _test.end()
            _test = None


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Laying())


class _End(Exception):
    """From here on nothing is laid."""


def _key(item: pytest.Function) -> Key:
    """The laid fixtures that a test asks for, in their order, as far as nothing else comes between, with what they hang on."""
    known = item._fixtureinfo.name2fixturedefs
    parameters = getattr(item, "callspec", None)
    given = parameters.params if parameters else {}
    seen: set[tuple[str, int]] = set()
    key = [_COMMITS] if _commits(item) else []

    def visit(name: str, index: int) -> None:
        found = known.get(name, ())
        if name == "request" or len(found) < -index or (name, index) in seen:
            return
        seen.add((name, index))
        one = found[index]
        for other in one.argnames:
            visit(other, index - 1 if other == name else -1)
        make: Any = one.func
        if make.__module__.startswith(_OF_PYTEST) or name in _NOTHING:
            return
        is_laid, says = hasattr(make, "is_laid"), hasattr(make, "is_laid") or hasattr(make, "is_apart")
        is_told = hasattr(make, "is_apart") and isinstance(given.get(name), str | int)
        is_of_one_test = not is_told and bool({*given, "request"} & {name, *one.argnames})
        is_between = not says and any(before.startswith(_LAID) for before in key)
        if is_of_one_test or is_between:
            raise _End
        key.append((_LAID if is_laid else "") + _name(make) + (f"={given[name]!r}" if is_told else ""))

    try:
        for name in item.fixturenames:
            visit(name, -1)
    except _End:
        pass
    while key and not key[-1].startswith(_LAID):
        key.pop()
    return tuple(key)


def _commits(item: pytest.Function) -> bool:
    """Whether the test stands in no transaction."""
    mark = item.get_closest_marker("django_db")
    return bool(
        (mark and mark.kwargs.get("transaction"))
        or {"transactional_db", "live_server"} & set(item.fixturenames)
    )


class _Sqlite:
    """The statements that wrote, asked again in their order: the same counters give the same keys, and every guard is asked."""

    def __init__(self) -> None:
        self._written: list[tuple[str, Any]] | None = None
        self._begin = 0

    def is_untouched(self, begin: int | None) -> bool:
        raw = connection.connection
        if begin is None:  # it was opened for this test, unless this is the first
            begin = next((changes for one, changes in emptied.first if one is raw), 0)
        return bool(raw.total_changes == begin)

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Within, what is written is remembered."""
        self._written, self._begin = [], connection.connection.total_changes
        connection.execute_wrappers.append(self._note)
        try:
            yield
        finally:
            connection.execute_wrappers.remove(self._note)  # a fixture may have laid one over it that stays

    def _note(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        verb = sql.lstrip("( ").partition(" ")[0].upper()
        if verb in _WRITES and not many:
            if self._written is not None:
                self._written.append((sql, params))
        elif verb not in _READS and sql != "PRAGMA shrink_memory":
            self._written = None
        return execute(sql, params, many, context)

    def keep(self) -> Any:
        """None where something else was asked than can be asked again."""
        if self._written is None:
            return None
        return tuple(self._written), connection.connection.total_changes - self._begin

    def lay(self, kept: Any) -> None:
        statements, changes = kept
        raw = connection.connection
        with connection.cursor() as cursor:
            for sql, params in statements:
                cursor.execute(sql, params)
                cursor.fetchall()  # what a statement gives back is given row by row, and written so
        assert raw.total_changes - self._begin == changes, "what was laid is not what was made"


_WRITES = frozenset({"INSERT", "UPDATE", "DELETE"})
_READS = frozenset({"SELECT", "SAVEPOINT", "RELEASE"})


class _Postgresql:
    """Rows as one text of statements, asked of no guard: keys come from counters that only go on, so none is given twice."""

    def is_untouched(self, _begin: int | None) -> bool:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_current_xact_id_if_assigned() IS NULL AND rolsuper FROM pg_roles WHERE rolname = current_user"
            )
            return bool(cursor.fetchone()[0])

    def watched(self) -> Any:
        return nullcontext()

    def keep(self) -> str | None:
        """None where what stood before the first test was changed."""
        with connection.cursor() as cursor:
            if emptied.sums(cursor, emptied.standing) != emptied.standing:
                return None
            return self.texts(cursor)

    def texts(self, cursor: Any) -> str:
        """A statement for each table that has rows now and had none before the first test."""
        kept = ["SET LOCAL session_replication_role = replica"]
        for table in sorted(emptied.with_rows(cursor) - emptied.standing.keys()):
            cursor.execute(
                "SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns"
                " WHERE table_schema = current_schema() AND table_name = %s AND is_generated = 'NEVER'",
                [table],
            )
            columns = cursor.fetchone()[0]
            cursor.execute(
                f"SELECT format('INSERT INTO %%1$I (%%2$s) SELECT %%2$s FROM json_populate_recordset(NULL::%%1$I, %%3$L)',"
                f' %s::text, %s::text, json_agg(rows)::text) FROM "{table}" AS rows',
                [table, columns],
            )
            kept.append(cursor.fetchone()[0])
        return ";\n".join([*kept, "SET LOCAL session_replication_role = origin"])

    def lay(self, kept: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(kept)


class _CommittedSqlite:
    """The whole file, as ``emptied`` lays it after the test."""

    def is_untouched(self, begin: int | None) -> bool:
        return ROWS["sqlite"].is_untouched(begin)

    def watched(self) -> Any:
        return nullcontext()

    def keep(self) -> bytes:
        with closing(sqlite3.connect(":memory:")) as copy:
            connection.connection.backup(copy)
            content = bytearray(copy.serialize())
        content[18:20] = b"\x01\x01"  # no file beside it: a database in memory cannot have one
        return zlib.compress(content, 1)

    def lay(self, kept: bytes) -> None:
        with closing(sqlite3.connect(":memory:")) as copy:
            copy.deserialize(zlib.decompress(kept))
            copy.backup(connection.connection)


class _CommittedPostgresql(_Postgresql):
    """The same rows, committed at once."""

    def is_untouched(self, _begin: int | None) -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
            return bool(cursor.fetchone()[0]) and emptied.with_rows(cursor) == emptied.standing.keys()

    def lay(self, kept: str) -> None:
        with transaction.atomic():
            super().lay(kept)


ROWS: dict[str, Any] = {"sqlite": _Sqlite(), "postgresql": _Postgresql()}
_COMMITTED: dict[str, Any] = {"sqlite": _CommittedSqlite(), "postgresql": _CommittedPostgresql()}


def _rows() -> Any:
    """How rows are kept and laid in this test."""
    return (ROWS if connection.in_atomic_block else _COMMITTED)[connection.vendor]


def _changes() -> int | None:
    """How many rows SQLite's connection has changed so far; None where it is not there yet, and on PostgreSQL."""
    raw = connection.connection
    return raw.total_changes if raw is not None and connection.vendor == "sqlite" else None


def _kept(values: dict[str, Any], before: set[Path]) -> World | None:
    """What stands now; None where it is more than can be laid again."""
    rows = None if mail.outbox else _rows().keep()
    given = _packed(values)
    if rows is None or given is None:
        return None
    there = _folders()
    files = {
        Path(str(number), path.relative_to(there[number])): (path.stat().st_mode & 0o777, path.read_bytes())
        for path, number in _files().items()
        if path not in before
    }
    return World(rows, files, clock._shift is not None, given)


class _Packer(pickle.Pickler):
    def __init__(self, out: io.BytesIO) -> None:
        super().__init__(out)
        self.lasting: list[Any] = []

    def persistent_id(self, thing: Any) -> int | None:
        if not isinstance(thing, Permission):
            return None
        self.lasting.append(thing)
        return len(self.lasting) - 1


class _Unpacker(pickle.Unpickler):
    lasting: list[Any]

    def persistent_load(self, number: int) -> Any:
        return self.lasting[number]


def _packed(values: dict[str, Any]) -> tuple[bytes, list[Any]] | None:
    """None where something cannot be packed, or not be unpacked."""
    packer = _Packer(out := io.BytesIO())
    try:
        packer.dump(values)
        _unpacked(out.getvalue(), packer.lasting)
    except (TypeError, AttributeError, pickle.PicklingError):
        return None
    return out.getvalue(), packer.lasting


def _unpacked(packed: bytes, lasting: list[Any]) -> dict[str, Any]:
    unpacker = _Unpacker(io.BytesIO(packed))
    unpacker.lasting = lasting
    return dict(unpacker.load())


def _folders() -> list[Path]:
    return [Path(one) for one in (default_storage.path(""), settings.KEYS_DIR, settings.VAR_DIR)]


def _files() -> dict[Path, int]:
    """The files that stand in the test's folders → the number of the folder."""
    return {
        path: number
        for number, folder in enumerate(_folders())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _write(files: dict[Path, tuple[int, bytes]]) -> None:
    folders = _folders()
    for place, (rights, content) in files.items():
        number, *parts = place.parts
        path = folders[int(number)].joinpath(*parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        path.chmod(rights)
