"""Feeds: RSS 0.9 to 2.0, Atom and JSON Feed, also broken ones, to entries with dates that can be trusted."""

from nhipcau.engines.presswire.feeds.dates import FeedDate, read_date
from nhipcau.engines.presswire.feeds.reading import Feed, FeedEntry, read_feed

__all__ = ["Feed", "FeedDate", "FeedEntry", "read_date", "read_feed"]
