"""Passing a leader's word on: in what form it may go out, and what already carries it; said by the apps above."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from nhipcau.agencies.models import Officer
from nhipcau.kernel.joints import Joint
from nhipcau.office.directions.models import Direction
from nhipcau.office.directions.permissions import may_pass_on


@dataclass(frozen=True, slots=True)
class Passed:
    """Something that carries a direction on.  url: "" where the reader may not open it."""

    title: str
    state: str
    url: str


@dataclass(frozen=True, slots=True)
class Way:
    """One way in which the reader may pass a direction on: the words of the button, and where it posts to."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Carrier:
    """A form in which directions go out.

    label: the words of the button; permission: who makes one; url: a direction → where the button posts to;
    passed: (reader, keys of directions) → what carries each already, in a fixed number of queries.
    """

    name: str
    label: str
    permission: str
    url: Callable[[Direction], str]
    passed: Callable[[Officer, Collection[int]], Mapping[int, Sequence[Passed]]]


carriers: Joint[Carrier] = Joint("carrier of directions", key=lambda carrier: carrier.name)


def passed(reader: Officer, keys: Collection[int]) -> dict[int, tuple[Passed, ...]]:
    """What carries each of some directions already."""
    found: dict[int, tuple[Passed, ...]] = {}
    for carrier in carriers if keys else ():
        for key, made in carrier.passed(reader, keys).items():
            found[key] = (*found.get(key, ()), *made)
    return found


def ways(reader: Officer, direction: Direction) -> tuple[Way, ...]:
    """How a reader may pass a direction on."""
    if not may_pass_on(reader, direction):
        return ()
    return tuple(
        Way(carrier.label, carrier.url(direction)) for carrier in carriers if reader.may(carrier.permission)
    )
