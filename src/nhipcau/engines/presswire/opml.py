"""Lists of sources as readers of feeds exchange them (OPML 2.0): read from strangers, written for them.

A stranger's file is read with limits (``MOST_BYTES``, ``MOST``, ``DEEPEST``), without entities, DTD or network; the
caller reads it in a child besides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from lxml import etree

from nhipcau.engines.presswire.model import Unreadable

MOST_BYTES: Final = 2 * 1024**2
MOST: Final = 500
DEEPEST: Final = 40
_LONGEST_NAME: Final = 200
_LONGEST_ADDRESS: Final = 1000
_SCHEMES: Final = ("http://", "https://")
_FEED: Final = re.compile(
    r"feed:(?=https?://)|feed(?=://)", re.IGNORECASE
)  # as programs hand feeds to readers


@dataclass(frozen=True, slots=True)
class Outline:
    """One source of a list.  address: of its feed where ``is_feed``, else of its page; as written where it is none
    that can be read (``file:``, relative, too long: then cut)."""

    name: str
    address: str
    is_feed: bool
    language: str = ""

    @property
    def can_be_read(self) -> bool:
        """Whether the address is one of the web."""
        return self.address.lower().startswith(_SCHEMES) and len(self.address) <= _LONGEST_ADDRESS


def read(path: Path, name: str = "") -> list[Outline]:
    """The sources of a list, in its order, those too that cannot be read: whoever brought the list is told of them.

    Raises Unreadable: ``opml_too_large``, ``opml_too_many``, ``opml_too_deep``, ``opml_broken`` (no well-formed
    XML, or one with entities), ``opml_empty`` (no source in it that
    can be read).
    """
    if path.stat().st_size > MOST_BYTES:
        raise Unreadable("opml_too_large", limit=MOST_BYTES // 1024**2)
    found: list[Outline] = []
    depth = 0
    parser = etree.XMLPullParser(
        events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        for chunk in _chunks(path):
            parser.feed(chunk)
            for event, element in parser.read_events():
                depth += 1 if event == "start" else -1
                if depth > DEEPEST:
                    raise Unreadable("opml_too_deep", limit=DEEPEST)
                if event == "start" and element.getroottree().docinfo.doctype:
                    raise Unreadable("opml_broken")
                if event == "start" and depth == 1 and _plain(element) != "opml":
                    raise Unreadable("opml_broken")
                if event == "start" and _plain(element) == "outline":
                    found += _outline(element)
                if len(found) > MOST:
                    raise Unreadable("opml_too_many", limit=MOST)
        parser.close()
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise Unreadable("opml_broken") from fault
    if not any(one.can_be_read for one in found):
        raise Unreadable("opml_empty")
    return found


def _chunks(path: Path) -> Iterable[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(65_536):
            yield chunk


def _plain(element: etree._Element) -> str:
    """The element's name without namespace, in small letters: programs write OPML in all ways."""
    return etree.QName(element).localname.lower()


def _outline(element: etree._Element) -> list[Outline]:
    said = {str(name).lower(): " ".join(str(value).split()) for name, value in element.attrib.items()}
    feed, page = said.get("xmlurl", ""), said.get("htmlurl", "") or said.get("url", "")
    address = _FEED.sub(lambda found: "" if found.group().endswith(":") else "https", feed or page, count=1)
    if not address:
        return []
    name = (said.get("title", "") or said.get("text", ""))[:_LONGEST_NAME]
    return [Outline(name, address[: _LONGEST_ADDRESS + 1], bool(feed), said.get("language", "")[:8].lower())]


def write(sources: Iterable[Outline], *, title: str, at: datetime) -> bytes:
    """A list of sources as OPML 2.0, which ``read`` takes back."""
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = title
    etree.SubElement(head, "dateCreated").text = at.strftime("%a, %d %b %Y %H:%M:%S %z")
    body = etree.SubElement(root, "body")
    for source in sources:
        named = {"text": source.name, "title": source.name, "language": source.language}
        where = {"type": "rss", "xmlUrl": source.address} if source.is_feed else {"htmlUrl": source.address}
        etree.SubElement(body, "outline", {key: value for key, value in (named | where).items() if value})
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
