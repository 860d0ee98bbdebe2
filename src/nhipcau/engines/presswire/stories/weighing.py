"""How alike a text is to many others at once, by the words, the lead and the names that they share.

Sparse TF-IDF of each field apart, as stream clustering of news found to matter (Laban and Hearst 2017; Miranda
et al. 2018).  What an article says is kept as counts, not as weights: how rare a term is changes with every
article, and weighing a few hundred texts by a table of frequencies takes a millisecond or two.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nhipcau.engines.presswire.stories.records import LEAD_WEIGHT, SLOTS, Record, entries
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

    def extend(self, records: Sequence[Record]) -> None:
        """Count many articles in."""
        for start in range(0, len(records), 2000):
            told = entries(np.concatenate(records[start : start + 2000]))
            np.add.at(self.counts, told.slot, 1)
            np.add.at(self.leads, told.slot[told.lead > 0], 1)
        self.articles += len(records)

    def rarity(self, counts: NDArray[np.unsignedinteger], background: float) -> Weights:
        """Inverse document frequencies, as if ``background`` more articles without the terms had been seen."""
        if self.articles + 2 > len(self._logs):
            self._logs = np.log(np.arange(1, 2 * self.articles + 2, dtype=np.float64))
        return math.log(self.articles + background + 1.0) - self._logs[counts]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A text's terms with their weights, each field of length 1.  keys: number and field, in order."""

    keys: NDArray[np.uint32]
    weights: Weights
    leads: Weights
    name: NDArray[np.bool_]
    marks: NDArray[np.bool_]


def weigh(record: Record, frequencies: Frequencies, rules: StoryRules) -> tuple[Weighed, Weights]:
    """A text's weights, and those of its entries in the record's own order."""
    told = entries(record)
    weights = told.weight * frequencies.rarity(frequencies.counts[told.slot], rules.background)
    leads = LEAD_WEIGHT[told.lead] * frequencies.rarity(frequencies.leads[told.slot], rules.background)
    for field in (told.name, ~told.name):
        weights[field] /= math.sqrt(float((weights[field] ** 2).sum())) or 1.0
    leads /= math.sqrt(float((leads**2).sum())) or 1.0
    keys = told.slot << np.uint32(1) | told.name
    order = np.argsort(keys)
    marks = np.zeros(1 << 16, dtype=bool)
    marks[told.slot & _MASK] = True
    return Weighed(keys[order], weights[order], leads[order], told.name[order], marks), weights


def likeness(
    mine: Weighed, others: Sequence[Record], frequencies: Frequencies, rules: StoryRules
) -> tuple[Weights, Weights]:
    """How alike a text is to each of the others by their words, and by their names alone (cosine)."""
    count = len(others)
    record = np.concatenate(others)
    owner = np.repeat(np.arange(count), [len(one) for one in others])
    told = entries(record)
    weights = told.weight * frequencies.rarity(frequencies.counts[told.slot], rules.background)
    field = 2 * owner + told.name
    lengths = _sums(field, weights * weights, 2 * count)
    in_lead = np.flatnonzero(told.lead)
    leads = LEAD_WEIGHT[told.lead[in_lead]]
    leads *= frequencies.rarity(frequencies.leads[told.slot[in_lead]], rules.background)
    lead_lengths = _sums(owner[in_lead], leads * leads, count)
    # The terms of both: most others fall out by the lower bits of their numbers.
    hits = np.flatnonzero(mine.marks[told.slot & _MASK])
    keys = told.slot[hits] << np.uint32(1) | told.name[hits]
    at = np.minimum(np.searchsorted(mine.keys, keys), max(0, len(mine.keys) - 1))
    same = mine.keys[at] == keys if len(mine.keys) else np.zeros(len(at), dtype=bool)
    hits, at = hits[same], at[same]
    shared = _sums(field[hits], weights[hits] * mine.weights[at], 2 * count)
    both = np.flatnonzero((told.lead[hits] > 0) & (mine.leads[at] > 0))
    lead_at = np.searchsorted(in_lead, hits[both])
    lead_shared = _sums(owner[hits[both]], leads[lead_at] * mine.leads[at[both]], count)
    lengths[lengths == 0] = lead_lengths[lead_lengths == 0] = 1.0
    shared /= np.sqrt(lengths)
    names = shared[1::2]
    alike = rules.words * shared[::2] + rules.lead * lead_shared / np.sqrt(lead_lengths) + rules.names * names
    return alike, names


def _sums(owner: NDArray[np.int64], values: Weights, count: int) -> Weights:
    # Without values bincount gives whole numbers.
    return np.bincount(owner, values, count).astype(np.float64, copy=False)
