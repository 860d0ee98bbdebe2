"""What a page says of itself to machines: JSON-LD, OpenGraph and other meta, microdata, links.

Gathered in one pass over the head elements; no judgement here, only reading.  Broken JSON-LD (raw line
breaks, trailing commas, comments, several values in one script) is read as far as it can be.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

_ARTICLE_TYPES = re.compile(
    r"article|posting|report|blogposting|newsarticle|review|liveblog|creativework$|analysis|opinion", re.I
)
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*.*?\*/)|(?:-->|//\s*\]\]>|\]\]>|/\*\s*\]\]>\s*\*/|;)\s*$",
    re.S,
)
_FIELD = re.compile(
    r"\"(datePublished|dateModified|dateCreated|headline|articleBody)\"\s*:\s*\"((?:[^\"\\]|\\.)*)\"", re.S
)
_MAX_NODES = 5_000
_REMARKS = re.compile(r"Comment|Review|Answer|Question", re.I)
LISTED = " listed"
"""Key of a JSON-LD object that was found inside a list of items."""


@dataclass(frozen=True, slots=True)
class Structured:
    """What was found.

    meta: first value of each meta name/property/itemprop, lower-case names.
    articles: JSON-LD objects that describe an article, best first; others: the rest, in order.
    times: ``datetime`` of time elements and microdata with their itemprop, in page order.
    """

    meta: dict[str, str]
    articles: tuple[dict[str, Any], ...]
    others: tuple[dict[str, Any], ...]
    canonical: str = ""
    title_tag: str = ""
    lang: str = ""
    base: str = ""
    image_src: str = ""
    extra: dict[str, list[str]] = field(default_factory=dict)


def structured(tree: LexborHTMLParser) -> Structured:
    """Read a parsed page's metadata; the tree is not changed."""
    meta: dict[str, str] = {}
    several: dict[str, list[str]] = {}
    for node in tree.css("meta"):
        attributes = node.attributes
        content = attributes.get("content")
        if not content:
            continue
        for key in ("property", "name", "itemprop", "http-equiv"):
            name = attributes.get(key)
            if name and not (key == "itemprop" and _of_another(node)):
                name = name.strip().lower()
                meta.setdefault(name, content.strip())
                if name in (
                    "author",
                    "article:author",
                    "dc.creator",
                    "parsely-author",
                    "sailthru.author",
                    "byl",
                ):
                    several.setdefault(name, []).append(content.strip())
    canonical = image_src = ""
    for node in tree.css("link[rel]"):
        attributes = node.attributes
        rel = (attributes.get("rel") or "").lower()
        if rel == "canonical" and not canonical:
            canonical = (attributes.get("href") or "").strip()
        elif rel == "image_src" and not image_src:
            image_src = (attributes.get("href") or "").strip()
    title_node = tree.css_first("head > title") or tree.css_first("title")
    root = tree.root
    html_node: LexborNode | None = tree.css_first("html") if root is not None else None
    base = tree.css_first("base[href]")
    articles, others = _json_ld(tree)
    return Structured(
        meta=meta,
        articles=articles,
        others=others,
        canonical=canonical,
        title_tag=squeeze(title_node.text()[:1000]) if title_node is not None else "",
        lang=(
            (html_node.attributes.get("lang") or html_node.attributes.get("xml:lang") or "")
            if html_node
            else ""
        ),
        base=(base.attributes.get("href") or "") if base is not None else "",
        image_src=image_src,
        extra=several,
    )


def _of_another(node: LexborNode) -> bool:
    """Whether a microdata element describes a comment or a review, not the article."""
    up = node.parent
    for _ in range(8):
        if up is None or up.tag in ("head", "body"):
            return False
        kind = up.attributes.get("itemtype")
        if kind:
            return _REMARKS.search(kind) is not None
        up = up.parent
    return False


def squeeze(text: str) -> str:
    """One line, single spaces."""
    return " ".join(text.split())


def plain(value: Any) -> str:
    """A JSON-LD text value without entities and tags, "" where it is no text."""
    if isinstance(value, list):
        value = next((item for item in value if isinstance(item, str)), "")
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or ""
    if not isinstance(value, str):
        return ""
    if "&" in value:
        value = html.unescape(value)
    if "<" in value:
        value = re.sub(r"<[^<>]{1,300}>", " ", value)
    return squeeze(value)


def _json_ld(tree: LexborHTMLParser) -> tuple[tuple[dict[str, Any], ...], tuple[dict[str, Any], ...]]:
    """Article objects and all others of the page's JSON-LD, ``@graph`` and nesting undone."""
    articles: list[dict[str, Any]] = []
    others: list[dict[str, Any]] = []
    for node in tree.css('script[type="application/ld+json"]'):
        text = node.text()
        if not text or len(text) > 2_000_000:
            continue
        for value in _values(text):
            for item in _objects(value):
                kinds = item.get("@type")
                kind = " ".join(map(str, kinds)) if isinstance(kinds, list) else str(kinds or "")
                if _ARTICLE_TYPES.search(kind) and (
                    "headline" in item or "datePublished" in item or "articleBody" in item
                ):
                    articles.append(item)
                else:
                    others.append(item)
    articles.sort(
        key=lambda item: -sum(key in item for key in ("headline", "datePublished", "author", "articleBody"))
    )
    return tuple(articles), tuple(others)


def _values(text: str) -> Iterator[Any]:
    """The JSON values of one script, mended where it is broken."""
    for mend in (False, True):
        try:
            yield json.loads(
                _TRAILING_COMMA.sub(r"\1", _WRAPPING.sub("", text.strip())) if mend else text, strict=False
            )
            return
        except (ValueError, RecursionError):
            continue
    # Not JSON at all: the few fields that matter, wherever they stand.
    found: dict[str, Any] = {}
    for name, value in _FIELD.findall(text[:500_000]):
        try:
            found.setdefault(name, json.loads(f'"{value}"', strict=False))
        except ValueError:
            found.setdefault(name, value)
    if found:
        yield {"@type": "Article", **found}


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """Every typed object inside a JSON value, outer ones first, at most a few thousand."""
    queue: list[Any] = [value]
    seen = 0
    at = 0
    listed: set[int] = set()  # places in the queue of what stands in a list: other articles, mostly
    while at < len(queue) and seen < _MAX_NODES:
        item = queue[at]
        in_list = at in listed
        at += 1
        seen += 1
        if isinstance(item, list):
            if in_list:
                listed.update(range(len(queue), len(queue) + len(item[:500])))
            queue.extend(item[:500])
        elif isinstance(item, dict):
            if "@type" in item:
                yield {**item, LISTED: True} if in_list else item
            for key in (
                "@graph",
                "mainEntity",
                "mainEntityOfPage",
                "itemListElement",
                "hasPart",
                "item",
                "article",
                "publisher",
            ):
                inner = item.get(key)
                if isinstance(inner, dict | list):
                    if in_list or key == "itemListElement":
                        listed.add(len(queue))
                    queue.append(inner)
