"""Fuzz the readers of feeds, dates and packed bodies: ``.venv/bin/python tests/fuzz/fuzz_feeds.py -max_total_time=60``.

Whatever the bytes, a reader returns its value or raises its named failure; dates are aware.
"""

from __future__ import annotations

import atheris
from running import fuzz

with atheris.instrument_imports(include=["nhipcau.engines.presswire"]):
    from nhipcau.engines.presswire.feeds import read_date, read_feed
    from nhipcau.engines.presswire.model import PresswireError
    from nhipcau.engines.presswire.net.inflate import gunzip, inflater

LIMIT = 1 << 20
WRAPPED = (b"", b"", b"<rss><channel><item>", b"<feed xmlns='http://www.w3.org/2005/Atom'><entry>")
ATOM = b"<feed xmlns='http://www.w3.org/2005/Atom' xml:base='/b/'><entry><title type='xhtml'><div>x</div></title><link href='/a'/></entry></feed>"
SEEDS = (
    b"<rss><channel><item><title>A</title><link>/a</link><pubDate>Mon, 12 May 2025 14:30:00 GMT+7</pubDate></item></channel></rss>\x00",
    b'{"version":"https://jsonfeed.org/version/1","items":[{"id":1,"url":"/a","date_published":"2025-05-12"}]}\x01',
    b"<title>A</title><guid>//[x</guid></item></channel></rss>\x02",
    ATOM + b"\x00",
    b"<rss><channel><item><title>&#xD83D;&#55357; &nbsp;</title></item></channel></rss>\x00",
    "Thứ hai, 12/5/2025, 14:30 (GMT+7)\x04".encode(),
    b"12 May 2025 14:30 +0700\x04",
    b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x4b\x04\x00\x43\xbe\xb7\xe8\x01\x00\x00\x00\x05",
)


def one(data: bytes) -> None:
    provider = atheris.FuzzedDataProvider(data)
    kind = provider.ConsumeIntInRange(0, 5)
    rest = provider.ConsumeBytes(len(data))
    try:
        if kind <= 3:
            # Half of the time wrap the bytes, so that the mapping is reached and not only the refusal.
            feed = read_feed(
                WRAPPED[kind] + rest,
                url="https://a.example/rss",
                charset="utf-8" if kind else None,
                limit=LIMIT,
            )
            for entry in feed.entries:
                assert entry.published is None or entry.published.tzinfo
                assert not entry.link or entry.link.startswith(("http://", "https://"))
        elif kind == 4:
            found = read_date(rest.decode("utf-8", "replace"), vietnamese=True)
            assert found is None or found.moment.tzinfo
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
    fuzz(one, SEEDS)
