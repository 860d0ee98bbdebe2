"""The key with which this installation signs what it sends to another (Ed25519): one file, for this account alone.

It is made when it is first asked for.  What it signed is known by its public half; people compare that by its fingerprint.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from nhipcau.engines.parcels import fingerprint
from nhipcau.kernel.refusal import N_, Refused

_BYTES = 32


def place() -> Path:
    """Where it lies, beside the key of backups."""
    folder: Path = settings.VAR_DIR
    return folder / "house.key"


def seed() -> bytes | None:
    """Its bytes; None where there is none yet.  Raises Refused for a file that is none."""
    try:
        found = bytes.fromhex(place().read_text("ascii").strip())
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        found = b""
    if len(found) != _BYTES:
        raise Refused(
            N_(
                "Không đọc được khóa ký của hệ thống (house.key). Hãy nhờ quản trị viên khôi phục tệp này từ bản sao lưu."
            )
        )
    return found


def keep(found: bytes, *, over: bool = False) -> None:
    """Lay the key down, whole or not at all.  over: in the place of one that is there; else that one stays."""
    target = place()
    draft = target.with_name(f"{target.name}.{os.getpid()}.{secrets.token_hex(4)}")
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "w") as out:
            out.write(found.hex() + "\n")
            out.flush()
            os.fsync(out.fileno())
        if over:
            draft.replace(target)
        else:
            os.link(draft, target)
    except FileExistsError:
        pass  # another process made it first: its key is the one
    finally:
        draft.unlink(missing_ok=True)


def key() -> Ed25519PrivateKey:
    """The key, made where there is none.  Raises Refused where it cannot be read."""
    found = seed()
    if found is None:
        keep(secrets.token_bytes(_BYTES))
        found = seed()
    return Ed25519PrivateKey.from_private_bytes(found or b"")


def shown() -> str:
    """Its fingerprint in fours."""
    return fingerprint(key().public_key().public_bytes_raw())
