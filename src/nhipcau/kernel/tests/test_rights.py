"""On PostgreSQL web and workers connect as a role that may add to the log and read it, nothing else."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction
from django.db.utils import ProgrammingError
from django.utils import timezone
from tests.thawed import thawed

from nhipcau.kernel import audit, chain, frozen, rights
from nhipcau.kernel.models import LogEntry, LogPersonal, Notice


@pytest.fixture
def role(transactional_db) -> Iterator[str]:
    """A role for web and workers, with its rights; the tests' own role owns the tables."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no roles: triggers guard alone")
    name = f"nhipcau_web_{uuid.uuid4().hex[:8]}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {name} LOGIN")
    yield name
    with connection.cursor() as cursor:
        cursor.execute(f"DROP OWNED BY {name}")
        cursor.execute(f"DROP ROLE {name}")


@pytest.fixture
def as_role(role) -> Iterator[None]:
    """The product's own connection, opened as that role."""
    call_command("rights", role)
    owner = connections["default"].settings_dict
    kept = owner["USER"], owner["PASSWORD"]
    connection.close()
    owner["USER"], owner["PASSWORD"] = role, ""
    yield
    connection.close()
    owner["USER"], owner["PASSWORD"] = kept


def test_the_test_itself_runs_as_that_role(as_role, role):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, session_user")
        assert cursor.fetchone() == (role, role)


def test_web_and_workers_add_to_the_log_read_it_and_close_its_blocks(officer, as_role):
    audit.record("agency.edited", by=officer, personal={"phone": "0900 000 001"})
    assert LogEntry.objects.select_related("personal").get().private_words == {"phone": "0900 000 001"}
    later = timezone.now() + chain.SETTLED * 2
    assert chain.close(later) == 1
    assert chain.check(later).first is None


def test_web_and_workers_do_their_other_work(officer, as_role):
    Notice.objects.create(recipient=officer, kind="plans.due", once="x", title="Đến hạn")
    Notice.objects.update(title="Đã sửa")
    assert Notice.objects.all().delete()[0] == 1


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE kernel_logentry SET by_name = 'người khác'",
        "DELETE FROM kernel_logentry",
        "TRUNCATE kernel_logentry CASCADE",
        "UPDATE kernel_logpersonal SET data = NULL, salt = '', shredded_at = now()",
        "UPDATE kernel_logblock SET rows = ''",
        "DELETE FROM kernel_logblock",
        "ALTER TABLE kernel_logentry DISABLE TRIGGER ALL",
        "DROP TABLE kernel_logentry CASCADE",
        "CREATE OR REPLACE FUNCTION nhipcau_frozen() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "SET session_replication_role = replica",
        "DELETE FROM django_migrations",
        "SELECT 1 FROM kernel_logentry FOR UPDATE",
    ],
)
def test_web_and_workers_cannot_touch_what_is_written(officer, as_role, sql):
    audit.record("agency.edited", by=officer, personal={"phone": "0900 000 001"})
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert LogEntry.objects.get().by_name == "Lê Cán Bộ"


def test_web_and_workers_cannot_lift_a_trigger(as_role):
    with connection.cursor() as cursor:
        name = min(frozen._standing(cursor, "postgresql")["kernel_logentry"])
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name} ON kernel_logentry")
    with pytest.raises(ProgrammingError), thawed():
        pass
    assert not rights.may_change(LogPersonal)
    assert frozen.lay() == []


def test_the_owner_of_the_tables_gets_no_lesser_rights_by_mistake(role):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        owner = cursor.fetchone()[0]
    for who in (owner, "khong_co_vai_tro_nay"):
        with pytest.raises(CommandError, match="Không cấp quyền"):
            call_command("rights", who)


@pytest.mark.django_db
def test_sqlite_says_that_it_has_no_roles():
    if connection.vendor == "postgresql":
        pytest.skip("PostgreSQL has roles")
    with pytest.raises(CommandError, match="SQLite"):
        call_command("rights", "nhipcau_web")


def test_that_role_may_look_whether_the_guards_stand(as_role):
    assert frozen.unguarded() == []
