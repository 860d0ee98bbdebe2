"""Personal data goes on its day (Law 91/2025: kept only as long as it is needed).

Each app says of its personal fields until when they are needed and how they go (``PERSONAL``), and of fields
that look personal but are official duty data, why they stay (``OFFICIAL``).  A job does it every day; where
a table is frozen and this process may only add to it (``kernel.rights``), ``nhipcau shred`` does it as owner.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models, transaction

from nhipcau.kernel import audit, rights
from nhipcau.kernel.joints import Joint

logger = logging.getLogger(__name__)
PORTION = 2000  # rows; a tenth of a second on SQLite, whose only writer this is meanwhile


@dataclass(frozen=True, slots=True)
class Personal:
    """Personal fields of a model and their end.

    model: "app.Model".  period: a key of settings.KEEP_DAYS, the days that they stay once they are not needed.
    until: when they are not needed any more, a sentence of the catalogue.
    due: (moment) → rows that were not needed at that moment and still hold something.
    shred: (such rows, now) → how many it emptied or deleted; doing it twice does no harm.
    """

    model: str
    fields: tuple[str, ...]
    period: str
    until: str
    due: Callable[[datetime], models.QuerySet]
    shred: Callable[[models.QuerySet, datetime], int]


@dataclass(frozen=True, slots=True)
class Official:
    """A field ("app.Model.field") that looks personal and stays, and why (a sentence of the catalogue)."""

    field: str
    because: str


PERSONAL: Joint[Personal] = Joint("personal data", key=lambda one: one.model)
OFFICIAL: Joint[Official] = Joint("official field", key=lambda one: one.field)


def official(*fields: str, because: str) -> None:
    """List fields that look personal and stay, with one reason for them all."""
    for field in fields:
        OFFICIAL.register(Official(field, because))


def delete(rows: models.QuerySet, now: datetime) -> int:
    """Shredding that leaves nothing of a row; how many rows went, without what hung on them."""
    return rows.delete()[1].get(rows.model._meta.label, 0)


def shred_all(now: datetime) -> dict[str, int]:
    """Shred what is due and may be shredded by this process; returns model → rows, for the log as well."""
    done: dict[str, int] = {}
    for one in PERSONAL:
        due = one.due(now - timedelta(days=settings.KEEP_DAYS[one.period]))
        if not rights.may_change(due.model):
            if due.exists():
                logger.warning("%s waits for the owner of the tables: nhipcau shred", one.model)
            continue
        if rows := sum(_in_portions(one, due, now)):
            done[one.model] = rows
    return done


def _in_portions(one: Personal, due: models.QuerySet, now: datetime) -> Iterator[int]:
    """How many rows went of each portion.

    What goes is gone together with its entry in the log, whenever the process is killed; and others may write between
    two portions, however many years are shredded at once.
    """
    waiting = due.order_by("pk")
    keys = list(waiting.values_list("pk", flat=True)[:PORTION])
    while keys:
        with transaction.atomic():
            rows = one.shred(due.filter(pk__in=keys), now)
            if rows:
                audit.record("kernel.shredded", by=None, data={"model": one.model, "rows": rows})
        yield rows
        keys = list(waiting.filter(pk__gt=keys[-1]).values_list("pk", flat=True)[:PORTION])
