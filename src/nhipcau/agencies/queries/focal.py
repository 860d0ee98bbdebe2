"""Who has named focal officers and who has not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from nhipcau.agencies.models import Agency, AgencyQuerySet, FocalOfficer, FocalReminder, RoleHolding
from nhipcau.agencies.queries.register import has_focal
from nhipcau.agencies.rules import FocalDuty
from nhipcau.kernel import ordering
from nhipcau.kernel.shapes import number_of, shape


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


def rows_of(agencies: Iterable[Agency], *, on: date) -> list[FocalRow]:
    """Some agencies of the board (``listed``) with their people on a day, in two queries."""
    page = list(agencies)
    keys = [agency.pk for agency in page]
    people: dict[int, dict[str, FocalOfficer]] = defaultdict(dict)
    for focal in FocalOfficer.objects.current(on).filter(agency__in=keys):
        people[focal.agency_id][focal.duty] = focal
    accounts = accounts_by_agency(keys, on)
    return [
        FocalRow(
            agency=agency,
            leader=people[agency.pk].get(FocalDuty.LEADER),
            officer=people[agency.pk].get(FocalDuty.OFFICER),
            accounts=accounts.get(agency.pk, 0),
            reminded_on=agency.reminded_last,  # type: ignore[attr-defined]
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
_NEITHER = Q(leader_named=False, officer_named=False)


def _asked(on: date) -> AgencyQuerySet:
    """Agencies that name focal officers on a day, with which of the two they have named."""
    return (
        Agency.objects.alive(on)
        .asked_for_focal()
        .annotate(
            leader_named=has_focal(FocalDuty.LEADER, on), officer_named=has_focal(FocalDuty.OFFICER, on)
        )
    )


def _with_people(agencies: AgencyQuerySet, on: date) -> AgencyQuerySet:
    """With what the board is sorted by: the names of the two, and the day of the last reminder."""

    def name_of(duty: FocalDuty) -> Subquery:
        of = FocalOfficer.objects.current(on).filter(agency=OuterRef("pk"), duty=duty.value)
        return Subquery(of.order_by("pk").values("name")[:1])

    reminded = FocalReminder.objects.filter(agency=OuterRef("pk")).order_by("-on").values("on")
    return agencies.annotate(
        leader_name=name_of(FocalDuty.LEADER),
        officer_name=name_of(FocalDuty.OFFICER),
        reminded_last=Subquery(reminded[:1]),
    )


SORTS: ordering.Columns = {
    "co-quan": ("folded",),
    "lanh-dao": (*ordering.people("leader_name"), "folded"),
    "can-bo": (*ordering.people("officer_name"), "folded"),
    "don-doc": ("reminded_last", "folded"),
}


def focal_board(filters: dict[str, Any], *, on: date) -> FocalBoard:
    """The board under its filters (``forms.focal.FocalFilter``)."""
    both, neither = _BOTH, _NEITHER
    counts = _asked(on).aggregate(
        asked=Count("pk"), complete=Count("pk", filter=both), partly=Count("pk", filter=~both & ~neither)
    )
    return FocalBoard(agencies=listed(filters, on=on), on=on, **counts)


def listed(filters: dict[str, Any], *, on: date) -> QuerySet[Agency]:
    """The agencies of the board under its filters."""
    found = _with_people(_asked(on), on).in_order()
    if filters.get("tim"):
        found = found.search(filters["tim"])
    for field, name in (("kind", "loai"), ("level", "cap")):
        if filters.get(name):
            found = found.filter(**{field: filters[name]})
    wanted = {"chua": _NEITHER, "mot": ~_BOTH & ~_NEITHER, "thieu": ~_BOTH, "du": _BOTH}.get(
        filters.get("cu") or ""
    )
    return found if wanted is None else found.filter(wanted)


def lacking(agencies: Collection[int], *, on: date) -> list[Agency]:
    """Which of the agencies miss one or both of their focal officers."""
    named: dict[int, set[str]] = defaultdict(set)
    for agency, duty in _named(agencies=agencies, on=on):
        named[agency].add(duty)
    some = [key for key in agencies if len(named[key]) < len(FocalDuty)]
    if not some:
        return []  # most often, and told by one light query
    return _asked_among(agencies=some, on=on)


@shape
def _named(agencies: Collection[int], on: date) -> QuerySet[Any, tuple[int, str]]:
    holders = FocalOfficer.objects.current(on).filter(agency__in=agencies).order_by()
    return holders.values_list("agency", "duty")


@shape
def _asked_among(agencies: Collection[int], on: date) -> QuerySet[Agency]:
    return Agency.objects.alive(on).asked_for_focal().filter(pk__in=agencies).in_order()


def gaps(*, on: date) -> int:
    """How many agencies asked for focal officers still miss one or both (for the coordinator's desk)."""
    return sum(_gaps(on=on))


@shape
def _gaps(on: date) -> QuerySet[Any, int]:
    return number_of(_asked(on).filter(~_BOTH))
