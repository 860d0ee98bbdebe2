"""A signed digest, for the tests that walk a joint."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

from nhipcau.agencies.models import Officer
from nhipcau.digests.actions import signing
from nhipcau.digests.models import Digest, DigestItem

DAY = date(2026, 6, 18)


def _at(hour: int, day: date = DAY) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour))


def lay(by: Officer) -> Digest:
    """By somebody who may sign it; nobody is told."""
    digest = Digest.objects.create(
        kind="day", first_day=DAY, last_day=DAY, from_at=_at(6, DAY - timedelta(days=1)), until_at=_at(6)
    )
    DigestItem.objects.create(digest=digest, key="k", title="Bụi ở đường mỏ", summary="Người dân phản ánh.")
    return signing.sign(digest=digest, now=_at(7), by=by, tell=False)
