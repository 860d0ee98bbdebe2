"""How alike two short texts are, for words whose letters were misread.

rapidfuzz reckons it where it is asked often (a scan); its first answers are reckoned here, to the same last digit, since
loading rapidfuzz takes longer than reading some pages, and a document without misread letters asks only a few times.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import count

_ROUNDING = 1e-6
_LONGEST = 400  # letters: longer texts are rapidfuzz's from the first
_FEW = 1000  # answers: more of them cost what loading rapidfuzz does
_asked = count()


def ratio(one: str, other: str, least: float) -> float:
    """0 to 100: twice the letters of their longest common subsequence over all letters.

    least: what the caller asks for; below it the answer may be 0.
    """
    if one == other:
        return 100.0
    letters = len(one) + len(other)
    if 200 * min(len(one), len(other)) < (least - _ROUNDING) * letters:
        return 0.0
    if not _reckoned.cache_info().currsize and letters <= _LONGEST and next(_asked) < _FEW:
        return (1.0 - (letters - 2 * _in_order(one, other)) / letters) * 100
    return _reckoned()(one, other)


def _in_order(one: str, other: str) -> int:
    """How many letters the longest common subsequence of two texts has: a bit for each letter of the first, which is 0
    where a subsequence grows (H. Hyyrö, "Bit-parallel LCS-length computation revisited", 2004)."""
    places: dict[str, int] = {}
    for at, letter in enumerate(one):
        places[letter] = places.get(letter, 0) | 1 << at
    whole = (1 << len(one)) - 1
    row = whole
    for letter in other:
        grown = row & places.get(letter, 0)
        row = (row + grown | row - grown) & whole
    return len(one) - row.bit_count()


@cache
def _reckoned() -> Callable[[str, str], float]:
    from rapidfuzz import fuzz

    return fuzz.ratio
