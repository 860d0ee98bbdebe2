"""Words that a copy glued together at the ends of its lines: "TRIỂNKHAI", "Thủ tướng Chínhphủ", "20112020"."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from nhipcau.engines.vntext.legacy import is_syllable
from nhipcau.engines.vntext.letters import fold
from nhipcau.engines.vntext.regexes import regex

from .wordlists import LISTS

_WORD = regex(r"[^\W\d_]{4,14}")
_YEARS = regex(r"(?<![0-9])((?:19|20)[0-9]{2})((?:19|20)[0-9]{2})(?![0-9])")
_TONES = regex("[\u0300\u0301\u0303\u0309\u0323]")
_ONSET = regex(r"(?:ngh|ng|nh|gh|gi(?=[aăâeêioôơuưy])|g|kh|k|ph|p|qu|th|tr|t|ch|c|b|d|đ|h|l|m|n|r|s|v|x)")
_VOWELS = tuple("aeiouy")


def unglued(text: str) -> str:
    """The text with two syllables written as one word set apart, and two years too.

    Only a word with a Vietnamese mark that is no syllable and falls into two is touched, so foreign names and short forms
    ("ASEAN", "Mondulkiri", "QĐ-UBND") stay.  Where it falls into two in several ways, the second syllable begins with a consonant.
    """
    return _YEARS.sub(r"\1 - \2", _WORD.sub(lambda found: _apart(found.group()), text))


@lru_cache(maxsize=4096)
def _apart(word: str) -> str:
    if word.isascii() or is_syllable(word) or not (word.isupper() or word[1:].islower()):
        return word
    ways: list[tuple[str, str]] = [
        (word[:at], word[at:])
        for at in range(1, len(word))
        if _is_written(word[:at]) and _is_written(word[at:])
    ]
    ways = [way for way in ways if not fold(way[1]).startswith(_VOWELS)] or ways
    best = max(ways, key=lambda way: len(way[0]), default=(word,))
    return " ".join(best)


def _is_written(part: str) -> bool:
    """Whether a syllable is one that is written: its rime is in the list, "gh" and "ngh" only before e, ê and i."""
    if not is_syllable(part):
        return False
    bare = unicodedata.normalize("NFC", _TONES.sub("", unicodedata.normalize("NFD", part.lower())))
    onset = _ONSET.match(bare)
    begun, rime = (onset.group(), bare[onset.end() :]) if onset else ("", bare)
    if not rime and begun == "gi":
        return True
    soft = rime[:1] in "eêi"
    if (begun in ("g", "ng") and soft) or (begun in ("gh", "ngh") and not soft):
        return False
    return rime in LISTS.entries("rimes")
