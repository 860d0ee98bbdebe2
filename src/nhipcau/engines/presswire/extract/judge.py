"""Which blocks are the article: small decision trees over the figures of ``features.py``.

The trees are learned by gradient boosting (Friedman 2001) from labelled pages with
``tests/bench/train_extract.py`` and stand in ``judge.json``.  There are two judges: ``quick`` for every
page, and ``careful`` for pages that leave the quick one in doubt, which also hears what trafilatura
would keep.

Evaluated all at once in NumPy by the QuickScorer scheme (Lucchese et al., SIGIR 2015): each test that
fails strikes out the leaves of its left branch; the first leaf left is the answer.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]
KEEP = 0.5
DOUBT = 0.09
"""Above this share of doubtful text the careful judge is asked."""

_LOWEST = np.zeros(1 << 16, dtype=np.uint8)
for _bit in range(16):
    _LOWEST[1 << _bit] = _bit


@dataclass(frozen=True, slots=True)
class Judge:
    """Boosted trees of at most 16 leaves, laid out for one pass."""

    names: tuple[str, ...]
    base: float
    feature: npt.NDArray[np.int64]  # trees × tests
    threshold: Array
    strikes: npt.NDArray[np.uint16]
    leaves: Array  # trees × 16

    @classmethod
    def of(cls, data: dict[str, Any]) -> Judge:
        """Lay out the trees as ``judge.json`` keeps them."""
        trees = data["trees"]
        tests = max(len(tree["f"]) for tree in trees)
        feature = np.zeros((len(trees), tests), dtype=np.int64)
        threshold = np.full((len(trees), tests), np.inf, dtype=np.float32)
        strikes = np.full((len(trees), tests), 0xFFFF, dtype=np.uint16)
        leaves = np.zeros((len(trees), 16), dtype=np.float32)
        for at, tree in enumerate(trees):
            size = len(tree["f"])
            feature[at, :size] = tree["f"]
            threshold[at, :size] = tree["t"]
            strikes[at, :size] = tree["s"]
            leaves[at, : len(tree["v"])] = tree["v"]
        return cls(tuple(data["names"]), float(data["base"]), feature, threshold, strikes, leaves)

    def chances(self, rows: Array) -> Array:
        """The chance of each block to belong to the article, 0 to 1."""
        trees, tests = self.feature.shape
        columns = np.ascontiguousarray(rows.T)
        left = np.full((trees, len(rows)), 0xFFFF, dtype=np.uint16)
        # One test of every tree at a time: such arrays stay in a processor's near memory.
        for test in range(tests):
            passed = (columns[self.feature[:, test]] <= self.threshold[:, test, None]).astype(np.uint16)
            np.negative(passed, out=passed)  # all bits of what passed, none of what failed
            passed |= self.strikes[:, test, None]
            left &= passed
        leaf = _LOWEST[left & (~left + np.uint16(1))]
        score = self.base + self.leaves[np.arange(trees)[:, None], leaf].sum(axis=0)
        result: Array = 1.0 / (1.0 + np.exp(-score))
        return result


@lru_cache(maxsize=1)
def judges() -> dict[str, Judge]:
    """The learned judges by name; read once."""
    text = resources.files(__package__).joinpath("judge.json").read_text(encoding="ascii")
    return {name: Judge.of(data) for name, data in json.loads(text).items()}


def doubt(chances: Array, sizes: Array) -> float:
    """How unsure a judging is: text at stake (chance near one half) over text kept."""
    at_stake = float((sizes * np.minimum(chances, 1 - chances)).sum())
    return at_stake / (float((sizes * chances).sum()) + 100.0)


def kept(chances: Array, sizes: Array) -> npt.NDArray[np.bool_]:
    """Which blocks are the article.

    Where next to nothing passes (a page unlike any learned from), what comes nearest is taken instead,
    if it comes near at all.
    """
    choice: npt.NDArray[np.bool_] = chances > KEEP
    if float(sizes[choice].sum()) < 60:
        choice = chances > max(0.2, min(KEEP, 0.5 * float(chances.max(initial=0.0))))
    return choice


def with_second_opinion(rows: Array, kept: Array, sizes: Array) -> Array:
    """The figures with another reader's choice added: per block, its neighbours, around, and the page."""
    before, after = np.zeros_like(kept), np.zeros_like(kept)
    before[1:], after[:-1] = kept[:-1], kept[1:]
    window = np.ones(11, dtype=np.float32)
    around = np.convolve(kept * sizes, window)[5:-5] / np.convolve(sizes, window)[5:-5]
    page = np.full(len(kept), (kept * sizes).sum() / sizes.sum())
    added = np.stack([kept, before, after, around, page], axis=1).astype(np.float32)
    joined: Array = np.concatenate([rows, added], axis=1)
    return joined


OPINION_NAMES = ("other_keeps", "other_before", "other_after", "other_around", "other_page")
