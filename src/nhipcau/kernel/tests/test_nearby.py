"""Words of a search that stand near each other, and the place that shows them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.kernel.nearby import FAR, excerpt, spread

LONG = (
    "Mỗi cơ quan bố trí một lãnh đạo phụ trách. "
    + "Phần này nói chuyện khác. " * 30
    + "Nhân sự đầu mối do sở cử."
)


@pytest.mark.parametrize(
    ("text", "words", "want"),
    [
        ("Bố trí nhân sự đầu mối", "bo tri nhan su", 0),
        ("Bố trí nhân sự đầu mối", "nhân bố", 1),
        ("Bố trí đủ nhân sự", "bo tri nhan su", 1),
        ("Nhân sự được bố trí", "bo tri nhan su", 1),
        ("bố trí việc; một lát sau, nhân viên ấy sửa sự cố", "bo tri nhan su", 6),
        ("Sao lưu", "bo tri nhan su", FAR),
        ("Số 23/KH-UBND ngày 5/1", "23/kh-ubnd", 0),
        ("bộ, bộ phận", "bo bo", 0),
        ("", "bo", FAR),
        ("Bố trí", "", FAR),
    ],
    ids=str,
)
def test_words_between_are_counted_where_they_are_fewest(text, words, want):
    assert spread(text, words) == want


def shown(pieces):
    return "".join(f"[{text}]" if hit else text for text, hit in pieces)


def test_what_is_shown_bears_the_texts_own_letters_and_marks_the_words():
    assert shown(excerpt("Mỗi sở bố trí nhân sự đầu mối.", "bo tri nhan su")) == (
        "Mỗi sở [bố] [trí] [nhân] [sự] đầu mối."
    )


def test_words_far_apart_are_shown_with_what_stands_around_each():
    text = shown(excerpt(LONG, "phu trach dau moi"))
    assert "[phụ] [trách]" in text and "[đầu] [mối]" in text and " … " in text
    assert len(text) < 200


def test_of_two_places_the_nearer_is_shown():
    assert shown(excerpt("nhân viên giữ bố cục. Ở dưới: bố trí nhân sự.", "bo nhan")).endswith(
        "[bố] trí [nhân] sự."
    )


def test_nothing_is_shown_of_a_text_without_the_words():
    assert excerpt("Sao lưu", "bo tri") == ()


@given(st.text(max_size=200), st.text(max_size=30))
def test_an_excerpt_is_of_the_text_and_marks_only_what_was_looked_for(text, words):
    pieces = excerpt(text, words)
    assert bool(pieces) == (spread(text, words) < FAR)
    assert all(piece for piece, _hit in pieces)
