"""How a direction becomes work: the app that knows tasks stands above the office and joins here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

from nhipcau.agencies.models import Officer
from nhipcau.kernel.joints import Joint
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.office.about import kind_of
from nhipcau.office.directions.models import Direction
from nhipcau.office.directions.rules import Work


@dataclass(frozen=True, slots=True)
class Made:
    """What a direction became: the record, its name and its page."""

    record: models.Model
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class TaskMaker:
    """Who makes tasks of directions.

    model: of what is made.  make: a direction with agency and day, not kept yet, and who writes it → the
    task; raises Refused.  works: keys of made records → how each stands, in a fixed number of queries.
    unmake: takes a task away again of which nobody has heard; raises Refused where somebody has begun.
    people: a made record → whoever reports on it, and so is reminded of it.
    """

    name: str
    model: type[models.Model]
    make: Callable[[Direction, Officer], Made]
    works: Callable[[Collection[int]], Mapping[int, Work]]
    unmake: Callable[[Any], None]
    people: Callable[[Any], Iterable[Officer]]


task_makers: Joint[TaskMaker] = Joint("maker of tasks", key=lambda maker: maker.name)


@dataclass(frozen=True, slots=True)
class Place:
    """Under which task the work from directions on a kind of record is put; find: a record → the task."""

    kind: str
    find: Callable[[Any], models.Model | None]


places: Joint[Place] = Joint("place of directed work", key=lambda place: place.kind)


def place_of(record: models.Model) -> models.Model | None:
    """The task that work directed on a record belongs under, if its kind has such a place."""
    name = kind_of(record).name
    return places.get(name).find(record) if name in places else None


def unmake(direction: Direction) -> None:
    """Take a direction's task away again.  Raises Refused where somebody has begun."""
    for maker in task_makers:
        if isinstance(direction.made, maker.model):
            maker.unmake(direction.made)


def people_of(made: models.Model) -> list[Officer]:
    """Whoever reports on what a direction became."""
    return [one for maker in task_makers if isinstance(made, maker.model) for one in maker.people(made)]


def make(direction: Direction, by: Officer) -> Made:
    """Make a direction's task.  Raises Refused where nobody makes tasks here."""
    makers = task_makers.all()
    if not makers:
        raise Refused(N_("Hệ thống chưa có phần kế hoạch nên chưa giao thành nhiệm vụ được."))
    return makers[0].make(direction, by)
