"""Raw SQL, by whatever connection, neither pushes out a signed row nor slips one into a signed draft."""

from __future__ import annotations

import sqlite3

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, models
from django.db.models.signals import pre_migrate

from nhipcau.documents.letters import actions
from nhipcau.documents.letters.actions import Receiver
from nhipcau.documents.letters.rules import PaperKind
from nhipcau.documents.tests.test_letters import DAY, NOW, _today, house, issued, letter  # noqa: F401
from nhipcau.kernel import frozen
from nhipcau.kernel.models import LogEntry
from nhipcau.office.deliveries.models import Receipt
from nhipcau.office.signing import actions as signing
from nhipcau.office.signing.models import Issue, Returned, Step, Version

pytestmark = pytest.mark.django_db(transaction=True)

UNIQUE_BESIDE_THE_KEY = (
    "office_number", "office_step", "office_numbering", "office_issue", "office_recall",
)  # fmt: skip


def _plainly(sql: str) -> None:
    """Run it as any program that opens the file would: no foreign keys, no triggers of replaced rows."""
    plain = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    try:
        plain.execute("BEGIN")
        plain.execute(sql)
    finally:
        plain.execute("ROLLBACK")
        plain.close()


def refused(sql: str, match: str) -> None:
    """No connection gets through with it."""
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        try:
            with pytest.raises(IntegrityError, match=match):
                cursor.execute(sql)
        finally:
            cursor.execute("ROLLBACK")
    if connection.vendor == "sqlite":
        with pytest.raises(sqlite3.IntegrityError, match=match):
            _plainly(sql)


def _again(table: str, **changed: str) -> str:
    """The table's first row once more, pushing out whatever is in its way."""
    with connection.cursor() as cursor:
        columns = [column.name for column in connection.introspection.get_table_description(cursor, table)]
    values = ", ".join(changed.get(column, f'"{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    return f"INSERT OR REPLACE INTO {table} ({names}) SELECT {values} FROM {table} ORDER BY id LIMIT 1"


@pytest.fixture
def papers(letter, house, other_agency):  # noqa: F811
    """An issued and recalled paper, and a draft beside it."""
    frozen.lay()
    version = issued(letter, house)
    signing.recall(version=version, reason="Nhầm nơi nhận", by=house["director"], now=NOW)
    beside = actions.draft(
        kind=PaperKind.LETTER, agency=other_agency, by=house["drafter"], receivers=[Receiver("Nơi khác")]
    )
    return letter, beside


def test_no_row_is_moved_into_a_signed_draft(papers):
    signed, beside = papers
    refused(
        f"UPDATE documents_letterrecipient SET letter_id = {signed.pk} WHERE letter_id = {beside.pk}",
        "signed",
    )


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no REPLACE")
@pytest.mark.parametrize("table", UNIQUE_BESIDE_THE_KEY)
def test_no_frozen_row_is_pushed_out_by_one_of_another_key(papers, table):
    refused(_again(table, id="id + 5000"), "frozen|deed")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no REPLACE")
def test_no_row_of_a_signed_draft_is_pushed_out(papers):
    signed, beside = papers
    first = f"(SELECT min(id) FROM documents_letterrecipient WHERE letter_id = {signed.pk})"
    for sql in (
        _again("documents_letter", body="'khác'"),
        f"UPDATE OR REPLACE documents_letter SET id = {signed.pk} WHERE id = {beside.pk}",
        _again("documents_letterrecipient", letter_id=str(beside.pk)),
        f"UPDATE OR REPLACE documents_letterrecipient SET id = {first} WHERE letter_id = {beside.pk}",
    ):
        refused(sql, "signed")


def test_a_number_book_stays_whose_and_of_which_year_it_is(papers):
    for change in ("year = 2020", "series = 'khac'", "issuer_id = issuer_id + 1", "last = 0"):
        refused(f"UPDATE office_book SET {change}", "frozen")
    refused("DELETE FROM office_book", "frozen")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE office_book SET last = last + 1, title = 'Sổ công văn đi'")


def test_drafts_stay_free(papers):
    _, beside = papers
    kept = actions.edit(
        letter=beside,
        fields={"summary": "mời họp"},
        receivers=[Receiver("Nơi khác"), Receiver("Nơi nữa")],
        edited=0,
        by=beside.edited_by,
    )
    assert kept.recipients.count() == 2


LOOKED_INTO = (Version, Step, Issue, Returned, Receipt, LogEntry, ContentType)


@pytest.mark.parametrize("model", LOOKED_INTO, ids=lambda model: model._meta.label)
def test_a_later_version_may_rebuild_the_tables_that_guards_look_into(model):
    """SQLite rebuilds a table for almost any change, and refuses where a trigger names it meanwhile."""
    new = models.CheckConstraint(condition=~models.Q(pk=-1), name="later_version")
    pre_migrate.send(sender=apps.get_app_config("kernel"), using="default", plan=[object()])
    try:
        with connection.schema_editor() as editor:
            editor.add_constraint(model, new)
        with connection.schema_editor() as editor:
            editor.remove_constraint(model, new)
    finally:
        laid = frozen.lay()
    assert (connection.vendor == "sqlite") == bool(laid)


def test_nothing_is_lifted_where_nothing_is_to_be_migrated():
    frozen.lay()
    pre_migrate.send(sender=apps.get_app_config("kernel"), using="default", plan=[])
    assert frozen.lay() == []


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite's triggers see the tables of their file"
)
def test_temporary_tables_of_the_same_names_blind_no_guard(papers):
    """PostgreSQL finds a temporary table first; any role may make some."""
    signed, _ = papers
    tables = [model._meta.db_table for model in LOOKED_INTO]
    blind = "".join(f"CREATE TEMPORARY TABLE {table} (LIKE {table}) ON COMMIT DROP; " for table in tables)
    body, number = f"UPDATE documents_letter SET body = 'khác' WHERE id = {signed.pk}", signed.pk + 5000
    refused(f"{blind}{body}", "signed")
    refused(f"{blind}UPDATE documents_letter SET id = {number} WHERE id = {signed.pk}", "signed")
    refused(
        f"{blind}UPDATE public.django_content_type SET model = model || 'x' WHERE model = 'letter'", "named"
    )


def test_the_guards_stand_after_being_laid_twice():
    assert frozen.lay() == [] == frozen.lay()
