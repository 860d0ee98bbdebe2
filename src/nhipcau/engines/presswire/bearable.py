"""Pages that an HTML parser would take minutes for: tags nested thousands deep, thousands of attributes in one tag."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .model import Unreadable

MAX_TAGS = 400_000
MAX_DEPTH = 1_500
SAFE_TAGS = 12_000
_LONG = 20_000
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
    long = list(_long_pieces(text))
    if not long:
        return False
    # Scripts are long too, and the expression takes long over them: most lack the signs that part attributes.
    parting = (len(piece.split()) + piece.count("/") + piece.count("<") for piece in long)
    return max(parting) >= 3000 and _OVERLOADED.search(text) is not None


def _long_pieces(text: str) -> Iterator[str]:
    """The pieces between ">" that are longer than any tag need be; all others are leapt over."""
    size, begin = len(text), 0
    while size - begin > _LONG:
        end = text.rfind(">", begin, begin + _LONG + 1)
        if end < 0:
            end = text.find(">", begin + _LONG)
            end = size if end < 0 else end
            yield text[begin:end]
        begin = end + 1


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
