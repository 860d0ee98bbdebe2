"""The lead picture of a page that states none to machines: the first of some size in the article, lazy or not."""

from __future__ import annotations

import re

from .blocks import HINT_NAMES, BlockedPage, inherited
from .noted import Noted

_LAZY = (
    "data-src", "data-original", "data-lazy-src", "data-lazy", "data-hi-res-src", "data-url", "data-image", "data-echo", "data-srcset",
    "data-lazy-srcset", "srcset", "src",
)  # fmt: skip
_EMPTY = re.compile(
    r"^(?:data|about|blob|javascript):|(?:blank|spacer|pixel|placeholder|loading|lazy|transparent|1x1)[\w-]*\.(?:gif|png|svg|jpe?g|webp)",
    re.IGNORECASE,
)
_NO_PICTURE = re.compile(r"logo|icon|avatar|sprite|banner|button|emoji|gravatar|qr[-_]?code", re.IGNORECASE)
_OF_THE_SITE = re.compile(
    r"(?:^|[-_.])(?:logo|no[-_]?image|no[-_]?photo|placeholder|default)(?:[-_.]|$)|(?:share|og|social)[-_]?(?:image[-_]?)?default",
    re.IGNORECASE,
)
"""The name of a picture that a site states for every page that has none."""
_AWAY = sum(1 << HINT_NAMES.index(name) for name in ("menu", "foot", "side", "comment", "related", "ad"))
_LEAST = 100  # pixels


def lead_picture(page: BlockedPage, kept: list[int], head: int) -> str:
    """The picture's address as written, "" if there is none.  kept: indexes of the article's blocks."""
    if not kept:
        return ""
    flags = inherited(page, head)
    first = (head if head >= 0 else kept[0]) - 2
    for node, place, before in page.images:
        if first <= before <= kept[-1] + 1 and not flags[place] & _AWAY:
            address = _address(node)
            if address:
                return address
    return ""


def of_the_site(address: str) -> bool:
    """Whether a stated picture is the site's mark, not the article's: "logo-share.png"."""
    return _OF_THE_SITE.search(address.partition("?")[0].rpartition("/")[2]) is not None


def _address(element: Noted) -> str:
    """The best address of an img or picture element, "" for what is no picture for readers."""
    for attributes in element.pictures():
        if _too_small(attributes.get("width")) or _too_small(attributes.get("height")):
            return ""
        names = f"{attributes.get('class') or ''} {attributes.get('alt') or ''}"
        for name in _LAZY:
            value = (attributes.get(name) or "").strip()
            if not value:
                continue
            address = _largest(value) if name.endswith("srcset") else value
            if address and not _EMPTY.search(address):
                if _NO_PICTURE.search(address.rpartition("/")[2]) or _NO_PICTURE.search(names):
                    return ""
                return address
    return ""


def _largest(srcset: str) -> str:
    """The address with the largest width of "a.jpg 400w, b.jpg 1200w"."""
    best, widest = "", -1.0
    for part in re.split(r",\s+", srcset):
        address, _, size = part.strip().partition(" ")
        number = re.match(r"[0-9]{1,6}(?:\.[0-9]+)?", size.strip())
        width = float(number.group()) if number else 0.0
        if address and width > widest:
            best, widest = address, width
    return best


def _too_small(size: str | None) -> bool:
    found = re.match(r"\s*([0-9]{1,5})(?:px)?\s*$", size) if size else None
    return found is not None and int(found.group(1)) < _LEAST
