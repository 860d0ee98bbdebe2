"""What becomes of an agency's plan at a merger, and of the result under which the province's plan owes it."""

from __future__ import annotations

from datetime import date

from django.db import models, transaction

from nhipcau.agencies.models import Agency, Officer
from nhipcau.kernel import audit, finding, witness
from nhipcau.kernel.refusal import N_, Words
from nhipcau.office.signing import queries as signing
from nhipcau.office.signing.actions.chain import draw_back
from nhipcau.plans.actions import proving
from nhipcau.plans.models import UnitLine, UnitPlan
from nhipcau.plans.rules import UNIT_PLAN_PROOF
from nhipcau.plans.unit_states import UnitPlanState
from nhipcau.plans.unitplans import UnitPlanQuerySet
from nhipcau.plans.units import queries

PASSED_ON = "unit_plan.passed_on"
_DRAWN_BACK = Words(N_("Kế hoạch chuyển sang cơ quan tiếp nhận để trình ký lại."))


def under_way() -> UnitPlanQuerySet:
    """Those with lines, of running plans, that nobody has signed."""
    with_lines = UnitLine.objects.filter(unit_plan=models.OuterRef("pk"))
    found = UnitPlan.objects.under_way().filter(models.Exists(with_lines))
    return found.exclude(pk__in=signing.signed_of(UnitPlan))


@transaction.atomic
def pass_on(*, predecessor: Agency, successor: Agency, on: date, by: Officer | None) -> int:
    """Give an agency's unsigned plans to its heir; returns how many moved.

    Where the heir has a plan of its own that is still written, the lines go into that one.  What is on its way to a
    signature is drawn back by whoever records the merger; by the clock (by None), or where the heir's plan is handed in
    already, it stays for a person.
    """
    moved = 0
    found = under_way().filter(agency=predecessor).select_for_update(of=("self",))
    for held in found.order_by("pk"):
        version = signing.standing(held)
        if version is not None:
            if by is None:
                continue
            draw_back(version=version, reason=_DRAWN_BACK, by=by)
        own = (
            UnitPlan.objects.filter(plan=held.plan_id, agency=successor)
            .select_for_update(of=("self",))
            .first()
        )
        if own is None:
            held.agency = successor
            held.save(update_fields=["agency"])
            finding.keep("unit-plan", held)
        elif own.state == UnitPlanState.DRAFT:
            _into(own, held)
        else:
            continue
        audit.record(
            PASSED_ON, target=own or held, by=by, data={"from": predecessor, "to": successor, "on": on}
        )
        moved += 1
    return moved


def _into(own: UnitPlan, held: UnitPlan) -> None:
    """The lines go behind the heir's; the emptied plan stays with the agency that is no more, to be read."""
    last = own.lines.aggregate(last=models.Max("position"))["last"] or 0
    for place, line in enumerate(held.lines.in_order(), start=1):
        UnitLine.objects.filter(pk=line.pk).update(unit_plan=own, position=last + place)
    finding.keep("unit-plan", own)


def deliver(*, unit_plan: UnitPlan) -> None:
    """Say that an agency's plan went out, in its transaction: results that it proves follow (``actions.proving``).

    The result that the province's plan asks for in so many words is proven by it on the word of the coordinator who accepted
    it, unless somebody has decided otherwise.
    """
    owed = queries.owed_result(unit_plan.plan, unit_plan.agency)
    if owed is not None and unit_plan.plan.is_open:
        proving.chosen_by_words(owed.duty.task, kind=UNIT_PLAN_PROOF, word_of=unit_plan.accepted_by)
    witness.changed(UNIT_PLAN_PROOF, agencies=[unit_plan.agency_id])
