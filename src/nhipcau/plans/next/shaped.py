"""The draft's rows in the form that every plan of the house has before it runs: that of a reading (``import_draft``).

Made once, sealed with the signature, and run from as it was sealed; so what agencies owe is what was signed.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from nhipcau.plans.import_draft import ALL_AGENCIES, LISTS
from nhipcau.plans.models import NextPlan, NextTask

Json = dict[str, Any]


def shaped(next_plan: NextPlan) -> Json:
    """All but number, day, signer and receivers: {"document": {"plan_title", "year"}, "tasks": […], "obligations": […]}.

    A task that is left out is not in it, nor is a group in which nothing is left.
    """
    below: dict[int | None, list[NextTask]] = defaultdict(list)
    for task in next_plan.tasks.order_by("position", "pk"):
        if not task.left_out:
            below[task.parent_id].append(task)
    return {
        "document": {"plan_title": " ".join(next_plan.title.split()), "year": next_plan.year},
        "tasks": _tasks(below, None),
        "obligations": _obligations(next_plan),
    }


def _tasks(below: dict[int | None, list[NextTask]], parent: int | None) -> list[Json]:
    made = (_task(task, below) for task in below[parent])
    return [one for one in made if one is not None]


def _task(task: NextTask, below: dict[int | None, list[NextTask]]) -> Json | None:
    children = _tasks(below, task.pk)
    if task.is_group and not children:
        return None
    shape: Json = {
        "number": task.number,
        "title": task.title.strip(),
        "content": task.content.strip(),
        "timing": task.timing,
        "timing_text": task.timing_text.strip(),
        "place": task.place.strip(),
        "budget": task.budget.strip(),
        "outputs": task.outputs.strip(),
        "source": {"next_task": task.pk},
        **{role: list(task.names.get(role) or []) for role in LISTS},
    }
    if children:
        shape["children"] = children
    return shape


def _obligations(next_plan: NextPlan) -> list[Json]:
    """The days by which every agency has its own plan and its reports, as the plan names them."""
    dated = (
        ("unit plan", next_plan.unit_plans_due),
        ("six-month report", next_plan.six_month_due),
        ("annual report", next_plan.annual_due),
    )
    return [
        {
            "what": what,
            "who": ALL_AGENCIES,
            "due": due.isoformat(),
            "to": next_plan.drafter.name,
            "source": "",
        }
        for what, due in dated
        if due is not None
    ]
