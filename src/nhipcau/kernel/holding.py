"""Notices that wait some seconds whether their act is taken back."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


def still_held(path: str = "") -> models.Q:
    """Notices that wait whether their act is taken back.  path: from another record to its notice ("notice__")."""
    return models.Q(**{f"{path}held_until__gt": timezone.now()})
