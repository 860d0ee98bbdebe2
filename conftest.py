"""The cast and the small plan that every test may ask for; a database that is made once and left as it was."""

import gc
import os
from collections import Counter

import pytest
from hypothesis import HealthCheck, settings
from tests import emptied, kept

# No test depends on the machine's load: neither deadlines nor a complaint that examples are made slowly.  The same
# examples come each time; pytest --hypothesis-profile wander looks for others.
settings.register_profile("wander", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("house", settings.get_profile("wander"), derandomize=True)
settings.load_profile("house")

pytest_plugins = [
    "tests.laid",
    "tests.cast",
    "tests.plan_cast",
    "tests.guards",
    "tests.older",
    "tests.demonstration",
    "tests.near",
]

# Tests make much and throw it all away: looking for circles among it every 700 things is a twentieth of their time.
gc.set_threshold(20_000)

# A commit on PostgreSQL waits for the disk, which a server that loses its power needs and no test asks for: what is
# killed here are its clients.  A commit costs .3 ms instead of 7; programs that tests start are told so, too.
os.environ.setdefault("PGOPTIONS", "-c synchronous_commit=off")

emptied.install()
_FILE = pytest.StashKey()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, django_db_keepdb):
    """The test database is a copy of one that is migrated once."""
    from django.db import connection

    if not django_db_keepdb:
        kept.give(connection)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """What it was like before the first test is what it is again after each."""
    with django_db_blocker.unblock():
        emptied.remember()


def pytest_configure():
    """What holds for every test, set before the first and never taken back.  Were it set by each test, a page that a
    browser asks for as its test ends could make what is kept for long, such as a storage, of the settings in between."""
    from django.conf import settings as house

    # Static files come as they are: no test gathers them.
    house.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    house.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # A tenth of a second for each article: tests of the sentence model turn it on.
    house.PRESS_ACROSS_LANGUAGES = False
    # Each statement that was built once is held against the one that Django builds for the same values, for each once in a file.
    # So is each value that a template writes.
    from nhipcau.kernel import drawing, shapes

    shapes.watching = drawing.watching = True
    shapes.compared = set()


def pytest_runtest_setup(item):
    """A file's tests compare each statement anew, whatever tests of other files did before them in this process."""
    from nhipcau.kernel import shapes

    if item.path != item.config.stash.get(_FILE, None):
        item.config.stash[_FILE] = item.path
        shapes.compared.clear()


def pytest_addoption(parser):
    parser.addoption("--database", action="store_true", help="only tests that use the database")
    parser.addoption(
        "--kind", choices=["sqlite", "postgresql"], help="tests/crash on this kind of database only"
    )


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """With --database, what no database can make differ is left out.  Workers get the longest files first; what browses comes last,
    since a browser leaves a running event loop in the process."""
    if unsteady := [item.nodeid for item in items if " object at 0x" in item.nodeid]:
        raise pytest.UsageError(f"Two workers would not find the same tests; give ids: {unsteady[0]}")
    if config.getoption("--database"):
        without = [item for item in items if not _uses_database(item)]
        config.hook.pytest_deselected(items=without)
        items[:] = [item for item in items if _uses_database(item)]
    if hasattr(config, "workerinput"):
        tests = Counter(item.path for item in items)
        browsing = {item.path for item in items if item.get_closest_marker("browser")}
        long = {item.path for item in items if item.get_closest_marker("long")}
        items.sort(key=lambda item: (item.path in browsing, item.path not in long, -tests[item.path]))


def pytest_collection_finish():
    """What stands now stands to the end: whoever looks for garbage need not look through thousands of tests each time."""
    gc.collect()
    gc.freeze()


def _uses_database(item):
    return bool(item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(item.fixturenames))


def pytest_make_parametrize_id(config, val, argname):
    """Bytes are told by their argument's name: packed ones hold a time, and two workers must find the same tests."""
    return argname if isinstance(val, bytes) else None
