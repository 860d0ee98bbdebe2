"""After a restore new rows get numbers that no row has (PostgreSQL)."""

import pytest
from django.apps import apps
from django.db import connection, models

from nhipcau.ops import rows

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_postgresql():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite counts on from the largest number that it was given")


def _counted() -> dict[str, str]:
    """Table → its column that counts itself, as the models say."""
    return {
        model._meta.db_table: model._meta.pk.column
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and isinstance(model._meta.pk, models.AutoField | models.BigAutoField)
    }


def test_every_counter_goes_on_after_the_largest_number():
    quote, counted = connection.ops.quote_name, _counted()
    assert len(counted) > 40
    largest = {}
    with connection.cursor() as cursor:
        for table, column in counted.items():
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [quote(table), column])
            (sequence,) = cursor.fetchone()
            cursor.execute("SELECT setval(%s, 900000)", [sequence])
            cursor.execute(f"SELECT max({quote(column)}) FROM {quote(table)}")
            (most,) = cursor.fetchone()
            largest[sequence] = most or 0
    rows._set_counters(counted)
    with connection.cursor() as cursor:
        for sequence, most in largest.items():
            cursor.execute("SELECT nextval(%s)", [sequence])
            assert cursor.fetchone() == (most + 1,), sequence
