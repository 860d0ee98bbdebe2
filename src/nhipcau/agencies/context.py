"""What every page shows: the installation, the officer's unread notices, today."""

from __future__ import annotations

from django.utils.functional import SimpleLazyObject

from nhipcau.agencies.rules import Permission
from nhipcau.kernel.clock import today
from nhipcau.kernel.models import Installation, Notice


def office(request):
    """Template context; each value costs a query only where a page uses it."""
    officer = getattr(request, "user", None)
    signed_in = officer is not None and officer.is_authenticated

    def may() -> dict[str, bool]:
        return {permission.name: signed_in and officer.may(permission) for permission in Permission}

    return {
        "installation": SimpleLazyObject(lambda: Installation.objects.first()),
        "may": may(),
        "today": today(),
        "unread_notices": SimpleLazyObject(
            lambda: Notice.objects.to(officer).unread().count() if signed_in else 0
        ),
    }
