"""Lines of bulletins read out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.engines.vntext.saying import say, say_lines
from nhipcau.engines.vntext.saying.numerals import SOUTHERN, whole


def lines() -> list[tuple[str, str, str]]:
    """(block, line, words) of the file."""
    found, block = [], ""
    for text in Path(__file__).with_name("lines.txt").read_text(encoding="utf-8").splitlines():
        if text.startswith("@ "):
            block = text[2:]
        elif text and not text.startswith("#"):
            line, _, words = text.partition(" => ")
            found.append((block, line, words))
    return found


@pytest.mark.parametrize(("block", "line", "words"), lines())
def test_a_line_is_read_out(block, line, words):
    assert say(line) == words


PUNCTUATION = ".,;:!?()“”\"'…"


@given(st.text(alphabet='0123456789/.,:-–%hgkm²đ UBNDKHxã()ngày tháng"“”;!?XIVTPQL+°C$€&', max_size=60))
def test_no_digit_is_left_and_no_line_is_added(line):
    said = say(line)
    assert not any(sign.isnumeric() for sign in said)
    assert "\n" not in said


@given(st.text(max_size=80))
def test_any_text_at_all_is_read(line):
    assert not any(sign.isdecimal() for sign in say(line))


@given(st.lists(st.text(alphabet="12 ab,.", max_size=10), max_size=8))
def test_as_many_lines_come_out_as_go_in(texts):
    assert len(list(say_lines(texts))) == len(texts)


@pytest.mark.parametrize("sign", ["!", "?", ";", "…", "“a”", "(b)", "a, b: c."])
def test_punctuation_is_kept(sign):
    assert say(f"Có 5 xã{sign}") == f"Có năm xã{sign}"


def test_the_south_says_otherwise():
    assert whole(1_005, SOUTHERN) == "một ngàn không trăm lẻ năm"
    assert say("1.005 người", southern=True) == "một ngàn không trăm lẻ năm người"


def test_every_number_to_a_million_is_read_and_no_two_alike():
    said = {whole(number) for number in [*range(3_000), *range(3_000, 1_000_000, 997)]}
    assert len(said) == 3_000 + len(range(3_000, 1_000_000, 997))
