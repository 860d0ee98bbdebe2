"""``script/bench placing``: what it takes to place one more article after a busy month, and to start a worker.

    script/bench placing [--articles 50000] [--more 200] [--database postgres://…]

The month is made by ``press_archive.py``; the articles that come are read by the real reader and kept for good,
so a later run places others.  Their sentence vectors are drawn, not made: the model takes a second of CPU on a busy
machine, and making a vector is no part of placing.  Workers are processes of their own.  Times in milliseconds unless they say seconds,
memory in MB of a worker's process; "locked" is from the placing row's lock to the end of the transaction.  "A click"
is a row written every 20 ms beside two workers that place.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import pickle
import random
import resource
import statistics
import sys
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from html import escape
from pathlib import Path
from typing import Any

os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}  # as the settings do, before numpy
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))

import press_archive as archive
from bench_pressdesk import start_django

DAYS = 30
FOLDER = "var/bench-placing"


def run(argv: Sequence[str] = ()) -> dict[str, Any]:
    """Make the month where it is missing, start as a worker does, place articles, settle; return the figures."""
    parser = argparse.ArgumentParser(prog="script/bench placing", description=__doc__)
    parser.add_argument("--articles", type=int, default=50_000)
    parser.add_argument("--more", type=int, default=200, help="articles to place, each time")
    parser.add_argument("--database", default="")
    options = parser.parse_args(argv)
    start_django(options.database, FOLDER)
    from django.db import connection

    from nhipcau.press import memory, prints
    from nhipcau.press.models import Article, ArticlePrint

    if not Article.objects.exists():
        archive.fill(options.articles, DAYS)
    result: dict[str, Any] = {"database": connection.vendor, "articles": Article.objects.count()}
    if (lacking := Article.objects.count() - ArticlePrint.objects.count()) > 0:
        began = time.process_time()
        prints.make_missing(0, memory.State.now().version)
        took = (time.process_time() - began) / lacking * 1000
        result["reading a text for placing, where that was not done yet, CPU"] = round(took, 2)
    more, there = options.more, Article.objects.count()
    alone = _workers(options.database, [_pages(more, there)])[0]
    result |= {name: alone[name] for name in alone if name not in ("began", "ended")}
    both, clicks = _beside(options.database, [_pages(more, there + more * turn) for turn in (1, 2)])
    one, two = more / (alone["ended"] - alone["began"]), 2 * more / _span(both)
    result["two workers, articles a second against one"] = round(two / one, 2)
    mean = statistics.fmean(worker["CPU an article"] for worker in both)
    result["two workers, CPU an article against one"] = round(mean / alone["CPU an article"], 2)
    result["two workers, locked"] = both[0]["locked"]
    result["a click beside two workers"] = _told(clicks)
    settled = _workers(options.database, [None])[0]
    return result | {name: settled[name] for name in settled if name.startswith("settl")}


def _span(workers: Sequence[dict[str, Any]]) -> float:
    """From the moment when all had started until the first was done, and what the other still had, as one span."""
    return float(max(one["ended"] for one in workers) - min(one["began"] for one in workers))


def _workers(database: str, work: Sequence[list[Any] | None], beside: Any = None) -> list[dict[str, Any]]:
    spawn = multiprocessing.get_context("spawn")
    ready, told = spawn.Barrier(len(work) + (beside is not None)), spawn.SimpleQueue()
    # Packed: pages are of classes that need Django, which a worker sets up first.
    packed = [pickle.dumps(pages) for pages in work]
    jobs = [spawn.Process(target=_worker, args=(database, pages, ready, told)) for pages in packed]
    for job in jobs:
        job.start()
    if beside is not None:
        ready.wait()
        beside(jobs)
    results = [told.get() for _ in jobs]
    for job in jobs:
        job.join()
    return results


def _beside(database: str, work: Sequence[list[Any]]) -> tuple[list[dict[str, Any]], list[float]]:
    """Two workers, and how long clicks beside them take."""
    from django.db import transaction

    from nhipcau.press.models import Article

    clicks: list[float] = []
    some = list(Article.objects.order_by("-pk").values_list("pk", flat=True)[:100])

    def click(jobs: Sequence[Any]) -> None:
        while all(job.is_alive() for job in jobs):
            began = time.perf_counter()
            with transaction.atomic():
                Article.objects.filter(pk=some[len(clicks) % len(some)]).update(note="")
            clicks.append((time.perf_counter() - began) * 1000)
            time.sleep(0.02)

    return _workers(database, work, click), clicks


def _worker(database: str, packed: bytes, ready: Any, told: Any) -> None:
    """A worker's process: starts, places its pages; without any it settles stories."""
    start_django(database, FOLDER)
    from nhipcau.press import memory
    from nhipcau.press.actions import ingest, stories

    pages: list[Any] | None = pickle.loads(packed)
    memory.State.now()
    result: dict[str, Any] = {"memory before": f"{_now():.0f}"}
    began, used = time.perf_counter(), time.process_time()
    remembered = memory.at(memory.State.now())
    result["a worker's start, s"] = round(time.perf_counter() - began, 2)
    result["a worker's start, CPU s"] = round(time.process_time() - used, 2)
    result["remembered"] = len(remembered.copies)
    result["memory at start"] = f"{_now():.0f}, highest {_highest():.0f}"
    locked: list[float] = []
    inner = ingest._locked

    def lock(name: str) -> Any:
        row = inner(name)
        locked.append(time.perf_counter())
        return row

    ingest._locked = lock  # type: ignore[assignment]
    ready.wait()
    took, used_by, held = [], [], []
    result["began"] = time.perf_counter()
    for page in pages or ():
        began, used = time.perf_counter(), time.process_time()
        assert ingest.take_in(read=page, source=None) is not None
        took.append((time.perf_counter() - began) * 1000)
        used_by.append((time.process_time() - used) * 1000)
        held.append((time.perf_counter() - locked[-1]) * 1000)
    result["ended"] = time.perf_counter()
    if pages is None:
        began = time.perf_counter()
        result["settled: stories changed at night"] = stories.settle()
        result["settling stories at night, s"] = round(time.perf_counter() - began, 1)
        result["settling, memory"] = f"highest {_highest():.0f}"
    else:
        result["placing one article"] = _told(took)
        result["placing one article, CPU"] = _told(used_by)
        result["CPU an article"] = round(statistics.fmean(used_by), 2)
        result["locked"] = _told(held)
        result["placed again or under lock"] = len(locked) - len(pages)
        result["memory at the end"] = f"{_now():.0f}, highest {_highest():.0f}"
    told.put(result)


