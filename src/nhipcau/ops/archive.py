"""The file of a backup: a .tar whose first member says what must be in it, and whose second is the office's seal.

The seal (HMAC-SHA-256 over the first member, which names the SHA-256 of every other) is made with a key that the office
keeps: whoever can write to where backups lie cannot make one that passes for the office's own.  What is read here
may come from anybody: nothing is written but regular files whose names, sizes and sums the first member tells.
Knows no Django.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import json
import os
import re
import secrets
import shutil
import tarfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, BinaryIO, cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FORMAT = 2
SQLITE, SQL, LINES = "database.sqlite3", "database.sql", "database.jsonl"
MANIFEST, SEAL = "manifest.json", "seal.json"
_LARGEST_MANIFEST = 400 * 1024**2  # a million files
_LARGEST_SEAL = 1000
_PIECE = 1 << 20
_KEY_BYTES = 32
_PURPOSE = b"nhipcau backup 2\n"
_NAME = re.compile(
    r"(?:database\.(?:sqlite3|sql|jsonl)|keys/[^/\\]{1,120}\.p12|keys/house\.key|files/(?:[^/\\]{1,255}/){0,8}[^/\\]{1,255})"
)
_SUM = re.compile(r"[0-9a-f]{64}")
# What reading a file that anybody may have written can end in.
_FAULTS = (
    tarfile.TarError,
    ValueError,
    KeyError,
    TypeError,
    EOFError,
    OSError,
    ArithmeticError,
    RecursionError,
)


class BackupRefused(Exception):
    """Why nothing was written or replaced; Vietnamese, with what to do next."""


class Origin(StrEnum):
    """Whose an archive is, by its seal."""

    OWN = "own"
    OTHER = "other"  # sealed with another key, or changed after it was sealed
    UNSEALED = "unsealed"  # made before archives were sealed


@dataclass(frozen=True, slots=True)
class Head:
    """What an archive says of itself, and whose it is.  key: the mark of the key that sealed it, "" without seal."""

    manifest: dict[str, Any]
    origin: Origin
    key: str


def key_at(path: Path, *, make: bool) -> bytes:
    """The office's key; made where there is none and ``make`` says so, b"" otherwise.  For this account alone."""
    if (found := _read_key(path)) is not None:
        return found
    if not make:
        return b""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "w") as out:
        out.write(secrets.token_hex(_KEY_BYTES) + "\n")
        out.flush()
        os.fsync(out.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # another process made it first: its key is the one
    finally:
        draft.unlink()
    return _read_key(path) or b""


def _read_key(path: Path) -> bytes | None:
    """None where there is no such file.  An empty or shortened key would seal what anybody can seal."""
    try:
        key = bytes.fromhex(path.read_text("ascii").strip())
    except FileNotFoundError:
        return None
    except ValueError:
        key = b""
    except OSError as fault:
        raise BackupRefused(f"Không đọc được tệp khóa “{path}”: {fault.strerror}.") from fault
    if len(key) != _KEY_BYTES:
        raise BackupRefused(
            f"Tệp khóa “{path}” không phải khóa sao lưu (64 chữ số hệ mười sáu). Hãy chép lại tệp khóa đã cất; nếu không"
            " còn, hãy chuyển tệp này đi, lần sao lưu sau sẽ tạo khóa mới (các bản cũ khi đó cần --foreign)."
        )
    return key


def mark_of(key: bytes) -> str:
    """How a key is named without telling it: 12 letters."""
    return hashlib.sha256(b"mark" + key).hexdigest()[:12] if key else ""


def locked(secret: bytes, key: bytes) -> bytes:
    """A secret that goes into an archive so that the archive alone does not tell it: the office's key opens it."""
    nonce = secrets.token_bytes(12)
    return nonce + _lock(key).encrypt(nonce, secret, _PURPOSE)


def unlocked(data: bytes, key: bytes) -> bytes | None:
    """What ``locked`` hid; None where it was hidden with another key, or is something else."""
    try:
        return _lock(key).decrypt(data[:12], data[12:], _PURPOSE)
    except (InvalidTag, ValueError):
        return None


def _lock(key: bytes) -> AESGCM:
    return AESGCM(hmac.new(key, b"nhipcau house key 1\n", hashlib.sha256).digest())


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write(target: Path, manifest: Mapping[str, Any], sources: Mapping[str, Path], key: bytes) -> None:
    """Write an archive: whole under its name, or not at all.  sources: name in the archive → file."""
    draft = target.with_name(f"{target.name}.part")
    try:
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as raw:
            _write_tar(raw, manifest, sources, key)
            raw.flush()
            os.fsync(raw.fileno())
        draft.rename(target)
    finally:
        draft.unlink(missing_ok=True)


def _write_tar(raw: BinaryIO, manifest: Mapping[str, Any], sources: Mapping[str, Path], key: bytes) -> None:
    words = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
    seal = json.dumps({"key": mark_of(key), "hmac": _seal_of(words, key)}).encode()
    with tarfile.open(fileobj=raw, mode="w") as archive:
        for name, content in ((MANIFEST, words), (SEAL, seal)):
            head = tarfile.TarInfo(name)
            head.size = len(content)
            archive.addfile(head, io.BytesIO(content))
        for name, path in sources.items():
            archive.add(path, arcname=name, recursive=False)


def _seal_of(words: bytes, key: bytes) -> str:
    return hmac.new(key, _PURPOSE + words, hashlib.sha256).hexdigest()


def check(source: Path, key: bytes) -> Head:
    """Read an archive whole and compare every member with what the head says, writing nothing."""
    return _walk(source, key, None, lambda head: None)


def unpack(source: Path, folder: Path, key: bytes, accept: Callable[[Head], None]) -> Head:
    """Unpack into an empty folder of the caller's own.

    accept: asked after the head is read and before anything is written; raises BackupRefused.
    Raises BackupRefused, too, for whatever is not exactly what the head says, and where the disk has no room for it.
    """
    return _walk(source, key, folder, accept)


def _walk(source: Path, key: bytes, folder: Path | None, accept: Callable[[Head], None]) -> Head:
    with _opened(source) as archive:
        head, members = _head(archive, source, key)
        accept(head)
        listed: dict[str, Any] = head.manifest["members"]
        if folder is not None:
            _check_room(folder, sum(about["size"] for about in listed.values()))
        left = set(listed)
        for member in members:
            _check_member(member, listed, left, source)
            left.discard(member.name)
            if _sum_of(archive, member, folder) != listed[member.name]["sha256"]:
                raise _broken(source, member.name)
        if left:
            raise _broken(source, min(left))
        return head


class _InPieces:
    """A file that is read piece by piece: a block that says that a name or a note in it has more is believed by
    nobody, and no memory is asked for it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.seek, self.tell = file.seek, file.tell

    def read(self, size: int) -> bytes:
        if not 0 <= size <= 2 * _PIECE:
            raise tarfile.ReadError(f"{size} bytes at once")
        return self._file.read(size)


class _opened:
    """An archive being read; whatever goes wrong within the block is told as a damaged archive."""

    def __init__(self, source: Path) -> None:
        self.source = source

    def __enter__(self) -> tarfile.TarFile:
        try:
            self.file = self.source.open("rb")
        except FileNotFoundError:
            raise BackupRefused(f"Không có tệp “{self.source}”. Hãy xem lại đường dẫn.") from None
        except IsADirectoryError:
            raise BackupRefused(
                f"“{self.source}” là một thư mục. Hãy chỉ tới tệp sao lưu (.tar) trong đó."
            ) from None
        except PermissionError:
            raise BackupRefused(
                f"Tài khoản này không được đọc “{self.source}”. Hãy chạy bằng tài khoản của dịch vụ, hoặc cấp quyền đọc tệp."
            ) from None
        except OSError as fault:
            raise BackupRefused(f"Không mở được tệp “{self.source}”: {fault.strerror}.") from None
        try:
            self.archive = tarfile.open(fileobj=cast(BinaryIO, _InPieces(self.file)), mode="r:")
        except _FAULTS:
            self.file.close()
            raise BackupRefused(
                f"“{self.source}” hỏng hoặc không phải bản sao lưu của Nhịp Cầu. Hãy dùng bản sao lưu khác."
            ) from None
        return self.archive

    def __exit__(self, kind: object, fault: BaseException | None, trace: object) -> None:
        self.archive.close()
        self.file.close()
        if isinstance(fault, OSError) and fault.errno is not None:
            raise BackupRefused(
                f"Không đọc hoặc không ghi được khi mở “{self.source}”: {fault.strerror}. Chưa có gì thay đổi."
            ) from fault
        if isinstance(fault, _FAULTS):
            raise BackupRefused(
                f"“{self.source}” hỏng hoặc không phải bản sao lưu của Nhịp Cầu. Hãy dùng bản sao lưu khác."
            ) from None


def _head(archive: tarfile.TarFile, source: Path, key: bytes) -> tuple[Head, Iterator[tarfile.TarInfo]]:
    """The head, and the members that come after it."""
    members = iter(archive)
    first = next(members, None)
    if (
        first is None
        or first.name != MANIFEST
        or not first.isreg()
        or not 0 <= first.size <= _LARGEST_MANIFEST
    ):
        raise BackupRefused(f"“{source}” không phải bản sao lưu của Nhịp Cầu.")
    content = archive.extractfile(first)
    words = b"".join(iter(lambda: content.read(_PIECE), b""))  # type: ignore[union-attr]
    manifest = _manifest_of(words, source)
    if manifest["format"] == 1:
        return Head(manifest, Origin.UNSEALED, ""), members
    second = next(members, None)
    if second is None or second.name != SEAL or not second.isreg() or not 0 <= second.size <= _LARGEST_SEAL:
        raise _broken(source, SEAL)
    seal = json.loads(archive.extractfile(second).read())  # type: ignore[union-attr]
    own = bool(key) and hmac.compare_digest(str(seal["hmac"]), _seal_of(words, key))
    return Head(manifest, Origin.OWN if own else Origin.OTHER, shown(str(seal["key"])[:12])), members


def _manifest_of(words: bytes, source: Path) -> dict[str, Any]:
    """The first member as plain values of the kinds that they must be."""
    try:
        said = json.loads(words)
        sound = (
            type(said["format"]) is int
            and said["format"] >= 1
            and said["database"] in (SQLITE, SQL, LINES)
            and said["database"] in said["members"]
            and all(isinstance(one, str) and one.isprintable() for one in said["migrations"])
            and all(
                _is_name(name)
                and _SUM.fullmatch(about["sha256"])
                and type(about["size"]) is int
                and about["size"] >= 0
                for name, about in said["members"].items()
            )
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        sound = False
    if not sound:
        raise BackupRefused(f"“{source}” hỏng hoặc không phải bản sao lưu của Nhịp Cầu.")
    return said


def _is_name(name: str) -> bool:
    """Whether an archive may have a member of this name: nothing that could lead out of the folder."""
    return _NAME.fullmatch(name) is not None and name.isprintable() and not {".", ".."} & set(name.split("/"))


def _check_member(member: tarfile.TarInfo, listed: Mapping[str, Any], left: set[str], source: Path) -> None:
    if not member.isreg() or member.issparse():
        raise BackupRefused(
            f"“{source}” có mục “{shown(member.name)}” không phải tệp thường (liên kết, thiết bị…) nên bị từ chối."
        )
    if member.name not in left or member.size != listed[member.name]["size"]:
        raise _broken(source, member.name)


def shown(name: str, most: int = 120) -> str:
    """A foreign name for a terminal: no control character reaches it."""
    return "".join(letter if letter.isprintable() else "?" for letter in name[:most])


def _sum_of(archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path | None) -> str:
    """The SHA-256 of a member, which is written below the folder on the way."""
    content = archive.extractfile(member)
    assert content is not None
    found = hashlib.sha256()
    out = None
    if folder is not None:
        path = folder / member.name
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        out = os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb")
    try:
        while piece := content.read(_PIECE):
            found.update(piece)
            if out is not None:
                out.write(piece)
    finally:
        if out is not None:
            out.close()
    return found.hexdigest()


def _check_room(folder: Path, wanted: int) -> None:
    free = shutil.disk_usage(folder).free
    if wanted > free:
        raise BackupRefused(
            f"Ổ đĩa chỉ còn {free // 1024**2} MB, bản sao lưu cần {wanted // 1024**2} MB để mở ra."
            " Chưa có gì thay đổi. Hãy dọn chỗ rồi chạy lại."
        )


def _broken(source: Path, name: str) -> BackupRefused:
    return BackupRefused(f"“{source}” hỏng ở mục “{shown(name)}”. Hãy dùng bản sao lưu khác.")
