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
_BLOCK_NAMES = frozenset(
    [
        "p",
        "div",
        "br",
        "li",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "tr",
        "td",
        "table",
        "blockquote",
        "img",
        "figure",
    ]
)


class _Parting(dict[str, str]):
    """What stands in the place of a tag of this name: a space where it parts words, nothing elsewhere."""

    def __missing__(self, name: str) -> str:
        parting = " " if name.lower() in _BLOCK_NAMES else ""
        if len(self) < 2000:
            self[name] = parting
        return parting


_PARTING = _Parting()
_NAMED = re.compile(r"</?([A-Za-z]\w*)[^<>]*>")


def plain_text(markup: str, *, sure: bool = False) -> str:
    """Text of a piece of HTML: tags out, entities undone, white space single.

    sure: the markup is known to be sound (``letters.sound``); what its entities hide is looked at all the same.
    """
    if "<" in markup:
        if "<s" in markup or "<S" in markup:
            markup = _SILENT.sub(" ", markup)
        if "<!--" in markup:
            markup = _without_comments(markup)
        markup = _without_tags(markup)
    if "&" in markup:
        # Of named entities a few are marks, of which a pile may be made.
        sure = sure and "&#" not in markup and "ot;" not in markup and "&DownBreve" not in markup
        markup = markup.replace("&nbsp;", "\xa0")
        if markup.count("&") == markup.count("&amp;"):
            markup = markup.replace("&amp;", "&")
        else:
            markup = html.unescape(markup)
    return " ".join((markup if sure else sound(markup)).split())


def _without_tags(markup: str) -> str:
    """The markup without its tags, those of blocks as spaces."""
    pieces = _NAMED.split(markup)
    pieces[1::2] = map(_PARTING.__getitem__, pieces[1::2])
    plain = "".join(pieces)
    # What is left is a tag inside a tag, a CDATA section or no tag at all: the long way tells.
    return _TAG.sub("", _BLOCK.sub(" ", markup)) if "<" in plain else plain


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
