"""Whether a raw page names what is watched in its frame only: in menus, lists of other news, addresses and scripts.

Most pages that a name lets through the screen name it there.  To parse one and cut it into blocks takes thirty times as
long as this look at the bytes around each name.  It answers yes only where the bytes leave no doubt: a name inside a
tag that is no ``meta``, inside a script that is no JSON-LD, or inside a link that is all that a list item, a paragraph or a
cell says.  Everything else (a heading, a title, a list in a page that shows little text) is for the parser to judge.
"""

from __future__ import annotations

import re

from nhipcau.engines.presswire.screen.hidden import ENTITY, INVISIBLE, MARKS, PARTS, STROKE
from nhipcau.engines.presswire.screen.plain import compose, unescape
from nhipcau.engines.presswire.screen.screening import Screener

_MOST = 3_000_000  # bytes of a page that is looked at
_SHOWN = 1200  # letters of running text from which on a page surely shows its article itself
_NEAR = 1200  # bytes on either side of a name in which its link must begin and end
_PLACES = 400  # names that are looked at
_HEADING_NEAR = 5000  # bytes after a name in which a heading around it ends
_TEXT = re.compile(rb"<(?:p|br|/a|/b|/i|/em|/strong)(?:\s[^<>]*)?/?>([^<]{60,})")
_HEAD, _LONG = 50_000, 2_000  # bytes in which a title begins, and that it has
_NAME = re.compile(rb"/?([a-zA-Z][a-zA-Z0-9]*)")
_WITHIN = rb"(?:[^<>]++|</?(?:span|b|strong|i|em|font|small|img)(?:\s[^<>]*)?/?>)*"
_INLINE = frozenset((b"span", b"b", b"strong", b"i", b"em", b"font", b"small", b"img"))
_BLOCKS = (b"li", b"p", b"div", b"td", b"ul", b"ol", b"dd", b"dt", b"nav", b"section", b"article", b"aside", b"tr", b"footer",
           b"header", b"figure")  # fmt: skip
_BEGUN = re.compile(rb"<[aA]\s[^<>]*>" + _WITHIN)
_ENDED = re.compile(
    _WITHIN
    + rb"</[aA]\s*>(?:\s|&nbsp;|</?(?:span|b|strong|i|em|font|small)(?:\s[^<>]*)?>)*</?(?:"
    + b"|".join(_BLOCKS)
    + rb")[\s>]"
)
_HEADING = re.compile(rb"<(/?)[hH][1-6][\s>]")
_ODD = re.compile(rb"<(?:S[cC]|s[cC][rR](?<!scr)|[pP][lL][aA][iI]|[xX][mM][pP])")
"""Elements that a parser reads otherwise than the look at bytes does, and scripts in capitals."""
_WRITTEN_TAG = re.compile(rb"&(?:amp;)*#0*6[02]\b|&(?:amp;)*#[xX]0*3[cCeE]\b|&(?:amp;)*#[0-9]{9}")


def names_in_frame_only(page: bytes, screen: Screener) -> bool:
    """True where no name of the watch list can stand in the page's article or titles; False where that is in doubt.

    page: raw bytes.  A page that is not UTF-8 is always in doubt.
    """
    if len(page) > _MOST or b"\x1b" in page:
        return False
    # What tells soonest comes first: a title that names it, a name outside the frame; text is counted last.
    begin = page.find(b"<title", 0, _HEAD)
    if begin >= 0 and screen.any(page[begin : begin + _LONG].partition(b"</")[0]):
        return False
    shown, told = _parted(page)
    if b"liveBlog" in told or (told and screen.any(told)):
        return False
    return _outside_none(shown, screen) and _shows_article(shown)


def _shows_article(shown: bytes) -> bool:
    """Whether a page without its scripts says enough to be sure that its text stands there, as a parser sees it."""
    if _ODD.search(shown):
        return False
    return len(b"".join(_TEXT.findall(shown)).decode("utf-8", "replace")) >= _SHOWN


def _outside_none(shown: bytes, screen: Screener) -> bool:
    """Whether every name in a page without its scripts stands in the frame, as far as bytes tell."""
    left = iter(range(_PLACES))

    def aside(page: bytes, at: int) -> bool:
        return next(left, None) is not None and _in_frame(page, at)

    signs = screen.outside(shown, aside)
    if signs is None:
        return False
    signs &= {ENTITY, INVISIBLE, MARKS, PARTS, STROKE}
    if not signs:
        return True
    if ENTITY in signs:
        if _WRITTEN_TAG.search(shown):
            return False
        shown = unescape(shown, (ENTITY,))
    return screen.outside(compose(shown, screen.ways(shown)), aside) is not None


def _parted(page: bytes) -> tuple[bytes, bytes]:
    """The page without its scripts, and its scripts of JSON-LD."""
    shown: list[bytes] = []
    told: list[bytes] = []
    at, size, next_remark = 0, len(page), -1
    while True:
        begin = page.find(b"<script", at)
        if begin < 0:
            shown.append(page[at:])
            return b" ".join(shown), b"\n".join(told)
        if next_remark < at:
            next_remark = page.find(b"<!--", at)
            next_remark = size if next_remark < 0 else next_remark
        if next_remark < begin and page.rfind(b"<!--", at, begin) > page.rfind(b"-->", at, begin):
            # A script within a remark is none, and may have no end of its own.
            end = page.find(b"-->", begin)
            end = size if end < 0 else end
            shown.append(page[at:end])
            at = end
            continue
        shown.append(page[at:begin])
        head, end = page.find(b">", begin), page.find(b"</script", begin)
        end = size if end < 0 else end
        if b"json" in page[begin:head].lower():
            told.append(page[begin:end])
        at = end


def _in_frame(page: bytes, at: int) -> bool:
    """Whether the letter at ``at`` stands in a tag or in a link that is all that its block says."""
    tag = page.rfind(b"<", 0, at)
    if tag < 0:
        return False
    name = _NAME.match(page, tag + 1)
    if page.find(b">", tag, at) < 0:
        return name is not None and name.group(1).lower() != b"meta"
    link = max(page.rfind(b"<a", max(0, at - _NEAR), at), page.rfind(b"<A", max(0, at - _NEAR), at))
    if link < 0 or not _BEGUN.fullmatch(page, link, at) or not _ENDED.match(page, at, at + _NEAR):
        return False
    heading = _HEADING.search(page, at, at + _HEADING_NEAR)
    return (heading is None or not heading.group(1)) and _begins_a_block(page, link)


def _begins_a_block(page: bytes, at: int) -> bool:
    """Whether nothing but tags of inline elements stands between ``at`` and the tag of a block before it."""
    for _ in range(8):
        while at and page[at - 1] in b" \t\r\n":
            at -= 1
        begin = page.rfind(b"<", max(0, at - _NEAR), at)
        if begin < 0 or page[at - 1 : at] != b">" or page.find(b">", begin, at) != at - 1:
            return False
        name = _NAME.match(page, begin + 1)
        if name is None:
            return False
        if name.group(1).lower() in _BLOCKS:
            return True
        if name.group(1).lower() not in _INLINE:
            return False
        at = begin
    return False
