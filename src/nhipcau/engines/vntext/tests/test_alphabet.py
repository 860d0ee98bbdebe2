"""The order of Vietnamese words, whatever letters stand in them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.engines.vntext.alphabet import LETTERS, TONES, in_alphabet


def in_order(words: str) -> str:
    return " ".join(sorted(words.split(), key=in_alphabet))


def test_words_stand_as_in_a_dictionary():
    jumbled = "ma mà mả mã má mạ mai măng mâm me mê mi na nga đa da da2 DA Đa"
    assert in_order(jumbled) == "DA da da2 Đa đa ma mà mả mã má mạ mai măng mâm me mê mi na nga"


def test_figures_and_signs_stand_before_letters_and_other_scripts_behind():
    assert sorted(["越", "{", "z", "a", "9", "-", "я", "ư"], key=in_alphabet) == (
        ["-", "9", "a", "ư", "z", "{", "я", "越"]
    )


@pytest.mark.parametrize("text", ["x\u0301", "\u0301", "a\u0301\u0300", "\u0323 một", "q\u0309y", ""])
def test_a_tone_that_stands_on_no_letter_of_ours_has_its_place(text):
    assert sorted([text + "b", text + "a"], key=in_alphabet) == [text + "a", text + "b"]


@given(st.lists(st.text(alphabet=st.sampled_from(LETTERS + LETTERS.upper() + TONES + " 09-{я"), max_size=12)))
def test_the_order_is_the_same_however_the_letters_are_composed(words):
    words = [unicodedata.normalize("NFC", word) for word in words]
    apart = {word: unicodedata.normalize("NFD", word) for word in words}
    assert sorted(words, key=in_alphabet) == sorted(
        words, key=lambda word: (*in_alphabet(apart[word])[:2], word)
    )
