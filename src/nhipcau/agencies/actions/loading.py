"""Loading a list of agencies into the register; doing it again changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from nhipcau.agencies.actions.handing_on import tell_heir
from nhipcau.agencies.actions.registry import AGENCY_FIELDS
from nhipcau.agencies.lineage import Step
from nhipcau.agencies.lists import AgencyList, ListedAgency, ListedGroup
from nhipcau.agencies.models import (
    Agency,
    AgencyGroup,
    AgencyName,
    GroupName,
    Officer,
    Succession,
)
from nhipcau.agencies.open_work import pass_work_on
from nhipcau.agencies.queries import Matcher
from nhipcau.agencies.rules import NameKind
from nhipcau.agencies.standard import lists_of
from nhipcau.engines.vntext import fold
from nhipcau.kernel import audit, finding
from nhipcau.kernel.refusal import N_, Refused


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a list changed: agencies made and altered, names, successions and groups made.

    left_out: successions and group members whose agency is not registered.
    undecided: agencies that were divided, whose open work waits for a person to say who takes it.
    """

    created: int = 0
    changed: int = 0
    names: int = 0
    successions: int = 0
    groups: int = 0
    left_out: int = 0
    undecided: tuple[Agency, ...] = ()


@transaction.atomic
def load_agencies(*, wanted: str, today: date, by: Officer | None) -> Loaded:
    """Load a list (``standard.lists_of`` says which can be asked for), whole or not at all.

    Agencies are known by their code.  What the list says replaces what stood there, with three
    exceptions that people's work earns: an agency once verified stays so, an end of life already
    recorded stays, and names are only added.  Mergers that are new move the open work to the one
    successor that takes over external information.  Raises Refused.
    """
    lists = lists_of(wanted)
    created, changed = _load_agencies(lists, by)
    agencies = {agency.code: agency for agency in Agency.objects.all()}
    _set_parents(lists, agencies)
    names = _load_names(lists, agencies)
    steps, missing = _load_successions(lists, agencies)
    finding.keep("agency", *Agency.objects.filter(code__in=agencies))
    undecided = _move_work(steps, today, by)
    groups, absent = _load_groups(lists, agencies, by)
    return Loaded(created, changed, names, len(steps), groups, missing + absent, tuple(undecided))


def _load_agencies(lists: Iterable[AgencyList], by: Officer | None) -> tuple[int, int]:
    known = {agency.code: agency for agency in Agency.objects.select_related("parent")}
    created = changed = 0
    for listed in (agency for each in lists for agency in each.agencies):
        agency = known.get(listed.code)
        before = audit.snapshot(agency, AGENCY_FIELDS) if agency else {}
        if agency is None:
            agency = Agency(code=listed.code)
            known[listed.code] = agency
        _copy(listed, agency)
        after = audit.snapshot(agency, AGENCY_FIELDS)
        if after == before:
            continue
        agency.save()
        created, changed = (created, changed + 1) if before else (created + 1, changed)
        audit.record("agency.loaded", target=agency, by=by, before=before, after=after)
    return created, changed


def _copy(listed: ListedAgency, agency: Agency) -> None:
    agency.name, agency.kind, agency.level = listed.name, listed.kind.value, listed.level.value
    agency.valid_from = listed.valid_from or agency.valid_from
    agency.valid_to = agency.valid_to or listed.valid_to
    agency.email = agency.email or listed.email
    agency.source = (listed.source or agency.source)[:300]
    agency.verified = agency.verified or listed.verified


def _set_parents(lists: Iterable[AgencyList], agencies: dict[str, Agency]) -> None:
    """After all are there, since a list may name a parent after its child."""
    moved = []
    for each in lists:
        for listed in each.agencies:
            if not listed.parent:
                continue
            parent = agencies.get(listed.parent)
            if parent is None:
                raise Refused(
                    N_("Tệp %(file)s: cơ quan cấp trên “%(parent)s” của “%(code)s” không có trong danh mục."),
                    file=each.path.name,
                    parent=listed.parent,
                    code=listed.code,
                )
            agency = agencies[listed.code]
            if agency.parent_id != parent.pk:
                agency.parent = parent
                moved.append(agency)
    Agency.objects.bulk_update(moved, ["parent"])


