"""Reading asks: what waits for whom, and how those about a record stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from nhipcau.agencies.models import Officer
from nhipcau.office.about import Spoken
from nhipcau.office.asks.models import Ask, AskQuerySet
from nhipcau.office.asks.rules import STANDING_LABELS, WAITS, Standing
from nhipcau.office.permissions import ANSWER, agencies_with


def address(asked: Ask) -> str:
    """The page of the record that an ask is about; "" where it is gone."""
    record: Any = asked.about
    return Spoken.of(record).url


def for_officer(officer: Officer) -> AskQuerySet:
    """Asks that an officer may answer: those of the person, and of agencies for which the officer answers."""
    agencies = agencies_with(officer, ANSWER)
    of_agencies = Q(agency__isnull=False) if agencies is None else Q(agency__in=agencies)
    return Ask.objects.shown().filter(Q(officer=officer) | of_agencies)


def open_for(officer: Officer) -> AskQuerySet:
    """What waits for this officer, the soonest first.  Whoever answers for every agency sees the own desk's."""
    return Ask.objects.shown().waiting().filter(_own(officer)).order_by("due", "pk")


def open_days(officer: Officer, most: int = 100) -> list[date]:
    """The last days of what waits for this officer, the soonest first; for counting."""
    return list(
        Ask.objects.waiting().filter(_own(officer)).order_by("due").values_list("due", flat=True)[:most]
    )


def _own(officer: Officer) -> Q:
    return Q(officer=officer) | Q(agency__in=officer.own_agencies())


def keys_asked(officer: Officer, model: type[models.Model]) -> models.QuerySet[Any]:
    """Keys of the records of a kind that an officer is asked about, for the app's scoped query."""
    about = ContentType.objects.get_for_model(model)
    return Ask.objects.filter(_own(officer), about_type=about, withdrawn_at=None).values("about_id")


def open_count(record: models.Model) -> int:
    """How many answers about a record are still wanted."""
    return Ask.objects.of(record).waiting().count()


def people_of(asked: Ask) -> list[Officer]:
    """Whom to tell: the person asked, or those who answer for the agency."""
    if asked.officer is not None:
        return [asked.officer]
    assert asked.agency is not None
    return list(
        Officer.objects.who_may(ANSWER, asked.agency)
        .filter(Q(agency=asked.agency) | Q(role_holdings__agency=asked.agency))
        .distinct()
    )


@dataclass(frozen=True, slots=True)
class Row:
    """One ask as a list shows it."""

    ask: Ask
    standing: Standing
    label: str
    waits: bool
    opens: bool = True


def rows(asks: AskQuerySet, today: date, opens: Callable[[Ask], bool] | None = None) -> list[Row]:
    """Asks with where each stands, late ones first.  opens: whether an ask's page answers the reader (else all do)."""
    found = []
    for one in asks:
        where = one.standing(today)
        found.append(Row(one, where, STANDING_LABELS[where], where in WAITS, opens is None or opens(one)))
    order = [
        Standing.LATE,
        Standing.OPEN,
        Standing.RETURNED,
        Standing.SILENT,
        Standing.ANSWERED,
        Standing.WITHDRAWN,
    ]
    return sorted(found, key=lambda row: (order.index(row.standing), row.ask.due, row.ask.pk))


def about(
    record: models.Model,
    today: date,
    *,
    of: Officer | None = None,
    opens: Callable[[Ask], bool] | None = None,
) -> list[Row]:
    """All asks about a record; of: only those that an officer, or the officer's agency, is asked."""
    asks = Ask.objects.of(record).shown()
    return rows(asks if of is None else asks.filter(_own(of)), today, opens)
