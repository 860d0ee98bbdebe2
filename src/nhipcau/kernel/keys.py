"""Keys of records as forms and addresses name them: anybody may send anything in their place."""

from __future__ import annotations

from collections.abc import Iterable

LONGEST = 18  # digits: the largest number of so many fits a key column of either database


def key_of(text: object) -> int | None:
    """The key that a text names; None for what names none: letters, signs, other digits, a number too large."""
    if isinstance(text, str) and text.isascii() and text.isdigit() and len(text) <= LONGEST:
        return int(text)
    return None


def keys_of(texts: Iterable[object]) -> set[int]:
    """The keys among some texts."""
    return {key for text in texts if (key := key_of(text)) is not None}
