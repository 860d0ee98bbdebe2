"""Archives as other crawlers write them: each oddity costs at most its own record."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from nhipcau.engines.presswire.scan.warc import read_warc

PACKS: dict[str, Callable[[bytes], bytes]] = {
    ".warc": bytes,
    ".warc.gz": gzip.compress,
    ".warc.zst": zstandard.ZstdCompressor().compress,
}
BODY = "<html><body><p>Mùa cà phê năm nay đến sớm hơn mọi năm.</p></body></html>".encode()


def record(
    name: str,
    body: bytes = BODY,
    headers: str = "Content-Type: text/html",
    *,
    version: str = "WARC/1.0",
    uri: str = "https://a.example/{}",
    longer: int = 0,
    line: str = "\r\n",
) -> bytes:
    http = f"HTTP/1.1 200 OK\r\n{headers}\r\n\r\n".encode() + body
    head = [
        version,
        "WARC-Type: response",
        f"WARC-Target-URI: {uri.format(name)}",
        "WARC-Date: 2026-10-20T07:30:00Z",
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(http) + longer}",
        "",
        "",
    ]
    return line.join(head).encode() + http + line.encode() * 2


ODD: dict[str, bytes] = {
    "a length too great by some bytes": record("x", longer=60),
    "a length too small by some bytes": record("x", longer=-30),
    "lines that end with LF alone": record("x", line="\n"),
    "a later version": record("x", version="WARC/1.1"),
    "an address in angle brackets": record("x", uri="<https://a.example/{}>"),
    "a plain body called gzip": record("x", headers="content-type: text/html\r\nContent-Encoding: gzip"),
    "a body of two encodings, neither true": record("x", headers="Content-Type: text/html\r\nContent-Encoding: br, gzip"),
    "a plain body called zstd": record("x", b"\xef\xbb\xbf\r\n" + BODY, headers="Content-Type: text/html\r\nContent-Encoding: zstd"),
    "an encoding that nobody knows": record("x", headers="Content-Type: text/html\r\nContent-Encoding: lzma2"),
    "an empty body": record("x", b""),
    "a head line with bytes of no charset": record("x").replace(b"WARC-Date", b"X-Note: \xff\xfe\x00\r\nWARC-Date", 1),
    "two empty records": b"WARC/1.0\r\nContent-Length: 0\r\n\r\n\r\n\r\n" * 2,
    "a length of many digits": record("x").replace(b"Content-Length: ", b"Content-Length: 99999999999", 1),
    "a negative length": record("x").replace(b"Content-Length: ", b"Content-Length: -", 1),
}  # fmt: skip
READ_TOO = (
    "a later version",
    "an address in angle brackets",
    "a plain body called gzip",
    "a body of two encodings, neither true",
    "a plain body called zstd",
    "an encoding that nobody knows",
)
"""Oddities whose own page is read; that of heads whose lines end with LF alone is not."""


@pytest.mark.parametrize("ending", PACKS)
@pytest.mark.parametrize("kind", ODD)
def test_an_odd_record_costs_at_most_itself(tmp_path: Path, ending: str, kind: str) -> None:
    pack = PACKS[ending]
    path = tmp_path / f"x{ending}"
    rows = [record("0"), record("1"), ODD[kind], record("2"), record("3")]
    path.write_bytes(b"".join(pack(row) for row in rows))
    found = {page.url.rpartition("/")[2]: page.body for page in read_warc(path)}
    assert {name: found.get(name) for name in "0123"} == dict.fromkeys("0123", BODY)
    if kind in READ_TOO:
        assert found.get("x", b"").endswith(BODY)


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.95])
def test_a_member_cut_in_the_middle_and_gone_on_with(tmp_path: Path, cut: float) -> None:
    packed = [gzip.compress(record(str(number))) for number in range(5)]
    packed[2] = packed[2][: int(len(packed[2]) * cut)]
    path = tmp_path / "x.warc.gz"
    path.write_bytes(b"".join(packed))
    names = [page.url.rpartition("/")[2] for page in read_warc(path)]
    assert [name for name in names if name != "2"] == ["0", "1", "3", "4"]
