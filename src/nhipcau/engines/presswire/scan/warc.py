"""WARC files to pages: FastWARC reads the records, our own counting unpackers undo the HTTP encodings."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fastwarc.warc import ArchiveIterator, WarcRecordType

from nhipcau.engines.presswire.model import FetchedPage, OutcomeCounter, PresswireError, Unreadable
from nhipcau.engines.presswire.net.fetch import charset_of
from nhipcau.engines.presswire.net.inflate import MEGABYTE, inflater

ENDINGS = (".warc", ".warc.gz", ".warc.zst")
_TAIL_AT_MOST = 64 * MEGABYTE
_PAGES = ("text/html", "application/xhtml+xml", "text/plain", "")


def read_warc(
    path: Path | str,
    *,
    largest: int = 12 * MEGABYTE,
    counter: OutcomeCounter | None = None,
) -> Iterator[FetchedPage]:
    """The HTML pages of a WARC file (.warc, .warc.gz, .warc.zst), one at a time.

    Records that are no answer of status 200 with HTML are passed over; a record that is too large or badly
    packed is counted and passed over.  counter: counts every record under stage ``warc``.
    Raises Unreadable ``broken_warc`` at the damage of a damaged file, after the pages before it.
    """
    counts = counter if counter is not None else OutcomeCounter()
    with Path(path).open("rb") as stream:
        at = 0
        try:
            for record in ArchiveIterator(
                stream, record_types=WarcRecordType.response, parse_http=True, auto_decode="transfer"
            ):
                at = record.stream_pos
                try:
                    page = _page(record, largest)
                except PresswireError as failure:
                    counts.add("warc", failure.code)
                    continue
                counts.add("warc", "ok" if page else "passed_over")
                if page:
                    yield page
            if _ends_inside_member(Path(path), at):
                raise EOFError("member cut short")
        except (OSError, zlib.error, ValueError, EOFError, RuntimeError) as error:
            raise Unreadable("broken_warc", file=Path(path).name) from error


def _page(record: Any, largest: int) -> FetchedPage | None:
    http = record.http_headers
    if http is None or http.status_code is None:
        _refuse_cut(record, len(record.reader.read(largest + 1)), largest)
        return None
    if http.status_code not in (200, 203):
        return None
    content_type = http.get("Content-Type") or ""
    if content_type.partition(";")[0].strip().lower() not in _PAGES:
        return None
    body = record.reader.read(largest + 1)
    if "chunked" not in (http.get("Transfer-Encoding") or "").lower():
        _refuse_cut(record, len(body), largest)
    if len(body) > largest:
        raise Unreadable("too_large", "record", most=largest // MEGABYTE or 1)
    for word in reversed([w for w in (http.get("Content-Encoding") or "").split(",") if w.strip()]):
        if word.strip().lower() in ("gzip", "x-gzip") and body[:2] != b"\x1f\x8b":
            continue  # crawlers often store the plain body under the old header
        body = inflater(word).feed(body, largest)
        if len(body) > largest:
            raise Unreadable("too_large", "record", most=largest // MEGABYTE or 1)
    return FetchedPage(
        url=(record.headers.get("WARC-Target-URI") or "").strip("<>"),
        body=body,
        content_type=content_type,
        charset=charset_of(content_type),
        fetched_at=_moment(record),
        status=http.status_code,
    )


def _refuse_cut(record: Any, got: int, largest: int) -> None:
    """Fail where the file ends inside the record: FastWARC itself hands out the part without a word."""
    if got < min(record.content_length, largest + 1):
        raise EOFError("record cut short")


def _ends_inside_member(path: Path, at: int) -> bool:
    """True if a gzip file stops within a member.  at: where its last readable record begins."""
    if path.stat().st_size - at > _TAIL_AT_MOST:
        return False
    with path.open("rb") as stream:
        stream.seek(at)
        tail = stream.read()
    if tail[:2] != b"\x1f\x8b":
        return False
    while tail[:2] == b"\x1f\x8b":
        member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        while not member.eof and tail:
            member.decompress(tail, MEGABYTE)
            tail = member.unconsumed_tail
        if not member.eof:
            return True
        tail = member.unused_data
    return False


def _moment(record: Any) -> datetime | None:
    found = record.record_date
    if not isinstance(found, datetime):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
