"""Tests stand on rows that were made once (tests/laid.py): as if they had been made for each, and nobody sees another's."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from tests import emptied, laid

from nhipcau.agencies.models import Agency, AgencyGroup, Officer
from nhipcau.agencies.rules import AgencyKind
from nhipcau.kernel.models import LogEntry
from nhipcau.plans.models import Duty, Plan, PlanImport

made, made_committed = [], []


@pytest.fixture
@laid.laid
def group(agency):
    AgencyGroup.objects.create(code="gone", name="Nhóm đã xóa", kinds=[]).delete()
    return AgencyGroup.objects.create(code="cac-so", name="Các Sở", kinds=["department"])


@pytest.fixture
@laid.laid
def counted(agency):
    made.append(agency.pk)
    return agency


@pytest.fixture
@laid.laid
def committed(agency):
    made_committed.append(agency.pk)
    return agency


@pytest.fixture
def between(agency):
    """Says nothing of itself: it might make rows."""


@pytest.fixture
def at_noon(monkeypatch):
    monkeypatch.setenv("NHIPCAU_TODAY", "2026-06-18")


@pytest.fixture
def for_its_test(request):
    """Might make of each test something else."""


@pytest.fixture
def outside(db):
    return Agency.objects.create(
        code="ngoai", name="Sở Ngoài", kind=AgencyKind.DEPARTMENT, valid_from=date(2020, 1, 1)
    )


@pytest.mark.parametrize("turn", ["first", "second", "third"])
def test_what_is_laid_was_made_once(turn, counted):
    assert len(made) == 1
    assert list(Agency.objects.all()) == [counted]


@pytest.mark.parametrize("turn", ["first", "second", "third"])
def test_what_a_test_does_to_what_is_laid_is_gone_for_the_next(turn, plan, duty, plan_import):
    stored = Path(plan_import.file.content.path)
    assert (plan.year, plan.title) == (2026, Plan.objects.get().title)
    assert "Đã sửa" not in plan.title
    assert duty == Duty.objects.get(agency=duty.agency, task__number="2.1", role="lead")
    assert stored.read_text(encoding="utf-8").startswith("ỦY BAN NHÂN DÂN")
    assert plan_import.uploaded_by.full_name == "Trần Điều Phối"
    Plan.objects.update(title="Đã sửa", year=2027)
    plan.title = plan_import.uploaded_by.full_name = "Đã sửa"
    Officer.objects.update(full_name="Đã sửa")
    stored.chmod(0o600)
    stored.write_text("Đã sửa", encoding="utf-8")


@pytest.mark.parametrize("turn", ["first", "second", "third"])
def test_a_key_is_given_after_those_that_were_laid(turn, group):
    """Also after one that was given and taken back: what is laid and what is made cannot be told apart."""
    assert AgencyGroup.objects.create(code="moi", name="Mới", kinds=[]).pk > group.pk
    if connection.vendor == "sqlite":
        assert group.pk == 2


@pytest.mark.parametrize("turn", ["first", "second"])
def test_what_is_laid_is_guarded(turn, plan):
    assert LogEntry.objects.count() > 2
    table = LogEntry._meta.db_table
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET id = id + 1000")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")


@pytest.mark.parametrize("turn", ["first", "second", "third"])
def test_nothing_is_laid_where_rows_were_written_before(turn, outside, plan, request):
    assert laid._key(request.node)  # it would be laid, for all that can be seen beforehand
    assert set(Agency.objects.values_list("code", flat=True)) == {"ngoai", "so-cong-thuong", "so-van-hoa"}
    assert plan == Plan.objects.get()
    assert outside == Agency.objects.order_by("pk").first()


def _asked(request) -> list[str]:
    """The laid fixtures of the test, and what of this file belongs to them."""
    return [
        name.rpartition(".")[2] for name in laid._key(request.node) if name[0] == "+" or "test_laid" in name
    ]


def test_what_stands_before_the_first_belongs_to_what_is_asked_for(at_noon, client, group, request):
    assert _asked(request) == ["at_noon", "agency", "group"]


def test_nothing_is_laid_after_a_fixture_that_might_make_rows(between, group, request):
    assert _asked(request) == ["agency"]


def test_nothing_is_laid_after_a_fixture_that_asks_for_its_test(for_its_test, group, request):
    assert _asked(request) == []


@pytest.mark.parametrize(
    "agency", ["so-khac"]
)  # of the kind that stands in many tests: its own, given by name
def test_nothing_is_laid_where_a_test_brings_its_own(coordinator, departments, request):
    assert _asked(request) == ["installation", "other_agency", "coordinator"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", ["first", "second", "third"])
def test_what_is_laid_for_a_test_that_commits_is_committed(turn, committed, plan_import):
    """Others see it; it was made once, and for tests that commit alone; what the test did to it is gone for the next."""
    assert not connection.in_atomic_block
    assert len(made_committed) == 1 and LogEntry.objects.count() == 2
    with ThreadPoolExecutor(1) as other:
        assert other.submit(_seen_from_outside).result() == ([committed.pk], [plan_import.pk])
    assert Path(plan_import.file.content.path).read_text(encoding="utf-8").startswith("ỦY BAN NHÂN DÂN")
    PlanImport.objects.update(problem={"key": "changed"})
    more = Agency.objects.create(
        code="moi", name="Mới", kind=AgencyKind.DEPARTMENT, valid_from=date(2020, 1, 1)
    )
    assert more.pk > committed.pk


def _seen_from_outside() -> tuple[list[int], list[int]]:
    try:
        return (
            list(Agency.objects.exclude(code="so-van-hoa").values_list("pk", flat=True)),
            list(PlanImport.objects.filter(problem__isnull=True).values_list("pk", flat=True)),
        )
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", ["first", "second"])
def test_nothing_is_laid_for_a_test_that_commits_where_rows_were_written_before(turn, outside, plan, request):
    assert laid._key(request.node)[0] == laid._COMMITS
    assert set(Agency.objects.values_list("code", flat=True)) == {"ngoai", "so-cong-thuong", "so-van-hoa"}
    assert plan == Plan.objects.get()


def test_nothing_is_laid_after_what_rows_point_to_was_made_anew(monkeypatch):
    """Django's way of emptying gives content types other keys: rows that were kept before name types that are no more."""
    before = laid._on_this_day(("a",))
    monkeypatch.setattr(emptied, "renewed", emptied.renewed + 1)
    assert laid._on_this_day(("a",)) != before
