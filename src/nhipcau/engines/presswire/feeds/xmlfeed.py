"""Where RSS 0.9-2.0, RDF and Atom keep the same things, told by local names with or without namespaces."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from nhipcau.engines.presswire.feeds.markup import plain_text, plain_texts, plain_word
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
_XML_BASE = _XML + "base"
_HANDFUL = 32  # entries whose texts are read together
_LONGEST_WORD = 100  # letters of a name or a category that is remembered
_IMAGE_ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".gif")


class RawEntry:
    """An entry's texts before dates and addresses are read.  What is not stated stands at the class: most is not.

    sure: the feed's text is known to be sound.
    title_markup, summary_markup: what is still to be read, if ``title`` and ``summary`` say nothing (``RawFeed.entries``).
    """

    sure = False
    id = link = title = summary = content = image = original = permalink = title_markup = summary_markup = ""
    authors: tuple[str, ...] = ()
    categories: Sequence[str] = ()
    published: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()


class _SureEntry(RawEntry):
    sure = True


@dataclass(slots=True)
class RawFeed:
    """A feed's texts before dates and addresses are read."""

    kind: str
    title: str = ""
    link: str = ""
    language: str = ""
    base: str = ""
    items: list[etree._Element] = field(default_factory=list)
    sure: bool = False

    def entries(self) -> Iterator[RawEntry]:
        """Its entries, a handful made when the first of it is asked for: what is used at once is not kept."""
        made, base = (_SureEntry if self.sure else RawEntry), self.base
        for first in range(0, len(self.items), _HANDFUL):
            handful = [_read_entry(item, base, made()) for item in self.items[first : first + _HANDFUL]]
            titles = plain_texts([entry.title_markup for entry in handful], sure=self.sure)
            summaries = plain_texts([entry.summary_markup for entry in handful], sure=self.sure)
            for entry, title, summary in zip(handful, titles, summaries, strict=True):
                if title:
                    entry.title = title
                if summary:
                    entry.summary = summary
                yield entry


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


def parse(root: etree._Element, *, sure: bool = False) -> RawFeed | None:
    """Map a parsed document; None if its root is no feed's.  sure: its text is known to be sound."""
    _, local = name_of(_tag(root))
    if local == "feed":
        feed = RawFeed(
            "atom",
            language=root.get(_XML + "lang", ""),
            base=joined("", root.get(_XML + "base", "")),
            sure=sure,
        )
        _read_channel(root, feed)
        return feed
    if local not in ("rss", "rdf", "channel"):
        return None
    feed = RawFeed(
        "rdf" if local == "rdf" else "rss", base=joined("", root.get(_XML + "base", "")), sure=sure
    )
    feed.language = root.get(_XML + "lang", "")
    if local == "channel":
        _read_channel(root, feed)
        return feed
    for child in root:
        _, name = name_of(_tag(child))
        if name == "channel":
            _read_channel(child, feed)
        elif name in ("item", "entry"):
            feed.items.append(child)
    return feed


def _tag(element: etree._Element) -> str:
    tag = element.tag
    return tag if isinstance(tag, str) else ""


def _read_channel(channel: etree._Element, feed: RawFeed) -> None:
    for child in channel:
        prefix, name = name_of(_tag(child))
        if name in ("item", "entry") and prefix in _OWN:
            feed.items.append(child)
        elif name == "title" and prefix in _OWN:
            feed.title = feed.title or _plain(child)
        elif name == "link" and prefix in _OWN:
            href = child.get("href")
            if href is not None:
                feed.link = _better_link(feed.link, child, href)
            else:
                feed.link = feed.link or _printed_link(child)
        elif name == "language" and prefix in ("", "dc"):
            feed.language = (child.text or "").strip()
        elif name == "channel" and prefix in _OWN:
            _read_channel(child, feed)


def _read_entry(element: etree._Element, base: str, entry: RawEntry) -> RawEntry:
    if element.keys():
        entry.id = element.get(_RDF_ABOUT, "")
        own_base = element.get(_XML_BASE)
        if own_base:
            base = joined(base, own_base) or base
    readers = _READERS
    for child in element:
        read = readers[child.tag]
        if read is not None:
            read(entry, child, base)
    if entry.original:
        entry.link = entry.original
    if not entry.link:
        if entry.permalink.startswith(("http://", "https://")):
            entry.link = entry.permalink
        elif entry.id.startswith(("http://", "https://")):
            entry.link = entry.id
    return entry


