"""What every page shows: the installation, the officer's unread notices, today."""

from __future__ import annotations

from datetime import datetime
from ipaddress import ip_address
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.models import QuerySet
from django.utils.functional import SimpleLazyObject

from nhipcau.agencies.models import Officer
from nhipcau.agencies.rules import DEMO_ACCOUNTS, DEMO_PASSWORD
from nhipcau.kernel import holding, unsent
from nhipcau.kernel.access import SIGNED_IN, permission_named
from nhipcau.kernel.clock import today
from nhipcau.kernel.models import Installation, Notice
from nhipcau.kernel.shapes import number_of, shape


def office(request):
    """Template context; each value costs a query only where a page uses it."""
    officer = getattr(request, "user", None)
    signed_in = officer is not None and officer.is_authenticated

    return {
        "installation": SimpleLazyObject(lambda: next(iter(_installation()), None)),
        "may": May(officer if signed_in else None),
        "today": today(),
        "demo_accounts": SimpleLazyObject(_demo_accounts),
        "was_signed_in": not signed_in and "next" in request.GET and bool(request.COOKIES.get(unsent.COOKIE)),
        "demo_password": DEMO_PASSWORD,
        "passkeys_work": _has_a_name(request),
        "unread_notices": SimpleLazyObject(
            lambda: sum(_unread(officer=officer.pk, at=holding.present())) if signed_in else 0
        ),
    }


@shape
def _installation() -> QuerySet[Installation]:
    return Installation.objects.order_by("pk")[:1]


@shape
def _unread(officer: int, at: datetime) -> QuerySet[Any, int]:
    return number_of(Notice.objects.to(officer, at).unread())


class May:
    """What the reader may, for templates: ``may.plans.run``, and ``may.signed_in`` for any role at all.

    A permission that no app declared is a mistake in the template, so it fails instead of hiding a button.
    """

    def __init__(self, officer: Officer | None, app: str = "") -> None:
        self._officer = officer
        self._app = app

    def __getitem__(self, name: str) -> May | bool:
        if not self._app:
            if name == SIGNED_IN:
                return self._officer is not None and self._officer.may(SIGNED_IN)
            return May(self._officer, name)
        try:
            permission = permission_named(f"{self._app}.{name}")
        except KeyError as unknown:
            raise ImproperlyConfigured(*unknown.args) from None
        return self._officer is not None and self._officer.may(permission)


def _has_a_name(request) -> bool:
    """Browsers tie passkeys to a host's name; opened by its number (127.0.0.1) there are none."""
    host = request.META.get("HTTP_HOST", "").rsplit(":", 1)[0].strip("[]")
    try:
        ip_address(host)
    except ValueError:
        return True
    return False


def _demo_accounts() -> list[Officer]:
    """The cast of a demonstration with its roles, as its sign-in page lists them."""
    accounts = Officer.objects.filter(username__in=DEMO_ACCOUNTS).with_roles()
    found = {officer.username: officer for officer in accounts}
    return [found[name] for name in DEMO_ACCOUNTS if name in found]
