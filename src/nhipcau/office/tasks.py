"""Where workers look for what the office does by the clock."""

from nhipcau.office.asks.tasks import remind_asked

__all__ = ["remind_asked"]
