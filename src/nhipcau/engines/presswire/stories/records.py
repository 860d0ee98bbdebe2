"""An article's counted terms as one array of numbers: what is remembered of it, in the process and in rows.

A term is known by a number of 23 bits hashed from it (Weinberger et al. 2009), equal in every process and on
every machine, so that nobody keeps a list of millions of terms: two terms in a thousand articles may share a
number, which moves a likeness by less than a thousandth.  An entry is 32 bits: the term's number, how often it
stands in the text, and how often in the lead or that it is a name.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from nhipcau.engines.presswire.stories.features import Terms

Record = NDArray[np.uint32]

SLOTS = 1 << 23
SLOT_SHIFT, COUNT_SHIFT = 9, 4
NAME = 15  # in place of how often a word stands in the lead
# What a code of a count stands for: exact as far as counts are common, in steps beyond.
_COUNTS = (*range(1, 25), 27, 32, 38, 46, 56, 70, 90, 130)
_LEADS = (0.0, *(half / 2 for half in range(2, 15)), 8.5)  # 1, 1.5, …, 7; more


def _codes(values: tuple[float, ...], largest: int) -> list[int]:
    """For each half from 0 to ``largest`` halves the code of the value nearest to it."""
    return [
        min(range(len(values)), key=lambda code: abs(values[code] - half / 2)) for half in range(largest + 1)
    ]


_COUNT_CODE = _codes(tuple(map(float, _COUNTS)), 300)
_LEAD_CODE = _codes(_LEADS, 40)
# Sublinear weights (1 + log count) by code.
COUNT_WEIGHT = np.array([1.0 + math.log(count) for count in _COUNTS])
LEAD_WEIGHT = np.array([0.0, *(1.0 + math.log(count) for count in _LEADS[1:]), 0.0])


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries of one or several articles, taken apart.  lead: its code, 0 where not in the lead."""

    slot: NDArray[np.uint32]
    weight: NDArray[np.float64]
    lead: NDArray[np.uint8]
    name: NDArray[np.bool_]


def entries(record: Record) -> Entries:
    """Take entries apart."""
    lead = (record & np.uint32(15)).astype(np.uint8)
    name = lead == NAME
    lead[name] = 0
    weight = COUNT_WEIGHT[(record >> np.uint32(COUNT_SHIFT)) & np.uint32(31)]
    return Entries(record >> np.uint32(SLOT_SHIFT), weight, lead, name)


def record_of(terms: Terms) -> Record:
    """An article's record; words first, then names, each in order of their numbers.

    Every term of ``lead`` is one of ``words`` (``features.terms_of``).
    """
    lead = terms.lead.get
    words = _merged(terms.words)
    slots = _merged({term: lead(term, 0.0) for term in terms.words})
    packed = [
        slot << SLOT_SHIFT | _code(_COUNT_CODE, count) << COUNT_SHIFT | _code(_LEAD_CODE, slots[slot])
        for slot, count in words.items()
    ]
    names = [
        slot << SLOT_SHIFT | _code(_COUNT_CODE, count) << COUNT_SHIFT | NAME
        for slot, count in _merged({f"\n{name}": count for name, count in terms.names.items()}).items()
    ]
    return np.array(sorted(packed) + sorted(names), dtype=np.uint32)


def _merged(counts: Mapping[str, float]) -> dict[int, float]:
    slots: dict[int, float] = {}
    for term, count in counts.items():
        slot = slot_of(term)
        slots[slot] = slots.get(slot, 0.0) + count
    return slots


def slot_of(term: str) -> int:
    """A term's number; of a name with a line's end before it."""
    return crc32(term.encode("utf-8", "surrogatepass")) & (SLOTS - 1)


def _code(codes: list[int], count: float) -> int:
    return codes[min(int(2 * count), len(codes) - 1)]


def alphabetical(terms: Terms, record: Record) -> NDArray[np.int64]:
    """For each entry the place of its term in the alphabet, words and names apart."""
    words = {slot_of(term): at for at, term in enumerate(sorted(terms.words, reverse=True))}
    names = {slot_of(f"\n{name}"): at for at, name in enumerate(sorted(terms.names, reverse=True))}
    slots = slots_of(record).tolist()
    return -np.array(
        [
            (names if name else words)[slot]
            for slot, name in zip(slots, name_slots(record).tolist(), strict=True)
        ],
        dtype=np.int64,
    )


def slots_of(record: Record) -> NDArray[np.uint32]:
    """The terms' numbers."""
    return np.asarray(record >> np.uint32(SLOT_SHIFT))


def name_slots(record: Record) -> NDArray[np.bool_]:
    """Which entries are names."""
    return np.asarray(record & np.uint32(15) == NAME)


def packed(record: Record) -> bytes:
    """A record as bytes for keeping."""
    return record.astype("<u4").tobytes()


def unpacked(kept: bytes) -> Record:
    """The record whose ``packed`` this was."""
    return np.frombuffer(kept, dtype="<u4")
