"""How well proposals agree with articles labelled by hand; used by the test and by the measurement.

Own texts, written as news is.  ``also`` is a second subject of an article that has two: either is right.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from nhipcau.engines.presswire.judging.judge import FLAGS, TONES, JudgedText, Proposal

LABELLED = Path(__file__).parent / "labelled"
MENTIONS = Path(__file__).parents[2] / "mentions" / "tests" / "labelled"
EVENTS = Path(__file__).parents[2] / "stories" / "tests" / "events.txt"
PUBLISHED = date(2026, 6, 1)

Rows = list[dict[str, Any]]


def texts(part: str) -> Rows:
    """The labelled articles of "dev" or "held-out"."""
    return [json.loads(line) for line in (LABELLED / f"{part}.jsonl").read_text("utf-8").splitlines()]


def judged(row: dict[str, Any]) -> JudgedText:
    return JudgedText(row["title"], row["body"], PUBLISHED)


def measure(rows: Rows, propose: Callable[[JudgedText], Proposal]) -> dict[str, Any]:
    """Subject accuracy, tone macro-F1 and accuracy, precision and recall of each flag; all 0-1."""
    pairs = [(row, propose(judged(row))) for row in rows]
    right = sum(got.subject.label in {row["subject"], row["also"]} for row, got in pairs)
    unknown = [got.subject.label == "none" for row, got in pairs if row["subject"] == "none"]
    tones = [(row["tone"], got.tone.label) for row, got in pairs]
    figures: dict[str, Any] = {
        "articles": len(rows),
        "subject": right / len(rows),
        "subject_first_only": sum(got.subject.label == row["subject"] for row, got in pairs) / len(rows),
        "none_found": sum(unknown) / max(1, len(unknown)),
        "tone": sum(want == got for want, got in tones) / len(rows),
        "tone_macro_f1": sum(_f1([(want == tone, got == tone) for want, got in tones]) for tone in TONES) / 3,
    }
    for flag in FLAGS:
        marks = [(flag in row["flags"], flag in {one.label for one in got.flags}) for row, got in pairs]
        both = sum(want and got for want, got in marks)
        figures[f"{flag}_precision"] = both / max(1, sum(got for _, got in marks))
        figures[f"{flag}_recall"] = both / max(1, sum(want for want, _ in marks))
    return figures


def _f1(marks: Iterable[tuple[bool, bool]]) -> float:
    counted = list(marks)
    both = sum(want and got for want, got in counted)
    return 2 * both / max(1, sum(want for want, _ in counted) + sum(got for _, got in counted))


def told_events() -> Iterator[tuple[str, str, str]]:
    """The made-up events of the story tests, each told once under every title it has: event, title, text."""
    event, titles, facts = "", [""], [""]
    for line in [*EVENTS.read_text("utf-8").splitlines(), "@ end"]:
        if line.startswith("@"):
            for number, title in enumerate(titles):
                told = [
                    versions[number % len(versions)] for versions in (fact.split(" || ") for fact in facts)
                ]
                yield event, title, " ".join(told)
            event, titles, facts = line[1:].split("|")[0].strip(), [], []
        elif line.startswith("="):
            titles = line[1:].strip().split(" || ")
        elif line.startswith("-"):
            facts.append(line[1:].strip())


def measure_events(propose: Callable[[JudgedText], Proposal]) -> dict[str, Any]:
    """On the events of the story tests: written by others."""
    labels = {row["event"]: row for row in texts("events")}
    rows = [
        {**labels[event], "title": title, "body": body}
        for event, title, body in told_events()
        if event in labels
    ]
    return _agreement(rows, propose)


def measure_others(propose: Callable[[JudgedText], Proposal]) -> dict[str, Any]:
    """The same on texts written by others for another purpose (telling the province from its namesakes).

    Any of the subjects is right; where people would differ about the tone it is left out.
    """
    labels = {row["id"]: row for row in texts("others")}
    lines = (MENTIONS / "held-out.jsonl").read_text("utf-8").splitlines()
    rows = [{**row, **labels[row["id"]]} for row in map(json.loads, lines) if row["id"] in labels]
    return _agreement(rows, propose)


def _agreement(rows: Rows, propose: Callable[[JudgedText], Proposal]) -> dict[str, Any]:
    pairs = [(row, propose(judged(row))) for row in rows]
    tones = [(row["tone"], got.tone.label) for row, got in pairs if row["tone"]]
    return {
        "articles": len(rows),
        "subject": sum(got.subject.label in row["subjects"] for row, got in pairs) / len(rows),
        "tone": sum(want == got for want, got in tones) / len(tones),
        "tone_macro_f1": sum(_f1([(want == tone, got == tone) for want, got in tones]) for tone in TONES) / 3,
    }
