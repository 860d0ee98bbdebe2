"""A feed's bytes to its entries.

lxml in recovery mode with a light mapping: 20,000 entries a second and more on one core, where
feedparser reads 1,000; ``tests/test_press_feeds.py`` holds the two together entry by entry.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from nhipcau.engines.presswire.feeds import xmlfeed
from nhipcau.engines.presswire.feeds.dates import FeedDate, read_date
from nhipcau.engines.presswire.feeds.decoding import decode, tidy
from nhipcau.engines.presswire.feeds.markup import plain_text
from nhipcau.engines.presswire.model import Unreadable
from nhipcau.engines.presswire.net.inflate import MEGABYTE, gunzip
from nhipcau.engines.presswire.net.links import joined
from nhipcau.engines.vntext.letters import sound

LARGEST = 64 * MEGABYTE


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry of a feed.

    id: guid, atom:id or rdf:about as sent; the link where there is none.
    link: absolute address of the article, "" if the entry has none.
    title, summary: plain text.
    content: full text in the feed, markup as sent and not sanitised, "" if none.
    authors, categories: as sent, in order.
    published, updated: aware moments, None where unreadable.
    published_has_zone: the feed states the zone; otherwise ``read_feed``'s default was taken.
    image: absolute address of a picture, "" if none.
    """

    id: str
    link: str
    title: str
    summary: str = ""
    content: str = ""
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    published: datetime | None = None
    published_has_zone: bool = False
    updated: datetime | None = None
    image: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed read.

    kind: ``rss``, ``rdf``, ``atom`` or ``json``.
    damaged: the XML had errors; the entries are what could be saved.
    """

    kind: str
    title: str
    link: str
    language: str
    entries: tuple[FeedEntry, ...]
    damaged: bool = False


def read_feed(
    raw: bytes,
    *,
    url: str = "",
    charset: str | None = None,
    default_zone: tzinfo = UTC,
    limit: int = LARGEST,
    not_after: datetime | None = None,
) -> Feed:
    """Read a feed.

    raw: the body, gzip or not.  url: where it came from, to make links absolute.
    charset: the transport's word, a hint.  default_zone: for dates that state no zone.
    limit: most bytes after unpacking.
    not_after: the present moment; a date more than a day later is an outlet's wrong clock and becomes None.
    Raises Unreadable: ``empty_feed``, ``html_instead_of_feed``, ``not_a_feed``, ``broken_feed``, ``too_large``.
    """
    raw = gunzip(raw, limit)
    if not raw.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise Unreadable("empty_feed", feed=url)
    text = decode(raw, charset)
    if text.lstrip("\ufeff \t\r\n")[:1] == "{":
        return _read_json(text, url, default_zone, not_after)
    xml = tidy(text)
    if xml is None:
        if "<html" in text[:20000].lower() or "<!doctype html" in text[:2000].lower():
            raise Unreadable("html_instead_of_feed", feed=url)
        raise Unreadable("not_a_feed", feed=url)
    parser = etree.XMLParser(
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(xml.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("broken_feed", feed=url) from error
    if root is None:
        raise Unreadable("broken_feed", feed=url)
    parsed = xmlfeed.parse(root)
    if parsed is None:
        raise Unreadable("not_a_feed", feed=url)
    base = joined(url, parsed.base) or url or parsed.link
    vietnamese = parsed.language.lower().startswith("vi") or (urlsplit(url).hostname or "").endswith(".vn")
    entries = tuple(
        _believed(_entry(raw_entry, base, default_zone, vietnamese), not_after)
        for raw_entry in parsed.entries
    )
    return Feed(
        kind=parsed.kind,
        title=parsed.title,
        link=_absolute(base, parsed.link),
        language=parsed.language,
        entries=entries,
        damaged=len(parser.error_log) > 0,
    )


def _entry(raw: xmlfeed.RawEntry, base: str, zone: tzinfo, vietnamese: bool) -> FeedEntry:
    published = _first_date(raw.published, zone, vietnamese)
    updated = _first_date(raw.updated, zone, vietnamese)
    link = _absolute(base, raw.link)
    return FeedEntry(
        id=raw.id or link,
        link=link,
        title=raw.title,
        summary=raw.summary,
        content=raw.content,
        authors=tuple(raw.authors),
        categories=tuple(raw.categories),
        published=published.moment if published else None,
        published_has_zone=bool(published and published.has_zone),
        updated=updated.moment if updated else None,
        image=_absolute(base, raw.image),
    )


def _believed(entry: FeedEntry, now: datetime | None) -> FeedEntry:
    """The entry without dates that lie more than a day ahead."""
    if now is None:
        return entry
    latest = now + timedelta(days=1)
    if entry.published and entry.published > latest:
        entry = replace(entry, published=None, published_has_zone=False)
    if entry.updated and entry.updated > latest:
        entry = replace(entry, updated=None)
    return entry


def _first_date(texts: list[str], zone: tzinfo, vietnamese: bool) -> FeedDate | None:
    for text in texts:
        found = read_date(text, default_zone=zone, vietnamese=vietnamese)
        if found:
            return found
    return None


def _absolute(base: str, link: str) -> str:
    if not link or link.startswith(("http://", "https://")):
        return link
    whole = joined(base, link)
    return whole if whole.startswith(("http://", "https://")) or not base else ""


def _read_json(text: str, url: str, zone: tzinfo, not_after: datetime | None) -> Feed:
    try:
        document = json.loads(text.lstrip("\ufeff \t\r\n"), strict=False)
    except (ValueError, RecursionError) as error:
        raise Unreadable("broken_feed", "json", feed=url) from error
    items = document.get("items")
    if not isinstance(items, list) or "version" not in document:
        raise Unreadable("not_a_feed", "json", feed=url)
    base = url or _text(document, "home_page_url")
    language = _text(document, "language")
    entries = [
        _believed(_json_entry(item, base, zone, language), not_after)
        for item in items
        if isinstance(item, dict)
    ]
    return Feed("json", _text(document, "title"), _text(document, "home_page_url"), language, tuple(entries))


def _json_entry(item: dict[str, Any], base: str, zone: tzinfo, language: str) -> FeedEntry:
    vietnamese = language.lower().startswith("vi")
    published = read_date(_text(item, "date_published"), default_zone=zone, vietnamese=vietnamese)
    updated = read_date(_text(item, "date_modified"), default_zone=zone, vietnamese=vietnamese)
    authors = item.get("authors")
    people = authors if isinstance(authors, list) else [item.get("author")]
    tags = item.get("tags")
    link = _absolute(base, _text(item, "url") or _text(item, "external_url"))
    return FeedEntry(
        id=_text(item, "id") or link,
        link=link,
        title=plain_text(_text(item, "title")),
        summary=plain_text(_text(item, "summary")),
        content=_text(item, "content_html") or _text(item, "content_text"),
        authors=tuple(name for p in people if isinstance(p, dict) and (name := _text(p, "name"))),
        categories=tuple(str(tag) for tag in tags) if isinstance(tags, list) else (),
        published=published.moment if published else None,
        published_has_zone=bool(published and published.has_zone),
        updated=updated.moment if updated else None,
        image=_absolute(base, _text(item, "image") or _text(item, "banner_image")),
    )


def _text(holder: dict[str, Any], key: str) -> str:
    value = holder.get(key)
    if isinstance(value, str):
        return sound(value).strip()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""
