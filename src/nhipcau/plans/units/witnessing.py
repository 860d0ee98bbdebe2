"""What agencies' own plans witness: that an agency drew up the plan which the province's asks for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from nhipcau.agencies.models import Officer
from nhipcau.kernel import witness
from nhipcau.kernel.refusal import N_
from nhipcau.kernel.witness import Shown, Wanted, Witness
from nhipcau.office.signing.models import Version
from nhipcau.plans.models import UnitPlan
from nhipcau.plans.rules import UNIT_PLAN_PROOF
from nhipcau.plans.unit_states import UnitPlanState


def connect() -> None:
    """Register the kind; its records are evidence already.  Once, when the app starts."""
    witness.witnesses.register(
        Witness(
            name=UNIT_PLAN_PROOF,
            label=N_("Kế hoạch của đơn vị đã được chấp nhận, ban hành"),
            rule=N_(
                "Đủ khi kế hoạch của cơ quan được cơ quan điều phối chấp nhận, đã ký, cấp số, gửi đi và chưa thu hồi."
            ),
            find=issued,
        )
    )


def issued(wanted: Collection[Wanted]) -> Mapping[Wanted, Shown]:
    """The accepted plans that went out and stand, of the agency or of one whose work it goes on with, since the day of
    their issue; only plans for the province's plan that asks.  Two queries."""
    asked = {agency for one in wanted for agency in one.agencies}
    found = UnitPlan.objects.filter(
        plan__in={one.plan for one in wanted}, agency__in=asked, state=UnitPlanState.ACCEPTED
    )
    rows = {one.pk: one for one in found.order_by("pk")}
    standing: dict[tuple[int, int], list[tuple[date, UnitPlan]]] = defaultdict(list)
    went_out = Version.objects.of_all(UnitPlan, rows).last_words().order_by("pk")
    for key, day in went_out.values_list("subject_id", "issue__issued_on") if rows else ():
        standing[rows[key].plan_id, rows[key].agency_id].append((day, rows[key]))
    shown: dict[Wanted, Shown] = {}
    for each in wanted:
        own = [
            (day, one)
            for agency in sorted(each.agencies)
            for day, one in standing.get((each.plan or 0, agency), ())
            if day <= each.until
        ]
        if own:
            day, one = min(own, key=lambda pair: (pair[1].agency_id != each.agency, pair[0]))
            shown[each] = Shown((one,), day)
    return shown


def tell_of_recall(version: Version, by: Officer) -> None:
    """Listener to recalls."""
    if isinstance(version.subject, UnitPlan):
        witness.changed(UNIT_PLAN_PROOF, agencies=[version.subject.agency_id])
