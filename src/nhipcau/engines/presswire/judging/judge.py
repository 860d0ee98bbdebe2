"""Proposes subject, tone and flags of an article; a person decides, and the decision teaches.

Starts from words in the data files and adds what corrections have taught.  Every proposal carries the
words that caused it, and ``hit_rates`` shows how often the proposals were right, week by week.  Where
nothing speaks for a subject the proposal says so: ``lexicon.NONE``.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Literal

from nhipcau.engines.presswire.judging.learned import STRENGTHS, LearnedWords
from nhipcau.engines.presswire.judging.lexicon import NONE, load_rules
from nhipcau.engines.presswire.judging.phrases import UNSPACED, keys_of
from nhipcau.engines.presswire.judging.scope import Hit, Part, read_part
from nhipcau.engines.vntext.legacy import is_syllable

TONES = ("positive", "neutral", "negative")
FLAGS = ("amplify", "sensitive", "inaccurate", "complaint")
_READ = 8_000  # characters; what comes later is not what the article is about
_LEAD_CHARS = 250
_LATE_CHARS = 1500
_USUAL_CHARS = 1200
_FRONT_FROM = 2.0  # what is worth amplifying shows in the title or the lead
# How much a word weighs: in the title, in the lead, in the text, and late in the text.
_SUBJECT_PLACES = (2.5, 1.4, 1.0, 0.5)
_TONE_PLACES = (1.9, 1.2, 0.8, 0.4)
_FLAG_PLACES = (1.4, 1.0, 1.0, 0.5)
_SUBJECT_FROM = 1.9  # less evidence than this is no subject
_TITLE_FIRST = 1.4  # the subject that the title names first is most often the article's
_BODY_MOST = 6.0  # what the text says beside the title cannot weigh more
_TONE_FROM = 1.95  # a text whose good and bad words differ by less is neutral
_TITLE_SPEAKS = 3.0  # from here on a title is good or bad news by itself
_TONE_SHARE = 0.15  # … and so is one where both weigh nearly the same
# What a frame leaves of the tone's good and bad words, and of what is sensitive.
_FRAMES = {"drill": (0.2, 0.0, 0.0), "refuted": (0.2, 0.1, 0.5), "past": (1.0, 0.3, 0.2)}
_SHOWN = 6
_HEADLINE = 160  # letters
_VIETNAMESE_LETTER = re.compile("[ăằắẳẵặđơờớởỡợưừứửữựảãạấầẩẫậẻẽẹếềểễệỉĩịỏọốồổỗộủũụỷỹỵý]", re.IGNORECASE)


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


@dataclass(slots=True)
class _Tally:
    """Evidence for one label: its sum, in the title and in the text, in both at the front, and the words, to be
    shown when asked."""

    title: float = 0.0
    body: float = 0.0
    front: float = 0.0
    words: list[tuple[float, Part, int, int, str, str]] = field(default_factory=list)
    times: dict[str, int] = field(default_factory=dict)

    def add(self, weight: float, part: Part, start: int, end: int, words: str, note: str = "") -> None:
        # The second and later time a word comes it adds less: a long text is not a strong one.
        word = words.lower()
        again = self.times.get(word, 0)
        self.times[word] = again + 1
        weight /= (1 + again) ** 2
        if part == "title":
            self.title += weight
        else:
            self.body += weight
        self.words.append((weight, part, start, end, words, note))

    @property
    def total(self) -> float:
        return self.title + self.body

    @property
    def tempered(self) -> float:
        """The sum where what stands only in the text grows the slower the more there is."""
        return self.title + _BODY_MOST * (1 - math.exp(-self.body / _BODY_MOST))

    def shown(self) -> tuple[Reason, ...]:
        """The heaviest words, each once, those of the title before those of the text."""
        shown: dict[str, Reason] = {}
        for _, part, start, end, words, note in sorted(
            self.words, key=lambda word: (-word[0], word[1] == "body", word[2])
        ):
            shown.setdefault(words.lower(), Reason(words, part, start, end, "rule", note))
            if len(shown) == _SHOWN:
                break
        return tuple(shown.values())


_NOTHING = _Tally()
_Tallies = dict[tuple[str, str], _Tally]
_Evidence = dict[str, list[tuple[float, str]]]


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
        evidence = self._taught(text)
        tone = self._tone(tallies, evidence, text)
        return Proposal(
            subject=self._subject(tallies, evidence, text),
            tone=tone,
            flags=tuple(self._flags(tallies, evidence, text)),
        )

    def learn(self, text: JudgedText, proposal: Proposal, decision: Decision, on: date) -> None:
        """Take in the desk's decision on a proposal made before, on its day."""
        words = _features(text)
        week = on - timedelta(days=on.weekday())
        tallies, evidence = self._by_rules(text), self._taught(text)
        if decision.subject is not None:
            self._try_out("subject", decision.subject, self._subject_scores(tallies), evidence)
            self._learned["subject"].learn(decision.subject, words)
            self._hits["subject", week, decision.subject == proposal.subject.label] += 1
        if decision.tone is not None:
            self._try_out("tone", decision.tone, _tone_scores(tallies), evidence)
            self._learned["tone"].learn(decision.tone, words)
            self._hits["tone", week, decision.tone == proposal.tone.label] += 1
        if decision.flags is not None:
            proposed = {opinion.label for opinion in proposal.flags}
            for flag in FLAGS:
                answer = "yes" if flag in decision.flags else "no"
                score = self._flag_score(flag, tallies)
                self._try_out(flag, answer, {"yes": score / 2, "no": -score / 2}, evidence)
                self._learned[flag].learn(answer, words)
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

    # ---- by rules --------------------------------------------------------------------------------------------

    def _by_rules(self, text: JudgedText) -> _Tallies:
        tallies: _Tallies = {}
        hits: list[Hit] = []
        frames: set[str] = set()
        phrases = self._rules.vietnamese if _vietnamese(text) else self._rules.other
        part: Part
        for part, content in (("title", text.title[:_READ]), ("body", text.body[:_READ])):
            found, announced = read_part(content, part, phrases.find(content), self._rules.pairs)
            hits += found
            frames |= announced
        first = min(
            (hit.start for hit in hits if hit.question == "subject" and hit.part == "title"), default=-1
        )
        # A word far into a long text says less about the whole.
        thinned = math.sqrt(_USUAL_CHARS / max(_USUAL_CHARS, len(text.body)))
        for hit in hits:
            content = text.title if hit.part == "title" else text.body
            weight = hit.weight * _place(hit) * _in_frames(hit.question, hit.label, frames)
            front = hit.part == "title" or hit.start < _LEAD_CHARS
            if not front and hit.question != "subject":
                weight *= thinned
            if hit.question == "subject" and hit.part == "title" and hit.start == first and hit.weight >= 3:
                weight *= _TITLE_FIRST
            if weight > 0:
                tally = tallies.get((hit.question, hit.label))
                if tally is None:
                    tally = tallies[hit.question, hit.label] = _Tally()
                tally.add(weight, hit.part, hit.start, hit.end, content[hit.start : hit.end], hit.note)
                if front:
                    tally.front += weight
        self._add_facts(tallies, text, frames)
        return tallies

    def _add_facts(self, tallies: _Tallies, text: JudgedText, frames: set[str]) -> None:
        part: Part
        for part, content in (("title", text.title[:_READ]), ("body", text.body[:_READ])):
            lowered = content.lower()
            for fact in self._rules.facts:
                if fact.since is not None and (text.published is None or text.published < fact.since):
                    continue
                if not any(needed in lowered for needed in fact.needs):
                    continue
                weight = fact.weight
                if fact.flag != "inaccurate":
                    weight *= _in_frames("flag", fact.flag, frames)
                for match in fact.pattern.finditer(content):
                    tally = tallies.setdefault(("flag", fact.flag), _Tally())
                    tally.add(weight, part, *match.span(), match.group(), fact.reason)

    def _subject_scores(self, tallies: _Tallies) -> dict[str, float]:
        scores = {
            label: math.log1p(tallies.get(("subject", label), _NOTHING).tempered) * 1.5
            for label in self._rules.subjects
        }
        scores[NONE] = max(scores.get(NONE, 0.0), math.log1p(_SUBJECT_FROM) * 1.5)
        return scores

    def _flag_score(self, flag: str, tallies: _Tallies) -> float:
        """Above 0: the flag is proposed."""
        score = tallies.get(("flag", flag), _NOTHING).total - self._rules.thresholds[flag]
        if flag == "amplify":
            # Good words in bad news are not good news, and plain good news is half the way.
            lean = _lean(tallies)
            score += min(1.5, 0.3 * lean) if lean > 0 else 2 * lean - 2
            shown = tallies.get(("tone", "positive"), _NOTHING).front
            if shown + tallies.get(("flag", flag), _NOTHING).front < _FRONT_FROM:
                score -= 2
            if self._flag_score("sensitive", tallies) >= 0:
                score -= 3
        return score

    # ---- with what was taught --------------------------------------------------------------------------------

    def _subject(self, tallies: _Tallies, evidence: Mapping[str, _Evidence], text: JudgedText) -> Opinion:
        scores, reasons = self._with_taught("subject", self._subject_scores(tallies), evidence, text)
        labels = list(scores)
        best = max(labels, key=lambda label: (scores[label], -labels.index(label)))
        shown = tallies.get(("subject", best), _NOTHING).shown() + reasons.get(best, ())
        return Opinion(best, _share(scores[best], list(scores.values())), shown[:_SHOWN])

    def _tone(self, tallies: _Tallies, evidence: Mapping[str, _Evidence], text: JudgedText) -> Opinion:
        scores, reasons = self._with_taught("tone", _tone_scores(tallies), evidence, text)
        best = max(TONES, key=lambda tone: scores[tone])
        shown = tallies.get(("tone", best), _NOTHING).shown() + reasons.get(best, ())
        return Opinion(best, _share(scores[best], list(scores.values())), shown[:_SHOWN])

    def _flags(
        self, tallies: _Tallies, evidence: Mapping[str, _Evidence], text: JudgedText
    ) -> Iterable[Opinion]:
        for flag in FLAGS:
            score = self._flag_score(flag, tallies)
            scores, reasons = self._with_taught(flag, {"yes": score / 2, "no": -score / 2}, evidence, text)
            sure = scores["yes"] - scores["no"]
            shown = tallies.get(("flag", flag), _NOTHING).shown() + reasons.get("yes", ())
            if sure >= 0 and (shown or score < 0):
                yield Opinion(flag, round(1 / (1 + math.exp(-min(30.0, sure))), 3), shown[:_SHOWN])

    def _taught(self, text: JudgedText) -> dict[str, _Evidence]:
        asked = {name: learned for name, learned in self._learned.items() if learned.decisions}
        if not asked:
            return {}
        words = _features(text)
        return {name: learned.evidence(words) for name, learned in asked.items()}

    def _with_taught(
        self,
        question: str,
        scores: Mapping[str, float],
        evidence: Mapping[str, _Evidence],
        text: JudgedText,
    ) -> tuple[dict[str, float], dict[str, tuple[Reason, ...]]]:
        told, strength = evidence.get(question, {}), self._learned[question].strength
        mixed = _mixed(scores, told, strength)
        if not strength or not told:
            return mixed, {}
        best = max(mixed, key=lambda label: mixed[label])
        wheres = (_where(word, text) for weight, word in told.get(best, ())[:_SHOWN] if weight > 0.3)
        return mixed, {best: tuple(reason for reason in wheres if reason is not None)[:3]}

    def _try_out(
        self, question: str, answer: str, scores: Mapping[str, float], evidence: Mapping[str, _Evidence]
    ) -> None:
        told = evidence.get(question, {})

        def right(strength: float) -> bool:
            mixed = _mixed(scores, told, strength)
            return max(mixed, key=lambda label: mixed[label]) == answer

        self._learned[question].tried_out(right(0.0), [right(strength) for strength in STRENGTHS])

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


