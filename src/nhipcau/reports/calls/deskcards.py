"""What data calls put on the desk: what waits for the agency's leader or came back to it; for whoever runs calls what was answered."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from nhipcau.kernel import navigation
from nhipcau.kernel.navigation import Asked, Card, Need, Waiting
from nhipcau.kernel.shapes import shape
from nhipcau.kernel.standing import standing
from nhipcau.office.permissions import acts_for
from nhipcau.reports.calls.permissions import may_confirm
from nhipcau.reports.datacall_states import CallState, ReplyState
from nhipcau.reports.datacalls import CallReply
from nhipcau.reports.permissions import RUN_REPORTS, WRITE_REPORT

MOST = 5


def connect() -> None:
    """Register them, once when the app starts."""
    navigation.cards.register(
        Card("reports.calls", "reports/desk/calls.html", WRITE_REPORT, own, order=11, unless=RUN_REPORTS)
    )
    navigation.waiting.register(Waiting("reports.calls", RUN_REPORTS, to_accept, order=24))


def own(asked: Asked) -> dict[str, Any] | None:
    """The own agency's replies that its leader is asked to confirm, or of which a question came back; the desk's deadlines name
    those that are still to be written."""
    found = list(_held_up(agencies=acts_for(asked.account)))
    rows = [
        {
            "reply": one,
            "standing": standing(one.call.limit, None, asked.at),
            "url": reverse("reports:call_reply", args=[one.pk]),
            "words": _("cần bổ sung") if one.state == ReplyState.RETURNED else _("chờ xác nhận"),
            "tone": "warn" if one.state == ReplyState.RETURNED else "info",
        }
        for one in found
        if one.state == ReplyState.RETURNED or may_confirm(asked.account, one)
    ]
    return {"rows": rows, "title": _("Đề nghị cung cấp số liệu")} if rows else None


def to_accept(asked: Asked) -> Iterator[Need]:
    """Replies that came in and nobody accepted, of each open call."""
    for call, count in _answered():
        said = ngettext(
            "%(n)d trả lời đề nghị số liệu chờ tiếp nhận",
            "%(n)d trả lời đề nghị số liệu chờ tiếp nhận",
            count,
        )
        url = f"{reverse('reports:call', args=[call])}?tinh-trang={ReplyState.SUBMITTED}"
        yield Need(count, said % {"n": count}, url)


@shape
def _held_up(agencies: Collection[int]) -> QuerySet[CallReply]:
    waits = Q(state=ReplyState.RETURNED) | Q(state=ReplyState.WRITING, ready_at__isnull=False)
    rows = CallReply.objects.filter(waits, agency__in=agencies, call__state=CallState.OPEN)
    return rows.select_related("call", "agency").order_by("call__due", "pk")[:MOST]


@shape
def _answered() -> QuerySet[Any, Any]:
    rows = CallReply.objects.filter(state=ReplyState.SUBMITTED, call__state=CallState.OPEN)
    return rows.order_by("call").values_list("call").annotate(Count("pk"))
