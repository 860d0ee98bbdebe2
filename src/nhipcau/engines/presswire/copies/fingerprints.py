"""What two texts are compared by to tell a copy: hashed word 3-grams, and the facts in their places.

A text is read as an array of code units, never word by word: what each character is comes from the tables of
``letters``, words are sums of their letters' numbers weighed by place, 3-grams are sums of three words.  A number is
the same with and without the signs that group its digits, a word wherever it bears its tone, characters beyond the
basic plane are no letters.  Hashes are equal in every process and on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from nhipcau.engines.presswire.copies.letters import (
    BREAK,
    DIGIT,
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
    STEP,
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
_LONGEST = 1 << 20  # letters up to which powers are remembered
_NOTHING: Hashes = np.zeros(0, dtype=np.uint64)
_SPACE, _EDGE = 32, ord(EDGE_CHARACTER)
_UPPER, _LOWER, _PRIVATE = (
    0xD800,
    0xDC00,
    0xE000,
)  # where halves of characters begin, and what comes after them
_FEWEST, _PART = 2, 0.3  # places in conflict that make another text, of all that both have
_FEW = 24  # facts
_NEAR = 16  # words
_EDGES = 2 * EDGE_CHARACTER  # as many as a fact's place has words on one side
_HANDFUL = 80_000  # letters read together
_EDGE_WORD = np.uint64(hashed(""))
_SIGNS: Hashes = np.array([hashed("#"), hashed("^")], dtype=np.uint64)  # what stands for a number, for names
_RUN = np.array([pow(int(_MIX[0]), power, 1 << 64) for power in range(64)], dtype=np.uint64)
_tables = Tables()
_powers: tuple[Hashes, Hashes] = (_NOTHING, _NOTHING)


@dataclass(slots=True)
class Fingerprint:
    """shingles: sorted distinct hashes of the word 3-grams.

    facts, places: for each fact (number or run of capitals) the hash of it with the words around, and of
    the words around alone, in the same order; facts are sorted and distinct.
    few: whether it has so few facts that sets of them are quicker than arrays.
    compared: its facts and its places as sets, where there are few and they were compared before.
    """

    shingles: Hashes
    facts: Hashes
    places: Hashes
    compared: tuple[frozenset[int], frozenset[int]] | None = None
    few: bool = field(init=False)

    def __post_init__(self) -> None:
        self.few = len(self.facts) <= _FEW

    @property
    def size(self) -> int:
        """Number of distinct shingles."""
        return len(self.shingles)

    def sets(self) -> tuple[frozenset[int], frozenset[int]]:
        """Its facts and its places."""
        if self.compared is None:
            self.compared = frozenset(self.facts.tolist()), frozenset(self.places.tolist())
        return self.compared


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
    words, kinds, unbroken = _tokens(texts)
    edges = (kinds == EDGE).nonzero()[0]
    words[edges] = _EDGE_WORD
    begins, ends = (edges[1::2] + 1)[:-1].tolist(), edges[2::2].tolist()
    grams = _mixed(words[:-2], words[1:-1], words[2:])
    # A capital that begins a sentence is no name: the token before it is a break.
    unbroken[edges[:-1] + 1] = False  # nor is the first word of a text one
    facts, places, counts = _facts(words, kinds == NUMBER, (kinds == NAME) & unbroken, edges[2::2])
    firsts, lasts, kept = _each_once(grams, begins, ends)
    made: list[Fingerprint] = []
    for text, (begin, end) in enumerate(zip(begins, ends, strict=True)):
        if 0 < end - begin < 3:
            short = np.full(3, _EDGE_WORD, dtype=np.uint64)
            short[: end - begin] = words[begin:end]
            shingles = _mixed(short[:1], short[1:2], short[2:])
        else:
            shingles = kept[
                firsts[text] : lasts[text]
            ].copy()  # slices would keep the arrays of the whole handful
        told = slice(counts[text], counts[text + 1])
        made.append(Fingerprint(shingles, facts[told].copy(), places[told].copy()))
    return made


def _each_once(grams: Hashes, begins: list[int], ends: list[int]) -> tuple[list[int], list[int], Hashes]:
    """The 3-grams of each text (which are sorted where they stand), each once: from where, to where, in which array."""
    for begin, end in zip(begins, ends, strict=True):
        grams[begin : max(begin, end - 2)].sort()
    keep = np.ones(len(grams) + 2, dtype=bool)  # an empty text begins after the last of them
    np.not_equal(grams[1:], grams[:-1], out=keep[1:-2])
    keep[begins] = True
    places = keep.nonzero()[0]
    firsts = places.searchsorted(begins)
    lasts = places.searchsorted(np.maximum(begins, np.subtract(ends, 2)))
    return firsts.tolist(), lasts.tolist(), grams.take(places, mode="clip")


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


def _tokens(texts: list[str]) -> tuple[Hashes, NDArray[np.uint8], NDArray[np.bool_]]:
    """Of each token of some texts but the breaks, in order, with two edges before, between and after the texts: its
    hash, what it is, and whether it stands right after another, without a break between."""
    units, parts = _units(_joined(texts))
    if parts.max() == DISTURBING:
        units, parts = _cleaned(units, parts)
    grouping = _resolve(units, parts)
    begins = np.empty(len(parts) + 1, dtype=bool)
    begins[0] = begins[-1] = True
    np.not_equal(parts[1:], parts[:-1], out=begins[1:-1])
    begins[:-1] |= parts >= SINGLE  # a break or a character of its own begins after one of its like too
    begins[:-1] &= parts != OTHER
    starts = begins.nonzero()[0]  # of all tokens, and the end
    kinds = _tables.kinds.take(units.take(starts[:-1]), mode="clip")  # no code unit is beyond the tables
    told = (kinds != BREAK).nonzero()[0]
    unbroken = np.zeros(len(told), dtype=bool)
    unbroken[1:] = told[1:] - told[:-1] == 1
    return _words(units, starts, grouping).take(told), kinds.take(told), unbroken


def _cleaned(units: NDArray[np.intp], parts: NDArray[np.uint8]) -> tuple[NDArray[np.intp], NDArray[np.uint8]]:
    """The same with what ``clean`` makes of the words that disturbing characters stand in, which is what it would make
    of the whole text: nothing that it does reaches over a space or an edge."""
    disturbing = (parts == DISTURBING).nonzero()[0]
    among = units[disturbing]
    upper = disturbing[(among >= _UPPER) & (among < _LOWER)]
    upper = upper[(units[upper + 1] >= _LOWER) & (units[upper + 1] < _PRIVATE)]
    parts[upper] = parts[upper + 1] = OTHER  # characters beyond the basic plane
    if 2 * len(upper) == len(disturbing):
        return units, parts
    walls = ((units == _SPACE) | (units == _EDGE)).nonzero()[0]
    words = np.unique(np.searchsorted(walls, (parts == DISTURBING).nonzero()[0]))
    # Cleaned together where they stand near each other: a call costs more than some words.
    apart = np.diff(words) > _NEAR
    firsts, lasts = words[np.append(True, apart)] - 1, words[np.append(apart, True)]
    kept, done = [], 0
    for begin, end in zip(walls[firsts].tolist(), walls[lasts].tolist(), strict=True):
        disturbed = units[begin:end].astype("<u2").tobytes().decode("utf-16-le", "surrogatepass")
        kept += [(units[done:begin], parts[done:begin]), _units(clean(disturbed))]
        done = end
    kept.append((units[done:], parts[done:]))
    units, parts = (np.concatenate(one) for one in zip(*kept, strict=True))
    parts[parts == DISTURBING] = OTHER  # marks of scripts that have no composed letters
    return units, parts


def _resolve(units: NDArray[np.intp], parts: NDArray[np.uint8]) -> NDArray[np.intp]:
    """Put right what each code unit is, once its neighbours have told what a sign is; a sign that is nothing becomes a
    space.  Returns where the signs are that group digits, which are digits now."""
    signs = (parts >= FULL_STOP).nonzero()[0]
    around = parts.take(signs - 1).astype(np.intp)
    around <<= 4
    around |= parts.take(signs)
    around <<= 4
    around |= parts.take(signs + 1)
    resolved = SIGN_AMONG.take(around)
    parts[signs] = resolved
    units[signs[resolved == OTHER]] = _SPACE
    grouping = signs[resolved == GROUPING]
    parts[grouping] = DIGIT
    return grouping


def _words(units: NDArray[np.intp], starts: NDArray[np.intp], grouping: NDArray[np.intp]) -> Hashes:
    """The hash of each token: the sum of its letters' numbers weighed by place and of their tones, mixed.

    All letters are weighed by their places in the whole and summed once; the sum between two places, weighed back by the
    power of where the token begins, is the token's own.  What is no letter brings nothing, so a token reaches to the next.

    starts: where the tokens begin, and the end of the last; grouping: signs inside numbers that do not count.
    """
    powers, inverse = _powers_of(len(units) + 1)
    summed = np.empty(len(units) + 1, dtype=np.uint64)
    summed[0] = 0
    letters = _tables.bases.take(units, mode="clip")
    letters *= powers[: len(units)]
    np.cumsum(letters, out=summed[1:])
    sums = summed.take(starts)
    words = sums[1:] - sums[:-1]
    if len(grouping):
        _without_places_of(grouping, words, starts, summed, inverse)
    words *= inverse.take(starts[:-1])
    np.cumsum(_tables.tones.take(units, mode="clip"), out=summed[1:])
    sums = summed.take(starts)
    words += sums[1:]
    words -= sums[:-1]
    words ^= words >> _29
    words *= _MIX[1]
    words ^= words >> _32
    return words


def _without_places_of(
    grouping: NDArray[np.intp],
    words: Hashes,
    starts: NDArray[np.intp],
    summed: Hashes,
    inverse: Hashes,
) -> None:
    """Weigh what follows a sign that groups digits as if the sign were not there: ``words``, not weighed back yet, lose
    of the sum behind a number's n-th sign what it has too much there after the signs before it."""
    within = starts.searchsorted(grouping, side="right") - 1
    earlier = np.arange(len(grouping)) - within.searchsorted(within)
    behind = summed.take(starts.take(within + 1)) - summed.take(grouping)
    np.subtract.at(words, within, behind * (inverse.take(earlier) - inverse.take(earlier + 1)))


