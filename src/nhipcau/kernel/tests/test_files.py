"""The store of files: what crashes leave behind goes, what a record knows stays."""

from __future__ import annotations

import errno
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from nhipcau.kernel import atomic, files
from nhipcau.kernel.models import StoredFile
from nhipcau.kernel.refusal import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path},
        }
    }


def kept(words: bytes) -> Path:
    stored = files.store(ContentFile(words, name="a.txt"), name="a.txt", by=None)
    return Path(default_storage.path(stored.content.name))


def age(path: Path, by: timedelta = timedelta(days=3)) -> Path:
    moment = (timezone.now() - by).timestamp()
    os.utime(path, (moment, moment))
    return path


def stray(name: str, like: Path) -> Path:
    path = like.with_name(name)
    path.write_bytes(b"nobody's")
    return path


def test_a_sweep_takes_what_no_record_knows_and_leaves_the_rest():
    known, young = age(kept(b"known")), kept(b"young")
    left = [age(stray(name, known)) for name in ("f" * 64 + ".pdf", "x.pdf.0123.part", "e" * 64 + ".aside")]
    new = [stray("d" * 64 + ".pdf", known), stray("y.part", known)]
    assert files.sweep(timezone.now()) == len(left)
    assert not any(path.exists() for path in left)
    assert all(path.exists() for path in (known, young, *new))
    assert files.sweep(timezone.now()) == 0


def test_a_file_put_aside_by_a_sweep_that_was_killed_comes_back():
    path = kept(b"known")
    path.rename(path.with_name(f"{path.name}.aside"))
    age(path.with_name(f"{path.name}.aside"))
    assert files.sweep(timezone.now()) == 0
    assert path.read_bytes() == b"known"


def test_bytes_left_without_a_record_are_taken_up_and_stay():
    path = age(kept(b"again"))
    StoredFile.objects.all().delete()
    assert age(kept(b"again")) == path
    assert files.sweep(timezone.now()) == 0
    assert path.exists()


def test_keeping_the_same_bytes_again_makes_them_young(monkeypatch):
    path = age(kept(b"again"))
    StoredFile.objects.all().delete()
    kept(b"again")
    StoredFile.objects.all().delete()  # as a sweep sees it while the record's transaction is open
    assert files.sweep(timezone.now()) == 0
    assert path.exists()


def test_a_file_taken_away_while_its_record_was_written_is_written_again(monkeypatch):
    path = kept(b"between")
    StoredFile.objects.all().delete()
    usual = StoredFile.objects.create

    def swept_first(**values):
        with atomic.alone():  # the sweeper is another process: its hand, not this transaction's
            path.unlink()
        return usual(**values)

    monkeypatch.setattr(StoredFile.objects, "create", swept_first)
    assert kept(b"between").read_bytes() == b"between"


def test_a_record_written_while_its_file_is_put_aside_brings_it_back(monkeypatch):
    path = age(kept(b"late"))
    row = StoredFile.objects.get()
    StoredFile.objects.all().delete()
    usual = Path.rename

    def recorded_meanwhile(self, target):
        row.pk = None
        row.save(force_insert=True)
        monkeypatch.setattr(Path, "rename", usual)
        return usual(self, target)

    monkeypatch.setattr(Path, "rename", recorded_meanwhile)
    assert files.sweep(timezone.now()) == 0
    assert path.read_bytes() == b"late"


class _Full:
    """A disk that takes nothing more, at whichever call: the write, the flush to disk, the last name."""

    def __init__(self, monkeypatch, where: str) -> None:
        def full(*args, **kwargs):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        if where == "write":
            monkeypatch.setattr(ContentFile, "chunks", lambda self, size=None: (full() for _ in (1,)))
            monkeypatch.setattr(files, "sha256_of", lambda content: "ab" + "0" * 62)
        elif where == "fsync":
            monkeypatch.setattr(os, "fsync", full)
        elif where == "name":
            monkeypatch.setattr(Path, "replace", full)
        else:
            monkeypatch.setattr(Path, "mkdir", full)


@pytest.mark.parametrize("where", ["write", "fsync", "name", "folder"])
def test_a_full_disk_keeps_nothing_of_a_file_and_says_so(monkeypatch, where, tmp_path):
    with monkeypatch.context() as patched:
        _Full(patched, where)
        with pytest.raises(Refused, match="Ổ đĩa"):
            kept(b"words")
    assert not StoredFile.objects.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    assert kept(b"words").read_bytes() == b"words"  # with room again, the same upload goes in


def test_another_fault_of_the_disk_is_no_full_disk(monkeypatch):
    def broken(*args):
        raise OSError(errno.EIO, "x")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="x"):
        kept(b"words")
