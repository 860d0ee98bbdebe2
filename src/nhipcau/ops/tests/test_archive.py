"""The file of a backup: what anybody may put into a .tar, and what of it is ever written."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile

import pytest

from nhipcau.ops import archive
from nhipcau.ops.archive import BackupRefused, Origin

KEY = b"k" * 32


def info(name: str, data: bytes = b"", **about) -> tuple[tarfile.TarInfo, bytes]:
    made = tarfile.TarInfo(name)
    made.size = len(data)
    for field, value in about.items():
        setattr(made, field, value)
    return made, data


def a_tar(path, *given, listed=None, key=KEY, first=None):
    """An archive whose head lists what is given, sealed with ``key``, whatever it is."""
    names = {one.name: data for one, data in given} if listed is None else listed
    head = {
        "format": 2,
        "database": "database.jsonl",
        "migrations": [],
        "members": {
            name: {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
            for name, data in names.items()
        },
    }
    words = json.dumps(head if first is None else first(head)).encode()
    seal = json.dumps({"key": archive.mark_of(key), "hmac": archive._seal_of(words, key)}).encode()
    with tarfile.open(path, "w") as out:
        for one, data in (info("manifest.json", words), info("seal.json", seal), *given):
            out.addfile(one, io.BytesIO(data))
    return path


DATABASE = info("database.jsonl", b"{}")


def unpacked(path, folder, key=KEY):
    folder.mkdir()
    return archive.unpack(path, folder, key, lambda head: None)


def test_what_is_written_is_read_and_known_as_own(tmp_path):
    (tmp_path / "a").write_bytes(b"{}")
    manifest = json.loads(
        json.dumps(
            {
                "format": 2, "database": "database.jsonl", "migrations": [],
                "members": {"database.jsonl": {"sha256": archive.sha256_of(tmp_path / "a"), "size": 2}},
            }
        )
    )  # fmt: skip
    archive.write(tmp_path / "a.tar", manifest, {"database.jsonl": tmp_path / "a"}, KEY)
    assert (tmp_path / "a.tar").stat().st_mode & 0o077 == 0
    assert archive.check(tmp_path / "a.tar", KEY).origin is Origin.OWN
    assert archive.check(tmp_path / "a.tar", b"x" * 32).origin is Origin.OTHER
    assert archive.check(tmp_path / "a.tar", b"").origin is Origin.OTHER
    assert unpacked(tmp_path / "a.tar", tmp_path / "out").manifest["database"] == "database.jsonl"
    assert (tmp_path / "out" / "database.jsonl").read_bytes() == b"{}"


def test_a_key_is_made_once_for_one_account(tmp_path):
    assert archive.key_at(tmp_path / "k", make=False) == b""
    made = archive.key_at(tmp_path / "k", make=True)
    assert len(made) == 32 and archive.key_at(tmp_path / "k", make=True) == made
    assert (tmp_path / "k").stat().st_mode & 0o077 == 0 and len(list(tmp_path.iterdir())) == 1
    (tmp_path / "k").write_text("không phải khóa")
    with pytest.raises(BackupRefused, match="không phải khóa"):
        archive.key_at(tmp_path / "k", make=True)


@pytest.mark.parametrize("held", ["", "\n", "ab" * 31, "ab" * 33, "không", "zz" * 32])
@pytest.mark.parametrize("make", [True, False])
def test_a_key_that_is_none_seals_nothing_and_stays_to_be_looked_at(tmp_path, held, make):
    (tmp_path / "k").write_text(held, "utf-8")
    with pytest.raises(BackupRefused, match="không phải khóa sao lưu"):
        archive.key_at(tmp_path / "k", make=make)
    assert (tmp_path / "k").read_text("utf-8") == held


def test_a_key_that_cannot_be_read_is_told_in_words(tmp_path):
    (tmp_path / "k").mkdir()
    with pytest.raises(BackupRefused, match="Không đọc được tệp khóa"):
        archive.key_at(tmp_path / "k", make=True)


@pytest.mark.parametrize(
    "name",
    [
        "../evil", "files/../../evil", "/etc/evil", "files//evil", "files/./evil", "files/..", "files/a\\..\\b",
        "keys/../evil.p12", "keys/a/b.p12", "keys/evil.sh", "evil", "files/a\nb", "files/\u202etxt.exe",
        "database.sqlite3/../x", "FILES/x", "files/" + "a/" * 50 + "x", "files/a\x1b[2J",
    ],
)  # fmt: skip
def test_a_name_that_leads_elsewhere_is_refused_before_anything_is_written(tmp_path, name):
    made = a_tar(tmp_path / "a.tar", DATABASE, info(name, b"x"))
    with pytest.raises(BackupRefused) as refused:
        unpacked(made, tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == [] and not (tmp_path / "evil").exists()
    assert "\x1b" not in str(refused.value) and "\u202e" not in str(refused.value)


@pytest.mark.parametrize(
    "entry",
    [
        info("files/a", type=tarfile.SYMTYPE, linkname="/etc/passwd"),
        info("files/a", type=tarfile.LNKTYPE, linkname="database.jsonl"),
        info("files/a", type=tarfile.FIFOTYPE),
        info("files/a", type=tarfile.CHRTYPE),
        info("files/a", type=tarfile.DIRTYPE),
    ],
    ids=["symlink", "hardlink", "fifo", "device", "folder"],
)
def test_what_is_no_plain_file_is_refused(tmp_path, entry):
    made = a_tar(tmp_path / "a.tar", DATABASE, entry, listed={"database.jsonl": b"{}", "files/a": b""})
    with pytest.raises(BackupRefused, match="không phải tệp thường"):
        unpacked(made, tmp_path / "out")
    assert not (tmp_path / "out" / "files").exists()


def test_members_that_the_head_does_not_tell_are_refused(tmp_path):
    extra = a_tar(tmp_path / "a.tar", DATABASE, info("files/b", b"x"), listed={"database.jsonl": b"{}"})
    twice = a_tar(tmp_path / "b.tar", DATABASE, DATABASE)
    missing = a_tar(tmp_path / "c.tar", DATABASE, listed={"database.jsonl": b"{}", "files/b": b"x"})
    other = a_tar(tmp_path / "d.tar", info("database.jsonl", b"[]"), listed={"database.jsonl": b"{}"})
    longer = a_tar(tmp_path / "e.tar", info("database.jsonl", b"{} "), listed={"database.jsonl": b"{}"})
    for number, path in enumerate((extra, twice, missing, other, longer)):
        with pytest.raises(BackupRefused, match="hỏng ở mục"):
            unpacked(path, tmp_path / f"out{number}")
        with pytest.raises(BackupRefused, match="hỏng ở mục"):
            archive.check(path, KEY)


def test_an_archive_larger_than_the_disk_is_refused_before_it_is_unpacked(tmp_path):
    def large(head):
        head["members"]["database.jsonl"]["size"] = 1 << 60
        return head

    with pytest.raises(BackupRefused, match="Ổ đĩa chỉ còn"):
        unpacked(a_tar(tmp_path / "a.tar", DATABASE, first=large), tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize(
    "first",
    [
        lambda head: [],
        lambda head: "x",
        lambda head: head | {"members": []},
        lambda head: head | {"members": {"database.jsonl": {"sha256": "x", "size": 1}}},
        lambda head: head | {"members": {"database.jsonl": {"sha256": "a" * 64, "size": True}}},
        lambda head: head | {"database": "files/x"},
        lambda head: head | {"database": "database.sql"},
        lambda head: head | {"migrations": [1]},
        lambda head: head | {"migrations": None},
        lambda head: head | {"format": "2"},
        lambda head: {},
    ],
)
def test_a_head_of_other_kinds_is_refused_in_words(tmp_path, first):
    with pytest.raises(BackupRefused):
        archive.check(a_tar(tmp_path / "a.tar", DATABASE, first=first), KEY)


def test_files_that_are_no_archives_are_refused_in_words(tmp_path):
    whole = a_tar(tmp_path / "whole.tar", DATABASE).read_bytes()
    deep = b"[" * 200_000
    for number, content in enumerate(
        (b"", b"\0" * 20_480, b"PK\3\4", whole[:700], whole[:1600], b"\x1f\x8b" * 600, deep)
    ):
        (tmp_path / f"{number}.tar").write_bytes(content)
        with pytest.raises(BackupRefused):
            archive.check(tmp_path / f"{number}.tar", KEY)
    with pytest.raises(BackupRefused, match="Không có tệp"):
        archive.check(tmp_path / "none.tar", KEY)
    with pytest.raises(BackupRefused):
        archive.check(tmp_path, KEY)


def test_a_head_that_nests_without_end_is_refused(tmp_path):
    with tarfile.open(tmp_path / "a.tar", "w") as out:
        one, data = info("manifest.json", b"[" * 200_000)
        out.addfile(one, io.BytesIO(data))
    with pytest.raises(BackupRefused):
        archive.check(tmp_path / "a.tar", KEY)


def header(name: str, size: bytes, kind: bytes) -> bytes:
    """One block of a tar as a stranger writes it: a size in twelve bytes of any kind."""
    block = bytearray(tarfile.TarInfo(name).tobuf(tarfile.GNU_FORMAT))
    block[124:136], block[156:157], block[148:156] = size, kind, b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


_LARGE = b"\x80" + (1 << 60).to_bytes(11, "big")
_BEYOND = b"\x80" + (1 << 80).to_bytes(11, "big")
_BACK = b"\xff" * 10 + b"\xfe\x00"  # minus 512: the next block is the same one again


@pytest.mark.parametrize("kind", [b"L", b"K", b"x", b"g", b"S", b"0"])
@pytest.mark.parametrize("size", [_LARGE, _BEYOND, _BACK, b"00000000001\0", b"99999999999\0"])
def test_blocks_with_sizes_that_cannot_be_are_refused_in_words(tmp_path, kind, size):
    whole = a_tar(tmp_path / "whole.tar", DATABASE).read_bytes()
    for number, content in enumerate(
        (header("manifest.json", size, kind) + whole, whole[:2048] + header("x", size, kind) + whole[2048:])
    ):
        (tmp_path / f"{number}.tar").write_bytes(content)
        with pytest.raises(BackupRefused):
            archive.check(tmp_path / f"{number}.tar", KEY)


@pytest.mark.parametrize("kind", [b"L", b"K", b"x"])
def test_names_before_names_without_end_are_refused_in_words(tmp_path, kind):
    block = header("././@LongLink", b"00000000000\0", kind)
    (tmp_path / "a.tar").write_bytes(block * 5000)
    with pytest.raises(BackupRefused):
        archive.check(tmp_path / "a.tar", KEY)


def test_a_member_of_less_than_nothing_makes_no_room_for_others(tmp_path):
    def less(head):
        head["members"]["files/a"] = {"sha256": "a" * 64, "size": -(1 << 60)}
        head["members"]["files/b"] = {"sha256": "a" * 64, "size": 1 << 59}
        return head

    with pytest.raises(BackupRefused):
        unpacked(a_tar(tmp_path / "a.tar", DATABASE, first=less), tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []


def test_what_an_archive_calls_itself_says_nothing_to_a_terminal(tmp_path):
    with pytest.raises(BackupRefused):
        archive.check(
            a_tar(tmp_path / "a.tar", DATABASE, first=lambda head: head | {"migrations": ["a.\x1b[2J"]}), KEY
        )
    seal = json.dumps({"key": "\x1b[2J\u202e", "hmac": ""}).encode()
    with tarfile.open(a_tar(tmp_path / "b.tar", DATABASE)) as made:
        head = made.extractfile("manifest.json").read()
    with tarfile.open(tmp_path / "c.tar", "w") as out:
        for one, data in (info("manifest.json", head), info("seal.json", seal), DATABASE):
            out.addfile(one, io.BytesIO(data))
    assert archive.check(tmp_path / "c.tar", KEY).key.isprintable()


@pytest.mark.parametrize("number", [True, 0, -1, 1.0])
def test_a_format_that_never_was_is_refused(tmp_path, number):
    with pytest.raises(BackupRefused):
        archive.check(a_tar(tmp_path / "a.tar", DATABASE, first=lambda head: head | {"format": number}), KEY)
