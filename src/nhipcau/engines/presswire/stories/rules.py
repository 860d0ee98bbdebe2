"""By what articles are told to be of one story."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True, slots=True)
class StoryRules:
    """Weights of the fields, the similarity at which stories are one, and how time counts.

    days: gap in days over which the similarity falls to about 2/3 of itself.
    background: pseudo-articles that stand for the news not seen, so that a handful of articles has sane
    term weights.
    again: gap in days at which half of what is taken off pairs without common names is taken off.
    own: cosine of names from which on two articles have enough in common for nothing to be taken off.
    strangers: what is taken off at most, 0-1.
    """

    words: float = 0.6
    lead: float = 0.25
    names: float = 0.15
    threshold: float = 0.13
    days: float = 8.0
    background: float = 40.0
    again: float = 0.7
    own: float = 0.35
    strangers: float = 0.85

    def nearness(self, gaps: Any, names: Any) -> Any:
        """How much of pairs' likeness stands, by the days between the two and the cosine of their names.

        What comes again on another day (prices, weather, accidents) is told in the same words with other names
        and figures; an event that goes on keeps its own.
        """
        apart = gaps**2 / (gaps**2 + self.again**2)
        other = np.clip(1.0 - names / self.own, 0.0, 1.0)
        return (1.0 - self.strangers * apart * other) / (1.0 + 0.5 * (gaps / self.days) ** 2)


UNDATED = 0.9  # a pair of which one has no date: that they are near in time is not known
SHARED_NAME = 0.02  # likeness by names at which two articles are said to share one
