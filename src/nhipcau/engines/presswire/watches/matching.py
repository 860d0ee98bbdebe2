"""Which of the watches a text is caught by, and by what words, in one pass over the text.

A word hits whole words only, in any case of letters and wherever the tone mark stands (hòa, hoà).  Marks tell words
apart (bàn, bán), so a word typed with marks hits words with the same marks; only a text that has none at all is
compared without, and there a single syllable says too little.  Scripts without spaces are compared letter by letter.
Up to three capital letters (EU, WHO) are an abbreviation, found in capitals only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

import re2

from nhipcau.engines.presswire.screen import Screener, WatchName
from nhipcau.engines.presswire.watches.forms import all_forms
from nhipcau.engines.vntext.letters import fold, place_tones

TIMES = 2
"""So often must words and places stand in a text that does not have one in its title."""
_ABBREVIATION = 3
_SPACELESS = (
    "\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
)
_TOKEN = re.compile(rf"[{_SPACELESS}]|(?:[^\W_{_SPACELESS}][\u0300-\u036f]*)+")
_JOINS = re.compile(r"[ \t\u00a0\u200b\-‐-―_'’·・]{0,3}")  # what may stand between the words of a name
_MARKED_TEXT = 0.02  # from this share of words with marks on a text is written with marks
_END = ""


@dataclass(frozen=True, slots=True)
class WatchRule:
    """What a watch asks.  Of ``words`` and of ``places`` one each must stand where there are any; of ``required``
    all; of ``excluded`` none; the text must come from one of ``hosts`` where there are any.  key: the caller's.
    Each word stands for its forms, too (``forms``), but for those that are switched off: ``without``.
    """

    key: int
    words: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    def meant(self, word: str) -> tuple[str, ...]:
        """A word of this watch with its forms."""
        return _meant(word, self.without)


@dataclass(frozen=True, slots=True)
class Found:
    """A word of a watch in a text.  part: title or body; start, end: where in it; surface: as printed there."""

    words: str
    surface: str
    part: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Caught:
    """A watch that a text is caught by, with the words that did it, the title's first."""

    key: int
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class _Token:
    typed: str
    marked: str
    start: int
    end: int


class _Words:
    """Phrases as a tree of words."""

    def __init__(self) -> None:
        self.tree: dict[str, Any] = {}

    def add(self, words: Sequence[str], phrase: str) -> None:
        node = self.tree
        for word in words:
            node = node.setdefault(word, {})
        node.setdefault(_END, []).append(phrase)

    def at(self, words: Sequence[str], start: int, until: int) -> Iterator[tuple[int, str]]:
        """(how many words, phrase) for what stands from ``start`` on."""
        node = self.tree
        for place in range(start, until):
            following = node.get(words[place])
            if following is None:
                return
            node = following
            for phrase in node.get(_END, ()):
                yield place + 1 - start, phrase


