"""What agencies have under way in every app: what passes on at a merger, and what is left where nobody took it over.

Apps above say with ``on_succession`` when they start what a merger means to them; the listeners run inside the merger's
transaction, so either everything moves or nothing does.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.db.models import Q, QuerySet

from nhipcau.agencies.models import Agency, AgencyQuerySet, Officer, Succession
from nhipcau.kernel.joints import Joint, place_of
from nhipcau.kernel.shapes import number_of, shape


class Listener(Protocol):
    """What an app does when an agency's work passes on; returns how many things moved, or None.

    by: None where the clock does it; what only a person may do stays then, and is left for one to hand on.
    """

    def __call__(
        self, *, predecessor: Agency, successor: Agency, on: date, by: Officer | None
    ) -> int | None: ...


@dataclass(frozen=True, slots=True)
class _Registered:
    """listener: None where the heirs by rule take it up as it stands."""

    listener: Listener | None
    left: Callable[[], QuerySet[Any]] | None
    label: str = ""

    @property
    def place(self) -> str:
        """Where it is written, which tells it from others."""
        return place_of(self.listener) if self.listener else place_of(self.left or self.count)

    def count(self, agency: Agency) -> int:
        return self.left().filter(agency=agency).count() if self.left else 0

    def pass_on(self, predecessor: Agency, successor: Agency, on: date, by: Officer | None) -> int:
        if self.listener is None:
            return self.count(predecessor)
        return self.listener(predecessor=predecessor, successor=successor, on=on, by=by) or 0


listeners: Joint[_Registered] = Joint("listener to mergers", key=lambda entry: entry.place)


def on_succession(
    listener: Listener, *, left: Callable[[], QuerySet[Any]] | None = None, label: str = ""
) -> None:
    """Have ``listener`` called, by keyword, in the transaction of every merger.

    left: all rows under way that a merger would move, each with its ``agency``; label: what they are called.
    """
    listeners.register(_Registered(listener, left, label))


def taken_up_by_heirs(left: Callable[[], QuerySet[Any]], *, label: str) -> None:
    """Name rows under way that never move, because an agency's heirs take them up as they stand: they wait for a person
    only where it has no heir.  Each row has its ``agency``."""
    listeners.register(_Registered(None, left, label))


@dataclass(frozen=True, slots=True)
class OpenWork:
    """How many things of one kind an agency has under way."""

    label: str
    count: int


def open_work(agency: Agency) -> list[OpenWork]:
    """What a merger of this agency would move, over all apps."""
    counted = (OpenWork(each.label, each.count(agency)) for each in listeners)
    return [one for one in counted if one.count]


def left_behind(on: date) -> AgencyQuerySet:
    """Agencies that are no more on a day and still have something under way that nobody took over."""
    return _left_behind(Succession.objects.lineage().taken_over(on), on)


def number_left_behind(on: date) -> int:
    """How many those are."""
    kinds = tuple(each.place for each in listeners)
    return sum(_number_left_behind(taken=Succession.objects.lineage().taken_over(on), on=on, kinds=kinds))


@shape
def _number_left_behind(taken: Collection[int], on: date, kinds: tuple[str, ...]) -> QuerySet[Any, int]:
    """kinds: of which listeners the statement was built."""
    return number_of(_left_behind(taken, on))


def _left_behind(taken: Collection[int], on: date) -> AgencyQuerySet:
    having, taken_over = Q(pk__in=[]), Q(pk__in=taken)
    for each in listeners:
        if each.left:
            theirs = Q(pk__in=each.left().order_by().values("agency"))
            having |= theirs if each.listener else theirs & ~taken_over
    return Agency.objects.filter(having, valid_to__lt=on)


def pass_work_on(*, predecessor: Agency, successor: Agency, on: date, by: Officer | None) -> int:
    """Tell every listener; returns how many things moved in all.  The caller holds the transaction."""
    return sum(each.pass_on(predecessor, successor, on, by) for each in listeners)
