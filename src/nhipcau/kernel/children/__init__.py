"""Reading foreign bytes in child processes that have limits, so that nothing that is read stops the house.

Knows no Django: a child is a fresh program, inherits no database connection, and imports the engine once.
"""

from nhipcau.kernel.children.pool import Busy, Ended, Limits, NotRead, Pool, TimedOut

__all__ = ["Busy", "Ended", "Limits", "NotRead", "Pool", "TimedOut"]
