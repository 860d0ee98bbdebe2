"""Who has named focal officers and who has not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from nhipcau.agencies.models import Agency, AgencyQuerySet, FocalOfficer, FocalReminder, RoleHolding
from nhipcau.agencies.queries.register import has_focal
from nhipcau.agencies.rules import FocalDuty


@dataclass(frozen=True, slots=True)
class FocalRow:
    """One agency: its leader, its officer, how many accounts it has, when it was last reminded."""

    agency: Agency
    leader: FocalOfficer | None
    officer: FocalOfficer | None
    accounts: int
    reminded_on: date | None

    @property
    def is_complete(self) -> bool:
        return self.leader is not None and self.officer is not None


@dataclass(frozen=True, slots=True)
class FocalBoard:
    """The agencies asked for focal officers on a day: counted over all, listed under the filters."""

    agencies: QuerySet[Agency]
    on: date
    asked: int
    complete: int
    partly: int

    @property
    def nobody(self) -> int:
        return self.asked - self.complete - self.partly

    def rows(self, agencies: Iterable[Agency]) -> list[FocalRow]:
        """The given agencies (one page of them) with their people, in three queries."""
        page = list(agencies)
        keys = [agency.pk for agency in page]
        people: dict[int, dict[str, FocalOfficer]] = defaultdict(dict)
        for focal in FocalOfficer.objects.current(self.on).filter(agency__in=keys):
            people[focal.agency_id][focal.duty] = focal
        accounts = accounts_by_agency(keys, self.on)
        reminded: dict[int, date] = {}
        for agency_pk, on in FocalReminder.objects.filter(agency__in=keys).values_list("agency", "on"):
            reminded[agency_pk] = max(on, reminded.get(agency_pk, on))
        return [
            FocalRow(
                agency=agency,
                leader=people[agency.pk].get(FocalDuty.LEADER),
                officer=people[agency.pk].get(FocalDuty.OFFICER),
                accounts=accounts.get(agency.pk, 0),
                reminded_on=reminded.get(agency.pk),
            )
            for agency in page
        ]


def accounts_by_agency(agencies: Iterable[int], on: date) -> dict[int, int]:
    """How many open accounts work for each of the agencies on a day (``OfficerQuerySet.working_for``)."""
    standing = RoleHolding.objects.standing(on).of_agencies(agencies).filter(officer__is_active=True)
    people: dict[int, set[int]] = defaultdict(set)
    for agency, desk, officer in standing.values_list("agency", "officer__agency", "officer"):
        people[agency or desk].add(officer)
    return {agency: len(found) for agency, found in people.items()}


_BOTH = Q(leader_named=True, officer_named=True)


def _asked(on: date) -> AgencyQuerySet:
    """Agencies that name focal officers on a day, with which of the two they have named."""
    return (
        Agency.objects.alive(on)
        .asked_for_focal()
        .annotate(
            leader_named=has_focal(FocalDuty.LEADER, on), officer_named=has_focal(FocalDuty.OFFICER, on)
        )
    )


def focal_board(filters: dict[str, Any], *, on: date) -> FocalBoard:
    """The board under its filters (``forms.focal.FocalFilter``)."""
    asked = _asked(on)
    both, neither = _BOTH, Q(leader_named=False, officer_named=False)
    counts = asked.aggregate(
        asked=Count("pk"), complete=Count("pk", filter=both), partly=Count("pk", filter=~both & ~neither)
    )
    found = asked.in_order()
    if filters.get("tim"):
        found = found.search(filters["tim"])
    for field, name in (("kind", "loai"), ("level", "cap")):
        if filters.get(name):
            found = found.filter(**{field: filters[name]})
    wanted = {"chua": neither, "mot": ~both & ~neither, "thieu": ~both, "du": both}.get(
        filters.get("cu") or ""
    )
    if wanted is not None:
        found = found.filter(wanted)
    return FocalBoard(agencies=found, on=on, **counts)


def lacking(agencies: Collection[int], *, on: date) -> list[Agency]:
    """Which of the agencies miss one or both of their focal officers."""
    named: dict[int, set[str]] = defaultdict(set)
    holders = FocalOfficer.objects.current(on).filter(agency__in=agencies).order_by()
    for agency, duty in holders.values_list("agency", "duty"):
        named[agency].add(duty)
    some = [key for key in agencies if len(named[key]) < len(FocalDuty)]
    if not some:
        return []  # most often, and told by one light query
    return list(Agency.objects.alive(on).asked_for_focal().filter(pk__in=some).in_order())


def gaps(*, on: date) -> int:
    """How many agencies asked for focal officers still miss one or both (for the coordinator's desk)."""
    return _asked(on).filter(~_BOTH).count()
