"""What the desk's corrections teach: one small naive Bayes per question, updated by each decision.

Evidence is the sum over the article's distinct words of log P(word | label) - log P(word | other labels),
with add-half smoothing, each word trusted the more the oftener it was seen.  How much the sum may say
beside the rules is not a matter of belief: each decision first tries every strength, and one is used when it
has put clearly more of the rules' proposals right than wrong.  So corrections cannot make the proposals worse
for long, and corrections without rhyme or reason are not believed.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

STRENGTHS = (0.15, 0.3, 0.6, 1.2)
_CLEARLY = 1.5  # standard deviations by which what was put right must outnumber what was put wrong
_FADING = 0.995  # what a trial still counts after one more
_SURE_AT = 2.0  # times a word is seen until it weighs half of what it says
_STRONGEST = 20  # words that speak for or against a label
_ALIKE = 2.0  # an article half of whose words are known from a label speaks in full
_LARGEST = 60_000  # words remembered; the rarest go first
_FEW = 3  # questions with so few answers count a word's absence too


@dataclass(slots=True)
class LearnedWords:
    """How often each word stood in articles that people gave each label."""

    words: dict[str, dict[str, int]] = field(default_factory=dict)
    articles: Counter[str] = field(default_factory=Counter)
    gained: list[float] = field(default_factory=lambda: [0.0] * len(STRENGTHS))
    lost: list[float] = field(default_factory=lambda: [0.0] * len(STRENGTHS))

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

    def tried_out(self, by_rules: bool, right: Iterable[bool]) -> None:
        """Count a trial: whether the rules alone, and each of STRENGTHS, were right on a decision."""
        for number, now in enumerate(right):
            self.gained[number] = _FADING * self.gained[number] + (now and not by_rules)
            self.lost[number] = _FADING * self.lost[number] + (by_rules and not now)

    @property
    def strength(self) -> float:
        """The strength that put most right, of equals the least; 0 where none clearly helps."""
        best, most = 0.0, 0.0
        for strength, gained, lost in zip(STRENGTHS, self.gained, self.lost, strict=True):
            more = gained - lost
            if more > most + 1e-9 and more >= _CLEARLY * math.sqrt(gained + lost):
                best, most = strength, more
        return best

    @property
    def decisions(self) -> int:
        """Decisions seen."""
        return sum(self.articles.values())

    def evidence(self, words: Collection[str]) -> dict[str, list[tuple[float, str]]]:
        """How much each word speaks for each label (against it if negative), strongest first.

        Counts the less the less of the article is known from articles of that label: a few common words
        do not make it one of them.
        """
        decisions = self.decisions
        spoken: dict[str, list[tuple[float, str]]] = {label: [] for label in self.articles}
        if len(spoken) < 2:
            return {}
        few = len(spoken) <= _FEW
        alike: Counter[str] = Counter()
        for word in words:
            counts = self.words.get(word)
            if counts is None or (seen := sum(counts.values())) < 2:
                continue
            sure = seen / (seen + _SURE_AT)
            for label in self.articles if few else counts:
                mine, inside = counts.get(label, 0), self.articles[label]
                alike[label] += mine > 1
                weight = math.log(
                    (mine + 0.5) * (decisions - inside + 1) / ((inside + 1) * (seen - mine + 0.5))
                )
                spoken[label].append((weight * sure, word))
        found = {}
        for label, told in spoken.items():
            known = min(1.0, _ALIKE * alike[label] / max(1, len(words)))
            strongest = heapq.nsmallest(_STRONGEST, told, key=lambda pair: (-abs(pair[0]), pair[1]))
            found[label] = [(weight * known, word) for weight, word in strongest]
        return found

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "articles": dict(self.articles),
            "words": self.words,
            "gained": self.gained,
            "lost": self.lost,
        }

    @classmethod
    def from_json(cls, state: Mapping[str, Any]) -> LearnedWords:
        """What ``to_json`` gave; a state of before strengths were tried is built anew from the decisions."""
        if "gained" not in state:
            return cls()
        words = {word: dict(counts) for word, counts in state["words"].items()}
        return cls(words, Counter(state["articles"]), list(state["gained"]), list(state["lost"]))
