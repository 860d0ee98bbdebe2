"""Letters that break what they come into: a database, a Word file, a workbook, a feed, the direction of a line.

What XML 1.0 cannot hold (production 2, Char), controls, and what turns the direction of a line.
"""

from __future__ import annotations

import re
import unicodedata

UNSOUND = re.compile(
    "[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
# Letters that take room or none and show nothing, besides white space and Unicode's category Cf: fillers, joiners of
# marks, an empty Braille cell, selectors of variants.
UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)


def shows(text: str) -> bool:
    """Whether anything of a text can be seen."""
    return any(
        not letter.isspace() and unicodedata.category(letter) not in {"Cc", "Cf"}
        for letter in UNSEEN.sub("", text)
    )


def sound(text: str) -> str:
    """A text without them, and without null characters, where nobody is there to be told of those."""
    return UNSOUND.sub("", text).replace("\x00", "")


_TURNS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)], "\u2060")


def straight(text: str) -> str:
    """A stranger's text without null characters and with nothing that turns the direction of a line: a title that reads
    as another one would stand so in lists, letters and signed papers.  All else keeps its place."""
    return text.replace("\x00", "").translate(_TURNS)
