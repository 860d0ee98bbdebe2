"""Parts that owe nothing: an agency that coordinates or directs helps by the plan's day, and is late in nothing."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import QuerySet

from nhipcau.kernel.shapes import shape
from nhipcau.plans.models import Duty, TaskDue
from nhipcau.plans.rules import ANSWERABLE


def parts(
    *, tasks: Collection[int], agencies: Collection[int], today: date
) -> dict[int, tuple[str, date | None]]:
    """Of the tasks in which agencies only help: their role, and the next day by which the others deliver, else the last.

    Two queries.
    """
    roles = dict(_roles(tasks=tasks, agencies=agencies))
    days: dict[int, date] = {}
    for key, day in _days(tasks=tuple(roles)):
        if key not in days or days[key] < today:
            days[key] = day
    return {key: (role, days.get(key)) for key, role in roles.items()}


@shape
def _roles(tasks: Collection[int], agencies: Collection[int]) -> QuerySet[Any, tuple[int, str]]:
    duties = Duty.objects.current().filter(task__in=tasks, agency__in=agencies).exclude(role__in=ANSWERABLE)
    return duties.order_by("-role").values_list("task", "role")


@shape
def _days(tasks: Collection[int]) -> QuerySet[Any, tuple[int, date]]:
    return TaskDue.objects.current().filter(task__in=tasks).order_by("on").values_list("task", "on")
