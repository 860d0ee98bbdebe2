"""The likeness that is told before rapidfuzz is loaded is rapidfuzz's, to the last digit."""

from __future__ import annotations

from itertools import count

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from nhipcau.engines.officialdoc.words import likeness

WORDS = st.text("abcde ", max_size=14)


@given(WORDS, WORDS, st.sampled_from([0, 60, 80, 88, 100]))
def test_as_rapidfuzz_tells_it_from_what_is_asked_on(one: str, other: str, least: float) -> None:
    wanted = fuzz.ratio(one, other)
    for loaded in (False, True):
        likeness._reckoned.cache_clear()
        likeness._asked = count()
        if loaded:
            likeness._reckoned()
        told = likeness.ratio(one, other, least)
        assert told == wanted or (told == 0 and wanted < least)


def test_rapidfuzz_is_loaded_once_it_is_asked_often() -> None:
    likeness._reckoned.cache_clear()
    likeness._asked = count(likeness._FEW - 1)
    likeness.ratio("abcd", "abce", 0)
    assert not likeness._reckoned.cache_info().currsize
    likeness.ratio("abcd", "abce", 0)
    assert likeness._reckoned.cache_info().currsize
