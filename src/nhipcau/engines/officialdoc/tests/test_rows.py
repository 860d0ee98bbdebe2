"""Rows are grouped as plain counting groups them: by the median of all heights so far, asked for every word."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from hypothesis import given
from hypothesis import strategies as st

from nhipcau.engines.officialdoc.page.rows import Row, Word, has_gap, rows_of, split_row, usual_height


def _plain(words: Sequence[Word]) -> list[list[float]]:
    rows: list[tuple[list[float], list[float], list[float]]] = []
    centre = 0.0
    for word in sorted(words, key=lambda word: word.middle):
        if rows:
            _, heights, lefts = rows[-1]
            if abs(word.middle - centre) <= max(0.45 * min(word.height, median(heights)), 1.5):
                heights.append(word.height)
                lefts.append(word.left)
                centre += (word.middle - centre) / len(lefts)
                continue
        rows.append(([], [word.height], [word.left]))
        centre = word.middle
    return [sorted(lefts) for _, _, lefts in rows]


SIZES = st.floats(0, 40, width=16)
WORDS = st.lists(
    st.tuples(st.floats(0, 90, width=16), SIZES, SIZES).map(
        lambda at: Word("w", at[0], at[1], at[0] + 5, at[1] + at[2])
    ),
    min_size=1,
    max_size=25,
)


@given(WORDS)
def test_rows_are_those_of_plain_counting(words: list[Word]) -> None:
    assert [[word.left for word in row] for row in rows_of(words)] == _plain(words)


@given(WORDS, st.floats(0.1, 3))
def test_a_row_said_to_have_no_gap_is_not_cut(words: list[Word], heights: float) -> None:
    row: Row = sorted(words, key=lambda word: word.left)
    assert has_gap(row, heights) or split_row(row, heights * usual_height(row)) == [row]
