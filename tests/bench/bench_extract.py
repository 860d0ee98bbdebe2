"""``script/bench extract [--rounds 2] [--folds 5]``: the extract stage's quality and speed, beside others in one run.

Our quality is told twice.  ``readers.ours`` reads pages that our judge of blocks was learned from: a floor, no test.
``kept_aside`` learns the judge anew ``--folds`` times, each time without some publishers, and has the whole stage
read the pages of those publishers: that figure is to be compared with the peers'.

Speed is pages per second of one core's processor time, so other work on the machine counts for little.
``memory_mb`` is the peak of the whole run, with the libraries of all readers.
"""

from __future__ import annotations

import argparse
import resource
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))
from score_extract import Reading, load, ours, press_folder, report, score
from train_extract import Lesson, laid_out, learn, lesson

from nhipcau.engines.presswire.extract import judge as judging

READERS = ["ours", "trafilatura-fast", "trafilatura", "resiliparse"]


def kept_aside(folder: Path, folds: int, seed: int = 0) -> dict[str, dict[str, float]]:
    """``{set: figures}`` of the whole stage, each page read by a judge that knows no page of its publisher."""
    samples = load(folder)
    lessons: list[Lesson] = [item for item in map(lesson, samples) if item is not None]
    host_of = {item.sample.id: item.host for item in lessons}
    hosts = np.unique(list(host_of.values()))
    fold_of = {host: at % folds for at, host in enumerate(np.random.RandomState(seed).permutation(hosts))}
    readings: dict[str, Reading] = {}
    for fold in range(folds):
        known = [item for item in lessons if fold_of[item.host] != fold]
        judges = {
            name: judging.Judge.of(laid_out(learn(known, careful=name == "careful"), ()))
            for name in ("quick", "careful")
        }
        with mock.patch.object(judging, "judges", lambda judges=judges: judges):
            for sample in samples:
                host = host_of.get(sample.id)
                if fold_of[host] == fold if host else fold == 0:
                    readings[sample.id] = ours(sample)
    return {
        name: score([sample for sample in samples if sample.set == name], readings)
        for name in sorted({sample.set for sample in samples})
    }


def bench(folder: Path, rounds: int, folds: int) -> dict[str, Any]:
    """Figures per reader and set, and how our speed stands to trafilatura's fast mode."""
    figures = report(folder, READERS, rounds)
    against = {
        name: round(row["pages_per_second"] / figures["trafilatura-fast"][name]["pages_per_second"], 2)
        for name, row in figures["ours"].items()
    }
    return {
        "readers": figures,
        **({"kept_aside": kept_aside(folder, folds)} if folds else {}),
        "speed_against_trafilatura_fast": against,
        "memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def run(argv: Sequence[str] = ()) -> dict[str, Any]:
    parser = argparse.ArgumentParser(
        prog="script/bench extract", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--press", type=Path, default=press_folder())
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument(
        "--folds", type=int, default=5, help="judges learned for the pages kept aside; 0 for none"
    )
    options = parser.parse_args(argv)
    if not (options.press / "expected.jsonl").exists():
        raise SystemExit(f"Không có bộ trang mẫu ở {options.press}. Hãy đặt NHIPCAU_SHARED.")
    return bench(options.press, options.rounds, options.folds)
