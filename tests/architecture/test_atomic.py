"""Nothing but the database is worked on inside a transaction; every other test runs under this guard."""

from __future__ import annotations

import subprocess

import pytest
from django.core.files.base import ContentFile
from django.db import transaction

from nhipcau.kernel import files
from nhipcau.kernel.atomic import InsideTransaction, alone, is_inside

pytestmark = pytest.mark.django_db


def test_a_file_is_not_kept_inside_a_transaction():
    with transaction.atomic(), pytest.raises(InsideTransaction):
        files.store(ContentFile(b"a kept file", name="a.txt"), name="a.txt", by=None)


def test_a_kept_file_is_not_opened_inside_a_transaction():
    kept = files.store(ContentFile(b"another kept file", name="b.txt"), name="b.txt", by=None)
    with transaction.atomic(), pytest.raises(InsideTransaction), kept.content.open("rb"):
        pass
    with kept.content.open("rb") as content:
        assert content.read() == b"another kept file"


def test_no_program_is_started_and_no_file_written_inside_a_transaction(tmp_path):
    with transaction.atomic():
        with pytest.raises(InsideTransaction):
            subprocess.run(["true"], check=True)
        with pytest.raises(InsideTransaction):
            (tmp_path / "a").write_text("a")
    subprocess.run(["true"], check=True)
    (tmp_path / "a").write_text("a")


def test_a_savepoint_within_a_test_is_no_transaction_of_the_houses_own():
    assert not is_inside()
    with transaction.atomic():
        assert is_inside()
        with alone():
            assert not is_inside()
        with transaction.atomic():
            assert is_inside()
    assert not is_inside()
