"""A feed's bytes to its entries.

lxml with a light mapping, in recovery mode where there are errors: twenty times as quick as feedparser
(``script/bench feeds``); ``tests/test_press_feeds.py`` holds the two together entry by entry.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from lxml import etree

from nhipcau.engines.presswire.feeds import xmlfeed
from nhipcau.engines.presswire.feeds.dates import read_date, usual
from nhipcau.engines.presswire.feeds.decoding import Tidied, decoded, tidy
from nhipcau.engines.presswire.feeds.markup import plain_text
from nhipcau.engines.presswire.model import Unreadable
from nhipcau.engines.presswire.net.inflate import MEGABYTE, gunzip
from nhipcau.engines.presswire.net.links import joined
from nhipcau.engines.vntext.letters import sound

LARGEST = 64 * MEGABYTE
_EARLIEST = 1990  # no feed is older than the web
_EARLIEST_DAY = date(_EARLIEST, 1, 1).toordinal()
_TITLE = 120  # letters
_UNTITLED = re.compile(
    r"[\W_]*(?:untitled|no title|không (?:có )?tiêu đề|null|none|undefined)?[\W_]*$", re.IGNORECASE
)
_UNTITLED_BEGINS = frozenset("uUnNkK")  # letters with which the words above begin
_FIRST_SENTENCE = re.compile(r".{8,}?[.!?…](?=\s|$)")


class FeedEntry(NamedTuple):  # a dataclass takes four times as long to make, and feeds have thousands
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
    not_after: the present moment; a date more than a day later is an outlet's wrong clock and becomes None
    (without it, a date some years ahead does).
    Raises Unreadable: ``empty_feed``, ``html_instead_of_feed``, ``not_a_feed``, ``broken_feed``, ``too_large``.
    """
    raw = gunzip(raw, limit)
    if not raw.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise Unreadable("empty_feed", feed=url)
    text, raw_text = decoded(raw, charset)
    if text[:1] != "<" and text.lstrip("\ufeff \t\r\n")[:1] == "{":
        return _read_json(text, url, default_zone, not_after)
    tidied = tidy(text, raw_text)
    if tidied is None:
        if "<html" in text[:20000].lower() or "<!doctype html" in text[:2000].lower():
            raise Unreadable("html_instead_of_feed", feed=url)
        raise Unreadable("not_a_feed", feed=url)
    root, damaged, sure = _parsed(tidied, url)
    if root is None:
        raise Unreadable("broken_feed", feed=url)
    parsed = xmlfeed.parse(root, sure=sure)
    if parsed is None:
        raise Unreadable("not_a_feed", feed=url)
    base = joined(url, parsed.base) or url or parsed.link
    vietnamese = parsed.language.lower().startswith("vi") or (urlsplit(url).hostname or "").endswith(".vn")
    ways = _Ways(default_zone, vietnamese, not_after)
    raw_entries = list(parsed.entries())
    if damaged and raw_entries and _is_cut(raw_entries[-1]):
        raw_entries.pop()
    entries = tuple([_entry(raw_entry, base, ways) for raw_entry in raw_entries])
    return Feed(
        kind=parsed.kind,
        title=parsed.title,
        link=_absolute(base, parsed.link),
        language=parsed.language,
        entries=entries,
        damaged=damaged,
    )


def _is_cut(last: xmlfeed.RawEntry) -> bool:
    """Whether the last entry of a damaged feed is the beginning of one: a title, or a part of it, and nothing else."""
    return not (last.link or last.id or last.summary or last.content or last.published or last.updated)


def _parsed(tidied: Tidied, url: str) -> tuple[Any, bool, bool]:
    """The feed's root, whether its XML had errors, and whether its texts are known to be sound.  A feed without errors
    is taken as it is: most have none."""
    if tidied.sure or b"&#" in tidied.raw:
        try:
            return etree.fromstring(tidied.raw, _parser(recover=False)), False, tidied.sure
        except (etree.XMLSyntaxError, ValueError):
            pass
    for in_sections in (False, True):
        parser, mended = _parser(recover=True), tidied.mended(in_sections=in_sections)
        try:
            root = etree.fromstring(mended, parser)
            if root is not None and b"&#" in mended and not in_sections:
                etree.tostring(root, encoding="unicode")
        except UnicodeDecodeError:  # halves of characters, from what was taken for a section
            continue
        except (etree.XMLSyntaxError, ValueError) as error:
            raise Unreadable("broken_feed", feed=url) from error
        return root, len(parser.error_log) > 0, tidied.markless
    raise Unreadable("broken_feed", feed=url)


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        recover=recover, resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )  # fmt: skip


