"""``nhipcau press feed FILE… [--zone 7] [--base URL]``: read feeds and sitemaps, one JSON line per entry."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from nhipcau.engines.presswire.feeds import read_feed
from nhipcau.engines.presswire.find.sitemap import read_sitemap
from nhipcau.engines.presswire.model import PresswireError, Unreadable
from nhipcau.engines.presswire.sentences import sentence


def main(argv: list[str]) -> int:
    """Run the command.  Exit code 0: all read; 1: a file could not be read (the others still are)."""
    parser = argparse.ArgumentParser(
        prog="nhipcau press feed",
        description="Đọc bản tin RSS, Atom, JSON Feed và sơ đồ trang (sitemap) từ tệp.",
    )
    parser.add_argument("files", nargs="+", metavar="TỆP")
    parser.add_argument("--base", default="", help="địa chỉ của nguồn, để hoàn chỉnh các liên kết tương đối")
    parser.add_argument(
        "--zone", type=float, default=0.0, help="múi giờ (giờ lệch UTC) cho ngày không ghi múi giờ"
    )
    parser.add_argument(
        "--json", action="store_true", help="in JSON (mặc định, giữ cho thống nhất với các lệnh khác)"
    )
    options = parser.parse_args(argv)
    zone = timezone(timedelta(hours=options.zone)) if options.zone else UTC
    failed = False
    for name in options.files:
        try:
            _print_entries(name, options.base, zone)
        except OSError as error:
            failed = True
            print(f"{name}: không mở được tệp ({error.strerror}).", file=sys.stderr)
        except PresswireError as failure:
            failed = True
            print(f"{name}: {sentence(failure)}", file=sys.stderr)
    return 1 if failed else 0


def _print_entries(name: str, base: str, zone: timezone) -> None:
    raw = Path(name).read_bytes()
    try:
        entries: tuple[Any, ...] = read_feed(raw, url=base, default_zone=zone).entries
    except Unreadable as not_feed:
        if not_feed.code != "not_a_feed":
            raise
        try:
            entries = read_sitemap(raw, url=base, default_zone=zone).entries
        except Unreadable:
            raise not_feed from None
    for entry in entries:
        print(json.dumps(asdict(entry), ensure_ascii=False, default=_text))


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
