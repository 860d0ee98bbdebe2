"""Learn the judges of the extract stage from labelled pages, and say how they do on pages held out.

    python tests/bench/train_extract.py [--press DIR] [--folds 5] [--write]

Every page is cut into blocks; a block is "article" when most of its words stand in the expected body.
Blocks weigh by their share of the page's expected words, so that the loss follows the page-averaged
score.  Folds never share a publisher.  ``--write`` learns from all pages and writes ``judge.json``;
the honest figures are those of the folds, not those of the written judge on the same pages.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

sys.path.insert(0, str(Path(__file__).resolve().parent))
from score_extract import WORD, Sample, f1, is_cjk, load, precision_recall, press_folder

from nhipcau.engines.presswire.extract import judge as judging
from nhipcau.engines.presswire.extract.blocks import blocks_of
from nhipcau.engines.presswire.extract.features import features, headline
from nhipcau.engines.presswire.extract.metadata import clues_of
from nhipcau.engines.presswire.extract.reader import parse, second_opinion
from nhipcau.engines.presswire.extract.structured import structured
from nhipcau.engines.presswire.model import FetchedPage

SETTINGS: dict[str, Any] = {
    "max_iter": 250,
    "learning_rate": 0.06,
    "max_leaf_nodes": 8,
    "min_samples_leaf": 30,
    "l2_regularization": 3.0,
    "max_features": 0.3,
}
SHINGLE = 4


@dataclass
class Lesson:
    """One labelled page, ready to learn from."""

    sample: Sample
    host: str
    texts: list[str]
    rows: np.ndarray
    sizes: np.ndarray
    careful_rows: np.ndarray
    labels: np.ndarray
    weights: np.ndarray
    names: list[str]


def words_of(text: str, by_character: bool) -> list[str]:
    """Words, or letters for CJK."""
    words = WORD.findall(text)
    return [letter for word in words for letter in word] if by_character else words


def shares(expected: str, texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray, int]:
    """For each text, the share of its words that the expected body has there; word counts; body's count.

    Where the page repeats itself (a summary box, a teaser) the copy that stands among other article
    text is taken and the others are not.
    """
    by_character = is_cjk(expected)
    body = words_of(expected, by_character)
    blocks = [words_of(text, by_character) for text in texts]
    at: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for start in range(len(body) - SHINGLE + 1):
        at[tuple(body[start : start + SHINGLE])].append(start)

    def covered(block: list[str], used: np.ndarray, take: bool) -> float:
        hit, taken = np.zeros(len(block), bool), []
        for start in range(len(block) - SHINGLE + 1):
            for place in at.get(tuple(block[start : start + SHINGLE]), ()):
                if not used[place : place + SHINGLE].all():
                    hit[start : start + SHINGLE] = True
                    taken.append(place)
                    break
        if take:
            for place in taken:
                used[place : place + SHINGLE] = True
        return float(hit.mean())

    used = np.zeros(len(body), bool)
    first = np.array([covered(block, used, False) if len(block) >= SHINGLE else 0.0 for block in blocks])
    matched = first * np.array([len(block) for block in blocks])
    company = np.convolve(matched, np.ones(11))[5:-5]
    share = np.zeros(len(blocks))
    for index in np.argsort(-company, kind="stable"):
        if first[index] > 0:
            share[index] = covered(blocks[index], used, True)
    joined = f" {' '.join(body)} "
    for index, block in enumerate(blocks):
        if 0 < len(block) < SHINGLE:
            before = blocks[index - 1][-2:] if index else []
            after = blocks[index + 1][:2] if index + 1 < len(blocks) else []
            for run, beside in ((before + block, index - 1), (block + after, index + 1)):
                if 0 <= beside < len(blocks) and share[beside] > 0.5 and f" {' '.join(run)} " in joined:
                    share[index] = 1.0
    return share, np.array([len(block) for block in blocks]), len(body)


def lesson(sample: Sample) -> Lesson | None:
    """Figures and labels of one page; None where the page shows no text to judge."""
    page = FetchedPage(url="", body=sample.html, key=sample.id)
    text, tree = parse(page)
    told = structured(tree)
    blocked = blocks_of(tree)
    if not blocked.blocks:
        return None
    clues = clues_of(told)
    rows, sizes, names = features(blocked, clues, headline(blocked, clues.title))
    texts = [block.text for block in blocked.blocks]
    careful = judging.with_second_opinion(rows, second_opinion(text, texts), sizes)
    share, counts, total = shares(sample.body, texts)
    weights = np.minimum(np.maximum(counts, 1) / max(total, 50), 0.5) + 0.002
    host = urlsplit(sample.url).netloc.removeprefix("www.")
    return Lesson(sample, host, texts, rows, sizes, careful, share > 0.5, weights, names)


def learn(lessons: Sequence[Lesson], careful: bool, seed: int = 0) -> HistGradientBoostingClassifier:
    """One judge from some pages."""
    rows = np.concatenate([item.careful_rows if careful else item.rows for item in lessons])
    labels = np.concatenate([item.labels for item in lessons])
    weights = np.concatenate([item.weights for item in lessons])
    model = HistGradientBoostingClassifier(random_state=seed, **SETTINGS)
    return model.fit(rows, labels, sample_weight=weights * len(weights) / weights.sum())


def laid_out(model: HistGradientBoostingClassifier, names: Sequence[str]) -> dict[str, Any]:
    """A judge in the form of ``judge.json`` (see ``judge.Judge``)."""
    trees = []
    for (predictor,) in model._predictors:
        nodes = predictor.nodes
        tests: list[tuple[int, float, int]] = []
        values: list[float] = []

        def walk(index: int, nodes: Any = nodes, tests: Any = tests, values: Any = values) -> None:
            node = nodes[index]
            if node["is_leaf"]:
                values.append(round(float(node["value"]), 5))
                return
            begin = len(values)
            slot = len(tests)
            tests.append((int(node["feature_idx"]), float(np.float32(node["num_threshold"])), 0))
            walk(int(node["left"]))
            struck = 0xFFFF & ~sum(1 << leaf for leaf in range(begin, len(values)))
            tests[slot] = (*tests[slot][:2], struck)
            walk(int(node["right"]))

        walk(0)
        trees.append(
            {
                "f": [test[0] for test in tests],
                "t": [float(f"{test[1]:.7g}") for test in tests],
                "s": [test[2] for test in tests],
                "v": values,
            }
        )
    return {"names": list(names), "base": float(model._baseline_prediction.ravel()[0]), "trees": trees}


def cross_validated(lessons: Sequence[Lesson], folds: int, seed: int) -> dict[str, dict[str, float]]:
    """F1, P, R per set on held-out publishers, with the careful judge only where the quick one doubts."""
    hosts = np.unique([item.host for item in lessons])
    fold_of = {host: at % folds for at, host in enumerate(np.random.RandomState(seed).permutation(hosts))}
    marks: dict[str, list[tuple[float | None, float | None]]] = defaultdict(list)
    quick_marks: dict[str, list[tuple[float | None, float | None]]] = defaultdict(list)
    asked = 0
    for fold in range(folds):
        known = [item for item in lessons if fold_of[item.host] != fold]
        quick = judging.Judge.of(laid_out(learn(known, careful=False), ()))
        careful = judging.Judge.of(laid_out(learn(known, careful=True), ()))
        for item in lessons:
            if fold_of[item.host] != fold:
                continue
            chances = quick.chances(item.rows)
            final = chances
            if judging.doubt(chances, item.sizes) > judging.DOUBT:
                asked += 1
                final = careful.chances(item.careful_rows)
            for chosen, into in ((chances, quick_marks), (final, marks)):
                keeps = judging.kept(chosen, item.sizes)
                got = "\n".join(text for text, keep in zip(item.texts, keeps, strict=True) if keep)
                into[item.sample.set].append(precision_recall(item.sample.body, got))
    result: dict[str, dict[str, float]] = {}
    for label, pairs_by_set in (("quick", quick_marks), ("both", marks)):
        for name, pairs in pairs_by_set.items():
            p = float(np.mean([pair[0] for pair in pairs if pair[0] is not None]))
            r = float(np.mean([pair[1] for pair in pairs if pair[1] is not None]))
            result[f"{label} {name}"] = {"f1": round(f1(p, r), 4), "p": round(p, 4), "r": round(r, 4)}
    result["asked"] = {"share": round(asked / len(lessons), 3)}
    return result


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--press", type=Path, default=press_folder())
    parser.add_argument("--folds", type=int, default=5, help="0 to skip the held-out figures")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    lessons = [item for item in map(lesson, load(options.press)) if item is not None]
    if options.folds:
        for name, figures in cross_validated(lessons, options.folds, options.seed).items():
            print(name, figures, flush=True)
    if options.write:
        names = lessons[0].names
        data = {
            "quick": laid_out(learn(lessons, careful=False), names),
            "careful": laid_out(learn(lessons, careful=True), [*names, *judging.OPINION_NAMES]),
        }
        target = Path(judging.__file__).with_name("judge.json")
        target.write_text(json.dumps(data, separators=(",", ":")) + "\n", encoding="ascii")
        print(f"{target.name}: {target.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
