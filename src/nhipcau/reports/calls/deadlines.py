"""Data calls that fall due, for desk, calendars and notices: a day, or a moment where the hour counts."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from nhipcau.agencies.models import Officer
from nhipcau.kernel.addresses import address
from nhipcau.kernel.shapes import shape
from nhipcau.kernel.standing import Limit, standing
from nhipcau.office.deadlines.rules import Asked, Due, Whose
from nhipcau.office.permissions import acts_for
from nhipcau.reports.datacall_states import ANSWERED, CallState
from nhipcau.reports.datacalls import CallReply, DataCall
from nhipcau.reports.permissions import READ_REPORTS, WRITE_REPORT


def due_calls(officer: Officer, asked: Asked) -> Iterator[Due]:
    """What the own agencies owe; for those who read all, one day a call.  One query."""
    if asked.whose == Whose.READABLE and officer.may(READ_REPORTS):
        for call in _open(first=asked.first, last=asked.last):
            yield _due(f"reports.call:{call.pk}", call, None, asked, address("reports:call", call.pk), call)
        return
    agencies: Collection[int] = acts_for(officer)
    if asked.whose == Whose.REMINDED:
        agencies = frozenset(key for key in agencies if officer.may(WRITE_REPORT, key))
    if not agencies:
        return
    for reply in _owed(agencies=agencies, first=asked.first, last=asked.last, with_done=asked.with_done):
        done = reply.submitted_at if reply.state in ANSWERED else None
        url = address("reports:call_reply", reply.pk)
        yield _due(f"reports.call-reply:{reply.pk}", reply.call, done, asked, url, reply)


def _due(
    key: str, call: DataCall, done: datetime | None, asked: Asked, url: str | Promise, record: object
) -> Due:
    limit: Limit = call.limit
    return Due(
        key=key,
        at=limit,
        title=format_lazy(gettext_lazy("Trả lời: {title}"), title=call.title),
        short=gettext_lazy("Đề nghị cung cấp số liệu"),
        url=str(url),
        state=standing(limit, done, asked.at),
        record=record,
    )


@shape
def _owed(
    agencies: Collection[int], first: date | None, last: date | None, with_done: bool
) -> QuerySet[CallReply]:
    rows = CallReply.objects.filter(agency__in=agencies, call__state=CallState.OPEN)
    if not with_done:
        rows = rows.exclude(state__in=ANSWERED)
    rows = rows.filter(call__due__gte=first) if first else rows
    rows = rows.filter(call__due__lte=last) if last else rows
    return rows.select_related("call", "agency").order_by("call__due", "pk")


@shape
def _open(first: date | None, last: date | None) -> QuerySet[DataCall]:
    rows = DataCall.objects.filter(state=CallState.OPEN)
    rows = rows.filter(due__gte=first) if first else rows
    rows = rows.filter(due__lte=last) if last else rows
    return rows.order_by("due", "pk")
