"""Sitemaps: news sitemaps, plain ones and indexes, gzip or not, by the sitemaps.org and Google News forms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from lxml import etree

from nhipcau.engines.presswire.feeds.dates import read_date
from nhipcau.engines.presswire.feeds.decoding import decode
from nhipcau.engines.presswire.model import Unreadable
from nhipcau.engines.presswire.net.inflate import MEGABYTE, gunzip
from nhipcau.engines.presswire.net.links import joined

LARGEST = 52 * MEGABYTE  # sitemaps.org: 50 MB unpacked
_ROOT = re.compile(r"<(?:[\w.-]+:)?(?:urlset|sitemapindex)[\s>]", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE.*?(?:\[.*?\]\s*)?>", re.IGNORECASE | re.DOTALL)
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)")


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """One address of a sitemap.

    published: news:publication_date; updated: lastmod; both None where absent or unreadable.
    title, language, keywords: of the news extension, "" if absent.
    """

    url: str
    published: datetime | None = None
    updated: datetime | None = None
    title: str = ""
    language: str = ""
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sitemap:
    """A sitemap read.  is_index: the entries are sitemaps, not pages.  damaged: saved from broken XML."""

    is_index: bool
    entries: tuple[SitemapEntry, ...]
    damaged: bool = False


def read_sitemap(raw: bytes, *, url: str = "", default_zone: tzinfo = UTC, limit: int = LARGEST) -> Sitemap:
    """Read a sitemap or sitemap index.

    raw: the body, gzip or not.  url: where it came from.  Raises Unreadable: ``not_a_sitemap``,
    ``broken_sitemap``, ``too_large``, ``broken_encoding``.
    """
    text = decode(gunzip(raw, limit))
    root_at = _ROOT.search(text)
    if root_at is None:
        raise Unreadable("not_a_sitemap", sitemap=url)
    xml = _ENTITY.sub("&amp;", text[root_at.start() :])
    xml = _DOCTYPE.sub("", xml, count=1) if "<!DOCTYPE" in xml[:2000] else xml
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        root = etree.fromstring(xml.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("broken_sitemap", sitemap=url) from error
    if root is None:
        raise Unreadable("broken_sitemap", sitemap=url)
    index = _local(root.tag) == "sitemapindex"
    wanted = "sitemap" if index else "url"
    found = [_entry(child, url, default_zone) for child in root if _local(child.tag) == wanted]
    return Sitemap(index, tuple(entry for entry in found if entry.url), damaged=len(parser.error_log) > 0)


def _local(tag: object) -> str:
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""


def _entry(element: etree._Element, base: str, zone: tzinfo) -> SitemapEntry:
    known: dict[str, str] = {}
    for child in element.iter():
        # image:loc and video:title must not take the place of the page's own address and title.
        parent = child.getparent()
        inside = _local(parent.tag) if parent is not None else ""
        name = _local(child.tag)
        if inside in ("url", "sitemap", "news", "publication") and name not in known and child.text:
            known[name] = child.text.strip()
    address = known.get("loc", "")
    if address and not address.startswith(("http://", "https://")):
        address = joined(base, address) if base else ""
    published = read_date(known.get("publication_date", ""), default_zone=zone)
    updated = read_date(known.get("lastmod", ""), default_zone=zone)
    return SitemapEntry(
        url=address,
        published=published.moment if published else None,
        updated=updated.moment if updated else None,
        title=" ".join(known.get("title", "").split()),
        language=known.get("language", ""),
        keywords=tuple(word.strip() for word in known.get("keywords", "").split(",") if word.strip()),
    )
