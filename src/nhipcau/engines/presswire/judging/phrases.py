"""Finds listed phrases in a text, with where they stand: whole words, or letters where a script has no spaces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from nhipcau.engines.vntext.letters import tone_key

Mark = TypeVar("Mark")
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# Lao, Khmer, Japanese, Chinese, and Korean, whose particles join the word before them.
UNSPACED = re.compile("[\u0e80-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_KEPT = 100_000  # words whose phrases are remembered
_STEM = 3  # letters by which stems are looked up; none is shorter


@dataclass(frozen=True, slots=True)
class Found(Generic[Mark]):
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


class Phrases(Generic[Mark]):
    """Phrases to look for, each with a mark; ``stem*`` stands for any word that begins so."""

    def __init__(self, phrases: Iterable[tuple[str, Mark]]) -> None:
        self._first: dict[str, list[tuple[tuple[str, ...], Mark]]] = {}
        self._stems: dict[str, list[tuple[str, tuple[str, ...], Mark]]] = {}
        self._letters: dict[str, list[tuple[str, Mark]]] = {}
        self._known: dict[str, tuple[tuple[tuple[str, ...], Mark], ...]] = {}
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

    def find(self, text: str, words: list[tuple[str, int, int]]) -> Iterator[Found[Mark]]:
        """Every phrase found in the text and its words (of ``keys_of``), overlaps included."""
        known = self._known
        for number, (key, start, end) in enumerate(words):
            begun = known.get(key)
            if begun is None:
                begun = self._begun(key)
            for keys, mark in begun:
                size = len(keys)
                if size == 1:
                    yield Found(mark, start, end, number, number)
                elif number + size <= len(words) and all(
                    _same(words[number + offset][0], keys[offset]) for offset in range(1, size)
                ):
                    yield Found(mark, start, words[number + size - 1][2], number, number + size - 1)
        for run in UNSPACED.finditer(text):
            for place in range(*run.span()):
                for phrase, mark in self._letters.get(text[place], ()):
                    if text.startswith(phrase, place):
                        end = place + len(phrase)
                        yield Found(mark, place, end, place, end - 1)

    def _begun(self, key: str) -> tuple[tuple[tuple[str, ...], Mark], ...]:
        """Phrases that may begin with this word."""
        stems = self._stems.get(key[:_STEM], ())
        begun = (
            *self._first.get(key, ()),
            *((keys, mark) for stem, keys, mark in stems if key.startswith(stem)),
        )
        if len(self._known) < _KEPT:
            self._known[key] = begun
        return begun


def _same(key: str, wanted: str) -> bool:
    return key.startswith(wanted[:-1]) if wanted.endswith("*") else key == wanted
