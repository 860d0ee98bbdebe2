"""The headline of a page that has no heading element: old portals name a cell or a span after it."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from nhipcau.engines.vntext.regexes import regex

from .blocks import HEADINGS, BlockedPage, hints_of
from .structured import squeeze

_NAMED = ", ".join(
    f'[{attribute}*="{word}" i]'
    for attribute in ("class", "id")
    for word in ("title", "tieude", "tieu-de", "tieu_de", "headline")
)
_OF_ARTICLE = regex(
    r"tieu[-_]?de|(?:detail|article|news|post|entry|content|story|bai|tin)[-_]*title|title[-_]*(?:detail|article|news|post|entry|content|story|bai|tin)",
    re.IGNORECASE,
)
"""A heading so named is an article's; a heading's name may also be that of any part of a page."""
_MENU = sum(1 << at for at in (0, 1, 2, 3, 4))  # menu, foot, side, comment, related
_PROSE = 80
_DATE_LINE = re.compile(
    r"^\W*(?:ngày đăng|đăng (?:ngày|lúc)|ngày cập nhật|cập nhật|ngày|thứ|posted|published|date)\b.*?[0-9]{1,2}[/.-][0-9]{1,2}[/.-](?:19|20)[0-9]{2}",
    re.IGNORECASE,
)
_DAY_BEHIND = re.compile(
    r"\s*[(\[]\s*(?:ngày\s+)?[0-9]{1,2}\s?[/.-]\s?[0-9]{1,2}\s?[/.-]\s?(?:19|20)[0-9]{2}[^)\]]{0,20}[)\]]$"
)
"""The day in brackets that portals put after a title."""
_DAY_LINE = 60
_SITE = re.compile(
    r"^(?:cổng|trang) (?:thông tin|ttđt|tin)|^(?:tin tức|tin hoạt động|trang chủ|home)\b", re.IGNORECASE
)


def named_headline(tree: LexborHTMLParser, page: BlockedPage) -> tuple[int, str] | None:
    """The index of the block that an element named as a title begins, and the element's text; None without one.

    It stands before the page's longest text, is no link and no name of the site.
    """
    blocks = page.blocks
    if not blocks:
        return None
    longest = max(range(len(blocks)), key=lambda at: len(blocks[at].text) - 2 * blocks[at].link_chars)
    if len(blocks[longest].text) < _PROSE:
        return None
    best: tuple[int, str] | None = None
    for node in tree.css(_NAMED)[:40]:
        if node.tag in ("title", "head", "meta", "a") or node.css_first("a[href]"):
            continue
        names = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
        if node.tag in HEADINGS and not _OF_ARTICLE.search(names):
            continue
        text = squeeze(node.text(deep=True, separator=" ") or "")
        if not 15 <= len(text) <= 250 or len(text.split()) < 4 or _SITE.search(text) or _in_menu(node):
            continue
        text = _DAY_BEHIND.sub("", text)
        at = next((at for at in range(longest + 1) if blocks[at].text.startswith(text)), None)
        if at is None:  # a day stands before it in the same block, parted by a break
            at = next((at for at in range(longest + 1) if 0 < blocks[at].text.find(text) <= _DAY_LINE), None)
        if at is not None and (best is None or at > best[0]):
            best = at, text
    return best or _before_date(page, longest)


def _before_date(page: BlockedPage, longest: int) -> tuple[int, str] | None:
    """The line above "Ngày đăng: 05/09/2026", before the page's longest text."""
    for at in range(1, min(longest, len(page.blocks))):
        above = page.blocks[at - 1]
        if (
            len(page.blocks[at].text) <= 100
            and _DATE_LINE.search(page.blocks[at].text)
            and not above.links
            and 15 <= len(above.text) <= 250
            and len(above.text.split()) >= 4
            and not _SITE.search(above.text)
        ):
            return at - 1, above.text
    return None


def _in_menu(node: LexborNode) -> bool:
    up: LexborNode | None = node
    for _ in range(8):
        if up is None or up.tag in ("body", "html"):
            return False
        names = f"{up.attributes.get('class') or ''} {up.attributes.get('id') or ''}".strip()
        if up.tag in ("nav", "footer", "aside") or (names and hints_of(names[:200]) & _MENU):
            return True
        up = up.parent
    return False
