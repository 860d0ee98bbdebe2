"""Reports that fall due, for desk, calendars and notices: those of periods that the plan itself does not date, which it tells already."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from functools import partial

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from nhipcau.agencies.models import Officer
from nhipcau.kernel.addresses import address
from nhipcau.kernel.sentences import in_each
from nhipcau.kernel.shapes import shape
from nhipcau.kernel.standing import standing
from nhipcau.office.deadlines.rules import Asked, Due, Whose
from nhipcau.reports.models import Report
from nhipcau.reports.permissions import READ_REPORTS, WRITE_REPORT
from nhipcau.reports.rules import ReportState, RoundState


def due_reports(officer: Officer, asked: Asked) -> Iterator[Due]:
    """What the own agencies owe; everything readable for those who read all.  One query."""
    agencies: Collection[int] | None
    if asked.whose == Whose.READABLE and officer.may(READ_REPORTS):
        agencies = None
    else:
        agencies = officer.own_agencies()
        if asked.whose == Whose.REMINDED:
            agencies = frozenset(key for key in agencies if officer.may(WRITE_REPORT, key))
        if not agencies:
            return
    for report in _owed(agencies=agencies, first=asked.first, last=asked.last, with_done=asked.with_done):
        yield Due(
            key=f"reports.due:{report.pk}",
            at=report.round.due_on,
            title=in_each(partial(str, report)),
            short=gettext_lazy("Báo cáo"),
            url=address("reports:report", report.pk),
            state=standing(report.round.due_on, report.submitted_on, asked.today),
            record=report,
        )


@shape
def _owed(
    agencies: Collection[int] | None, first: date | None, last: date | None, with_done: bool
) -> QuerySet[Report]:
    rows = Report.objects.of_agencies().newest().filter(round__is_dated=False, round__state=RoundState.OPEN)
    if agencies is not None:
        rows = rows.filter(agency__in=agencies)
    if not with_done:
        rows = rows.filter(state=ReportState.WRITING)
    rows = rows.filter(round__due_on__gte=first) if first else rows
    rows = rows.filter(round__due_on__lte=last) if last else rows
    return rows.select_related("round__plan", "agency").order_by("round__due_on", "pk")
