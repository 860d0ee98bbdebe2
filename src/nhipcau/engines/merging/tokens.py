"""A sentence cut into syllables and facts, in their order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from nhipcau.engines.merging.figures import Figure, Paper, When, figures_in, papers_in, times_in
from nhipcau.engines.merging.lexicon import Syllable, syllable
from nhipcau.engines.vntext.letters import fold_in_place
from nhipcau.engines.vntext.regexes import regex

FACT = Syllable("#", "#", False)
"""Stands among the syllables where a figure, a time or a paper's number stands."""

_TOKEN = regex(r"[^\W\d_]+(?:['’][^\W\d_]+)*(?:[0-9]{1,3}(?![0-9]))?")  # "M'Nông", "VTV4"
_MAY_HOLD_FACTS = regex(r"[0-9]|[Qq]u[ýyíi]\s+[IViv]")  # "quý I" has no digit
_Fact = Figure | When | Paper


@dataclass(slots=True)
class Tokens:
    """tokens: syllables and ``FACT``; facts: those facts by their place; parted: the signs before each token, "" for a space."""

    tokens: list[Syllable] = field(default_factory=list)
    facts: dict[int, _Fact] = field(default_factory=dict)
    parted: list[str] = field(default_factory=list)

    def put(self, token: Syllable, before: str, fact: _Fact | None = None) -> None:
        """Add a token with what stood before it."""
        if fact is not None:
            self.facts[len(self.tokens)] = fact
        self.tokens.append(token)
        self.parted.append(before.strip())


def tokens_of(text: str, is_unit: Callable[[str, int], bool]) -> Tokens:
    """The tokens of a text.  is_unit: whether a word that is counted begins at a place of the folded text."""
    out = Tokens()
    at = 0
    facts = iter(_facts(text, is_unit) if _MAY_HOLD_FACTS.search(text) else ())
    fact = next(facts, None)
    for match in _TOKEN.finditer(text):
        while fact is not None and fact.start <= match.start():
            out.put(FACT, text[at : fact.start], fact)
            at, fact = fact.end, next(facts, None)
        if match.start() >= at:  # else it is part of what was just put
            out.put(syllable(match.group().replace("’", "'")), text[at : match.start()])
            at = match.end()
    while fact is not None:
        out.put(FACT, text[at : fact.start], fact)
        at, fact = fact.end, next(facts, None)
    return out


def _facts(text: str, is_unit: Callable[[str, int], bool]) -> list[_Fact]:
    """Numbers of papers first, then times, then the figures that are left; in the order in which they stand."""
    folded = fold_in_place(text)
    found: list[_Fact] = list(papers_in(text))
    for paper in found:
        folded = _blank(folded, paper)
    times = list(times_in(folded, lambda at: is_unit(folded, at)))
    for when in times:
        folded = _blank(folded, when)
    return sorted([*found, *times, *figures_in(folded)], key=lambda fact: fact.start)


def _blank(text: str, fact: _Fact) -> str:
    return f"{text[: fact.start]}{'|' * (fact.end - fact.start)}{text[fact.end :]}"
