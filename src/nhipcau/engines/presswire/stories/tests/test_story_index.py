"""The index, the records and the arrays answer as plain counting does."""

from __future__ import annotations

import importlib.util
import json
import os
import random
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhipcau.engines.presswire.stories import postings
from nhipcau.engines.presswire.stories.clusterer import StoryClusterer, text_of
from nhipcau.engines.presswire.stories.features import NewsItem, Terms
from nhipcau.engines.presswire.stories.records import entries, packed, record_of, slot_of, unpacked

SHARED = Path(os.environ.get("NHIPCAU_SHARED", Path(__file__).resolve().parents[7] / "shared"))


def _module(name: str):
    spec = importlib.util.spec_from_file_location(name, Path(__file__).parent / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


news, plain = _module("made_up_news"), _module("plain_stories")


def _same(items: list[NewsItem], capacity: int, nearly: float) -> None:
    ours, theirs = StoryClusterer(capacity=capacity), plain.PlainStories(capacity)
    for item in items:
        placed, (story, alike) = ours.add(item), theirs.add(item)
        assert placed.story == story, item.id
        assert placed.similarity == pytest.approx(alike, abs=nearly)


@pytest.mark.parametrize("capacity", [1000, 40])
@pytest.mark.parametrize("dated", [True, False])
@pytest.mark.parametrize("kind", [{}, {"recalls": 0.6, "around": (4, 8)}, {"facts": (1, 2)}])
def test_articles_are_placed_as_by_plain_counting(capacity: int, dated: bool, kind: dict) -> None:
    items, _ = news.make_news(random.Random(str(kind)).randint(100, 10_000), dated=dated, **kind)
    _same(items[:110], capacity, 1e-9)


_SOME = st.sampled_from(["lũ", "Đà Lạt", "quét", "Bảo Lộc", "12", "xe", "hoa", ".", "đường 20", "sạt lở"])
# So few of one term that its count is kept exactly.
_TITLE, _BODY = st.lists(_SOME, max_size=4, unique=True), st.lists(_SOME, max_size=5)


@settings(max_examples=60)
@given(st.lists(st.tuples(_TITLE, _BODY), max_size=14), st.integers(1, 20))
def test_any_texts_are_placed_as_by_plain_counting(texts, capacity) -> None:
    items = [NewsItem(f"a{at}", " ".join(title), " ".join(body)) for at, (title, body) in enumerate(texts)]
    _same(items, capacity, 1e-9)


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "press").is_dir(), reason="shared: ../shared/press is not there")
def test_real_pages_are_placed_as_by_plain_counting() -> None:
    rows = map(json.loads, (SHARED / "press" / "expected.jsonl").read_text("utf-8").splitlines())
    items = [NewsItem(row["id"], row.get("title") or row["body"][:100], row["body"]) for row in rows]
    # Real pages hold so many terms that some share a number.
    _same(random.Random(5).sample(items, 60), 1000, 2e-3)


def test_placing_remembers_nothing() -> None:
    items, _ = news.make_news(5, dated=True)
    clusterer = StoryClusterer()
    for item in items[:40]:
        clusterer.add(item)
    before = clusterer._frequencies.counts.copy(), clusterer._frequencies.leads.copy(), clusterer.to_json()
    for item in items[40:60]:
        assert clusterer.place(text_of(item)) == clusterer.place(text_of(item))
    assert (clusterer._frequencies.counts == before[0]).all()
    assert (clusterer._frequencies.leads == before[1]).all()
    assert clusterer.to_json() == before[2]


def test_what_is_recalled_at_once_is_what_was_added_one_by_one() -> None:
    items, _ = news.make_news(6, dated=True)
    lived = StoryClusterer(capacity=100)
    for item in items[:150]:
        lived.add(item)
    again = StoryClusterer.from_json(lived.to_json())
    for item in items[150:]:
        assert lived.add(item) == again.add(item)
    assert lived.consolidate(60) == again.consolidate(60)
    assert lived.stories() == again.stories()


