"""Undo what hides a letter: foreign charsets, HTML entities, \\u and %XX escapes, decomposed marks.

Bytes in, UTF-8 bytes in NFC out.  Nothing here parses: the page may be HTML, JSON, XML or broken.
Only pages in which a cheap scan saw such an encoding come here, so exactness goes before speed.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache
from itertools import pairwise
from urllib.parse import unquote_to_bytes

from nhipcau.engines.presswire.screen.hidden import (
    BACKSLASH,
    ENTITY,
    ESCAPES,
    INVISIBLE,
    MARKS,
    PARTS,
    PERCENT,
    STROKE,
)

_ALL_WAYS = frozenset((MARKS, PARTS, INVISIBLE, STROKE))
_HEX = re.compile(rb"[0-9a-fA-F]{4}")
_BRACED = re.compile(rb"\{0*([0-9a-fA-F]{1,6})\}")
# Quotes and brackets hide no letter; pages with JSON in attributes hold tens of thousands of them.
_ENTITY = re.compile(
    rb"&(?!(?:quot|#34|lt|gt);)(#[0-9]{1,9}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{1,31})(;?)"
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_\-:]{3,20})""", re.IGNORECASE)
_INVISIBLE = re.compile(rb"\xe2(?:\x80[\x8b-\x8f]|\x81\xa0)|\xc2\xad|\xef\xbb\xbf|\xe1\x9e[\xb4\xb5]")
# Hangul in parts, and Japanese voicing marks.
_PART_LEADS = (b"\xe1\x84", b"\xe1\x85", b"\xe1\x86", b"\xe1\x87", b"\xe3\x82\x99", b"\xe3\x82\x9a")
_HATS_AND_TONES = re.compile("([\u0300\u0301\u0303\u0309\u0323])([\u0302\u0306\u031b])")
_STROKES = tuple((wrong.encode(), right.encode()) for wrong, right in ("ÐĐ", "ðđ", "ƉĐ"))
# A page that is not UTF-8 and says it is Western may as well be Vietnamese Windows text: cp1258 agrees
# with cp1252 on the letters that both have, and has the Vietnamese ones besides.
_WESTERN = {
    "iso-8859-1",
    "latin1",
    "latin-1",
    "windows-1252",
    "cp1252",
    "us-ascii",
    "ascii",
    "utf-8",
    "utf8",
    "",
}


def transcode(raw: bytes, charset: str | None = None) -> bytes | None:
    """UTF-8 bytes of a page that is not UTF-8, or None where the page is already UTF-8.

    charset: what the transport said; believed only as far as the bytes allow.
    """
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", "replace").encode("utf-8", "replace")
    if is_wide(raw):
        wide = "utf-16-le" if raw[1:2] == b"\x00" else "utf-16-be"
        return raw.decode(wide, "replace").encode("utf-8", "replace")
    if raw.isascii():
        return None
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return None
    name = (charset or "").strip().lower()
    if name in _WESTERN:
        declared = _DECLARED.search(raw, 0, 4096)
        name = declared.group(1).decode("ascii").lower() if declared else _guess(raw)
    name = {"gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc-kr": "cp949"}.get(name, name)
    if name in _WESTERN:
        name = "cp1258"
    try:
        return raw.decode(name, "replace").encode("utf-8", "replace")
    except (LookupError, ValueError, UnicodeError):
        return raw.decode("cp1258", "replace").encode("utf-8", "replace")


def is_wide(raw: bytes) -> bool:
    """Whether a page looks like UTF-16 without a mark of its byte order."""
    return raw[:4000].count(0) > min(len(raw), 4000) // 4


def _guess(raw: bytes) -> str:
    from resiliparse.parse.encoding import detect_encoding

    return str(detect_encoding(raw[:65536]) or "").lower()


def unescape(raw: bytes, kinds: Collection[str] = ESCAPES) -> bytes:
    """Replace entities, ``\\uXXXX`` and %XX escapes (those of ``kinds``) by their characters, in UTF-8."""
    if BACKSLASH in kinds and b"\\u" in raw:
        raw = _undo_backslashes(raw)
    if ENTITY in kinds and b"&" in raw:
        if b"&amp;" in raw:  # markup inside markup, as in feeds: &amp;#7855;
            raw = raw.replace(b"&amp;", b"&")
        raw = _ENTITY.sub(_undo_entity, raw)
    if PERCENT in kinds and b"%" in raw:
        raw = unquote_to_bytes(raw)
    return raw


def compose(raw: bytes, kinds: Collection[str] = _ALL_WAYS) -> bytes:
    """UTF-8 in, UTF-8 in NFC out, invisible characters dropped, Icelandic Ð put right to Đ."""
    if INVISIBLE in kinds:
        raw = _INVISIBLE.sub(b"", raw)
    if STROKE in kinds:
        for wrong, right in _STROKES:
            raw = raw.replace(wrong, right)
    if MARKS in kinds and b"\xcc" in raw:
        raw = _attach_marks(raw)
    if PARTS in kinds and any(lead in raw for lead in _PART_LEADS):
        raw = unicodedata.normalize("NFC", raw.decode("utf-8", "replace")).encode("utf-8", "replace")
    return raw


def _attach_marks(raw: bytes) -> bytes:
    """Compose each letter with the combining marks after it (all of them begin with the byte CC).

    Only the letters concerned are touched: normalising a whole page takes ten times as long.
    Marks typed in the other order (a, acute, breve) do not compose, so the hat is put first.
    """
    head, *parts = raw.split(b"\xcc")
    out = [head]
    for part in parts:
        before = out[-1]
        at = len(before) - 1
        while at > 0 and before[at] & 0xC0 == 0x80:
            at -= 1
        cluster = before[max(at, 0) :] + b"\xcc" + part[:1]
        out[-1] = before[: max(at, 0)]
        out.append(_composed(cluster))
        if len(part) > 1:
            out.append(part[1:])
    return b"".join(out)


@lru_cache(maxsize=8192)
def _composed(cluster: bytes) -> bytes:
    text = unicodedata.normalize("NFD", cluster.decode("utf-8", "replace"))
    return unicodedata.normalize("NFC", _HATS_AND_TONES.sub(r"\2\1", text)).encode("utf-8", "replace")


def _undo_backslashes(raw: bytes) -> bytes:
    parts = raw.split(b"\\u")
    out = [parts[0]]
    for before, part in pairwise(parts):
        if before.endswith(b"\\") and len(before) and out[-1].endswith(b"\\"):
            out[-1] = out[-1][:-1]  # \\u1eaf: JSON inside JSON
        if _HEX.match(part):
            out.append(_code_point(part[:4]) + part[4:])
        elif braced := _BRACED.match(part):
            out.append(_code_point(braced.group(1)) + part[braced.end() :])
        else:
            out.append(b"\\u" + part)
    return b"".join(out)


@lru_cache(maxsize=65536)
def _code_point(digits: bytes) -> bytes:
    try:
        return chr(int(digits, 16)).encode("utf-8", "replace")
    except (ValueError, OverflowError):
        return b"?"


def _undo_entity(found: re.Match[bytes]) -> bytes:
    character = _entity(found[1], bool(found[2]))
    return found[0] if character is None else character


@lru_cache(maxsize=8192)
def _entity(name: bytes, closed: bool) -> bytes | None:
    reference = "&" + name.decode("ascii") + (";" if closed else "")
    character = html.unescape(reference)
    return None if character == reference else character.encode("utf-8", "replace")
