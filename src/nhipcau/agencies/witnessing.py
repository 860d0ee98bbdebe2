"""What the register of agencies witnesses: that an agency has named its two focal officers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice

from django.urls import reverse

from nhipcau.agencies.models import FocalOfficer, Officer
from nhipcau.agencies.permissions import SEE_CONTACTS
from nhipcau.agencies.rules import FocalDuty
from nhipcau.engines.vntext import fold
from nhipcau.kernel import evidence
from nhipcau.kernel.refusal import N_
from nhipcau.kernel.witness import Shown, Wanted, Witness, witnesses

FOCAL = "focal"
MOST_FOUND = 20


def connect() -> None:
    """Register the kind, and its records as evidence; once, when the app starts."""
    witnesses.register(
        Witness(
            name=FOCAL,
            label=N_("Cán bộ đầu mối đã cử"),
            rule=N_("Đủ khi cơ quan có một lãnh đạo và một cán bộ đầu mối đang làm nhiệm vụ."),
            find=both_named,
        )
    )
    evidence.kinds.register(
        evidence.RecordKind(
            name="focal-officer",
            label=N_("Cán bộ đầu mối"),
            model=FocalOfficer,
            visible=visible,
            url=lambda named: reverse("agencies:agency", args=[named.agency.code]) + "#dau-moi",
            find=found,
            day=lambda named: named.since,
        )
    )


def both_named(wanted: Collection[Wanted]) -> Mapping[Wanted, Shown]:
    """The leader and the officer who are in office at the end of the time asked about.  One query."""
    people: dict[int, list[FocalOfficer]] = defaultdict(list)
    for named in FocalOfficer.objects.filter(agency__in={one.agency for one in wanted}).order_by(
        "since", "pk"
    ):
        people[named.agency_id].append(named)
    shown: dict[Wanted, Shown] = {}
    for one in wanted:
        holders = {
            named.duty: named
            for named in people[one.agency]
            if named.since <= one.until and (named.until is None or named.until > one.until)
        }
        if len(holders) == len(FocalDuty):
            both = tuple(holders[duty.value] for duty in FocalDuty)
            shown[one] = Shown(both, max(named.since for named in both))
    return shown


def visible(officer: Officer, keys: Sequence[int]) -> Iterable[FocalOfficer]:
    """Those among some whom the officer may see: of every agency for who sees contacts, else of the own one."""
    named = FocalOfficer.objects.filter(pk__in=keys).select_related("agency")
    return named if officer.may(SEE_CONTACTS) else named.filter(agency__in=officer.own_agencies())


def found(officer: Officer, words: str) -> Iterable[FocalOfficer]:
    """Those in office by words of their names and agencies, the newest first."""
    in_office = FocalOfficer.objects.filter(until=None).order_by("-since", "-pk")
    wanted = fold(words).split()
    keys = in_office.values_list("pk", "name", "agency__name")
    fitting = (key for key, name, agency in keys if all(word in fold(f"{name} {agency}") for word in wanted))
    among = {named.pk: named for named in visible(officer, list(islice(fitting, 200)))}
    return sorted(among.values(), key=lambda named: (named.since, named.pk), reverse=True)[:MOST_FOUND]
