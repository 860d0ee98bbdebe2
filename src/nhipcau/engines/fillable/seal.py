"""The identity that a form carries: who it is for, and a seal over everything that the blank form says.

It stands in a file twice over: as a token (a property of the document, a hidden sheet, the tag of a content control) that
says which form it is, and as the seal alone in print, which is left when somebody copies the tables into a new file.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from nhipcau.engines.fillable.model import Form, Identity

FORMAT = 1
PROPERTY = "NhipCauForm"
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: none that is taken for another
_DASHES = str.maketrans("‐‑‒–—−\u00ad", "-------")
_SEAL = re.compile(rf"NC(\d{{1,3}})-([{_LETTERS}]{{4}}(?:-[{_LETTERS}]{{4}}){{3}})(?![0-9A-Za-z-])")
_TOKEN = re.compile(
    r"NC(\d{1,3})\|([^|\s]{1,80})\|([^|\s]{1,80})\|([^|\s]{1,80})\|(\d{1,9})\|"
    rf"([{_LETTERS}]{{4}}(?:-[{_LETTERS}]{{4}}){{3}})"
)
LONGEST_LINE = 600
"""A text that is longer carries no identity."""


def identity_of(form: Form) -> Identity:
    """The form's own identity."""
    said = json.dumps(_plain(form), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    number = int.from_bytes(hashlib.sha256(said.encode("utf-8", "surrogatepass")).digest()[:10], "big")
    letters = "".join(_LETTERS[number >> 5 * at & 31] for at in range(16))
    seal = "-".join(letters[at : at + 4] for at in range(0, 16, 4))
    return Identity(seal, form.kind, form.subject, form.scope, form.edition)


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {
            "is": type(value).__name__,
            **{one.name: _plain(getattr(value, one.name)) for one in fields(value)},
        }
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, int | float | Decimal):
        # 5, 5.0 and Decimal("5.00") are one number, whatever kept it in between
        return {"number": format(Decimal(str(value)).normalize(), "f")}
    raise TypeError(type(value).__name__)


def token(identity: Identity) -> str:
    """For machines: "NC1|report|r-12|svhttdl|3|K7QD-…"."""
    return (
        f"NC{FORMAT}|{identity.kind}|{identity.subject}|{identity.scope}|{identity.edition}|{identity.seal}"
    )


def printed(identity: Identity) -> str:
    """For people: "NC1-K7QD-AAAA-BBBB-CCCC"."""
    return f"NC{FORMAT}-{identity.seal}"


def mark(identity: Identity) -> str:
    """The seal's first letters, which stand at the corner of each table."""
    return identity.seal[:4]


def found_in(text: str) -> tuple[int, Identity] | None:
    """The format and identity that a line of text carries."""
    if len(text) > LONGEST_LINE or "NC" not in text:
        return None
    plain = text.translate(_DASHES)
    if match := _TOKEN.search(plain):
        return int(match[1]), Identity(match[6], match[2], match[3], match[4], int(match[5]))
    if match := _SEAL.search(plain):
        return int(match[1]), Identity(match[2])
    return None


def straight_dashes(text: str) -> str:
    """Codes as they were written: programs turn hyphens into dashes."""
    return text.translate(_DASHES)
