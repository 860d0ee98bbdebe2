"""The demo world: who publishes what and when, and the truth about it for tests to hold results against.

Outlets and texts are data files (``data/*.toml``), all made up.  An article's day is counted from nine
days before the day that the world is shown on, so the world is always fresh and always the same for a day.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from importlib import resources
from typing import Any

VIETNAM = timezone(timedelta(hours=7))
DAYS = 10
_WORDS = (
    ("cho biết", "thông tin"), ("bắt đầu", "khởi động"), ("dự kiến", "có kế hoạch"), ("vẫn", "tiếp tục"),
    ("đề nghị", "kiến nghị"), ("giới thiệu", "trình bày"), ("công bố", "thông báo"), ("khuyên", "nhắc"),
    ("báo đã", "cho hay đã"), ("nhiều nhất là", "phần lớn là"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outlet:
    """A made-up outlet.  feed: ``rss``, ``atom``, ``json`` or "" for section pages only."""

    slug: str
    name: str
    language: str
    country: str
    kind: str
    feed: str
    sitemap: bool


@dataclass(frozen=True, slots=True)
class DemoArticle:
    """One published text and the truth about it.

    day: 0-9, nine being the day shown.  relevance: about, mentions, in_passing or none (of the province).
    story: articles with the same word tell of one event.  copy_of: the article it was taken from.
    mistake, truth: a wrong sentence and what is right.  correction_of: the article it corrects.
    ambiguous: why its place name may mislead.
    """

    id: str
    outlet: Outlet
    day: int
    time: str
    section: str
    story: str
    relevance: str
    places: tuple[str, ...]
    title: str
    paragraphs: tuple[str, ...]
    copy_of: str = ""
    mistake: str = ""
    truth: str = ""
    correction_of: str = ""
    ambiguous: str = ""

    @property
    def path(self) -> str:
        """The article's address on its outlet, with a slug and a number as outlets make them."""
        return f"/{self.section}/{slug_of(self.title) or 'tin'}-{20000 + self.day * 100 + number_of(self.id)}.html"

    def published(self, shown_on: date) -> datetime:
        """When it came out, if the world is shown on ``shown_on``."""
        hour, minute = map(int, self.time.split(":"))
        day = shown_on - timedelta(days=DAYS - 1 - self.day)
        return datetime(day.year, day.month, day.day, hour, minute, tzinfo=VIETNAM)

    def as_truth(self, shown_on: date, root: str = "") -> Mapping[str, Any]:
        """What is true of the article, for JSON.  root: the outlet's address, to give whole addresses."""
        return {
            "id": self.id, "url": root + self.path, "outlet": self.outlet.slug, "language": self.outlet.language,
            "title": self.title, "body": "\n".join(self.paragraphs), "published": self.published(shown_on).isoformat(),
            "relevance": self.relevance, "places": list(self.places), "story": self.story, "copy_of": self.copy_of,
            "mistake": self.mistake, "truth": self.truth, "correction_of": self.correction_of, "ambiguous": self.ambiguous,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class World:
    """All outlets and articles; articles in order of time."""

    outlets: tuple[Outlet, ...]
    articles: tuple[DemoArticle, ...]

    def of(self, slug: str) -> tuple[DemoArticle, ...]:
        """An outlet's articles, oldest first."""
        return tuple(article for article in self.articles if article.outlet.slug == slug)

    def truth(self, shown_on: date, roots: Mapping[str, str] | None = None) -> list[Mapping[str, Any]]:
        """The ground truth of every article.  roots: outlet slug → its address."""
        known = roots or {}
        return [article.as_truth(shown_on, known.get(article.outlet.slug, "")) for article in self.articles]

    def copies(self) -> dict[str, tuple[str, ...]]:
        """Original's id → ids of its copies, in order of time."""
        found: dict[str, list[str]] = {}
        for article in self.articles:
            if article.copy_of:
                found.setdefault(article.copy_of, []).append(article.id)
        return {original: tuple(ids) for original, ids in found.items()}

    def stories(self) -> dict[str, tuple[str, ...]]:
        """Story → ids of its articles, in order of time."""
        found: dict[str, list[str]] = {}
        for article in self.articles:
            found.setdefault(article.story, []).append(article.id)
        return {story: tuple(ids) for story, ids in found.items()}


def slug_of(title: str) -> str:
    """ASCII words of a title joined by hyphens, as in an address; "" for other scripts."""
    import unicodedata

    plain = unicodedata.normalize("NFD", title.replace("đ", "d").replace("Đ", "D")).lower()
    kept = "".join(
        c if c.isascii() and c.isalnum() else "" if unicodedata.combining(c) else " " for c in plain
    )
    return "-".join(kept.split())[:80].rstrip("-")


def number_of(article_id: str) -> int:
    """A number for addresses that differs between articles: the letter decides the hundred."""
    return "vefzkr".index(article_id[0]) * 1000 + int(article_id[1:])


def _copied(paragraphs: tuple[str, ...], edit: str, source: Outlet) -> tuple[str, ...]:
    """How a desk changes what it takes over: its own byline, a cut at the end, other words."""
    if edit == "byline":
        return (f"({source.name}) - {paragraphs[0]}", *paragraphs[1:], f"Nguồn: {source.name}")
    if edit == "cut":
        sentences = paragraphs[-1].split(". ")
        end = ". ".join(sentences[:-1])
        return (*paragraphs[:-1], end + "." if end else "") if end else paragraphs[:-1]
    changed = []
    for paragraph in paragraphs:
        for old, new in _WORDS:
            paragraph = paragraph.replace(old, new)
        changed.append(paragraph)
    return tuple(changed)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((resources.files(__package__) / "data" / name).read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def load() -> World:
    """Read the data files."""
    outlets = {row["slug"]: Outlet(**row) for row in _read("outlets.toml")["outlet"]}
    rows = [*_read("vi.toml")["article"], *_read("world.toml")["article"]]
    by_id = {row["id"]: row for row in rows}
    made = []
    for row in rows:
        original = by_id.get(row.get("copy_of", ""), row)
        paragraphs = tuple(" ".join(block.split()) for block in original["text"].strip().split("\n\n"))
        if original is not row:
            paragraphs = _copied(paragraphs, row["edit"], outlets[original["outlet"]])
        fields = {key: value for key, value in row.items() if key not in ("text", "edit", "outlet", "places")}
        made.append(
            DemoArticle(
                outlet=outlets[row["outlet"]], places=tuple(row["places"]), paragraphs=paragraphs, **fields
            )
        )
    return World(
        tuple(outlets.values()),
        tuple(sorted(made, key=lambda article: (article.day, article.time, article.id))),
    )


def load_abroad() -> tuple[DemoArticle, ...]:
    """What the demonstration's outlets print besides, for its subject watches: it names no place of the province."""
    outlets = {outlet.slug: outlet for outlet in WORLD.outlets}
    made = []
    for row in _read("abroad.toml")["article"]:
        paragraphs = tuple(" ".join(block.split()) for block in row["text"].strip().split("\n\n"))
        fields = {key: value for key, value in row.items() if key not in ("text", "outlet")}
        made.append(
            DemoArticle(
                outlet=outlets[row["outlet"]], relevance="none", places=(), paragraphs=paragraphs, **fields
            )
        )
    return tuple(made)


WORLD = load()
