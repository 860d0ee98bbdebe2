"""Today, in the office's own time zone.

Rules take the day as an argument; only views, tasks and commands ask the clock.  A demonstration may
fix the day with NHIPCAU_TODAY, so that a half-done year looks the same every time it is shown.
"""

from __future__ import annotations

import os
from datetime import date

from django.utils import timezone


def today() -> date:
    """The local date, or the one that NHIPCAU_TODAY fixes."""
    fixed = os.environ.get("NHIPCAU_TODAY")
    return date.fromisoformat(fixed) if fixed else timezone.localdate()
