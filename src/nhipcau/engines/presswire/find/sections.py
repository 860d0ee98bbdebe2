"""Section pages: which of a page's links lead to articles, told by structure and not by the outlet's name.

An outlet's front page shows its articles in a few places made alike: the same kind of address, in the same
kind of box, with a headline for a text.  Menus, tags, authors and adverts are alike too, but their texts
are short and their addresses have no slug, number or date.  So links are grouped by where they stand and
what their address looks like, and a group is kept or dropped as a whole.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from urllib.parse import urldefrag, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from nhipcau.engines.presswire.bearable import refuse_unbearable
from nhipcau.engines.presswire.feeds.decoding import decode
from nhipcau.engines.presswire.net.links import joined

_ID = re.compile(r"[0-9]{4,}")
_DATE = re.compile(r"/(?:19|20)[0-9][0-9][/-]?(?:0?[1-9]|1[0-2])(?:[/-]?[0-9]{1,2})?(?:/|-|\b)")
_ARTICLE_ENDING = re.compile(r"\.(?:s?html?|htm|aspx?|php|vnp|ldo|epi|antd|vov|amp)$", re.IGNORECASE)
_NOT_ARTICLE = re.compile(
    r"/(?:tags?|tu-khoa|chu-de|topics?|authors?|tac-gia|search|tim-kiem|login|dang-nhap|register|subscribe|cart|rss|feed|about|contact|"
    r"lien-he|gioi-thieu|privacy|terms|video-player|wp-(?:admin|content|login)|page)(?:[/.?-]|$)",
    re.IGNORECASE,
)
_FILE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|pdf|docx?|xlsx?|zip|mp[34]|css|js|xml|rss|ico)$", re.IGNORECASE
)
_QUIET = {"nav", "footer", "aside", "form"}
_QUIET_CLASS = re.compile(
    r"\b(?:nav|menu|breadcrumb|footer|social|share|tags?|pagination|login|advert|banner|weather)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SectionLink:
    """A link that looks like an article's.  title: the headline as the section shows it, "" if only a picture."""

    url: str
    title: str


@dataclass(slots=True)
class _Seen:
    title: str
    places: set[str]
    quiet: bool
    order: int
    heading: bool


def article_links(body: bytes, *, url: str, charset: str | None = None) -> tuple[SectionLink, ...]:
    """Addresses of articles that a section page links to, in the page's order, without repeats.

    body: the page's bytes.  url: its address (after redirects).  Links to other sites are left out,
    except to other hosts of the same site (tin.bao.vn on bao.vn).  Raises Unreadable ``page_too_deep``.
    """
    text = decode(body, charset)
    refuse_unbearable(text, url)
    tree = LexborHTMLParser(text)
    base_tag = tree.css_first("base[href]")
    base = joined(url, (base_tag.attributes.get("href") or "") if base_tag else "") or url
    own = _site(urlsplit(url).hostname or "")
    here = urldefrag(url).url
    links: dict[str, _Seen] = {}
    for order, anchor in enumerate(tree.css("a[href]")):
        address = _address(base, anchor.attributes.get("href") or "", own)
        if not address or address.rstrip("/") == here.rstrip("/"):
            continue
        title = " ".join(
            (anchor.text(deep=True, separator=" ") or anchor.attributes.get("title") or "").split()
        )
        place, quiet, heading = _place(anchor)
        seen = links.setdefault(address, _Seen(title, set(), True, order, False))
        seen.places.add(place)
        seen.quiet = seen.quiet and quiet
        seen.heading = seen.heading or heading
        if len(title) > len(seen.title):
            seen.title = title
    groups: dict[str, list[str]] = defaultdict(list)
    for address, seen in links.items():
        for place in seen.places:
            groups[f"{place}|{_shape(address)}"].append(address)
    good = Counter[str]()
    for members in groups.values():
        worth = sum(_worth(address, links[address]) for address in members) / len(members)
        for address in members:
            if worth + _worth(address, links[address]) >= 6:
                good[address] += 1
    chosen = sorted(good, key=lambda address: links[address].order)
    return tuple(SectionLink(address, links[address].title) for address in chosen)


def _address(base: str, href: str, own: str) -> str:
    href = href.strip()
    if (
        not href
        or href[0] == "#"
        or href[:11].lower().startswith(("javascript:", "mailto:", "tel:", "data:"))
    ):
        return ""
    try:
        address = urldefrag(joined(base, href)).url
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or _site(host) != own or _FILE.search(parts.path):
        return ""
    return address


def _site(host: str) -> str:
    """The registrable part of a host, near enough: two labels, three where the second is com, gov, edu …"""
    labels = host.lower().split(".")
    if re.fullmatch(r"[0-9.:]+", host):
        return host
    keep = (
        3 if len(labels) > 2 and labels[-2] in ("com", "net", "org", "gov", "edu", "co", "ac", "info") else 2
    )
    return ".".join(labels[-keep:])


def _place(anchor: LexborNode) -> tuple[str, bool, bool]:
    """(what boxes the link stands in, is it a menu or foot, is it a headline)."""
    names, quiet, heading = [], False, False
    node = anchor.parent
    for depth in range(12):
        if node is None or node.tag in ("body", "html", "-undef"):
            break
        kind = node.attributes.get("class") or ""
        if depth < 3:
            names.append(f"{node.tag}.{kind.split()[0] if kind.split() else ''}")
        heading = heading or (depth < 3 and node.tag in ("h1", "h2", "h3", "h4", "h5"))
        marks = f"{kind} {node.attributes.get('id') or ''} {node.attributes.get('role') or ''}"
        if node.tag in _QUIET or (depth < 6 and _QUIET_CLASS.search(marks)):
            quiet = True
        node = node.parent
    return ">".join(names), quiet, heading


def _shape(address: str) -> str:
    parts = urlsplit(address)
    pieces = [piece for piece in parts.path.split("/") if piece]
    return f"{len(pieces)}{'i' if _ID.search(parts.path) else ''}{'e' if _ARTICLE_ENDING.search(parts.path) else ''}"


def _worth(address: str, seen: _Seen) -> float:
    """How much a link looks like an article's: about 0 (menu) to 8."""
    parts = urlsplit(address)
    path = parts.path
    slug = path.rstrip("/").rsplit("/", 1)[-1]
    words = len(re.findall(r"[^\W\d_]+", seen.title))
    worth = 0.0
    worth += 2.0 if slug.count("-") >= 4 else 1.0 if slug.count("-") == 3 else 0.0
    worth += 1.5 if _ID.search(path) or _ID.search(parts.query) else 0.0
    worth += 1.0 if _DATE.search(path) else 0.0
    worth += 0.5 if _ARTICLE_ENDING.search(path) else 0.0
    # Chinese, Japanese, Thai, Lao and Khmer headlines have few spaces or none: count their letters.
    unspaced = sum(1 for c in seen.title if c >= "\u0e00" and not "\u1e00" <= c <= "\u1fff")
    worth += 2.0 if words >= 5 or unspaced >= 8 else 0.5 if words >= 3 else 0.0
    worth += 1.0 if seen.heading else 0.0
    worth -= 3.0 if _NOT_ARTICLE.search(path) else 0.0
    worth -= 2.0 if seen.quiet else 0.0
    worth -= 2.0 if path in ("", "/") else 0.0
    return worth
