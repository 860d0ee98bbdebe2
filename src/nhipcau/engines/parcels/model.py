"""What is in a parcel, and why one is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from nhipcau.engines.coded import Coded

FORMAT = 1
MANIFEST, SIGNATURE = "goi.json", "chu-ky.json"
PURPOSE = b"nhipcau parcel 1\n"
"""Before what is signed: a signature made for something else never passes for a parcel's."""
MOST_FILES, LARGEST_FILE, LARGEST_MANIFEST = 40, 60 * 1024**2, 20 * 1024**2
FILE_NAME = re.compile(r"[^/\\:\x00-\x1f\x7f]{1,200}")
KIND = re.compile(r"[a-z][a-z0-9-]{0,39}")


class Unfit(Coded):
    """Why a parcel was not made or not opened.

    strange: no parcel at all; truncated: cut on its way; newer: made by a later version (``version``); large: beyond a
    limit (``most``); signature: not by the key that it names, or changed since; altered: a file is not the one signed for
    (``name``); content: the data are not of the form (``what``).
    """

    family = "parcel"

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__("", **params)
        self.code = code


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends it.  code: of the agency in its own installation."""

    name: str
    code: str
    province: str


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A paper in it."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Parcel:
    """kind: what the content is ("report"); subject: one line for people; made_at: with its zone; content: JSON."""

    kind: str
    sender: Sender
    subject: str
    made_at: datetime
    content: dict[str, Any] = field(default_factory=dict)
    files: tuple[Enclosed, ...] = ()


@dataclass(frozen=True, slots=True)
class Opened:
    """A parcel whose signature holds.  key: the signer's public key (32 bytes); fingerprint: its name for people."""

    parcel: Parcel
    key: bytes
    fingerprint: str
