"""The one written form of plain values, and hashes over it: what seals and the log's chain stand on."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def canonical(value: Any) -> bytes:
    """JSON with one form for one value, so that its hash means something: keys in order, no blanks, UTF-8.

    value: what JSON holds.  Raises ValueError for NaN and infinities, which JSON does not have.
    """
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def salted_hash(salt: str, data: Any) -> str:
    """What binds personal data to a row that is kept longer: SHA-256 of a salt and the canonical data, in hex.

    Once salt and data are shredded nobody can find the data from the hash by trying telephone numbers.
    """
    return hashlib.sha256(salt.encode() + canonical(data)).hexdigest()
