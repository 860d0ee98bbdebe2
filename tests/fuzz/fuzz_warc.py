"""Fuzz the reader of WARC files: ``.venv/bin/python tests/fuzz/fuzz_warc.py -max_total_time=60``.

Whatever the bytes, pages come out whole and within the limit, and damage is named after the pages before it.
"""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import atheris
import zstandard
from running import fuzz

with atheris.instrument_imports(include=["nhipcau.engines.presswire"]):
    from nhipcau.engines.presswire.model import OutcomeCounter, PresswireError
    from nhipcau.engines.presswire.scan.warc import read_warc

LARGEST = 1 << 16
HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
# A file in memory: on a disk most of the time would go into writing it.
MEMORY = os.memfd_create("warc")
FILE = Path(f"/proc/self/fd/{MEMORY}")


def record(http: bytes, length: int | None = None, kind: bytes = b"response") -> bytes:
    """A WARC record around an HTTP answer; a wrong length where one is given."""
    announced = len(http) if length is None else length
    return (
        b"WARC/1.0\r\nWARC-Type: " + kind + b"\r\nWARC-Target-URI: https://a.example/1\r\nWARC-Date: 2025-05-12T07:30:00Z\r\n"
        b"Content-Type: application/http; msgtype=response\r\nContent-Length: "
        + str(announced).encode() + b"\r\n\r\n" + http + b"\r\n\r\n"
    )  # fmt: skip


PAGE = HTTP + b"\r\n<p>Tin</p>"
CHUNKED = HTTP + b"Transfer-Encoding: chunked\r\n\r\n4\r\n<p>T\r\n0\r\n\r\n"
PACKED = HTTP + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"<p>Tin</p>", mtime=0)
SEEDS = (
    record(PAGE) * 2 + b"\x00",
    gzip.compress(record(PAGE), mtime=0) * 2 + b"\x00",
    zstandard.ZstdCompressor().compress(record(PAGE)) + b"\x00",
    PAGE + b"\x01",
    CHUNKED + b"\x01",
    PACKED + b"\x02",
    PAGE + b"\x07\x03",
    b"Content-Encoding: br\r\n\r\nxx\x04",
)


def one(data: bytes) -> None:
    provider = atheris.FuzzedDataProvider(data)
    kind = provider.ConsumeIntInRange(0, 4)
    length = provider.ConsumeIntInRange(0, 300) if kind == 3 else None
    rest = provider.ConsumeBytes(len(data))
    raw = {
        0: lambda: rest,
        1: lambda: record(rest) + record(PAGE),
        2: lambda: gzip.compress(record(rest), 1, mtime=0) + gzip.compress(record(PAGE), 1, mtime=0),
        3: lambda: record(rest, length) + record(PAGE),
        4: lambda: record(HTTP + rest) + record(PAGE),
    }[kind]()
    os.ftruncate(MEMORY, 0)
    os.pwrite(MEMORY, raw, 0)
    counter = OutcomeCounter()
    read = 0
    try:
        for page in read_warc(FILE, largest=LARGEST, counter=counter):
            read += 1
            assert len(page.body) <= LARGEST
            assert page.status in (200, 203)
            assert page.fetched_at is None or page.fetched_at.tzinfo
    except PresswireError as failure:
        assert failure.code == "broken_warc", failure
    assert counter.counts.get(("warc", "ok"), 0) == read


if __name__ == "__main__":
    fuzz(one, SEEDS)
