"""The key that signs what goes to other installations is in a backup, told by it to nobody, and comes back."""

from __future__ import annotations

import stat
import tarfile

import pytest

from nhipcau.kernel import house_key
from nhipcau.ops import archive, backup


@pytest.fixture
def office(settings, tmp_path):
    settings.BACKUP_KEY = tmp_path / "backup.key"
    return archive.key_at(settings.BACKUP_KEY, make=True)


def copied(folder, key):
    return {path.name: path for path in backup._copied_keys(folder, key)}


def test_it_comes_back_with_the_offices_key(office, tmp_path):
    before = house_key.key().private_bytes_raw()
    kept = copied(tmp_path / "keys", office)["house.key"].read_bytes()
    assert before not in kept and before.hex().encode() not in kept
    house_key.place().unlink()
    backup._bring_back_keys(tmp_path / "keys", office)
    assert house_key.key().private_bytes_raw() == before
    assert stat.S_IMODE(house_key.place().stat().st_mode) == 0o600


def test_another_offices_archive_does_not_bring_its_key(office, tmp_path):
    copied(tmp_path / "keys", b"x" * 32)
    house_key.key()
    copied(tmp_path / "other", b"x" * 32)
    house_key.place().unlink()
    own = house_key.key().private_bytes_raw()
    backup._bring_back_keys(tmp_path / "other", office)
    assert house_key.key().private_bytes_raw() == own


def test_where_none_was_made_an_archive_has_none(office, tmp_path):
    assert copied(tmp_path / "keys", office) == {}


def test_an_archive_may_name_it(tmp_path):
    locked = archive.locked(b"s" * 32, b"k" * 32)
    assert archive.unlocked(locked, b"k" * 32) == b"s" * 32
    assert archive.unlocked(locked, b"j" * 32) is None and archive.unlocked(b"", b"k" * 32) is None
    (tmp_path / "house.key").write_bytes(locked)
    (tmp_path / "database.jsonl").write_bytes(b"{}")
    sources = {"database.jsonl": tmp_path / "database.jsonl", "keys/house.key": tmp_path / "house.key"}
    manifest = {
        "format": 2, "database": "database.jsonl", "migrations": [],
        "members": {name: {"sha256": archive.sha256_of(path), "size": path.stat().st_size} for name, path in sources.items()},
    }  # fmt: skip
    archive.write(tmp_path / "a.tar", manifest, sources, b"k" * 32)
    (tmp_path / "out").mkdir()
    archive.unpack(tmp_path / "a.tar", tmp_path / "out", b"k" * 32, lambda head: None)
    assert (tmp_path / "out" / "keys" / "house.key").read_bytes() == locked
    with tarfile.open(tmp_path / "a.tar") as box:
        assert "keys/house.key" in box.getnames()