_MOST_DATES = 50
"""So many dates of one kind are looked at in an entry."""
Reader = Callable[[RawEntry, etree._Element, str], None]


class _Readers(dict[object, "Reader | None"]):
    """What reads an entry's child of this tag, None where nothing does (of what is no element the tag is no text)."""

    def __missing__(self, tag: object) -> Reader | None:
        read = self._of(tag)
        if len(self) < 2000:
            self[tag] = read
        return read

    @staticmethod
    def _of(tag: object) -> Reader | None:
        if not isinstance(tag, str):
            return None
        prefix, name = name_of(tag)
        if prefix in _OWN:
            return _OWN_READERS.get(name)
        if name == "origlink":
            return _original
        return _OTHER_READERS.get((prefix, name))


_READERS = _Readers()


def _guid(entry: RawEntry, child: etree._Element, base: str) -> None:
    entry.id = (child.text or "").strip()
    stated = child.get("isPermaLink") or child.get("ispermalink")
    if stated is None or stated.lower() != "false":
        entry.permalink = entry.id


def _id(entry: RawEntry, child: etree._Element, base: str) -> None:
    entry.id = entry.id or (child.text or "").strip()


def _title(entry: RawEntry, child: etree._Element, base: str) -> None:
    if entry.title_markup:  # whether it says anything is to be known now
        entry.title, entry.title_markup = plain_text(entry.title_markup, sure=entry.sure), ""
    if not entry.title:
        if child.get("type") or len(child):
            entry.title = _plain(child, entry.sure)
        else:
            entry.title_markup = child.text or ""


def _link(entry: RawEntry, child: etree._Element, base: str) -> None:
    href = child.get("href")
    if href is not None:
        entry.link = _better_link(entry.link, child, href)
        if child.get("rel") == "enclosure":
            _see_image(entry, href, child.get("type", ""))
    elif not entry.link:
        entry.link = _printed_link(child)
    if base and entry.link and "://" not in entry.link:
        entry.link = joined(base, entry.link)


def _summary(entry: RawEntry, child: etree._Element, base: str) -> None:
    if entry.summary_markup:
        entry.summary, entry.summary_markup = plain_text(entry.summary_markup, sure=entry.sure), ""
    if not entry.summary:
        if child.get("type") or len(child):
            entry.summary = _plain(child, entry.sure)
        else:
            entry.summary_markup = child.text or ""


def _content(entry: RawEntry, child: etree._Element, base: str) -> None:
    entry.content = entry.content or _inner(child)


def _encoded(entry: RawEntry, child: etree._Element, base: str) -> None:
    entry.content = _inner(child)


def _published(entry: RawEntry, child: etree._Element, base: str) -> None:
    if len(entry.published) < _MOST_DATES:
        entry.published = (*entry.published, child.text or "")


def _updated(entry: RawEntry, child: etree._Element, base: str) -> None:
    if len(entry.updated) < _MOST_DATES:
        entry.updated = (*entry.updated, child.text or "")


def _with(kept: Sequence[str], word: str) -> Sequence[str]:
    """Grown in place: an entry may have thousands."""
    if isinstance(kept, list):
        kept.append(word)
        return kept
    return [word]


def _category(entry: RawEntry, child: etree._Element, base: str) -> None:
    word = child.get("label") or child.get("term") or _word(child, entry.sure)
    if word:
        entry.categories = _with(entry.categories, word)


def _subject(entry: RawEntry, child: etree._Element, base: str) -> None:
    word = _word(child, entry.sure)
    if word:
        entry.categories = _with(entry.categories, word)


def _enclosure(entry: RawEntry, child: etree._Element, base: str) -> None:
    _see_image(entry, child.get("url", ""), child.get("type", ""))


def _image(entry: RawEntry, child: etree._Element, base: str) -> None:
    _see_image(entry, child.findtext("url") or child.get("href") or child.text or "", "image/")


