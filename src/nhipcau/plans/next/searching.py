"""Drafts of the province's next plan found by their words."""

from __future__ import annotations

from nhipcau.plans.models import NextPlan


def words_of(next_plan: NextPlan) -> str:
    """All that a draft is found by."""
    tasks = next_plan.tasks.filter(left_out=False).order_by("position").values_list("title", flat=True)[:100]
    return f"{next_plan.title} {next_plan.drafter.name} {' '.join(tasks)}"
