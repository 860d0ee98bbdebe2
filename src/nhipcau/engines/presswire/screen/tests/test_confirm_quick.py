"""The quick no of ``confirm`` never contradicts the exact rule."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhipcau.engines.presswire.screen import confirm

NAMES = ("Đạ M'ri", "Đắk R'Lấp", "Krông Nô", "Ea T'Ling", "đèo Prenn", "Bảo Lộc 1", "Tà Đùng")
_PIECES = st.sampled_from(
    [
        *("Đạ", "da", "ĐẠ", "Đắk", "dak", "R", "Lấp", "lap", "M", "ri", "Krông", "KRONG", "Nô", "no", "Ea", "T", "Ling"),
        *("đèo", "Prenn", "Bảo", "Lộc", "1", "12", "Tà", "Đùng", "'", "’", "´", " ", "\u00a0", "\u2009", "\u3000", "\x1c"),
        *("\x85", "\x0b", "-", "–", "_", "+", "·", "<b>", "<br/>", "<a href='x'>", "<", "x", "\n", "\u2028", "K"),
    ]
)  # fmt: skip


@settings(max_examples=1500)
@given(name=st.sampled_from(NAMES), pieces=st.lists(_PIECES, max_size=14), upper=st.booleans())
def test_what_the_exact_rule_finds_the_quick_look_lets_through(name, pieces, upper):
    text = unicodedata.normalize("NFD", "".join(pieces))
    text = text.upper() if upper else text
    if confirm._pattern(name).search(text):
        assert confirm._loose(name).search(text)


@pytest.mark.parametrize("space", [chr(code) for code in range(0x3001) if re.match(r"\s", chr(code))])
@pytest.mark.parametrize("name", ["Krông Nô", "Đắk R'Lấp"])
def test_every_space_that_python_knows_parts_words(name, space):
    text = unicodedata.normalize("NFD", name.replace(" ", space).replace("'", "'" + space))
    assert confirm.find(name, text) is not None
