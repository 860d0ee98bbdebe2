"""Score the extract stage: text F1, dates, titles and speed, beside trafilatura in the same run.

    python tests/bench/score_extract.py [--press DIR] [--reader ours …] [--split half] [--pages] [--json]

Text is scored as scrapinghub/article-extraction-benchmark does: word 4-shingles counted with repeats
(characters for Chinese, Japanese and Korean), precision and recall per page, each averaged over pages,
F1 of the two averages.  A date is right when it falls on the expected day in the expected zone.
A title is right when it is the same without regard to case, spaces and punctuation.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

WORD = re.compile(r"\w+")
CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]")


@dataclass(frozen=True)
class Sample:
    """One labelled page: bytes and what a reader must get from it."""

    id: str
    set: str
    url: str
    html: bytes
    body: str
    title: str | None = None
    published: datetime | None = None
    authors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """What one reader got; ``dated`` tells a reader that looks for dates from one that does not."""

    body: str
    title: str | None = None
    published: datetime | None = None
    authors: tuple[str, ...] = ()


Reader = Callable[[Sample], Reading]


def press_folder() -> Path:
    """The shared test pages: NHIPCAU_SHARED or the folder beside the repository."""
    shared = os.environ.get("NHIPCAU_SHARED")
    base = Path(shared) if shared else Path(__file__).resolve().parents[3] / "shared"
    return base / "press"


def load(folder: Path) -> list[Sample]:
    """All labelled pages of a folder with expected.jsonl and pages/*.html.gz."""
    samples = []
    for line in (folder / "expected.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        published = row.get("published")
        samples.append(
            Sample(
                id=row["id"],
                set=row["set"],
                url=row["url"],
                html=gzip.decompress((folder / "pages" / f"{row['id']}.html.gz").read_bytes()),
                body=row["body"],
                title=row.get("title"),
                published=datetime.fromisoformat(published) if published else None,
                authors=tuple(row.get("authors") or ()),
            )
        )
    return samples


def shingles(text: str, by_character: bool) -> Counter[tuple[str, ...]]:
    """Counted 4-shingles of words, or of characters that are not spaces or punctuation."""
    tokens: Sequence[str] = (
        [letter for word in WORD.findall(text) for letter in word] if by_character else WORD.findall(text)
    )
    size = min(4, len(tokens)) or 1
    return (
        Counter(tuple(tokens[at : at + size]) for at in range(len(tokens) - size + 1))
        if tokens
        else Counter()
    )


def is_cjk(text: str) -> bool:
    """Whether a text is mostly Chinese, Japanese or Korean."""
    letters = sum(len(word) for word in WORD.findall(text))
    return bool(letters) and len(CJK.findall(text)) > letters * 0.3


def precision_recall(expected: str, got: str) -> tuple[float | None, float | None]:
    """Precision (None for an empty reading) and recall (None for an empty expectation)."""
    by_character = is_cjk(expected)
    true, found = shingles(expected, by_character), shingles(got, by_character)
    common = sum((true & found).values())
    return (
        common / found.total() if found else None,
        common / true.total() if true else None,
    )


def f1(precision: float, recall: float) -> float:
    """Harmonic mean, 0 where both are 0."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def same_day(expected: datetime, got: datetime | None) -> bool:
    """Whether a date falls on the expected day, seen in the expected date's zone (or as printed)."""
    if got is None:
        return False
    if got.date() == expected.date():
        return True
    return (
        expected.tzinfo is not None
        and got.tzinfo is not None
        and got.astimezone(expected.tzinfo).date() == expected.date()
    )


def squeezed(text: str | None) -> str:
    """Letters and digits only, lower case: what makes two titles the same."""
    return "".join(WORD.findall((text or "").lower())).replace("_", "")


def score(samples: Iterable[Sample], readings: dict[str, Reading]) -> dict[str, float]:
    """The figures of one reader over some pages."""
    precisions, recalls, dates, titles, authors = [], [], [], [], []
    for sample in samples:
        reading = readings[sample.id]
        precision, recall = precision_recall(sample.body, reading.body)
        if precision is not None:
            precisions.append(precision)
        if recall is not None:
            recalls.append(recall)
        if sample.published:
            dates.append(same_day(sample.published, reading.published))
        if sample.title:
            titles.append(squeezed(sample.title) == squeezed(reading.title))
        if sample.authors:
            authors.append({squeezed(a) for a in sample.authors} <= {squeezed(a) for a in reading.authors})
    mean_precision = statistics.mean(precisions) if precisions else 0.0
    mean_recall = statistics.mean(recalls) if recalls else 0.0
    figures = {"f1": f1(mean_precision, mean_recall), "p": mean_precision, "r": mean_recall}
    for name, marks in (("date", dates), ("title", titles), ("authors", authors)):
        if marks:
            figures[name] = sum(marks) / len(marks)
    return figures


# ---------------------------------------------------------------------------------------------------- readers


def ours(sample: Sample) -> Reading:
    from nhipcau.engines.presswire.extract import extract
    from nhipcau.engines.presswire.model import FetchedPage, Unreadable

    try:
        article = extract(FetchedPage(url="", body=sample.html, key=sample.id))
    except Unreadable:
        return Reading("")
    return Reading(article.body, article.title, article.published, article.authors)


def trafilatura_fast(sample: Sample) -> Reading:
    import trafilatura

    return Reading(
        trafilatura.extract(sample.html, fast=True, include_comments=False, include_tables=True) or ""
    )


def trafilatura_default(sample: Sample) -> Reading:
    import trafilatura

    document: Any = trafilatura.bare_extraction(sample.html, include_comments=False, with_metadata=True)
    if document is None:
        return Reading("")
    try:
        published = datetime.fromisoformat(document.date) if document.date else None
    except ValueError:
        published = None
    return Reading(document.text or "", document.title, published, tuple((document.author or "").split("; ")))


def resiliparse_main(sample: Sample) -> Reading:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    text = bytes_to_str(sample.html, detect_encoding(sample.html))
    return Reading(extract_plain_text(text, main_content=True, alt_texts=False, list_bullets=False))


READERS: dict[str, Reader] = {
    "ours": ours,
    "trafilatura-fast": trafilatura_fast,
    "trafilatura": trafilatura_default,
    "resiliparse": resiliparse_main,
}


def measure(
    reader: Reader, samples: Sequence[Sample], rounds: int = 1
) -> tuple[dict[str, Reading], dict[str, float]]:
    """Readings of every page and pages per second of processor time per set (best of ``rounds``, after a warm-up)."""
    for sample in samples[:3]:
        reader(sample)
    readings: dict[str, Reading] = {}
    speed: dict[str, float] = {}
    for name in sorted({sample.set for sample in samples}):
        chosen = [sample for sample in samples if sample.set == name]
        best = float("inf")
        for _ in range(rounds):
            begin = time.process_time()
            for sample in chosen:
                readings[sample.id] = reader(sample)
            best = min(best, time.process_time() - begin)
        speed[name] = len(chosen) / best
    return readings, speed


def report(folder: Path, names: Sequence[str], rounds: int = 1) -> dict[str, dict[str, dict[str, float]]]:
    """``{reader: {set: figures}}`` over a folder of labelled pages."""
    samples = load(folder)
    figures: dict[str, dict[str, dict[str, float]]] = {}
    for name in names:
        readings, speed = measure(READERS[name], samples, rounds)
        figures[name] = {
            chosen: {
                **score([sample for sample in samples if sample.set == chosen], readings),
                "pages_per_second": speed[chosen],
            }
            for chosen in speed
        }
    return figures


def print_pages(folder: Path, name: str) -> None:
    """Each page's F1, P, R, worst first, with the date and title where they are wrong."""
    rows = []
    for sample in load(folder):
        reading = READERS[name](sample)
        precision, recall = precision_recall(sample.body, reading.body)
        wrong = []
        if sample.published and not same_day(sample.published, reading.published):
            wrong.append(f"date {reading.published} not {sample.published}")
        if sample.title and squeezed(sample.title) != squeezed(reading.title):
            wrong.append(f"title {reading.title!r} not {sample.title!r}")
        rows.append(
            (f1(precision or 0, recall or 0), precision or 0, recall or 0, sample.id, "; ".join(wrong))
        )
    for row in sorted(rows):
        print("{:.3f} P {:.3f} R {:.3f} {} {}".format(*row))


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--press", type=Path, default=press_folder())
    parser.add_argument("--reader", action="append", choices=sorted(READERS))
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument(
        "--pages", action="store_true", help="list every page of the first reader, worst first"
    )
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    names = options.reader or ["ours", "trafilatura-fast", "trafilatura"]
    if options.pages:
        print_pages(options.press, names[0])
        return 0
    figures = report(options.press, names, options.rounds)
    if options.json:
        print(json.dumps(figures))
        return 0
    for name, sets in figures.items():
        for chosen, row in sets.items():
            cells = "  ".join(f"{key} {value:.4f}" for key, value in row.items() if key != "pages_per_second")
            print(f"{name:18} {chosen:8} {cells}  {row['pages_per_second']:.1f} pages/s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
