"""What plans do by the clock: holding what is counted against what there is to count."""

from __future__ import annotations

from nhipcau.kernel.jobs import job, scheduled
from nhipcau.plans.actions.counting import mend
from nhipcau.plans.models import Plan


@scheduled("plans.standings", "daily 03:10")
@job()
def check_standings(slot: str) -> int:
    """Mend every night what a plan's counted rows should not hold; how many rows were wrong (none, as a rule)."""
    return sum(mend(plan=plan) for plan in Plan.objects.order_by("pk"))