def _load_names(lists: Iterable[AgencyList], agencies: dict[str, Agency]) -> int:
    known = set(AgencyName.objects.values_list("agency", "folded"))
    fresh = []
    for listed in (agency for each in lists for agency in each.agencies):
        agency = agencies[listed.code]
        for kind, names in (
            (NameKind.ALIAS, listed.aliases),
            (NameKind.ABBREVIATION, listed.abbreviations),
            (NameKind.FORMER, listed.former),
        ):
            for name in names:
                folded = fold(name)
                if folded == agency.folded or (agency.pk, folded) in known:
                    continue
                known.add((agency.pk, folded))
                fresh.append(AgencyName(agency=agency, name=name, folded=folded, kind=kind))
    AgencyName.objects.bulk_create(fresh)
    return len(fresh)


def _load_successions(
    lists: Iterable[AgencyList], agencies: dict[str, Agency]
) -> tuple[list[Succession], int]:
    known = set(Succession.objects.values_list("predecessor", "successor"))
    lineage = Succession.objects.lineage()
    fresh, missing = [], 0
    for listed in (step for each in lists for step in each.successions):
        predecessor, successor = agencies.get(listed.predecessor), agencies.get(listed.successor)
        if predecessor is None or successor is None:
            missing += 1
        elif (predecessor.pk, successor.pk) not in known:
            known.add((predecessor.pk, successor.pk))
            if not lineage.add(Step(predecessor.pk, successor.pk, listed.on, listed.what)):
                raise Refused(
                    N_(
                        "Danh sách ghi “%(successor)s” tiếp nhận “%(predecessor)s”, trong khi việc của “%(successor)s”"
                        " lại chuyển đến “%(predecessor)s”. Hãy sửa các mục [[succession]] trong tệp."
                    ),
                    successor=successor.name,
                    predecessor=predecessor.name,
                )
            fresh.append(
                Succession(
                    predecessor=predecessor,
                    successor=successor,
                    on=listed.on,
                    what=listed.what[:300],
                    document=listed.document[:300],
                )
            )
    return Succession.objects.bulk_create(fresh), missing


def _move_work(steps: list[Succession], today: date, by: Officer | None) -> list[Agency]:
    """Pass open work on for the mergers that have come; returns the agencies with several heirs."""
    due = sorted((step for step in steps if step.on <= today), key=lambda step: step.on)
    matcher = Matcher.load(on=today) if due else None
    undecided: dict[int, Agency] = {}
    done: set[int] = set()
    for step in due:
        if matcher is None or step.predecessor_id in done:
            continue
        done.add(step.predecessor_id)
        heirs = matcher.current(step.predecessor)
        if len(heirs) == 1 and heirs[0].pk != step.predecessor_id:
            gone, heir = step.predecessor, heirs[0]
            moved = pass_work_on(predecessor=gone, successor=heir, on=step.on, by=by)
            tell_heir(predecessor=gone, successor=heir, moved=moved, on=step.on)
        elif len(heirs) > 1:
            undecided[step.predecessor_id] = step.predecessor
    return list(undecided.values())


def _load_groups(
    lists: Iterable[AgencyList], agencies: dict[str, Agency], by: Officer | None
) -> tuple[int, int]:
    created = absent = 0
    for listed in (group for each in lists for group in each.groups):
        group, is_new = AgencyGroup.objects.get_or_create(code=listed.code, defaults=_group_fields(listed))
        members = [agencies[code] for code in listed.members if code in agencies]
        absent += len(listed.members) - len(members)
        if is_new:
            created += 1
            audit.record("group.loaded", target=group, by=by, data=_group_fields(listed))
        group.extra.add(*members)
        _add_group_names(group, listed)
    return created, absent


def _group_fields(listed: ListedGroup) -> dict[str, Any]:
    return {
        "name": listed.name,
        "kinds": list(listed.kinds),
        "levels": list(listed.levels),
        "is_open": listed.open,
    }


def _add_group_names(group: AgencyGroup, listed: ListedGroup) -> None:
    wanted = {fold(name): name for name in (listed.name, *listed.names)}
    for folded in GroupName.objects.filter(folded__in=wanted).values_list("folded", flat=True):
        del wanted[folded]
    GroupName.objects.bulk_create(
        GroupName(group=group, name=name, folded=folded) for folded, name in wanted.items()
    )
