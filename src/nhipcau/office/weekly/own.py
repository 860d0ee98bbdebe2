"""What the office's own rooms give to the weekly sheet: directions and how far they are, asks that wait."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from nhipcau.agencies.queries.heirs import both_names, heirs_of
from nhipcau.kernel.days import written
from nhipcau.kernel.refusal import N_
from nhipcau.office.about import about_kinds
from nhipcau.office.asks.models import Ask
from nhipcau.office.directions import queries
from nhipcau.office.directions.permissions import directions_for
from nhipcau.office.directions.queries import DirectionRow
from nhipcau.office.directions.rules import DirectionState
from nhipcau.office.weekly.parts import Counted, Line, WeekAsked

MOST = 200
"""Rows that a figure is counted from; an office has far fewer in a week."""


def moment(day: date) -> datetime:
    """The first moment of a day on the office's calendar."""
    return timezone.make_aware(datetime.combine(day, time()))


def directions(asked: WeekAsked) -> list[Counted]:
    """Given in the week, with how far each is; and what was given before and is late."""
    known = directions_for(asked.reader)
    begins, ends = moment(asked.first), moment(asked.last + timedelta(days=1))
    given = queries.rows(
        known.filter(said_at__gte=begins, said_at__lt=ends).order_by("said_at")[:MOST], asked.on
    )
    before = queries.rows(known.filter(said_at__lt=begins, due__lt=asked.on).order_by("due")[:MOST], asked.on)
    late = [row for row in before if row.state == DirectionState.LATE]
    return [
        Counted("giao-trong-tuan", N_("Giao trong tuần"), tuple(map(_line, given)), brief=True),
        Counted("qua-han", N_("Giao từ trước, đã quá hạn"), tuple(map(_line, late)), tone="bad"),
    ]


def _line(row: DirectionRow) -> Line:
    given = row.direction
    day = written(given.due)
    note = "; ".join(filter(None, (str(given.said_by), row.agency_words, day, gettext(row.label))))
    return Line(given.text, given.made_url or row.about.url, note)


def asked(asked: WeekAsked) -> list[Counted]:
    """What agencies and officers were asked about records that the reader may see, and have not answered."""
    waiting = Ask.objects.waiting().filter(
        due__lte=asked.until, asked_at__lt=moment(asked.last + timedelta(days=1))
    )
    rows = list(waiting.select_related("agency", "officer").order_by("due", "pk")[:MOST])
    records = _records(asked, rows)
    seen = [one for one in rows if (one.about_type_id, one.about_id) in records]
    heirs = heirs_of((one.agency for one in seen), asked.on)

    def line(one: Ask) -> Line:
        kind, record = records[one.about_type_id, one.about_id]
        whom = both_names(str(one.receiver), heirs.get(one.agency_id or 0, ()))
        return Line(
            " ".join(one.question.split()) or kind.title(record),
            kind.url(record),
            f"{whom}; {written(one.due)}",
        )

    late = tuple(line(one) for one in seen if one.due < asked.on)
    soon = tuple(line(one) for one in seen if one.due >= asked.on)
    return [
        Counted("qua-han", N_("Quá hạn chưa trả lời"), late, tone="bad"),
        Counted("den-han", N_("Đến hạn trả lời"), soon),
    ]


def _records(asked: WeekAsked, rows: list[Ask]) -> dict[tuple[int, int], Any]:
    """(kind, record) of what is asked about, by type and key, as far as the reader may see it; a query a kind."""
    from django.contrib.contenttypes.models import ContentType

    wanted: dict[int, set[int]] = defaultdict(set)
    for one in rows:
        wanted[one.about_type_id].add(one.about_id)
    found: dict[tuple[int, int], Any] = {}
    for kind in about_kinds:
        type_id = ContentType.objects.get_for_model(kind.model).pk
        if wanted[type_id]:
            for record in kind.visible(asked.reader, sorted(wanted[type_id])):
                found[type_id, record.pk] = (kind, record)
    return found
