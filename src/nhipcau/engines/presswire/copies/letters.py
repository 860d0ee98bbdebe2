"""What each character is to a fingerprint: its part in a token and the number that it brings into a word's hash.

Tables over the 16-bit code units of a text, filled a block of 256 characters at a time as texts use them, so that a
whole text is looked up in a few array steps.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from hashlib import blake2b
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nhipcau.engines.vntext.letters import clean

Hashes = NDArray[np.uint64]

# Parts in a token.  Those from FULL_STOP to STOP depend on their neighbours; from DISTURBING on the text is cleaned first.
OTHER, LETTER, DIGIT, SINGLE, FULL_STOP, COMMA, SLASH, COLON, APOSTROPHE, STOP, DISTURBING, UNKNOWN = range(
    12
)
GROUPING = 15  # a full stop or a comma inside a number, once seen to be one
# What a token is by its first character.
WORD, NUMBER, NAME, BREAK, EDGE = range(5)
EDGE_CHARACTER = "\ue000"  # one for private use: where a text begins and ends

_SIGNS = {".": FULL_STOP, ",": COMMA, "/": SLASH, ":": COLON, "'": APOSTROPHE, "’": APOSTROPHE,
          "!": STOP, "?": STOP, "…": STOP, "\n": STOP}  # fmt: skip
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_LOOKALIKES = {"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ"}
# Scripts written without spaces: each character is a token of its own, so that 3-grams are of characters.
_UNSPACED = ((0x0E00, 0x0EFF), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3400, 0x9FFF))
_BLOCK = 256
# A letter's number counts by its place in the word, times this for each letter before it.
STEP = 0xD1342543DE82EF95


def _among() -> NDArray[np.uint8]:
    """What a sign is between two parts, by (before, sign, after), four bits each: a part of a number or of a word,
    a break, or nothing."""
    table = np.full(1 << 12, OTHER, dtype=np.uint8)
    for before in range(UNKNOWN + 1):
        for sign in range(FULL_STOP, STOP + 1):
            for after in range(UNKNOWN + 1):
                found = STOP if sign in (FULL_STOP, COLON, STOP) else OTHER
                if before == after == DIGIT and sign <= COLON:
                    found = GROUPING if sign <= COMMA else DIGIT
                elif before == after == LETTER and sign == APOSTROPHE:
                    found = LETTER
                table[before << 8 | sign << 4 | after] = found
    return table


SIGN_AMONG = _among()


def hashed(word: str) -> int:
    """A 64-bit number of a word, the same in every process and on every machine."""
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


class Tables:
    """parts, kinds: by code unit, its part in a token and what a token is that begins with it.

    bases, tones: the letter in lower case without its tone, and the tone, as numbers; 0 where there is none.
    """

    def __init__(self) -> None:
        self.parts: NDArray[np.uint8] = np.full(1 << 16, UNKNOWN, dtype=np.uint8)
        self.kinds: NDArray[np.uint8] = np.zeros(1 << 16, dtype=np.uint8)
        self.bases: Hashes = np.zeros(1 << 16, dtype=np.uint64)
        self.tones: Hashes = np.zeros(1 << 16, dtype=np.uint64)
        self._lock = Lock()

    def learn(self, units: NDArray[Any]) -> None:
        """Fill the blocks of these characters."""
        with self._lock:
            for block in np.unique(units >> 8).tolist():
                start = block * _BLOCK
                if self.parts[start] == UNKNOWN:
                    self._fill(start)

    def _fill(self, start: int) -> None:
        known = [_character(chr(code)) for code in range(start, start + _BLOCK)]
        whole = slice(start, start + _BLOCK)
        self.kinds[whole] = [kind for _, kind, _, _ in known]
        self.bases[whole] = [base for _, _, base, _ in known]
        self.tones[whole] = [tone for _, _, _, tone in known]
        self.parts[whole] = [part for part, _, _, _ in known]  # last: it says that the block is filled


def _character(char: str) -> tuple[int, int, int, int]:
    """Part, kind, base and tone of one character."""
    if char in _SIGNS:
        part = _SIGNS[char]
        # What stands inside numbers and words counts there; a full stop or a comma in a number does not (3.000).
        base = hashed(char) if part in (SLASH, COLON, APOSTROPHE) else 0
        return part, BREAK if part in (FULL_STOP, COLON, STOP) else WORD, base, 0
    if char == EDGE_CHARACTER:
        return SINGLE, EDGE, 0, 0
    if _disturbs(char):
        return DISTURBING, WORD, 0, 0
    if char.isdecimal():
        return (DIGIT, NUMBER, hashed(char), 0) if char.isascii() else (OTHER, WORD, 0, 0)
    if not char.isalnum():
        return OTHER, WORD, 0, 0
    kind = NUMBER if char.isdigit() else NAME if char.isupper() else WORD
    letters, tones = parted(char)
    mark = sum(map(hashed, tones)) & 0xFFFF_FFFF_FFFF_FFFF
    part = SINGLE if any(first <= ord(char) <= last for first, last in _UNSPACED) else LETTER
    return part, kind, hashed(letters), mark


@lru_cache(maxsize=4096)
def parted(char: str) -> tuple[str, str]:
    """A letter in lower case without its tone, and the tone: a word is the same wherever it bears its tone."""
    plain = unicodedata.normalize("NFD", _LOOKALIKES.get(char, char).lower())
    tones = "".join(one for one in plain if one in _TONES)
    return unicodedata.normalize("NFC", "".join(one for one in plain if one not in _TONES)), tones


@lru_cache(maxsize=1)
def _composing() -> frozenset[str]:
    """Characters that may melt into the one before them."""
    found = {chr(code) for code in range(0x1161, 0x11C3)}
    for code in range(0x10000):
        parts = unicodedata.decomposition(chr(code)).split()
        if len(parts) == 2 and parts[0][0] != "<":
            found.add(chr(int(parts[1], 16)))
    return frozenset(found)


def _disturbs(char: str) -> bool:
    """Whether a text with this character must be cleaned first: marks, invisible ones, halves of characters."""
    if "\ud800" <= char <= "\udfff" or unicodedata.combining(char) or char in _composing():
        return True
    return char not in _LOOKALIKES and clean(char) not in (char, " ")
