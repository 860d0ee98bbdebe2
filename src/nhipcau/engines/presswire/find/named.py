"""The addresses that a source's page names: entries of a feed, links of a section, parts of a sitemap."""

from __future__ import annotations

from datetime import tzinfo

from ..feeds import read_feed
from ..model import FetchedPage
from .sections import article_links
from .sitemap import Sitemap, read_sitemap

Named = tuple[str, str]  # address, title


def in_feed(page: FetchedPage, zone: tzinfo) -> list[Named]:
    """Of a feed's entries.  Raises Unreadable."""
    feed = read_feed(page.body, url=page.address, charset=page.charset, default_zone=zone)
    return [(entry.link, entry.title) for entry in feed.entries if entry.link]


def in_section(page: FetchedPage) -> list[Named]:
    """Of a section page's articles."""
    return [
        (link.url, link.title) for link in article_links(page.body, url=page.address, charset=page.charset)
    ]


def in_sitemap(page: FetchedPage, zone: tzinfo) -> Sitemap:
    """A sitemap or an index of sitemaps.  Raises Unreadable."""
    return read_sitemap(page.body, url=page.address, default_zone=zone)
