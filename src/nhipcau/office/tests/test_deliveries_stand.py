"""What a delivery says stands: raw SQL neither turns it to another receiver nor writes a confirmation nobody gave."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from nhipcau.kernel import frozen
from nhipcau.office.deliveries import actions
from nhipcau.office.deliveries.models import Delivery, Receipt
from nhipcau.office.deliveries.rules import STATES, State
from nhipcau.office.shredding import _forget_addresses
from nhipcau.office.tests.test_recalls import delivered  # noqa: F401

pytestmark = pytest.mark.django_db

TABLE = "office_delivery"
WHO_AND_WHAT = {
    "id": "id + 5000",
    "version_id": "NULL",
    "channel": "'paper'",
    "officer_id": "NULL",
    "agency_id": "NULL",
    "name": "'Nơi khác'",
    "address": "'ke.gian@example.org'",
    "receiver_key": "'name:noi khac'",
    "position": "position + 7",
    "message_id": "'<khac@example.org>'",
    "acknowledge_by": "'2031-01-01'",
    "acknowledge_at": "'2031-01-01 00:00:00+00:00'",
    "created_at": "'2020-01-01 00:00:00+00:00'",
    "created_by_id": "NULL",
    "attempts": "attempts - 1",
}


def run(sql: str) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.rowcount


def refused(sql: str, error: type[Exception] = DatabaseError) -> None:
    with pytest.raises(error):
        run(sql)


@pytest.fixture
def rows(delivered, agency, other_agency, officer) -> dict[str, Delivery]:  # noqa: F811
    """One of each: confirmed, sent, and waiting by mail."""
    confirmed = Delivery.objects.get(agency=agency)
    actions.acknowledge(delivery=confirmed, by=officer)
    return {
        "confirmed": Delivery.objects.get(pk=confirmed.pk),
        "sent": Delivery.objects.get(agency=other_agency),
        "mailed": Delivery.objects.get(channel="mail", state=State.SENT),
        "due": Delivery.objects.get(channel="mail", state=State.DUE),
    }


def _another(column: str, row: Delivery) -> str:
    """The row's own column with another value than it has."""
    if column.removesuffix("_id") in {"officer", "agency", "created_by", "version"} and (
        getattr(row, column) is None
    ):
        return "1"
    return WHO_AND_WHAT[column]


@pytest.mark.parametrize("column", WHO_AND_WHAT)
def test_who_gets_what_by_which_way_stands(rows, column):
    kept = ("confirmed", "sent", "mailed", "due") if column != "attempts" else ("mailed",)
    for name in kept:
        row = rows[name]
        refused(f"UPDATE {TABLE} SET {column} = {_another(column, row)} WHERE id = {row.pk}")
    # The list of what stands is whole: a new column is either here or among what a move may change.
    may_change = {"state", "due_at", "why", "why_params", "changed_at"}
    assert {field.column for field in Delivery._meta.local_concrete_fields} == (
        WHO_AND_WHAT.keys() | {"notice_id"} | may_change
    )


def test_a_version_is_not_exchanged_for_a_notice(rows, officer):
    from nhipcau.kernel.models import Notice

    notice = Notice.objects.create(recipient=officer, kind="x", once="x", title="Khác")
    refused(
        f"UPDATE {TABLE} SET version_id = NULL, notice_id = {notice.pk} WHERE id = {rows['due'].pk}",
        IntegrityError,
    )


def test_a_confirmation_once_given_stands(rows):
    pk = rows["confirmed"].pk
    for state in set(State) - {State.CONFIRMED}:
        refused(f"UPDATE {TABLE} SET state = '{state}' WHERE id = {pk}", IntegrityError)
    for column, value in (
        ("changed_at", "'2020-01-01 00:00:00+00:00'"),
        ("due_at", "'2020-01-01 00:00:00+00:00'"),
        ("why", "'lost'"),
        ("attempts", "attempts + 1"),
    ):
        refused(f"UPDATE {TABLE} SET {column} = {value} WHERE id = {pk}", IntegrityError)


