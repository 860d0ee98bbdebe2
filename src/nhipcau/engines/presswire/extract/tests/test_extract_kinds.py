"""Pages of the kinds that readers stumble over: made-up ones here, the given ones where they are at hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from nhipcau.engines.presswire.extract import extract
from nhipcau.engines.presswire.extract.tests.kinds_of_pages import KINDS, Kind
from nhipcau.engines.presswire.model import Article, FetchedPage

GIVEN = Path(__file__).parents[7] / "shared" / "press" / "cases"


def read(html: bytes, url: str) -> Article:
    return extract(FetchedPage(url=url, body=html, content_type="text/html; charset=utf-8"))


def faults(article: Article, *, has: Any, has_not: Any, once: Any) -> list[str]:
    body = " ".join(article.body.split())
    return [
        *(f"missing: {text}" for text in has if " ".join(text.split()) not in body),
        *(f"kept: {text}" for text in has_not if " ".join(text.split()) in body),
        *(f"twice: {text}" for text in once if body.count(" ".join(text.split())) > 1),
    ]


def day_of(article: Article, form: str) -> str:
    """The date as the expectation writes it: a day, or a day with hour and minute."""
    return article.published.isoformat()[: len(form) or 10] if article.published else ""


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_made_up_page_is_read_right(kind: Kind) -> None:
    article = read(kind.html.encode(), kind.url)
    assert faults(article, has=kind.has, has_not=kind.has_not, once=kind.once) == []
    if kind.day != "?":
        assert day_of(article, kind.day) == kind.day
    if kind.title is not None:
        assert article.title == kind.title
    if kind.authors is not None:
        assert article.authors == kind.authors
    if kind.image is not None:
        assert article.lead_image == kind.image


def given() -> list[str]:
    return sorted(path.stem for path in GIVEN.glob("*.html"))


@pytest.mark.parametrize("name", given() or ["none"])
def test_a_given_page_is_read_right(name: str) -> None:
    if name == "none":
        pytest.skip("no given pages in this checkout: ../shared/press/cases is absent")
    expected = json.loads((GIVEN / "expected.json").read_text("utf-8"))[name]
    article = read((GIVEN / f"{name}.html").read_bytes(), expected["url"])
    found = faults(article, has=expected["has"], has_not=expected["hasnot"], once=expected.get("once", ()))
    assert found == []
    assert article.title == expected["title"]
    assert day_of(article, expected["date"] or "") == (expected["date"] or "")
    assert list(article.authors) == expected.get("author", list(article.authors))
    assert article.lead_image == expected.get("image", article.lead_image)
    assert article.canonical_url == expected.get("canonical", article.canonical_url)
    if "updated" in expected:
        assert article.updated is not None and article.updated.isoformat().startswith(expected["updated"])
