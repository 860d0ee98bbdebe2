"""The register as its screens show it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext

from nhipcau.agencies.models import Agency, AgencyGroup, FocalOfficer, Officer, Succession
from nhipcau.agencies.open_work import OpenWork, left_behind, open_work
from nhipcau.agencies.permissions import KEEP_AGENCIES, SEE_CONTACTS, may_act_for
from nhipcau.agencies.rules import FOCAL_DUTY_LABELS, NAME_KIND_LABELS, FocalDuty, names_focal_officers
from nhipcau.kernel import audit, ordering
from nhipcau.kernel.access import SIGNED_IN
from nhipcau.kernel.standing import written


def agencies_for(filters: dict[str, Any], day: date) -> QuerySet[Agency]:
    """The list under its filters (``forms.registry.AgencyFilter``): words, kind, level, alive, needing a look."""
    found = Agency.objects.select_related("parent").in_order()
    if filters.get("tim"):
        found = found.search(filters["tim"])
    if filters.get("loai"):
        found = found.filter(kind=filters["loai"])
    if filters.get("cap"):
        found = found.filter(level=filters["cap"])
    if not filters.get("xem"):
        found = found.alive(day)
    elif filters["xem"] == "het":
        found = found.filter(valid_to__lt=day)
    if filters.get("loc") == "chua-kiem-chung":
        found = found.filter(verified=False)
    elif filters.get("loc") == "thieu-dau-moi":
        found = found.asked_for_focal().filter(
            ~(has_focal(FocalDuty.LEADER, day) & has_focal(FocalDuty.OFFICER, day))
        )
    elif filters.get("loc") == "con-viec":
        found = found.filter(pk__in=left_behind(day))
    return found


SORTS: ordering.Columns = {
    "ten": ("folded",),
    "loai": ("kind", "folded"),
    "cap": ("level_order", "folded"),
    "tu": ("valid_from",),
    "cap-tren": ("parent__folded", "folded"),
}


def has_focal(duty: FocalDuty, day: date) -> Exists:
    """Whether an agency has a leader (or officer) for this work on a day."""
    return Exists(FocalOfficer.objects.current(day).filter(agency=OuterRef("pk"), duty=duty.value))


@dataclass(frozen=True, slots=True)
class FocalPlace:
    """One of the two places of an agency, and who holds it."""

    duty: FocalDuty
    label: str
    holder: FocalOfficer | None


def agency_page(agency: Agency, *, reader: Officer, on: date) -> dict[str, Any]:
    """All that the page of an agency shows.  Contact data only for its own people and those who see all."""
    may_write = may_act_for(reader, agency)
    close = may_write or reader.may(SEE_CONTACTS) or agency.pk in reader.own_agencies()
    current = {focal.duty: focal for focal in agency.focal_officers.current(on).select_related("officer")}
    came_from = list(Succession.objects.filter(successor=agency).select_related("predecessor__parent"))
    went_to = list(Succession.objects.filter(predecessor=agency).select_related("successor__parent"))
    return {
        "agency": agency,
        "is_alive": agency.is_alive(on),
        "names": agency.names.order_by("kind", "name"),
        "name_kinds": NAME_KIND_LABELS.items(),
        "came_from": came_from,
        "went_to": went_to,
        "has_line": bool(came_from or went_to),
        "children": agency.children.alive(on).in_order()[:200],
        "groups": [group for group in AgencyGroup.objects.filter(is_open=False) if _belongs(group, agency)],
        "asked_for_focal": names_focal_officers(agency.kind, agency.level),
        "focal": [FocalPlace(duty, FOCAL_DUTY_LABELS[duty], current.get(duty.value)) for duty in FocalDuty],
        "past_focal": agency.focal_officers.exclude(until=None).order_by("-until")[:20] if close else (),
        "officers": Officer.objects.working_for([agency]).with_roles().in_order() if close else (),
        "reminder": agency.focal_reminders.first() if close else None,
        "left": _left(agency, reader, on),
        "history": audit.history(agency)[:15] if reader.may(KEEP_AGENCIES) else (),
        "may_write": may_write,
        "sees_contacts": close,
    }


def _left(agency: Agency, reader: Officer, on: date) -> Sequence[OpenWork]:
    """What nobody took over of an agency that is no more, for whoever may give it on."""
    if agency.is_alive(on) or not reader.may(KEEP_AGENCIES):
        return ()
    return open_work(agency) if left_behind(on).filter(pk=agency.pk).exists() else ()


def _belongs(group: AgencyGroup, agency: Agency) -> bool:
    """By the group's rule; members named one by one cost a query, so they are left to the group's page."""
    return agency.kind in group.kinds and (not group.levels or agency.level in group.levels)


@dataclass(frozen=True, slots=True)
class GroupOnDay:
    """A group with how many members it has on a day."""

    group: AgencyGroup
    members: int


GROUP_SORTS: ordering.Columns = {"ten": (ordering.vietnamese("name"),)}


def groups_on(groups: Iterable[AgencyGroup], day: date) -> list[GroupOnDay]:
    """Groups (read with ``extra``) with their size, in one query."""
    living = {agency.pk: (agency.kind, agency.level) for agency in Agency.objects.alive(day)}
    found = []
    for group in groups:
        members = {
            pk
            for pk, (kind, level) in living.items()
            if kind in group.kinds and (not group.levels or level in group.levels)
        }
        members |= {agency.pk for agency in group.extra.all() if agency.pk in living}
        found.append(GroupOnDay(group, len(members)))
    return found


def visible(officer: Officer, keys: Sequence[int]) -> QuerySet[Agency]:
    """The agencies among some that an officer may see: the list is open to every officer with a role."""
    if not officer.may(SIGNED_IN):
        return Agency.objects.none()
    return Agency.objects.filter(pk__in=keys).select_related("parent")


def note_of(agency: Agency) -> str:
    """What tells an agency from others of the same name: whose it is, and that it is no more."""
    whose = str(agency.parent) if agency.parent else agency.get_level_display()
    if agency.valid_to is None:
        return whose
    return gettext("%(whose)s, đến %(day)s") % {"whose": whose, "day": written(agency.valid_to)}


def words_of(agency: Agency) -> str:
    """All names under which an agency is found."""
    return " ".join((agency.name, *agency.names.values_list("name", flat=True)))
