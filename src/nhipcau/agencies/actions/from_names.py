"""Agencies and groups made from the names that a document writes, all at once or none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from nhipcau.agencies import naming
from nhipcau.agencies.actions.registry import add_name, create_agency, save_group
from nhipcau.agencies.models import Agency, AgencyGroup, Officer
from nhipcau.agencies.queries.matching import Matcher
from nhipcau.agencies.rules import AgencyKind, Level, NameKind
from nhipcau.engines.vntext import fold, squeeze
from nhipcau.kernel.models import Installation

_UNDER_THE_COUNCIL = frozenset(
    {
        AgencyKind.DEPARTMENT,
        AgencyKind.OFFICE,
        AgencyKind.CENTRE,
        AgencyKind.DISTRICT,
        AgencyKind.COMMUNE,
        AgencyKind.WARD,
    }
)


@dataclass(frozen=True, slots=True)
class Wish:
    """One agency to make, or with kind None one open group.

    name: what it is called from now on.  written: every way in which the document writes it.
    """

    name: str
    kind: AgencyKind | None
    level: Level
    written: tuple[str, ...]


@transaction.atomic
def create_from_names(
    *, wishes: Sequence[Wish], source: str, on: date, by: Officer
) -> list[Agency | AgencyGroup]:
    """Make what is wished for; returns what is new.

    source: where the names stand, kept with each agency.  on: the document's day.  What somebody made or decided
    meanwhile is left as it is, so a second click makes nothing.  Raises Refused; then nothing is made.
    """
    # One at a time: two coordinators who read the same plan must not make each agency twice.
    Installation.objects.select_for_update().first()
    made: list[Agency | AgencyGroup] = []
    matcher = Matcher.load(on=on)
    for wish in _joined(wishes):
        if any(matcher.match(name).is_settled for name in (wish.name, *wish.written)):
            continue
        made.append(_agency(wish, wish.kind, source, by) if wish.kind else _group(wish, by))
    _put_below(made, on)
    return made


def _joined(wishes: Iterable[Wish]) -> list[Wish]:
    """Two lines that an officer gave one name are one wish, by all their writings."""
    found: dict[str, Wish] = {}
    for wish in wishes:
        key = fold(wish.name)
        if key in found:
            wish = replace(found[key], written=(*found[key].written, *wish.written))
        found[key] = wish
    return list(found.values())


def _agency(wish: Wish, kind: AgencyKind, source: str, by: Officer) -> Agency:
    fields = {"name": squeeze(wish.name), "kind": kind, "level": wish.level, "source": source[:300]}
    agency = create_agency(fields=fields, by=by)
    seen = {fold(wish.name)}
    for name in wish.written:
        if fold(name) not in seen:
            seen.add(fold(name))
            short = naming.name_key(name).abbreviated
            kind_of_name = NameKind.ABBREVIATION if short else NameKind.ALIAS
            add_name(agency=agency, name=name[:200], kind=kind_of_name, by=by)
    return agency


def _group(wish: Wish, by: Officer) -> AgencyGroup:
    """Open: whom it means is for a person to say."""
    fields = {"name": squeeze(wish.name), "kinds": [], "levels": [], "is_open": True}
    return save_group(group=None, fields=fields, extra=(), names=[name[:200] for name in wish.written], by=by)


def _put_below(made: Iterable[Agency | AgencyGroup], on: date) -> None:
    """Under the province's committee or the party's, where the register has just one."""
    alive = Agency.objects.alive(on).filter(level=Level.PROVINCE)
    councils = _called(alive.filter(kind=AgencyKind.COUNCIL), "uy ban nhan dan")
    committees = _called(alive.filter(kind=AgencyKind.PARTY), "tinh uy", "thanh uy")
    below = []
    for agency in made:
        if not isinstance(agency, Agency) or agency.level == Level.CENTRAL:
            continue
        above = councils if agency.kind in _UNDER_THE_COUNCIL else []
        if agency.kind == AgencyKind.PARTY and agency not in committees:
            above = committees
        if len(above) == 1:
            agency.parent = above[0]
            below.append(agency)
    Agency.objects.bulk_update(below, ["parent"])


def _called(agencies: Iterable[Agency], *heads: str) -> list[Agency]:
    return [each for each in agencies if naming.name_key(each.name).core.startswith(heads)]
