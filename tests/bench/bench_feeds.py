"""``script/bench feeds``: entries a second beside fastfeedparser, feedparser-rs and feedparser, with each one's dates
held to the truth (``feed_truth``); small broken feeds, sitemaps, WARC records a second.

The peers read the same large feed in turns with us, so that what else the machine does falls on all alike.
"""

from __future__ import annotations

import calendar
import gzip
import importlib.util
import os
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import feed_truth
import feedparser

from nhipcau.engines.presswire.feeds import read_feed
from nhipcau.engines.presswire.find.sitemap import read_sitemap
from nhipcau.engines.presswire.scan.warc import read_warc

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("NHIPCAU_SHARED", ROOT.parent / "shared")) / "press"
BROKEN = ROOT / "src/nhipcau/engines/presswire/feeds/tests/broken_feeds.py"


def large_feed(entries: int) -> bytes:
    """A Vietnamese feed as outlets write them: CDATA, a picture and a lead in the description."""
    start = datetime(2025, 5, 12, 7, 30, tzinfo=timezone(timedelta(hours=7)))
    items = "".join(
        f"<item><title><![CDATA[Tin số {n}: Lâm Đồng &amp; các tỉnh]]></title><link>https://bao.example/{n}.html?a=1&amp;b=2</link>"
        f'<guid isPermaLink="false">g{n}</guid><description><![CDATA[<a href="https://bao.example/{n}.html"><img src="https://bao.example/'
        f'{n}.jpg" /></a></br>Bản tin số {n} về cà phê, chè và rau hoa &nbsp; của tỉnh, kèm số liệu tóm tắt.]]></description>'
        f"<pubDate>{format_datetime(start + timedelta(minutes=n))}</pubDate><dc:creator>Người viết {n % 7}</dc:creator></item>"
        for n in range(entries)
    )
    head = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>T</title>'
    return f"{head}<link>https://bao.example</link><language>vi</language>{items}</channel></rss>".encode()


def broken_feeds() -> list[bytes]:
    spec = importlib.util.spec_from_file_location("broken_feeds", BROKEN)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return [module.make(seed).raw for seed in range(1000)]


def entries_per_second(raws: list[bytes], read: Any, rounds: int = 3) -> float:
    best = 0.0
    for _ in range(rounds):
        started = time.process_time()
        count = sum(len(read(raw).entries) for raw in raws)
        best = max(best, count / (time.process_time() - started))
    return best


Reader = Callable[[bytes], list[datetime | None]]


def ours(raw: bytes) -> list[datetime | None]:
    return [entry.published for entry in read_feed(raw).entries]


def by_feedparser(raw: bytes) -> list[datetime | None]:
    found: list[datetime | None] = []
    for entry in feedparser.parse(raw).entries:
        parsed = entry.get("published_parsed")
        found.append(_from_parts(parsed))
    return found


def by_fastfeedparser(raw: bytes) -> list[datetime | None]:
    import fastfeedparser

    return [_iso(entry.get("published")) for entry in fastfeedparser.parse(raw).entries]


def by_feedparser_rs(raw: bytes) -> list[datetime | None]:
    import feedparser_rs

    found: list[datetime | None] = []
    for entry in feedparser_rs.parse(raw).entries:
        parsed = entry.published_parsed
        found.append(_from_parts(parsed))
    return found


def _from_parts(parsed: Any) -> datetime | None:
    """The moment of a struct_time in UTC; the first of the calendar's moments for one of no year."""
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError):
        return datetime.min.replace(tzinfo=UTC)


def _iso(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None


def peers() -> dict[str, Reader]:
    """Those that are installed (the bench extra), us first."""
    readers: dict[str, Reader] = {"ours": ours}
    for name, module, reader in (
        ("fastfeedparser", "fastfeedparser", by_fastfeedparser),
        ("feedparser_rs", "feedparser_rs", by_feedparser_rs),
        ("feedparser", "feedparser", by_feedparser),
    ):
        if importlib.util.find_spec(module):
            readers[name] = reader
    return readers


def in_turns(raw: bytes, small: bytes, readers: dict[str, Reader], rounds: int = 5) -> dict[str, int]:
    """Entries a second of processor time, the best of some rounds; feedparser, a hundred times slower, reads ``small``."""
    best: dict[str, float] = dict.fromkeys(readers, 0.0)
    for _ in range(rounds):
        for name, read in readers.items():
            started = time.process_time()
            many = len(read(small if name == "feedparser" else raw))
            best[name] = max(best[name], many / (time.process_time() - started))
    return {name: round(rate) for name, rate in best.items()}


def warc_records_per_second(folder: Path) -> float | None:
    pages = [
        gzip.decompress(path.read_bytes()) for path in sorted((SHARED / "pages").glob("aeb-*.html.gz"))[:60]
    ]
    if not pages:
        return None
    path = folder / "bench.warc.gz"
    with path.open("wb") as out:
        for n in range(2400):
            http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + pages[n % len(pages)][:60_000]
            head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/{n}\r\nWARC-Date: 2025-05-12T00:00:00Z\r\n"
            head += f"WARC-Record-ID: <urn:uuid:{n:032x}>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
            out.write(gzip.compress(head.encode() + http + b"\r\n\r\n", 6))
    started = time.process_time()
    count = sum(1 for _ in read_warc(path))
    return count / (time.process_time() - started)


def run(argv: Sequence[str] = ()) -> dict[str, Any]:
    warnings.simplefilter("ignore")
    large, broken, readers = large_feed(5000), broken_feeds(), peers()
    rates = in_turns(large, large_feed(300), readers)
    urls = "".join(
        f"<url><loc>https://a.example/{n}</loc><lastmod>2025-05-12T00:00:00Z</lastmod></url>"
        for n in range(20000)
    )
    with tempfile.TemporaryDirectory() as folder:
        warc = warc_records_per_second(Path(folder))
    return {
        "entries_per_second": rates["ours"],
        **{f"entries_per_second_{name}": rate for name, rate in rates.items() if name != "ours"},
        "dates": {name: feed_truth.told(reader) for name, reader in readers.items()},
        "broken_small_feeds_entries_per_second": round(entries_per_second(broken, read_feed)),
        "broken_small_feeds_entries_per_second_feedparser": round(
            entries_per_second(broken[:200], feedparser.parse, 1)
        ),
        "sitemap_entries_per_second": round(
            entries_per_second([f"<urlset>{urls}</urlset>".encode()], read_sitemap)
        ),
        "warc_records_per_second": round(warc) if warc else None,
        "at": datetime.now(UTC).date().isoformat(),
    }
