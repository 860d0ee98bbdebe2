"""``script/bench stories``: B³ of the story clusterer beside plain TF-IDF with average link.

The peer (scikit-learn) is given the best threshold on each kind of news; ours uses its one threshold for
all.  The kinds differ in how much of its event an article tells and how much it shares with others.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.cluster import AgglomerativeClustering
from sklearn.feature_extraction.text import TfidfVectorizer

from nhipcau.engines.presswire.stories.clusterer import StoryClusterer
from nhipcau.engines.presswire.stories.features import NewsItem

ROOT = Path(__file__).resolve().parents[2]
_spec = importlib.util.spec_from_file_location(
    "made_up_news", ROOT / "src/nhipcau/engines/presswire/stories/tests/made_up_news.py"
)
assert _spec and _spec.loader
news = importlib.util.module_from_spec(_spec)
sys.modules["made_up_news"] = news
_spec.loader.exec_module(news)

KINDS: dict[str, dict[str, Any]] = {
    "full": {"facts": (2, 5)},
    "thin": {"facts": (1, 3)},
    "padded": {"facts": (3, 5), "around": (5, 9)},
    "recalling": {"facts": (2, 4), "around": (3, 6), "recalls": 0.6},
}
THRESHOLDS = (0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9)


def plain_tfidf(items: list[NewsItem], threshold: float) -> dict[str, str]:
    matrix = TfidfVectorizer().fit_transform([f"{item.title}\n{item.body}" for item in items])
    model = AgglomerativeClustering(
        n_clusters=None, distance_threshold=threshold, metric="precomputed", linkage="average"
    )
    labels = model.fit_predict(np.clip(1 - (matrix @ matrix.T).toarray(), 0, 1))
    return {item.id: str(label) for item, label in zip(items, labels, strict=True)}


def one_by_one(items: list[NewsItem]) -> dict[str, str]:
    clusterer = StoryClusterer()
    for item in sorted(items, key=lambda item: (item.published or datetime.max.replace(tzinfo=UTC), item.id)):
        clusterer.add(item)
    clusterer.consolidate()
    return {one: story for story, members in clusterer.stories().items() for one in members}


def measure(seeds: range) -> dict[str, Any]:
    figures: dict[str, Any] = {}
    for kind, options in KINDS.items():
        for dated in (False, True):
            sets = [news.make_news(seed, dated=dated, **options) for seed in seeds]
            peer = {
                threshold: [news.b_cubed(truth, plain_tfidf(items, threshold))[2] for items, truth in sets]
                for threshold in THRESHOLDS
            }
            best = max(peer, key=lambda threshold: float(np.mean(peer[threshold])))
            started = time.perf_counter()
            ours = [news.b_cubed(truth, StoryClusterer().cluster(items)) for items, truth in sets]
            seconds = time.perf_counter() - started
            stream = [news.b_cubed(truth, one_by_one(items))[2] for items, truth in sets]
            articles = sum(len(items) for items, _ in sets)
            figures[f"{kind}{' dated' if dated else ''}"] = {
                "articles": articles,
                "plain_tfidf_average_link_f1": round(float(np.mean(peer[best])), 4),
                "at_its_best_threshold": best,
                "plain_f1_at_other_thresholds": {
                    str(t): round(float(np.mean(f1)), 3) for t, f1 in peer.items()
                },
                "f1": round(float(np.mean([f1 for _, _, f1 in ours])), 4),
                "precision": round(float(np.mean([p for p, _, _ in ours])), 4),
                "recall": round(float(np.mean([r for _, r, _ in ours])), 4),
                "one_by_one_then_settled_f1": round(float(np.mean(stream)), 4),
                "articles_per_second": round(articles / seconds),
            }
    return figures


def real_pages(shared: Path) -> tuple[list[NewsItem], dict[str, str]]:
    """The real pages of several countries, undated, and {page: event} as read by a person."""
    labels = json.loads((Path(__file__).parent / "real_events.json").read_text("utf-8"))
    event = {page: name for name, pages in labels["events"].items() for page in pages}
    rows = map(json.loads, (shared / "press" / "expected.jsonl").read_text("utf-8").splitlines())
    items = [
        NewsItem(row["id"], row.get("title") or row["body"].split("\n")[0][:120], row["body"])
        for row in rows
        if row["id"] not in labels["left_out"]
    ]
    return items, {item.id: event.get(item.id, item.id) for item in items}


def measure_real(shared: Path) -> dict[str, Any]:
    items, truth = real_pages(shared)
    plain = {t: news.b_cubed(truth, plain_tfidf(items, t))[2] for t in THRESHOLDS}
    best = max(plain, key=lambda t: plain[t])
    ours = StoryClusterer().cluster(items)
    precision, recall, f1 = news.b_cubed(truth, ours)
    paired = {page for page, name in truth.items() if name != page}
    right = sum(
        truth[one] == truth[other]
        for one in paired
        for other in paired
        if one < other and ours[one] == ours[other]
    )
    wanted = sum(truth[one] == truth[other] for one in paired for other in paired if one < other)
    return {
        "articles": len(items),
        "plain_tfidf_average_link_f1": round(plain[best], 4),
        "at_its_best_threshold": best,
        "f1": round(f1, 4),
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "pairs_of_one_event_found": f"{right} of {wanted}",
    }


def run(argv: Sequence[str] = ()) -> dict[str, Any]:
    parser = argparse.ArgumentParser(
        prog="script/bench stories", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sets", type=int, default=3)
    figures = measure(range(40, 40 + parser.parse_args(argv).sets))
    shared = Path(os.environ.get("NHIPCAU_SHARED", ROOT.parent / "shared"))
    if (shared / "press").is_dir():
        figures["real pages"] = measure_real(shared)
    return figures
