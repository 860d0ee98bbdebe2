"""A connection that was kept from the last request: whether it still leads to the database."""

import time

import psycopg
import pytest
from django.db import connections

from nhipcau.agencies.models import Officer
from nhipcau.kernel.shapes import shape

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def kept():
    """A connection as a request finds it that comes after another."""
    connection = connections["default"]
    if connection.vendor != "postgresql":
        pytest.skip("SQLite's connection is a file")
    connection.ensure_connection()
    yield connection
    connection.health_check_enabled = False
    connection.close()


def asked_of(connection, monkeypatch):
    """What the server itself was asked."""
    asked = []
    really = type(connection).is_usable
    monkeypatch.setattr(type(connection), "is_usable", lambda self: asked.append(self) or really(self))
    return asked


def test_a_connection_that_stands_is_not_asked_of_the_server(kept, monkeypatch):
    asked = asked_of(kept, monkeypatch)
    assert kept.is_usable()
    assert not asked


def test_one_that_the_server_ended_is_known(kept):
    end(kept)
    assert not kept.is_usable()


def test_one_that_was_closed_here_is_known(kept):
    kept.connection.close()
    assert not kept.is_usable()


def test_something_that_was_said_meanwhile_is_no_end(kept, monkeypatch):
    asked = asked_of(kept, monkeypatch)
    with kept.cursor() as cursor:
        cursor.execute("LISTEN something")
    with psycopg.connect(kept.connection.info.dsn, autocommit=True) as other:
        other.execute("NOTIFY something")
    time.sleep(0.1)
    assert kept.is_usable()
    assert asked


def test_the_request_after_an_end_is_answered(kept, officer):
    @shape
    def of(who):
        return Officer.objects.filter(pk=who)

    assert of(who=officer.pk) == [officer]
    end(kept)
    kept.health_check_enabled, kept.health_check_done = True, False
    assert of(who=officer.pk) == [officer]


def end(connection):
    """PostgreSQL ends the connection, as where it is restarted."""
    with psycopg.connect(connection.connection.info.dsn, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])
    time.sleep(0.1)
