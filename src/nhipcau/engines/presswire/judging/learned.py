"""What the desk's corrections teach: one small naive Bayes per question, updated by each decision.

Weighted complement of the usual multinomial form: evidence is the sum over the article's distinct words
of log P(word | label) - log P(word | other labels), with add-half smoothing; it starts from nothing and
is trusted the more the more decisions it has seen.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

_TRUST_AT = 20  # decisions after which the learned part weighs as much as its evidence says, by half
_LARGEST = 20_000  # words remembered for a label; the rarest go first


@dataclass(slots=True)
class LearnedWords:
    """How often each word stood in articles that people gave each label."""

    words: dict[str, Counter[str]] = field(default_factory=dict)
    articles: Counter[str] = field(default_factory=Counter)

    def learn(self, label: str, words: Iterable[str]) -> None:
        """Count one decision: an article with these words has this label."""
        counts = self.words.setdefault(label, Counter())
        counts.update(set(words))
        self.articles[label] += 1
        if len(counts) > _LARGEST:
            self.words[label] = Counter(dict(counts.most_common(_LARGEST * 3 // 4)))

    @property
    def decisions(self) -> int:
        """Decisions seen."""
        return sum(self.articles.values())

    def trust(self) -> float:
        """0 with no decisions, growing towards 1."""
        return self.decisions / (self.decisions + _TRUST_AT)

    def evidence(self, label: str, words: Iterable[str]) -> list[tuple[float, str]]:
        """How much each word speaks for the label (against it if negative), strongest first."""
        inside = self.articles[label]
        outside = self.decisions - inside
        if not inside or not outside:
            return []
        mine = self.words.get(label, Counter())
        found = []
        for word in set(words):
            others = sum(counts[word] for name, counts in self.words.items() if name != label)
            if mine[word] + others < 2:
                continue
            weight = math.log((mine[word] + 0.5) / (inside + 1)) - math.log((others + 0.5) / (outside + 1))
            found.append((weight, word))
        return sorted(found, key=lambda pair: (-abs(pair[0]), pair[1]))

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "articles": dict(self.articles),
            "words": {label: dict(counts) for label, counts in self.words.items()},
        }

    @classmethod
    def from_json(cls, state: Mapping[str, Any]) -> LearnedWords:
        """What ``to_json`` gave."""
        return cls(
            {label: Counter(counts) for label, counts in state["words"].items()}, Counter(state["articles"])
        )
