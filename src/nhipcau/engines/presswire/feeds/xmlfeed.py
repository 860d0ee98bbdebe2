"""Where RSS 0.9-2.0, RDF and Atom keep the same things, told by local names with or without namespaces."""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from nhipcau.engines.presswire.feeds.markup import plain_text
from nhipcau.engines.presswire.net.links import joined

_PREFIXES = {
    "http://www.w3.org/2005/atom": "atom",
    "http://purl.org/atom/ns#": "atom",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://search.yahoo.com/mrss/": "media",
    "http://search.yahoo.com/mrss": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://www.georss.org/georss": "georss",
    "http://wellformedweb.org/commentapi/": "wfw",
    "http://purl.org/rss/1.0/modules/slash/": "slash",
    "http://purl.org/rss/1.0/modules/syndication/": "sy",
}
_OWN = ("", "atom", "rss")
_RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_IMAGE_ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".gif")


@dataclass(slots=True)
class RawEntry:
    """An entry's texts before dates and addresses are read."""

    id: str = ""
    link: str = ""
    title: str = ""
    summary: str = ""
    content: str = ""
    image: str = ""
    original: str = ""
    authors: list[str] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    published: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)


@dataclass(slots=True)
class RawFeed:
    """A feed's texts before dates and addresses are read."""

    kind: str
    title: str = ""
    link: str = ""
    language: str = ""
    base: str = ""
    entries: list[RawEntry] = field(default_factory=list)


@lru_cache(maxsize=2048)
def name_of(tag: str) -> tuple[str, str]:
    """(prefix, local name), both lower case, of a tag as lxml gives it; unknown namespaces become "?"."""
    if tag[:1] == "{":
        space, _, local = tag[1:].partition("}")
        return _prefix(space), local.lower()
    prefix, colon, local = tag.rpartition(":")
    return (prefix.lower() if colon else ""), local.lower()


def _prefix(space: str) -> str:
    space = space.lower().strip()
    known = _PREFIXES.get(space)
    if known is not None:
        return known
    if "atom" in space:
        return "atom"
    # RSS 0.9 and 1.0 put their own elements in a namespace, of which many versions are in use.
    return "" if "rss" in space or "netscape" in space or "userland" in space else "?"


def parse(root: etree._Element) -> RawFeed | None:
    """Map a parsed document; None if its root is no feed's."""
    _, local = name_of(_tag(root))
    if local == "feed":
        feed = RawFeed(
            "atom", language=root.get(_XML + "lang", ""), base=joined("", root.get(_XML + "base", ""))
        )
        _read_channel(root, feed)
        return feed
    if local not in ("rss", "rdf", "channel"):
        return None
    feed = RawFeed("rdf" if local == "rdf" else "rss", base=joined("", root.get(_XML + "base", "")))
    feed.language = root.get(_XML + "lang", "")
    if local == "channel":
        _read_channel(root, feed)
        return feed
    for child in root:
        _, name = name_of(_tag(child))
        if name == "channel":
            _read_channel(child, feed)
        elif name in ("item", "entry"):
            feed.entries.append(_read_entry(child, feed.base))
    return feed


def _tag(element: etree._Element) -> str:
    tag = element.tag
    return tag if isinstance(tag, str) else ""


def _read_channel(channel: etree._Element, feed: RawFeed) -> None:
    for child in channel:
        prefix, name = name_of(_tag(child))
        if name in ("item", "entry") and prefix in _OWN:
            feed.entries.append(_read_entry(child, feed.base))
        elif name == "title" and prefix in _OWN:
            feed.title = feed.title or _plain(child)
        elif name == "link" and prefix in _OWN:
            feed.link = _better_link(feed.link, child)
        elif name == "language" and prefix in ("", "dc"):
            feed.language = (child.text or "").strip()
        elif name == "channel" and prefix in _OWN:
            _read_channel(child, feed)


def _read_entry(element: etree._Element, base: str) -> RawEntry:
    entry = RawEntry(id=element.get(_RDF_ABOUT, ""))
    base = joined(base, element.get(_XML + "base", "")) or base
    permalink = ""
    for child in element:
        prefix, name = name_of(_tag(child))
        if prefix in _OWN:
            if name == "guid":
                entry.id = (child.text or "").strip()
                if child.get("isPermaLink", child.get("ispermalink", "true")).lower() != "false":
                    permalink = entry.id
            else:
                _read_own(name, child, entry, base)
        else:
            _read_other(prefix, name, child, entry)
    entry.link = entry.original or entry.link
    if not entry.link:
        if permalink.startswith(("http://", "https://")):
            entry.link = permalink
        elif entry.id.startswith(("http://", "https://")):
            entry.link = entry.id
    return entry


