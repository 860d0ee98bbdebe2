"""Plans told in the ways of the grammar: a part of them, drawn by a hash of their names, is read in each run."""

from __future__ import annotations

from hashlib import sha256

import pytest

from tests.corpus.grammar import Way, faults, ways
from tests.corpus.scoring import SCORE

pytestmark = pytest.mark.shared
ONE_OF = 25


def drawn(way: Way) -> bool:
    return int(sha256(f"drawn {way.name}".encode()).hexdigest(), 16) % ONE_OF == 0


WAYS = [way for way in ways() if drawn(way)]


@pytest.mark.parametrize("way", [way for way in WAYS if not way.aside], ids=lambda way: way.name)
def test_what_was_tuned_on_is_read_whole(way: Way):
    if not SCORE.exists():
        pytest.skip("the project's shared test data (plans/score.py) is not here")
    assert faults(way)[0] == []


def test_what_is_kept_aside_holds_its_figure():
    if not SCORE.exists():
        pytest.skip("the project's shared test data (plans/score.py) is not here")
    found = [faults(way) for way in WAYS if way.aside]
    assert sum(not wrong for wrong, _ in found) >= 0.98 * len(found)