def _vietnamese(text: JudgedText) -> bool:
    """Whether the text is in Vietnamese: names in another language's text do not make it so."""
    begin = f"{text.title} {text.body[:600]}"
    marked = len(_VIETNAMESE_LETTER.findall(begin))
    if marked > 0.2 * (begin.count(" ") + 1):
        return True
    if not marked or len(begin) > _HEADLINE:
        return False
    # A headline alone may have few marks, but its words are syllables.
    words = [word for word in re.findall(r"\w+", begin) if word.isalpha()]
    return sum(map(is_syllable, words)) >= 0.8 * len(words)


def _place(hit: Hit) -> float:
    """How much the place where a word stands makes it weigh."""
    places = {"subject": _SUBJECT_PLACES, "tone": _TONE_PLACES}.get(hit.question, _FLAG_PLACES)
    if hit.part == "title":
        return places[0]
    return places[1] if hit.start < _LEAD_CHARS else places[2] if hit.start < _LATE_CHARS else places[3]


def _in_frames(question: str, label: str, frames: set[str]) -> float:
    """What the article's frames leave of a word."""
    left = 1.0
    for frame in frames:
        good, bad, sensitive = _FRAMES[frame]
        if question == "tone":
            left *= good if label == "positive" else bad
        elif label == "amplify":
            left *= good
        elif label == "sensitive":
            left *= sensitive
        elif label == "inaccurate" and frame == "refuted":
            left = 0.0
    return left


