"""How alike two short texts are, for words whose letters were misread.

rapidfuzz reckons it; it is loaded when two texts first come near enough for it to matter, since loading takes longer than
reading a page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cache

_ROUNDING = 1e-6


def ratio(one: str, other: str, least: float) -> float:
    """0 to 100: twice the letters of their longest common subsequence over all letters.

    least: what the caller asks for; below it the answer may be 0.
    """
    if one == other:
        return 100.0
    if 200 * _in_common(one, other) < (least - _ROUNDING) * (len(one) + len(other)):
        return 0.0
    return _reckoned()(one, other)


def _in_common(one: str, other: str) -> int:
    """So many letters at most are common to both in one order.  The letters themselves are counted only until rapidfuzz
    is there, which is quicker than counting."""
    if _reckoned.cache_info().currsize:
        return min(len(one), len(other))
    return sum((Counter(one) & Counter(other)).values())


@cache
def _reckoned() -> Callable[[str, str], float]:
    from rapidfuzz import fuzz

    return fuzz.ratio
