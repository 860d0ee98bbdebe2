"""A plan with an agency's own, for the tests that walk a joint."""

from __future__ import annotations

from datetime import date

from nhipcau.agencies.models import Officer
from nhipcau.documents.models import RegisteredDocument
from nhipcau.kernel import clock
from nhipcau.plans.models import Duty, Plan, Task, UnitPlan
from nhipcau.plans.next.actions import writing as drafting
from nhipcau.plans.units.actions import writing


def lay(by: Officer) -> None:
    """An accepted plan of the officer's agency and the draft of the next year's, by an officer who may do all of it."""
    document = RegisteredDocument.objects.create(
        number="99/KH-UBND", date=date(2026, 1, 5), issuer="UBND tỉnh"
    )
    plan = Plan.objects.create(document=document, title="Kế hoạch thử", year=2026, confirmed_by=by)
    task = Task.objects.create(plan=plan, number="1", title="Hội chợ thử")
    Duty.objects.create(task=task, agency=by.agency, role="lead", began_on=date(2026, 1, 5))
    made = writing.open_plan(plan=plan, agency=by.agency, coordinated=False, today=date(2026, 1, 6), by=by)
    kept = {"state": "accepted", "accepted_at": clock.now(), "accepted_by": by}
    UnitPlan.objects.filter(pk=made.pk).update(**kept)
    drafting.begin(year=2027, drafter=by.agency, last_year=plan, today=date(2026, 1, 6), by=by)
