"""Live blogs: what their entries say, which many pages give to machines only (schema.org LiveBlogPosting)."""

from __future__ import annotations

from .metadata import squash
from .structured import Structured, plain

_START = 60
_ENOUGH = 600
"""A page that shows so many letters of its own tells its story without the entries."""


def with_entries(body: str, told: Structured) -> str:
    """The body with those entries that it lacks, each under its own headline; a body of some length stays as it is."""
    entries = [
        (plain(entry.get("headline")), plain(entry.get("articleBody")) or plain(entry.get("description")))
        for article in told.articles
        for entry in _listed(article.get("liveBlogUpdate"))
    ]
    if not entries or len(body) >= _ENOUGH:
        return body
    shown = squash(body)
    lacking = [(title, text) for title, text in entries if text and squash(text)[:_START] not in shown]
    lines = [body] if body else []
    for title, text in lacking:
        if title and squash(title) not in squash(text):
            lines.append(title)
        lines.append(text)
    return "\n".join(lines)


def _listed(value: object) -> list[dict[str, object]]:
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, dict)]
