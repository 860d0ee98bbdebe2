"""The store of files: what crashes leave behind goes, what a record knows stays."""

from __future__ import annotations

import errno
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from nhipcau.kernel import atomic, clock, files, proving
from nhipcau.kernel.models import StoredFile
from nhipcau.kernel.proofs import whole
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


def given(words: bytes, name: str, by=None, **more) -> StoredFile:
    return files.store(ContentFile(words, name=name), name=name, by=by, **more)


def bytes_of(stored: StoredFile) -> bytes:
    with stored.content.open("rb") as content:
        return content.read()


def test_the_same_bytes_bear_each_giver_s_name_and_lie_on_the_disk_once(officer, coordinator):
    first = given(b"same", "bao cao so.docx", officer)
    second = given(b"same", "minh chung xa.docx", coordinator)
    assert (first.name, second.name) == ("bao cao so.docx", "minh chung xa.docx")
    assert first.content.name == second.content.name and bytes_of(second) == b"same"
    assert given(b"same", "minh chung xa.docx", officer) == second  # no third row for a known name
    assert StoredFile.objects.count() == 2


def test_a_name_says_what_the_bytes_are_to_this_giver(officer):
    plain, paper = given(b"x", "x.txt", officer), given(b"x", "x.pdf", officer)
    assert (plain.media_type, paper.media_type) == ("text/plain", "application/pdf")
    assert paper.content.path.endswith(".pdf") and bytes_of(plain) == bytes_of(paper)


def test_a_declaration_is_its_giver_s_own(officer, coordinator):
    one, other = (given(b"film", "a.mp4", by, unseen="unknown") for by in (officer, coordinator))
    assert (one.declared_by, other.declared_by) == (str(officer), str(coordinator))
    assert given(b"film", "a.mp4", officer).declared_by == ""  # seen since: nobody's word is put beside it
    assert str(officer) in one.declaration and str(coordinator) in other.declaration


@pytest.mark.parametrize("name", ["", "..", "/", "a/b/", " . ", "x" * 400 + ".pdf", "\u202e", "con\\nul.txt"])
def test_any_name_is_kept_in_some_form_that_fits(name):
    stored = given(b"odd", name)
    assert 0 < len(stored.name) <= 255 and "/" not in stored.name and "\u202e" not in stored.name


def test_one_name_gone_leaves_the_bytes_to_the_others(officer):
    first, second = given(b"shared", "a.txt", officer), given(b"shared", "b.txt", officer)
    first.delete()
    age(Path(second.content.path))
    assert files.sweep(timezone.now()) == 0 and bytes_of(second) == b"shared"
    second.delete()
    assert files.sweep(timezone.now()) == 1


def test_names_are_frozen_in_the_database(officer):
    stored = given(b"x", "a.txt", officer)
    with pytest.raises(Exception, match="frozen"):
        StoredFile.objects.filter(pk=stored.pk).update(name="b.txt")


def test_what_a_day_s_uploads_weigh_is_counted_on_the_office_s_day(officer, settings):
    settings.MAX_DAILY_BYTES = 10
    with clock.told(timezone.now() - timedelta(days=200)):
        given(b"12345678", "a.txt", officer)
        with pytest.raises(Refused):
            files.refuse_too_much(5, name="b.txt", by=officer)
    files.refuse_too_much(5, name="b.txt", by=officer)


@pytest.mark.django_db(transaction=True)
def test_uploads_that_come_at_once_keep_within_the_day_together(officer, settings):
    """From two browsers: each is looked into before either is kept."""
    settings.MAX_DAILY_BYTES = 10
    gate = threading.Barrier(4)

    def bring(number):
        gate.wait()
        try:
            words = f"{number}23456".encode()
            files.store(ContentFile(words, name="a.txt"), name=f"{number}.txt", by=officer, is_brought=True)
        except Refused as refused:
            return str(refused.details["name"])
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(4) as pool:
        refused = list(pool.map(bring, range(4)))
    assert StoredFile.objects.count() == 1 and len([name for name in refused if name]) == 3


def test_bytes_under_many_names_are_proven_by_one_reading(officer, monkeypatch):
    for number in range(5):
        given(b"once", f"{number}.txt", officer)
    read = []
    usual = proving._sha256_of
    monkeypatch.setattr(proving, "_sha256_of", lambda one: read.append(one) or usual(one))
    assert list(whole(proving._files)()) == [] and len(read) == 1
    Path(StoredFile.objects.first().content.path).write_bytes(b"other")
    assert len(list(whole(proving._files)())) == 5


def test_rows_of_the_version_before_keep_their_files_and_lose_what_turned_their_names(migrated):
    old = migrated("kernel", "0006_unsent_and_undo").get_model("kernel", "StoredFile")
    for number, name in enumerate(("báo cáo\u202efdp.exe", "thường.pdf", "\u202e")):
        old.objects.create(sha256=f"{number:064}", name=name, media_type="x", size=1, content=f"kho/{number}")
    migrated("kernel", "0007_names_of_files")
    assert list(StoredFile.objects.order_by("pk").values_list("name", flat=True)) == [
        "báo cáofdp.exe", "thường.pdf", "tep",
    ]  # fmt: skip
