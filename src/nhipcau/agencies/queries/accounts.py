"""Accounts as the administrator sees them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Count, Q

from nhipcau.agencies.lineage import Lineage
from nhipcau.agencies.models import Agency, Officer, OfficerQuerySet, RoleHolding, Succession
from nhipcau.agencies.rules import ROLE_STANDING_LABELS, WITHOUT_ROLE, RoleStanding, role_standing
from nhipcau.engines.vntext import fold
from nhipcau.kernel import ordering
from nhipcau.kernel.clock import today


def accounts_for(filters: dict[str, Any]) -> OfficerQuerySet:
    """The list under its filters (``forms.accounts.OfficerFilter``)."""
    found = Officer.objects.select_related("agency").with_roles().in_order()
    if filters.get("vai") == WITHOUT_ROLE:
        standing = RoleHolding.objects.standing(today())
        found = found.exclude(pk__in=standing.values("officer"))
    elif filters.get("vai"):
        standing = RoleHolding.objects.standing(today()).filter(role=filters["vai"])
        found = found.filter(pk__in=standing.values("officer"))
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


SORTS: ordering.Columns = {
    "ten": ordering.people("full_name"),
    "co-quan": ("agency__folded", *ordering.people("full_name")),
    "dang-nhap": ("last_login",),
}


def who_may(permission: str, agency: Agency | None = None) -> OfficerQuerySet:
    """The open accounts that have a permission today, for an agency where one is given."""
    return Officer.objects.who_may(permission, agency)


def people_of(agencies: Iterable[int], permission: str) -> dict[int, list[Officer]]:
    """Whom to tell about an agency's part, by agency: those who have the permission for it as their own.

    Somebody with a role of the house is told for the agency where the desk stands, though it lets him
    act for every agency.  Where an agency is no more, those of whoever does its work.
    """
    keys, day = set(agencies), today()
    ended = list(Agency.objects.filter(pk__in=keys, valid_to__lt=day))
    lineage = Succession.objects.lineage() if ended else Lineage()
    gone = {agency.pk: lineage.heirs(agency, day) for agency in ended}
    if heirs := {heir for found in gone.values() for heir in found}:
        people = people_of(heirs | keys - set(gone), permission)
        left = {
            key: list({one.pk: one for heir in found for one in people.get(heir, [])}.values())
            for key, found in gone.items()
        }
        return {key: of for key, of in (people | left).items() if of and key in keys}
    standing = RoleHolding.objects.carrying(permission).standing(day).of_agencies(keys)
    found: dict[int, dict[int, Officer]] = {}
    for held in standing.filter(officer__is_active=True).select_related("officer"):
        key = held.agency_id or held.officer.agency_id
        if key is not None:
            found.setdefault(key, {})[held.officer_id] = held.officer
    return {key: list(people.values()) for key, people in found.items()}


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role of a person as the account's page shows it."""

    held: RoleHolding
    standing: RoleStanding
    label: str


def held_roles(officer: Officer, on: date) -> list[HeldRole]:
    """All roles of a person: those that stand, those to come, then those that have ended."""
    found = [
        HeldRole(held, standing, ROLE_STANDING_LABELS[standing])
        for held in officer.role_holdings.select_related("agency", "given_by")
        for standing in [role_standing(since=held.since, until=held.until, on=on)]
    ]
    return sorted(found, key=lambda row: (list(RoleStanding).index(row.standing), row.held.since))


def second_factors(officers: Iterable[Officer]) -> dict[int, int]:
    """How many second factors (passkeys, code apps) each account has; recovery codes do not count."""
    found = Authenticator.objects.filter(user__in=[officer.pk for officer in officers]).exclude(
        type=Authenticator.Type.RECOVERY_CODES
    )
    return dict(found.values_list("user").annotate(Count("pk")))
