"""Shredding personal parts on their day; seals and files stand."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from nhipcau.kernel import audit
from nhipcau.office.signing.models import VersionPrivate


@transaction.atomic
def shred_due(*, today: date, now: datetime) -> int:
    """Shred every personal part whose last day has passed; returns how many.

    The salt goes with the data: what the content keeps of them then says nothing.
    """
    due = list(
        VersionPrivate.objects.filter(shredded_at=None, keep_until__lt=today).select_related("version")
    )
    for part in due:
        VersionPrivate.objects.filter(pk=part.pk).update(salt="", data=None, shredded_at=now)
        audit.record(
            "office.private_shredded",
            target=part.version,
            by=None,
            data={"version": part.version_id, "keep_until": part.keep_until},
        )
    return len(due)
