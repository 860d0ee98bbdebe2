"""Accounts as the administrator sees them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Count, Q, QuerySet

from nhipcau.agencies.models import Agency, Officer
from nhipcau.agencies.rules import GRANTS, Role
from nhipcau.engines.vntext import fold


def accounts_for(filters: dict[str, Any]) -> QuerySet[Officer]:
    """The list under its filters (``forms.accounts.OfficerFilter``)."""
    found = Officer.objects.select_related("agency").order_by("full_name", "username")
    if filters.get("vai"):
        found = found.filter(role=filters["vai"])
    if not filters.get("xem"):
        found = found.filter(is_active=True)
    elif filters["xem"] == "khoa":
        found = found.filter(is_active=False)
    if filters.get("tim"):
        words = fold(filters["tim"])
        # Names carry marks that a database cannot fold; there are a few hundred accounts at most.
        by_name = [pk for pk, name in Officer.objects.values_list("pk", "full_name") if words in fold(name)]
        found = found.filter(
            Q(pk__in=by_name)
            | Q(username__icontains=words)
            | Q(email__icontains=words)
            | Q(agency__in=Agency.objects.search(words).values("pk"))
        )
    return found


def who_may(permission: str, agency: Agency | None = None) -> QuerySet[Officer]:
    """The open accounts that have a permission, for an agency where one is given."""
    roles = [role for role, granted in GRANTS.items() if permission in granted]
    found = Officer.objects.filter(is_active=True, role__in=roles)
    return found if agency is None else found.filter(~Q(role=Role.OFFICER) | Q(agency=agency))


def second_factors(officers: Iterable[Officer]) -> dict[int, int]:
    """How many second factors (passkeys, code apps) each account has; recovery codes do not count."""
    found = Authenticator.objects.filter(user__in=[officer.pk for officer in officers]).exclude(
        type=Authenticator.Type.RECOVERY_CODES
    )
    return dict(found.values_list("user").annotate(Count("pk")))
