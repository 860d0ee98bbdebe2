"""Markup in titles and summaries to plain text, quickly."""

from __future__ import annotations

import html
import re

from nhipcau.engines.vntext.letters import sound

_TAG = re.compile(r"<(?:/?[A-Za-z][^<>]*|!\[CDATA\[|!DOCTYPE[^<>]*)>", re.DOTALL)
_SILENT = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|$)", re.DOTALL | re.IGNORECASE)
_BLOCK = re.compile(
    r"<(?:/?(?:p|div|br|li|ul|ol|h[1-6]|tr|td|table|blockquote|img|figure)\b)[^<>]*>", re.IGNORECASE
)


def plain_text(markup: str) -> str:
    """Text of a piece of HTML: tags out, entities undone, white space single."""
    if "<" in markup:
        if "<s" in markup or "<S" in markup:
            markup = _SILENT.sub(" ", markup)
        markup = _TAG.sub("", _BLOCK.sub(" ", _without_comments(markup)))
    if "&" in markup:
        markup = html.unescape(markup)
    return " ".join(sound(markup).split())


def _without_comments(markup: str) -> str:
    """A comment that never closes is text, as browsers of old showed it."""
    pieces = markup.split("<!--")
    out = [pieces[0]]
    for number, piece in enumerate(pieces[1:], start=1):
        _, closed, after = piece.partition("-->")
        if not closed:
            out.append("<!--" + "<!--".join(pieces[number:]))
            break
        out.append(after)
    return "".join(out)
