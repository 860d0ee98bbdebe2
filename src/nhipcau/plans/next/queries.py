"""The province's next plan as pages, lists and checks ask for it."""

from __future__ import annotations

from datetime import date

from nhipcau.plans.models import NextPlan
from nhipcau.plans.next import rules
from nhipcau.plans.next.rules import Finding, WrittenTask


def findings_of(next_plan: NextPlan, *, today: date) -> tuple[Finding, ...]:
    """What the rules find in a draft; ``rules.stopping`` of them keeps it from being presented."""
    tasks = [
        WrittenTask(key=task.pk, title=task.title, is_group=task.is_group, left_out=task.left_out)
        for task in next_plan.tasks.order_by("position", "pk")
    ]
    return rules.findings(tasks)
