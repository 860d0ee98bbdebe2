"""What an article says, as counted terms: words and word pairs, names, figures.

A Vietnamese word is mostly one or two syllables, so syllables and syllable pairs together hold the word
units without a segmenter (pairs across a word border are rare in any other text and cost nothing).  Scripts
that part no words, and Korean, whose words carry their particles, are taken in overlapping pieces.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from importlib.resources import files
from sys import intern  # thousands of articles share their terms
from typing import Any

from nhipcau.engines.vntext.letters import clean, fold_in_place, place_tones

_CLUSTERED = r"[\u0e00-\u0eff\u1780-\u17dd]"  # Thai, Lao, Khmer
_PIECED = r"[\u3041-\u3096\u30a1-\u30ff\u3400-\u9fff\uac00-\ud7a3]"  # kana, Han, Hangul
_TOKEN = re.compile(
    rf"[0-9]+(?:[.,/:][0-9]+)*|{_CLUSTERED}+|{_PIECED}+"
    rf"|(?:(?!{_CLUSTERED}|{_PIECED})[^\W\d_])+(?:['’](?:(?!{_CLUSTERED}|{_PIECED})[^\W\d_])+)*"
    r"|[.!?…:;,()\"“”\n。、！？]"
)
_UNSPACED = re.compile(rf"{_CLUSTERED}|{_PIECED}")
# One written syllable's worth: a base letter, what hangs on it, and in Khmer what is joined under it.
_CLUSTER = re.compile(
    r"[เ-ไເ-ໄ]?[\u0e00-\u0eff\u1780-\u17dd](?:[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u17b6-\u17d1\u17d3]|\u17d2.)*"
)
_HIRAGANA = re.compile(r"[\u3041-\u3096]")
_KATAKANA = re.compile(r"[\u30a1-\u30ff]{3,}")
_STOP = frozenset(".!?…:\n。！？")
_BREAKS = frozenset('.!?…:;,()"“”\n。、！？')
_LEAD_WORDS = 60  # about the first paragraph, where news says what happened (inverted pyramid)
_BODY_WORDS = 700  # what follows is background


@dataclass(frozen=True, slots=True)
class NewsItem:
    """What the clustering needs of an article.  published: aware, or None where unknown."""

    id: str
    title: str
    body: str
    published: datetime | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """Counted terms of one article by field: ``words`` (syllables and pairs, with the title counted
    thrice), ``lead`` (title and first lines), ``names`` (runs of capitals and figures, folded)."""

    words: Mapping[str, float]
    lead: Mapping[str, float]
    names: Mapping[str, float]

    def to_json(self) -> dict[str, Any]:
        """The fields as plain dictionaries."""
        return {"words": dict(self.words), "lead": dict(self.lead), "names": dict(self.names)}


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Grammatical and newsroom words that say nothing of the event."""
    text = (files(__package__) / "common_words.txt").read_text("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())


def passage_of(item: NewsItem) -> str:
    """What stands for an article before a sentence model: its title and how it begins."""
    return f"{item.title}. {' '.join(item.body.split()[:60])[:600]}"


def terms_of(item: NewsItem) -> Terms:
    """Count the terms of an article."""
    title = _tokens(item.title)
    body = _tokens(item.body)
    words: defaultdict[str, float] = defaultdict(float)
    lead: defaultdict[str, float] = defaultdict(float)
    names: defaultdict[str, float] = defaultdict(float)
    common = common_words()
    title_terms = _word_terms(title, common)
    for term in title_terms:
        words[term] += 2.0
        lead[term] += 1.5
    for term in _word_terms(body[:_BODY_WORDS], common):
        words[term] += 1.0
    for term in _word_terms(body[:_LEAD_WORDS], common):
        lead[term] += 1.0
    for name in _name_terms(title):
        names[name] += 2.0
    for name in _name_terms(body[:_BODY_WORDS]):
        names[name] += 1.0
    return Terms(dict(words), dict(lead), dict(names))


def _tokens(text: str) -> list[str]:
    tokens: list[str] = _TOKEN.findall(place_tones(clean(text)))
    if not _UNSPACED.search(text):
        return tokens
    return [piece for token in tokens for piece in (_pieces(token) if _UNSPACED.match(token) else (token,))]


def _pieces(run: str) -> list[str]:
    """Overlapping pieces of a run without spaces: pairs of letters, or threes of written syllables.

    Two Hiragana letters are grammar; a longer Katakana run is a word.
    """
    if not re.match(_PIECED, run):
        clusters = _CLUSTER.findall(run)
        return ["".join(clusters[at : at + 3]) for at in range(max(1, len(clusters) - 2))]
    pairs = [run[at : at + 2] for at in range(max(1, len(run) - 1))]
    return [pair for pair in pairs if len(_HIRAGANA.findall(pair)) < len(pair)] + _KATAKANA.findall(run)


def _word_terms(tokens: list[str], common: frozenset[str]) -> list[str]:
    terms: list[str] = []
    previous = ""
    for token in tokens:
        if token in _BREAKS:
            previous = ""
            continue
        if _UNSPACED.match(token):
            terms.append(token)  # pieces overlap: pairs of them would say nothing new
            previous = ""
            continue
        word = token.lower()
        if word not in common:
            terms.append(intern(word))
        if previous and not (previous in common and word in common):
            terms.append(intern(f"{previous}_{word}"))
        previous = word
    return terms


def _name_terms(tokens: list[str]) -> list[str]:
    """Runs of capitalised words inside sentences, and figures with the word they count."""
    names: list[str] = []
    run: list[str] = []
    after_stop = True
    for number, token in enumerate([*tokens, "\n"]):
        capital = token[0].isupper() and not token[0].isdigit()
        if capital:
            run.append(token)
        else:
            # A run that only opens a sentence is a name if it is longer than its first word.
            if run and not (after_stop and len(run) == 1):
                names.append(fold_in_place(" ".join(run)))
            run = []
            if token[0].isdigit():
                figure = token.replace(".", "").replace(",", ".")
                follows = tokens[number + 1].lower() if number + 1 < len(tokens) else ""
                if len(figure) > 1 or follows:
                    names.append(f"{figure} {fold_in_place(follows)}" if len(figure) < 3 else figure)
        if token in _STOP:
            after_stop = True
        elif not capital:
            after_stop = False
    return names
