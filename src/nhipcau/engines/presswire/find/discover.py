"""Add a source by its address: which feeds, news sitemaps or section pages does it offer?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from nhipcau.engines.presswire.feeds import read_feed
from nhipcau.engines.presswire.feeds.decoding import decode
from nhipcau.engines.presswire.find.sections import article_links
from nhipcau.engines.presswire.find.sitemap import read_sitemap
from nhipcau.engines.presswire.model import FetchedPage, PresswireError, TryLater, Unreadable
from nhipcau.engines.presswire.net.fetch import Fetcher, FetchRequest
from nhipcau.engines.presswire.net.links import joined

_FEED_TYPES = (
    "application/rss+xml",
    "application/atom+xml",
    "application/feed+json",
    "application/rdf+xml",
    "text/xml",
)
_USUAL = (
    *(
        "/rss",
        "/feed",
        "/rss.xml",
        "/feed/",
        "/atom.xml",
        "/rss/home.rss",
        "/rss/trang-chu.rss",
        "/rss/tin-moi-nhat.rss",
    ),
    *(
        "/index.xml",
        "/feed.json",
        "/news-sitemap.xml",
        "/sitemap-news.xml",
        "/sitemaps/news.xml",
        "/sitemap.xml",
    ),
)
_RANK = {
    "rss": 0,
    "atom": 0,
    "json": 0,
    "rdf": 0,
    "news-sitemap": 1,
    "section": 2,
    "sitemap": 3,
    "sitemap-index": 3,
}
_TRIES_AT_MOST = 12


@dataclass(frozen=True, slots=True)
class FeedCandidate:
    """Something that a source can be read by; it was fetched and read, so it works.

    kind: ``rss``, ``rdf``, ``atom``, ``json``, ``news-sitemap``, ``sitemap``, ``sitemap-index`` or ``section``.
    entries: how many entries it has now.  title, language: as it states them.
    """

    url: str
    kind: str
    title: str = ""
    language: str = ""
    entries: int = 0


Apart = Callable[..., Any]
"""Calls a function with its arguments, elsewhere if need be: apart(function, *args)."""


def here(function: Callable[..., Any], *args: Any) -> Any:
    """Calls it in this process."""
    return function(*args)


@dataclass(frozen=True, slots=True)
class Front:
    """What a front page says of itself.  named: addresses of feeds; links: how many articles it lists."""

    title: str
    named: tuple[str, ...]
    links: int


def discover(url: str, fetcher: Fetcher, *, apart: Apart = here) -> list[FeedCandidate]:
    """Find what a source offers: the address itself, what its page names, what robots.txt names, the usual places.

    url: an outlet's front page, a section or a feed.  Best first; empty if nothing works.  apart: who calls the
    readers of what was fetched (``judge``, ``front_of``).
    Raises Unreadable or TryLater if the address itself cannot be fetched.
    """
    url = url if "://" in url else f"https://{url}"
    fetched = fetcher.fetch(FetchRequest(url, text_only=True))
    if fetched.page is None:  # a fresh request has nothing to compare with, so a 304 is the server's fault
        raise Unreadable("bad_status", page=url, status=304)
    page = fetched.page
    direct = apart(judge, page)
    if direct:
        return [direct]
    found: dict[str, FeedCandidate] = {}
    front: Front = apart(front_of, page)
    named = list(dict.fromkeys((*front.named, *_named_by_robots(page.address, fetcher))))
    for candidate in _try(named[:_TRIES_AT_MOST], fetcher, apart):
        found.setdefault(candidate.url, candidate)
    if not any(_RANK[candidate.kind] == 0 for candidate in found.values()):
        usual = [address for path in _USUAL if (address := joined(page.address, path)) not in named]
        for candidate in _try(usual, fetcher, apart):
            found.setdefault(candidate.url, candidate)
            if _RANK[candidate.kind] == 0:
                break
    if front.links >= 3:
        found.setdefault(page.address, FeedCandidate(page.address, "section", front.title, "", front.links))
    return sorted(found.values(), key=lambda c: (_RANK[c.kind], -c.entries))


def _try(addresses: list[str], fetcher: Fetcher, apart: Apart) -> Iterator[FeedCandidate]:
    for address in addresses:
        try:
            page = fetcher.fetch(FetchRequest(address)).page
        except TryLater as failure:
            if failure.code in ("busy", "no_such_host", "robots_unreachable"):
                return  # the host wants to be left alone
            continue
        except PresswireError:
            continue
        candidate = apart(judge, page) if page else None
        if candidate:
            yield candidate


def front_of(page: FetchedPage) -> Front:
    """The title, the feeds and the number of articles of a front page or section."""
    links = article_links(page.body, url=page.address, charset=page.charset)
    return Front(_title(page), tuple(dict.fromkeys(_named_in(page))), len(links))


def judge(page: FetchedPage) -> FeedCandidate | None:
    """What the page is, if it is a feed or a sitemap."""
    try:
        feed = read_feed(page.body, url=page.address, charset=page.charset)
        return FeedCandidate(page.address, feed.kind, feed.title, feed.language, len(feed.entries))
    except PresswireError:
        pass
    try:
        sitemap = read_sitemap(page.body, url=page.address)
    except PresswireError:
        return None
    news = any(entry.title or entry.published for entry in sitemap.entries)
    kind = "sitemap-index" if sitemap.is_index else "news-sitemap" if news else "sitemap"
    language = next((entry.language for entry in sitemap.entries if entry.language), "")
    return FeedCandidate(page.address, kind, "", language, len(sitemap.entries))


def _named_in(page: FetchedPage) -> Iterator[str]:
    tree = LexborHTMLParser(decode(page.body, page.charset))
    host = urlsplit(page.address).hostname
    for link in tree.css("link[rel][href]"):
        relation = (link.attributes.get("rel") or "").lower().split()
        kind = (link.attributes.get("type") or "").lower().partition(";")[0].strip()
        if "alternate" in relation and kind in _FEED_TYPES:
            yield joined(page.address, link.attributes.get("href") or "")
    for anchor in tree.css("a[href]"):
        address = joined(page.address, anchor.attributes.get("href") or "")
        path = urlsplit(address).path.lower()
        if urlsplit(address).hostname == host and (
            path.endswith((".rss", ".atom", "/rss", "/feed", "/feed/", "/rss/")) or "rss.xml" in path
        ):
            yield address


def _named_by_robots(url: str, fetcher: Fetcher) -> Iterator[str]:
    try:
        rules = fetcher.robots_of(url)
    except PresswireError:
        return
    yield from sorted(rules.sitemaps, key=lambda address: "news" not in address.lower())[:4]


def _title(page: FetchedPage) -> str:
    node = LexborHTMLParser(decode(page.body, page.charset)).css_first("title")
    return " ".join(node.text().split()) if node else ""