class Watcher:
    """Watches made ready once, then texts one after another."""

    def __init__(self, rules: Sequence[WatchRule]) -> None:
        self.rules = tuple(rules)
        self._marked, self._bare = _Words(), _Words()
        self._short: set[str] = set()
        every = {
            form for rule in rules for group in _groups(rule) for word in group for form in rule.meant(word)
        }
        for phrase in sorted(every):
            tokens = _tokens(phrase)
            if not tokens:
                continue
            self._marked.add([token.marked for token in tokens], phrase)
            if len(tokens) == 1 and phrase.isupper() and phrase.isalpha() and len(phrase) <= _ABBREVIATION:
                self._short.add(phrase)
            if len(tokens) > 1 and not phrase.isascii() and fold(phrase).isascii():
                self._bare.add([fold(token.marked) for token in tokens], phrase)

    @cached_property
    def _screen(self) -> Screener:
        return Screener.compile(WatchName(word) for word in sorted(self._asked()))

    def _asked(self) -> set[str]:
        """The words of which a page must have one, in all their forms."""
        return {
            form for rule in self.rules for word in (*rule.words, *rule.places) for form in rule.meant(word)
        }

    @cached_property
    def _shortest(self) -> re2._Regexp | None:
        """Words so short that the screen trusts them only in its own way."""
        short = sorted(word for word in self._asked() if len(word) <= _ABBREVIATION and word.isascii())
        either = "|".join(word if word in self._short else f"(?i:{re.escape(word)})" for word in short)
        return re2.compile(rf"\b(?:{either})\b".encode()) if short else None

    def may_hold(self, raw: bytes, charset: str | None = None) -> bool:
        """Whether a raw page may be caught, before anything of it is parsed; says yes rather than miss one."""
        if self._shortest is not None and self._shortest.search(raw):
            return True
        return self._screen.any(raw, charset)

    def read(self, *, title: str, body: str, host: str = "") -> tuple[Caught, ...]:
        """The watches that catch a text, in the order of the rules."""
        at: dict[str, list[Found]] = {}
        for part, text in (("title", title), ("body", body)):
            for found in self._found(part, text):
                at.setdefault(found.words, []).append(found)
        if not at:
            return ()
        caught = (self._caught(rule, at, host) for rule in self.rules)
        return tuple(one for one in caught if one is not None)

    def _found(self, part: str, text: str) -> Iterator[Found]:
        tokens = _tokens(text)
        marked = [token.marked for token in tokens]
        until = _reach(text, tokens)
        for tree, words in ((self._marked, marked), *self._unmarked(marked)):
            for start in range(len(tokens)):
                for length, phrase in tree.at(words, start, until[start]):
                    first, last = tokens[start], tokens[start + length - 1]
                    if phrase in self._short and not first.typed.isupper():
                        continue
                    yield Found(phrase, text[first.start : last.end], part, first.start, last.end)

    def _unmarked(self, words: list[str]) -> list[tuple[_Words, list[str]]]:
        """The second comparison, for a text that is written without marks."""
        if not self._bare.tree or sum(not word.isascii() for word in words) > _MARKED_TEXT * len(words):
            return []
        return [(self._bare, words)]

    @staticmethod
    def _caught(rule: WatchRule, at: dict[str, list[Found]], host: str) -> Caught | None:
        if rule.hosts and not any(host == one or host.endswith("." + one) for one in rule.hosts):
            return None
        if any(_there(rule, word, at) for word in rule.excluded):
            return None
        if not all(_there(rule, word, at) for word in rule.required):
            return None
        asked = [
            [
                replace(found, words=word)
                for word in dict.fromkeys(group)
                for form in rule.meant(word)
                for found in at.get(form, ())
            ]
            for group in (rule.words, rule.places)
            if group
        ]
        if not asked or not all(asked):
            return None
        hits = _apart([found for group in asked for found in group])
        if hits[0].part != "title" and len(hits) < TIMES:
            return None
        return Caught(rule.key, tuple(hits))


@lru_cache(maxsize=16384)
def _meant(word: str, without: tuple[str, ...]) -> tuple[str, ...]:
    return all_forms((word,), without)


def _there(rule: WatchRule, word: str, at: Mapping[str, list[Found]]) -> bool:
    return any(form in at for form in rule.meant(word))


def _groups(rule: WatchRule) -> tuple[tuple[str, ...], ...]:
    return (rule.words, rule.places, rule.required, rule.excluded)


def _apart(found: list[Found]) -> list[Found]:
    """In order, the title's first; of words inside one another the longest (ASEAN in ASEAN Summit)."""
    found.sort(key=lambda one: (one.part != "title", one.start, -one.end))
    kept: list[Found] = []
    for one in found:
        if not kept or one.part != kept[-1].part or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _tokens(text: str) -> list[_Token]:
    return [
        _Token(match.group(), _marked(match.group()), match.start(), match.end())
        for match in _TOKEN.finditer(text)
    ]


@lru_cache(maxsize=65536)
def _marked(word: str) -> str:
    if word.isascii():
        return word.lower()
    return place_tones(unicodedata.normalize("NFC", word).lower())


def _reach(text: str, tokens: list[_Token]) -> list[int]:
    """For each word, the end of the run of words that it stands in: no sign but a hyphen stands between."""
    reach = [len(tokens)] * len(tokens)
    for place in range(len(tokens) - 2, -1, -1):
        joined = _JOINS.fullmatch(text, tokens[place].end, tokens[place + 1].start)
        reach[place] = reach[place + 1] if joined else place + 1
    return reach


def problem_of(word: str) -> str:
    """Why a word cannot be watched: "short" for what is everywhere, "" where it can."""
    tokens = _tokens(word)
    letters = sum(len(token.typed) for token in tokens)
    return "short" if letters < 2 else ""
