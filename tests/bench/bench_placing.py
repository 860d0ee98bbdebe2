"""``script/bench placing``: what it takes to place one more article after a busy month, and to start a worker.

    script/bench placing [--articles 30000] [--more 200] [--database postgres://…]

The month is made by ``press_archive.py``; the articles that come are read by the real reader and kept for good,
so a later run places others.  Times in milliseconds unless they say seconds, memory in MB of this process.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from html import escape
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import press_archive as archive
from bench_pressdesk import start_django, told

DAYS = 30


def run(argv: Sequence[str] = ()) -> dict[str, Any]:
    """Make the month where it is missing, start as a worker does, place articles, settle; return the figures."""
    parser = argparse.ArgumentParser(prog="script/bench placing", description=__doc__)
    parser.add_argument("--articles", type=int, default=30_000)
    parser.add_argument("--more", type=int, default=200, help="articles to place")
    parser.add_argument("--database", default="")
    options = parser.parse_args(argv)
    start_django(options.database, "var/bench-placing")
    from django.db import connection

    from nhipcau.press import memory
    from nhipcau.press.actions import ingest, stories
    from nhipcau.press.models import Article, DeskState

    if not Article.objects.exists():
        archive.fill(options.articles, DAYS)
    pages = _pages(options.more, Article.objects.count())
    result: dict[str, Any] = {"database": connection.vendor, "articles": Article.objects.count()}
    before = _memory()
    began = time.perf_counter()
    remembered = memory.at(DeskState.objects.get(name="placing").version)
    result["a worker's start, s"] = round(time.perf_counter() - began, 1)
    result["remembered"] = len(remembered.copies)
    result["its memory"] = f"{_memory() - before:.0f}"
    took = []
    for page in pages:
        began = time.perf_counter()
        assert ingest.take_in(read=page, source=None) is not None
        took.append((time.perf_counter() - began) * 1000)
    result["placing one article"] = told(took)
    began = time.perf_counter()
    result["stories changed at night"] = stories.settle()
    result["settling stories at night, s"] = round(time.perf_counter() - began, 1)
    result["memory in all"] = f"{_memory():.0f}"
    return result


def _pages(count: int, there: int) -> list[Any]:
    """Pages as outlets make them, read; none like another."""
    from django.utils import timezone

    from nhipcau.engines.presswire.model import FetchedPage
    from nhipcau.press.reading import read_page

    chance, known = random.Random(there), archive.words()
    now = timezone.make_aware(datetime.fromisoformat(f"{archive.TODAY}T09:00"))
    sums = known.sums.tolist()
    found = []
    for number in range(there, there + count):
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
        page = FetchedPage(f"https://bao{number % 100}.example/moi-{number}.html", body.encode(), "text/html; charset=utf-8",
                           "utf-8", now + timedelta(minutes=10))  # fmt: skip
        read = read_page(page, "Lâm Đồng")
        assert read is not None
        found.append(read)
    return found


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
