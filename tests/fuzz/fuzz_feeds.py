"""Fuzz the readers of feeds, sitemaps, dates and robots files: ``.venv/bin/python tests/fuzz/fuzz_feeds.py -max_total_time=60``.

Whatever the bytes, a reader returns its value or raises its named failure; dates are aware.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["nhipcau.engines.presswire"]):
    from nhipcau.engines.presswire.feeds import read_date, read_feed
    from nhipcau.engines.presswire.inflate import gunzip, inflater
    from nhipcau.engines.presswire.model import PresswireError
    from nhipcau.engines.presswire.robots import parse
    from nhipcau.engines.presswire.sitemap import read_sitemap

LIMIT = 1 << 20
SEEDS = (
    b"<rss><channel><item><title>A</title><pubDate>Mon, 12 May 2025 14:30:00 GMT+7</pubDate></item></channel></rss>",
    b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><title type='xhtml'><div>x</div></title><link href='/a'/></entry></feed>",
    b'{"version":"https://jsonfeed.org/version/1","items":[{"id":1,"date_published":"2025-05-12"}]}',
    b"<urlset><url><loc>/a</loc><lastmod>2025-05-12</lastmod></url></urlset>",
)


def one(data: bytes) -> None:
    provider = atheris.FuzzedDataProvider(data)
    kind = provider.ConsumeIntInRange(0, 7)
    rest = provider.ConsumeBytes(len(data))
    if kind <= 2:
        # Half of the time wrap the bytes, so that the mapping is reached and not only the refusal.
        rest = (b"", b"<rss><channel><item>", b"<feed xmlns='http://www.w3.org/2005/Atom'><entry>")[
            kind
        ] + rest
    try:
        if kind <= 3:
            feed = read_feed(
                rest, url="https://a.example/rss", charset="utf-8" if kind else None, limit=LIMIT
            )
            for entry in feed.entries:
                assert entry.published is None or entry.published.tzinfo
                assert not entry.link or entry.link.startswith(("http://", "https://"))
        elif kind == 4:
            read_sitemap(b"<urlset><url>" + rest, url="https://a.example/s.xml", limit=LIMIT)
        elif kind == 5:
            found = read_date(rest.decode("utf-8", "replace"), vietnamese=True)
            assert found is None or found.moment.tzinfo
        elif kind == 6:
            parse(b"User-agent: *\n" + rest, "nhipcau").allows(
                "https://a.example/" + rest[:50].decode("latin-1")
            )
        else:
            assert len(gunzip(rest, LIMIT)) <= LIMIT
            for encoding in ("gzip", "deflate", "br", "zstd"):
                try:
                    inflater(encoding).feed(rest, LIMIT)
                except PresswireError:
                    continue
    except PresswireError:
        return


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
