"""Whether words are Vietnamese."""

from __future__ import annotations

import re

from nhipcau.engines.vntext.legacy import is_syllable

_VIETNAMESE_LETTER = re.compile("[ăđĩũơưạ-ỹ]", re.IGNORECASE)
_ASIDE = re.compile(r"\([^()]*\)")


def is_vietnamese(text: str) -> bool:
    """Whether words are Vietnamese: most of them are its syllables, and some bear its own marks, or nearly all are
    such syllables.  Names of another language in it, or of Vietnam in another language, decide nothing."""
    told = _ASIDE.sub(" ", text)
    words = [word for word in re.findall(r"\w+", told) if word.isalpha()]
    share = sum(map(is_syllable, words)) / max(len(words), 1)
    return share >= (0.5 if _VIETNAMESE_LETTER.search(told) else 0.8)
