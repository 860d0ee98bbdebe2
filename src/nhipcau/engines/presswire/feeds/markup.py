"""Markup in titles and summaries to plain text, quickly."""

from __future__ import annotations

import html
import re

_TAG = re.compile(r"<(?:/?[A-Za-z][^<>]*|!--.*?--|!\[CDATA\[|!DOCTYPE[^<>]*)>", re.DOTALL)
_SILENT = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|$)", re.DOTALL | re.IGNORECASE)
_BLOCK = re.compile(
    r"<(?:/?(?:p|div|br|li|ul|ol|h[1-6]|tr|td|table|blockquote|img|figure)\b)[^<>]*>", re.IGNORECASE
)


def plain_text(markup: str) -> str:
    """Text of a piece of HTML: tags out, entities undone, white space single."""
    if "<" in markup:
        if "<s" in markup or "<S" in markup:
            markup = _SILENT.sub(" ", markup)
        markup = _TAG.sub("", _BLOCK.sub(" ", markup))
    if "&" in markup:
        markup = html.unescape(markup)
    return " ".join(markup.split())
