"""The private folder of key files: readable by this process's account alone, never served, never in a transaction."""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from collections.abc import Collection
from pathlib import Path
from uuid import uuid4

from django.conf import settings

from nhipcau.kernel.atomic import refuse_inside
from nhipcau.kernel.refusal import N_, Refused

ORPHAN = 3600.0
"""Seconds after which a file that no row speaks of is what a crash left."""


def folder() -> Path:
    """The folder, made where it is missing; for its owner alone."""
    place: Path = settings.KEYS_DIR
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    place.chmod(0o700)
    return place


def put(content: bytes) -> str:
    """Keep a file, whole or not at all; returns its name in the folder."""
    refuse_inside("keeping a key")
    name = f"{uuid4().hex}.p12"
    draft = folder() / f"{name}.part"
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    draft.rename(folder() / name)
    return name


def take(name: str, sha256: str) -> bytes:
    """A kept file.  Raises Refused where it is gone or other bytes lie there."""
    refuse_inside("opening a key")
    try:
        content = (folder() / name).read_bytes()
    except FileNotFoundError:
        raise Refused(
            N_(
                "Không còn tệp chứng thư số trên máy chủ này. Hãy gỡ chứng thư rồi thêm lại tệp, hoặc nhờ quản trị"
                " viên khôi phục từ bản sao lưu."
            )
        ) from None
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Refused(
            N_("Tệp chứng thư số trên máy chủ đã bị thay đổi nên không được dùng. Hãy báo quản trị viên.")
        )
    return content


def clear(keep: Collection[str]) -> int:
    """Remove what is not to be kept, but for what somebody may just be adding; returns how many files."""
    refuse_inside("removing a key")
    gone = 0
    for path in folder().iterdir():
        if path.name not in keep and time.time() - path.stat().st_mtime > ORPHAN:
            with contextlib.suppress(FileNotFoundError):
                path.unlink()
                gone += 1
    return gone


def drop(name: str) -> None:
    """Remove one file; one that is gone already is no fault."""
    refuse_inside("removing a key")
    (folder() / name).unlink(missing_ok=True)
