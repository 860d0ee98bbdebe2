"""Letters that break what they come into: a database, a Word file, a feed, the direction of a line."""

from __future__ import annotations

import re

UNSOUND = re.compile(
    "[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def sound(text: str) -> str:
    """A text without them, and without null characters, where nobody is there to be told of those."""
    return UNSOUND.sub("", text).replace("\x00", "")
