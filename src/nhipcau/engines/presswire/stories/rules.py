"""By what articles are told to be of one story."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class StoryRules:
    """Weights of the fields, the similarity at which stories are one, and how time counts.

    days: gap in days over which the similarity falls to about 2/3 of itself.
    background: pseudo-articles that stand for the news not seen, so that a handful of articles has sane
    term weights.
    """

    words: float = 0.6
    lead: float = 0.25
    names: float = 0.15
    threshold: float = 0.135
    days: float = 20.0
    background: float = 40.0

    def nearness(self, gaps: Any) -> Any:
        """How much of a pair's likeness stands, by the days between the two."""
        return 1.0 / (1.0 + 0.5 * (gaps / self.days) ** 2)


UNDATED = 0.9  # a pair of which one has no date: that they are near in time is not known
SHARED_NAME = 0.02  # likeness by names at which two articles are said to share one