def test_a_confirmation_that_nobody_gave_is_not_written(rows, clerk):
    pk = rows["sent"].pk
    refused(f"UPDATE {TABLE} SET state = 'confirmed' WHERE id = {pk}", IntegrityError)
    with pytest.raises(IntegrityError), transaction.atomic():
        Receipt.objects.create(delivery=rows["sent"], at=timezone.now(), what="confirm", by=None)
    refused(f"UPDATE {TABLE} SET state = 'recalled' WHERE id = {pk}", IntegrityError)


@pytest.mark.parametrize("what", ["confirm", "recall"])
def test_what_happens_once_is_said_once(rows, officer, what):
    first = rows["confirmed"]
    if what == "recall":
        actions.recall(deliveries=[first], by=officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Receipt.objects.create(delivery=first, at=timezone.now(), what=what, by=officer)


def test_a_receipt_says_a_known_deed_and_a_decision_its_person(rows, officer):
    for what, by in (("forged", officer), ("arrived", None), ("again", None)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Receipt.objects.create(delivery=rows["sent"], at=timezone.now(), what=what, by=by)


def test_only_the_ways_of_the_table_lead_from_state_to_state(rows):
    row = rows["due"]
    leads = {move.target for verb, move in STATES.moves.items() if move.starts_in(State.DUE)}
    for state in set(State) - leads - {State.DUE}:
        refused(f"UPDATE {TABLE} SET state = '{state}' WHERE id = {row.pk}", IntegrityError)
    refused(f"UPDATE {TABLE} SET state = 'nowhere' WHERE id = {row.pk}", IntegrityError)
    assert run(f"UPDATE {TABLE} SET state = 'sending', attempts = 1 WHERE id = {row.pk}") == 1


def test_no_row_begins_at_its_end_or_goes(rows):
    columns = [
        field.column
        for field in Delivery._meta.local_concrete_fields
        if field.column not in {"id", "receiver_key", "state"}
    ]
    names = ", ".join(columns)
    for state in set(State) - {State.DUE, State.SENT}:
        refused(
            f"INSERT INTO {TABLE} ({names}, receiver_key, state)"
            f" SELECT {names}, 'agency:77', '{state}' FROM {TABLE} WHERE id = {rows['due'].pk}",
            IntegrityError,
        )
    refused(f"DELETE FROM {TABLE} WHERE id = {rows['due'].pk}", IntegrityError)
    if connection.vendor == "postgresql":
        refused(f"TRUNCATE {TABLE} CASCADE")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no REPLACE")
def test_no_row_is_pushed_out(rows):
    row = rows["confirmed"]
    columns = [field.column for field in Delivery._meta.local_concrete_fields]
    values = ", ".join({"id": "id + 5000", "state": "'due'"}.get(column, column) for column in columns)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers = OFF")  # as any other program's connection is
        try:
            for swapped in (values, values.replace("id + 5000", str(row.pk))):
                refused(
                    f"INSERT OR REPLACE INTO {TABLE} ({', '.join(columns)})"
                    f" SELECT {swapped} FROM {TABLE} WHERE id = {row.pk}",
                    IntegrityError,
                )
        finally:
            cursor.execute("PRAGMA recursive_triggers = ON")


def test_addresses_still_go_on_their_day(rows):
    letter = Delivery.objects.get(pk=rows["mailed"].pk)
    assert _forget_addresses(Delivery.objects.filter(pk=letter.pk), timezone.now()) == 1
    assert Delivery.objects.get(pk=letter.pk).address == ""
    refused(
        f"UPDATE {TABLE} SET receiver_key = 'shredded:1' WHERE id = {rows['confirmed'].pk}", IntegrityError
    )


def test_the_guard_needs_no_laying_twice(rows):
    assert frozen.lay() == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no REPLACE")
def test_no_confirmation_is_pushed_out_by_a_later_one(rows):
    columns = [field.column for field in Receipt._meta.local_concrete_fields]
    values = ", ".join({"id": "id + 5000"}.get(column, column) for column in columns)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers = OFF")
        try:
            refused(
                f"INSERT OR REPLACE INTO office_receipt ({', '.join(columns)})"
                f" SELECT {values} FROM office_receipt WHERE what = 'confirm'",
                IntegrityError,
            )
        finally:
            cursor.execute("PRAGMA recursive_triggers = ON")
