"""Where the plan's duty of reporting is delivered: the report of an open round, which proves it once it is handed in."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from nhipcau.plans.elsewhere import Elsewhere
from nhipcau.plans.models import Deliverable
from nhipcau.reports.drafting import OBLIGATIONS
from nhipcau.reports.models import Report
from nhipcau.reports.permissions import reports_for
from nhipcau.reports.rules import ReportState, RoundState, duty_title


def to_reports(reader: Any, results: Collection[Deliverable]) -> dict[int, Elsewhere]:
    """Of each report that is still to be written the open result that it proves: of those that come back the nearest to its day."""
    asked = [one for one in results if one.duty.task.title in OBLIGATIONS]
    if not asked:
        return {}
    found = {}
    for report in _written(reader, asked):
        round_ = report.round
        own = [
            one
            for one in asked
            if one.duty.agency_id == report.agency_id
            and one.duty.task.plan_id == round_.plan_id
            and one.duty.task.title == duty_title(round_.name)
        ]
        nearest = min(own, key=lambda one: (abs((one.due_on - round_.due_on).days), one.pk), default=None)
        if nearest is not None:
            found[nearest.pk] = Elsewhere(
                reverse("reports:report", args=[report.pk]), _("Mở báo cáo của đợt này")
            )
    return found


def _written(reader: Any, results: Collection[Deliverable]) -> list[Report]:
    rows = reports_for(reader).filter(
        state=ReportState.WRITING,
        edition=0,
        agency__in={one.duty.agency_id for one in results},
        round__plan__in={one.duty.task.plan_id for one in results},
        round__state=RoundState.OPEN,
    )
    return list(rows.order_by("round__due_on", "pk"))
