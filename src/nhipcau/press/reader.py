"""An article's text for the screen: paragraphs with the province's names marked; pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from nhipcau.press.excerpts import Piece
from nhipcau.press.models import Article

_SENTENCE = re.compile(r"(?<=[.!?…។。！？])\s+")


def paragraphs(article: Article) -> list[list[Piece]]:
    """The body's paragraphs, the names of the province marked."""
    return marked_paragraphs(article.body, article.mentions)


def marked_paragraphs(body: str, found_in_it: Iterable[Mapping[str, Any]]) -> list[list[Piece]]:
    """A body's paragraphs with what was found in it marked.  found_in_it: each with part, start, end."""
    spans = sorted((m["start"], m["end"]) for m in found_in_it if m["part"] == "body")
    found, at = [], 0
    for line in body.split("\n"):
        inside = [(first - at, last - at) for first, last in spans if at <= first and last <= at + len(line)]
        if line.strip():
            found.append(_pieces(line, inside))
        at += len(line) + 1
    return found


def _pieces(line: str, spans: list[tuple[int, int]]) -> list[Piece]:
    pieces, at = [], 0
    for first, last in spans:
        if first < at:
            continue
        if first > at:
            pieces.append(Piece(line[at:first]))
        pieces.append(Piece(line[first:last], hit=True))
        at = last
    if at < len(line):
        pieces.append(Piece(line[at:]))
    return pieces


def names(article: Article) -> list[tuple[str, int]]:
    """The names as printed, the most often printed first."""
    return Counter(mention["surface"] for mention in article.mentions).most_common(12)


def sentences(article: Article) -> list[str]:
    """The sentences of title and body, to choose from."""
    text = [article.title, *article.body.split("\n")]
    return [part.strip() for line in text for part in _SENTENCE.split(line) if part.strip()][:200]
