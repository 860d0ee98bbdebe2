"""Feeds whose every date is known, for ``script/bench feeds``: what a reader says is counted right, absent or wrong.

Each way of writing is one that feeds use.  The truth is the moment with its zone; where a way states no zone, UTC is
the truth (what ``read_feed`` takes unless told otherwise); None where the text is no date and a reader that gives
one has made it up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from typing import Any

START = datetime(2025, 5, 12, 7, 30, 21, tzinfo=timezone(timedelta(hours=7)))
HEAD = (
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<channel><title>T</title><link>https://bao.example</link><language>vi</language>"
)
WAYS: dict[str, Callable[[datetime], str]] = {
    "rfc822": format_datetime,
    "gmt": lambda at: f"{at.astimezone(UTC):%a, %d %b %Y %H:%M:%S} GMT",
    "gmt_plus_7": lambda at: f"{at:%a, %d %b %Y %H:%M:%S} GMT+7",
    "named_zone": lambda at: f"{at.astimezone(timezone(timedelta(hours=-5))):%a, %d %b %Y %H:%M:%S} EST",
    "iso_offset": lambda at: at.isoformat(),
    "iso_z": lambda at: f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z",
    "iso_plain": lambda at: f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S}",
    "short_year": lambda at: f"{at:%d %b %y %H:%M:%S} +0700",
    "vietnamese": lambda at: f"{at:%d/%m/%Y %H:%M:%S}",
    "half_day": lambda at: f"{at.month}/{at.day}/{at:%Y %I:%M:%S %p}",
}
NO_DATES = ("31/02/2025 10:00", "hôm qua", "0000-00-00 00:00:00", "Mon, 32 May 2025 10:00:00 GMT", "N/A")


def feed(dates: Iterable[str]) -> bytes:
    """A feed of one entry a date."""
    items = "".join(
        f"<item><title>Tin {n}</title><link>https://bao.example/{n}.html</link><pubDate>{date}</pubDate></item>"
        for n, date in enumerate(dates)
    )
    return f"{HEAD}{items}</channel></rss>".encode()


def moments(many: int = 40) -> list[datetime]:
    """Moments over two years, at all hours; days above 12, so that no way can be read two ways."""
    step = timedelta(days=17, hours=5, minutes=7)
    found, at = [], START
    while len(found) < many:
        if at.day > 12:
            found.append(at)
        at += step
    return found


def told(reader: Callable[[bytes], list[datetime | None]]) -> dict[str, Any]:
    """How many dates a reader says right, wrong, or not at all; the ways that it gets wrong or misses, and how many
    dates it makes up where there is none."""
    right = wrong = absent = 0
    bad: dict[str, int] = {}
    for name, write in WAYS.items():
        true = moments()
        said = reader(feed(write(one) for one in true))
        said += [None] * (len(true) - len(said))
        for one, other in zip(true, said, strict=True):
            if other is not None and other.tzinfo is None:
                other = other.replace(tzinfo=UTC)
            if other == one:
                right += 1
                continue
            bad[name] = bad.get(name, 0) + 1
            wrong, absent = wrong + (other is not None), absent + (other is None)
    made_up = sum(one is not None for one in reader(feed(NO_DATES)))
    return {"right": right, "wrong": wrong, "absent": absent, "made_up": made_up, "not_right_by_way": bad}
