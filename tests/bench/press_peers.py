"""What ``script/bench press`` is held to: how a user would find pages about a province without us.

Each peer is made once with the watched names and says of one page whether it is about them.

- ``Naive``: trafilatura with metadata on every page, then one regular expression over title and text.
- ``CleverText``: Hyperscan over the raw bytes with every name in the ways that pages write it, trafilatura's quick
  reading of the pages that hit, then the names again, on title and text.
- ``CleverMetadata``: the same with the metadata (title, authors, date, outlet), which is what we give too.
"""

from __future__ import annotations

import contextlib
import html.entities
import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

import hyperscan
import trafilatura

from nhipcau.engines.presswire.model import FetchedPage

_TITLE = re.compile(rb"<title[^>]*>(.{0,1000}?)</title", re.IGNORECASE | re.DOTALL)
_ENTITY_OF = {
    chr(number): f"&{name};" for name, number in html.entities.name2codepoint.items() if number > 127
}


class Naive:
    """trafilatura on everything, one regular expression."""

    def __init__(self, names: Sequence[str]) -> None:
        longest_first = sorted(names, key=len, reverse=True)
        self.pattern = re.compile(
            "|".join(
                rf"\b{re.escape(name)}\b" if name[0] < "\u0e00" else re.escape(name) for name in longest_first
            ),
            re.I,
        )

    def wants(self, page: FetchedPage) -> bool:
        document = trafilatura.bare_extraction(page.body, with_metadata=True, url=page.url)
        if document is None:
            return False
        return self.pattern.search(f"{document.title or ''}\n{document.text or ''}") is not None


def bare(text: str) -> str:
    """The text without marks, Đ as D: as names stand in addresses and in foreign papers."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return unicodedata.normalize("NFC", "".join(one for one in plain if not unicodedata.combining(one)))


def spellings(name: str) -> Iterator[str]:
    """The name as pages write it: composed and not, in capitals, with references of four kinds, without marks."""
    for cased in dict.fromkeys((name, name.upper(), name.lower(), name.title())):
        composed = unicodedata.normalize("NFC", cased)
        yield composed
        yield unicodedata.normalize("NFD", composed)
        if composed.isascii():
            continue
        yield "".join(one if one.isascii() else f"&#{ord(one)};" for one in composed)
        yield "".join(one if one.isascii() else f"&#x{ord(one):x};" for one in composed)
        yield "".join(one if one.isascii() else f"\\u{ord(one):04x}" for one in composed)
        yield "".join(one if one.isascii() else _ENTITY_OF.get(one, f"&#{ord(one)};") for one in composed)
        yield bare(composed)


class _Clever:
    """Names as literals of one Hyperscan database, for raw pages and for texts alike."""

    def __init__(self, names: Sequence[str]) -> None:
        forms = dict.fromkeys(
            form for name in names for form in spellings(name) if len(form) > 3 or not form.isascii()
        )
        expressions = [
            rb"\b%s\b" % re.escape(form).encode() if form.isascii() and form[0].isalpha() else _bytes(form)
            for form in forms
        ]
        flags = hyperscan.HS_FLAG_CASELESS | hyperscan.HS_FLAG_SINGLEMATCH
        self.database = hyperscan.Database()
        self.database.compile(
            expressions=expressions, ids=list(range(len(expressions))), flags=[flags] * len(expressions)
        )
        self.scratch = hyperscan.Scratch(self.database)

    def named(self, raw: bytes) -> bool:
        found = False

        def seen(*_: Any) -> bool:
            nonlocal found
            found = True
            return True

        with contextlib.suppress(hyperscan.ScanTerminated):
            self.database.scan(raw, seen, scratch=self.scratch)
        return found


def _bytes(form: str) -> bytes:
    return b"".join(b"\\x%02x" % byte for byte in form.encode("utf-8"))


class CleverText(_Clever):
    """Hyperscan, trafilatura's quick text of the hits, Hyperscan on the page's title and the text."""

    def wants(self, page: FetchedPage) -> bool:
        if not self.named(page.body):
            return False
        text = trafilatura.extract(page.body, fast=True, include_comments=False) or ""
        title = _TITLE.search(page.body)
        return self.named((title.group(1) if title else b"") + b"\n" + text.encode("utf-8", "replace"))


class CleverMetadata(_Clever):
    """The same with title, authors, date and outlet of the hits."""

    def wants(self, page: FetchedPage) -> bool:
        if not self.named(page.body):
            return False
        document = trafilatura.bare_extraction(
            page.body, fast=True, include_comments=False, with_metadata=True, url=page.url
        )
        if document is None:
            return False
        return self.named(f"{document.title or ''}\n{document.text or ''}".encode("utf-8", "replace"))
