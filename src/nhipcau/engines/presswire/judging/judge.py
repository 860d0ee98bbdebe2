"""Proposes subject, tone and flags of an article; a person decides, and the decision teaches.

Starts from words in ``rules.toml`` and adds what corrections have taught.  Every proposal carries the
words that caused it, and ``hit_rates`` shows how often the proposals were right, week by week.
"""

from __future__ import annotations

import itertools
import math
import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

from nhipcau.engines.presswire.judging.learned import LearnedWords
from nhipcau.engines.presswire.judging.phrases import Found, Phrases, keys_of

TONES = ("positive", "neutral", "negative")
FLAGS = ("amplify", "sensitive", "inaccurate")
Part = Literal["title", "body"]
_TITLE_WEIGHT = 2.5
_LEAD_CHARS = 400
_LEAD_WEIGHT = 1.5
_NEUTRAL_BELOW = 1.5  # a text whose positive and negative words differ by less is neutral
_SHOWN = 6
_READ = 20_000  # characters; what comes later is not what the article is about


@dataclass(frozen=True, slots=True)
class JudgedText:
    """The article as the judge needs it.  published: its day, or None."""

    title: str
    body: str
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Words that caused a proposal: as printed, where they stand, and whether a rule or past decisions
    speak; ``note`` explains a fact that may be wrong."""

    words: str
    part: Part
    start: int
    end: int
    source: Literal["rule", "learned"]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Opinion:
    """A proposed label (subject id, tone or flag), how sure (0-1), and why."""

    label: str
    sure: float
    because: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed for one article; never more than a proposal."""

    subject: Opinion
    tone: Opinion
    flags: tuple[Opinion, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What the desk decided; None where it said nothing on that question."""

    subject: str | None = None
    tone: str | None = None
    flags: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class HitRate:
    """Proposals decided in the week that begins on ``week`` (a Monday), and how many were left as they were."""

    question: str
    week: date
    decided: int
    right: int

    @property
    def rate(self) -> float:
        """Share left as proposed, 0-1."""
        return self.right / self.decided if self.decided else 0.0


@dataclass(frozen=True, slots=True)
class _Word:
    question: str
    label: str
    weight: float


@dataclass(frozen=True, slots=True)
class _Fact:
    pattern: re.Pattern[str]
    since: date | None
    weight: float
    reason: str


@dataclass(frozen=True, slots=True)
class Rules:
    """The data file, compiled."""

    subjects: Mapping[str, str]
    flag_names: Mapping[str, str]
    thresholds: Mapping[str, float]
    phrases: Phrases[_Word]
    negations: Phrases[str]
    facts: tuple[_Fact, ...]


@lru_cache(maxsize=1)
def load_rules() -> Rules:
    """Read ``rules.toml``."""
    data = tomllib.loads((files(__package__) / "rules.toml").read_text("utf-8"))
    words: list[tuple[str, _Word]] = []
    for subject, entry in data["subjects"].items():
        words.extend((word, _Word("subject", subject, 1.0)) for word in entry["words"])
    for tone in ("positive", "negative"):
        words.extend(
            (word, _Word("tone", tone, weight)) for word, weight in data["tone"][tone]["words"].items()
        )
    for flag, entry in data["flags"].items():
        words.extend((word, _Word("flag", flag, weight)) for word, weight in entry["words"].items())
    return Rules(
        subjects={subject: entry["name"] for subject, entry in data["subjects"].items()},
        flag_names={flag: entry["name"] for flag, entry in data["flags"].items()},
        thresholds={flag: entry["threshold"] for flag, entry in data["flags"].items()},
        phrases=Phrases(words),
        negations=Phrases((word, word) for word in data["tone"]["negations"]),
        facts=tuple(
            _Fact(re.compile(fact["pattern"]), fact.get("from"), fact["weight"], fact["reason"])
            for fact in data["facts"]
        ),
    )


@dataclass(slots=True)
class _Tally:
    """Evidence for one label: its sum and the reasons, the heaviest first when asked."""

    total: float = 0.0
    reasons: list[tuple[float, Reason]] = field(default_factory=list)

    def add(self, weight: float, reason: Reason) -> None:
        # The second and later time a word comes it adds less: a long text is not a strong one.
        again = sum(reason.words.lower() == other.words.lower() for _, other in self.reasons)
        self.total += weight / (1 + again)
        self.reasons.append((weight / (1 + again), reason))

    def shown(self) -> tuple[Reason, ...]:
        ordered = sorted(
            self.reasons, key=lambda pair: (-abs(pair[0]), pair[1].part == "body", pair[1].start)
        )
        return tuple(
            {reason.words.lower(): reason for _, reason in reversed(ordered[: 2 * _SHOWN])}.values()
        )[::-1][:_SHOWN]


class Judge:
    """Proposes and learns.  Holds only counts of words and of hits, no texts."""

    def __init__(self) -> None:
        self._rules = load_rules()
        self._learned: dict[str, LearnedWords] = {
            name: LearnedWords() for name in ("subject", "tone", *FLAGS)
        }
        self._hits: Counter[tuple[str, date, bool]] = Counter()

    @property
    def subjects(self) -> Mapping[str, str]:
        """Subject ids with their Vietnamese names."""
        return self._rules.subjects

    def propose(self, text: JudgedText) -> Proposal:
        """Judge an article."""
        tallies = self._by_rules(text)
        words = _features(text)
        return Proposal(
            subject=self._subject(tallies, words, text),
            tone=self._tone(tallies, words, text),
            flags=tuple(self._flags(tallies, words, text)),
        )

    def learn(self, text: JudgedText, proposal: Proposal, decision: Decision, on: date) -> None:
        """Take in the desk's decision on a proposal made before, on its day."""
        words = _features(text)
        week = on - timedelta(days=on.weekday())
        if decision.subject is not None:
            self._learned["subject"].learn(decision.subject, words)
            self._hits["subject", week, decision.subject == proposal.subject.label] += 1
        if decision.tone is not None:
            self._learned["tone"].learn(decision.tone, words)
            self._hits["tone", week, decision.tone == proposal.tone.label] += 1
        if decision.flags is not None:
            proposed = {opinion.label for opinion in proposal.flags}
            for flag in FLAGS:
                self._learned[flag].learn("yes" if flag in decision.flags else "no", words)
                self._hits[flag, week, (flag in decision.flags) == (flag in proposed)] += 1

    def hit_rates(self) -> list[HitRate]:
        """How often proposals were left as they were, by question and week, oldest first."""
        weeks = sorted(
            {(question, week) for question, week, _ in self._hits}, key=lambda key: (key[1], key[0])
        )
        rates = []
        for question, week in weeks:
            right, wrong = self._hits[question, week, True], self._hits[question, week, False]
            rates.append(HitRate(question, week, right + wrong, right))
        return rates

    # ---- the parts -------------------------------------------------------------------------------------------

    def _by_rules(self, text: JudgedText) -> dict[tuple[str, str], _Tally]:
        tallies: dict[tuple[str, str], _Tally] = {}
        part: Part
        for part, content in (("title", text.title), ("body", text.body)):
            words = keys_of(content[:_READ])
            denied = {found.word for found in self._rules.negations.find(words)}
            for found in self._rules.phrases.find(words):
                weight = found.mark.weight * _place_weight(part, found)
                label = found.mark.label
                if found.mark.question != "subject" and {found.word - 1, found.word - 2} & denied:
                    if found.mark.question == "flag":
                        continue
                    label = "positive" if label == "negative" else "negative"
                    weight *= 0.5
                reason = Reason(content[found.start : found.end], part, found.start, found.end, "rule")
                tallies.setdefault((found.mark.question, label), _Tally()).add(weight, reason)
            for fact in self._rules.facts:
                if fact.since is not None and (text.published is None or text.published < fact.since):
                    continue
                for match in fact.pattern.finditer(content[:_READ]):
                    reason = Reason(match.group(), part, match.start(), match.end(), "rule", fact.reason)
                    tallies.setdefault(("flag", "inaccurate"), _Tally()).add(fact.weight * 1.5, reason)
        return tallies

    def _subject(
        self, tallies: dict[tuple[str, str], _Tally], words: frozenset[str], text: JudgedText
    ) -> Opinion:
        learned = self._learned["subject"]
        labels = [
            *self._rules.subjects,
            *(label for label in learned.articles if label not in self._rules.subjects),
        ]
        scores: dict[str, tuple[float, tuple[Reason, ...]]] = {}
        for label in labels:
            tally = tallies.get(("subject", label), _Tally())
            taught, reasons = self._taught(learned, label, words, text)
            scores[label] = (math.log1p(tally.total) * 1.5 + taught, tally.shown() + reasons)
        best = max(labels, key=lambda label: (scores[label][0], -labels.index(label)))
        return Opinion(
            best, _share(scores[best][0], [score for score, _ in scores.values()]), scores[best][1][:_SHOWN]
        )

    def _tone(
        self, tallies: dict[tuple[str, str], _Tally], words: frozenset[str], text: JudgedText
    ) -> Opinion:
        positive = tallies.get(("tone", "positive"), _Tally())
        negative = tallies.get(("tone", "negative"), _Tally())
        lean = positive.total - negative.total
        scores = {"positive": lean / 2, "negative": -lean / 2, "neutral": _NEUTRAL_BELOW / 2}
        reasons = {"positive": positive.shown(), "negative": negative.shown(), "neutral": ()}
        learned = self._learned["tone"]
        for tone in TONES:
            taught, learned_reasons = self._taught(learned, tone, words, text)
            scores[tone] += taught
            reasons[tone] = (*reasons[tone], *learned_reasons)
        best = max(TONES, key=lambda tone: scores[tone])
        return Opinion(best, _share(scores[best], list(scores.values())), reasons[best][:_SHOWN])

    def _flags(
        self, tallies: dict[tuple[str, str], _Tally], words: frozenset[str], text: JudgedText
    ) -> list[Opinion]:
        found = []
        negative = tallies.get(("tone", "negative"), _Tally()).total
        for flag in FLAGS:
            tally = tallies.get(("flag", flag), _Tally())
            score = tally.total - self._rules.thresholds[flag]
            if flag == "amplify":
                score -= 0.7 * negative  # good words in bad news are not good news
            taught, reasons = self._taught(self._learned[flag], "yes", words, text)
            score += taught
            if score >= 0 and (tally.reasons or reasons):
                found.append(
                    Opinion(flag, round(1 / (1 + math.exp(-score)), 3), (tally.shown() + reasons)[:_SHOWN])
                )
        return found

    def _taught(
        self, learned: LearnedWords, label: str, words: frozenset[str], text: JudgedText
    ) -> tuple[float, tuple[Reason, ...]]:
        evidence = learned.evidence(label, words)[:25]
        if not evidence:
            return 0.0, ()
        total = learned.trust() * max(-6.0, min(6.0, 0.6 * sum(weight for weight, _ in evidence)))
        reasons = []
        for weight, word in evidence[:_SHOWN]:
            if weight > 0.3:
                reason = _where(word, text)
                if reason is not None:
                    reasons.append(reason)
        return total, tuple(reasons[:3])

    # ---- state -----------------------------------------------------------------------------------------------

    def to_json(self) -> dict[str, Any]:
        """All that was learned, as plain JSON values."""
        return {
            "learned": {name: learned.to_json() for name, learned in self._learned.items()},
            "hits": [
                [question, week.isoformat(), right, count]
                for (question, week, right), count in sorted(self._hits.items())
            ],
        }

    @classmethod
    def from_json(cls, state: Mapping[str, Any]) -> Judge:
        """The judge whose ``to_json`` this was."""
        judge = cls()
        for name, learned in state["learned"].items():
            judge._learned[name] = LearnedWords.from_json(learned)
        for question, week, right, count in state["hits"]:
            judge._hits[question, date.fromisoformat(week), right] = count
        return judge


def _place_weight(part: Part, found: Found[_Word]) -> float:
    if part == "title":
        return _TITLE_WEIGHT
    return _LEAD_WEIGHT if found.start < _LEAD_CHARS else 1.0


def _features(text: JudgedText) -> frozenset[str]:
    """Words and word pairs of title and opening, as the learned part counts them."""
    features: set[str] = set()
    for content in (text.title, text.body[:3000]):
        keys = [key for key, _, _ in keys_of(content)]
        features.update(key for key in keys if len(key) > 1)
        features.update(f"{one} {other}" for one, other in itertools.pairwise(keys))
    return frozenset(features)


def _where(feature: str, text: JudgedText) -> Reason | None:
    wanted = feature.split(" ")
    part: Part
    for part, content in (("title", text.title), ("body", text.body)):
        words = keys_of(content)
        for number in range(len(words) - len(wanted) + 1):
            if [key for key, _, _ in words[number : number + len(wanted)]] == wanted:
                start, end = words[number][1], words[number + len(wanted) - 1][2]
                return Reason(content[start:end], part, start, end, "learned")
    return None


def _share(score: float, scores: list[float]) -> float:
    highest = max(scores)
    return round(math.exp(score - highest) / sum(math.exp(other - highest) for other in scores), 3)
