"""Looking changes nothing: each role follows every link, and every table holds afterwards what it held before.

The one thing that looking may write is that a file or a list was taken out of the house.
"""

from __future__ import annotations

import hashlib
from urllib.parse import quote

import pytest
from django.apps import apps
from django.db import connection
from tests.architecture.test_links import MOST, lived_in  # noqa: F401
from tests.architecture.test_routes import GUARDED
from tests.links import Answer, dead_links

from nhipcau.agencies.rules import Role
from nhipcau.kernel.models import LogEntry

TAKEN_OUT = {"kernel.downloaded", "kernel.exported"}
NOT_OURS = {"django_session"}  # the session of whoever looks


def held() -> dict[str, str]:
    """A mark of all that each table holds."""
    marks = {}
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        if table in NOT_OURS or not model._meta.managed:
            continue
        columns = ", ".join(
            connection.ops.quote_name(field.column) for field in model._meta.local_concrete_fields
        )
        key = connection.ops.quote_name(model._meta.pk.column)
        where = "WHERE action NOT IN ('kernel.downloaded', 'kernel.exported')" if model is LogEntry else ""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {columns} FROM {connection.ops.quote_name(table)} {where} ORDER BY {key}")
            marks[table] = hashlib.sha256(repr(cursor.fetchall()).encode()).hexdigest()
    return marks


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("role", list(Role), ids=str)
def test_looking_changes_nothing(role, lived_in, request, client):  # noqa: F811
    client.raise_request_exception = False
    client.force_login(request.getfixturevalue(role.value))
    before, opened = held(), []

    def get(link: str) -> Answer:
        answer = client.get(quote(link, safe="/?&=%:+,;@"))
        is_page = not answer.streaming and "html" in answer.headers.get("Content-Type", "")
        text = answer.text if is_page else ""
        answer.close()
        opened.append(link)
        return Answer(answer.status_code, text, answer.headers.get("Location", ""))

    dead_links(get, ["/", *(route.address for route in GUARDED)], MOST)
    assert len(opened) > 60
    after = held()
    assert {table for table in before if before[table] != after[table]} == set()
    taken = LogEntry.objects.filter(action__in=TAKEN_OUT)
    assert all(entry.by_id for entry in taken)


def test_a_table_that_changes_is_seen(db, officer):
    before = held()
    officer.full_name = "Tên khác"
    officer.save()
    after = held()
    assert {table for table in before if before[table] != after[table]} == {officer._meta.db_table}
