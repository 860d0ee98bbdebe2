"""Screen: does a page name anything on the watch list?  Raw bytes in, names out, before any parsing."""

from nhipcau.engines.presswire.screen.names import WatchName
from nhipcau.engines.presswire.screen.screening import Hit, Screener

__all__ = ["Hit", "Screener", "WatchName"]
