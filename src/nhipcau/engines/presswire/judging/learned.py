"""What the desk's corrections teach: one small naive Bayes per question, updated by each decision.

Evidence is the sum over the article's distinct words of log P(word | label) - log P(word | other labels),
with add-half smoothing, each word trusted the more the oftener it was seen.  How much the sum may say
beside the rules is not a matter of belief: each decision first tries every strength, and the strength that
would have been right most often so far is used.  So corrections cannot make the proposals worse for long.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

STRENGTHS = (0.0, 0.15, 0.3, 0.6, 1.2)
_SURE_AT = 2.0  # times a word is seen until it weighs half of what it says
_STRONGEST = 20  # words that speak for or against a label
_LARGEST = 60_000  # words remembered; the rarest go first
_FEW = 3  # questions with so few answers count a word's absence too


@dataclass(slots=True)
class LearnedWords:
    """How often each word stood in articles that people gave each label."""

    words: dict[str, dict[str, int]] = field(default_factory=dict)
    articles: Counter[str] = field(default_factory=Counter)
    tried: list[float] = field(default_factory=lambda: [0.0] * len(STRENGTHS))

    def learn(self, label: str, words: Iterable[str]) -> None:
        """Count one decision: an article with these words has this label."""
        for word in set(words):
            counts = self.words.setdefault(word, {})
            counts[label] = counts.get(label, 0) + 1
        self.articles[label] += 1
        if len(self.words) > _LARGEST:
            kept = heapq.nlargest(
                _LARGEST * 3 // 4, self.words.items(), key=lambda pair: sum(pair[1].values())
            )
            self.words = dict(kept)

    def tried_out(self, right: Iterable[bool]) -> None:
        """Count which of STRENGTHS would have been right on a decision; older ones slowly fade."""
        self.tried = [0.995 * before + now for before, now in zip(self.tried, right, strict=True)]

    @property
    def strength(self) -> float:
        """The strength that was right most often; of equals the least."""
        best = max(self.tried)
        return next(
            strength for strength, right in zip(STRENGTHS, self.tried, strict=True) if right > best - 1e-9
        )

    @property
    def decisions(self) -> int:
        """Decisions seen."""
        return sum(self.articles.values())

    def evidence(self, words: Iterable[str]) -> dict[str, list[tuple[float, str]]]:
        """How much each word speaks for each label (against it if negative), strongest first."""
        decisions = self.decisions
        spoken: dict[str, list[tuple[float, str]]] = {label: [] for label in self.articles}
        if len(spoken) < 2:
            return {}
        few = len(spoken) <= _FEW
        for word in words:
            counts = self.words.get(word)
            if counts is None or (seen := sum(counts.values())) < 2:
                continue
            sure = seen / (seen + _SURE_AT)
            for label in self.articles if few else counts:
                mine, inside = counts.get(label, 0), self.articles[label]
                weight = math.log(
                    (mine + 0.5) * (decisions - inside + 1) / ((inside + 1) * (seen - mine + 0.5))
                )
                spoken[label].append((weight * sure, word))
        return {
            label: heapq.nsmallest(_STRONGEST, told, key=lambda pair: (-abs(pair[0]), pair[1]))
            for label, told in spoken.items()
        }

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {"articles": dict(self.articles), "words": self.words, "tried": self.tried}

    @classmethod
    def from_json(cls, state: Mapping[str, Any]) -> LearnedWords:
        """What ``to_json`` gave; a state of before strengths were tried is built anew from the decisions."""
        if "tried" not in state:
            return cls()
        words = {word: dict(counts) for word, counts in state["words"].items()}
        return cls(words, Counter(state["articles"]), list(state["tried"]))
