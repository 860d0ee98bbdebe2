"""WARC files are read record by record, packed in any way, and damage is named after the pages before it."""

from __future__ import annotations

import gzip
import io
import zlib
from datetime import UTC, datetime
from pathlib import Path

import brotli
import pytest
import zstandard

from nhipcau.engines.presswire.model import OutcomeCounter, Unreadable
from nhipcau.engines.presswire.scan.warc import read_warc


def record(
    url: str,
    body: bytes,
    headers: str = "Content-Type: text/html; charset=utf-8",
    status: str = "200 OK",
    kind: str = "response",
) -> bytes:
    http = f"HTTP/1.1 {status}\r\n{headers}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2025-05-12T07:30:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{abs(hash(url)):032x}>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def pages(path: Path, **kwargs: object) -> list[tuple[str, bytes]]:
    return [(page.url, page.body) for page in read_warc(path, **kwargs)]  # type: ignore[arg-type]


RECORDS = [record(f"https://a.example/{n}", f"<p>Tin số {n}</p>".encode() * 9) for n in range(5)]


@pytest.mark.parametrize("ending", [".warc", ".warc.gz", ".warc.zst"])
def test_all_three_endings(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"x{ending}"
    pack = {".warc": bytes, ".warc.gz": gzip.compress, ".warc.zst": zstandard.ZstdCompressor().compress}[
        ending
    ]
    path.write_bytes(b"".join(pack(r) for r in RECORDS))
    found = list(read_warc(path))
    assert [page.url for page in found] == [f"https://a.example/{n}" for n in range(5)]
    assert found[3].body.decode() == "<p>Tin số 3</p>" * 9
    assert found[0].charset == "utf-8"
    assert found[0].fetched_at == datetime(2025, 5, 12, 7, 30, tzinfo=UTC)


def test_http_encodings_are_undone_and_other_records_passed_over(tmp_path: Path) -> None:
    body = "<p>Mùa cà phê</p>".encode()
    kind = "Content-Type: text/html\r\nContent-Encoding: "
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    path = tmp_path / "x.warc"
    path.write_bytes(
        record("https://a/gzip", gzip.compress(body), kind + "gzip")
        + record("https://a/deflate", zlib.compress(body), kind + "deflate")
        + record("https://a/br", brotli.compress(body), kind + "br")
        + record("https://a/stored-plain", body, kind + "gzip")
        + record("https://a/chunked", chunked, "Content-Type: text/html\r\nTransfer-Encoding: chunked")
        + record("https://a/missing", body, status="404 Not Found")
        + record("https://a/picture", b"\x89PNG", "Content-Type: image/png")
        + record("https://a/broken", b"\x1f\x8bxxxx", kind + "gzip")
        + record("https://a/large", gzip.compress(b" " * 2_000_000), kind + "gzip")
        + record("https://a/request", body, kind="request")
        + record("https://a/last", body)
    )
    counter = OutcomeCounter()
    found = pages(path, largest=1_000_000, counter=counter)
    assert [url.rpartition("/")[2] for url, _ in found] == [
        "gzip",
        "deflate",
        "br",
        "stored-plain",
        "chunked",
        "last",
    ]
    assert {plain for _, plain in found} == {body}
    assert counter.as_dict()["warc"] == {"ok": 6, "passed_over": 2, "broken_encoding": 1, "too_large": 1}


@pytest.mark.parametrize("cut", [10, 30, 60, 100, 150])
def test_pages_before_the_damage_are_kept_and_the_damage_is_named(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "x.warc.gz"
    packed = b"".join(gzip.compress(r) for r in RECORDS)
    path.write_bytes(packed[:-cut])
    seen = []
    with pytest.raises(Unreadable) as caught:
        for page in read_warc(path):
            seen.append(page.url)
    assert len(seen) >= 4
    assert caught.value.code == "broken_warc"


def test_what_is_no_warc_gives_no_pages_or_a_named_failure(tmp_path: Path) -> None:
    for raw in (b"", b"hello", gzip.compress(b"hello")):
        path = tmp_path / "x.warc"
        path.write_bytes(raw)
        try:
            assert pages(path) == []
        except Unreadable as failure:
            assert failure.code == "broken_warc"


def test_a_stream_of_many_records_is_read_flat(tmp_path: Path) -> None:
    out = io.BytesIO()
    for n in range(3000):
        out.write(gzip.compress(record(f"https://a.example/{n}", b"<p>x</p>" * 50)))
    path = tmp_path / "x.warc.gz"
    path.write_bytes(out.getvalue())
    assert sum(1 for _ in read_warc(path)) == 3000


CHUNKED = "Content-Type: text/html\r\nTransfer-Encoding: chunked"
GARBAGE = (
    b"\x00" * 37,
    b"\xff\xfe not a member \x1f\x8b\x08 at all",
    b"\r\n\r\n<html>left over</html>\r\n",
    b"\x1f\x8b\x08\x00 broken",
)
PACKS = {
    ".warc": bytes,
    ".warc.gz": gzip.compress,
    ".warc.zst": zstandard.ZstdCompressor().compress,
}


def names(path: Path, counter: OutcomeCounter | None = None) -> list[str]:
    return [page.url.rpartition("/")[2] for page in read_warc(path, counter=counter)]


@pytest.mark.parametrize("ending", PACKS)
@pytest.mark.parametrize("garbage", GARBAGE)
@pytest.mark.parametrize("place", [0, 1, 3])
def test_garbage_between_members_ends_nothing(
    tmp_path: Path, ending: str, garbage: bytes, place: int
) -> None:
    packed = [PACKS[ending](r) for r in RECORDS]
    path = tmp_path / f"x{ending}"
    path.write_bytes(b"".join([*packed[:place], garbage, *packed[place:]]))
    assert names(path) == ["0", "1", "2", "3", "4"]


@pytest.mark.parametrize("ending", PACKS)
def test_a_member_with_a_flipped_byte_costs_that_record_alone(tmp_path: Path, ending: str) -> None:
    packed = [
        PACKS[ending](record(f"https://a.example/{n}", str(n).encode() * 40 + b"<p>Tin</p>" * n))
        for n in range(6)
    ]
    middle = bytearray(packed[2])
    for at in range(len(middle) // 2, len(middle) // 2 + 6):
        middle[at] ^= 0x5A
    packed[2] = bytes(middle)
    path = tmp_path / f"x{ending}"
    path.write_bytes(b"".join(packed))
    found = names(path)
    assert [name for name in found if name != "2"] == ["0", "1", "3", "4", "5"]


@pytest.mark.parametrize("ending", PACKS)
def test_a_body_said_to_be_chunked_that_is_not_is_read_as_it_is(tmp_path: Path, ending: str) -> None:
    body = "<html><body><p>Mùa cà phê</p></body></html>".encode()
    two = b"5\r\n<p>a\r\n\r\n" + b"6\r\nb</p>x\r\n0\r\n\r\n"
    rows = [
        record("https://a/first", body, CHUNKED),
        record("https://a/second", body),
        record("https://a/third", b"%x;name=x\r\n%s\r\n0\r\n\r\n" % (len(body), body), CHUNKED),
        record("https://a/cut", b"%x\r\n%s" % (len(body) + 50, body), CHUNKED),
        record("https://a/odd", two, CHUNKED),
        record("https://a/last", body, CHUNKED),
    ]
    path = tmp_path / f"x{ending}"
    path.write_bytes(b"".join(PACKS[ending](row) for row in rows))
    found = dict(pages(path))
    assert [url.rpartition("/")[2] for url in found] == ["first", "second", "third", "cut", "odd", "last"]
    for name in ("first", "second", "third", "cut", "last"):
        assert found[f"https://a/{name}"] == body, name


@pytest.mark.parametrize("ending", PACKS)
@pytest.mark.parametrize(
    "wrong",
    [
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: none\r\n\r\nHTTP/1.1 200 OK\r\n\r\nx\r\n\r\n",
        b"WARC/1.0\r\nWARC-Type: response\r\nno colon here\r\nContent-Length: 5\r\n\r\nhello\r\n\r\n",
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a/w\r\nContent-Type: application/http\r\nContent-Length: 10\r\n\r\nHTTP/9 abc\r\n\r\n",
        b"WARC/1.0\r\n\r\n",
    ],
)
def test_a_record_with_a_wrong_head_ends_nothing(tmp_path: Path, ending: str, wrong: bytes) -> None:
    path = tmp_path / f"x{ending}"
    pack = PACKS[ending]
    path.write_bytes(b"".join([pack(RECORDS[0]), pack(wrong), *(pack(r) for r in RECORDS[1:])]))
    assert [name for name in names(path) if name != "w"] == ["0", "1", "2", "3", "4"]


def test_the_given_archive_is_read_whole() -> None:
    path = Path(__file__).parents[6] / "shared" / "press" / "cases" / "dechunked-first.warc.gz"
    if not path.exists():
        pytest.skip("no given archive in this checkout: ../shared/press/cases is absent")
    whole = gzip.decompress(path.read_bytes())
    assert len(list(read_warc(path))) == whole.count(b"WARC-Type: response")
