"""``script/bench screen``: raw pages a second through the screen, beside RE2 alone and full decoding.

Pages: those of ../shared/press (English for the most part), and Vietnamese ones made of the demo world's texts that name no
watched place, since a Vietnamese page has the letters of every name and is the harder case.
Recall: every spelling of every name set into real pages, as in the screen's own tests.
"""

from __future__ import annotations

import gzip
import html
import importlib.util
import os
import random
import resource
import sys
import time
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from nhipcau.demo.web.render import article_page
from nhipcau.demo.web.world import WORLD
from nhipcau.engines.presswire.profile import load_profile
from nhipcau.engines.presswire.screen import Screener, WatchName
from nhipcau.engines.presswire.screen.names import is_latin

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("NHIPCAU_SHARED", ROOT.parent / "shared")) / "press"
SPELLINGS = ROOT / "src/nhipcau/engines/presswire/screen/tests/test_press_screen.py"


def rate(pages: list[bytes], look: Callable[[bytes], object], rounds: int = 3) -> float:
    """Pages a second of processor time, the best of some rounds."""
    best = float("inf")
    for _ in range(rounds):
        started = time.process_time()
        for page in pages:
            look(page)
        best = min(best, time.process_time() - started)
    return len(pages) / best


def vietnamese_pages(screen: Screener) -> list[bytes]:
    """Long pages of Vietnamese texts without a watched name, about 120 kB each with a real page's scripts."""
    quiet = [a for a in WORLD.articles if a.outlet.language == "vi" and a.relevance == "none"]
    rng = random.Random(3)
    made = []
    for _ in range(60):
        article = rng.choice(quiet)
        page = article_page(
            article, [a for a in quiet if a is not article], "https://bao.example", date(2025, 5, 12)
        )
        words = " ".join(p for a in rng.choices(quiet, k=60) for p in a.paragraphs)
        text = page.body.decode().replace("Lâm Đồng", "").replace("Gia Nghĩa", "").replace("Đà Lạt", "")
        made.append(text.replace("</article>", f"<p>{words}</p></article>").encode())
    return [page for page in made if not screen.any(page)]


def fold_everything(page: bytes) -> str:
    """What one would write first: decode, undo entities, drop the marks, then search."""
    text = html.unescape(page.decode("utf-8", "replace")).replace("đ", "d").replace("Đ", "D")
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).lower()


def recall(screen: Screener, names: list[str], pages: list[bytes]) -> tuple[int, int]:
    """(found, set in) over every kind of spelling of a sample of names."""
    spec = importlib.util.spec_from_file_location("screen_spellings", SPELLINGS)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    rng = random.Random(11)
    found = total = 0
    for name in rng.sample(names, min(len(names), 130)):
        for spell in module.SPELLINGS.values():
            spelled = spell(name)
            raw = rng.choice(pages)
            at = max(raw.find(b"<p", rng.randrange(len(raw))), 0)
            page = raw[:at] + b"<p>" + spelled.encode() + b"</p>" + raw[at:]
            if len(name.replace("'", "")) <= 4 and " " not in name and spelled.isascii():
                continue  # a bare name of so few letters is refused on purpose
            total += 1
            found += name in {hit.name.text for hit in screen.hits(page)}
    return found, total


def run(argv: Sequence[str] = ()) -> dict[str, Any]:
    paths = sorted((SHARED / "pages").glob("aeb-*.html.gz"))
    if not paths:
        return {"missing": "../shared/press"}
    pages = [gzip.decompress(path.read_bytes()) for path in paths]
    names = sorted(set(load_profile("lam-dong").watch_names()))
    latin = [name for name in names if is_latin(name)]
    started = time.process_time()
    screen = Screener.compile(WatchName(name) for name in names)
    compiled = time.process_time() - started
    by_re2 = Screener.compile((WatchName(name) for name in names), engine="re2")
    vietnamese = vietnamese_pages(screen)
    found, total = recall(screen, latin, pages)
    return {
        "names": len(names),
        "engine": screen.engine,
        "compile_seconds": round(compiled, 2),
        "real_pages": len(pages),
        "real_pages_megabytes": round(sum(map(len, pages)) / 1e6, 1),
        "false_hits": sum(screen.any(page) for page in pages),
        "false_hit_names": sorted({hit.name.text for page in pages for hit in screen.hits(page)}),
        "pages_per_second": round(rate(pages, screen.any)),
        "pages_per_second_re2_first_scan": round(rate(pages, by_re2._matcher.signs, 1)),
        "pages_per_second_fold_everything": round(rate(pages[:40], fold_everything, 1)),
        "vietnamese_pages": len(vietnamese),
        "vietnamese_kilobytes_each": round(sum(map(len, vietnamese)) / max(len(vietnamese), 1) / 1e3),
        "vietnamese_pages_per_second": round(rate(vietnamese, screen.any)) if vietnamese else None,
        "injected_spellings": total,
        "recall": round(found / total, 4),
        "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
