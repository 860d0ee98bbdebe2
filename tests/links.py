"""Following the links of a site as its readers would: every page that a page leads to, each kind of page a few times."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

MOST_OF_A_KIND = 2  # pages of one address but for its numbers and the values of its query
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a link gave.  text: "" for what is no page; then: the address that it led on to."""

    status: int
    text: str = ""
    then: str = ""


@dataclass(frozen=True, slots=True)
class Dead:
    """A link that does not answer its reader, and the page on which it stands."""

    page: str
    link: str
    status: int


def links_of(page: str, text: str) -> list[str]:
    """The addresses on this site that a page leads to, without what stands behind "#"."""
    found = (link.attributes["href"] for link in LexborHTMLParser(text).css("a[href]"))
    here = [urljoin(page, href.partition("#")[0] or page) for href in found if href]
    return [link for link in here if link.startswith("/") and not link.startswith("//")]


def kind_of(link: str) -> str:
    """What pages of one kind have in common: the path without numbers, the names in the query."""
    parts = urlsplit(link)
    names = ",".join(sorted({name for name, _ in parse_qsl(parts.query)}))
    return f"{_NUMBER.sub('#', parts.path)}?{names}"


def dead_links(
    get: Callable[[str], Answer], starts: Iterable[str], most: int, kind_of: Callable[[str], str] = kind_of
) -> tuple[list[Dead], set[str]]:
    """Links that answer 400 or more, and the kinds of pages that were opened; at most ``most`` pages are, ``MOST_OF_A_KIND`` of each."""
    waiting = deque(("", start) for start in starts)
    seen: set[str] = set()
    kinds: Counter[str] = Counter()
    dead: list[Dead] = []
    while waiting and len(seen) < most:
        page, link = waiting.popleft()
        kind = kind_of(link)
        if link in seen or kinds[kind] >= MOST_OF_A_KIND:
            continue
        seen.add(link)
        kinds[kind] += 1
        answer = get(link)
        if answer.status >= 400:
            dead.append(Dead(page, link, answer.status))
        elif answer.then.startswith("/"):
            waiting.appendleft((page, answer.then))
        waiting.extend((link, each) for each in links_of(link, answer.text))
    return dead, set(kinds)
