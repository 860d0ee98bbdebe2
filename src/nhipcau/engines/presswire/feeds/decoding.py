"""From a feed's raw bytes to text that an XML parser can take: charset, junk, stray ampersands."""

from __future__ import annotations

import codecs
import html
import re
from dataclasses import dataclass

import re2

from nhipcau.engines.vntext.letters import composed


def _options() -> re2.Options:
    """Bytes, not letters."""
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    return options


_DECLARED = re.compile(rb"""^[^<]{0,200}<\?xml[^>]{0,200}?encoding\s*=\s*["']\s*([A-Za-z0-9._:\-]{2,40})""")
_DECLARATION = re.compile(r"<\?xml[^>]{0,400}\?>", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]{0,2000}(?:\[.*?\]\s*)?>", re.IGNORECASE | re.DOTALL)
_START = re.compile(
    r"<\?xml[\s?]|<!DOCTYPE\s+(?:rss|feed|rdf)|<(?:[\w.-]+:)?(?:rss|feed|RDF|channel)[\s>/]", re.IGNORECASE
)
_ROOT = re.compile(r"<(?:[\w.-]+:)?(?:rss|feed|RDF|channel)[\s>/]", re.IGNORECASE)
_AMPERSAND = re.compile(
    r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)(?:([A-Za-z][A-Za-z0-9]{1,31});)?"
)
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_ILLEGAL_REFERENCE = re.compile(r"&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01])|x0*(?:[0-8bcBCefEF]|1[0-9a-fA-F]));")
# What a sound text of a feed never holds: controls, halves of characters, marks one after another, references by number.
_DOUBTFUL = re2.compile(
    r"(?:[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xef\xbf[\xbe\xbf]|\xed[\xa0-\xbf]|&#"
    r"|(?:\xcc[\x80-\xbf]|\xcd[\x80-\xaf]|[\xd2\xd6-\xdd][\x80-\xbf]|\xe0[\xb8-\xbb][\x80-\xbf]"
    r"|\xe1[\xaa\xab\xb7][\x80-\xbf]|\xe2\x83[\x80-\xbf]|\xe3\x80[\xaa-\xaf]|\xef\xb8[\xa0-\xaf]){2})".encode(
        "ascii"
    ),
    _options(),
)
_SAYS_VIETNAMESE = re.compile(rb"<language>\s*(?:<!\[CDATA\[)?\s*vi|xml:lang=[\"']vi", re.IGNORECASE)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ALIASES = {
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "sjis": "cp932", "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949", "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252",
    "ascii": "cp1252", "tis-620": "cp874", "utf8": "utf-8", "unicode": "utf-8", "x-sjis": "cp932",
}  # fmt: skip


def decode(raw: bytes, charset: str | None = None) -> str:
    """Text of a feed in whatever charset it truly is.

    Bytes that are valid UTF-8 with letters beyond ASCII are UTF-8 whatever anybody declares: no other
    charset makes such sequences by chance.  Otherwise the declaration inside is tried, then the
    transport's, and last Western or (in a Vietnamese feed) Vietnamese Windows text.
    """
    for bom, name in _BOMS:
        if raw.startswith(bom):
            return raw[len(bom) :].decode(name, "replace")
    wide = _without_bom(raw)
    if wide:
        return raw.decode(wide, "replace")
    escaped = b"\x1b$" in raw[:4096]  # ISO-2022-JP is ASCII bytes too
    if not escaped:
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            pass
    declared = _DECLARED.match(raw)
    for name in (declared.group(1).decode("ascii") if declared else "", charset or ""):
        name = _ALIASES.get(name.strip().lower(), name.strip().lower())
        if not name or name in ("utf-8", "cp1252") or name.startswith(("utf-16", "utf-32")):
            continue
        try:
            return composed(raw.decode(name))
        except (LookupError, ValueError):
            continue
    if _mostly_utf8(raw):
        return raw.decode("utf-8", "replace")
    if _SAYS_VIETNAMESE.search(raw, 0, 4096):
        return composed(raw.decode("cp1258", "replace"))
    return raw.decode("cp1252", "replace")


def _without_bom(raw: bytes) -> str:
    head = raw[:4]
    if head in (b"<\0?\0", b"<\0r\0", b"<\0f\0"):
        return "utf-16-le"
    if head in (b"\0<\0?", b"\0<\0r", b"\0<\0f"):
        return "utf-16-be"
    return ""


def _mostly_utf8(raw: bytes) -> bool:
    """One damaged letter in a UTF-8 feed is no reason to read the other thousand as Latin."""
    text = raw.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    letters = sum(1 for c in text if c > "\x7f") - damaged
    return letters > 4 * damaged


@dataclass(frozen=True, slots=True)
class Tidied:
    """A feed's text as an XML parser may take it: without junk before it, declaration and DTD.

    sure: it is sound (``letters.sound``), and all that its references stand for.
    """

    text: str
    raw: bytes
    sure: bool

    def mended(self) -> bytes:
        """The text, in UTF-8, without what no XML can hold and without stray ampersands; for what no parser took as it is."""
        text = self.text
        if not self.sure:
            text = _ILLEGAL_REFERENCE.sub("", _ILLEGAL.sub("", text))
        if _AMPERSAND.search(text):
            text = _mend_ampersands(text)
        return text.encode("utf-8", "replace")


def tidy(text: str) -> Tidied | None:
    """What an XML parser can take of the text; None if there is no feed's root anywhere."""
    start = _START.search(text)
    root = _ROOT.search(text)
    if start is None or root is None:
        return None
    text = text[start.start() :]
    text = _DECLARATION.sub("", text, count=1)
    if "<!DOCTYPE" in text[:4096].upper():
        text = _DOCTYPE.sub("", text, count=1)
    raw = text.encode("utf-8", "surrogatepass")
    return Tidied(text, raw, _DOUBTFUL.search(raw) is None)


def _mend_ampersands(text: str) -> str:
    """Escape every & that begins no XML entity, outside CDATA; HTML's entities become their characters."""
    head, *sections = text.split("<![CDATA[")
    out = [_AMPERSAND.sub(_mended, head)]
    for section in sections:
        inside, closed, after = section.partition("]]>")
        out += ("<![CDATA[", inside, closed, _AMPERSAND.sub(_mended, after) if "&" in after else after)
    return "".join(out)


def _mended(found: re.Match[str]) -> str:
    name = found.group(1)
    if name:
        character = html.unescape(f"&{name};")
        if character != f"&{name};":
            return html.escape(character, quote=False)
    return "&amp;" + found.group()[1:]
