"""Shredding personal parts on their day; seals and files stand."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from nhipcau.kernel import audit
from nhipcau.office.signing.models import VersionPrivate


@transaction.atomic
def shred(parts: QuerySet[VersionPrivate], now: datetime) -> int:
    """Shred some personal parts; returns how many.  For ``kernel.retention``, which knows the day.

    The salt goes with the data: what the content keeps of them then says nothing.
    """
    due = list(parts.select_related("version"))
    for part in due:
        VersionPrivate.objects.filter(pk=part.pk).update(salt="", data=None, shredded_at=now)
        audit.record(
            "office.private_shredded",
            target=part.version,
            by=None,
            data={"version": part.version_id, "keep_until": part.keep_until},
        )
    return len(due)
