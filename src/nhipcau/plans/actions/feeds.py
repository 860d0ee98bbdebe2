"""The key of an officer's calendar feeds."""

from __future__ import annotations

import secrets

from django.db import transaction

from nhipcau.agencies.models import Officer
from nhipcau.kernel import audit


@transaction.atomic
def renew_calendar_key(*, officer: Officer, by: Officer) -> str:
    """Give the officer's feeds a new address; the old one stops working.  The log does not hold the key."""
    officer.calendar_key = secrets.token_urlsafe(32)
    officer.save(update_fields=["calendar_key"])
    audit.record("officer.calendar_key_renewed", target=officer, by=by)
    return officer.calendar_key
