"""Ruling lines of a scan: the quick way finds what the plain words of the rule say."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from nhipcau.engines.officialdoc.scan.scan_image import _rules, _runs

masks = arrays.arrays(bool, arrays.array_shapes(min_dims=2, max_dims=2, max_side=40))


def said_plainly(mask, length):
    """Row by row: a gap of at most two pixels is bridged to the right of ink; then long enough runs stay."""
    out = np.zeros_like(mask)
    for y, row in enumerate(mask):
        joined = [any(row[max(x - 2, 0) : x + 1]) for x in range(len(row))]
        start = None
        for x, dark in enumerate([*joined, False]):
            if dark and start is None:
                start = x
            if not dark and start is not None:
                if x - start >= length:
                    out[y, start:x] = True
                start = None
    return out


@given(masks, st.integers(1, 50))
def test_runs_are_those_of_the_rule(mask, length):
    assert (_runs(mask, length) == said_plainly(mask, length)).all()


def test_rules_of_a_page_lie_where_they_are_drawn_and_marks_that_are_none_stay():
    mask = np.zeros((120, 300), bool)
    mask[10:13, 20:280] = True  # a rule of three pixels
    mask[40, 5:200] = True
    mask[41, 100:260] = True  # the same rule, a little slanted
    mask[70:110, 50:100] = True  # a picture
    rules, own = _rules(mask, 2.0, 8)
    assert [(rule.at, rule.start, rule.end) for rule in rules] == [(5.75, 10, 140), (20.5, 2.5, 130)]
    assert (own[:60] == mask[:60]).all() and not own[60:].any()
