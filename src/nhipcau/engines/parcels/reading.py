"""Opening a parcel, which may come from anybody."""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
import json
import re
import struct
import zipfile
import zlib
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from nhipcau.engines.parcels.model import (
    FILE_NAME,
    FORMAT,
    KIND,
    LARGEST_FILE,
    LARGEST_MANIFEST,
    MANIFEST,
    MOST_FILES,
    PURPOSE,
    SIGNATURE,
    Enclosed,
    Opened,
    Parcel,
    Sender,
    Unfit,
)
from nhipcau.engines.parcels.writing import fingerprint

_LARGEST_SIGNATURE = 2000
_LONGEST_LINE = 2000
_FOLDER = "tep/"
_SUM = re.compile(r"[0-9a-f]{64}")
_BEGINS = b"PK\x03\x04"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, struct.error)
"""What a damaged ZIP ends in; RuntimeError: one with a password, or packed in a way that is not known here."""
_NAMES = {"format", "kind", "sender", "subject", "made_at", "content", "files"}


def opened(data: bytes) -> Opened:
    """The parcel in these bytes, whole and as it was signed.  Raises Unfit with the reason."""
    try:
        box = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as broken:
        raise Unfit("truncated" if data.startswith(_BEGINS) else "strange") from broken
    with box:
        members = box.infolist()
        names = [one.filename for one in members]
        if MANIFEST not in names or SIGNATURE not in names:
            raise Unfit("strange")
        if len(names) > MOST_FILES + 2:
            raise Unfit("large", most=MOST_FILES)
        if len(set(names)) < len(names):
            raise Unfit("strange")
        manifest = _member(box, MANIFEST, LARGEST_MANIFEST)
        told = _json(manifest, "content")
        _check_format(told)
        key = _signer(manifest, _json(_member(box, SIGNATURE, _LARGEST_SIGNATURE), "signature"))
        parcel = _parcel(told, box, set(names) - {MANIFEST, SIGNATURE})
    return Opened(parcel, key, fingerprint(key))


def _member(box: zipfile.ZipFile, name: str, most: int) -> bytes:
    """A member's bytes.  What it says of its own size is not believed."""
    try:
        with box.open(name) as member:
            found = member.read(most + 1)
    except _BROKEN as broken:
        raise Unfit("truncated") from broken
    if len(found) > most:
        raise Unfit("large", most=most)
    return found


def _json(data: bytes, what: str) -> dict[str, Any]:
    try:
        found = json.loads(data, parse_constant=_no_number)
    except (ValueError, RecursionError) as broken:
        raise Unfit("content", what=what) from broken
    if not isinstance(found, dict):
        raise Unfit("content", what=what)
    return found


def _no_number(sign: str) -> Any:
    raise ValueError(sign)


def _check_format(told: dict[str, Any]) -> None:
    version = told.get("format")
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise Unfit("strange")
    if version > FORMAT:
        raise Unfit("newer", version=version)


def _signer(manifest: bytes, told: dict[str, Any]) -> bytes:
    """The public key by which the manifest is signed."""
    try:
        key = base64.b64decode(str(told.get("key", "")), validate=True)
        signature = base64.b64decode(str(told.get("signature", "")), validate=True)
        if told.get("algorithm") != "Ed25519":
            raise Unfit("signature")
        Ed25519PublicKey.from_public_bytes(key).verify(signature, PURPOSE + manifest)
    except (InvalidSignature, ValueError, binascii.Error) as wrong:
        raise Unfit("signature") from wrong
    return key


def _parcel(told: dict[str, Any], box: zipfile.ZipFile, there: set[str]) -> Parcel:
    if told.keys() != _NAMES:
        raise Unfit("content", what="names")
    kind, content = _line(told, "kind"), told["content"]
    if not KIND.fullmatch(kind):
        raise Unfit("content", what="kind")
    if not isinstance(content, dict):
        raise Unfit("content", what="content")
    sender = told["sender"]
    if not isinstance(sender, dict) or sender.keys() != {"name", "code", "province"}:
        raise Unfit("content", what="sender")
    return Parcel(
        kind=kind,
        sender=Sender(_line(sender, "name"), _line(sender, "code"), _line(sender, "province")),
        subject=_line(told, "subject"),
        made_at=_moment(told["made_at"]),
        content=content,
        files=_files(told["files"], box, there),
    )


def _line(told: dict[str, Any], name: str) -> str:
    value = told.get(name)
    if not isinstance(value, str) or len(value) > _LONGEST_LINE:
        raise Unfit("content", what=name)
    return value


def _moment(text: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except (TypeError, ValueError) as wrong:
        raise Unfit("content", what="made_at") from wrong
    if moment.tzinfo is None:
        raise Unfit("content", what="made_at")
    return moment


def _files(listed: Any, box: zipfile.ZipFile, there: set[str]) -> tuple[Enclosed, ...]:
    """The files that were signed for: all of them, nothing besides."""
    if not isinstance(listed, list) or len(listed) > MOST_FILES:
        raise Unfit("content", what="files")
    found: list[Enclosed] = []
    for one in listed:
        if not isinstance(one, dict) or one.keys() != {"name", "size", "sha256"}:
            raise Unfit("content", what="files")
        name, total, size = one["name"], one["sha256"], one["size"]
        if not isinstance(name, str) or not FILE_NAME.fullmatch(name) or not isinstance(size, int):
            raise Unfit("content", what="files")
        if not isinstance(total, str) or not _SUM.fullmatch(total):
            raise Unfit("content", what="files")
        if _FOLDER + name not in there:
            raise Unfit("truncated")
        data = _member(box, _FOLDER + name, LARGEST_FILE)
        if len(data) != size or hashlib.sha256(data).hexdigest() != total:
            raise Unfit("altered", name=name)
        found.append(Enclosed(name, data))
    if len({one.name for one in found}) < len(found):
        raise Unfit("content", what="files")
    if more := sorted(there - {_FOLDER + one.name for one in found}):
        raise Unfit("altered", name=more[0][:200])
    return tuple(found)


def opened_file(path: Path, name: str) -> Opened:
    """The parcel in a file; name: as whoever brings it knows it."""
    if path.stat().st_size > LARGEST_FILE + LARGEST_MANIFEST:
        raise Unfit("large", most=LARGEST_FILE)
    return opened(path.read_bytes())
