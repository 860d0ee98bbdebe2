"""Odd feeds are read as they were before: whatever makes the reader quicker changes no answer."""

from __future__ import annotations

import json

from nhipcau.engines.presswire.feeds.tests import odd_feeds

EXPECTED = json.loads(odd_feeds.EXPECTED.read_text("ascii"))


def test_each_odd_feed_is_read_as_it_is_written_down() -> None:
    said = {name: odd_feeds.told(raw) for name, raw in odd_feeds.named()}
    assert list(said) == list(EXPECTED["named"])
    assert {name: one for name, one in said.items() if one != EXPECTED["named"][name]} == {}


def test_mixtures_of_oddities_are_read_as_they_were() -> None:
    said = [odd_feeds.digest(odd_feeds.mixture(seed)) for seed in range(odd_feeds.MIXTURES)]
    assert len(said) == len(EXPECTED["mixtures"])
    assert [seed for seed, one in enumerate(said) if one != EXPECTED["mixtures"][seed]] == []
