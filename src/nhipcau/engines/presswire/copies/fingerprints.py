"""What two texts are compared by to tell a copy: hashed word 3-grams, and the facts in their places.

A text is read as an array of code units, never word by word: what each character is comes from the tables of
``letters``, words are sums of their letters' numbers weighed by place, 3-grams are sums of three words.  A number is
the same with and without the signs that group its digits, a word wherever it bears its tone, characters beyond the
basic plane are no letters.  Hashes are equal in every process and on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nhipcau.engines.presswire.copies.letters import (
    BREAK,
    DISTURBING,
    EDGE,
    EDGE_CHARACTER,
    FULL_STOP,
    GROUPING,
    NAME,
    NUMBER,
    OTHER,
    SIGN_AMONG,
    SINGLE,
    STOP,
    UNKNOWN,
    Hashes,
    Tables,
    hashed,
)
from nhipcau.engines.vntext.letters import clean

_MIX = tuple(
    np.uint64(constant)
    for constant in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93)
)
_29, _32 = np.uint64(29), np.uint64(32)
_CONTEXT = 2  # words on each side that make the place of a fact
_STEP = 0xD1342543DE82EF95
_LONGEST = 1 << 20  # letters up to which powers are remembered
_NOTHING: Hashes = np.zeros(0, dtype=np.uint64)
_SPACE = 32
_EDGES = 2 * EDGE_CHARACTER  # as many as a fact's place has words on one side
_HANDFUL = 40_000  # letters read together
_NUMBER_SIGN, _NAME_SIGN, _EDGE_WORD = (np.uint64(hashed(sign)) for sign in ("#", "^", ""))
_RUN = np.array([pow(int(_MIX[0]), power, 1 << 64) for power in range(64)], dtype=np.uint64)
_tables = Tables()
_powers: tuple[Hashes, Hashes] = (_NOTHING, _NOTHING)


@dataclass(slots=True)
class Fingerprint:
    """shingles: sorted distinct hashes of the word 3-grams.

    facts, places: for each fact (number or run of capitals) the hash of it with the words around, and of
    the words around alone, in the same order; facts are sorted and distinct.
    compared: all facts and all places as sets, where its facts were compared before.
    """

    shingles: Hashes
    facts: Hashes
    places: Hashes
    compared: tuple[frozenset[int], frozenset[int]] | None = None

    @property
    def size(self) -> int:
        """Number of distinct shingles."""
        return len(self.shingles)

    def lookup(self) -> tuple[frozenset[int], frozenset[int]]:
        """All facts and all places."""
        if self.compared is None:
            self.compared = frozenset(self.facts.tolist()), frozenset(self.places.tolist())
        return self.compared

    def places_of(self, facts: frozenset[int]) -> int:
        """In how many places some of its facts stand."""
        if len(self.facts) == len(self.lookup()[1]):  # no place has two
            return len(facts)
        return len(
            {
                place
                for fact, place in zip(self.facts.tolist(), self.places.tolist(), strict=True)
                if fact in facts
            }
        )


def fingerprint(title: str, body: str) -> Fingerprint:
    """The fingerprint of an article; the title takes part like a first line."""
    return _together([f"{title}\n{body}"])[0]


def fingerprints(articles: Iterable[tuple[str, str]]) -> Iterator[Fingerprint]:
    """The fingerprints of many articles (title, body), a handful at a time: the steps over arrays cost less together."""
    waiting: list[str] = []
    size = 0
    for title, body in articles:
        waiting.append(f"{title}\n{body}")
        size += len(body)
        if size > _HANDFUL:
            yield from _together(waiting)
            waiting, size = [], 0
    if waiting:
        yield from _together(waiting)


def _together(texts: list[str]) -> list[Fingerprint]:
    """The fingerprints of some texts, read as one text with two edges between any two and at the ends."""
    words, kinds = _tokens(texts)
    told = (kinds != BREAK).nonzero()[0]
    words, kinds = words[told], kinds[told]
    edges = (kinds == EDGE).nonzero()[0]
    words[edges] = _EDGE_WORD
    begins, ends = (edges[1::2] + 1)[:-1].tolist(), edges[2::2].tolist()
    grams = _mixed(words[:-2], words[1:-1], words[2:])
    # A capital that begins a sentence is no name: the token before it is a break.
    after_word = np.zeros(len(told), dtype=bool)
    after_word[1:] = told[1:] - told[:-1] == 1
    after_word[edges + 1 - (edges == len(told) - 1)] = False
    facts, places, counts = _facts(words, kinds == NUMBER, (kinds == NAME) & after_word, edges[2::2])
    made: list[Fingerprint] = []
    for begin, end, first, last in zip(begins, ends, counts[:-1], counts[1:], strict=True):
        if end - begin >= 3:
            shingles = _distinct(grams[begin : end - 2])
        elif end > begin:
            short = np.full(3, _EDGE_WORD, dtype=np.uint64)
            short[: end - begin] = words[begin:end]
            shingles = _mixed(short[:1], short[1:2], short[2:])
        else:
            shingles = _NOTHING
        # Slices would keep the arrays of the whole handful.
        made.append(Fingerprint(shingles, facts[first:last].copy(), places[first:last].copy()))
    return made


def _joined(texts: list[str]) -> str:
    """The texts with edges round each, without the character that stands for an edge; cleaned where that is needed."""
    return _EDGES.join(
        ("", *(text.replace(EDGE_CHARACTER, " ") if EDGE_CHARACTER in text else text for text in texts), "")
    )


def _units(text: str) -> tuple[NDArray[np.intp], NDArray[np.uint8]]:
    """The 16-bit code units of a text, as indexes, and what each is."""
    units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2").astype(np.intp)
    parts = _tables.parts.take(units, mode="clip")
    if parts.max() == UNKNOWN:
        _tables.learn(units)
        parts = _tables.parts.take(units, mode="clip")
    return units, parts


def _tokens(texts: list[str]) -> tuple[Hashes, NDArray[np.uint8]]:
    """The hash of each token of some texts, in order, with two edges before, between and after them, and what it is."""
    units, parts = _units(_joined(texts))
    if parts.max() == DISTURBING:
        cleaned = [clean(text) if _units(f" {text}")[1].max() == DISTURBING else text for text in texts]
        units, parts = _units(_joined(cleaned))
        parts[parts == DISTURBING] = OTHER  # marks of scripts that have no composed letters
    signs = (parts >= FULL_STOP).nonzero()[0]
    if len(signs):
        around = parts[signs - 1].astype(np.intp)
        around <<= 4
        around |= parts[signs]
        around <<= 4
        around |= parts[signs + 1]
        resolved = SIGN_AMONG[around]
        parts[signs] = resolved
        units[signs[resolved == OTHER]] = _SPACE
        if (resolved == GROUPING).any():
            left = parts != GROUPING
            units, parts = units[left], parts[left]
    begins = np.empty(len(parts), dtype=bool)
    begins[0] = False
    np.not_equal(parts[1:], parts[:-1], out=begins[1:])
    begins |= parts >= SINGLE  # a break or a character of its own begins after one of its like too
    begins &= parts != OTHER
    starts = begins.nonzero()[0]
    by_place, back = _powers_of(len(units))
    letters = _tables.bases.take(units, mode="clip")  # no code unit is beyond the tables
    letters *= by_place[: len(units)]
    words = _sums(letters, starts)
    words *= back[starts]
    words += _sums(_tables.tones.take(units, mode="clip"), starts)
    words ^= words >> _29
    words *= _MIX[1]
    words ^= words >> _32
    kinds = _tables.kinds[units[starts]]
    kinds[parts[starts] == STOP] = BREAK
    return words, kinds


def _sums(numbers: Hashes, starts: NDArray[np.intp]) -> Hashes:
    """As ``np.add.reduceat``, four times as quick: the differences of the running sums, which may go round.

    ``numbers`` are changed; the first start is not 0.
    """
    np.cumsum(numbers, out=numbers)
    sums = np.empty(len(starts), dtype=np.uint64)
    before = numbers[starts - 1]
    np.subtract(before[1:], before[:-1], out=sums[:-1])
    sums[-1] = numbers[-1] - before[-1]
    return sums


def _powers_of(count: int) -> tuple[Hashes, Hashes]:
    """Powers of one odd number, and of its inverse, at least ``count`` of each."""
    global _powers
    made = _powers
    if count > len(made[0]):
        size = max(1 << 13, 1 << count.bit_length())
        both = []
        for step in (_STEP, pow(_STEP, -1, 1 << 64)):
            run = np.full(size, step, dtype=np.uint64)
            run[0] = 1
            both.append(np.multiply.accumulate(run))
        made = both[0], both[1]
        if size <= _LONGEST:
            _powers = made
    return made


def _mixed(*columns: Hashes) -> Hashes:
    """One well-spread hash of several columns of hashes, order minded."""
    total = columns[0] * _MIX[0]
    for number, column in enumerate(columns[1:], 1):
        total += column
        total *= _MIX[number % 4]
    shifted = total >> _29
    total ^= shifted
    total *= _MIX[2]
    np.right_shift(total, _32, out=shifted)
    total ^= shifted
    return total


def _distinct(numbers: Hashes) -> Hashes:
    """Sorted, each once."""
    numbers.sort()
    keep = np.empty(len(numbers), dtype=bool)
    keep[0] = True
    np.not_equal(numbers[1:], numbers[:-1], out=keep[1:])
    return numbers[keep]


def _facts(
    words: Hashes, number: NDArray[np.bool_], name: NDArray[np.bool_], ends: NDArray[np.intp]
) -> tuple[Hashes, Hashes, list[int]]:
    """Numbers and runs of capitals with the words around them, those being masked too; ``words`` are changed.

    ends: where each text ends.  Returns facts, their places, and from which one on those of each text begin (and
    where the last text's end).
    """
    left = np.ones(len(words), dtype=bool)
    left[1:] = ~(name[1:] & name[:-1])  # of a run of names the first one stands for all
    chosen = (name | number).nonzero()[0]
    if not len(chosen):
        return _NOTHING, _NOTHING, [0] * (len(ends) + 1)
    named, first = name[chosen], left[chosen]
    # The words of a run make one fact, minding their order.
    runs = first.nonzero()[0]
    heads = chosen[runs]
    fact = np.add.reduceat(words[chosen] * _RUN[(chosen - heads[first.cumsum() - 1]) & 63], runs)
    fact[named[runs]] ^= _MIX[1]
    words[chosen] = np.where(named, _NAME_SIGN, _NUMBER_SIGN)
    masked, at = words[left], left.cumsum()[heads] - 1
    places = _mixed(*(masked[at + step] for step in range(-_CONTEXT, _CONTEXT + 1)))
    together = _mixed(places, fact)
    text = np.searchsorted(ends, heads)
    order = np.lexsort((together, text))
    together, places, text = together[order], places[order], text[order]
    keep = np.ones(len(order), dtype=bool)
    keep[1:] = (together[1:] != together[:-1]) | (text[1:] != text[:-1])
    counts = np.searchsorted(text[keep], np.arange(len(ends) + 1)).tolist()
    return together[keep], places[keep], counts


def shared_count(one: Hashes, other: Hashes) -> int:
    """How many hashes two sorted distinct arrays share."""
    if not len(one) or not len(other):
        return 0
    both = np.concatenate((one, other))
    both.sort(kind="stable")  # two sorted runs are merged
    return int(np.count_nonzero(both[1:] == both[:-1]))


def facts_differ(one: Fingerprint, other: Fingerprint) -> bool:
    """Whether the same places hold other facts: one template filled twice (weather, prices, fixtures).

    A single changed figure (a corrected toll) is an edit, not another text.
    """
    facts, places = one.compared or one.lookup()
    their_facts, their_places = other.compared or other.lookup()
    shared_places = len(places & their_places)
    if shared_places < 2:
        return False
    held = facts & their_facts
    conflicts = shared_places - (one.places_of(held) if held else 0)
    return conflicts >= 2 and conflicts >= 0.3 * shared_places
