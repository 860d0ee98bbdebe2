"""Sessions as Django keeps them in the database; the one that every page asks for, by a statement that is built once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from nhipcau.kernel.shapes import shape


class SessionStore(db.SessionStore):
    """As Django's, of which it keeps the name: what was signed by the one is read by the other."""

    def _get_session_from_db(self) -> Session | None:
        key: Any = self.session_key
        found = _standing(key=key, at=timezone.now()) if type(key) is str else []
        if found:
            return found[0]
        self._session_key = None
        return None


@shape
def _standing(key: str, at: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=at)