def _read_own(name: str, child: etree._Element, entry: RawEntry, base: str) -> None:
    match name:
        case "title":
            entry.title = entry.title or _plain(child)
        case "link":
            entry.link = _better_link(entry.link, child)
            if base and entry.link and "://" not in entry.link:
                entry.link = joined(base, entry.link)
            if child.get("rel") == "enclosure":
                _see_image(entry, child.get("href", ""), child.get("type", ""))
        case "description" | "summary":
            entry.summary = entry.summary or _plain(child)
        case "content":
            entry.content = entry.content or _inner(child)
        case "pubdate" | "published" | "issued" | "created":
            entry.published.append(child.text or "")
        case "updated" | "modified":
            entry.updated.append(child.text or "")
        case "date" | "pubdatetime" | "publishdate":
            entry.published.append(child.text or "")
        case "id":
            entry.id = entry.id or (child.text or "").strip()
        case "author":
            _see_author(entry, child)
        case "category":
            word = child.get("label") or child.get("term") or _plain(child)
            if word:
                entry.categories.append(word)
        case "origlink":
            _see_original(entry, child)
        case "enclosure":
            _see_image(entry, child.get("url", ""), child.get("type", ""))
        case "image":
            _see_image(entry, child.findtext("url") or child.get("href") or child.text or "", "image/")
        case _:
            pass


def _read_other(prefix: str, name: str, child: etree._Element, entry: RawEntry) -> None:
    match prefix, name:
        case _, "origlink":
            _see_original(entry, child)
        case "dc", "date":
            entry.published.append(child.text or "")
        case "dcterms", "issued" | "created" | "available":
            entry.published.append(child.text or "")
        case "dcterms", "modified":
            entry.updated.append(child.text or "")
        case "dc" | "itunes", "creator" | "author":
            _see_author(entry, child)
        case "dc", "subject":
            word = _plain(child)
            if word:
                entry.categories.append(word)
        case "content", "encoded":
            entry.content = _inner(child)
        case "xhtml", "body":
            entry.content = entry.content or _inner(child)
        case "media", "content" | "thumbnail":
            kind = child.get("medium") or child.get("type") or ("image/" if name == "thumbnail" else "")
            _see_image(entry, child.get("url", ""), kind)
        case "media", "group":
            for inner in child:
                _read_other(*name_of(_tag(inner)), inner, entry)
        case "dc" | "dcterms", "title":
            entry.title = entry.title or _plain(child)
        case "dc" | "dcterms" | "media", "description":
            entry.summary = entry.summary or _plain(child)
        case _:
            pass


def _better_link(known: str, child: etree._Element) -> str:
    """Atom has several links to an entry; the one for readers is ``alternate``."""
    href = child.get("href")
    if href is None:
        text = (child.text or "").strip() or ((child.tail or "").strip() if child.text is None else "")
        return known or text
    relation = child.get("rel", "alternate").lower()
    if relation != "alternate":
        return known
    kind = child.get("type", "text/html").lower()
    return href.strip() if not known or ("html" in kind and "://" not in known) else known


def _see_author(entry: RawEntry, child: etree._Element) -> None:
    name = ""
    for inner in child:
        if name_of(_tag(inner))[1] == "name":
            name = _plain(inner)
    name = name or ("" if len(child) else _plain(child))
    if name and name not in entry.authors:
        entry.authors.append(name)


def _see_original(entry: RawEntry, child: etree._Element) -> None:
    """A counting service stands in <link>; the article's own address is here (feedburner, pheedo)."""
    address = (child.text or "").strip()
    if address.startswith(("http://", "https://")):
        entry.original = address


def _see_image(entry: RawEntry, url: str, kind: str) -> None:
    url = url.strip()
    if (
        url
        and not entry.image
        and (kind.lower().startswith("image") or url.lower().split("?")[0].endswith(_IMAGE_ENDINGS))
    ):
        entry.image = url


def _plain(element: etree._Element) -> str:
    """Text of a title or summary, whatever its ``type``: markup inside is read as HTML."""
    if len(element):
        if element.get("type", "").lower() == "xhtml" or any(_tag(child) for child in element):
            return plain_text(_inner(element))
        text = "".join(element.itertext())
    else:
        text = element.text or ""
    kind = element.get("type", "").lower()
    if kind in ("text", "text/plain"):
        return " ".join(text.split())
    return plain_text(text)


def _inner(element: etree._Element) -> str:
    """Markup inside an element: its text where it is escaped HTML, its children written out otherwise."""
    if not len(element):
        return (element.text or "").strip()
    parts = [
        html.escape(element.text or "", quote=False)
        if element.get("type", "") == "xhtml"
        else element.text or ""
    ]
    parts += [etree.tostring(child, encoding="unicode") for child in element]
    return "".join(parts).strip()
