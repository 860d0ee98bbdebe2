"""How alike a text is to many others at once, by the words, the lead and the names that they share.

Sparse TF-IDF of each field apart, as stream clustering of news found to matter (Laban and Hearst 2017; Miranda
et al. 2018).  What an article says is kept as counts, not as weights: how rare a term is changes with every
article.  Of the others only the terms shared are weighed anew; the lengths to which they are brought are given.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nhipcau.engines.presswire.stories.records import (
    COUNT_SHIFT,
    COUNT_WEIGHT,
    LEAD_WEIGHT,
    NAME,
    SLOT_SHIFT,
    SLOTS,
    Record,
    entries,
)
from nhipcau.engines.presswire.stories.rules import StoryRules

Weights = NDArray[np.float64]
_MASK = np.uint32(0xFFFF)


class Frequencies:
    """In how many articles each term stands, and in how many leads.  most: articles at most."""

    def __init__(self, most: int) -> None:
        kind = np.uint16 if most < 65_000 else np.uint32
        self.articles = 0
        self.counts: NDArray[np.unsignedinteger] = np.zeros(SLOTS, dtype=kind)
        self.leads: NDArray[np.unsignedinteger] = np.zeros(SLOTS, dtype=kind)
        self._logs = np.log(np.arange(1, 1025, dtype=np.float64))

    def add(self, record: Record, sign: int = 1) -> None:
        """Count an article in, or out again with ``sign`` -1."""
        told = entries(record)
        # A word and a name may share a number: counted once, in and out.
        self.counts[told.slot] += self.counts.dtype.type(sign % (1 << 8 * self.counts.itemsize))
        self.leads[told.slot[told.lead > 0]] += self.leads.dtype.type(sign % (1 << 8 * self.leads.itemsize))
        self.articles += sign

    def extend(self, slots: NDArray[np.uint32]) -> None:
        """Count in the terms of many articles, one's after the other's; ``extend_leads`` counts the articles."""
        np.add.at(self.counts, slots.astype(np.intp), self.counts.dtype.type(1))

    def extend_leads(self, record: Record, articles: int) -> None:
        """Count the leads of many articles, given one after the other."""
        lead = (record & np.uint32(15)).astype(np.uint8)
        slots = record[(lead > 0) & (lead < NAME)] >> np.uint32(SLOT_SHIFT)
        np.add.at(self.leads, slots.astype(np.intp), self.leads.dtype.type(1))
        self.articles += articles

    def rarity(self, counts: NDArray[np.unsignedinteger], background: float) -> Weights:
        """Inverse document frequencies, as if ``background`` more articles without the terms had been seen."""
        if self.articles + 2 > len(self._logs):
            self._logs = np.log(np.arange(1, 2 * self.articles + 2, dtype=np.float64))
        return math.log(self.articles + background + 1.0) - self._logs[counts]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A text as others are compared with it, in order of its terms' numbers.

    keys: number and field.  weights, leads: what a term of weight 1 in another text, before that is brought to
    length 1, adds to the likeness.  table: by the lower bits of a number the place of the last term that has
    them, counted from 1.
    """

    keys: NDArray[np.uint32]
    weights: Weights
    leads: Weights
    table: NDArray[np.uint16]


def own_weights(record: Record, frequencies: Frequencies, rules: StoryRules) -> Weights:
    """The weights of a text's words and names, each field of length 1, in the record's order."""
    told = entries(record)
    weights = told.weight * frequencies.rarity(frequencies.counts[told.slot], rules.background)
    for field in (told.name, ~told.name):
        weights[field] /= math.sqrt(float((weights[field] ** 2).sum())) or 1.0
    return weights


def weigh(record: Record, frequencies: Frequencies, rules: StoryRules) -> Weighed:
    """Make a text ready to be compared with many."""
    told = entries(record)
    weights = own_weights(record, frequencies, rules)
    rarity = frequencies.rarity(frequencies.leads[told.slot], rules.background)
    leads = LEAD_WEIGHT[told.lead] * rarity
    leads /= math.sqrt(float((leads**2).sum())) or 1.0
    keys = told.slot << np.uint32(1) | told.name
    order = np.argsort(keys)
    table = np.zeros(1 << 16, dtype=np.uint16)
    table[told.slot[order] & _MASK] = np.arange(1, len(order) + 1, dtype=np.uint16)
    weights *= frequencies.rarity(frequencies.counts[told.slot], rules.background)
    return Weighed(keys[order], weights[order], (leads * rarity)[order], table)


def lengths(record: Record, ends: NDArray[np.int64], frequencies: Frequencies, rules: StoryRules) -> Weights:
    """A row for each of several texts: the length of its words, of its lead and of its names; 1 for an empty one."""
    count = len(ends)
    owner = np.repeat(np.arange(count), np.diff(ends, prepend=0))
    told = entries(record)
    weights = told.weight * frequencies.rarity(frequencies.counts[told.slot], rules.background)
    squares = _sums(2 * owner + told.name, weights * weights, 2 * count)
    in_lead = np.flatnonzero(told.lead)
    leads = LEAD_WEIGHT[told.lead[in_lead]]
    leads *= frequencies.rarity(frequencies.leads[told.slot[in_lead]], rules.background)
    found = np.sqrt(
        np.stack((squares[::2], _sums(owner[in_lead], leads * leads, count), squares[1::2]), axis=1)
    )
    found[found == 0] = 1.0
    return found


def likeness(
    mine: Weighed, record: Record, ends: NDArray[np.int64], their_lengths: Weights, rules: StoryRules
) -> tuple[Weights, Weights]:
    """How alike a text is to each of others by their words, and by their names alone (cosine).

    record, ends: the others' records one after the other, and where each ends.
    """
    count = len(ends)
    # Most terms of the others fall out by the lower bits of their numbers.
    at = mine.table[(record >> np.uint32(SLOT_SHIFT)) & _MASK]
    hits = np.flatnonzero(at != 0)
    at, record = at[hits].astype(np.int64) - 1, record[hits]
    code = record & np.uint32(15)
    keys = (record >> np.uint32(SLOT_SHIFT)) << np.uint32(1) | (code == NAME)
    odd = np.flatnonzero(mine.keys[at] != keys)
    # Another term of the same lower bits, or one that is not there.
    at[odd] = np.minimum(np.searchsorted(mine.keys, keys[odd]), len(mine.keys) - 1)
    same = np.ones(len(at), dtype=bool)
    same[odd] = mine.keys[at[odd]] == keys[odd]
    hits, at, record, code = hits[same], at[same], record[same], code[same]
    owner = np.repeat(np.arange(count), np.diff(np.searchsorted(hits, ends), prepend=0))
    weights = COUNT_WEIGHT[(record >> np.uint32(COUNT_SHIFT)) & np.uint32(31)] * mine.weights[at]
    shared = _sums(2 * owner + (code == NAME), weights, 2 * count)
    lead = _sums(owner, LEAD_WEIGHT[code] * mine.leads[at], count)
    names = shared[1::2] / their_lengths[:, 2]
    words = rules.words * shared[::2] / their_lengths[:, 0] + rules.lead * lead / their_lengths[:, 1]
    return words + rules.names * names, names


def _sums(owner: NDArray[np.int64], values: Weights, count: int) -> Weights:
    # Without values bincount gives whole numbers.
    return np.bincount(owner, values, count).astype(np.float64, copy=False)
