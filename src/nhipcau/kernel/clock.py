"""Today, in the office's own time zone.

Rules take the day as an argument; only views, tasks and commands ask the clock.  A demonstration runs
on its own calendar: it begins half a year into its plan, on the day that the installation keeps and not
before its story's last moment, and goes on from there.  NHIPCAU_TODAY fixes the day outright, for tests.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta

from django.apps import apps
from django.utils import timezone

AHEAD_AT_MOST = timedelta(days=1)
"""By how much the clocks of an office's machines differ at most: a moment further ahead was said by a wrong one."""

STORY_TOLD = time(9, 15)
"""When on a demonstration's first day all of its story has happened: set up earlier in the morning, it begins then."""

_shift: timedelta | None = None
_told: ContextVar[datetime | None] = ContextVar("the moment of a demonstration's story", default=None)
_NEVER = datetime.max.replace(tzinfo=UTC)
"""Told where nothing may ask."""


class ClockAsked(Exception):
    """What may not depend on the moment asked for it."""


def today() -> date:
    """The local date, a demonstration's own date, or the one that NHIPCAU_TODAY fixes."""
    told = _told.get()
    if told is not None:
        return timezone.localdate(_allowed(told))
    fixed = os.environ.get("NHIPCAU_TODAY")
    return date.fromisoformat(fixed) if fixed else timezone.localdate(timezone.localtime() + _demo_shift())


def now() -> datetime:
    """The office's present moment, aware: today's date on this installation, the wall's time of day."""
    told = _told.get()
    if told is not None:
        return _allowed(told)
    # One look at the wall: a second one behind midnight would make tonight's last moment tomorrow's.
    wall = timezone.localtime()
    fixed = os.environ.get("NHIPCAU_TODAY")
    if fixed:
        return datetime.combine(date.fromisoformat(fixed), wall.timetz())
    return wall + _demo_shift()


@contextmanager
def told(moment: datetime) -> Iterator[None]:
    """What is done in this block is done at ``moment``: for the demonstration, whose story began weeks ago."""
    token = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(token)


@contextmanager
def not_asked() -> Iterator[None]:
    """What is done in this block is the same at any moment: asked within it, the clock raises ``ClockAsked``."""
    token = _told.set(_NEVER)
    try:
        yield
    finally:
        _told.reset(token)


def _allowed(told: datetime) -> datetime:
    if told is _NEVER:
        raise ClockAsked("a day or a moment is given, not asked for, here")
    return told


def in_story(moment: datetime) -> datetime:
    """A moment that the machine wrote, on the office's calendar: a demonstration's is another one."""
    return moment + _demo_shift()


def by_machine(moment: datetime) -> datetime:
    """The other way round: when by the machine's clock it was ``moment`` on the office's calendar."""
    return moment - _demo_shift()


def _demo_shift() -> timedelta:
    """Asked of the database once a process: an installation does not turn into a demonstration."""
    global _shift
    if _shift is None:
        # By name: the models' own moments are asked of this module.
        installation = apps.get_model("kernel", "Installation").objects.first()
        if installation is None:
            return timedelta()
        begun = timezone.localtime(installation.set_up_at).replace(tzinfo=None)
        day = installation.demo_day
        _shift = datetime.combine(day, max(begun.time(), STORY_TOLD)) - begun if day else timedelta()
    return _shift


def forget() -> None:
    """Ask again; for tests and for the command that builds the demonstration."""
    global _shift
    _shift = None
