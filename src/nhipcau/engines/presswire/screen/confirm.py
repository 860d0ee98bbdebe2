"""Say exactly whether a piece of a page spells a name: the second opinion after the fast scan.

Works on readable text (no escapes) in NFD, where the rule of ``names`` is plain: the name's letters,
each with some of its own marks, words parted by anything that parts words, and no letter on either side.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import re2

from nhipcau.engines.presswire.screen.names import (
    APOSTROPHES,
    SHORTEST_ANY_CASE,
    SHORTEST_JOINED,
    Letter,
    is_latin,
    is_spaced_script,
    letter_count,
    words_of,
)
from nhipcau.engines.presswire.screen.plain import compose, unescape

_GAP = r"(?:[\s\-‐-―_+\u00b7\u30fb]|<[^<>]{0,300}>)"
# The same without bounds and with Python's idea of white space, for RE2, which knows ASCII's alone.
_LOOSE_SPACE = r"\s\x0b\p{Z}\x1c-\x1f\x{85}"
_LOOSE_GAP = rf"(?:[{_LOOSE_SPACE}\-‐-―_+\x{{b7}}\x{{30fb}}]|<[^<>]*>)*"
_NO_LETTER_BEFORE = r"(?<![^\W\d_])(?<![\u0300-\u036f])"
_NO_LETTER_AFTER = r"(?![^\W\d_]|[\u0300-\u036f])"
_ESCAPED_SPACE = re.compile(rb"\\+[nrtfv]|%20|%0[aAdD9]|%2[fFdD]")
_EDGE = 12
_SEPARATORS = re.compile(_GAP)


def readable(window: bytes) -> str:
    """Text of a stretch of UTF-8 bytes with its escapes undone, in NFD."""
    if window.isascii() and b"&" not in window and b"\\" not in window and b"%" not in window:
        return window.decode("ascii")  # most windows, and all that follows would change nothing
    plain = compose(unescape(_ESCAPED_SPACE.sub(b" ", window)))
    return unicodedata.normalize("NFD", plain.decode("utf-8", "replace"))


@lru_cache(maxsize=16384)
def _pattern(name: str) -> re.Pattern[str]:
    if not is_latin(name):
        characters = unicodedata.normalize("NFD", unicodedata.normalize("NFC", name))
        gaps = r"[\s\-·・]*" if not is_spaced_script(name) else _GAP + "{1,30}"
        spelled = gaps.join(re.escape(word) for word in characters.split())
        before = _NO_LETTER_BEFORE if is_spaced_script(name) else ""
        return re.compile(f"{before}({spelled})", re.IGNORECASE)
    words = [r"".join(_letter(letter) for letter in word) for word in words_of(name)]
    after = _NO_LETTER_AFTER + (r"(?![0-9])" if name[-1:].isdigit() else "")
    before = _NO_LETTER_BEFORE + (r"(?<![0-9])" if name[:1].isdigit() else "")
    return re.compile(f"{before}({(_GAP + '{0,30}').join(words)}){after}", re.IGNORECASE)


@lru_cache(maxsize=16384)
def _loose(name: str) -> re2._Regexp | None:
    """What every text that ``_pattern`` finds the name in must hold, without regard to its neighbours.

    RE2 says no in a tenth of the time, and no is the answer to nearly all candidates.
    """
    if not is_latin(name):
        return None
    words = ["".join(_letter(letter, _LOOSE_SPACE) for letter in word) for word in words_of(name)]
    return re2.compile("(?i)" + _LOOSE_GAP.join(words))


def _letter(letter: Letter, space: str = r"\s") -> str:
    if letter.base == "'":
        return rf"(?:[{re.escape(APOSTROPHES)}][{space}]?|[{space}\-])?"
    marks = f"[{''.join(letter.marks)}]*" if letter.marks else ""
    base = "[dđð]" if letter.base == "đ" else re.escape(letter.base)
    return base + marks


def find(name: str, text: str, cut: tuple[bool, bool] = (False, False)) -> str | None:
    """The name as ``text`` (NFD) spells it, in NFC, or None.

    cut: whether the text was cut out of a longer one at its beginning and at its end; there a letter or
    half an escape may be missing, so a name at the very edge proves nothing.

    A short name without its marks is a trap ("lak" is in "black", "lat" in every map): a run-together
    bare name counts from ``SHORTEST_JOINED`` letters, a bare one-word name of three letters only as "Lak".
    """
    loose = _loose(name)
    if loose is not None and loose.search(text) is None:
        return None
    for match in _pattern(name).finditer(text):
        if (cut[0] and match.start() < _EDGE) or (cut[1] and match.end() > len(text) - _EDGE):
            continue
        spelled = match.group(1)
        if not spelled.isascii() or not is_latin(name):
            return unicodedata.normalize("NFC", spelled)
        if _trusted(name, spelled):
            return spelled
    return None


def _trusted(name: str, spelled: str) -> bool:
    """Whether a spelling in bare ASCII letters is enough to go by."""
    words = words_of(name)
    letters = letter_count(words)
    has_apostrophe = any(letter.base == "'" for word in words for letter in word)
    if has_apostrophe and "'" not in spelled and "`" not in spelled:
        return letters >= SHORTEST_JOINED - 1
    if len(words) > 1:
        return letters >= SHORTEST_JOINED or _SEPARATORS.search(spelled) is not None
    if letters >= SHORTEST_ANY_CASE or has_apostrophe:
        return True
    return spelled == spelled.capitalize()
