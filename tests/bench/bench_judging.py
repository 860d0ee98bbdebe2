"""``script/bench judging``: how well subject, tone and flags are proposed, and how fast.

On labelled articles of our own; "held-out" was never tuned on.  "others" and "events" were written by other
hands for other purposes (see the test for what they were at first sight).  By language: both parts together, since
some languages have few articles.
"""

from __future__ import annotations

import importlib.util
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nhipcau.engines.presswire.judging.judge import Judge, JudgedText

ROOT = Path(__file__).resolve().parents[2]
_spec = importlib.util.spec_from_file_location(
    "labelled_news", ROOT / "src/nhipcau/engines/presswire/judging/tests/labelled_news.py"
)
assert _spec and _spec.loader
news = importlib.util.module_from_spec(_spec)
sys.modules["labelled_news"] = news
_spec.loader.exec_module(news)

_LONG = 2_500  # characters: a usual article


def rounded(figures: dict[str, Any]) -> dict[str, Any]:
    return {name: round(value, 3) if isinstance(value, float) else value for name, value in figures.items()}


def speed(articles: Sequence[JudgedText], seconds: float = 3.0) -> float:
    """Articles judged in one second of one processor."""
    judge = Judge()
    judge.propose(articles[0])
    done, started = 0, time.process_time()
    while time.process_time() - started < seconds:
        for article in articles:
            judge.propose(article)
        done += len(articles)
    return done / (time.process_time() - started)


def run(argv: Sequence[str] = ()) -> dict[str, Any]:
    """Measure; ``argv`` is not used."""
    parts = {name: news.texts(name) for name in ("dev", "held-out")}
    propose = Judge().propose
    figures: dict[str, Any] = {name: rounded(news.measure(rows, propose)) for name, rows in parts.items()}
    rows = [row for part in parts.values() for row in part]
    for language in sorted({row["language"] for row in rows}):
        chosen = [row for row in rows if row["language"] == language]
        got = news.measure(chosen, propose)
        figures[language] = rounded({key: got[key] for key in ("articles", "subject", "tone")})
    figures["others"] = rounded(news.measure_others(propose))
    figures["events"] = rounded(news.measure_events(propose))
    short = [news.judged(row) for row in rows]
    bodies: dict[str, str] = {}
    for row in rows:
        bodies[row["subject"]] = f"{bodies.get(row['subject'], '')} {row['body']}"
    long = [
        JudgedText(row["title"], (bodies[row["subject"]] * 2)[:_LONG])
        for row in rows
        if row["language"] == "vi"
    ]
    figures["articles_per_second"] = {"short": round(speed(short)), "of 2,500 characters": round(speed(long))}
    return figures


if __name__ == "__main__":
    print(run(sys.argv[1:]))
