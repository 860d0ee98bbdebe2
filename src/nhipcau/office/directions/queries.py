"""Directions with their states, as every list shows them; a fixed number of queries whatever the rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from nhipcau.agencies.models import Agency, Officer
from nhipcau.agencies.queries import Matcher
from nhipcau.agencies.queries.heirs import both_names, heirs_of
from nhipcau.engines.vntext.directions import Read, read
from nhipcau.kernel import ordering
from nhipcau.kernel.clock import today
from nhipcau.kernel.shapes import shape
from nhipcau.office.about import Spoken, with_records
from nhipcau.office.directions import passing, rules
from nhipcau.office.directions.models import Direction, DirectionQuerySet, Followed
from nhipcau.office.directions.passing import Passed, Way
from nhipcau.office.directions.permissions import directions_for
from nhipcau.office.directions.rules import STATE_LABELS, DirectionState, Work
from nhipcau.office.directions.work import task_makers

Offer = Read[Agency]
LOOKED_AT = 40


@dataclass(frozen=True, slots=True)
class DirectionRow:
    """One direction as a list shows it: on what, how far, what was done about it.

    passed: what carries it on already; ways: how the reader may pass it on.  heirs: who does the work of its agency,
    where that is no more.
    """

    direction: Direction
    about: Spoken
    state: DirectionState
    followed: tuple[Followed, ...]
    passed: tuple[Passed, ...] = ()
    ways: tuple[Way, ...] = ()
    heirs: tuple[Agency, ...] = ()

    @property
    def agency_words(self) -> str:
        """To whom it was given, and who takes it up today: «Sở Công Thương → Sở Kinh tế»."""
        agency = self.direction.agency
        return both_names(agency.name, self.heirs) if agency is not None else ""

    @property
    def label(self) -> str:
        return STATE_LABELS[self.state]

    @property
    def may_be_followed(self) -> bool:
        """Whether somebody writes here what was done: where no task tells it, until it is done."""
        return self.direction.made_id is None and self.state != DirectionState.DONE


def rows(
    directions: DirectionQuerySet | list[Direction], today: date, *, reader: Officer | None = None
) -> list[DirectionRow]:
    """The given directions, or those that were read ``for_list``, with their states; for a reader, with what carries
    them on and what may be done."""
    found = directions if isinstance(directions, list) else list(directions.for_list())
    if not found:
        return []
    models.prefetch_related_objects(found, with_records())
    followed: dict[int, list[Followed]] = defaultdict(list)
    for one in (
        Followed.objects.standing().filter(direction__in=[each.pk for each in found]).select_related("by")
    ):
        followed[one.direction_id].append(one)
    works = _works(found)
    carried = passing.passed(reader, [each.pk for each in found]) if reader else {}
    heirs = heirs_of((each.agency for each in found), today)
    return [
        DirectionRow(
            direction=each,
            about=Spoken.of(each.about),
            state=rules.state(_work(each, works, followed[each.pk]), due=each.due, today=today),
            followed=tuple(followed[each.pk]),
            passed=carried.get(each.pk, ()),
            ways=passing.ways(reader, each) if reader and each.pk not in carried else (),
            heirs=heirs.get(each.agency_id, ()) if each.agency_id else (),
        )
        for each in found
    ]


def _works(directions: Iterable[Direction]) -> dict[tuple[int, int], Work]:
    """How the made records stand, by type and key."""
    wanted: dict[int, set[int]] = defaultdict(set)
    for one in directions:
        if one.made_type_id is not None and one.made_id is not None:
            wanted[one.made_type_id].add(one.made_id)
    found: dict[tuple[int, int], Work] = {}
    for maker in task_makers:
        type_id = ContentType.objects.get_for_model(maker.model).pk
        if wanted[type_id]:
            found |= {(type_id, key): work for key, work in maker.works(wanted[type_id]).items()}
    return found


def _work(direction: Direction, works: dict[tuple[int, int], Work], followed: Collection[Followed]) -> Work:
    """A made record that is gone stands as nothing done; without one, what officers wrote counts."""
    if direction.made_type_id is not None and direction.made_id is not None:
        return works.get((direction.made_type_id, direction.made_id), Work())
    return Work(taken_up=bool(followed), done=any(one.done for one in followed))


SORTS: ordering.Columns = {
    "nguoi": (*ordering.people("said_by__full_name"), "said_at"),
    "luc": ("said_at",),
    "co-quan": ("agency__folded", "said_at"),
    "han": ("due",),
}


OPEN, NEW = "chua-ket-qua", "moi"
"""The parts of the list, in the address as ``xem``: what the numbers on a desk count."""


def lately(day: date) -> datetime:
    """The morning of the day before: what was said since is new."""
    return timezone.make_aware(datetime.combine(day - timedelta(days=1), time.min))


def listed(officer: Officer, address: Mapping[str, Any]) -> DirectionQuerySet:
    """The directions that concern an officer, newest first or as the address sorts them; all, or the part that it names."""
    found = directions_for(officer).order_by("-said_at", "-pk")
    if address.get("xem") == OPEN:
        found = found.filter(pk__in=Direction.objects.open().values("pk"))
    elif address.get("xem") == NEW:
        found = found.filter(said_at__gte=lately(today())).exclude(said_by=officer)
    return ordering.ordered(found, address, SORTS)


def about(record: models.Model, today: date, *, reader: Officer | None = None) -> list[DirectionRow]:
    """What was directed on one record, the oldest first."""
    about_type = ContentType.objects.get_for_model(type(record)).pk
    return rows(_about(about_type=about_type, record=record.pk), today, reader=reader)


@shape
def _about(about_type: int, record: int) -> DirectionQuerySet:
    return Direction.objects.standing().filter(about_type=about_type, about_id=record).for_list()


def about_all(
    model: type[models.Model], keys: Collection[int], today: date, *, reader: Officer | None = None
) -> dict[int, list[DirectionRow]]:
    """The same for many records of one kind, by their keys."""
    found: dict[int, list[DirectionRow]] = defaultdict(list)
    for row in rows(Direction.objects.standing().about_records(model, keys), today, reader=reader):
        found[row.direction.about_id].append(row)
    return found


def that_made(record: models.Model) -> Direction | None:
    """The direction from which a task came."""
    made_type = ContentType.objects.get_for_model(type(record)).pk
    return next(iter(_that_made(made_type=made_type, record=record.pk)), None)


@shape
def _that_made(made_type: int, record: int) -> DirectionQuerySet:
    made = Direction.objects.standing().filter(made_type=made_type, made_id=record)
    return made.select_related("said_by")[:1]


@shape
def latest_given(agencies: Collection[int]) -> DirectionQuerySet:
    """What was directed to some agencies last, newest first, as ``rows`` takes it."""
    given = Direction.objects.standing().filter(agency__in=agencies).for_list()
    return given.order_by("-said_at", "-pk")[:LOOKED_AT]


def agency_names(on: date) -> list[str]:
    """The names offered while an agency is typed."""
    return list(Agency.objects.alive(on).in_order().values_list("name", flat=True))


def offer(text: str, on: date) -> Offer:
    """The agency and the day that a direction's own words name, to be offered before it is sent."""
    if not text.strip():
        return Offer()
    return read(text, on, known=Matcher.load(on=on).known)
