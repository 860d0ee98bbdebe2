"""Outlets that do what no outlet should: each must cost the day no more than its own failure."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import count

MEGABYTE = 1 << 20
_ITEM = "<item><title>{title}</title><link>{root}/bai-{n}.html</link><guid>{n}</guid><pubDate>{date}</pubDate></item>"


@dataclass(frozen=True, slots=True)
class Nasty:
    """What a hostile outlet answers to every address.

    chunks: the body, piece by piece (may never end).  length: a Content-Length to announce, None for none.
    """

    status: int
    headers: tuple[tuple[str, str], ...]
    chunks: Callable[[], Iterator[bytes]]
    length: int | None = None


def _rss(items: str, encoding: str = "utf-8") -> str:
    return f'<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"><channel><title>x</title>{items}</channel></rss>'


def _once(body: bytes) -> Callable[[], Iterator[bytes]]:
    return lambda: iter((body,))


def _endless() -> Iterator[bytes]:
    yield b"<rss><channel>"
    for n in count():
        yield (f"<item><title>Tin {n}</title></item>" * 200).encode()


def _drip() -> Iterator[bytes]:
    yield b"<rss><channel>"
    while True:
        time.sleep(0.2)
        yield b" "


def _hundred_megabytes() -> Iterator[bytes]:
    block = b"<p>Khong co gi de doc.</p>" * 40330
    sent = 0
    while sent < 100 * MEGABYTE:
        yield block[: 100 * MEGABYTE - sent]
        sent += len(block)


@lru_cache(maxsize=1)
def _gzip_bomb() -> bytes:
    """300 MB of blanks in 300 kB."""
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    blanks = b" " * MEGABYTE
    return b"".join([packer.compress(blanks) for _ in range(300)]) + packer.flush()


def _entity_bomb() -> str:
    levels = "".join(f'<!ENTITY h{n} "{f"&h{n - 1};" * 10}">' for n in range(1, 12))
    return f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY h0 "ha">{levels}]><rss><channel><item><title>&h11;</title></item></channel></rss>'


_versions = count(1)


def answer(slug: str, path: str, root: str) -> Nasty | None:
    """The answer of the hostile outlet named ``slug``; None for a slug that is no hostile outlet."""
    xml = (("Content-Type", "application/rss+xml"),)
    good = _ITEM.format(title="Bài vẫn đọc được", root=root, n=1, date="Mon, 12 May 2025 07:00:00 +0700")
    match slug:
        case "than-bat-tan":
            return Nasty(200, xml, _endless)
        case "nho-giot":
            return Nasty(200, xml, _drip)
        case "vong-quanh":
            target = "/b" if path != "/b" else "/a"
            return Nasty(302, (("Location", target),), _once(b""), 0)
        case "bom-thuc-the":
            return Nasty(200, xml, _once(_entity_bomb().encode()))
        case "bom-nen":
            return Nasty(200, (*xml, ("Content-Encoding", "gzip")), _once(_gzip_bomb()), len(_gzip_bomb()))
        case "tram-mega":
            return Nasty(200, (("Content-Type", "text/html"),), _hundred_megabytes)
        case "bang-ma-doi":
            body = _rss(good.replace("Bài", "Đà Lạt: bài"), "utf-16").encode()
            return Nasty(
                200, (("Content-Type", "application/rss+xml; charset=iso-8859-1"),), _once(body), len(body)
            )
        case "html-lam-feed":
            body = "<!DOCTYPE html><html><body><h1>Đây là trang chủ</h1></body></html>".encode()
            return Nasty(200, xml, _once(body), len(body))
        case "the-doi-mai":
            body = _rss(good).encode()
            return Nasty(200, (*xml, ("ETag", f'"v{next(_versions)}"')), _once(body), len(body))
        case "dong-ho-nhanh":
            body = _rss(
                _ITEM.format(title="Tin ngày mai", root=root, n=2, date="Fri, 01 Jan 2100 07:00:00 +0700")
            ).encode()
            return Nasty(200, (*xml, ("Date", "Fri, 01 Jan 2100 07:00:00 GMT")), _once(body), len(body))
        case _:
            return None


HOSTILE = (
    *("than-bat-tan", "nho-giot", "vong-quanh", "bom-thuc-the", "bom-nen", "tram-mega", "bang-ma-doi"),
    *("html-lam-feed", "the-doi-mai", "dong-ho-nhanh"),
)
