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
    "worth" (a thing of which more is good, or bad), "frame" (a drill, a rumour refuted, the past) and
    "idiom" (words within it mean nothing).
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
class Rules:
    """The data files, compiled.  Vietnamese words are short, and mean nothing in a text of another language."""

    subjects: Mapping[str, str]
    flag_names: Mapping[str, str]
    thresholds: Mapping[str, float]
    vietnamese: Phrases[Mark]
    other: Phrases[Mark]
    facts: tuple[Fact, ...]


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
    )


def _marks(data: Mapping[str, Any]) -> Iterator[tuple[str, Mark]]:
    """Phrases of one language: tables of weights, or plain lists where every phrase weighs the same."""
    for question, labels in data.items():
        for label, listed in labels.items():
            weighed = listed if isinstance(listed, dict) else {"1": listed}
            for weight, phrases in weighed.items():
                for phrase in phrases.split(","):
                    if phrase.strip():
                        yield " ".join(phrase.split()), Mark(question, label, float(weight))
