"""Fuzz the readers of pages: ``.venv/bin/python tests/fuzz/fuzz_pages.py -max_total_time=60``.

The screen must agree with itself (any and hits, Hyperscan and RE2) and never break; the section reader
and the extraction stage return their value or raise their named failure.
"""

from __future__ import annotations

import atheris
from running import fuzz

with atheris.instrument_imports(include=["nhipcau.engines.presswire"]):
    from nhipcau.engines.presswire.extract import extract
    from nhipcau.engines.presswire.find.sections import article_links
    from nhipcau.engines.presswire.model import FetchedPage, PresswireError
    from nhipcau.engines.presswire.screen import Screener, WatchName

NAMES = [
    WatchName(name)
    for name in ("Lâm Đồng", "Đắk R'Lấp", "Hòa Thắng", "K'Ho", "Lắk", "得农", "Ламдонг", "ដាក់នង")
]
FAST, SAFE = Screener.compile(NAMES), Screener.compile(NAMES, engine="re2")
PIECES = (
    b"L\xc3\xa2m \xc4\x90\xe1\xbb\x93ng", b"&#272;&#7855;k R&rsquo;L&#7845;p", b"\\u0110\\u1eafk R'L\\u1ea5p", b"Hoa\xcc\x80 Tha\xcc\x86\xcc\x81ng",
    b"<p>", b"</p>", b"<script>", b"&amp;", b"%C4%90", b"\\u", b"&#x1e", b"\xcc\x81", b"Lam\n  Dong", b"<article><h1>", b"<meta charset=",
)  # fmt: skip
# Pieces by their number, each after a true; what is between comes as it is.
SEEDS = (
    *(bytes((number, 1)) for number in range(len(PIECES))),
    '<base href="//[x"><a href="//[x">x</a><article><h1>Lâm Đồng mở đường</h1><p>Đoạn một.</p></article>'.encode(),
)


def one(data: bytes) -> None:
    provider = atheris.FuzzedDataProvider(data)
    parts = []
    while provider.remaining_bytes() and len(parts) < 40:
        if provider.ConsumeBool():
            parts.append(PIECES[provider.ConsumeIntInRange(0, len(PIECES) - 1)])
        else:
            parts.append(provider.ConsumeBytes(provider.ConsumeIntInRange(0, 60)))
    page = b"".join(parts)
    hits = FAST.hits(page)
    assert FAST.any(page) == bool(hits)
    assert {hit.name for hit in hits} == {hit.name for hit in SAFE.hits(page)}, page
    article_links(page, url="https://a.example/")
    try:
        extract(FetchedPage(url="https://a.example/x", body=page))
    except PresswireError:
        return


if __name__ == "__main__":
    fuzz(one, SEEDS)
