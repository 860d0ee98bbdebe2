"""Notices that wait some seconds whether their act is taken back."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone

APART = timedelta(minutes=2)
"""By how much the clocks of an office's machines may differ where something waits for seconds only; what would wait
longer was put off by a clock that stood ahead (``righting``)."""


def present() -> datetime:
    """The machine's moment, by which notices are held back and let go."""
    return timezone.now()


def still_held(path: str = "", at: datetime | None = None) -> models.Q:
    """Notices that wait whether their act is taken back.  path: from another record to its notice ("notice__");
    at: the machine's present moment, unless one is given."""
    return models.Q(**{f"{path}held_until__gt": at or present()})
