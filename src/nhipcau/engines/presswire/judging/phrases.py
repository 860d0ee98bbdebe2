"""Finds listed phrases in a text as whole words, with where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from nhipcau.engines.vntext.letters import tone_key

Mark = TypeVar("Mark")
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Found(Generic[Mark]):
    """A phrase found: its mark, characters [start, end) of the text, and its place among the words."""

    mark: Mark
    start: int
    end: int
    word: int


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
        self._stems: list[tuple[str, Mark]] = []
        for phrase, mark in phrases:
            if phrase.endswith("*") and " " not in phrase:
                self._stems.append((word_key(phrase[:-1]), mark))
                continue
            stemmed = phrase.endswith("*")
            keys = tuple(word_key(word) for word in WORD.findall(phrase))
            if stemmed:
                keys = (*keys[:-1], keys[-1] + "*")
            self._first.setdefault(keys[0], []).append((keys, mark))

    def find(self, words: list[tuple[str, int, int]]) -> Iterator[Found[Mark]]:
        """Every phrase found in the words (of ``keys_of``), overlaps included."""
        for number, (key, start, end) in enumerate(words):
            for keys, mark in self._first.get(key, ()):
                last = number + len(keys) - 1
                if last < len(words) and all(
                    _same(words[number + offset][0], wanted) for offset, wanted in enumerate(keys)
                ):
                    yield Found(mark, start, words[last][2], number)
            for stem, mark in self._stems:
                if key.startswith(stem):
                    yield Found(mark, start, end, number)


def _same(key: str, wanted: str) -> bool:
    return key.startswith(wanted[:-1]) if wanted.endswith("*") else key == wanted
