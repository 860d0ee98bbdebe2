"""What was signed cannot be changed: not by querysets, not by raw SQL, not by deleting the people."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from django.db.models import ProtectedError

from nhipcau.kernel.frozen import Frozen, frozen_models
from nhipcau.office.signing.models import Issue, Recall, Returned, Step, Version

pytestmark = pytest.mark.django_db


def _rows(model: type[models.Model]) -> list:
    return list(model.objects.order_by("pk").values())


@pytest.fixture
def recalled(issued, agency_leader):
    from nhipcau.office.signing import actions
    from nhipcau.office.tests.conftest import NOW

    actions.recall(version=issued, reason="Thử", by=agency_leader, now=NOW)
    return issued


TABLES = {
    "office_version": ("content", "'{}'"),
    "office_step": ("officer_id", "NULL"),
    "office_issue": ("issued_on", "'2020-01-01'"),
    "office_recall": ("reason", "'khác'"),
    "office_numbering": ("day", "'2020-01-01'"),
    "office_number": ("value", "9"),
}


@pytest.mark.parametrize("table", TABLES)
def test_raw_sql_changes_no_signed_row(recalled, table):
    field, value = TABLES[table]
    for sql in (f"UPDATE {table} SET {field} = {value}", f"DELETE FROM {table}"):
        with (
            pytest.raises(DatabaseError, match="frozen"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)


@pytest.mark.parametrize("model", [Version, Step, Issue, Recall, Returned])
def test_querysets_change_no_signed_row(recalled, model):
    before = _rows(model)
    rows = list(model.objects.all())
    deeds = (
        lambda: model.objects.update(pk=1),
        lambda: model.objects.all().delete(),
        lambda: model.objects.bulk_update(rows, ["pk"]),
        lambda: model.objects.update_or_create(pk=1),
        *((lambda row=row: row.save()) for row in rows),
        *((lambda row=row: row.delete()) for row in rows),
    )
    for deed in deeds:
        with pytest.raises(Frozen):
            deed()
    assert _rows(model) == before


@pytest.mark.parametrize("username", ["canbo", "giamdoc", "soatxet", "vanthu"])
def test_whoever_took_part_cannot_be_deleted(recalled, username, django_user_model):
    with pytest.raises(ProtectedError):
        django_user_model.objects.get(username=username).delete()
    assert Step.objects.exclude(officer=None).count() == 2


def test_the_agency_of_a_signed_version_cannot_be_deleted(recalled, agency):
    with pytest.raises(ProtectedError):
        agency.delete()


def test_the_files_of_an_issue_cannot_be_deleted(issued):
    with pytest.raises(ProtectedError):
        Issue.objects.get().pdf.delete()


def test_every_table_of_signing_is_frozen():
    frozen = set(frozen_models())
    from nhipcau.office.signing import models as signing

    assert {getattr(signing, name) for name in signing.__all__} - frozen - {signing.Way} == set()


@pytest.mark.parametrize(
    "changed",
    [
        {"pdf": None, "pdf_sha256": ""},
        {"docx_sha256": ""},
        {"scan_sha256": "0" * 64},
        {"signer_name": ""},
        {"way": "paper"},
    ],
)
def test_the_database_refuses_half_an_issue(signed, clerk, changed):
    from nhipcau.office.signing.actions import issuing
    from nhipcau.office.tests.conftest import DAY, NOW

    held = Version.objects.with_deeds().get(pk=signed.pk)
    papers = issuing.make_papers(held, issuing.Mark(signer=issuing.Signer("A")), clerk)
    whole = {
        "version": signed, "issued_on": DAY, "issued_by": clerk, "issued_at": NOW, "way": "electronic",
        "signer_name": "A", "docx": papers.docx, "pdf": papers.pdf, "docx_sha256": papers.docx.sha256,
        "pdf_sha256": papers.pdf.sha256,
    }  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Issue.objects.create(**(whole | changed))
    Issue.objects.create(**whole)


def test_a_step_without_its_person_is_refused_by_the_database(presented, checker):
    from nhipcau.office.tests.conftest import NOW

    with pytest.raises(IntegrityError), transaction.atomic():
        Step.objects.create(version=presented, name="check", officer=checker, at=NOW, officer_name="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Step.objects.create(version=presented, name="check", at=NOW, officer_name="A")
