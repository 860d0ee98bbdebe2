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


@lru_cache(maxsize=4096)
def in_alphabet(text: str) -> tuple[tuple[float, ...], tuple[int, ...], str]:
    """A key to sort words by: letters first, then tones, then the text itself, so the order is always the same."""
    letters: list[float] = []
    tones: list[int] = []
    for sign in unicodedata.normalize("NFC", text).casefold():
        parts = unicodedata.normalize("NFD", sign)
        tone = next((TONES.index(mark) + 1 for mark in parts if mark in TONES), 0)
        bare = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in TONES))
        place = _PLACE.get(bare)
        letters.append(_FIRST + place / 64 if place is not None else float(ord(bare[0])))
        tones.append(tone)
    return tuple(letters), tuple(tones), text


def by_given_name(name: str) -> tuple[object, ...]:
    """A key to sort people by, as Vietnamese lists do: the given name, which stands last, then the whole name."""
    words = name.split()
    return (in_alphabet(words[-1]) if words else in_alphabet(""), in_alphabet(name))
