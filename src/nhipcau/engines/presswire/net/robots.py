"""robots.txt by RFC 9309: groups, longest match, wildcards, and what it means when it cannot be had."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote, unquote_to_bytes, urlsplit

LARGEST = 500 * 1024  # RFC 9309, 2.5
KEPT_SECONDS = 24 * 3600.0  # RFC 9309, 2.4
_RULES_AT_MOST = 5000
_TOKEN = re.compile(r"[A-Za-z_-]+")


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one host for one crawler.

    rules: (allow, path pattern); delay: seconds that the host asks to wait between requests (not part of
    the RFC but honoured); sitemaps: addresses named in the file.
    """

    rules: tuple[tuple[bool, str], ...] = ()
    delay: float | None = None
    sitemaps: tuple[str, ...] = ()

    def allows(self, url: str) -> bool:
        """True if the rules allow the address: the longest matching pattern decides, allow wins a tie."""
        parts = urlsplit(url)
        path = _normal((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
        if path == "/robots.txt":
            return True
        best, allowed = -1, True
        for allow, pattern in self.rules:
            length = len(pattern)
            if (length > best or (length == best and allow)) and _matches(pattern, path):
                best, allowed = length, allow
        return allowed


ALLOW_ALL = Robots()
DISALLOW_ALL = Robots(rules=((False, "/"),))


def _normal(path: str) -> str:
    """Percent-encoding made uniform, so that /%7Ea and /~a are one (RFC 9309, 2.2.2)."""
    return quote(unquote_to_bytes(path), safe="/*$?&=+,;:@!'()~-._")


def _matches(pattern: str, path: str) -> bool:
    """Whether a rule's pattern covers a path, in linear time: each piece is looked for from left to right."""
    end = pattern.endswith("$")
    first, *pieces = (pattern[:-1] if end else pattern).split("*")
    if not path.startswith(first):
        return False
    if not pieces:
        return not end or path == first
    at = len(first)
    last = pieces.pop() if end else None
    for piece in pieces:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return last is None or (len(path) - len(last) >= at and path.endswith(last))


def parse(raw: bytes, agent: str) -> Robots:
    """Read a robots.txt for the crawler named ``agent`` (product token, no version)."""
    text = raw[:LARGEST].decode("utf-8-sig", "replace")
    groups: dict[str, list[tuple[bool, str]]] = {}
    delays: dict[str, float] = {}
    sitemaps: list[str] = []
    current: list[str] = []
    naming = False
    count = 0
    for line in re.split(r"\r\n|\r|\n", text):
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            if not naming:
                current = []
            naming = True
            token = _TOKEN.match(value)
            name = "*" if value.startswith("*") else token.group().lower() if token else ""
            current.append(name)
            groups.setdefault(name, [])
            continue
        if key == "sitemap":
            sitemaps.append(value)
            continue
        if key in ("allow", "disallow"):
            naming = False
            count += 1
            if value and count <= _RULES_AT_MOST and len(value) <= 2000:
                pattern = re.sub(r"\*{2,}", "*", _normal(value if value[0] in "/*" else "/" + value))
                for name in current:
                    groups[name].append((key == "allow", pattern))
        elif key == "crawl-delay":
            naming = False
            for name in current:
                _note_delay(delays, name, value)
    own = agent.lower()
    name = own if own in groups else "*"
    return Robots(tuple(groups.get(name, ())), delays.get(name), tuple(sitemaps[:50]))


def _note_delay(delays: dict[str, float], name: str, value: str) -> None:
    try:
        seconds = float(value)
    except ValueError:
        return
    if 0 <= seconds < 86400:
        delays[name] = seconds


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
