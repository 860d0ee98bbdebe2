"""robots.txt: protego reads and matches (RFC 9309); here is what it leaves to its user.

That is a largest size and the letters of the file, a version behind a crawler's name, delays that no host
can mean, and each host asked once a day.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from protego import Protego

LARGEST = 500 * 1024  # RFC 9309, 2.5
KEPT_SECONDS = 24 * 3600.0  # RFC 9309, 2.4
_SITEMAPS_AT_MOST = 50
_VERSION = re.compile(r"^([ \t]*user-agent[ \t]*:[ \t]*[a-z_-]+)/[^\s#]*", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one host for one crawler.

    delay: seconds that the host asks to wait between requests (not part of the RFC but honoured);
    sitemaps: addresses named in the file.
    """

    read: Protego
    agent: str
    delay: float | None = None
    sitemaps: tuple[str, ...] = ()

    def allows(self, url: str) -> bool:
        """True if the rules allow the address: the longest matching pattern decides, allow wins a tie."""
        return self.read.can_fetch(url, self.agent)


def parse(raw: bytes, agent: str) -> Robots:
    """Read a robots.txt for the crawler named ``agent`` (product token, no version)."""
    text = raw[:LARGEST].decode("utf-8-sig", "replace")
    read = Protego.parse(_VERSION.sub(r"\1", text))
    delay = read.crawl_delay(agent)
    if delay is not None and delay >= 86400:
        delay = None
    return Robots(read, agent, delay, tuple(read.sitemaps)[:_SITEMAPS_AT_MOST])


ALLOW_ALL = parse(b"", "")


@dataclass(slots=True)
class RobotsCache:
    """Rules by origin, each asked for once a day.

    load: origin (``https://host:port``) → rules; raises TryLater when the host cannot be reached.
    """

    load: Callable[[str], Robots]
    clock: Callable[[], float]
    kept: dict[str, tuple[float, Robots]] = field(default_factory=dict)
    largest: int = 5000

    def of(self, url: str) -> Robots:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}"
        known = self.kept.get(origin)
        if known and self.clock() - known[0] < KEPT_SECONDS:
            return known[1]
        rules = self.load(origin)
        if len(self.kept) >= self.largest:
            self.kept.pop(next(iter(self.kept)))
        self.kept[origin] = (self.clock(), rules)
        return rules
