"""Text that a page carries only inside its scripts, for a browser to set (Next.js, Nuxt and the like).

The last resort for a page that shows no text of its own: the object of its script data that holds an article, with
what it says beside the text; else the longest piece of escaped HTML or running text.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from selectolax.lexbor import LexborHTMLParser

_STRING = re.compile(r'"((?:[^"\\]|\\.){200,})"', re.S)
_PARAGRAPH = re.compile(r"<(?:p|div|br|h[2-4])\b", re.I)
_MAX = 4_000_000
_NODES = 20_000
_ASSIGNED = re.compile(r"(?:^|[=(])\s*(?=[{\[])")
_SENTENCE_END = re.compile(r"[.!?。！？…។]")
_KEYS = {
    "headline": ("headline", "title"),
    "datePublished": ("datepublished", "publishedat", "firstpublishedat", "firstpublished", "publishdate", "publisheddate",
                      "pubdate", "publicationdate", "publishtime", "publishedtime", "datetime", "date"),
    "dateModified": ("datemodified", "updatedat", "modifiedat", "lastmodified", "updatedate", "modifieddate"),
    "author": ("authors", "author", "byline", "writers", "writer", "reporter"),
}  # fmt: skip
"""What stands beside a text, by the keys that systems give it (letters only, in lower case)."""
_TEXT_KEYS = ("text", "html", "content", "value", "paragraph", "body")


@dataclass(frozen=True, slots=True)
class Payload:
    """An article out of script data.  told: what stands beside the text, by the names of JSON-LD."""

    html: str = ""
    told: dict[str, Any] = field(default_factory=dict)


def payload_of(tree: LexborHTMLParser) -> Payload:
    """The article with most text that the page's scripts hold, an empty one if there is none."""
    best, size = Payload(), 500
    for text in _scripts(tree):
        for value in _values(text):
            for item in _objects(value):
                held = _held(item)
                if len(held) > size:
                    best, size = Payload(held, _told(item)), len(held)
    longest = html_of_payload(tree)
    # A text in pieces is told whole by its object; what is longer still stands in a way that this does not know.
    return best if best.html and len(longest) < 1.5 * len(best.html) else Payload(longest)


def _scripts(tree: LexborHTMLParser) -> Iterator[str]:
    for node in tree.css("script"):
        text = node.text()
        if text and 300 <= len(text) <= _MAX and "ld+json" not in (node.attributes.get("type") or ""):
            yield text


def _values(text: str) -> Iterator[Any]:
    """The JSON values of one script: all of it, or what it assigns to a name."""
    decoder = json.JSONDecoder(strict=False)
    for match in list(_ASSIGNED.finditer(text))[:5]:
        try:
            value, end = decoder.raw_decode(text, match.end())
        except (ValueError, RecursionError):
            continue
        yield value
        if end > 0.8 * len(text):
            return


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """Every object inside a JSON value, outer ones first, at most some thousands."""
    queue: list[Any] = [value]
    for at in range(_NODES):
        if at >= len(queue):
            return
        item = queue[at]
        if isinstance(item, dict):
            yield item
            queue.extend(inner for inner in item.values() if isinstance(inner, dict | list))
        elif isinstance(item, list):
            queue.extend(item)


def _held(item: dict[str, Any]) -> str:
    """The text of an object as HTML: a long string of paragraphs, or a list of pieces; "" where it has neither."""
    found = ""
    for value in item.values():
        text = ""
        if isinstance(value, str) and len(value) > 200 and _PARAGRAPH.search(value):
            text = value
        elif isinstance(value, list) and len(value) >= 2:
            pieces = [piece for one in value if (piece := _piece(one))]
            if sum(len(piece) >= 40 and bool(_SENTENCE_END.search(piece)) for piece in pieces) >= 3:
                text = "".join(
                    piece if piece.startswith("<") else f"<p>{html.escape(piece)}</p>" for piece in pieces
                )
        if len(text) > len(found):
            found = text
    return found


def _piece(value: Any) -> str:
    """The text of one piece of a list, "" for what is no text (a picture, a list of other pages)."""
    if isinstance(value, dict) and not any(key in value for key in ("url", "href", "link", "slug")):
        value = next((value[key] for key in _TEXT_KEYS if isinstance(value.get(key), str)), "")
    return value.strip() if isinstance(value, str) else ""


def _told(item: dict[str, Any]) -> dict[str, Any]:
    """What an object says of its text, by the names of JSON-LD."""
    by_key = {re.sub(r"[^a-z]", "", key.lower()): value for key, value in item.items() if value}
    told: dict[str, Any] = {}
    for name, keys in _KEYS.items():
        for key in keys:
            if key in by_key:
                told[name] = _date(by_key[key]) if name.startswith("date") else by_key[key]
                break
    return told


def _date(value: Any) -> Any:
    """A date of script data: a number counts seconds or thousandths since 1970."""
    if isinstance(value, int | float) and not isinstance(value, bool) and value > 1e8:
        seconds = value / 1000 if value > 1e11 else value
        return datetime.fromtimestamp(seconds, UTC).isoformat() if seconds < 1e10 else ""
    return value


def html_of_payload(tree: LexborHTMLParser) -> str:
    """The HTML with most paragraphs that the page's scripts hold as a string, "" if there is none."""
    best, best_worth = "", 0
    for text in _scripts(tree):
        if "\\u003c" not in text and "<" not in text:
            continue
        for candidate in _strings(text, 0):
            worth = (
                len(_PARAGRAPH.findall(candidate)) * 50 + len(candidate)
                if _PARAGRAPH.search(candidate)
                else 0
            )
            if worth > best_worth and worth > 500:
                best, best_worth = candidate, worth
    return best


def _strings(text: str, level: int) -> list[str]:
    """Long JSON strings of a script, and those inside strings that are JSON themselves."""
    found: list[str] = []
    for match in _STRING.finditer(text):
        try:
            value = json.loads(f'"{match.group(1)}"', strict=False)
        except ValueError:
            continue
        if not isinstance(value, str):
            continue
        inner = _strings(value, level + 1) if level < 2 and '":"' in value else []
        found.extend(inner or [value])
    return found
