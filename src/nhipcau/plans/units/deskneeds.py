"""What agencies' own plans put on the coordinator's desk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import ngettext

from nhipcau.kernel.navigation import Asked, Need
from nhipcau.kernel.shapes import shape
from nhipcau.plans.models import UnitPlan
from nhipcau.plans.unit_states import UnitPlanState


def waiting(asked: Asked) -> Iterator[Need]:
    """Plans that were handed in and wait for a word, of each running plan."""
    by_plan: dict[int, int] = {}
    for plan in _handed_in():
        by_plan[plan] = by_plan.get(plan, 0) + 1
    for plan, count in by_plan.items():
        said = ngettext("%(n)s kế hoạch đơn vị chờ xem xét", "%(n)s kế hoạch đơn vị chờ xem xét", count)
        board = f"{reverse('plans:unit_plans', args=[plan])}?tinh_trang={UnitPlanState.SUBMITTED}"
        yield Need(count, said % {"n": count}, board, urgent=True)


@shape
def _handed_in() -> QuerySet[Any, int]:
    found = UnitPlan.objects.under_way().filter(state=UnitPlanState.SUBMITTED.value)
    return found.order_by("plan").values_list("plan", flat=True)
