"""Placing as it is meant, without an index, numbers for terms or arrays: what the clusterer is held against."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping

from nhipcau.engines.presswire.stories.features import NewsItem, Terms, terms_of
from nhipcau.engines.presswire.stories.rules import StoryRules

FIELDS = ("words", "lead", "names")
Weights = Mapping[str, Mapping[str, float]]


class PlainStories:
    """Dated articles of one language, one by one."""

    def __init__(self, capacity: int) -> None:
        self.rules, self.capacity = StoryRules(), capacity
        self.terms: dict[str, Terms] = {}
        self.items: dict[str, NewsItem] = {}
        self.story: dict[str, str] = {}

    def add(self, item: NewsItem) -> tuple[str, float]:
        """The article's story, and how alike it is to the nearest one."""
        mine = terms_of(item)
        every = [*self.terms.values(), mine]
        having = {field: Counter(term for one in every for term in getattr(one, field)) for field in FIELDS}

        def weighed(terms: Terms) -> Weights:
            result = {}
            for field in FIELDS:
                values = {
                    term: (1 + math.log(count))
                    * math.log((len(every) + self.rules.background + 1) / (having[field][term] + 1))
                    for term, count in getattr(terms, field).items()
                }
                length = math.sqrt(sum(value * value for value in values.values())) or 1.0
                result[field] = {term: value / length for term, value in values.items()}
            return result

        own = weighed(mine)
        theirs = {other: weighed(terms) for other, terms in self.terms.items()}
        best, story = 0.0, item.id
        for name in sorted({self.story[other] for other in self._candidates(own)}):
            members = [other for other in self.story if self.story[other] == name]
            alike = sum(self._alike(item, own, self.items[one], theirs[one]) for one in members)
            if alike / len(members) > best:
                best = alike / len(members)
                story = name if best >= self.rules.threshold else item.id
        if len(self.terms) == self.capacity:
            oldest = next(iter(self.terms))
            for kept in (self.terms, self.items, self.story):
                del kept[oldest]
        self.terms[item.id], self.items[item.id], self.story[item.id] = mine, item, story
        return story, best

    def _candidates(self, own: Weights) -> list[str]:
        votes: Counter[str] = Counter()
        for field, top in (("words", 40), ("names", 15)):
            for term, value in sorted(own[field].items(), key=lambda one: (-one[1], one[0]))[:top]:
                for other, terms in self.terms.items():
                    if term in getattr(terms, field):
                        votes[other] += value  # type: ignore[assignment]
        return [other for other, _ in sorted(votes.items(), key=lambda one: (-one[1], one[0]))[:24]]

    def _alike(self, item: NewsItem, own: Weights, other: NewsItem, theirs: Weights) -> float:
        alike = sum(
            getattr(self.rules, field) * value * theirs[field].get(term, 0.0)
            for field in FIELDS
            for term, value in own[field].items()
        )
        if item.published is None or other.published is None:
            return alike * 0.9
        days = abs((item.published - other.published).total_seconds()) / 86400
        names = sum(value * theirs["names"].get(term, 0.0) for term, value in own["names"].items())
        apart = days**2 / (days**2 + self.rules.again**2)
        alike *= 1 - self.rules.strangers * apart * max(0.0, 1 - names / self.rules.own)
        return alike / (1 + 0.5 * (days / self.rules.days) ** 2)