def _powers_of(count: int) -> tuple[Hashes, Hashes]:
    """Powers of one odd number and of its inverse, at least ``count`` of them."""
    global _powers
    made = _powers
    if count > len(made[0]):
        made = _run_of(STEP, count), _run_of(pow(STEP, -1, 1 << 64), count)
        if len(made[0]) <= _LONGEST:
            _powers = made
    return made


def _run_of(step: int, count: int) -> Hashes:
    run = np.full(max(1 << 8, 1 << count.bit_length()), step, dtype=np.uint64)
    run[0] = 1
    return np.multiply.accumulate(run)


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
    chosen = (name | number).nonzero()[0]
    if not len(chosen):
        return _NOTHING, _NOTHING, [0] * (len(ends) + 1)
    left = np.ones(len(words), dtype=bool)
    left[1:] = ~(name[1:] & name[:-1])  # of a run of names the first one stands for all
    named = name[chosen]
    # The words of a run make one fact, minding their order.
    runs = left[chosen].nonzero()[0]
    heads = chosen[runs]
    lengths = np.diff(np.append(runs, len(chosen)))
    fact = np.add.reduceat(words[chosen] * _RUN.take((chosen - np.repeat(heads, lengths)) & 63), runs)
    fact[named[runs]] ^= _MIX[1]
    words[chosen] = _SIGNS.take(named)
    masked, at = words[left], heads - (runs - np.arange(len(runs)))
    places = _mixed(*(masked[at + step] for step in range(-_CONTEXT, _CONTEXT + 1)))
    together = _mixed(places, fact)
    text = np.searchsorted(ends, heads)
    order = np.argsort(together)
    order = order[text[order].astype(np.uint16).argsort(kind="stable")]
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
    if not (one.few and other.few):
        shared, kept = _places_by_arrays(one, other)
    else:
        facts, places = one.compared or one.sets()
        their_facts, their_places = other.compared or other.sets()
        shared = len(places & their_places)
        if shared < _FEWEST:
            return False
        held = facts & their_facts
        kept = len(held)
        if held and len(places) != len(facts):  # a place has two
            told = zip(one.facts.tolist(), one.places.tolist(), strict=True)
            kept = len({place for fact, place in told if fact in held})
    conflicts = shared - kept
    return conflicts >= _FEWEST and conflicts >= _PART * shared


def _places_by_arrays(one: Fingerprint, other: Fingerprint) -> tuple[int, int]:
    """How many places both have, and how many of them hold a fact of both; (0, 0) where hardly a place can hold other
    facts."""
    if not len(one.facts) or not len(other.facts):
        return 0, 0
    held = other.facts.take(other.facts.searchsorted(one.facts), mode="clip") == one.facts
    count = int(np.count_nonzero(held))
    # A place in conflict holds no fact of both: there are no more such places than other facts of either.
    free = min(len(one.facts), len(other.facts)) - count
    if free < _FEWEST:
        return 0, 0
    kept = len(_distinct(one.places[held])) if count else 0
    if free < _PART * kept:  # all that hold a fact of both are shared
        return 0, 0
    shared = shared_count(_distinct(one.places.copy()), _distinct(other.places.copy()))
    return shared, kept
