"""``script/bench feeds``: entries a second beside feedparser, agreement with it on broken feeds, WARC records a second."""

from __future__ import annotations

import gzip
import importlib.util
import os
import sys
import tempfile
import time
import warnings
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from pathlib import Path
from typing import Any

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
    large, broken = large_feed(5000), broken_feeds()
    theirs = large_feed(500)
    urls = "".join(
        f"<url><loc>https://a.example/{n}</loc><lastmod>2025-05-12T00:00:00Z</lastmod></url>"
        for n in range(20000)
    )
    with tempfile.TemporaryDirectory() as folder:
        warc = warc_records_per_second(Path(folder))
    return {
        "entries_per_second": round(entries_per_second([large], read_feed)),
        "entries_per_second_feedparser": round(entries_per_second([theirs], feedparser.parse, 1)),
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
