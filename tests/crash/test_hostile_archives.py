"""Archives that somebody else made, or that a hand has been in: read as data, or refused with nothing changed."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import sqlite3
import tarfile
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest

from .test_backup_restore import FILL, LOOK, OTHER, STANDS, key_of

pytestmark = pytest.mark.timeout(1800)


def members(path: Path) -> dict[str, bytes]:
    with tarfile.open(path) as archive:
        return {one.name: archive.extractfile(one).read() for one in archive.getmembers()}


def made(path: Path, content: dict[str, bytes], **about) -> Path:
    """An archive of these members, its head told anew, as whoever may write to the folder of backups could."""
    content = dict(content)
    head = json.loads(content.pop("manifest.json")) | about
    seal = content.pop("seal.json", None)
    head["members"] = {
        name: {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
        for name, data in content.items()
    }
    first = {"manifest.json": json.dumps(head).encode()}
    if seal and head["format"] > 1:
        first["seal.json"] = seal
    with tarfile.open(path, "w") as archive:
        for name, data in (first | content).items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


@cache
def _own(maker):
    site = maker.lived_in(FILL)
    site.run("backup", str(site.var / "kept.tar"))
    return site


def _living(maker, own):
    site = maker.lived_in(OTHER)
    (site.var / "files" / "kho").mkdir(parents=True)
    (site.var / "files" / "kho" / "cu.txt").write_text("cũ")

    def restore(path: Path, *more: str):
        return site.run("restore", str(path), "--force", *key_of(own), *more, check=False)

    site.restore = restore
    site.comes_back = lambda: json.loads(site.python(LOOK)) == json.loads(maker.said(FILL, LOOK))
    return site


@pytest.fixture(scope="module")
def own(maker):
    """An installation with something in it, and its archive."""
    return _own(maker)


@pytest.fixture
def living(maker, own):
    """Another one that is in use; restore(path, …) tries to replace it."""
    return _living(maker, own)


# What does not look at the kind of database is tried on one of them: a restore builds all tables anew.


@pytest.fixture(scope="module")
def plain_own(sqlite_maker):
    return _own(sqlite_maker)


@pytest.fixture
def plain_living(sqlite_maker, plain_own):
    return _living(sqlite_maker, plain_own)


def is_untouched(site) -> bool:
    files = sorted(path.name for path in (site.var / "files").rglob("*") if path.is_file())
    left = [path.name for path in site.var.iterdir() if path.name.startswith(("restore-", "backup-"))]
    return site.value(STANDS) == "Khác" and files == ["cu.txt"] and left == []


def test_a_hand_in_the_archive_is_seen_by_the_seal(plain_own, plain_living):
    own, living = plain_own, plain_living
    changed = members(own.var / "kept.tar")
    changed["files/kho/thu.txt"] = "khác".encode()
    refused = living.restore(made(living.var / "a.tar", changed))
    assert refused.returncode == 1 and "niêm phong" in refused.stderr and "--foreign" in refused.stderr
    assert is_untouched(living)
    taken = living.restore(living.var / "a.tar", "--foreign")
    assert taken.returncode == 0 and "CẢNH BÁO" in taken.stderr
    assert (living.var / "files" / "kho" / "thu.txt").read_text() == "khác"
    assert not (living.var / "backup.key").exists()  # a key that opened nothing is not taken over


def test_the_key_that_opened_an_archive_is_kept_for_the_next(plain_own, plain_living):
    own, living = plain_own, plain_living
    assert living.restore(own.var / "kept.tar").returncode == 0
    assert (living.var / "backup.key").read_text() == (own.var / "backup.key").read_text()
    assert (living.var / "backup.key").stat().st_mode & 0o077 == 0


def test_without_the_key_an_archive_is_not_taken(plain_own, plain_living):
    own, living = plain_own, plain_living
    refused = living.run("restore", str(own.var / "kept.tar"), "--force", check=False)
    assert refused.returncode == 1 and "--key" in refused.stderr and is_untouched(living)


def test_an_archive_of_the_time_before_seals_comes_back_when_told_to(plain_own, plain_living):
    own, living = plain_own, plain_living
    old = made(living.var / "old.tar", members(own.var / "kept.tar"), format=1)
    refused = living.restore(old)
    assert refused.returncode == 1 and "phiên bản cũ" in refused.stderr and is_untouched(living)
    assert living.restore(old, "--foreign").returncode == 0
    assert living.comes_back()


@pytest.mark.parametrize("maker", ["postgresql"], indirect=True, scope="session")
def test_commands_and_code_in_a_copy_of_postgresql_are_not_run(maker, own, living):
    sign = living.var / "run"
    evil = (
        f"\\! touch {sign}\n\\o {sign}\n\\copy kernel_installation from program 'touch {sign}'\n"
        f"COPY kernel_installation FROM PROGRAM 'touch {sign}';\n"
        "CREATE FUNCTION evil() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NULL; END$$;\n"
        "CREATE TRIGGER evil BEFORE INSERT ON kernel_logentry EXECUTE FUNCTION evil();\n"
        "INSERT INTO kernel_notice (title) VALUES ('lạ');\n"
    ).encode()
    changed = members(own.var / "kept.tar")
    changed["database.sql"] = evil + changed["database.sql"] + evil
    assert living.restore(made(living.var / "a.tar", changed), "--foreign").returncode == 0
    assert not sign.exists()
    assert living.comes_back()
    assert living.value("SELECT count(*) FROM pg_proc WHERE proname = 'evil'") == 0


def test_triggers_and_views_in_a_copy_of_sqlite_do_not_come_in(plain_own, plain_living):
    own, living = plain_own, plain_living
    changed = members(own.var / "kept.tar")
    copy = living.var / "copy.sqlite3"
    copy.write_bytes(changed["database.sqlite3"])
    with closing(sqlite3.connect(copy)) as file:
        file.execute("CREATE TRIGGER evil AFTER INSERT ON kernel_notice BEGIN DELETE FROM kernel_notice; END")
        file.execute("CREATE VIEW evil_view AS SELECT load_extension('x')")
        file.execute("CREATE INDEX evil_index ON kernel_notice (title)")
        file.commit()
    changed["database.sqlite3"] = copy.read_bytes()
    assert living.restore(made(living.var / "a.tar", changed), "--foreign").returncode == 0
    assert living.comes_back()
    assert living.value("SELECT count(*) FROM sqlite_master WHERE name LIKE 'evil%'") == 0


def test_a_copy_that_speaks_of_other_tables_is_refused_and_the_old_data_stays(maker, own, living):
    changed = members(own.var / "kept.tar")
    if maker.kind == "sqlite":
        copy = living.var / "copy.sqlite3"
        copy.write_bytes(changed["database.sqlite3"])
        with closing(sqlite3.connect(copy)) as file:
            file.execute("CREATE TABLE strange (a text)")
            file.commit()
        changed["database.sqlite3"] = copy.read_bytes()
    else:
        changed["database.sql"] += b'COPY "pg_authid" ("rolname") FROM stdin;\nx\n\\.\n\n'
    refused = living.restore(made(living.var / "a.tar", changed), "--foreign")
    assert refused.returncode == 1 and "còn nguyên" in refused.stderr and "Traceback" not in refused.stderr
    assert is_untouched(living)


def test_rows_that_break_a_rule_of_the_tables_change_nothing(maker, own, living):
    changed = members(own.var / "kept.tar")
    if maker.kind == "sqlite":
        copy = living.var / "copy.sqlite3"
        copy.write_bytes(changed["database.sqlite3"])
        with closing(sqlite3.connect(copy)) as file:
            file.execute("PRAGMA foreign_keys=OFF")
            file.execute("UPDATE kernel_notice SET recipient_id = 999999")
            file.commit()
        changed["database.sqlite3"] = copy.read_bytes()
    else:
        changed["database.sql"] = changed["database.sql"].replace(b"canbo", b"\\xff\\n", 1)
    refused = living.restore(made(living.var / "a.tar", changed), "--foreign")
    assert refused.returncode == 1 and "còn nguyên" in refused.stderr and "Traceback" not in refused.stderr
    assert is_untouched(living)


def test_a_copy_that_is_cut_or_is_no_database_changes_nothing(plain_own, plain_living):
    own, living = plain_own, plain_living
    changed = members(own.var / "kept.tar")
    name = next(name for name in changed if name.startswith("database."))
    for content in (changed[name][: len(changed[name]) // 2], b"SQLite format 3\0" + b"\xff" * 5000):
        refused = living.restore(made(living.var / "a.tar", changed | {name: content}), "--foreign")
        assert (
            refused.returncode == 1 and "còn nguyên" in refused.stderr and "Traceback" not in refused.stderr
        )
    assert is_untouched(living)


def test_when_a_file_cannot_be_put_back_that_is_what_is_said(plain_own, plain_living):
    own, living = plain_own, plain_living
    (living.var / "files" / "kho" / "thu.txt").mkdir()  # a folder stands where the file belongs
    (living.var / "files" / "kho" / "thu.txt" / "thu.txt").mkdir()
    refused = living.restore(own.var / "kept.tar")
    assert refused.returncode == 1
    assert "Cơ sở dữ liệu đã được thay" in refused.stderr and "chưa chép hết tệp" in refused.stderr
    shutil.rmtree(living.var / "files" / "kho" / "thu.txt")
    assert living.restore(own.var / "kept.tar").returncode == 0
    assert living.comes_back()
