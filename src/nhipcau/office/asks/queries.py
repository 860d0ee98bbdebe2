"""Asks with where each stands; a fixed number of queries whatever the rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Case, When
from django.utils import timezone

from nhipcau.agencies.models import Officer
from nhipcau.kernel.standing import Standing
from nhipcau.office.about import Spoken
from nhipcau.office.asks import rules
from nhipcau.office.asks.models import Ask, AskQuerySet
from nhipcau.office.asks.rules import STATE_LABELS, WAITING, AskState, Done


@dataclass(frozen=True, slots=True)
class AskRow:
    """One ask as a list shows it."""

    ask: Ask
    about: Spoken
    state: AskState
    standing: Standing
    reminded_on: date | None

    @property
    def label(self) -> str:
        return STATE_LABELS[self.state]

    @property
    def waits(self) -> bool:
        return self.state in WAITING


def _deed(ask: Ask, name: str) -> Any:
    return getattr(ask, name, None)


def done_to(ask: Ask, *, reminders: bool = True) -> Done:
    """What was done to an ask, from its rows; without the reminders where only lateness is asked."""
    answered = _deed(ask, "answer")
    days = [timezone.localtime(one.at).date() for one in ask.reminders.all()] if reminders else []
    return Done(
        answered_on=timezone.localtime(answered.at).date() if answered else None,
        returned=_deed(ask, "returned") is not None,
        withdrawn=_deed(ask, "withdrawn") is not None,
        reminded_on=max(days, default=None),
    )


def state_of(ask: Ask, today: date) -> AskState:
    """Where one ask stands."""
    return rules.state_of(ask.due, done_to(ask), today)


def rows(asks: AskQuerySet, today: date) -> list[AskRow]:
    """The given asks with where each stands."""
    return [row_of(each, today) for each in asks.for_list()]


def row_of(ask: Ask, today: date) -> AskRow:
    """One ask, read by ``for_list``."""
    done = done_to(ask)
    return AskRow(
        ask=ask,
        about=Spoken.of(ask.about),
        state=rules.state_of(ask.due, done, today),
        standing=rules.lateness(ask.due, done, today),
        reminded_on=done.reminded_on,
    )


def about(record: models.Model, today: date) -> list[AskRow]:
    """What was asked about one record, by round, the earliest due first."""
    return rows(Ask.objects.about_record(record).order_by("for_round", "due", "pk"), today)


def open_for(officer: Officer) -> AskQuerySet:
    """What waits for an officer's answer, the earliest due first."""
    return Ask.objects.put_to(officer).waiting().order_by("due", "pk")


def answering(officer: Officer) -> AskQuerySet:
    """All that was put to an officer: what waits first by its day, then the newest."""
    waits = Case(When(answer=None, returned=None, withdrawn=None, then=0), default=1)
    return Ask.objects.put_to(officer).order_by(waits, "due", "-pk")


def open_count(record: models.Model) -> int:
    """How many asks about a record still wait."""
    return Ask.objects.about_record(record).waiting().count()


def keys_asked(officer: Officer, model: type[models.Model]) -> Iterable[int]:
    """The records of one kind about which an officer or an own agency was asked, as a query of keys."""
    of_kind = Ask.objects.put_to(officer).filter(about_type=ContentType.objects.get_for_model(model))
    return of_kind.filter(withdrawn=None).values_list("about_id", flat=True)
