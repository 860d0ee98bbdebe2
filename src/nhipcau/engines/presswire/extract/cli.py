"""``nhipcau press extract PATH… --json``: one line of JSON for every page read."""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import zlib
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any, TextIO

from ..model import Article, FetchedPage, OutcomeCounter, PresswireError, Unreadable
from ..sentences import sentence
from . import extract
from .reader import MAX_BYTES

PAGE_ENDINGS = (".html.gz", ".htm.gz", ".xhtml.gz", ".html", ".htm", ".xhtml")
WARC_ENDINGS = (".warc", ".warc.gz", ".warc.zst")


def main(argv: list[str]) -> int:
    """Run the command.  Returns 0 when every path was opened, 1 when one was refused, 2 for wrong use."""
    parser = argparse.ArgumentParser(
        prog="nhipcau press extract",
        description="Đọc các trang báo và in ra tiêu đề, nội dung, tác giả, thời gian…",
    )
    parser.add_argument(
        "paths",
        nargs="+",
        type=Path,
        metavar="PATH",
        help="tệp .html, .html.gz, .warc(.gz/.zst) hoặc thư mục",
    )
    parser.add_argument(
        "--json", action="store_true", help="mỗi trang một dòng JSON (mặc định: bản tóm tắt dễ đọc)"
    )
    parser.add_argument(
        "--jobs", type=int, default=1, metavar="N", help="số tiến trình chạy song song (mặc định 1)"
    )
    options = parser.parse_args(argv)
    if options.jobs < 1:
        parser.error("--jobs phải từ 1 trở lên")
    missing = [path for path in options.paths if not path.exists()]
    for path in missing:
        print(f"Không tìm thấy {path}. Hãy kiểm tra lại đường dẫn.", file=sys.stderr)
    pages = pages_of(path for path in options.paths if path.exists())
    counter = OutcomeCounter()
    for row in rows_of(pages, options.jobs):
        counter.add("extract", row.get("error", "ok"))
        show(row, options.json, sys.stdout)
    done, total = counter.counts.get(("extract", "ok"), 0), counter.total("extract")
    print(f"Đã đọc {done}/{total} trang.", file=sys.stderr)
    return 1 if missing or not total else 0


def rows_of(pages: Iterable[FetchedPage | tuple[str, PresswireError]], jobs: int) -> Iterator[dict[str, Any]]:
    """A row for each page, in the order given whatever the number of processes."""
    if jobs == 1:
        yield from map(row_of, pages)
        return
    with ProcessPoolExecutor(jobs) as pool:
        # In parts, so that a folder of any size passes through without being held whole.
        part: list[FetchedPage | tuple[str, PresswireError]] = []
        for page in pages:
            part.append(page)
            if len(part) >= jobs * 64:
                yield from pool.map(row_of, part, chunksize=16)
                part = []
        yield from pool.map(row_of, part, chunksize=16)


def row_of(page: FetchedPage | tuple[str, PresswireError]) -> dict[str, Any]:
    """What is printed for one page: the article, or its id with the failure's code and message."""
    if isinstance(page, tuple):
        key, failure = page
        return {"id": key, "error": failure.code, "message": sentence(failure)}
    try:
        return as_row(extract(page))
    except PresswireError as failure:
        return {"id": page.id, "url": page.address, "error": failure.code, "message": sentence(failure)}


def as_row(article: Article) -> dict[str, Any]:
    """An article in the form of the JSON line; times in ISO 8601, a day alone where no time was given."""
    published = article.published
    return {
        "id": article.id,
        "url": article.url,
        "title": article.title,
        "body": article.body,
        "authors": list(article.authors),
        "published": published
        and (published.date() if article.published_day_only else published).isoformat(),
        "published_has_zone": article.published_has_zone,
        "updated": article.updated and article.updated.isoformat(),
        "language": article.language,
        "canonical": article.canonical_url,
        "outlet": article.outlet,
        "image": article.lead_image,
        "how": article.how,
    }


def show(row: dict[str, Any], as_json: bool, out: TextIO) -> None:
    """Print one row, as JSON or as a few readable lines."""
    if as_json:
        out.write(json.dumps(row, ensure_ascii=False) + "\n")
    elif "error" in row:
        out.write(f"{row['id']}: {row['message']}\n\n")
    else:
        about = " · ".join(
            part for part in (row["outlet"], row["published"] or "", ", ".join(row["authors"])) if part
        )
        out.write(f"{row['id']}: {row['title']}\n{about}\n{row['body'][:300]}\n\n")


def pages_of(paths: Iterable[Path]) -> Iterator[FetchedPage | tuple[str, PresswireError]]:
    """The pages of files, folders (in order of name, all levels down) and archives; failures in their place."""
    for path in paths:
        if path.is_dir():
            yield from pages_of(
                child
                for child in sorted(path.rglob("*"))
                if child.is_file() and child.name.lower().endswith((*PAGE_ENDINGS, *WARC_ENDINGS))
            )
        elif path.name.lower().endswith(WARC_ENDINGS):
            yield from archived(path)
        else:
            key = key_of(path)
            try:
                yield FetchedPage(url="", body=contents(path), key=key)
            except Unreadable as failure:
                yield key, failure


def key_of(path: Path) -> str:
    """A page's id: the file's name without .html or .html.gz."""
    name = path.name
    for ending in PAGE_ENDINGS:
        if name.lower().endswith(ending):
            return name[: -len(ending)]
    return name


def contents(path: Path) -> bytes:
    """A file's bytes, gzip undone by what it is rather than by its name.

    Raises Unreadable: ``file_unreadable``, ``bad_gzip``, ``page_too_large`` (also for a gzip bomb, of
    which no more than the limit is unpacked).
    """
    try:
        with path.open("rb") as file:
            packed = file.read(2) == b"\x1f\x8b"
        with gzip.open(path, "rb") if packed else path.open("rb") as stream:
            body = stream.read(MAX_BYTES + 1)
    except (EOFError, gzip.BadGzipFile, zlib.error) as fault:
        raise Unreadable("bad_gzip", file=path.name) from fault
    except OSError as fault:
        raise Unreadable("file_unreadable", file=path.name) from fault
    if len(body) > MAX_BYTES:
        raise Unreadable("page_too_large", "file", file=path.name, most=MAX_BYTES // 1_000_000)
    return body


def archived(path: Path) -> Iterator[FetchedPage | tuple[str, PresswireError]]:
    """The pages of a web archive, by presswire's own WARC reader."""
    pages_in = import_module("nhipcau.engines.presswire.scan.sources").pages_in
    try:
        for page in pages_in(str(path)):
            yield page if page.key else replace(page, key=page.id)
    except PresswireError as failure:
        yield path.name, failure
