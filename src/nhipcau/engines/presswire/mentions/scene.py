"""A text with the names found in it, and quick answers to "what is near"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

from nhipcau.engines.presswire.mentions.gazetteer import Hit, Word
from nhipcau.engines.presswire.profile import Strength
from nhipcau.engines.vntext.letters import fold

_SENTENCE_END = re.compile(r"[.!?…](?=\s[^\sa-zà-ỹđ]|\s{2})|[。！？។\n]")
FAR = 10**9


class Scene:
    """A text, its words, and the names found, in order.  Everything derived is computed once."""

    def __init__(self, text: str, words: Sequence[Word], hits: Sequence[Hit]) -> None:
        self.text = text
        self.words = words
        self.hits = hits
        self._rivals: dict[str, list[int]] = {}

    @cached_property
    def starts(self) -> list[int]:
        """Where each hit starts."""
        return [hit.start for hit in self.hits]

    @cached_property
    def outside(self) -> list[int]:
        """Where the names of other provinces start."""
        return [hit.start for hit in self.hits if hit.name.strength is Strength.OUTSIDE]

    @cached_property
    def _sentence_ends(self) -> list[int]:
        return [match.end() for match in _SENTENCE_END.finditer(self.text)]

    def sentence(self, position: int) -> tuple[int, int]:
        """Start and end of the sentence that holds a position."""
        at = bisect_right(self._sentence_ends, position)
        start = self._sentence_ends[at - 1] if at else 0
        return start, self._sentence_ends[at] if at < len(self._sentence_ends) else len(self.text)

    def in_sentence(self, position: int) -> Sequence[Hit]:
        """The names in the sentence that holds a position."""
        start, end = self.sentence(position)
        return self.hits[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def gap(self, left: int, right: int) -> str:
        """What stands between two hits (by number), lower case; a long gap is cut, and so joins nothing."""
        start = self.hits[left].end
        return self.text[start : min(self.hits[right].start, start + 60)].lower()

    def rivals_of(self, hit: Hit) -> list[int]:
        """Where places start that would make this hit's name another place's."""
        known = self._rivals.get(hit.name.text)
        if known is None:
            key = fold(hit.name.text)
            known = self._rivals[hit.name.text] = [
                other.start
                for other in self.hits
                if other.name.strength is Strength.OUTSIDE
                and (other.name.label in hit.name.rivals or fold(other.name.text).startswith(key))
            ]
        return known


def nearest(positions: Sequence[int], to: int) -> int:
    """Distance to the nearest of sorted positions, FAR if there are none."""
    at = bisect_left(positions, to)
    return min(
        (abs(positions[near] - to) for near in (at - 1, at) if 0 <= near < len(positions)), default=FAR
    )