def _told(took: Sequence[float]) -> str:
    cuts = statistics.quantiles(took, n=20, method="inclusive")
    return f"p50 {cuts[9]:.1f}, p95 {cuts[18]:.1f}, max {max(took):.1f}"


def _pages(count: int, there: int) -> list[Any]:
    """Pages as outlets make them, read; none like another."""
    from django.utils import timezone

    from nhipcau.engines.presswire.model import FetchedPage
    from nhipcau.press import vectors
    from nhipcau.press.reading import read_page

    with_model, draw = vectors.embedder() is not None, np.random.default_rng(there)
    vectors.vector_of = lambda item: _unit(draw.normal(size=384)) if with_model else None  # type: ignore[assignment]
    chance, known = random.Random(f"{there} {time.time()}"), archive.words()
    now = timezone.make_aware(datetime.fromisoformat(f"{archive.TODAY}T09:00"))
    sums, now_seconds = known.sums.tolist(), int(time.time())
    found = []
    number = there
    while len(found) < count:
        number += 1
        runs = chance.choices(known.printed, cum_weights=sums, k=archive.UNITS)
        title = f"{' '.join(runs[:5])} Lâm Đồng"
        lines = "".join(
            f"<p>{escape(' '.join(runs[at : at + 20]))}, tỉnh Lâm Đồng.</p>" for at in range(0, len(runs), 20)
        )
        body = (
            f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{escape(title)}</title>'
            f'<meta property="article:published_time" content="{(now + timedelta(seconds=number)).isoformat()}">'
            f"</head><body><article><h1>{escape(title)}</h1>{lines}</article></body></html>"
        )
        address = f"https://bao{number % 100}.example/moi-{now_seconds}-{number}.html"
        page = FetchedPage(
            address, body.encode(), "text/html; charset=utf-8", "utf-8", now + timedelta(minutes=10)
        )
        read = read_page(page, "Lâm Đồng")
        if read is not None:  # words thrown together may call somebody "anh Lâm Đồng"
            found.append(read)
    return found


def _unit(values: Any) -> Any:
    return (values / np.linalg.norm(values)).astype(np.float32)


def _highest() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _now() -> float:
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * resource.getpagesize() / 1024**2
