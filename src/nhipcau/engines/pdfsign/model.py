"""What goes into signing and comes out of reading; plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

LARGEST_KEY = 256 * 1024
"""Bytes.  A PKCS#12 file with a chain of certificates takes some ten thousand."""
MOST_SIGNATURES = 50
"""How many signatures of one file are read."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a certificate says.  serial: hex.  fingerprint: SHA-256 of the certificate, hex.
    organisations: every O and OU of the subject.  der: the certificate itself."""

    name: str
    organisations: tuple[str, ...]
    issuer: str
    serial: str
    fingerprint: str
    valid_from: datetime
    valid_to: datetime
    der: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page.  page: from 1; x, y: its upper left corner from the page's upper left one; points."""

    page: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Fill:
    """A place that the first signer leaves open and another fills.

    value: what is filled in; "" leaves it open.  look: a PDF page as large as the box, drawn into it.
    """

    name: str
    box: Box
    value: str = ""
    look: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """A signature to be made.

    name: of its field in the file.  box, look: where and how it is seen; None for a signature that is not seen.
    opens: places left open.  fills: places filled in the same step.  is_last: nothing may change afterwards.
    """

    name: str
    box: Box | None = None
    look: bytes = field(default=b"", repr=False)
    opens: tuple[Fill, ...] = ()
    fills: tuple[Fill, ...] = ()
    is_last: bool = False


class Integrity(StrEnum):
    """What became of the file after a signature."""

    INTACT = "intact"
    FILLED = "filled"
    """Open places were filled afterwards, and no later signature covers that."""
    ALTERED = "altered"


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature as it is found in a file.

    at: the moment that the signer's machine wrote; nobody else vouches for it.  in_force: the certificate was
    within its days at that moment.  issuer_known: a chain leads to one of the given issuers.
    """

    field: str
    integrity: Integrity
    name: str = ""
    organisations: tuple[str, ...] = ()
    issuer: str = ""
    serial: str = ""
    at: datetime | None = None
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    in_force: bool = False
    issuer_known: bool = False
