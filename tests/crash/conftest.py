"""Whole installations, each with its own data folder and database, driven from outside as an operator would."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import textwrap
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from tests import kept
from tests.crash.forking import Mother

from nhipcau.ops import vendored

LONGEST = 600.0  # seconds after which something hangs: no limit that a busy machine comes near
SERVER = os.environ.get("NHIPCAU_TEST_DATABASE_URL") or "postgres://root@127.0.0.1/postgres"


def postgres(sql: str) -> None:
    """Run one statement on the test server, outside a transaction."""
    import psycopg

    with closing(psycopg.connect(SERVER, autocommit=True, connect_timeout=3)) as server:
        server.execute(sql)


def postgres_answers() -> bool:
    try:
        postgres("SELECT 1")
    except Exception:
        return False
    return True


_mother: list[Mother] = []
_begun_from_nothing: set[str] = set()


def _begun(what: str, args: list[str], env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """A Python program run to its end: the first of its kind from nothing, the others from where all imports are done."""
    if what not in _begun_from_nothing:
        _begun_from_nothing.add(what)
        return subprocess.run(
            [sys.executable, *args], env=env, capture_output=True, text=True, timeout=LONGEST
        )
    if not _mother:
        _mother.append(Mother(env))
    return _mother[0].run(args, env, LONGEST)


@pytest.fixture(scope="session", autouse=True)
def _motherless_at_last() -> Iterator[None]:
    yield
    while _mother:
        _mother.pop().close()


class Site:
    """One installation."""

    def __init__(self, var: Path, database_url: str) -> None:
        self.var = var
        self.database_url = database_url
        self.started: list[subprocess.Popen[str]] = []

    def env(self, **more: str) -> dict[str, str]:
        ours = {
            name: value for name, value in os.environ.items()
            if not name.startswith(("NHIPCAU_", "DJANGO_")) and name != "PYTHONDONTWRITEBYTECODE"
        }  # fmt: skip
        own = {
            "NHIPCAU_VAR": str(self.var),
            "NHIPCAU_DATABASE_URL": self.database_url,
            "NHIPCAU_PRESS_ACROSS": "0",  # the sentence model takes longer than all else
            "PYTHONPATH": os.pathsep.join(
                [str(Path(__file__).parents[2] / "src"), str(Path(__file__).parent)]
            ),
            "PYTHONUNBUFFERED": "1",
            # Hundreds of processes start here: what one has compiled the next need not.
            "PYTHONPYCACHEPREFIX": str(kept.folder() / "__pycache__"),
        }
        return ours | own | more

    def command(self, *args: str) -> list[str]:
        return [sys.executable, "-m", "nhipcau.config.cli", *args]

    def run(self, *args: str, check: bool = True, **more: str) -> subprocess.CompletedProcess[str]:
        done = _begun(args[0], self.command(*args)[1:], self.env(**more))
        assert not check or done.returncode == 0, done.stdout + done.stderr
        return done

    def python(self, code: str, **more: str) -> str:
        """Run code inside the installation; returns what it prints."""
        start = "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'nhipcau.config.settings'\n"
        start += "from nhipcau.config import cli; cli.set_up()\n"
        done = _begun("python", ["-c", start + textwrap.dedent(code)], self.env(**more))
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.strip()

    def value(self, sql: str) -> Any:
        """The one value that a query gives, asked from outside."""
        if self.database_url:
            import psycopg

            with closing(psycopg.connect(self.database_url, autocommit=True)) as server:
                return server.execute(sql).fetchone()[0]
        with closing(sqlite3.connect(self.var / "nhipcau.sqlite3", timeout=30)) as file:
            return file.execute(sql).fetchone()[0]

    def kill_all(self) -> None:
        """kill -9 for everything that this installation has started."""
        for process in self.started:
            if process.poll() is None:
                process.kill()
        for process in self.started:
            process.wait(10)

    def start(self, *args: str, **more: str) -> subprocess.Popen[str]:
        log = (self.var / f"{args[0]}-{len(self.started)}.log").open("w")
        process = subprocess.Popen(
            self.command(*args), env=self.env(**more), stdout=log, stderr=subprocess.STDOUT, text=True
        )
        log.close()
        self.started.append(process)
        return process

    def logs(self) -> str:
        return "\n".join(path.read_text()[-4000:] for path in sorted(self.var.glob("*.log")))

    def close(self) -> None:
        for process in self.started:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in self.started:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(5)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def wait_until() -> Callable[..., bool]:
    """wait_until(question, seconds) → whether the answer became true in time."""

    def wait(true: Callable[[], object], seconds: float = LONGEST, step: float = 0.05) -> bool:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if true():
                return True
            time.sleep(step)
        return bool(true())

    return wait


@pytest.fixture
def port() -> int:
    return free_port()


@cache
def typeface() -> Path:
    """The folder of the cut typeface, made once for this way of cutting it."""
    mark = hashlib.sha256(Path(vendored.__file__).read_bytes())
    for package in sorted({package for package, *_ in vendored.FONTS.values()}):
        mark.update(version(package.replace("_", "-")).encode())
    folder = kept.folder() / f"fonts-{mark.hexdigest()[:16]}"
    with kept.alone(kept.folder() / "fonts.lock"):
        vendored.cut_fonts(folder)
    return folder / "fonts"


@contextmanager
def static_files(var: Path) -> Iterator[None]:
    """Lays the static files gathered for this checkout into a data folder.  Whoever comes first gathers and packs them
    (20 s of two cores), and again where one has changed; the others wait."""
    house = hashlib.sha256(str(Path(__file__).parents[2]).encode()).hexdigest()[:16]
    folder = kept.folder() / f"static-{house}"
    folder.mkdir(exist_ok=True)
    (folder / "static").mkdir(exist_ok=True)
    (var / "static").symlink_to(folder / "static")
    (var / "static.mark").symlink_to(folder / "static.mark")
    with kept.alone(kept.folder() / "static.lock"):
        yield


class Maker:
    """Makes installations on one kind of database, from the kept one; whatever they have is made once and copied."""

    def __init__(self, kind: str, folder: Path) -> None:
        self.kind = kind
        self.folder = folder
        self.databases: list[str] = []
        self.sites: list[Site] = []
        self._lived_in: dict[str, Site] = {}
        self._said: dict[tuple[str, str], str] = {}
        self.pattern = self._copied(kept.template(SERVER) if kind == "postgresql" else "", kept.sqlite_file)
        # Nothing to migrate: lays triggers, makes permissions, gathers static files.
        with static_files(self.pattern.var):
            self.pattern.run("prepare")

    def blank(self) -> Site:
        """An installation without even tables."""
        name = f"nhipcau_crash_{uuid.uuid4().hex[:12]}"
        return self._site(name, f"CREATE DATABASE {name}")

    def empty(self) -> Site:
        """An installation with empty tables."""
        return self._copied(self.databases[0] if self.databases else "", self._pattern_file)

    def prepared(self) -> Site:
        """An empty installation with static files, which are gathered once and shared."""
        site = self.empty()
        for name in ("static", "static.mark"):
            (site.var / name).symlink_to(self.pattern.var / name)
        return site

    def lived_in(self, code: str) -> Site:
        """An installation in which this code has run: it runs once, and what it made, rows, files and keys, is copied."""
        first = self._first(code)
        made = self._copied(
            urlsplit(first.database_url).path.strip("/"), lambda: first.var / "nhipcau.sqlite3"
        )
        shutil.copytree(
            first.var, made.var, symlinks=True, dirs_exist_ok=True, ignore=lambda _folder, names: [
                name for name in names if name.startswith("nhipcau.sqlite3") or name == "fonts"
            ],
        )  # fmt: skip
        return made

    def said(self, code: str, question: str) -> str:
        """What an installation in which this code has run prints when it is asked; nobody changes that one."""
        if (code, question) not in self._said:
            self._said[code, question] = self._first(code).python(question)
        return self._said[code, question]

    def _first(self, code: str) -> Site:
        if code not in self._lived_in:
            first = self._lived_in[code] = self.empty()
            first.python(code)
            if self.kind == "sqlite":  # all is in the one file that is copied
                with closing(sqlite3.connect(first.var / "nhipcau.sqlite3")) as file:
                    assert file.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
        return self._lived_in[code]

    def _pattern_file(self) -> Path:
        return self.pattern.var / "nhipcau.sqlite3"

    def _copied(self, template: str, file: Callable[[], Path]) -> Site:
        name = f"nhipcau_crash_{uuid.uuid4().hex[:12]}"
        site = self._site(name, f"CREATE DATABASE {name} TEMPLATE {template}")
        if self.kind == "sqlite":
            shutil.copyfile(file(), site.var / "nhipcau.sqlite3")
        return site

    def _site(self, name: str, create: str) -> Site:
        var = self.folder / name
        var.mkdir()
        # The typeface takes seconds to cut: once is enough for all.
        (var / "fonts").symlink_to(typeface())
        url = ""
        if self.kind == "postgresql":
            postgres(create)
            self.databases.append(name)
            url = urlsplit(SERVER)._replace(path=f"/{name}").geturl()
        self.sites.append(Site(var, url))
        return self.sites[-1]

    def close(self) -> None:
        for site in self.sites:
            site.close()
        for name in self.databases:
            postgres(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def makers(tmp_path_factory) -> Iterator[Callable[[str], Maker]]:
    """makers(kind) → the one maker of that kind."""
    made: dict[str, Maker] = {}

    def of(kind: str) -> Maker:
        if kind not in made:
            made[kind] = Maker(kind, tmp_path_factory.mktemp(kind))
        return made[kind]

    yield of
    for one in made.values():
        one.close()


def pytest_collection_modifyitems(config, items):
    """With --kind, what is tried on the other database is left out; what is tried on none goes with SQLite."""
    wanted = config.getoption("--kind")
    if wanted:
        others = [item for item in items if _kind(item) != wanted]
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if _kind(item) == wanted]


def _kind(item) -> str:
    return item.callspec.params.get("maker", "sqlite") if hasattr(item, "callspec") else "sqlite"


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def maker(request, makers) -> Maker:
    if request.param == "postgresql" and not postgres_answers():
        pytest.skip("PostgreSQL does not answer: start it or set NHIPCAU_TEST_DATABASE_URL")
    return makers(request.param)


@pytest.fixture(scope="session")
def sqlite_maker(makers) -> Maker:
    """For what does not depend on the kind of database."""
    return makers("sqlite")


@pytest.fixture
def site(maker) -> Iterator[Site]:
    """An installation with empty tables; whatever it started is ended afterwards."""
    made = maker.empty()
    yield made
    made.close()


@pytest.fixture
def prepared(maker) -> Iterator[Site]:
    """One whose static files are gathered, too: ready for ``up``."""
    made = maker.prepared()
    yield made
    made.close()
