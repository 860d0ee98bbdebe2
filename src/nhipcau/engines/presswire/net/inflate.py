"""Unpack gzip, deflate, br and zstd while counting what comes out, so that no bomb goes off.

Used for HTTP bodies, for feeds and sitemaps that are gzip files themselves, and for test pages.
"""

from __future__ import annotations

import zlib
from typing import Protocol

from nhipcau.engines.presswire.model import Unreadable

MEGABYTE = 1 << 20
_STEP = 1 << 16


class Inflater(Protocol):
    """Feeds packed bytes in, gives at most ``room`` plain bytes out at a time."""

    def feed(self, packed: bytes, room: int) -> bytes: ...  # pragma: no cover - protocol

    def close(self) -> None: ...  # pragma: no cover - protocol


def too_large(limit: int) -> Unreadable:
    """The one failure for everything that is bigger than allowed."""
    return Unreadable("too_large", most=limit // MEGABYTE or 1)


def broken(encoding: str) -> Unreadable:
    return Unreadable("broken_encoding", encoding=encoding)


class Plain:
    def feed(self, packed: bytes, room: int) -> bytes:
        return packed[: room + 1]

    def close(self) -> None:
        return None


class Zlib:
    """gzip (also several members in a row), zlib and raw deflate, which servers mix up."""

    def __init__(self, *, deflate: bool = False) -> None:
        self._deflate = deflate
        self._engine = zlib.decompressobj(zlib.MAX_WBITS | 32)
        self._started = False

    def feed(self, packed: bytes, room: int) -> bytes:
        out = bytearray()
        while packed:
            try:
                out += self._engine.decompress(packed, max(room - len(out) + 1, 1))
            except zlib.error as error:
                if self._deflate and not self._started:
                    self._engine = zlib.decompressobj(-zlib.MAX_WBITS)
                    self._started = True
                    continue
                if self._started and self._engine.eof:
                    break
                raise broken("deflate" if self._deflate else "gzip") from error
            self._started = True
            if len(out) > room:
                break
            packed = self._engine.unconsumed_tail
            if self._engine.eof:
                packed = self._engine.unused_data.lstrip(b"\0")
                if packed[:2] != b"\x1f\x8b":
                    break  # garbage after the end, as gzip itself tolerates
                self._engine = zlib.decompressobj(zlib.MAX_WBITS | 32)
        return bytes(out)

    def close(self) -> None:
        return None


class Brotli:
    def __init__(self) -> None:
        import brotli

        self._engine = brotli.Decompressor()
        self._error = brotli.error

    def feed(self, packed: bytes, room: int) -> bytes:
        out = bytearray()
        try:
            out += self._engine.process(packed, output_buffer_limit=min(room + 1, _STEP))
            while len(out) <= room and not self._engine.can_accept_more_data():
                out += self._engine.process(b"", output_buffer_limit=_STEP)
        except self._error as error:
            raise broken("br") from error
        return bytes(out)

    def close(self) -> None:
        return None


class Zstd:
    def __init__(self) -> None:
        import zstandard

        self._error = zstandard.ZstdError
        # 128 MiB window as browsers allow would be a bomb of its own here: 8 MiB is RFC 8878's advice.
        self._engine = zstandard.ZstdDecompressor(max_window_size=8 * MEGABYTE).decompressobj()

    def feed(self, packed: bytes, room: int) -> bytes:
        out = bytearray()
        for at in range(0, len(packed), 1024):
            try:
                out += self._engine.decompress(packed[at : at + 1024])
            except self._error as error:
                raise broken("zstd") from error
            if len(out) > room:
                break
        return bytes(out)

    def close(self) -> None:
        return None


def inflater(encoding: str) -> Inflater:
    """The unpacker for one Content-Encoding word; an unknown word is a named failure."""
    match encoding.strip().lower():
        case "" | "identity" | "none" | "utf-8":
            return Plain()
        case "gzip" | "x-gzip":
            return Zlib()
        case "deflate":
            return Zlib(deflate=True)
        case "br":
            return Brotli()
        case "zstd":
            return Zstd()
        case unknown:
            raise Unreadable("unknown_encoding", encoding=unknown[:40])


def gunzip(raw: bytes, limit: int) -> bytes:
    """Plain bytes of a gzip file, or the bytes themselves if they are not gzip; at most ``limit`` bytes.

    Raises Unreadable: ``too_large``, ``broken_encoding``.
    """
    if raw[:2] != b"\x1f\x8b":
        if len(raw) > limit:
            raise too_large(limit)
        return raw
    plain = Zlib().feed(raw, limit)
    if len(plain) > limit:
        raise too_large(limit)
    return plain
