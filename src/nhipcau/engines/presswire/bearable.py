"""Pages that an HTML parser would take minutes for: tags nested thousands deep, thousands of attributes in one tag."""

from __future__ import annotations

import re

from .model import Unreadable

MAX_TAGS = 400_000
MAX_DEPTH = 1_500
SAFE_TAGS = 12_000
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)")
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "td",
        "tr",
        "th",
        "dd",
        "dt",
        "option",
    ]
)
_OVERLOADED = re.compile(
    r"""<[a-zA-Z][^\s>/<]*+(?:[\s/<]++[^\s=>"'/<]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'/<]*+))?+){3000}"""
)


def refuse_unbearable(text: str, name: str) -> None:
    """Raise Unreadable ``page_too_deep`` for such a page.  name: its address, for its sentence."""
    tags = text.count("<")
    if tags > MAX_TAGS or _overloaded(text) or (tags > SAFE_TAGS and _depth(text) > MAX_DEPTH):
        raise Unreadable("page_too_deep", page=name)


def _overloaded(text: str) -> bool:
    """Whether one tag carries thousands of attributes, which parsers compare pair by pair."""
    pieces = text.split(">")
    if max(map(len, pieces)) <= 20_000:
        return False
    # Scripts are long too, and the expression takes long over them: most lack the signs that part attributes.
    parting = (
        len(piece.split()) + piece.count("/") + piece.count("<") for piece in pieces if len(piece) > 20_000
    )
    return max(parting) >= 3000 and _OVERLOADED.search(text) is not None


def _depth(text: str) -> int:
    """An upper estimate of how deep the page nests: open tags less closed ones, unclosable ones left out."""
    depth = deepest = 0
    for closing, tag in _TAG.findall(text):
        if tag.lower() in _VOID:
            continue
        if closing:
            depth = max(depth - 1, 0)
        else:
            depth += 1
            if depth > deepest:
                deepest = depth
    return deepest
