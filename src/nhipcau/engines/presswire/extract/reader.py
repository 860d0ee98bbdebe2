"""The extract stage: a fetched page in, the article out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
from selectolax.lexbor import LexborHTMLParser

from ..bearable import refuse_unbearable
from ..model import Article, FetchedPage, Unreadable
from . import judge as judging
from .amending import Choice, amend
from .blocks import HEADINGS, Block, BlockedPage, blocks_of
from .bylines import Printed, printed_authors
from .decoding import decode, tidy
from .features import Clues, features, headline
from .language import language_of
from .live import with_entries
from .metadata import Metadata, Seen, absolute, clues_of, metadata_of
from .payload import payload_of
from .structured import Structured, plain, structured
from .titles import named_headline

MAX_BYTES = 12_000_000
OPINION_LIMIT = 2_000_000
"""Pages longer than this many letters get no second opinion: it would take seconds."""
THIN = 200
"""Below this many letters of body the page is taken to hold its text elsewhere (scripts, JSON-LD)."""
LINKED = 0.9
"""A block of which so much is links is a list of other pages."""
_SQUEEZE = re.compile(r"\W+")
_UNSHOWN = re.compile(r"<(/?)(?:noscript|template)\b[^<>]*>")
_BINARY = (
    b"%PDF-",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"RIFF",
    b"\x00\x00\x01\x00",
    b"\xd0\xcf\x11\xe0",
)


def parse(page: FetchedPage) -> tuple[str, LexborHTMLParser]:
    """The page's text and its tree.  Raises Unreadable for what is no HTML page of sane size."""
    body = page.body
    if len(body) > MAX_BYTES:
        size, most = round(len(body) / 1e6), MAX_BYTES // 1_000_000
        raise Unreadable("page_too_large", page=page.address or page.id, megabytes=size, most=most)
    start = body[:512].lstrip()
    if not start and not body.strip():
        raise Unreadable("empty_page", page=page.address or page.id)
    if start.startswith(_BINARY) or _looks_binary(body):
        raise Unreadable("not_html", "binary", page=page.address or page.id)
    text = decode(page)
    if "<" not in text:
        raise Unreadable("not_html", page=page.address or page.id)
    refuse_unbearable(text, page.address or page.key)
    return text, LexborHTMLParser(text)


def _looks_binary(body: bytes) -> bool:
    """Whether the first bytes are no text in any charset (many control bytes, no tag in UTF-16 either)."""
    sample = body[:4096]
    nul = sample.count(0)
    if nul and b"<\x00" not in sample and b"\x00<" not in sample:
        controls = sum(byte < 9 or 13 < byte < 32 for byte in sample)
        return controls > len(sample) * 0.1
    return False


def second_opinion(text: str, texts: list[str]) -> npt.NDArray[np.float32]:
    """1 for each block that trafilatura keeps too, else 0 (all 0 where it finds nothing)."""
    import trafilatura

    try:
        found = (
            trafilatura.extract(_shown(text), fast=True, include_comments=False, include_tables=True) or ""
        )
    except Exception:
        # A second opinion is worth having but never worth losing the page over.
        found = ""
    whole = _SQUEEZE.sub("", found)
    kept = [bool(whole) and _SQUEEZE.sub("", block)[:120] in whole for block in texts]
    return np.array(kept, dtype=np.float32)


def _shown(text: str) -> str:
    """The page without what shows nothing: half of most pages, and trafilatura takes its time over it."""
    tree = LexborHTMLParser(text)
    for node in tree.css("script, style, svg, noscript, iframe, template, link, select"):
        if "ld+json" not in (node.attributes.get("type") or ""):  # JSON-LD is read there too
            node.decompose()
    return tree.html or text


@dataclass(frozen=True, slots=True)
class _Choice:
    """The blocks kept and which judge kept them."""

    blocks: list[Block]
    how: str
    kept: list[int]


def extract(page: FetchedPage) -> Article:
    """Read one page.

    Returns the article; its body may be empty where the page has none (a front page, a video page).
    Raises Unreadable (``empty_page``, ``not_html``, ``page_too_large``, ``page_too_deep``, ``no_text``).
    """
    text, tree = parse(page)
    return _read(page, text, tree, structured(tree), blocks_of(tree))


def extract_named(page: FetchedPage, named: Callable[[str], bool]) -> Article | None:
    """Read one page if its article may name what is looked for, as ``named`` says of a text; None without reading on
    where neither a title nor anything but links to other pages does.

    Most pages that name a place somewhere name it in lists of other news; to know which blocks are the article takes
    longer than all that comes before.
    """
    text, tree = parse(page)
    told, blocked = structured(tree), blocks_of(tree)
    own = [
        block.text
        for block in blocked.blocks
        if block.tag in HEADINGS or block.link_chars < LINKED * len(block.text)
    ]
    # A page that shows little may hold its text elsewhere, a live blog's entries are told to machines only.
    shows = sum(map(len, own)) > 5 * THIN and not any("liveBlogUpdate" in one for one in told.articles)
    if shows and not named("\n".join((*_titles(told), *own))):
        return None
    return _read(page, text, tree, told, blocked)


