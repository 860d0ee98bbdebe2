"""Now, on the calendar that the installation runs on (a demonstration has its own day)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from nhipcau.kernel.clock import today


def now() -> datetime:
    """The office's present moment, aware: today's date on this installation, the wall's time of day."""
    wall = timezone.localtime()
    return wall.replace(year=(day := today()).year, month=day.month, day=day.day)
