"""Raw SQL does not undo a signature by another deed: no return of what is issued, no return without a word in the
log, no name changed under which the database finds the draft."""

from __future__ import annotations

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, IntegrityError, connection, transaction

from nhipcau.kernel import audit
from nhipcau.office.signing import actions
from nhipcau.office.signing.models import Issue, Numbering, Recall, Returned, Step
from nhipcau.office.tests.conftest import NOW

pytestmark = pytest.mark.django_db


def refused(sql: str, error: type[Exception] = IntegrityError) -> None:
    with pytest.raises(error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize("by", ["giamdoc", "vanthu", "canbo"])
def test_what_is_issued_is_not_returned(issued, by, django_user_model):
    officer = django_user_model.objects.get(username=by)
    audit.record("office.returned", by=officer, data={"version": issued.pk})
    with pytest.raises(IntegrityError), transaction.atomic():
        Returned.objects.create(version=issued, by=officer, at=NOW, reason="x")


def test_a_return_stands_beside_its_word_in_the_log(signed, agency_leader, clerk):
    audit.record("office.returned", by=clerk, data={"version": signed.pk + 1})
    with pytest.raises(IntegrityError), transaction.atomic():
        Returned.objects.create(version=signed, by=clerk, at=NOW, reason="x")
    audit.record("office.returned", by=clerk, data={"version": signed.pk})
    with pytest.raises(IntegrityError), transaction.atomic():
        Returned.objects.create(version=signed, by=agency_leader, at=NOW, reason="x")
    actions.send_back(version=signed, reason="Sai ngày", by=agency_leader)
    assert Returned.objects.get().by == agency_leader


def test_nothing_is_done_to_what_was_returned(signed, agency_leader, clerk):
    actions.send_back(version=signed, reason="Sai ngày", by=agency_leader)
    with pytest.raises(IntegrityError), transaction.atomic():
        Step.objects.create(version=signed, name="again", officer=clerk, at=NOW, officer_name="A")
    with pytest.raises(IntegrityError, match="deed"), transaction.atomic():
        Issue.objects.create(
            version=signed, issued_on=NOW.date(), issued_by=clerk, issued_at=NOW, way="paper", signer_name="A"
        )


def test_no_step_and_no_number_after_the_issue_and_no_recall_before(issued, presented, clerk):
    with pytest.raises(IntegrityError, match="deed"), transaction.atomic():
        Step.objects.create(version=issued, name="again", officer=clerk, at=NOW, officer_name="A")
    with pytest.raises(IntegrityError, match="deed"), transaction.atomic():
        Numbering.objects.create(
            version=issued, number=issued.issue.number, symbol="1", day=NOW.date(), by=clerk, at=NOW
        )


def test_no_recall_before_the_issue(signed, agency_leader):
    with pytest.raises(IntegrityError, match="deed"), transaction.atomic():
        Recall.objects.create(version=signed, reason="x", by=agency_leader, at=NOW)


@pytest.mark.parametrize("change", ["model = 'khac'", "app_label = 'khac'", "id = id + 5000"])
def test_the_kind_of_record_that_a_version_names_keeps_its_name(signed, change):
    of_signed = ContentType.objects.get_for_model(type(signed.subject))
    refused(f"UPDATE django_content_type SET {change} WHERE id = {of_signed.pk}", DatabaseError)
    free = ContentType.objects.create(app_label="test", model="gone")
    with connection.cursor() as cursor:  # a kind of record that nothing signed names may go
        cursor.execute(f"UPDATE django_content_type SET model = 'other' WHERE id = {free.pk}")
        cursor.execute(f"DELETE FROM django_content_type WHERE id = {free.pk}")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps foreign keys and has no REPLACE")
def test_nor_is_it_taken_away_or_pushed_out_by_a_connection_of_others(signed):
    of_signed = ContentType.objects.get_for_model(type(signed.subject))
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers = OFF")
        try:
            refused(f"DELETE FROM django_content_type WHERE id = {of_signed.pk}")
            for sql in (
                f"VALUES ({of_signed.pk}, 'khac', 'khac')",
                f"VALUES (99999, '{of_signed.app_label}', '{of_signed.model}')",
            ):
                refused(f"INSERT OR REPLACE INTO django_content_type (id, app_label, model) {sql}")
        finally:
            cursor.execute("PRAGMA recursive_triggers = ON")
