"""The order of Vietnamese words: a ă â b c d đ e ê g … o ô ơ … u ư …, and the five tones after the bare letter.

As dictionaries and office registers have it (the order of TCVN 6909 letters); other letters keep their own order.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Huyền, hỏi, ngã, sắc, nặng: the order in which Vietnamese dictionaries write them."""

_PLACE = {letter: place for place, letter in enumerate(LETTERS)}
_FIRST = 0x61  # where the letters stand among all signs: digits and signs before, other scripts behind


def _parted(sign: str) -> tuple[str, str]:
    """The signs that a sign stands as among the letters and among the tones; both empty for a tone on no letter, which counts
    only where all else is the same."""
    parts = unicodedata.normalize("NFD", sign)
    bare = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in TONES))
    if not bare:
        return "", ""
    tone = next((TONES.index(mark) + 1 for mark in parts if mark in TONES), 0)
    place = _PLACE.get(bare)
    number = ord(bare[0]) if place is None else _FIRST + place
    # Others move up, so that all letters have room between "`" and "{".
    if place is None and number > _FIRST:
        number = min(number + len(LETTERS), 0x10FFFF)
    return chr(number), chr(tone)


class _Signs(dict[int, str]):
    """A table for ``str.translate`` that learns a sign when it meets one."""

    def __init__(self, which: int) -> None:
        super().__init__()
        self.which = which

    def __missing__(self, code: int) -> str:
        found = _parted(chr(code))[self.which]
        if len(self) < 5000:
            self[code] = found
        return found


_LETTERS_OF, _TONES_OF = _Signs(0), _Signs(1)


@lru_cache(maxsize=4096)
def in_alphabet(text: str) -> tuple[str, str, str]:
    """A key to sort words by: letters first, then tones, then the text itself, so the order is always the same."""
    signs = unicodedata.normalize("NFC", text).casefold()
    return signs.translate(_LETTERS_OF), signs.translate(_TONES_OF), text


def by_given_name(name: str) -> tuple[object, ...]:
    """A key to sort people by, as Vietnamese lists do: the given name, which stands last, then the whole name."""
    words = name.split()
    return (in_alphabet(words[-1]) if words else in_alphabet(""), in_alphabet(name))
