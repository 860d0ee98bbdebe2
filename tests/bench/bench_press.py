"""``script/bench press``: the scan beside what users would write today, in one run on one core, on the same pages.

Peers (``press_peers``): a naive one that reads every page, and two clever ones that screen raw bytes first, without
and with metadata.  The stream (``press_pages``): the real pages of ../shared/press, 5 % of them with our own labelled
texts about the province set into the same pages' templates, 5 % that name the province in their frame only.

All readers take turns, some pages each, so that what else the machine does falls on all alike.  ``times_naive``,
``times_clever_text`` and ``times_clever_metadata`` say how many times as long a peer takes.  ``recall``,
``precision``: shares of the wanted pages kept, and of the kept pages wanted.
"""

from __future__ import annotations

import argparse
import re
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from press_pages import RELEVANT, SHARED, real_pages, relevant_pages, stream
from press_peers import CleverMetadata, CleverText, Naive

from nhipcau.engines.presswire.model import FetchedPage
from nhipcau.engines.presswire.profile import load_profile
from nhipcau.engines.presswire.scan.pipeline import Kept, assemble, make_scanner

TURN = 50  # pages that one reader reads before the next one does
Pages = list[tuple[FetchedPage, bool]]


def in_turns(
    pages: Pages, readers: dict[str, Callable[[FetchedPage], bool]]
) -> tuple[dict[str, float], dict[str, set[str]]]:
    """Seconds of processor time of each reader over all pages, and the keys of the pages that it kept."""
    seconds = dict.fromkeys(readers, 0.0)
    kept: dict[str, set[str]] = {name: set() for name in readers}
    # Tables and trees that are made on first use, those of reading on a hit among them.
    first = [*pages[:5], *[one for one in pages if one[1]][:5]]
    for wants in readers.values():
        for page, _ in first:
            wants(page)
    for at in range(0, len(pages), TURN):
        part = pages[at : at + TURN]
        for name, wants in readers.items():
            started = time.process_time()
            found = [page.key for page, _ in part if wants(page)]
            seconds[name] += time.process_time() - started
            kept[name].update(found)
    return seconds, kept


def long_run(pages: Iterator[tuple[FetchedPage, bool]]) -> tuple[float, int, list[float]]:
    """Seconds of processor time, articles kept, and resident memory after each ten thousand pages."""
    scanner = make_scanner("lam-dong")
    started = time.process_time()
    kept: list[Kept] = []
    memory: list[float] = []
    for number, (page, _) in enumerate(pages, 1):
        found = scanner.scan(page)
        if found is not None:
            kept.append(found)
        if number % 10_000 == 0:
            memory.append(round(resident_mb(), 1))
    return time.process_time() - started, len(kept), memory


def resident_mb() -> float:
    status = Path("/proc/self/status")
    if status.exists():
        match = re.search(r"VmRSS:\s+(\d+)", status.read_text())
        if match:
            return int(match.group(1)) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def figures_of(pages: Pages, seconds: float, found: set[str]) -> dict[str, float]:
    """Speed, recall and precision of one reader."""
    wanted = {page.key for page, is_wanted in pages if is_wanted}
    right = len(found & wanted)
    return {
        "pages_per_second": round(len(pages) / seconds, 1),
        "milliseconds_a_page": round(1000 * seconds / len(pages), 3),
        "recall": round(right / len(wanted), 4),
        "precision": round(right / len(found), 4) if found else 1.0,
    }


def run(argv: Sequence[str] = ()) -> dict[str, Any]:
    parser = argparse.ArgumentParser(
        prog="script/bench press", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=1000, help="pages that all read")
    parser.add_argument(
        "--elsewhere", type=float, default=RELEVANT, help="share of pages that name it elsewhere only"
    )
    parser.add_argument("--without-naive", action="store_true", help="leave the slow naive peer out")
    parser.add_argument(
        "--long", type=int, default=0, help="pages of the memory run, e.g. 100000; 0 for none"
    )
    options = parser.parse_args(argv)
    if not SHARED.is_dir():
        raise SystemExit(f"Không có dữ liệu thử ở {SHARED}: hãy đặt NHIPCAU_SHARED.")
    others, relevant = list(real_pages().values()), relevant_pages()
    pages = list(stream(options.pages, others, relevant, elsewhere=options.elsewhere))
    started = time.process_time()
    scanner = make_scanner("lam-dong")
    prepare = time.process_time() - started
    kept: dict[str, Kept] = {}

    def ours(page: FetchedPage) -> bool:
        found = scanner.scan(page)
        if found is not None:
            kept[page.key] = found
        return found is not None

    names = sorted(set(load_profile("lam-dong").watch_names()))
    readers: dict[str, Callable[[FetchedPage], bool]] = {
        "nhipcau": ours,
        "clever_text": CleverText(names).wants,
        "clever_metadata": CleverMetadata(names).wants,
    }
    if not options.without_naive:
        readers["naive"] = Naive(names).wants
    seconds, found = in_turns(pages, readers)
    started = time.process_time()
    articles = list(assemble(one for key, one in kept.items() if key in found["nhipcau"]))
    ending = time.process_time() - started
    by_reader = {name: figures_of(pages, seconds[name], found[name]) for name in readers}
    figures: dict[str, Any] = {
        "pages": len(pages),
        "relevant": sum(is_wanted for _, is_wanted in pages),
        "named_elsewhere_share": options.elsewhere,
        "templates_with_own_texts": len(relevant),
        "prepare_seconds": round(prepare, 2),
        "recall": by_reader["nhipcau"]["recall"],
        "precision": by_reader["nhipcau"]["precision"],
        **{
            f"times_{name}": round(seconds[name] / seconds["nhipcau"], 2)
            for name in readers
            if name != "nhipcau"
        },
        "readers": by_reader,
        "articles": len(articles),
        "pages_per_second_with_copies_and_stories": round(len(pages) / (seconds["nhipcau"] + ending), 1),
    }
    if options.long:
        took, many, memory = long_run(stream(options.long, others, relevant, seed=8))
        figures["long_run"] = {
            "pages": options.long,
            "kept": many,
            "pages_per_second": round(options.long / took, 1),
            "resident_mb_each_10000": memory,
        }
    return figures
