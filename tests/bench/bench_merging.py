"""``script/bench merging``: the sentences of 60 agencies for 22 tasks merged; how well, how fast, how large.

How well: on the labelled sentences of our own, the part that rules and limits were tuned on and the part that was not ("aside"), beside
what a clever user does with ratios of letters (rapidfuzz, difflib): the limit that is best on the tuned part.  How fast: the whole
year of a province, made up of those sentences with other figures and places; CPU seconds of one processor, and the memory that
merging needs beyond what it is given.
"""

from __future__ import annotations

import difflib
import importlib.util
import random
import re
import sys
import time
import tracemalloc
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from nhipcau.engines.merging import Said, merge

ROOT = Path(__file__).resolve().parents[2]
_spec = importlib.util.spec_from_file_location(
    "labelled_reports", ROOT / "src/nhipcau/engines/merging/tests/labelled_reports.py"
)
assert _spec and _spec.loader
labelled = importlib.util.module_from_spec(_spec)
sys.modules["labelled_reports"] = labelled
_spec.loader.exec_module(labelled)

AGENCIES, TASKS, SENTENCES = 60, 22, 3


def a_year(agencies: int = AGENCIES, tasks: int = TASKS, each: int = SENTENCES, seed: int = 7) -> list[Said]:
    """What so many agencies say of so many tasks, ``each`` sentences apiece: some of one event, some of themselves."""
    chance = random.Random(seed)
    blocks = [block for block in labelled.blocks() if len(block.lines) > 3]
    names = [f"Sở {chr(65 + i)}{chr(97 + i)}n" for i in range(20)]
    names += [f"UBND xã Quảng {chr(65 + i % 26)}{chr(97 + i // 26)}" for i in range(agencies - 20)]
    said = []
    for task in range(tasks):
        chosen = chance.sample(blocks, 4)
        for agency in names:
            words = []
            for block in chance.sample(chosen, each):
                line = chance.choice(block.lines)
                words.append(_varied(line.text.replace(line.agency, agency), chance))
            said.append(Said(agency, f"{1 + task // 5}.{1 + task % 5}", " ".join(words)))
    return said


def _varied(text: str, chance: random.Random) -> str:
    """The sentence, now and then with another figure, and closed with a stop."""
    if chance.random() < 0.5:
        text = re.sub(r"\b[1-9][0-9]\b(?!/)", lambda _found: str(chance.randint(10, 99)), text, count=1)
    return text if text.endswith(".") else f"{text}."


def precision_recall(alike: Sequence[float], pairs: Sequence[Any], limit: float) -> tuple[float, float]:
    """Precision and recall of folding what is alike to a limit."""
    right = sum(one >= limit and pair.together for one, pair in zip(alike, pairs, strict=True))
    return right / max(sum(one >= limit for one in alike), 1), right / sum(pair.together for pair in pairs)


def peer(like: Callable[[str, str], float]) -> dict[str, float]:
    """The best limit on the tuned part (by F1), and what it gives on the part aside."""
    tuned, aside = (
        ([like(pair.one.text.lower(), pair.other.text.lower()) for pair in pairs], pairs)
        for pairs in (labelled.pairs(aside=False), labelled.pairs(aside=True))
    )

    def f1(limit: float) -> float:
        p, r = precision_recall(*tuned, limit)
        return 2 * p * r / (p + r) if p + r else 0.0

    best = max((limit / 100 for limit in range(50, 100)), key=f1)
    precision, recall = precision_recall(*aside, best)
    return {"limit": best, "precision": round(precision, 3), "recall": round(recall, 3)}


def seconds(said: Sequence[Said]) -> float:
    """CPU seconds of merging, the best of three."""
    times = []
    for _again in range(3):
        begun = time.process_time()
        merge(said)
        times.append(time.process_time() - begun)
    return min(times)


def run(argv: Sequence[str] = ()) -> dict[str, Any]:
    """Measure; ``argv`` is not used."""
    figures: dict[str, Any] = {
        "tuned": labelled.measured(aside=False),
        "aside": labelled.measured(aside=True),
        "aside, rapidfuzz token_set_ratio": peer(lambda one, other: fuzz.token_set_ratio(one, other) / 100),
        "aside, rapidfuzz ratio": peer(lambda one, other: fuzz.ratio(one, other) / 100),
        "aside, difflib": peer(
            lambda one, other: difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()
        ),
    }
    said = a_year()
    merge(said[:10])
    figures["60 agencies, 22 tasks, 3 sentences each"] = {
        "sentences": len(said) * SENTENCES,
        "groups": sum(len(task.groups) for task in merge(said).tasks),
        "seconds": round(seconds(said), 3),
    }
    tracemalloc.start()
    merge(said)
    figures["highest MB"] = round(tracemalloc.get_traced_memory()[1] / 1_000_000, 1)
    tracemalloc.stop()
    one_task = [Said(one.agency, "1", one.text) for one in a_year(tasks=44)]
    figures["one task, seconds"] = {
        f"{size * SENTENCES:,} sentences": round(seconds(one_task[:size]), 3) for size in (660, 1320, 2640)
    }
    return figures


def wrong(figures: dict[str, Any]) -> bool:
    """Whether folding is worse than was promised: precision .98, recall .85, two seconds."""
    aside = figures["aside"]
    year = figures["60 agencies, 22 tasks, 3 sentences each"]
    return aside["precision"] < 0.98 or aside["recall"] < 0.85 or year["seconds"] > 2


if __name__ == "__main__":
    print(run(sys.argv[1:]))
