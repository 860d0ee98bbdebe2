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


@pytest.mark.parametrize("fault", [_of_django(), _of_postgresql()], ids=["SQLite", "PostgreSQL"])
def test_rows_that_find_no_room_are_told_as_that_with_what_to_do(fault):
    with pytest.raises(backup.BackupRefused, match="hết chỗ") as told, backup.refused_in_words():
        raise fault
    assert "→ Hãy dọn ổ đĩa" in str(told.value)


def test_a_folder_in_place_of_an_archive_is_told_in_the_offices_words(tmp_path, capsys):
    assert backup.main(["restore", str(tmp_path)]) == 1
    told = capsys.readouterr().err
    assert "là một thư mục" in told and "Is a directory" not in told


@pytest.mark.django_db(transaction=True)
def test_a_given_key_that_is_another_is_not_asked_for_again(tmp_path, settings, capsys):
    settings.BACKUP_KEY = tmp_path / "backup.key"
    assert backup.main(["backup", str(tmp_path / "b.tar")]) == 0
    (tmp_path / "khac.key").write_text("0123456789abcdef" * 4)
    assert backup.main(["restore", str(tmp_path / "b.tar"), "--key", str(tmp_path / "khac.key")]) == 1
    told = capsys.readouterr().err
    assert "khac.key” không phải khóa" in told and "--key TỆP_KHÓA" not in told
