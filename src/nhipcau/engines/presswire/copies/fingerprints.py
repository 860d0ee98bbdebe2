"""What two texts are compared by to tell a copy: hashed word 3-grams, and the facts in their places.

Shingles are hashed with fixed seeds, so they are equal in every process and on every machine.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from nhipcau.engines.vntext.letters import clean, place_tones

Hashes = NDArray[np.uint64]

_TOKEN = re.compile(r"[0-9]+(?:[.,/:][0-9]+)*%?|[^\W\d_]+(?:['’][^\W\d_]+)*|[.!?…:\n]")
# Scripts written without spaces are cut into single characters, so that 3-grams are of characters.
_UNSPACED = re.compile(r"([\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff])")
_SENTENCE_START = frozenset(".!?…:\n")
_MIX = tuple(
    np.uint64(constant)
    for constant in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93)
)
_CONTEXT = 2  # words on each side that make the place of a fact


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """shingles: sorted distinct hashes of the word 3-grams.

    facts, places: for each fact (number or run of capitals) the hash of it with the words around, and of
    the words around alone, in the same order; facts are sorted and distinct.
    """

    shingles: Hashes
    facts: Hashes
    places: Hashes

    @property
    def size(self) -> int:
        """Number of distinct shingles."""
        return len(self.shingles)


@lru_cache(maxsize=200_000)
def _word_hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def _mixed(*columns: Hashes) -> Hashes:
    """One well-spread hash of several columns of hashes, order minded."""
    total = np.zeros(len(columns[0]), dtype=np.uint64)
    for number, column in enumerate(columns):
        total = (total ^ column) * _MIX[number % 4]
        total ^= total >> np.uint64(29)
    total *= _MIX[2]
    return total ^ (total >> np.uint64(32))


def fingerprint(title: str, body: str) -> Fingerprint:
    """The fingerprint of an article; the title takes part like a first line."""
    text = place_tones(clean(f"{title}\n{body}"))
    text = _UNSPACED.sub(r" \1 ", text)
    tokens = _TOKEN.findall(text)
    words: list[str] = []
    masked: list[str] = []  # the same with facts covered
    facts: list[tuple[int, str]] = []  # position in masked, the fact
    after_stop = True
    for token in tokens:
        if token in _SENTENCE_START:
            after_stop = True
            continue
        lower = token.lower()
        words.append(lower)
        if token[0].isdigit():
            facts.append((len(masked), lower.rstrip("%").replace(".", "").replace(",", "")))
            masked.append("#")
        elif token[0].isupper() and not after_stop:
            if masked and masked[-1] == "^" and facts and facts[-1][0] == len(masked) - 1:
                facts[-1] = (facts[-1][0], f"{facts[-1][1]} {lower}")
            else:
                facts.append((len(masked), lower))
                masked.append("^")
        else:
            masked.append(lower)
        after_stop = False
    return Fingerprint(_shingles(words), *_facts(masked, facts))


def _shingles(words: list[str]) -> Hashes:
    if not words:
        return np.zeros(0, dtype=np.uint64)
    padded = words if len(words) >= 3 else [*words, *[""] * (3 - len(words))]
    hashed = np.fromiter(map(_word_hash, padded), dtype=np.uint64, count=len(padded))
    return np.unique(_mixed(hashed[:-2], hashed[1:-1], hashed[2:]))


def _facts(masked: list[str], facts: list[tuple[int, str]]) -> tuple[Hashes, Hashes]:
    empty = np.zeros(0, dtype=np.uint64)
    if not facts:
        return empty, empty
    padded = [""] * _CONTEXT + masked + [""] * _CONTEXT
    hashed = np.fromiter(map(_word_hash, padded), dtype=np.uint64, count=len(padded))
    at = np.fromiter((position + _CONTEXT for position, _ in facts), dtype=np.int64, count=len(facts))
    values = np.fromiter((_word_hash(fact) for _, fact in facts), dtype=np.uint64, count=len(facts))
    places = _mixed(hashed[at - 2], hashed[at - 1], hashed[at], hashed[at + 1], hashed[at + 2])
    together, first = np.unique(_mixed(places, values), return_index=True)
    return together, places[first]


def shared_count(one: Hashes, other: Hashes) -> int:
    """How many hashes two sorted distinct arrays share."""
    if len(one) > len(other):
        one, other = other, one
    if not len(one):
        return 0
    found = np.searchsorted(other, one)
    found[found == len(other)] = 0
    return int(np.count_nonzero(other[found] == one))


def facts_differ(one: Fingerprint, other: Fingerprint) -> bool:
    """Whether the same places hold other facts: one template filled twice (weather, prices, fixtures).

    A single changed figure (a corrected toll) is an edit, not another text.
    """
    shared_places = np.intersect1d(one.places, other.places)
    if len(shared_places) < 2:
        return False
    agreed = np.intersect1d(one.facts, other.facts, assume_unique=True)
    held = np.unique(one.places[np.searchsorted(one.facts, agreed)])
    conflicts = len(shared_places) - len(held)
    return conflicts >= 2 and conflicts >= 0.3 * len(shared_places)