def _lean(tallies: _Tallies) -> float:
    """Good words less bad ones; 0 where neither side has it.  What the text says against its title counts half."""
    good = tallies.get(("tone", "positive"), _NOTHING)
    bad = tallies.get(("tone", "negative"), _NOTHING)
    title, body = good.title - bad.title, good.body - bad.body
    against = title * body < 0 and abs(title) >= _TITLE_SPEAKS
    lean = title + (body / 2 if against else body)
    return lean if abs(lean) >= _TONE_SHARE * (good.total + bad.total) else 0.0


def _tone_scores(tallies: _Tallies) -> dict[str, float]:
    lean = _lean(tallies)
    return {"positive": lean / 2, "neutral": _TONE_FROM / 2, "negative": -lean / 2}


def _mixed(scores: Mapping[str, float], told: _Evidence, strength: float) -> dict[str, float]:
    """The rules' scores with what was taught, at one strength."""
    mixed = dict(scores)
    if strength:
        for label, evidence in told.items():
            if evidence:
                mixed[label] = mixed.get(label, 0.0) + strength * sum(weight for weight, _ in evidence)
    return mixed


def _features(text: JudgedText) -> frozenset[str]:
    """Words and word pairs of title and opening, as the learned part counts them; pairs of letters where
    a script has no spaces."""
    features: set[str] = set()
    for content in (text.title, text.body[:3000]):
        keys = [key for key, start, _ in keys_of(content) if not UNSPACED.match(content, start)]
        features.update(key for key in keys if len(key) > 1)
        features.update(f"{one} {other}" for one, other in itertools.pairwise(keys))
        for run in UNSPACED.findall(content):
            features.update(run[place : place + 2] for place in range(len(run) - 1))
    return frozenset(features)


def _where(feature: str, text: JudgedText) -> Reason | None:
    """The first place where a learned word or pair stands."""
    wanted = feature.split(" ")
    part: Part
    for part, content in (("title", text.title), ("body", text.body)):
        if UNSPACED.match(feature):
            start = content.find(feature)
            if start >= 0:
                return Reason(feature, part, start, start + len(feature), "learned")
            continue
        words = keys_of(content)
        for number in range(len(words) - len(wanted) + 1):
            if [key for key, _, _ in words[number : number + len(wanted)]] == wanted:
                start, end = words[number][1], words[number + len(wanted) - 1][2]
                return Reason(content[start:end], part, start, end, "learned")
    return None


def _share(score: float, scores: list[float]) -> float:
    highest = max(scores)
    return round(math.exp(score - highest) / sum(math.exp(other - highest) for other in scores), 3)
