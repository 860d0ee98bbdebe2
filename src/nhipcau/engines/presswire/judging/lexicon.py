"""The data behind the proposals: ``rules.toml`` and one list of words for each language in ``words/``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from nhipcau.engines.presswire.judging.phrases import Phrases

NONE = "none"  # the subject of an article that fits none


@dataclass(frozen=True, slots=True)
class Mark:
    """What a listed phrase says.

    question: "subject", "tone", "flag"; or, for the tone's scope, "turn" (a negation), "change" (up, down),
    "worth" (a thing of which more is good, or bad), "frame" (a drill, a rumour refuted, the past), "idiom"
    (words within it mean nothing); and "group …" (half of a pair that raises a flag).
    """

    question: str
    label: str
    weight: float


@dataclass(frozen=True, slots=True)
class Fact:
    """Wording that speaks for a flag, with the reason shown to the desk.

    needs: one of these must stand in the text (in lower case), or the pattern is not tried.
    """

    pattern: re.Pattern[str]
    flag: str
    since: date | None
    weight: float
    reason: str
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two groups of words that raise a flag where they stand in one sentence, with the reason shown to the desk."""

    first: str
    second: str
    flag: str
    weight: float
    reason: str


@dataclass(frozen=True, slots=True)
class Rules:
    """The data files, compiled.  Vietnamese words are short, and mean nothing in a text of another language."""

    subjects: Mapping[str, str]
    flag_names: Mapping[str, str]
    thresholds: Mapping[str, float]
    vietnamese: Phrases[Mark]
    other: Phrases[Mark]
    facts: tuple[Fact, ...]
    pairs: tuple[Pair, ...]


@lru_cache(maxsize=1)
def load_rules() -> Rules:
    """Read the data files."""
    folder = files(__package__)
    data = tomllib.loads((folder / "rules.toml").read_text("utf-8"))
    lists = [entry for entry in (folder / "words").iterdir() if entry.name.endswith(".toml")]
    vietnamese: list[tuple[str, Mark]] = []
    other: list[tuple[str, Mark]] = []
    for entry in sorted(lists, key=lambda entry: entry.name):
        marks = vietnamese if entry.name == "vi.toml" else other
        marks.extend(_marks(tomllib.loads(entry.read_text("utf-8"))))
    return Rules(
        subjects={subject: entry["name"] for subject, entry in data["subjects"].items()},
        flag_names={flag: entry["name"] for flag, entry in data["flags"].items()},
        thresholds={flag: entry["threshold"] for flag, entry in data["flags"].items()},
        vietnamese=Phrases(dict.fromkeys(vietnamese)),
        other=Phrases(dict.fromkeys(other)),
        facts=tuple(
            Fact(
                re.compile(fact["pattern"]),
                fact["flag"],
                fact.get("from"),
                fact["weight"],
                fact["reason"],
                tuple(fact["needs"]),
            )
            for fact in data["facts"]
        ),
        pairs=tuple(Pair(**pair) for pair in data["pairs"]),
    )


def _marks(data: Mapping[str, Any]) -> Iterator[tuple[str, Mark]]:
    """Phrases of one language: tables of weights, or plain lists where every phrase weighs the same.

    «khách <nation>» stands for as many phrases as ``names.nation`` lists.  Each group is a question of its own, so
    that a longer phrase of one does not hide a shorter one of another.
    """
    names = {name: _listed(phrases) for name, phrases in data.get("names", {}).items()}
    for question, labels in data.items():
        for label, listed in labels.items() if question != "names" else ():
            weighed = listed if isinstance(listed, dict) else {"1": listed}
            for weight, phrases in weighed.items():
                mark = Mark(f"group {label}" if question == "group" else question, label, float(weight))
                for phrase in _listed(phrases):
                    for spelled in _filled(phrase, names):
                        yield spelled, mark


def _listed(phrases: str) -> list[str]:
    return [" ".join(phrase.split()) for phrase in phrases.split(",") if phrase.strip()]


def _filled(phrase: str, names: Mapping[str, list[str]]) -> Iterator[str]:
    for name, fillings in names.items():
        if f"<{name}>" in phrase:
            yield from (phrase.replace(f"<{name}>", filling) for filling in fillings)
            return
    yield phrase
