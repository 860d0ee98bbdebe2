"""What the next plan puts on the desk of whoever draws it up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import ngettext

from nhipcau.kernel.navigation import Asked, Need
from nhipcau.kernel.shapes import shape
from nhipcau.plans.models import Proposal
from nhipcau.plans.next_states import NextPlanState, ProposalState, ReplyState


def waiting(asked: Asked) -> Iterator[Need]:
    """Proposals that were sent and wait for a word, of each draft."""
    by_plan: dict[int, int] = {}
    for plan in _sent():
        by_plan[plan] = by_plan.get(plan, 0) + 1
    for plan, count in by_plan.items():
        words = ngettext(
            "%(n)s đề xuất cho kế hoạch năm sau chờ xem xét",
            "%(n)s đề xuất cho kế hoạch năm sau chờ xem xét",
            count,
        )
        page = f"{reverse('plans:next_plan', args=[plan])}#de-xuat"
        yield Need(count, words % {"n": count}, page, urgent=True)


@shape
def _sent() -> QuerySet[Any, int]:
    found = Proposal.objects.filter(
        state=ProposalState.OPEN.value,
        reply__state=ReplyState.SENT.value,
        reply__next_plan__state=NextPlanState.DRAFT.value,
    )
    return found.order_by("reply__next_plan").values_list("reply__next_plan", flat=True)
