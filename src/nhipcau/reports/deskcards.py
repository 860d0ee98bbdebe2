"""What reports put on the desk: an agency's own that is still to be handed in; for whoever runs rounds what waits to be accepted."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from nhipcau.kernel import navigation
from nhipcau.kernel.navigation import Asked, Card, Need, Waiting
from nhipcau.kernel.shapes import shape
from nhipcau.kernel.standing import standing
from nhipcau.office.permissions import acts_for
from nhipcau.reports.models import Report
from nhipcau.reports.permissions import RUN_REPORTS, WRITE_REPORT
from nhipcau.reports.rules import ReportState, RoundState

MOST = 5


def connect() -> None:
    """Register them, once when the app starts."""
    navigation.cards.register(
        Card("reports.own", "reports/desk/own.html", WRITE_REPORT, own, order=12, unless=RUN_REPORTS)
    )
    navigation.waiting.register(Waiting("reports", RUN_REPORTS, to_accept, order=25))


def own(asked: Asked) -> dict[str, Any] | None:
    """The own agency's reports that are not handed in, of rounds that the plan dates; the desk's deadlines name the others."""
    rows = [
        {
            "report": one,
            "standing": standing(one.round.due_on, None, asked.today),
            "url": reverse("reports:report", args=[one.pk]),
        }
        for one in _to_write(agencies=acts_for(asked.account))
    ]
    return {"rows": rows, "title": _("Báo cáo phải nộp")} if rows else None


def to_accept(asked: Asked) -> list[Need]:
    """Reports that were handed in and nobody accepted."""
    rounds = list(_handed_in())
    count = len(rounds)
    url = (
        reverse("reports:round", args=[rounds[0]]) + "?tinh-trang=submitted"
        if rounds
        else reverse("reports:rounds")
    )
    said = ngettext("%(n)d báo cáo chờ tiếp nhận", "%(n)d báo cáo chờ tiếp nhận", count) % {"n": count}
    return [Need(count, said, url)]


@shape
def _to_write(agencies: Any) -> QuerySet[Report]:
    rows = Report.objects.filter(
        agency__in=agencies, state=ReportState.WRITING, round__state=RoundState.OPEN, round__is_dated=True
    )
    return rows.select_related("round__plan__document", "agency").order_by("round__due_on", "pk")[:MOST]


@shape
def _handed_in() -> QuerySet[Report, int]:
    rows = Report.objects.of_agencies().filter(state=ReportState.SUBMITTED, round__state=RoundState.OPEN)
    return rows.order_by("round__due_on", "pk").values_list("round", flat=True)[:500]
