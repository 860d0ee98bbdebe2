"""Where the plan's duty “Xây dựng kế hoạch của đơn vị” is delivered by an agency that has begun its plan here."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from nhipcau.plans.elsewhere import Elsewhere
from nhipcau.plans.models import Deliverable, TaskProof
from nhipcau.plans.proven_words import suggested
from nhipcau.plans.rules import UNIT_PLAN_PROOF, UNIT_PLAN_TITLES
from nhipcau.plans.units.permissions import unit_plans_for


def _unsaid(result: Deliverable) -> str:
    """What proves it while nobody has decided: the plan's own duty follows by itself once a plan is issued."""
    return UNIT_PLAN_PROOF if result.duty.task.title in UNIT_PLAN_TITLES else ""


def to_unit_plans(reader: Any, results: Collection[Deliverable]) -> dict[int, Elsewhere]:
    """Of each plan that was begun the result that it is once it is issued; not where agencies are to report it themselves."""
    likely = [one for one in results if suggested(one.duty.task) == UNIT_PLAN_PROOF]
    if not likely:
        return {}
    proofs = TaskProof.objects.filter(task__in={one.duty.task_id for one in likely})
    chosen = dict(proofs.values_list("task", "kind"))
    asked = [one for one in likely if chosen.get(one.duty.task_id, _unsaid(one)) == UNIT_PLAN_PROOF]
    rows = unit_plans_for(reader).filter(
        plan__in={one.duty.task.plan_id for one in asked}, agency__in={one.duty.agency_id for one in asked}
    )
    begun = {(one.plan_id, one.agency_id): one for one in rows}
    return {
        one.pk: Elsewhere(reverse("plans:unit_plan", args=[plan.pk]), _("Mở kế hoạch của đơn vị"))
        for one in asked
        if (plan := begun.get((one.duty.task.plan_id, one.duty.agency_id))) is not None
    }
