"""The money of a report's annex: what agencies' accepted plans say of it, by task, agency and source.

What was appraised, given out and spent is recorded nowhere in the house; the table says only what it is: planned.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.utils import timezone

from nhipcau.engines.counting import Period
from nhipcau.office.signing import queries as signing
from nhipcau.office.signing.deeds import issue_of
from nhipcau.plans.models import UnitLine, UnitPlan
from nhipcau.plans.unit_states import UnitPlanState
from nhipcau.plans.units.paper import millions, source_words
from nhipcau.reports.models import Report


def of_plans(report: Report, period: Period) -> dict[str, Any]:
    """{"rows": [[task, agency, source, amount, the plan's number]], "sums": [[source, amount]], "total": amount} of plans
    that were accepted by the period's last day; {} where none of them names money.

    Of the agency alone in its own report.  Amounts in the words of papers ("35 triệu đồng").
    """
    found = UnitLine.objects.filter(
        unit_plan__plan=report.round.plan_id, unit_plan__state=UnitPlanState.ACCEPTED, money__gt=0
    ).select_related("unit_plan__agency")
    if not report.is_of_province:
        found = found.filter(unit_plan__agency=report.agency_id)
    sums: dict[str, int] = defaultdict(int)
    lines: dict[tuple[int | None, int, str], list[UnitLine]] = defaultdict(list)
    for line in found.in_order():
        accepted = line.unit_plan.accepted_at
        if accepted is not None and timezone.localdate(accepted) <= period.last:
            lines[line.task_id, line.unit_plan_id, line.source].append(line)
            sums[line.source] += line.money or 0
    if not lines:
        return {}
    papers = signing.standing_of_all(UnitPlan, {key[1] for key in lines})
    issued = {key: issue.symbol for key, version in papers.items() if (issue := issue_of(version))}
    return {
        "rows": [
            [
                f"{one.task.number} {one.task.title}".strip() if one.task else "Việc của đơn vị",
                one.unit_plan.agency.name,
                source_words(one.source),
                millions(sum(each.money or 0 for each in together)),
                issued.get(one.unit_plan_id, ""),
            ]
            for together in lines.values()
            for one in together[:1]
        ],
        "sums": [[source_words(source), millions(amount)] for source, amount in sums.items()],
        "total": millions(sum(sums.values())),
    }
