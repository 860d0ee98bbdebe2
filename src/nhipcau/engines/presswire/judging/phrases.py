"""Finds listed phrases in a text, with where they stand: whole words, or letters where a script has no spaces."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from nhipcau.engines.vntext.letters import tone_key

Mark = TypeVar("Mark")
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# Lao, Khmer, Japanese, Chinese, and Korean, whose particles join the word before them.
UNSPACED = re.compile("[\u0e80-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_KEPT = 100_000  # words whose phrases are remembered
_STEM = 3  # letters by which stems are looked up; none is shorter


class Found(NamedTuple, Generic[Mark]):
    """A phrase found: its mark, characters [start, end) of the text, and its first and last word.

    In a script without spaces a letter counts as a word.
    """

    mark: Mark
    start: int
    end: int
    word: int
    last: int


@lru_cache(maxsize=65536)
def word_key(word: str) -> str:
    """The word without regard to case, tone placement and kind of apostrophe."""
    return tone_key(word.replace("’", "'"))


def keys_of(text: str) -> list[tuple[str, int, int]]:
    """Key, start and end of every word."""
    return [(word_key(match.group()), match.start(), match.end()) for match in WORD.finditer(text)]


class _Begun(NamedTuple, Generic[Mark]):
    """Phrases that begin with one word: of that word alone, by their second word, or by its stem."""

    alone: list[Mark]
    by_second: dict[str, list[tuple[tuple[str, ...], Mark]]]
    by_stem: list[tuple[tuple[str, ...], Mark]]


class Phrases(Generic[Mark]):
    """Phrases to look for, each with a mark; ``stem*`` stands for any word that begins so."""

    def __init__(self, phrases: Iterable[tuple[str, Mark]]) -> None:
        self._first: dict[str, list[tuple[tuple[str, ...], Mark]]] = {}
        self._stems: dict[str, list[tuple[str, tuple[str, ...], Mark]]] = {}
        self._letters: dict[str, list[tuple[str, Mark]]] = {}
        self._known: dict[str, _Begun[Mark] | None] = {}
        for phrase, mark in phrases:
            if UNSPACED.match(phrase):
                self._letters.setdefault(phrase[0], []).append((phrase, mark))
                continue
            keys = tuple(
                word_key(match.group()) + ("*" if phrase[match.end() : match.end() + 1] == "*" else "")
                for match in WORD.finditer(phrase)
            )
            if keys[0].endswith("*"):
                stem = keys[0][:-1]
                self._stems.setdefault(stem[:_STEM], []).append((stem, keys, mark))
            else:
                self._first.setdefault(keys[0], []).append((keys, mark))

    def find(self, text: str) -> list[Found[Mark]]:
        """Every phrase found in the text, overlaps included."""
        found: list[Found[Mark]] = []
        words = WORD.findall(text)
        begins = [match.start() for match in WORD.finditer(text)]
        known, ends = self._known, len(words)
        for number, begun in enumerate(
            [known[word] if word in known else self._begun(word) for word in words]
        ):
            if begun is None:
                continue
            start = begins[number]
            for mark in begun.alone:
                found.append(Found(mark, start, start + len(words[number]), number, number))
            if number + 1 == ends:
                continue
            longer = begun.by_second.get(word_key(words[number + 1])) if begun.by_second else None
            if begun.by_stem:
                longer = [*(longer or ()), *begun.by_stem]
            for keys, mark in longer or ():
                last = number + len(keys) - 1
                if last < ends and all(
                    _same(word_key(words[number + offset]), keys[offset]) for offset in range(1, len(keys))
                ):
                    found.append(Found(mark, start, begins[last] + len(words[last]), number, last))
        for run in UNSPACED.finditer(text):
            for place in range(*run.span()):
                for phrase, mark in self._letters.get(text[place], ()):
                    if text.startswith(phrase, place):
                        stop = place + len(phrase)
                        found.append(Found(mark, place, stop, place, stop - 1))
        return found

    def _begun(self, word: str) -> _Begun[Mark] | None:
        """Phrases that may begin with this word."""
        key = word_key(word)
        stems = self._stems.get(key[:_STEM], ())
        listed = [
            *self._first.get(key, ()),
            *((keys, mark) for stem, keys, mark in stems if key.startswith(stem)),
        ]
        begun: _Begun[Mark] | None = None
        if listed:
            begun = _Begun([], {}, [])
            for keys, mark in listed:
                if len(keys) == 1:
                    begun.alone.append(mark)
                elif keys[1].endswith("*"):
                    begun.by_stem.append((keys, mark))
                else:
                    begun.by_second.setdefault(keys[1], []).append((keys, mark))
        if len(self._known) < _KEPT:
            self._known[word] = begun
        return begun


def _same(key: str, wanted: str) -> bool:
    return key.startswith(wanted[:-1]) if wanted.endswith("*") else key == wanted