def _media(entry: RawEntry, child: etree._Element, base: str) -> None:
    _see_image(entry, child.get("url", ""), child.get("medium") or child.get("type") or "")


def _thumbnail(entry: RawEntry, child: etree._Element, base: str) -> None:
    _see_image(entry, child.get("url", ""), child.get("medium") or child.get("type") or "image/")


def _group(entry: RawEntry, child: etree._Element, base: str) -> None:
    for inner in child:
        prefix, name = name_of(_tag(inner))
        read = _original if name == "origlink" else _OTHER_READERS.get((prefix, name))
        if read is not None:
            read(entry, inner, base)


def _author(entry: RawEntry, child: etree._Element, base: str) -> None:
    name = ""
    if len(child):
        for inner in child:
            if name_of(_tag(inner))[1] == "name":
                name = _word(inner, entry.sure)
    else:
        name = _word(child, entry.sure)
    if name and name not in entry.authors:
        entry.authors = (*entry.authors, name)


def _original(entry: RawEntry, child: etree._Element, base: str) -> None:
    """A counting service stands in <link>; the article's own address is here (feedburner, pheedo)."""
    address = (child.text or "").strip()
    if address.startswith(("http://", "https://")):
        entry.original = address


_OWN_READERS: dict[str, Reader] = {
    "guid": _guid, "id": _id, "title": _title, "link": _link, "description": _summary, "summary": _summary,
    "content": _content, "pubdate": _published, "published": _published, "issued": _published, "created": _published,
    "date": _published, "pubdatetime": _published, "publishdate": _published, "updated": _updated, "modified": _updated,
    "author": _author, "category": _category, "origlink": _original, "enclosure": _enclosure, "image": _image,
}  # fmt: skip
_OTHER_READERS: dict[tuple[str, str], Reader] = {
    ("dc", "date"): _published, ("dcterms", "issued"): _published, ("dcterms", "created"): _published,
    ("dcterms", "available"): _published, ("dcterms", "modified"): _updated, ("dc", "creator"): _author,
    ("dc", "author"): _author, ("itunes", "creator"): _author, ("itunes", "author"): _author, ("dc", "subject"): _subject,
    ("content", "encoded"): _encoded, ("xhtml", "body"): _content, ("media", "content"): _media,
    ("media", "thumbnail"): _thumbnail, ("media", "group"): _group, ("dc", "title"): _title, ("dcterms", "title"): _title,
    ("dc", "description"): _summary, ("dcterms", "description"): _summary, ("media", "description"): _summary,
}  # fmt: skip


def _printed_link(child: etree._Element) -> str:
    """An address that stands inside the element, or behind it where the element was closed too early."""
    text = child.text
    return text.strip() if text is not None else (child.tail or "").strip()


def _better_link(known: str, child: etree._Element, href: str) -> str:
    """Atom has several links to an entry; the one for readers is ``alternate``."""
    relation = child.get("rel", "alternate").lower()
    if relation != "alternate":
        return known
    kind = child.get("type", "text/html").lower()
    return href.strip() if not known or ("html" in kind and "://" not in known) else known


def _see_image(entry: RawEntry, url: str, kind: str) -> None:
    url = url.strip()
    if (
        url
        and not entry.image
        and (kind.lower().startswith("image") or url.lower().split("?")[0].endswith(_IMAGE_ENDINGS))
    ):
        entry.image = url


def _plain(element: etree._Element, sure: bool = False) -> str:
    """Text of a title or summary, whatever its ``type``: markup inside is read as HTML."""
    kind = element.get("type")
    if not kind and not len(element):
        text = element.text
        return plain_text(text, sure=sure) if text else ""
    kind = kind.lower() if kind else ""
    if len(element):
        if kind == "xhtml" or any(_tag(child) for child in element):
            return plain_text(_inner(element))
        text = "".join(element.itertext())
    else:
        text = element.text or ""
    if kind in ("text", "text/plain"):
        return " ".join(text.split())
    return plain_text(text)


def _word(element: etree._Element, sure: bool) -> str:
    """As ``_plain``, of what stands in many entries alike: names, categories."""
    text = element.text
    if sure and text and len(text) <= _LONGEST_WORD and not element.get("type") and not len(element):
        return plain_word(text)
    return _plain(element, sure)


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
