"""What directions put on the desk: the leader's own with their states, and those given to the own agency."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import ngettext

from nhipcau.kernel.navigation import Asked, Need
from nhipcau.kernel.shapes import number_of, shape
from nhipcau.office.directions import queries
from nhipcau.office.directions.models import Direction
from nhipcau.office.directions.rules import DirectionState
from nhipcau.office.permissions import acts_for

ON_THE_DESK = 6


def said(asked: Asked) -> Mapping[str, Any] | None:
    """What the leader said, newest first, whatever it was said about."""
    rows = queries.rows(_latest_said(by=asked.account.pk), asked.today)
    return {"rows": rows} if rows else None


@shape
def _latest_said(by: int) -> QuerySet[Direction]:
    mine = Direction.objects.standing().filter(said_by=by).for_list()
    return mine.order_by("-said_at", "-pk")[:ON_THE_DESK]


def given_to_own(asked: Asked) -> Mapping[str, Any] | None:
    """What was directed to the officer's agency and is not done, the most urgent first."""
    latest = queries.latest_given(agencies=acts_for(asked.account))
    rows = [row for row in queries.rows(latest, asked.today) if row.state != DirectionState.DONE]
    rows.sort(key=lambda row: (row.state != DirectionState.LATE, row.direction.due or asked.today))
    return {"rows": rows[:ON_THE_DESK]} if rows else None


def said_lately(asked: Asked) -> list[Need]:
    """Words of leaders since yesterday morning."""
    count = sum(_said_since(since=queries.lately(asked.today), by_others_than=asked.account.pk))
    words = ngettext("ý kiến chỉ đạo mới", "ý kiến chỉ đạo mới", count)
    return [Need(count, words, f"{reverse('office:directions')}?xem={queries.NEW}", urgent=count > 0)]


@shape
def _said_since(since: datetime, by_others_than: int) -> QuerySet[Any, int]:
    return number_of(Direction.objects.standing().filter(said_at__gte=since).exclude(said_by=by_others_than))


@shape
def _open() -> QuerySet[Any, int]:
    return number_of(Direction.objects.open())


def to_follow(asked: Asked) -> list[Need]:
    """What the desk says to those who follow directions: words of leaders whose result nobody has written."""
    count = sum(_open())
    words = ngettext(
        "%(count)s ý kiến chỉ đạo chưa có kết quả", "%(count)s ý kiến chỉ đạo chưa có kết quả", count
    )
    return [Need(count, words % {"count": count}, f"{reverse('office:directions')}?xem={queries.OPEN}")]
