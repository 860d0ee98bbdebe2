"""A frozen row stands, whoever asks and whatever way."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.db.models import ProtectedError
from django.test.utils import isolate_apps
from tests.thawed import thawed

from nhipcau.agencies.models import Officer
from nhipcau.kernel import frozen
from nhipcau.kernel.frozen import Frozen, FrozenModel

with isolate_apps("nhipcau.kernel"):

    class Vow(FrozenModel):
        """Something said once, with a part that is shredded on its day."""

        except_fields = ("secret",)

        words = models.CharField(max_length=80)
        secret = models.CharField(max_length=80, blank=True)
        said_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")

        class Meta:
            app_label = "kernel"

        def __str__(self) -> str:
            return self.words

    class Loose(FrozenModel):
        said_by = models.ForeignKey(Officer, null=True, on_delete=models.SET_NULL, related_name="+")

        class Meta:
            app_label = "kernel"

        def __str__(self) -> str:
            return str(self.pk)


TABLE = "kernel_vow"


@pytest.fixture
def vow(db, officer) -> Vow:
    # Made inside the test's transaction, so nothing stays of it (SQLite's editor refuses to be entered there).
    editor = connection.schema_editor(collect_sql=True, atomic=False)
    editor.deferred_sql, editor.collected_sql = [], []
    statement, values = editor.table_sql(Vow)
    with connection.cursor() as cursor:
        for sql in [statement % tuple(values or ()), *editor.deferred_sql]:
            cursor.execute(str(sql))
    frozen.lay([Vow])
    made = Vow.objects.create(words="như đã nói", secret="0900 000 000", said_by=officer)
    connection.check_constraints(["agencies_officer", TABLE])
    return made


def refused(sql: str, *values: object) -> str:
    with pytest.raises(IntegrityError) as why, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
    return str(why.value)


def test_raw_sql_cannot_change_or_delete_a_row(vow):
    assert f"frozen: {TABLE}" in refused(f"UPDATE {TABLE} SET words = 'khác' WHERE id = %s", vow.pk)
    assert f"frozen: {TABLE}" in refused(f"DELETE FROM {TABLE}")
    assert Vow.objects.get().words == "như đã nói"


def test_a_row_cannot_be_replaced_by_another_under_its_key(vow):
    if connection.vendor == "sqlite":
        for pragma in ("ON", "OFF"):
            with connection.cursor() as cursor:
                cursor.execute(f"PRAGMA recursive_triggers={pragma}")
            refused(f"INSERT OR REPLACE INTO {TABLE} (id, words, secret) VALUES (%s, 'khác', '')", vow.pk)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA recursive_triggers=ON")
    else:
        refused(
            f"INSERT INTO {TABLE} (id, words, secret) VALUES (%s, 'khác', '')"
            " ON CONFLICT (id) DO UPDATE SET words = 'khác'",
            vow.pk,
        )
        assert "frozen" in refused(f"TRUNCATE {TABLE}")
    assert Vow.objects.get().words == "như đã nói"


@pytest.mark.django_db
def test_connections_of_the_product_count_a_replaced_row_as_deleted():
    if connection.vendor != "sqlite":
        pytest.skip("SQLite's own way")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers")
        assert cursor.fetchone() == (1,)


def test_no_queryset_changes_a_row(vow):
    vow.words = "khác"
    for change in (
        lambda: Vow.objects.update(words="khác"),
        lambda: Vow.objects.filter(pk=vow.pk).update(words="khác", secret=""),
        lambda: Vow.objects.bulk_update([vow], ["words"]),
        lambda: Vow.objects.update_or_create(pk=vow.pk, defaults={"words": "khác"}),
        lambda: Vow.objects.bulk_create(
            [vow], update_conflicts=True, update_fields=["words"], unique_fields=["pk"]
        ),
        lambda: Vow.objects.all().delete(),
        lambda: vow.save(),
        lambda: vow.save(update_fields=["words"]),
        lambda: vow.delete(),
    ):
        with pytest.raises(Frozen, match=r"kernel\.Vow is written once"):
            change()
    with pytest.raises(IntegrityError), transaction.atomic():  # past our querysets: the database refuses
        models.QuerySet(Vow).update(words="khác")
    with pytest.raises(IntegrityError), transaction.atomic():
        models.QuerySet(Vow).bulk_update([vow], ["words"])
    assert Vow.objects.get().words == "như đã nói"


def test_deleting_the_officer_changes_no_row(vow, officer):
    officer_pk = officer.pk
    with pytest.raises((ProtectedError, IntegrityError)), transaction.atomic():
        officer.delete()
        connection.check_constraints()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM agencies_officer WHERE id = %s", [officer_pk])
        connection.check_constraints()
    assert Vow.objects.get().said_by_id == officer_pk


def test_the_excepted_part_may_be_shredded_and_nothing_with_it(vow):
    vow.secret = ""
    vow.save(update_fields=["secret"])
    assert Vow.objects.filter(pk=vow.pk).update(secret="") == 1
    refused(f"UPDATE {TABLE} SET secret = '', words = 'khác'")
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {TABLE} SET secret = 'x'")
    assert (Vow.objects.get().words, Vow.objects.get().secret) == ("như đã nói", "x")


def test_triggers_are_laid_once_and_again_where_they_went_missing(vow):
    assert frozen.lay([Vow]) == []
    with thawed([Vow]), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {TABLE} SET words = 'chuyển dữ liệu'")
    refused(f"DELETE FROM {TABLE}")
    with connection.cursor() as cursor:
        for name in frozen._standing(cursor, connection.vendor)[TABLE]:
            on = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{on}")
    assert frozen.lay([Vow]) == [TABLE]
    refused(f"DELETE FROM {TABLE}")


def test_a_failure_inside_a_thaw_leaves_the_table_frozen(vow):
    with pytest.raises(ValueError), thawed([Vow]):
        raise ValueError
    refused(f"DELETE FROM {TABLE}")


def test_a_frozen_row_may_not_follow_a_deletion():
    def complaints(model: type[FrozenModel]) -> list[str]:
        return [str(error.msg) for error in model.check() if error.id == "nhipcau.frozen"]

    assert complaints(Loose) == [
        "kernel.Loose.said_by is frozen, so it cannot follow a deletion: use PROTECT."
    ]
    assert complaints(Vow) == []
