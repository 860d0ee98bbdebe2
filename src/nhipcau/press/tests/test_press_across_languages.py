"""Stories across languages: with a model at hand, an event told in two languages is one story."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from nhipcau.press import memory, vectors
from nhipcau.press.actions import stories
from nhipcau.press.models import Article, ArticleVector
from nhipcau.press.tests.press_pages import MORNING

LANDSLIDE = ("Sạt lở đèo Mimosa, đường lên Đà Lạt đi luân phiên", ["Gần một trăm khối đất đá trượt xuống đèo Mimosa, Đà Lạt, Lâm Đồng.", "Không ai bị thương. Xe đi luân phiên từng chiều một."])  # fmt: skip
ABROAD = ("Landslide narrows Mimosa Pass into Da Lat", ["About a hundred cubic metres of rock slid onto the Mimosa Pass in Lam Dong.", "Nobody was hurt and cars take turns on the open lane."])  # fmt: skip
FAIR = ("Red dragon fruit of Lam Dong shown at a fair", ["Growers from Lam Dong showed twenty tonnes of red dragon fruit at the fair.", "Buyers asked for medium fruit with a thick skin and long leaves."])  # fmt: skip


@pytest.fixture
def model(settings, monkeypatch):
    """A model of three meanings, for a test: what slides, what is sold, and all else."""

    def embed(texts):
        rows = []
        for text in texts:
            slides = "sạt lở" in text.lower() or "landslide" in text.lower()
            row = np.array([1.0, 0.0, 0.0] if slides else [0.8, 0.6, 0.0], dtype=np.float32)
            rows.append(row / np.linalg.norm(row))
        return np.stack(rows)

    settings.PRESS_ACROSS_LANGUAGES = True
    monkeypatch.setattr(vectors, "_model", lambda: embed)
    return embed


@pytest.fixture
def three(take):
    home = take("https://baomau.example/sat-lo-1001.html", *LANDSLIDE)
    fair = take("https://lantern.example/fair-77.html", *FAIR, at=MORNING + timedelta(hours=1))
    abroad = take(
        "https://lantern.example/mimosa-78.html",
        *ABROAD,
        at=MORNING + timedelta(hours=2),
    )
    return home, fair, abroad


def test_an_event_told_in_two_languages_is_one_story_named_in_vietnamese(model, three):
    home, fair, abroad = three
    assert (home.language, abroad.language) == ("vi", "en")
    assert abroad.story_id == home.story_id != fair.story_id
    home.story.refresh_from_db()
    assert (home.story.title, home.story.articles_count) == (LANDSLIDE[0], 2)


def test_a_story_first_told_abroad_takes_its_vietnamese_name_when_that_comes(model, take):
    take("https://lantern.example/mimosa-78.html", *ABROAD)
    home = take("https://baomau.example/sat-lo-1001.html", *LANDSLIDE, at=MORNING + timedelta(hours=3))
    assert home.story.title == LANDSLIDE[0]
    assert home.story.articles_count == 2


def test_without_the_model_each_language_has_its_story(three):
    home, _fair, abroad = three
    assert abroad.story_id != home.story_id
    assert not ArticleVector.objects.exists()


def test_a_worker_that_starts_anew_places_as_the_old_one_did(model, take):
    home = take("https://baomau.example/sat-lo-1001.html", *LANDSLIDE)
    memory.forget()
    abroad = take("https://lantern.example/mimosa-78.html", *ABROAD, at=MORNING + timedelta(hours=2))
    assert abroad.story_id == home.story_id


def test_articles_from_before_the_model_get_their_vectors_at_night_and_are_settled(
    settings, three, monkeypatch
):
    home, fair, abroad = three
    assert abroad.story_id != home.story_id
    settings.PRESS_ACROSS_LANGUAGES = True
    slides = {home.pk, abroad.pk}
    told = {row.title: row.pk in slides for row in Article.objects.all()}
    monkeypatch.setattr(
        vectors,
        "_model",
        lambda: (
            lambda texts: np.array(
                [[1.0, 0.0] if told[text.split(". ")[0]] else [0.8, 0.6] for text in texts], dtype=np.float32
            )
        ),
    )
    assert stories.make_missing_vectors() == 3
    assert stories.make_missing_vectors() == 0
    stories.settle()
    for article in (home, fair, abroad):
        article.refresh_from_db()
    assert abroad.story_id == home.story_id != fair.story_id
