"""What plans do by the clock: holding what is counted against what there is to count."""

from __future__ import annotations

from nhipcau.kernel import clock
from nhipcau.kernel.jobs import job, scheduled
from nhipcau.plans.actions import proving
from nhipcau.plans.actions.counting import mend
from nhipcau.plans.models import Plan


@scheduled("plans.standings", "daily 03:10")
@job()
def check_standings(slot: str) -> int:
    """Mend every night what a plan's counted rows should not hold; how many rows were wrong (none, as a rule)."""
    return sum(mend(plan=plan) for plan in Plan.objects.order_by("pk"))


@scheduled("plans.proven", "daily 05:10")
@job()
def settle_proven(slot: str) -> int:
    """Bring results in line with what the system holds, whatever changed unsaid (a day that came, a merger); how many were
    not."""
    return proving.settle(today=clock.today())
