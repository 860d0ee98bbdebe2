"""Fuzz the readers of sitemaps and robots files: ``.venv/bin/python tests/fuzz/fuzz_sitemaps.py -max_total_time=60``.

Whatever the bytes, a sitemap is read or refused by name, and a robots file always gives rules that answer
about every address, /robots.txt itself being open (RFC 9309).
"""

from __future__ import annotations

import gzip

import atheris
from running import fuzz

with atheris.instrument_imports(include=["nhipcau.engines.presswire"]):
    from nhipcau.engines.presswire.find.sitemap import read_sitemap
    from nhipcau.engines.presswire.model import PresswireError
    from nhipcau.engines.presswire.net.robots import parse

LIMIT = 1 << 20
WRAPPED = (b"", b"<urlset><url>", b"<urlset><url><loc>", b"<sitemapindex><sitemap>")
NEWS = (
    b'<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>/a</loc><lastmod>2025-05-12</lastmod>'
    b"<news:news><news:publication_date>2025-05-12T14:30:00+07:00</news:publication_date><news:title>A &b</news:title></news:news></url></urlset>"
)
SEEDS = (
    NEWS + b"\x00",
    gzip.compress(NEWS, mtime=0) + b"\x00",
    b"<loc>//[x</loc></url></urlset>\x01",
    b"<loc>https://a.example/1.xml.gz</loc><lastmod>2025</lastmod></sitemap></sitemapindex>\x03",
    b"User-agent: *\nDisallow: /quan-tri/*.html$\nAllow: /\nCrawl-delay: 2.5\nSitemap: /s.xml\n\x04",
    b"User-agent: nhipcau\nUser-agent: *\nDisallow: /%C4%91*a*b*$\n\x04",
)


def one(data: bytes) -> None:
    provider = atheris.FuzzedDataProvider(data)
    kind = provider.ConsumeIntInRange(0, 5)
    rest = provider.ConsumeBytes(len(data))
    if kind < len(WRAPPED):
        sitemap(WRAPPED[kind] + rest)
    else:
        robots(rest)


def sitemap(raw: bytes) -> None:
    try:
        read = read_sitemap(raw, url="https://a.example/s.xml", limit=LIMIT)
    except PresswireError:
        return
    for entry in read.entries:
        assert entry.url
        for moment in (entry.published, entry.updated):
            assert moment is None or moment.tzinfo


def robots(raw: bytes) -> None:
    rules = parse(raw, "nhipcau")
    assert rules.delay is None or 0 <= rules.delay < 86400
    assert rules.allows("https://a.example/robots.txt")
    path = "https://a.example/" + raw[:50].decode("latin-1").replace("#", "")
    assert rules.allows(path) in (True, False)
    comments = "".join(f"#{line}\n" for line in raw.decode("utf-8", "replace").splitlines())
    everything = parse(f"User-agent: *\nDisallow: /\n\n{comments}".encode(), "nhipcau")
    assert not everything.allows("https://a.example/a"), "a comment changes no rule"


if __name__ == "__main__":
    fuzz(one, SEEDS)
