"""The next plan of the small plan of every test: made once, laid for each test that asks.

Of last year's plan task 1 is done; tasks 2.1 (due 29/6/2026) and 2.2 (quarter III) are overdue on ``TODAY``.
"""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.db.models import F
from django.utils import timezone
from tests.laid import laid

from nhipcau.agencies.models import Agency, Officer
from nhipcau.kernel import clock
from nhipcau.plans.actions.counting import recount
from nhipcau.plans.models import Deliverable, NextPlan, NextTask, Plan
from nhipcau.plans.next.actions import writing

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 9, tzinfo=timezone.get_default_timezone())


@pytest.fixture(autouse=True)
def in_november():
    """The day on which the next plan is drawn up, for every test of a file that names it in ``__all__``."""
    with clock.told(NOW):
        yield


@pytest.fixture
@laid
def next_plan(plan, other_agency, coordinator) -> NextPlan:
    return begun(plan, other_agency, coordinator)


def begun(plan: Plan, drafter: Agency, by: Officer) -> NextPlan:
    """Begun from last year's plan."""
    delivered(plan, "1")
    return writing.begin(year=2027, drafter=drafter, last_year=plan, today=TODAY, by=by)


def delivered(plan: Plan, number: str) -> None:
    """All that is owed of a task of last year's was delivered in time."""
    Deliverable.objects.filter(duty__task__plan=plan, duty__task__number=number).update(done_on=F("due_on"))
    recount(plan=plan.pk)


def task(next_plan: NextPlan, number: str) -> NextTask:
    """A task of the draft by its number."""
    found = next_plan.tasks.get(number=number)
    found.next_plan = next_plan
    return found
