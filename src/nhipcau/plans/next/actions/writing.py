"""The drafting agency draws up the province's next plan.

The plan's row is held first in every act, so of two who act at once the second sees what the first did; what another
wrote since the form was made is not written over (``seen``).
"""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from nhipcau.kernel import rows
from nhipcau.kernel.refusal import N_, Refused
from nhipcau.kernel.standing import written
from nhipcau.office.signing import queries as signing
from nhipcau.plans.models import NextPlan


def address(next_plan: NextPlan) -> str:
    """The page of a draft."""
    return reverse("plans:next_plan", args=[next_plan.pk])


def hold(next_plan: NextPlan) -> NextPlan:
    """The draft as it stands now, locked until the transaction ends."""
    found = NextPlan.objects.select_for_update(of=("self",))
    return rows.held_with(
        found, next_plan.pk, "drafter", "issuer", "letter", "last_year__document", "signer", "state_by", "edited_by"
    )  # fmt: skip


def hold_open(next_plan: NextPlan) -> NextPlan:
    """The same.  Raises Refused where it is issued or given up, or signed: since when and by whom."""
    held = hold(next_plan)
    held.go("write")
    signed = signing.signature_of(held)
    if signed is not None:
        raise Refused(
            N_("%(who)s đã ký kế hoạch này ngày %(on)s nên không sửa dự thảo được nữa."),
            who=signed.officer_name,
            on=written(timezone.localdate(signed.at)),
        )
    return held
