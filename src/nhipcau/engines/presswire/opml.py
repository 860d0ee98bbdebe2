"""Lists of sources as readers of feeds exchange them (OPML 2.0): read from strangers, written for them.

A stranger's file is read with limits (``MOST_BYTES``, ``MOST``, ``DEEPEST``), without entities, DTD or network; the
caller reads it in a child besides.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from lxml import etree

from nhipcau.engines.presswire.model import Unreadable

MOST_BYTES: Final = 2_000_000
MOST: Final = 500
DEEPEST: Final = 40
_LONGEST_NAME: Final = 200
_LONGEST_ADDRESS: Final = 1000
_SCHEMES: Final = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Outline:
    """One source of a list.  address: of its feed where ``is_feed``, else of its page."""

    name: str
    address: str
    is_feed: bool
    language: str = ""


def read(path: Path, name: str = "") -> list[Outline]:
    """The sources of a list, in its order.

    Raises Unreadable: ``opml_too_large``, ``opml_too_many``, ``opml_too_deep``, ``opml_broken`` (no well-formed
    XML, or one with entities), ``opml_empty`` (no source in it).
    """
    if path.stat().st_size > MOST_BYTES:
        raise Unreadable("opml_too_large", limit=MOST_BYTES // 1_000_000)
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
                if event == "start" and depth == 1 and element.tag != "opml":
                    raise Unreadable("opml_broken")
                if event == "start" and element.tag == "outline":
                    found += _outline(element)
                if len(found) > MOST:
                    raise Unreadable("opml_too_many", limit=MOST)
        parser.close()
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise Unreadable("opml_broken") from fault
    if not found:
        raise Unreadable("opml_empty")
    return found


def _chunks(path: Path) -> Iterable[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(65_536):
            yield chunk


def _outline(element: etree._Element) -> list[Outline]:
    feed, page = (_said(element, name, _LONGEST_ADDRESS + 1) for name in ("xmlUrl", "htmlUrl"))
    address = feed or page
    if not address.lower().startswith(_SCHEMES) or len(address) > _LONGEST_ADDRESS:
        return []
    name = _said(element, "title", _LONGEST_NAME) or _said(element, "text", _LONGEST_NAME)
    return [Outline(name, address, bool(feed), _said(element, "language", 8).lower())]


def _said(element: etree._Element, name: str, longest: int) -> str:
    return " ".join((element.get(name) or "").split())[:longest]


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
