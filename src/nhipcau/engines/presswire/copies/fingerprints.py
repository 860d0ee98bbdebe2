"""What two texts are compared by to tell a copy: hashed word 3-grams, and the facts in their places.

Shingles are hashed with fixed seeds, so they are equal in every process and on every machine.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from threading import Lock

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
_29, _32 = np.uint64(29), np.uint64(32)
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


_STOP, _WORD, _NUMBER, _NAME = range(4)


def _hashed(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


class _Vocabulary(dict[str, int]):
    """Numbers of pieces of text between white space, and the numbers of the tokens in each, found once.

    hashes, as_facts, kinds: by a token's number, its hash, its hash as a fact, and what it is.
    starts, counts: by a piece's number, where its tokens stand in ``flat``.  Safe for threads.
    """

    def __init__(self) -> None:
        super().__init__()
        self.hashes: Hashes = np.zeros(1 << 14, dtype=np.uint64)
        self.as_facts: Hashes = np.zeros(1 << 14, dtype=np.uint64)
        self.kinds: NDArray[np.int8] = np.zeros(1 << 14, dtype=np.int8)
        self.starts: NDArray[np.int32] = np.zeros(1 << 14, dtype=np.int32)
        self.counts: NDArray[np.int32] = np.zeros(1 << 14, dtype=np.int32)
        self.flat: NDArray[np.int32] = np.zeros(1 << 14, dtype=np.int32)
        self.pieces = self._used = 0
        self._numbers: dict[str, int] = {}
        self._lock = Lock()
        self[_LINE_END.strip()] = self._piece((".",))

    def __missing__(self, piece: str) -> int:
        tokens = _TOKEN.findall(_UNSPACED.sub(r" \1 ", place_tones(clean(piece))))
        with self._lock:
            number = self._piece(tokens)
        if len(piece) <= _LONGEST_PIECE:
            self[piece] = number
        return number

    def _piece(self, tokens: Sequence[str]) -> int:
        end = self._used + len(tokens)
        while end > len(self.flat):
            self.flat = np.resize(self.flat, 2 * len(self.flat))
        if self.pieces == len(self.starts):
            self.starts, self.counts = (np.resize(one, 2 * self.pieces) for one in (self.starts, self.counts))
        self.flat[self._used : end] = [self._number(token) for token in tokens]
        self.starts[self.pieces], self.counts[self.pieces] = self._used, len(tokens)
        self._used = end
        self.pieces += 1
        return self.pieces - 1

    def _number(self, token: str) -> int:
        known = self._numbers.get(token)
        if known is not None:
            return known
        lower = token.lower()
        if token in _SENTENCE_START:
            kind = _STOP
        elif token[0].isdigit():
            kind = _NUMBER
        else:
            kind = _NAME if token[0].isupper() else _WORD
        number = len(self._numbers)
        if number == len(self.hashes):
            self.hashes, self.as_facts = (np.resize(one, 2 * number) for one in (self.hashes, self.as_facts))
            self.kinds = np.resize(self.kinds, 2 * number)
        self.hashes[number] = _hashed(lower)
        self.as_facts[number] = _hashed(lower.rstrip("%").replace(".", "").replace(",", ""))
        self.kinds[number] = kind
        self._numbers[token] = number
        return number

    def tokens(self, text: str) -> NDArray[np.int32]:
        """The numbers of a text's tokens; a line's end is a stop."""
        pieces = text.replace("\n", _LINE_END).split()
        numbers = np.fromiter(map(self.__getitem__, pieces), dtype=np.int64, count=len(pieces))
        counts = self.counts[numbers]
        ends = np.cumsum(counts)
        # Each piece's tokens lie together in ``flat``: one step from place to place, a jump at each piece.
        jumps = np.repeat(self.starts[numbers] - (ends - counts), counts)
        return self.flat[jumps + np.arange(len(jumps))]


_LINE_END = " \ue000 "  # a piece of its own, which no text has otherwise
_LONGEST_PIECE = 40  # letters; longer ones are rare, so not worth remembering
_MOST_PIECES = 200_000
_vocabulary = _Vocabulary()
_NUMBER_SIGN, _NAME_SIGN, _EDGE = (np.uint64(_hashed(sign)) for sign in ("#", "^", ""))
_POWERS = np.array([pow(int(_MIX[0]), power, 1 << 64) for power in range(64)], dtype=np.uint64)


def _mixed(*columns: Hashes) -> Hashes:
    """One well-spread hash of several columns of hashes, order minded."""
    total = np.zeros(len(columns[0]), dtype=np.uint64)
    shifted = np.empty_like(total)
    for number, column in enumerate(columns):
        total ^= column
        total *= _MIX[number % 4]
        total ^= np.right_shift(total, _29, out=shifted)
    total *= _MIX[2]
    total ^= np.right_shift(total, _32, out=shifted)
    return total


def fingerprint(title: str, body: str) -> Fingerprint:
    """The fingerprint of an article; the title takes part like a first line."""
    global _vocabulary
    if _vocabulary.pieces > _MOST_PIECES:
        _vocabulary = _Vocabulary()
    known = _vocabulary
    tokens = known.tokens(f"{title}\n{body}")
    hashes, values, kinds = known.hashes, known.as_facts, known.kinds
    kind = kinds[tokens]
    told = np.flatnonzero(kind != _STOP)
    if not len(told):
        empty = np.zeros(0, dtype=np.uint64)
        return Fingerprint(empty, empty, empty)
    tokens, kind = tokens[told], kind[told]
    words = hashes[tokens]
    # A capital that begins a sentence is no name: the token before it is a stop.
    inside = np.empty(len(told), dtype=bool)
    inside[0] = False
    np.equal(told[1:] - told[:-1], 1, out=inside[1:])
    return Fingerprint(
        _shingles(words), *_facts(words, values[tokens], kind == _NUMBER, (kind == _NAME) & inside)
    )


def _shingles(words: Hashes) -> Hashes:
    if len(words) < 3:
        words = np.concatenate((words, np.full(3 - len(words), _EDGE, dtype=np.uint64)))
    return _distinct(_mixed(words[:-2], words[1:-1], words[2:]))


def _distinct(numbers: Hashes) -> Hashes:
    """Sorted, each once."""
    numbers.sort()
    keep = np.empty(len(numbers), dtype=bool)
    keep[0] = True
    np.not_equal(numbers[1:], numbers[:-1], out=keep[1:])
    return numbers[keep]


def _facts(
    words: Hashes, values: Hashes, number: NDArray[np.bool_], name: NDArray[np.bool_]
) -> tuple[Hashes, Hashes]:
    """Numbers and runs of capitals with the words around them, those being masked too."""
    count = len(words)
    begins = name.copy()
    begins[1:] &= ~name[:-1]
    heads = np.flatnonzero(begins)
    if not len(heads) and not number.any():
        empty = np.zeros(0, dtype=np.uint64)
        return empty, empty
    masked = np.full(count + 2 * _CONTEXT, _EDGE, dtype=np.uint64)
    fact = values.copy()
    covered = np.where(number, _NUMBER_SIGN, np.where(name, _NAME_SIGN, words))
    keep = np.arange(count)
    if len(heads):
        # The words of a run make one fact, minding their order.
        inside = np.flatnonzero(name)
        run = np.cumsum(begins)[inside] - 1
        weighed = words[inside] * _POWERS[(inside - heads[run]) % 64]
        fact[heads] = np.add.reduceat(weighed, np.searchsorted(inside, heads)) ^ _MIX[1]
        keep = np.flatnonzero(~name | begins)
    covered = covered[keep]
    masked = masked[: len(keep) + 2 * _CONTEXT]
    masked[_CONTEXT:-_CONTEXT] = covered
    at = np.flatnonzero((number | begins)[keep])
    places = _mixed(masked[at], masked[at + 1], masked[at + 2], masked[at + 3], masked[at + 4])
    together = _mixed(places, fact[keep][at])
    order = np.argsort(together, kind="stable")
    together = together[order]
    first = np.empty(len(order), dtype=bool)
    first[0] = True
    np.not_equal(together[1:], together[:-1], out=first[1:])
    return together[first], places[order[first]]


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
    # Sets, not arrays: a text has few facts, and templates are compared with dozens of others.
    places = one.places.tolist()
    shared_places = len(set(places).intersection(other.places.tolist()))
    if shared_places < 2:
        return False
    theirs = set(other.facts.tolist())
    held = {place for fact, place in zip(one.facts.tolist(), places, strict=True) if fact in theirs}
    conflicts = shared_places - len(held)
    return conflicts >= 2 and conflicts >= 0.3 * shared_places
