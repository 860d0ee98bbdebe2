"""Precision and recall on labelled texts of our own; the held-out part is never looked at while tuning."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from nhipcau.engines.presswire.mentions.reader import MentionReader
from nhipcau.engines.presswire.profile import load_profile

LABELLED = Path(__file__).parent / "labelled"
ORDER = ["none", "in passing", "mentions", "about"]


def texts(part: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (LABELLED / f"{part}.jsonl").read_text("utf-8").splitlines()]


def measure(part: str) -> dict[str, float]:
    reader = MentionReader(load_profile("lam-dong"))
    rows = [
        (
            ORDER.index(t["relevance"]),
            ORDER.index(reader.read(title=t["title"], body=t["body"], host=t["host"]).relevance.value),
        )
        for t in texts(part)
    ]
    figures = {"texts": float(len(rows)), "exact": sum(want == got for want, got in rows) / len(rows)}
    for level in (1, 2, 3):
        found = sum(want >= level and got >= level for want, got in rows)
        figures[f"precision >= {ORDER[level]}"] = found / max(1, sum(got >= level for _, got in rows))
        figures[f"recall >= {ORDER[level]}"] = found / max(1, sum(want >= level for want, _ in rows))
    return figures


def test_two_hundred_texts_are_labelled() -> None:
    assert len(texts("dev")) + len(texts("held-out")) >= 200


def test_the_split_is_made_by_hash_so_nobody_chose_it() -> None:
    for part, held in (("dev", False), ("held-out", True)):
        assert all((int(text["id"], 16) % 5 < 2) is held for text in texts(part))


@pytest.mark.parametrize("part", ["dev", "held-out"])
def test_the_province_is_told_from_its_namesakes(part: str) -> None:
    figures = measure(part)
    assert figures["precision >= in passing"] >= 0.97, figures
    assert figures["recall >= in passing"] >= 0.97, figures


@pytest.mark.parametrize("part", ["dev", "held-out"])
def test_articles_about_the_province_are_found(part: str) -> None:
    figures = measure(part)
    assert figures["precision >= about"] >= 0.9, figures
    assert figures["recall >= about"] >= 0.9, figures
    assert figures["exact"] >= 0.85, figures
