"""Markup in titles and summaries to plain text, quickly."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from functools import lru_cache

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
    """What stands in the place of a tag of this name: a space where it parts words, nothing elsewhere, and "<"
    (which says that the quick way will not do) where its content is no text either."""

    def __missing__(self, name: str) -> str:
        known = name.lower()
        parting = "<" if known in ("script", "style") else " " if known in _BLOCK_NAMES else ""
        if len(self) < 2000:
            self[name] = parting
        return parting


_PARTING = _Parting()
_BETWEEN = "\0"  # what no XML and no sound text has stands between texts that are read together
_NAMED = re.compile(
    r"</?([A-Za-z]\w*)[^<>]*>"
)  # stops at the next tag: unclosed ones are not read over and over


def plain_text(markup: str, *, sure: bool = False) -> str:
    """Text of a piece of HTML: tags out, entities undone, white space single.

    sure: the markup is known to be sound (``letters.sound``); what its entities hide is looked at all the same.
    """
    if "<" in markup:
        markup = _without_tags(markup)
    if "&" in markup:
        markup, sure = _without_entities(markup, sure)
    return " ".join((markup if sure else sound(markup)).split())


def plain_texts(markups: Sequence[str], *, sure: bool = False) -> list[str]:
    """As ``plain_text`` of each, quicker: of a handful together the steps cost little more than of one.

    What cannot be read together is read one by one: where a tag reaches into the next piece, where one hides another.
    """
    together = _BETWEEN.join(markups)
    read: str | None = together
    if "<" in together:
        read = _without_plain_tags(together)
    if read is not None:
        if "&" in read:
            read, sure_of_all = _without_entities(read, sure)
        else:
            sure_of_all = sure
        pieces = read.split(_BETWEEN)
        if len(pieces) == len(markups):
            return [" ".join((piece if sure_of_all else sound(piece)).split()) for piece in pieces]
    return [plain_text(markup, sure=sure) for markup in markups]


@lru_cache(maxsize=4096)
def plain_word(markup: str) -> str:
    """Text of a name or a category known to be sound: a feed has the same ones again and again."""
    return plain_text(markup, sure=True)


def _without_entities(markup: str, sure: bool) -> tuple[str, bool]:
    """The markup with its entities undone, and whether it is known to be sound after that."""
    if markup.count("&amp;") + markup.count("&nbsp;") == markup.count("&"):
        return markup.replace("&nbsp;", "\xa0").replace("&amp;", "&"), sure
    # Of named entities a few are marks, of which a pile may be made.
    sure = sure and "&#" not in markup and "ot;" not in markup and "&DownBreve" not in markup
    return html.unescape(markup), sure


def _without_tags(markup: str) -> str:
    """The markup without its tags, those of blocks as spaces."""
    plain = _without_plain_tags(markup)
    if plain is not None:
        return plain
    if "<s" in markup or "<S" in markup:
        markup = _SILENT.sub(" ", markup)
    if "<!--" in markup:
        markup = _without_comments(markup)
    return _TAG.sub("", _BLOCK.sub(" ", markup))


def _without_plain_tags(markup: str) -> str | None:
    """The markup without its tags; None where a "<" begins none, or stands in one, or a script's."""
    pieces = _NAMED.split(markup)
    if len(pieces) != 2 * markup.count("<") + 1:
        return None
    pieces[1::2] = map(_PARTING.__getitem__, pieces[1::2])
    plain = "".join(pieces)
    return None if "<" in plain else plain


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
