"""A whole installation on PostgreSQL with two roles: the owner prepares, web and workers run as another."""

from __future__ import annotations

import uuid
from urllib.parse import urlsplit

import pytest

from .conftest import postgres

WORK = """
from nhipcau.agencies.actions import accounts, passwords
from nhipcau.agencies.models import Officer
from nhipcau.agencies.rules import Role
from django.db import connection
from django.utils import timezone
officer = accounts.create_account(username="canbo", full_name="Lê Cán Bộ", by=None, email="a@example.org")
passwords.choose(token=passwords.link_for(officer=officer, now=timezone.now()), password="mot-cau-dai-de-nho", now=timezone.now())
with connection.cursor() as cursor:
    cursor.execute("SELECT current_user")
    print(cursor.fetchone()[0])
"""
TRY = """
from django.db import ProgrammingError, connection, transaction
for sql in ("UPDATE kernel_logentry SET by_name = ''", "DELETE FROM kernel_logpersonal"):
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except ProgrammingError as refused:
        print(str(refused).split()[0])
"""


@pytest.fixture
def two_roles(maker):
    if maker.kind != "postgresql":
        pytest.skip("SQLite has no roles")
    site, role = maker.blank(), f"nhipcau_web_{uuid.uuid4().hex[:8]}"
    postgres(f"CREATE ROLE {role} LOGIN")
    owner = site.database_url
    parts = urlsplit(owner)
    runner = parts._replace(
        netloc=f"{role}@{parts.hostname}" + (f":{parts.port}" if parts.port else "")
    ).geturl()
    yield site, owner, runner, role
    name = urlsplit(owner).path.strip("/")
    postgres(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    postgres(f"DROP ROLE {role}")


@pytest.mark.timeout(1800)
def test_an_installation_works_with_two_roles_and_comes_back_from_a_backup(two_roles):
    site, owner, runner, role = two_roles
    both = {"NHIPCAU_OWNER_DATABASE_URL": owner, "NHIPCAU_DATABASE_URL": runner}
    refused = site.run("prepare", check=False, NHIPCAU_DATABASE_URL=runner)
    assert refused.returncode == 1 and "NHIPCAU_OWNER_DATABASE_URL" in refused.stderr
    site.run("prepare", **both)
    site.run("prepare", NHIPCAU_DATABASE_URL=runner)  # nothing to change: the web's role may look
    assert site.python(WORK, **both) == role
    assert site.python(TRY, **both).split() == ["permission", "permission"]
    assert "Nhật ký còn nguyên" in site.run("log", "check", **both).stdout
    assert "Đã hủy" in site.run("shred", **both).stdout
    kept = site.var / "kept.tar"
    site.run("backup", str(kept), **both)
    site.run("restore", str(kept), "--force", **both)
    assert site.python(TRY, **both).split() == ["permission", "permission"]
    site.run("worker", "--once", **both)
