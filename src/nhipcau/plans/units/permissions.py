"""Who may see, write and judge agencies' own plans: load and authorise in one call."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from nhipcau.agencies.models import Agency, AgencyQuerySet, Officer
from nhipcau.kernel.access import declare, demand
from nhipcau.kernel.refusal import N_
from nhipcau.office.asks import queries as asks
from nhipcau.office.permissions import agencies_with, of_own_agencies
from nhipcau.plans.models import Plan, UnitLine, UnitPlan
from nhipcau.plans.permissions import READ_ALL_PARTS, RUN_PLANS
from nhipcau.plans.unitplans import UnitPlanQuerySet

DRAFT_UNIT_PLANS = declare(
    "plans.draft_unit_plans",
    N_("Soạn, nộp và trình ký kế hoạch của cơ quan để thực hiện kế hoạch của tỉnh."),
    of_agency=True,
)


def unit_plans_for(officer: Officer) -> UnitPlanQuerySet:
    """All for those who read everything; else the own agencies', and those that the officer is asked about."""
    found = UnitPlan.objects.shown()
    if officer.may(READ_ALL_PARTS):
        return found
    return found.filter(of_own_agencies(officer) | Q(pk__in=asks.keys_asked(officer, UnitPlan)))


def visible(officer: Officer, keys: Sequence[int]) -> UnitPlanQuerySet:
    """Those among some that an officer may see."""
    return unit_plans_for(officer).filter(pk__in=keys)


def works_on(officer: Officer, unit_plan: UnitPlan) -> bool:
    """Whether an officer reads an agency's plan and how it comes about."""
    return unit_plans_for(officer).filter(pk=unit_plan.pk).exists()


def may_draft(officer: Officer, agency: Agency) -> bool:
    """Whether an officer writes an agency's plan."""
    return officer.may(DRAFT_UNIT_PLANS, agency)


def get_unit_plan_for(officer: Officer, pk: int) -> UnitPlan:
    """An agency's plan to read; 404 where the officer may not know of it."""
    return get_object_or_404(unit_plans_for(officer), pk=pk)


def get_unit_plan_to_write(officer: Officer, pk: int) -> UnitPlan:
    """An agency's plan to write on; PermissionDenied for who may only read it."""
    found = get_unit_plan_for(officer, pk)
    if not may_draft(officer, found.agency):
        raise PermissionDenied(_("Bạn chỉ soạn được kế hoạch của cơ quan mình."))
    return found


def get_line_to_write(officer: Officer, pk: int) -> UnitLine:
    """A line to write on, with its plan; 404 where the officer may not know of it."""
    line = get_object_or_404(UnitLine.objects.select_related("task"), pk=pk)
    line.unit_plan = get_unit_plan_to_write(officer, line.unit_plan_id)
    return line


def get_unit_plan_to_judge(officer: Officer, pk: int) -> UnitPlan:
    """An agency's plan for whoever runs the programme."""
    demand(officer, RUN_PLANS)
    return get_object_or_404(UnitPlan.objects.shown(), pk=pk)


def drafting_agencies(officer: Officer, plan: Plan) -> AgencyQuerySet:
    """The own agencies in whose name an officer drafts; whoever drafts for all, for those of the plan."""
    keys = agencies_with(officer, DRAFT_UNIT_PLANS)
    found = Agency.objects.filter(duties__task__plan=plan, duties__ended_on=None).distinct()
    return found if keys is None else found.filter(pk__in=keys)
