"""How many of the unseen pages, feeds and texts are read right: ``python -m nhipcau.engines.presswire.tests.unseen``.

Prints right/all of the tuned half and of the half kept aside; ``--faults tuned`` names what is wrong in the tuned half.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from nhipcau.engines.presswire.extract import extract
from nhipcau.engines.presswire.extract.tests import unseen_pages
from nhipcau.engines.presswire.extract.tests.kinds_of_pages import Kind
from nhipcau.engines.presswire.extract.tests.unseen_fifth import FIFTH
from nhipcau.engines.presswire.extract.tests.unseen_fourth import FOURTH, FOURTH_MORE
from nhipcau.engines.presswire.extract.tests.unseen_more import MORE
from nhipcau.engines.presswire.extract.tests.unseen_second import SECOND, SECOND_MORE
from nhipcau.engines.presswire.extract.tests.unseen_third import THIRD
from nhipcau.engines.presswire.extract.tests.unseen_whole import WHOLE
from nhipcau.engines.presswire.feeds import read_feed
from nhipcau.engines.presswire.feeds.tests import unseen_feeds
from nhipcau.engines.presswire.judging.judge import Judge, JudgedText
from nhipcau.engines.presswire.mentions.reader import MentionReader, Relevance
from nhipcau.engines.presswire.mentions.tests import (
    unseen_texts,
    unseen_texts_fifth,
    unseen_texts_fourth,
    unseen_texts_third,
)
from nhipcau.engines.presswire.model import FetchedPage
from nhipcau.engines.presswire.profile import load_profile
from nhipcau.engines.presswire.tests.aside import aside

Result = tuple[str, str, bool, list[str]]
"""Room, name, kept aside, faults."""


def _lower(names: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """Names are given as printed, in capitals or not: which of the two is not asked."""
    return names and tuple(name.lower() for name in names)


def page_faults(kind: Kind) -> list[str]:
    """What of a page is read otherwise than expected; empty when all is right."""
    article = extract(
        FetchedPage(url=kind.url, body=kind.html.encode(), content_type="text/html; charset=utf-8")
    )
    body = " ".join(article.body.split())
    day = article.published.isoformat()[: len(kind.day) or 10] if article.published else ""
    asked = (("day", day, None if kind.day == "?" else kind.day), ("title", article.title, kind.title),
             ("authors", _lower(article.authors), _lower(kind.authors)), ("image", article.lead_image, kind.image))  # fmt: skip
    return [
        *(f"missing: {text}" for text in kind.has if text not in body),
        *(f"kept: {text}" for text in kind.has_not if text in body),
        *(f"twice: {text}" for text in kind.once if body.count(text) > 1),
        *(
            f"{name}: {got!r}, wanted {want!r}"
            for name, got, want in asked
            if want is not None and got != want
        ),
    ]


def feed_faults(feed: unseen_feeds.Feed) -> list[str]:
    """What of a feed is read otherwise than expected, or that it is not read at all."""
    try:
        entries = read_feed(feed.body).entries
    except Exception as error:
        return [f"not read: {error!r}"]
    got = tuple(
        (e.title, e.link.split("?utm")[0], e.published.date().isoformat() if e.published else "")
        for e in entries
    )
    if len(got) == len(feed.entries):  # a day of "?" is not asked
        got = tuple(
            (*one[:2], "?" if want[2] == "?" else one[2]) for one, want in zip(got, feed.entries, strict=True)
        )
    return [] if got == feed.entries else [f"got {got}"]


def mention_faults(profile: str, place: bool, title: str, body: str) -> list[str]:
    """Whether a text is wrongly held for one of the place, or wrongly not."""
    got = MentionReader(load_profile(profile)).read(title=title, body=body)
    return [] if (got.relevance is not Relevance.NONE) is place else [f"wanted {place}: {got}"]


def flag_faults(want: str, title: str, body: str) -> list[str]:
    """Whether the asked flag stands (``+``) or does not (``-``)."""
    flags = {flag.label for flag in Judge().propose(JudgedText(title, body)).flags}
    return [] if (want[1:] in flags) is (want[0] == "+") else [f"wanted {want}: {sorted(flags)}"]


def results() -> Iterator[Result]:
    """Every unseen case with what is wrong about it."""
    for kind in unseen_pages.PAGES:
        yield "pages", kind.name, aside(kind.name), page_faults(kind)
    for kind in SECOND:
        yield "second pages", kind.name, aside(kind.name), page_faults(kind)
    for kind in (*MORE, *SECOND_MORE, *WHOLE):
        yield "further pages", kind.name, False, page_faults(kind)
    for feed in unseen_feeds.FEEDS:
        yield "feeds", feed.name, aside(feed.name), feed_faults(feed)
    for row in unseen_texts.MENTIONS:
        yield "mentions", row[2], aside(row[2]), mention_faults(*row)
    for row in unseen_texts.MORE_MENTIONS:
        yield "further mentions", row[2], False, mention_faults(*row)
    for flag in unseen_texts.MORE_FLAGS:
        yield "further flags", flag[1], False, flag_faults(*flag)
    for flag in unseen_texts.FLAGS:
        yield "flags", flag[1], aside(flag[1]), flag_faults(*flag)
    for kind in THIRD:
        yield "third pages", kind.name, aside(kind.name), page_faults(kind)
    for row in (*unseen_texts_third.MENTIONS, *unseen_texts_third.LATER_MENTIONS):
        yield "third mentions", row[2], aside(row[2]), mention_faults(*row)
    for flag in (*unseen_texts_third.FLAGS, *unseen_texts_third.LATER_FLAGS):
        yield "third flags", flag[1], aside(flag[1]), flag_faults(*flag)
    for kind in FOURTH:
        yield "fourth pages", kind.name, aside(kind.name), page_faults(kind)
    for kind in FOURTH_MORE:
        yield "fourth further pages", kind.name, False, page_faults(kind)
    for feed in unseen_feeds.MORE_FEEDS:
        yield "further feeds", feed.name, False, feed_faults(feed)
    for feed in unseen_feeds.LATER_FEEDS:
        yield "later feeds", feed.name, aside(feed.name), feed_faults(feed)
    for row in unseen_texts_fourth.MENTIONS:
        yield "fourth mentions", row[2], aside(row[2]), mention_faults(*row)
    for row in unseen_texts_fourth.MORE_MENTIONS:
        yield "fourth further mentions", row[2], False, mention_faults(*row)
    for flag in unseen_texts_fourth.MORE_FLAGS:
        yield "fourth further flags", flag[1], False, flag_faults(*flag)
    for flag in unseen_texts_fourth.FLAGS:
        yield "fourth flags", flag[1], aside(flag[1]), flag_faults(*flag)
    for kind in FIFTH:
        yield "fifth pages", kind.name, aside(kind.name), page_faults(kind)
    for row in unseen_texts_fifth.MENTIONS:
        yield "fifth mentions", row[2], aside(row[2]), mention_faults(*row)
    for flag in unseen_texts_fifth.FLAGS:
        yield "fifth flags", flag[1], aside(flag[1]), flag_faults(*flag)


def main(write: Callable[[str], object] = print) -> None:
    rows = list(results())
    for room in (
        "pages",
        "second pages",
        "further pages",
        "feeds",
        "mentions",
        "further mentions",
        "flags",
        "further flags",
        "third pages",
        "third mentions",
        "third flags",
        "fourth pages",
        "fourth further pages",
        "later feeds",
        "further feeds",
        "fourth mentions",
        "fourth further mentions",
        "fourth further flags",
        "fourth flags",
        "fifth pages",
        "fifth mentions",
        "fifth flags",
    ):
        halves = [[not row[3] for row in rows if row[0] == room and row[2] is half] for half in (False, True)]
        write(f"{room}: " + ", ".join(
            f"{name} {sum(half)}/{len(half)}" for name, half in zip(("tuned", "aside"), halves, strict=True)))  # fmt: skip
    if "--faults" in sys.argv:
        for room, name, kept_aside, faults in rows:
            if faults and not kept_aside:
                write(f"{room}: {name}\n    " + "\n    ".join(faults))


if __name__ == "__main__":
    main()