def _titles(told: Structured) -> Iterator[str]:
    """What the page tells machines of its article that may become its title or its text."""
    yield told.title_tag
    for name in ("og:title", "twitter:title"):
        yield told.meta.get(name, "")
    for article in told.articles:
        yield plain(article.get("headline"))
        yield plain(article.get("articleBody"))


def _read(
    page: FetchedPage, text: str, tree: LexborHTMLParser, told: Structured, blocked: BlockedPage
) -> Article:
    """The article of a page that was parsed."""
    clues = clues_of(told)
    head = headline(blocked, clues.title)
    named = None
    if head < 0 and (named := named_headline(tree, blocked)):
        head = named[0]
    choice = _choose(text, blocked, clues, head)
    body, how = "\n".join(block.text for block in choice.blocks), choice.how
    if len(told.articles) and (live := with_entries(body, told)) != body:
        body, how = live, "live"
    if len(body) < THIN:
        body, how, beside = _elsewhere(tree, clues, body, how)
        if beside and not told.articles:
            told = replace(told, articles=(beside,))
    if not body and not clues.title:
        raise Unreadable("no_text", page=page.address or page.id)
    language = language_of(
        body or clues.title,
        told.lang or told.meta.get("og:locale", "") or told.meta.get("content-language", ""),
    )
    seen = Seen(tree, blocked, choice.kept, head, named[1] if named else "")
    meta = metadata_of(told, seen, address=page.address, language=language)
    authors = meta.authors
    if not authors or meta.organisation_only:
        printed = Printed(blocked, tree, choice.kept, head, language, meta.outlet)
        authors = printed_authors(printed) or authors
    return _article(page, told, meta, body, how, authors, language, choice.blocks)


def _choose(text: str, blocked: BlockedPage, clues: Clues, head: int) -> _Choice:
    """The article's blocks by the quick judge, by the careful one where that is in doubt."""
    if not blocked.blocks:
        return _Choice([], "none", [])
    rows, sizes, _ = features(blocked, clues, head)
    by_name = judging.judges()
    chances = by_name["quick"].chances(rows)
    how = "quick"
    if len(text) < OPINION_LIMIT and judging.doubt(chances, sizes) > judging.DOUBT:
        opinion = second_opinion(text, [block.text for block in blocked.blocks])
        chances = by_name["careful"].chances(judging.with_second_opinion(rows, opinion, sizes))
        how = "careful"
    kept = judging.kept(chances, sizes)
    chosen = amend(Choice(blocked, kept.tolist(), head, clues.title, chances.tolist()))
    return _Choice([blocked.blocks[at] for at in chosen], how, chosen)


def _elsewhere(tree: LexborHTMLParser, clues: Clues, body: str, how: str) -> tuple[str, str, dict[str, Any]]:
    """A fuller body for a page that shows little: JSON-LD's articleBody, then its scripts' data with what these
    say of it (by the names of JSON-LD; {} where they say nothing), then what is for browsers without scripts."""
    if len(clues.article_body) > max(4 * len(body), 100):
        return clues.article_body, "json-ld", {}
    held = payload_of(tree)
    if held.html:
        inner = blocks_of(LexborHTMLParser(held.html))
        whole = "\n".join(block.text for block in inner.blocks if not block.tag.startswith("fig"))
        if len(whole) > max(4 * len(body), THIN):
            return whole, "payload", held.told
    for node in tree.css("noscript, template"):
        if len(node.html or "") > 2 * THIN:
            inner = blocks_of(LexborHTMLParser(_UNSHOWN.sub(r"<\1div>", node.html or "")))
            whole = "\n".join(block.text for block in inner.blocks if not block.tag.startswith("fig"))
            if len(whole) > max(4 * len(body), 2 * THIN):
                return whole, "unshown", {}
    return body, how, {}


def _article(
    page: FetchedPage,
    told: Structured,
    meta: Metadata,
    body: str,
    how: str,
    authors: tuple[str, ...],
    language: str,
    blocks: list[Block],
) -> Article:
    """Put the parts together."""
    published, updated = meta.published, meta.updated
    address = page.address or meta.canonical
    return Article(
        id=page.id,
        url=address,
        canonical_url=meta.canonical or page.address,
        outlet=tidy(meta.outlet),
        title=tidy(meta.title),
        body=tidy(body),
        authors=tuple(map(tidy, authors)),
        published=published.when if published else None,
        published_has_zone=bool(published and published.has_zone),
        published_day_only=bool(published and published.day_only),
        updated=updated.when if updated else None,
        language=language,
        lead_image=meta.image,
        links=_links(blocks, told.base or address),
        how=how,
    )


def _links(blocks: list[Block], base: str) -> tuple[str, ...]:
    """Absolute addresses linked from the kept blocks, in order, each once."""
    found: dict[str, None] = {}
    for block in blocks:
        for href in block.hrefs:
            link = absolute(href, base)
            if link:
                found.setdefault(link, None)
    return tuple(found)
