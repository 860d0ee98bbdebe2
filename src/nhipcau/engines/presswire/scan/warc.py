"""WARC files to pages: FastWARC reads the records, our own counting unpackers undo the HTTP encodings."""

from __future__ import annotations

import mmap
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fastwarc.warc import ArchiveIterator, WarcRecordType

from nhipcau.engines.presswire.model import FetchedPage, OutcomeCounter, PresswireError, Unreadable
from nhipcau.engines.presswire.net.fetch import charset_of
from nhipcau.engines.presswire.net.inflate import MEGABYTE, inflater

ENDINGS = (".warc", ".warc.gz", ".warc.zst")
_BREAKS = 5_000  # a file that is broken more often is no archive
_HEAD = re.compile(rb"WARC/[0-9]\.[0-9]\r?\n")
_CHUNK = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r?\n")
_TAIL_AT_MOST = 64 * MEGABYTE
_PAGES = ("text/html", "application/xhtml+xml", "text/plain", "")


def read_warc(
    path: Path | str,
    *,
    largest: int = 12 * MEGABYTE,
    counter: OutcomeCounter | None = None,
) -> Iterator[FetchedPage]:
    """The HTML pages of a WARC file (.warc, .warc.gz, .warc.zst), one at a time.

    Records that are no answer of status 200 with HTML are passed over; a record that is too large, badly packed or
    damaged is counted and passed over, as is what stands between records.  counter: counts every record under
    stage ``warc``.  Raises Unreadable ``broken_warc`` where the file ends inside a record, after the pages before it.
    """
    counts = counter if counter is not None else OutcomeCounter()
    where: _Where | None = _Where()
    with Path(path).open("rb") as stream:
        while where is not None:
            damaged = False
            stream.seek(where.start)
            try:
                for record in ArchiveIterator(
                    stream, record_types=WarcRecordType.response, parse_http=True, auto_decode="none"
                ):
                    where.see(record)
                    try:
                        page = _page(record, largest)
                    except PresswireError as failure:
                        counts.add("warc", failure.code)
                        continue
                    where.whole = True
                    counts.add("warc", "ok" if page else "passed_over")
                    if page:
                        yield page
            except (OSError, zlib.error, ValueError, EOFError, RuntimeError):
                damaged = True
            where = _onward(Path(path), where, damaged, counts)


@dataclass(slots=True)
class _Where:
    """How far a file was read: where reading (again) began, where the last record seen begins, how long it is.

    whole: whether that record was read to its end.  breaks: how often reading had to begin again.
    """

    start: int = 0
    at: int = -1
    length: int = 0
    whole: bool = False
    breaks: int = 0

    def see(self, record: Any) -> None:
        self.at, self.length, self.whole = record.stream_pos, int(record.content_length), False


_MARKS = {b"\x1f\x8b\x08": "gzip", b"\x28\xb5\x2f\xfd": "zstd", b"WARC/": ""}


def _onward(path: Path, where: _Where, damaged: bool, counts: OutcomeCounter) -> _Where | None:
    """Where reading goes on after damage, or after an end that is none; None at the end of the file.

    Raises Unreadable ``broken_warc`` where the file ends inside a record.
    """
    if not path.stat().st_size:
        return None
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        last = max(where.at, where.start)
        mark = _mark_of(data, path)
        # What stands in a plain file inside the last record is its own text.
        own = max(1, where.length) if not mark and where.whole else 1
        after = last + own
        found = _next_record(data, mark, after)
        if found is not None and where.breaks < _BREAKS:
            counts.add("warc", "damaged" if damaged else "left_over")
            return _Where(found, breaks=where.breaks + 1)
        cut = found is not None or (
            damaged and (not where.whole or (mark or b"WARC/") in data[min(after, len(data)) :])
        )
    if cut or (where.at >= 0 and _ends_inside_member(path, where.at)):
        raise Unreadable("broken_warc", file=path.name)
    if damaged and where.at < 0 and where.start == 0:
        raise Unreadable("broken_warc", file=path.name)
    return None


def _mark_of(data: mmap.mmap, path: Path) -> bytes:
    """The bytes that a packed record of this file begins with, b"" for a plain file."""
    for mark, name in _MARKS.items():
        if name and _begins_record(data[:4096], mark):
            return mark
    name = path.name.lower()
    return b"\x1f\x8b\x08" if name.endswith(".gz") else b"\x28\xb5\x2f\xfd" if name.endswith(".zst") else b""


def _next_record(data: mmap.mmap, mark: bytes, after: int) -> int | None:
    """Where the next record begins: a packed member, or a line, that begins with "WARC/1."."""
    at = data.find(mark or b"WARC/1.", after)
    while at >= 0:
        if _begins_record(data[at : at + 4096], mark):
            return at
        at = data.find(mark or b"WARC/1.", at + 1)
    return None


def _begins_record(piece: bytes, mark: bytes) -> bool:
    try:
        match _MARKS.get(mark):
            case "gzip":
                piece = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(piece, 64)
            case "zstd":
                import zstandard

                piece = (
                    zstandard.ZstdDecompressor(max_window_size=8 * MEGABYTE).decompressobj().decompress(piece)
                )
    except Exception:
        return False  # bytes that look like a member's first ones
    return _HEAD.match(piece) is not None


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
    chunked = "chunked" in (http.get("Transfer-Encoding") or "").lower()
    most = largest + (largest // 4 + 65536 if chunked else 0)
    body = record.reader.read(most + 1)
    _refuse_cut(record, len(body), most)
    if chunked:
        body = dechunked(body)
    if len(body) > largest:
        raise Unreadable("too_large", "record", most=largest // MEGABYTE or 1)
    for word in reversed([w for w in (http.get("Content-Encoding") or "").split(",") if w.strip()]):
        if word.strip().lower() in ("gzip", "x-gzip") and body[:2] != b"\x1f\x8b":
            continue  # crawlers often store the plain body under the old header
        try:
            body = inflater(word).feed(body, largest)
        except Unreadable:
            if not body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
                raise
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


def dechunked(body: bytes) -> bytes:
    """A body without its transfer chunks (RFC 9112, 7.1); one that has none, whatever its header says, as it is.

    A chunk that is cut is taken as far as it goes; what follows a wrong chunk is taken as it stands.
    """
    parts: list[bytes] = []
    at = 0
    while at < len(body):
        line = _CHUNK.match(body, at)
        if line is None:
            return b"".join([*parts, body[at:]]) if parts else body
        size = int(line.group(1), 16)
        if size == 0:
            break
        parts.append(body[line.end() : line.end() + size])
        at = line.end() + size
        if body[at : at + 2] == b"\r\n":
            at += 2
        elif body[at : at + 1] == b"\n":
            at += 1
    return b"".join(parts)


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
