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
# References to halves of characters (an emoji written as two of them) and to the two that are none: a parser that goes
# on after errors takes them for what they say, and text of halves cannot be read at all.
_HALF_REFERENCE = re.compile(
    r"&#(?:0*(?:5529[6-9]|55[3-9][0-9]{2}|56[0-9]{3}|57[0-2][0-9]{2}|573[0-3][0-9]|5734[0-3]|6553[45])"
    r"|x0*(?:[dD][89a-fA-F][0-9a-fA-F]{2}|[fF]{3}[eEfF]));"
)
_MARK = (
    r"(?:\xcc[\x80-\xbf]|\xcd[\x80-\xaf]|[\xd2\xd6-\xdd][\x80-\xbf]|\xe0\xb8[\xb8-\xba]|\xe0\xb9[\x88-\x8b]|\xe0\xba[\xb8-\xbf]|\xe0\xbb[\x80-\x8b]"
    r"|\xe1[\xaa\xab\xb7][\x80-\xbf]|\xe2\x83[\x80-\xbf]|\xe3\x80[\xaa-\xaf]|\xef\xb8[\xa0-\xaf])"
)
# What a sound text of a feed never holds: controls, halves of characters, references by number, a pile of marks, and a
# mark behind what may be taken out (a tag, as it is or escaped, a comment, the beginning of a section): of what stands
# before and behind that a pile may be made.
_NEVER = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xef\xbf[\xbe\xbf]|\xed[\xa0-\xbf]|"
_DOUBTFUL = re2.compile(f"{_NEVER}&#|[>;\\[]{_MARK}|{_MARK}{{13}}".encode("ascii"), _options())
_MARKED = re2.compile((_NEVER + _MARK).encode("ascii"), _options())
_LARGE = 1 << 14  # bytes from which on arrays are quicker than an expression
_BY_NUMBER = re.compile(rb"&#(x[0-9a-fA-F]{1,6}|[0-9]{1,7});")
_LETTERS_AND_SIGNS = ((0x09, 0x0A), (0x20, 0x7E), (0xA0, 0x2FF), (0x1E00, 0x20CF))
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
    """Text of a feed in whatever charset it truly is (see ``decoded``)."""
    return decoded(raw, charset)[0]


def decoded(raw: bytes, charset: str | None = None) -> tuple[str, bytes | None]:
    """Text of a feed in whatever charset it truly is; and its bytes without a mark before them where they are UTF-8.

    Bytes that are valid UTF-8 with letters beyond ASCII are UTF-8 whatever anybody declares: no other
    charset makes such sequences by chance.  Otherwise the declaration inside is tried, then the
    transport's, and last Western or (in a Vietnamese feed) Vietnamese Windows text.
    """
    for bom, name in _BOMS:
        if raw.startswith(bom):
            return raw[len(bom) :].decode(name, "replace"), None
    wide = _without_bom(raw)
    if wide:
        return raw.decode(wide, "replace"), None
    escaped = b"\x1b$" in raw[:4096]  # ISO-2022-JP is ASCII bytes too
    if not escaped:
        try:
            return raw.decode("utf-8"), raw
        except UnicodeDecodeError:
            pass
    return _of_a_charset(raw, charset), None


def _of_a_charset(raw: bytes, charset: str | None) -> str:
    """Text of bytes that are no UTF-8, by what is declared inside or outside, or by what is likely."""
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
    """A feed's text, in UTF-8, as an XML parser may take it: without junk before it, declaration and DTD.

    sure: it is sound (``letters.sound``), and all that its references stand for, where it is XML without errors.
    markless: so it is whatever is left out of it: it has no marks of which a pile may be made.
    """

    raw: bytes
    sure: bool
    markless: bool

    def mended(self, *, in_sections: bool = False) -> bytes:
        """The text without what no XML can hold and without stray ampersands; for what no parser took as it is.

        in_sections: of halves of characters also what looks like CDATA is freed (which it is not in a broken feed).
        """
        text = self.raw.decode("utf-8", "surrogatepass")
        if not self.sure:
            text = _ILLEGAL_REFERENCE.sub("", _ILLEGAL.sub("", text))
        if in_sections:
            text = _HALF_REFERENCE.sub("", text)
        if _AMPERSAND.search(text) or (not self.sure and _HALF_REFERENCE.search(text)):
            text = _mend_references(text)
        return text.encode("utf-8", "replace")


