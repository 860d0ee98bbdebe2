"""The likeness that is told before rapidfuzz is loaded never says less than rapidfuzz would."""

from __future__ import annotations

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
        if loaded:
            likeness._reckoned()
        told = likeness.ratio(one, other, least)
        assert told == wanted or (told == 0 and wanted < least)
