"""A disk without room while a backup is made or brought back: said in words, nothing left by halves."""

from __future__ import annotations

import errno
import sqlite3

import pytest
from django.db import OperationalError

from nhipcau.ops import backup

pytestmark = pytest.mark.django_db


def _of_sqlite() -> Exception:
    fault = sqlite3.OperationalError("database or disk is full")
    fault.sqlite_errorcode = sqlite3.SQLITE_FULL
    return fault


def _of_django() -> Exception:
    fault = OperationalError("database or disk is full")
    fault.__cause__ = _of_sqlite()
    return fault


def _of_postgresql() -> Exception:
    fault = OperationalError("could not extend file")
    fault.__cause__ = type("DiskFull", (Exception,), {"sqlstate": "53100"})()
    return fault


FULL = [OSError(errno.ENOSPC, "No space left on device"), _of_sqlite(), _of_django(), _of_postgresql()]


def refuse(fault):
    def refused(*args, **kwargs):
        raise fault

    return refused


@pytest.mark.parametrize("fault", FULL, ids=lambda fault: type(fault).__name__)
def test_a_backup_without_room_is_told_in_words_and_leaves_nothing(
    fault, monkeypatch, tmp_path, settings, capsys
):
    settings.BACKUP_KEY = tmp_path / "backup.key"
    before = {path.name for path in settings.VAR_DIR.iterdir()}
    monkeypatch.setattr(backup, "copy_database", refuse(fault))
    assert backup.main(["backup", str(tmp_path / "b.tar")]) == 1
    told = capsys.readouterr().err
    assert "hết chỗ" in told and "Traceback" not in told
    assert not list(tmp_path.glob("b.tar*"))
    assert {path.name for path in settings.VAR_DIR.iterdir()} == before


@pytest.mark.parametrize("fault", FULL, ids=lambda fault: type(fault).__name__)
def test_a_restore_without_room_is_told_in_words(fault, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(backup, "restore", refuse(fault))
    assert backup.main(["restore", str(tmp_path / "b.tar")]) == 1
    assert "chưa bị thay" in capsys.readouterr().err


def test_another_fault_is_not_taken_for_a_full_disk(monkeypatch, tmp_path, settings):
    settings.BACKUP_KEY = tmp_path / "backup.key"
    monkeypatch.setattr(backup, "copy_database", refuse(OSError(errno.EACCES, "Permission denied")))
    with pytest.raises(PermissionError):
        backup.main(["backup", str(tmp_path / "b.tar")])


def test_a_database_that_holds_nothing_is_no_backup(monkeypatch, tmp_path, settings, capsys):
    settings.BACKUP_KEY = tmp_path / "backup.key"
    monkeypatch.setattr(backup, "applied_migrations", list)
    assert backup.main(["backup", str(tmp_path / "b.tar")]) == 1
    assert "NHIPCAU_VAR" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
