"""``script/bench extract [--rounds 2]``: the extract stage's quality and speed, beside trafilatura in one run.

Speed is pages per second of one core's processor time, so other work on the machine does not count.
``memory_mb`` is the peak of the whole run, with the libraries of all readers.
"""

from __future__ import annotations

import argparse
import resource
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
from score_extract import press_folder, report


def bench(folder: Path, rounds: int) -> dict[str, Any]:
    """Figures per reader and set, and how our speed stands to trafilatura's fast mode."""
    figures = report(folder, ["ours", "trafilatura-fast", "trafilatura"], rounds)
    against = {
        name: round(row["pages_per_second"] / figures["trafilatura-fast"][name]["pages_per_second"], 2)
        for name, row in figures["ours"].items()
    }
    return {
        "readers": figures,
        "speed_against_trafilatura_fast": against,
        "memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def run(argv: Sequence[str] = ()) -> dict[str, Any]:
    parser = argparse.ArgumentParser(
        prog="script/bench extract", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--press", type=Path, default=press_folder())
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args(argv)
    if not (options.press / "expected.jsonl").exists():
        raise SystemExit(f"Không có bộ trang mẫu ở {options.press}. Hãy đặt NHIPCAU_SHARED.")
    return bench(options.press, options.rounds)