def _entry(raw: xmlfeed.RawEntry, base: str, ways: _Ways) -> FeedEntry:
    published, has_zone = ways.date(raw.published) if raw.published else _NO_DATE
    updated, _ = ways.date(raw.updated) if raw.updated else _NO_DATE
    link = raw.link
    if not link.startswith(("http://", "https://")):
        link = _absolute(base, link)
    title = raw.title
    if not title or title[0] in _UNTITLED_BEGINS or not title[0].isalnum():
        title = _title(title, raw.summary, raw.content)
    image = _absolute(base, raw.image) if raw.image else ""
    # As FeedEntry(…), which takes twice as long.
    return _made(
        FeedEntry,
        (
            raw.id or link, link, title, raw.summary, raw.content, raw.authors, tuple(raw.categories),
            published, has_zone, updated, image,
        ),
    )  # fmt: skip


_made = tuple.__new__
_NO_DATE: tuple[datetime | None, bool] = None, False


class _Ways:
    """How the texts of one feed are read: zone of times without one, whether it is Vietnamese, the latest moment."""

    def __init__(self, zone: tzinfo, vietnamese: bool, not_after: datetime | None) -> None:
        self.zone, self.vietnamese, self.latest = zone, vietnamese, _latest(not_after)
        # Days that are believed whatever the zone; nearer to the latest moment the moments are compared.
        self._first, self._sure = _EARLIEST_DAY, self.latest.toordinal() - 2

    def date(self, texts: Sequence[str]) -> tuple[datetime | None, bool]:
        """The first date that news can have, and whether it states its zone; a clock never set (1970, 0001) or a
        placeholder (2099) is none."""
        for text in texts:
            moment, has_zone = usual(text), True
            if moment is None:
                found = read_date(text, default_zone=self.zone, vietnamese=self.vietnamese)
                if found is None:
                    continue
                moment, has_zone, _ = found
            if self._first <= moment.toordinal() < self._sure:
                return moment, has_zone
            if moment.year >= _EARLIEST and moment <= self.latest:
                return moment, has_zone
        return _NO_DATE


def _latest(not_after: datetime | None) -> datetime:
    """The latest moment that is believed: a day after the present one; about two years off where none is given."""
    if not_after is not None:
        return not_after + timedelta(days=1)
    return datetime.now(UTC) + timedelta(days=730)


def _title(stated: str, *texts: str) -> str:
    """The title as stated; for an entry without one the first sentence of its text, cut at a word."""
    if stated and not _UNTITLED.match(stated):
        return stated
    text = next((plain for one in texts if (plain := plain_text(one))), "")
    found = _FIRST_SENTENCE.match(text)
    sentence = found.group() if found else text
    if len(sentence) <= _TITLE:
        return sentence
    return sentence[:_TITLE].rpartition(" ")[0].rstrip(" ,;:-–") + "…"


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
    ways = _Ways(zone, language.lower().startswith("vi"), not_after)
    entries = [_json_entry(item, base, ways) for item in items if isinstance(item, dict)]
    return Feed("json", _text(document, "title"), _text(document, "home_page_url"), language, tuple(entries))


def _json_entry(item: dict[str, Any], base: str, ways: _Ways) -> FeedEntry:
    published, has_zone = ways.date([_text(item, "date_published")])
    updated, _ = ways.date([_text(item, "date_modified")])
    content = _text(item, "content_html") or _text(item, "content_text")
    authors = item.get("authors")
    people = authors if isinstance(authors, list) else [item.get("author")]
    tags = item.get("tags")
    link = _absolute(base, _text(item, "url") or _text(item, "external_url"))
    return FeedEntry(
        id=_text(item, "id") or link,
        link=link,
        title=_title(plain_text(_text(item, "title")), _text(item, "summary"), content),
        summary=plain_text(_text(item, "summary")),
        content=content,
        authors=tuple(name for p in people if isinstance(p, dict) and (name := _text(p, "name"))),
        categories=tuple(str(tag) for tag in tags) if isinstance(tags, list) else (),
        published=published,
        published_has_zone=has_zone,
        updated=updated,
        image=_absolute(base, _text(item, "image") or _text(item, "banner_image")),
    )


def _text(holder: dict[str, Any], key: str) -> str:
    value = holder.get(key)
    if isinstance(value, str):
        return sound(value).strip()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""
