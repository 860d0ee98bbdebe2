"""Authors serve citation only: nothing is searched, filtered, counted, exported or kept by who wrote it."""

from __future__ import annotations

import importlib
import io
import re
from pathlib import Path

import openpyxl
import pytest
from django.apps import apps
from django.urls import reverse

import nhipcau
from nhipcau.press import search, sheets
from nhipcau.press.actions import searches, triage
from nhipcau.press.models import Article, SavedSearch, SearchText
from nhipcau.press.searchwords import Wish

AUTHOR = "Quỳnh Trâm Vũ"


@pytest.fixture
def signed(article) -> Article:
    article.authors = [AUTHOR]
    article.save(update_fields=["authors"])
    search.index(article)
    return article


@pytest.mark.parametrize("words", [AUTHOR, f'"{AUTHOR}"', "quynh tram vu", "Trâm"])
def test_search_does_not_know_who_wrote_an_article(signed, words):
    assert search.find(Wish(words=words)).articles == []
    assert search.among(Wish(words=words), [signed.search_text.key]) == []
    assert search.find(Wish(words="Bu Prăng")).articles == [signed.pk]


def test_a_note_does_not_bring_the_author_back(signed, coordinator):
    triage.take_note(article=signed, note="xem lại số liệu", by=coordinator)
    assert search.find(Wish(words="số liệu")).articles == [signed.pk]
    assert "tram" not in SearchText.objects.get(article=signed).text.split()


def test_an_index_that_held_authors_is_written_anew(signed):
    old = SearchText.objects.get(article=signed)
    SearchText.objects.filter(pk=old.pk).update(text=f"{old.text} quynh tram vu")
    assert search.find(Wish(words=AUTHOR)).articles == [signed.pk]
    migration = importlib.import_module("nhipcau.press.migrations.0004_search_without_authors")
    migration.without_authors(apps, None)
    assert search.find(Wish(words=AUTHOR)).articles == []
    assert SearchText.objects.get(article=signed).text == old.text


@pytest.mark.parametrize("name", ["author", "authors", "tac_gia", "nguoi_viet"])
def test_no_filter_of_search_or_desk_asks_for_an_author(signed, client_of, coordinator, name):
    client = client_of(coordinator)
    for page in ("press:search", "press:desk"):
        plain = client.get(reverse(page)).content.decode()
        asked = client.get(reverse(page), {name: "Nobody At All"}).content.decode()
        assert (signed.title in plain) == (signed.title in asked)
        assert f'name="{name}"' not in plain
        assert AUTHOR not in plain


def test_a_saved_search_keeps_no_author(signed, coordinator):
    assert "authors" not in Wish.from_json({"authors": AUTHOR, "words": "Bu Prăng"}).to_json()
    assert not Wish.from_json({"author": AUTHOR})
    kept = searches.save_search(name="Cửa khẩu", wish=Wish(words=AUTHOR), alert=True, by=coordinator)
    assert search.find(Wish.from_json(SavedSearch.objects.get(pk=kept.pk).wish)).articles == []


def test_exports_and_feeds_name_the_outlet_only(signed):
    book = openpyxl.load_workbook(io.BytesIO(sheets.workbook([signed], title="Tin")))
    cells = [str(cell.value) for row in book.active.iter_rows() for cell in row]
    assert any(signed.outlet.name in cell for cell in cells)
    assert not any("Trâm" in cell for cell in cells)


def test_the_page_of_the_article_cites_them(signed, client_of, coordinator):
    assert AUTHOR in client_of(coordinator).get(reverse("press:article", args=[signed.pk])).content.decode()


# Where authors may be read: taking an article in, its own row, and the page that cites it.
CITING = {
    "press/actions/ingest.py",
    "press/models.py",
    "press/queries.py",
    "press/views/articles.py",
    "press/templates/press/article.html",
}


def test_no_other_code_reads_authors():
    root = Path(nhipcau.__file__).parent
    found = {
        str(path.relative_to(root))
        for kind in ("*.py", "*.html")
        for path in root.rglob(kind)
        if not {"tests", "migrations", "engines"} & set(path.relative_to(root).parts)
        and re.search(r"\bauthors\b", path.read_text("utf-8"))
    }
    assert found - {"press/search.py"} == CITING
    assert ".authors" not in (root / "press/search.py").read_text("utf-8")
