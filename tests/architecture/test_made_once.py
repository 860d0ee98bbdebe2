"""What tests are spared: a database migrated once and left as it was, and the part that stands near a change."""

from __future__ import annotations

import sqlite3
import subprocess
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from tests import kept, near

from nhipcau.kernel import audit, frozen
from nhipcau.kernel.models import Installation, LogEntry

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="reads SQLite's own list of tables"),
]
STEP_BY_STEP = """
import gc
import django
django.setup()
gc.freeze()
gc.set_threshold(200_000, 20, 100)
from django.apps import apps
from django.db import connection
from nhipcau.kernel.migrating import Executor
from nhipcau.kernel.tests.test_migrating import told
Executor.at_once = False
executor = Executor(connection)
state = executor.migrate(executor.loader.graph.leaf_nodes())
plain = executor.loader.project_state()
assert state == plain, "another state"
state.is_delayed = True
state.clear_delayed_apps_cache()
assert told(state) == told(plain), "other classes"
assert {model._meta.label for model in apps.get_models() if model._meta.managed} <= told(plain).keys()
"""
"""Also that the classes on which it ends say what those of Django's own state say."""


def _schema(file: Path) -> Counter[tuple[str, str, str]]:
    with closing(sqlite3.connect(file)) as opened:
        return Counter(opened.execute("SELECT type, name, sql FROM sqlite_master").fetchall())


def test_step_by_step_the_house_makes_what_djangos_own_way_makes(tmp_path):
    """What is kept is made at once; that this is the same again is asked in ``tests/crash/test_migrations.py``."""
    kept._migrate(f"sqlite:///{tmp_path / 'short.sqlite3'}", STEP_BY_STEP)
    assert _schema(kept.made_by_django()) == _schema(tmp_path / "short.sqlite3")


def test_the_kept_database_has_all_migrations_and_no_rows():
    with closing(sqlite3.connect(kept.sqlite_file())) as file:
        gone = set(file.execute("SELECT app, name FROM django_migrations").fetchall())
        assert gone >= {key for key, one in MigrationLoader(None).disk_migrations.items() if not one.replaces}
        assert file.execute("SELECT count(*) FROM django_content_type").fetchone() == (0,)


def test_its_name_follows_what_migrations_import():
    modules = kept.reached(
        [
            "nhipcau.press.migrations.0004_search_without_authors",
            "nhipcau.kernel.migrations.0002_office_clock",
        ]
    )
    assert {"nhipcau.kernel.clock", "nhipcau.press.searchwords"} <= modules
    assert not any(name.startswith("django.") for name in modules)


def test_one_that_was_being_made_when_all_was_killed_is_not_taken(tmp_path, monkeypatch):
    monkeypatch.setenv("NHIPCAU_TEST_CACHE", str(tmp_path))
    (tmp_path / f"{kept.mark()}.draft").write_bytes(b"half of it")
    (tmp_path / f"{kept.mark()}.draft-wal").write_bytes(b"and more")
    monkeypatch.setattr(
        kept, "_migrate", lambda url: Path(url.removeprefix("sqlite:///")).write_bytes(b"whole")
    )
    assert kept.sqlite_file().read_bytes() == b"whole"
    monkeypatch.setattr(kept, "_migrate", None)  # the second time it is there
    assert kept.sqlite_file().read_bytes() == b"whole"
    assert not list(tmp_path.glob("*.draft*"))


def test_what_could_not_be_made_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv("NHIPCAU_TEST_CACHE", str(tmp_path))
    monkeypatch.setattr(kept, "_MAKE", "raise SystemExit('no disk')")
    with pytest.raises(RuntimeError, match="no disk"):
        kept.sqlite_file()
    assert not list(tmp_path.glob("*.sqlite3"))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", ["first", "second"])
def test_whatever_a_test_commits_is_gone_for_the_next(turn):
    assert (Installation.objects.count(), LogEntry.objects.count()) == (0, 0)
    assert (ContentType.objects.count(), Permission.objects.count()) > (50, 100)
    assert frozen.unguarded() == []
    Installation.objects.create(province="Lâm Đồng")
    audit.record("backup.made", by=None, data={"file": "a.tar", "size": 1})
    Permission.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE left_behind (a integer)")


def test_the_demonstration_is_the_same_for_the_second_who_asks(demonstration):
    assert Installation.objects.get().is_demo
    assert LogEntry.objects.count() > 50


@pytest.mark.parametrize(
    ("changed", "next_to_it", "farther"),
    [
        ("src/nhipcau/office/asks/actions.py", "src/nhipcau/office/tests/test_asks.py", None),
        ("src/nhipcau/desk/templates/desk/home.html", "src/nhipcau/desk/tests/test_desk.py", "src/nhipcau/plans/tests/test_plan_imports.py"),
        ("src/nhipcau/engines/vntext/persons.py", "src/nhipcau/engines/vntext/tests/test_persons.py", None),
        ("src/nhipcau/kernel/tests/test_audit.py", "src/nhipcau/kernel/tests/test_audit.py", "src/nhipcau/desk/tests/test_desk.py"),
    ],
)  # fmt: skip
def test_a_change_leads_to_its_tests(changed, next_to_it, farther):
    far = near.steps({near.HOUSE / changed})
    assert far[str(near.HOUSE / next_to_it)] <= 1
    assert farther is None or str(near.HOUSE / farther) not in far
    assert str(Path(__file__)) in far  # the whole house's own are always near enough


def test_nothing_changed_leads_to_nothing():
    assert near.steps(set()) == {}


def test_what_every_test_asks_for_leads_to_every_test():
    far = near.steps({near.HOUSE / "tests" / "cast.py"})
    assert len(far) == len(
        [*near.HOUSE.glob("src/nhipcau/**/test_*.py"), *near.HOUSE.glob("tests/**/test_*.py")]
    )


def test_a_strange_reference_is_refused():
    with pytest.raises(subprocess.CalledProcessError):
        near.changed_since("no-such-reference")