def test_only_the_last_articles_are_settled_where_that_is_asked() -> None:
    items, _ = news.make_news(7, dated=True)
    clusterer = StoryClusterer()
    for item in items:
        clusterer.recall(item, item.id)  # each a story of its own
    moved = clusterer.consolidate(50)
    assert moved
    assert set(moved) <= {item.id for item in items[-50:]}


def test_how_alike_the_last_ones_are() -> None:
    items, _ = news.make_news(8, dated=True)
    clusterer = StoryClusterer()
    assert clusterer.likeness_to_last(text_of(items[0]), 3) == 0.0
    for item in items[:3]:
        clusterer.add(item)
    assert clusterer.likeness_to_last(text_of(items[1]), 2) > 0.5
    assert clusterer.likeness_to_last(text_of(items[0]), 2) < clusterer.likeness_to_last(text_of(items[0]), 3)


# ---- records -------------------------------------------------------------------------------------------------------


def test_a_record_holds_counts_of_each_field() -> None:
    terms = Terms({"lũ": 3.0, "quét": 1.0, "xe": 40.0}, {"lũ": 2.5}, {"đà lạt": 2.0})
    record = unpacked(packed(record_of(terms)))
    told = entries(record)
    found = dict(zip(zip(told.slot.tolist(), told.name.tolist(), strict=True), told.weight, strict=True))
    assert found[(slot_of("lũ"), False)] == pytest.approx(1 + np.log(3))
    assert found[(slot_of("quét"), False)] == 1.0
    assert found[(slot_of("xe"), False)] == pytest.approx(1 + np.log(40), abs=0.1)
    assert found[(slot_of("\nđà lạt"), True)] == pytest.approx(1 + np.log(2))
    assert (told.lead > 0).sum() == 1


def test_a_term_has_the_same_number_everywhere() -> None:
    assert slot_of("lũ quét") == 1_097_611


# ---- postings ------------------------------------------------------------------------------------------------------


@settings(max_examples=80)
@given(st.lists(st.frozensets(st.integers(0, 300), max_size=12), max_size=60), st.randoms(), st.booleans())
def test_the_index_finds_what_a_list_finds(articles, chance, packed_early) -> None:
    small, large = postings._PACKED, postings._LARGEST
    if packed_early:
        postings._PACKED, postings._LARGEST = 4, 16
    try:
        index = postings.Postings()
        cut = chance.randint(0, len(articles))
        told = [np.array(sorted(one), dtype=np.uint32) * 27_011 for one in articles]
        counts: Counter[int] = Counter()
        if cut:
            sizes = np.array([len(one) for one in told[:cut]])
            index.extend(0, np.concatenate(told[:cut]), sizes, lambda slots: counts.update(slots.tolist()))
        assert counts == Counter(slot for one in told[:cut] for slot in one.tolist())
        for number in range(cut, len(told)):
            index.add(number, told[number])
        wanted = [chance.randint(0, 300) for _ in range(6)]
        numbers, which = index.find(np.array(wanted, dtype=np.uint32) * np.uint32(27_011))
        assert (np.diff(which) >= 0).all()
        found = Counter(zip(numbers.tolist(), which.tolist(), strict=True))
        assert found == Counter(
            (number, at) for at, one in enumerate(wanted) for number, has in enumerate(articles) if one in has
        )
        first = chance.randint(0, len(articles))
        index.forget(first)
        numbers, _ = index.find(np.array(wanted, dtype=np.uint32) * np.uint32(27_011))
        left = [n for n in range(first, len(articles)) for one in wanted if one in articles[n]]
        assert sorted(n for n in numbers.tolist() if n >= first) == sorted(left)
    finally:
        postings._PACKED, postings._LARGEST = small, large


def test_terms_that_are_not_worth_following_are_let_go_as_levels_are_packed(monkeypatch) -> None:
    monkeypatch.setattr(postings, "_PACKED", 4)
    index = postings.Postings(lambda slots: slots != 7)
    for number in range(6):
        index.add(number, np.array([7, 10 + number], dtype=np.uint32))
    assert sorted(index.find(np.array([7], dtype=np.uint32))[0].tolist()) == [4, 5]
    assert index.find(np.array([11], dtype=np.uint32))[0].tolist() == [1]
