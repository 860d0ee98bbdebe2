"""What asks put on the desk: those to answer today, and how those stand that the officer put."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nhipcau.kernel.navigation import Asked
from nhipcau.office.asks import queries
from nhipcau.office.asks.models import Ask

ON_THE_DESK = 6


def to_answer(asked: Asked) -> Mapping[str, Any] | None:
    """What waits for the officer's answer, the earliest due first."""
    keys = list(queries.open_for(asked.account).values_list("pk", flat=True)[:ON_THE_DESK])
    rows = queries.rows(Ask.objects.filter(pk__in=keys).order_by("due", "pk"), asked.today) if keys else []
    return {"rows": rows} if rows else None


def put(asked: Asked) -> Mapping[str, Any] | None:
    """What the officer asked and has no answer to yet, the earliest due first."""
    waiting = Ask.objects.filter(asked_by=asked.account).waiting().order_by("due", "pk")
    keys = list(waiting.values_list("pk", flat=True)[:ON_THE_DESK])
    rows = queries.rows(Ask.objects.filter(pk__in=keys).order_by("due", "pk"), asked.today) if keys else []
    return {"rows": rows} if rows else None
