"""Bytes of a page to text: byte-order mark, then what fits of the declared charsets, then a guess.

Pages lie about their charset in two ways that matter here: a header or meta that says Latin-1 or
windows-1258 over UTF-8 bytes, and one that says UTF-8 over legacy bytes.  So valid UTF-8 with any
non-ASCII letter is taken for UTF-8 whatever is declared: no legacy text of length is valid UTF-8 by
accident.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from resiliparse.parse.encoding import bytes_to_str, detect_encoding, map_encoding_to_html5

from nhipcau.engines.vntext.legacy import TCVN3_LETTERS
from nhipcau.engines.vntext.letters import composed, sound

from ..model import FetchedPage

_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.\-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_.\-]{2,40})", re.IGNORECASE)
_HEADER = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_:.\-]{2,40})", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONTROLS = bytes(byte for byte in range(32) if byte not in (9, 10, 13)) + b"\x7f"
_CONTROLS_TO_SPACE = bytes.maketrans(_CONTROLS, b" " * len(_CONTROLS))
_TCVN3_FONT = re.compile(r"\.?Vn(?:Time|Arial|TimeH|ArialH)\b|x-viet-tcvn|tcvn-?5712", re.IGNORECASE)


def _known(name: str) -> str | None:
    """Python's codec for a declared charset, with the web's own meaning of its names; None if unknown."""
    name = name.strip().lower()
    if name in ("x-viet-tcvn5712", "tcvn", "tcvn3", "x-viet-tcvn", "tcvn-5712"):
        return "tcvn3"
    try:
        mapped = map_encoding_to_html5(name) or name
        return codecs.lookup(mapped).name
    except LookupError:
        return None


def declared_charsets(page: FetchedPage) -> list[str]:
    """Charsets that the header, the caller, an XML declaration and the page's meta name, best first."""
    names: list[str] = []
    header = _HEADER.search(page.content_type)
    if header:
        names.append(header.group(1))
    if page.charset:
        names.append(page.charset)
    start = page.body[:4096]
    for pattern in (_META, _XML):
        found = pattern.search(start)
        if found:
            names.append(found.group(1).decode("ascii", "replace"))
    known = [codec for codec in map(_known, names) if codec]
    return list(dict.fromkeys(known))


def decode(page: FetchedPage) -> str:
    """The page's text without control characters; never fails, doubtful bytes become U+FFFD.

    Not normalised: a page is mostly markup, so ``tidy`` is left to what is kept of it.
    """
    return _decode(page)


def tidy(text: str) -> str:
    """Text in NFC, without what XML cannot hold."""
    text = sound(text)
    return text if text.isascii() or unicodedata.is_normalized("NFC", text) else composed(text)


def _decode(page: FetchedPage) -> str:
    body = page.body
    for mark, codec in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(codec, "replace")
    wide = _nul_share(body) > 0.2
    if wide:
        guess = "utf-16-le" if body[1:200:2].count(0) > body[0:200:2].count(0) else "utf-16-be"
        return body.decode(guess, "replace")
    # Escape sequences switch letters in ISO-2022, the one 7-bit charset still met; elsewhere they are junk.
    escaped = b"\x1b" in body and any(codec.startswith("iso2022") for codec in declared_charsets(page))
    if not escaped:
        body = body.translate(_CONTROLS_TO_SPACE)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as fault:
        text = ""
        # A few broken bytes in a long UTF-8 page (a cut, a foreign snippet) do not make it legacy.
        if fault.start > 2000 and any(byte >= 0x80 for byte in body[: fault.start]):
            loose = body.decode("utf-8", "replace")
            if loose.count("\ufffd") <= max(3, len(loose) // 2000):
                return loose
    if text:
        if escaped and text.isascii():
            return str(bytes_to_str(body, declared_charsets(page)[0]))
        if _names_tcvn3(text) and not _has_vietnamese(text):
            return text.translate(TCVN3_LETTERS)
        return text
    for codec in declared_charsets(page):
        if codec == "utf-8":
            continue
        if codec == "tcvn3":
            return body.decode("latin-1").translate(TCVN3_LETTERS)
        try:
            text = body.decode(codec)
        except (UnicodeDecodeError, LookupError):
            continue
        if codec in ("cp1252", "iso8859-1", "latin-1", "cp1258") and _names_tcvn3(text):
            return body.decode("latin-1").translate(TCVN3_LETTERS)
        return text
    guessed = detect_encoding(body, from_html_meta=False) or "utf-8"
    return str(bytes_to_str(body, guessed, "replace"))


def _names_tcvn3(text: str) -> bool:
    """Whether a page's beginning names a font or charset of TCVN3; few pages hold even a part of such a name."""
    head = text[:20000]
    lower = head.lower()
    return ("vntime" in lower or "vnarial" in lower or "tcvn" in lower) and bool(_TCVN3_FONT.search(head))


def _nul_share(body: bytes) -> float:
    sample = body[:2000]
    return sample.count(0) / max(len(sample), 1)


_VIETNAMESE = re.compile("[ăâđêôơưạ-ỹ]", re.IGNORECASE)


def _has_vietnamese(text: str) -> bool:
    """Whether Vietnamese letters already stand in the text as Unicode."""
    return len(_VIETNAMESE.findall(text[:200000])) > 20
