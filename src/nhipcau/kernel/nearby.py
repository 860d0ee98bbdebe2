"""How near to each other the words of a search stand in a text, and the place in which they do.  Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from nhipcau.engines.vntext import clean, fold, fold_in_place

FAR = 10_000
"""The spread of a text in which not every word begins a word."""
LONGEST = 20_000  # letters of a text that are looked at
AROUND = 28  # letters shown before and after a word
_WORD = re.compile(r"\w+")

Pieces = tuple[tuple[str, bool], ...]
"""A cutting of a text: its pieces, each with whether it is a word that was looked for."""


class _Window(NamedTuple):
    """spread: words between those looked for; places: (start, end) of each of these in the text, in order."""

    spread: int
    places: Sequence[tuple[int, int]]


def spread(text: str, words: str) -> int:
    """How many other words stand between the words of a search where they stand nearest in a text; ``FAR`` where one of
    them begins no word of it."""
    found = _nearest(_cut(text), words)
    return found.spread if found else FAR


def excerpt(text: str, words: str) -> Pieces:
    """The text around the words of a search, where they stand nearest; () where one of them begins no word of it."""
    return spread_and_excerpt(text, words)[1]


def spread_and_excerpt(text: str, words: str) -> tuple[int, Pieces]:
    """Both, with one look at the text."""
    text = _cut(text)
    found = _nearest(text, words)
    return (found.spread, _around(text, found)) if found else (FAR, ())


def _around(text: str, found: _Window) -> Pieces:
    pieces: list[tuple[str, bool]] = []
    shown = 0
    for start, end in found.places:
        begin = max(start - AROUND, 0)
        if begin > shown or not pieces:
            begin = _at_a_word(text, begin)
            if shown:
                pieces.append((text[shown : _end_of_word(text, min(shown + AROUND, begin))], False))
            pieces.append((" … " if begin else "", False))
        else:
            begin = shown
        pieces += [(text[begin:start], False), (text[start:end], True)]
        shown = end
    tail = _end_of_word(text, shown + AROUND)
    pieces += [(text[shown:tail], False), (" …" if tail < len(text) else "", False)]
    return tuple(piece for piece in pieces if piece[0])


def _cut(text: str) -> str:
    return clean(text[:LONGEST]).replace("\n", " ")


def _at_a_word(text: str, at: int) -> int:
    if at == 0 or not text[at - 1].isalnum():
        return at
    space = text.find(" ", at)
    return space + 1 if 0 <= space < at + AROUND else at


def _end_of_word(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    space = text.rfind(" ", 0, at + 1)
    return space if space > at - AROUND else at


@lru_cache(maxsize=64)
def _asked(words: str) -> tuple[tuple[str, ...], re.Pattern[str] | None]:
    """The words looked for, folded, each once; and what finds those of a text that begin with one of them."""
    wanted = tuple(dict.fromkeys(_WORD.findall(fold(words))))
    if not wanted:
        return (), None
    return wanted, re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, wanted))})\w*")


def _nearest(text: str, words: str) -> _Window | None:
    """The shortest run of a text's words that holds a beginning with each word looked for."""
    wanted, begins = _asked(words)
    if begins is None:
        return None
    folded = fold_in_place(text)
    hits, at, before = [], 0, 0
    for match in begins.finditer(folded):
        start, end = match.span()
        # Only the words between two that were looked for are counted; none of them is made a thing of its own.
        at += len(_WORD.findall(folded, before, start)) + 1
        word = match.group()
        hits.append((at, start, end, [one for one in wanted if word.startswith(one)]))
        before = end
    inside: Counter[str] = Counter()
    best: tuple[int, int, int] | None = None
    first = 0
    for last, (at, _start, _end, held) in enumerate(hits):
        inside.update(held)
        while all(inside[one] > 0 for one in wanted):
            length = at - hits[first][0]
            if best is None or length < best[0]:
                best = (length, first, last)
            inside.subtract(hits[first][3])
            first += 1
    if best is None:
        return None
    places, shown = [], set[str]()
    for _at, start, end, held in hits[best[1] : best[2] + 1]:
        if not shown.issuperset(held):  # each word once: a text may be full of one of them
            places.append((start, end))
            shown.update(held)
    return _Window(max(best[0] + 1 - len(wanted), 0), places)
