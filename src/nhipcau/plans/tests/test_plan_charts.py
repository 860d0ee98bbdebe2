"""Drawings of the year: full bars, lines that end today."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.plans import charts

COUNTS = st.lists(st.integers(min_value=0, max_value=500), min_size=1, max_size=6)


@given(COUNTS)
def test_a_stacked_bar_is_full_and_leaves_empty_runs_out(counts):
    slices = charts.stacked([(str(place), "", count) for place, count in enumerate(counts)])
    assert len(slices) == sum(count > 0 for count in counts)
    if slices:
        assert sum(piece.width for piece in slices) == pytest.approx(100, abs=0.1)


@given(st.lists(st.integers(min_value=0, max_value=900), min_size=12, max_size=12), st.integers(0, 12))
def test_the_years_line_ends_with_the_last_month_gone(values, gone):
    line = charts.year_line(values, values, months_gone=gone)
    assert len(line.owed.split()) == 13
    assert len(line.delivered.split()) == gone + 1
    assert (line.now is None) == (gone in {0, 12})
