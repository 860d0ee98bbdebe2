"""Subject watches: which texts are about a subject, by words, places and outlets; never by people."""

from nhipcau.engines.presswire.watches.matching import Caught, Found, Watcher, WatchRule
from nhipcau.engines.presswire.watches.nobody import person_in

__all__ = ["Caught", "Found", "WatchRule", "Watcher", "person_in"]