def tidy(text: str, raw: bytes | None = None) -> Tidied | None:
    """What an XML parser can take of the text; None if there is no feed's root anywhere.

    raw: the text in UTF-8 where that is at hand.
    """
    start = _START.search(text)
    if start is None or _ROOT.search(text) is None:
        return None
    begin = start.start()
    sign = text.find("<?", begin)
    declaration = _DECLARATION.search(text, sign) if sign >= 0 else None
    if raw is None or "<!DOCTYPE" in text[begin : begin + 6000].upper():
        text = text[begin : declaration.start()] + text[declaration.end() :] if declaration else text[begin:]
        if "<!DOCTYPE" in text[:4096].upper():
            text = _DOCTYPE.sub("", text, count=1)
        raw = text.encode("utf-8", "surrogatepass")
    else:  # only what is cut away is written in UTF-8 once more, for its length
        kept = text[begin : declaration.start()].encode() if declaration else b""
        cut = len(text[: declaration.end() if declaration else begin].encode())
        raw = kept + raw[cut:] if kept else raw[cut:]
    markless = _is_markless(raw)
    return Tidied(raw, markless or _DOUBTFUL.search(raw) is None, markless)


def _is_markless(raw: bytes) -> bool:
    """Whether UTF-8 has no control, no half of a character, no mark and no reference by number but to letters and signs."""
    if not (len(raw) >= _LARGE and _is_plainly_markless(raw)) and _MARKED.search(raw):
        return False
    many = raw.count(b"&#") if b"#" in raw else 0
    numbers = _BY_NUMBER.findall(raw) if many else []
    return len(numbers) == many and all(map(_is_letter_or_sign, set(numbers)))


def _is_plainly_markless(raw: bytes) -> bool:
    """Whether UTF-8 of Western or Vietnamese writing has nothing that ``_MARKED`` finds; False too where that is not seen
    at a glance."""
    import numpy as np  # a tenth of a second to load; every process of the house knows this module

    codes = np.frombuffer(raw, dtype=np.uint8)
    if np.count_nonzero(codes < 0x20) != sum(np.count_nonzero(codes == one) for one in b"\n\r\t"):
        return False
    # First bytes beyond those of Latin letters: of letters with two marks and of signs, where marks stand among them.
    letters, signs, following = codes[:-1] == 0xE1, codes[:-1] == 0xE2, codes[1:]
    known = sum(map(np.count_nonzero, (letters, signs, codes == 0xF0)))
    if b"\x7f" in raw or np.count_nonzero(codes > 0xCB) != known:
        return False
    letters &= (following == 0xAA) | (following == 0xAB) | (following == 0xB7)
    signs &= following == 0x83
    return not (letters.any() or signs.any())


def _is_letter_or_sign(number: bytes) -> bool:
    """Whether a reference's number (8217, x2019) is of a space, a letter or a sign of Western or Vietnamese writing."""
    code = int(number[1:], 16) if number[:1] == b"x" else int(number)
    return any(first <= code <= last for first, last in _LETTERS_AND_SIGNS)


def _mend_references(text: str) -> str:
    """Escape every & that begins no XML entity, outside CDATA; HTML's entities become their characters, references to
    halves of characters go."""
    head, *sections = text.split("<![CDATA[")
    out = [_references_mended(head)]
    for section in sections:
        inside, closed, after = section.partition("]]>")
        out += ("<![CDATA[", inside, closed, _references_mended(after) if "&" in after else after)
    return "".join(out)


def _references_mended(text: str) -> str:
    if "&#" in text:
        text = _HALF_REFERENCE.sub("", text)
    return _AMPERSAND.sub(_mended, text)


def _mended(found: re.Match[str]) -> str:
    name = found.group(1)
    if name:
        character = html.unescape(f"&{name};")
        if character != f"&{name};":
            return html.escape(character, quote=False)
    return "&amp;" + found.group()[1:]
