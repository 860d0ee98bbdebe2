"""Now, on the calendar that the installation runs on (a demonstration has its own day)."""

from nhipcau.kernel.clock import now

__all__ = ["now"]
