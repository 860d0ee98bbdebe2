"""Making a parcel."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import zipfile
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

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
    Parcel,
    Unfit,
)

_DAY_ONE = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP can say: equal parcels are equal bytes


def fingerprint(key: bytes) -> str:
    """A public key's name as people compare it: sixteen letters of its SHA-256, in fours."""
    name = hashlib.sha256(key).hexdigest()[:16].upper()
    return " ".join(name[at : at + 4] for at in range(0, 16, 4))


def sealed(parcel: Parcel, key: Ed25519PrivateKey) -> bytes:
    """The parcel as bytes, signed.  Raises Unfit for what no receiver would take."""
    manifest = _manifest(parcel)
    public = key.public_key().public_bytes_raw()
    signature = {
        "algorithm": "Ed25519",
        "key": base64.b64encode(public).decode(),
        "signature": base64.b64encode(key.sign(PURPOSE + manifest)).decode(),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        _put(box, MANIFEST, manifest)
        _put(box, SIGNATURE, _canonical(signature))
        for one in parcel.files:
            _put(box, f"tep/{one.name}", one.data)
    return out.getvalue()


def _put(box: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, _DAY_ONE)
    info.compress_type = zipfile.ZIP_DEFLATED
    box.writestr(info, data)


def _manifest(parcel: Parcel) -> bytes:
    if not KIND.fullmatch(parcel.kind):
        raise Unfit("content", what="kind")
    if parcel.made_at.tzinfo is None:
        raise Unfit("content", what="made_at")
    names = [one.name for one in parcel.files]
    if len(names) > MOST_FILES:
        raise Unfit("large", most=MOST_FILES)
    if len(set(names)) < len(names) or not all(FILE_NAME.fullmatch(name) for name in names):
        raise Unfit("content", what="files")
    if any(len(one.data) > LARGEST_FILE for one in parcel.files):
        raise Unfit("large", most=LARGEST_FILE)
    made = _canonical(
        {
            "format": FORMAT,
            "kind": parcel.kind,
            "sender": {
                "name": parcel.sender.name,
                "code": parcel.sender.code,
                "province": parcel.sender.province,
            },
            "subject": parcel.subject,
            "made_at": parcel.made_at.isoformat(),
            "content": parcel.content,
            "files": [
                {"name": one.name, "size": len(one.data), "sha256": hashlib.sha256(one.data).hexdigest()}
                for one in parcel.files
            ],
        }
    )
    if len(made) > LARGEST_MANIFEST:
        raise Unfit("large", most=LARGEST_MANIFEST)
    return made


def _canonical(value: Any) -> bytes:
    """Sorted names, no blanks, UTF-8; numbers that JSON has no sign for are refused."""
    try:
        text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
        return text.encode()
    except (ValueError, TypeError, RecursionError) as wrong:  # also half of a surrogate pair
        raise Unfit("content", what="content") from wrong
